"""markovify's text in French: its public methods, over tokens, sentences and typography that French needs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from random import Random
from typing import Any

import markovify
from markovify.chain import BEGIN
from markovify.text import DEFAULT_MAX_OVERLAP_RATIO, DEFAULT_MAX_OVERLAP_TOTAL, DEFAULT_TRIES, ParamError

from bestio.language import sentences, tokens, typography
from bestio.phrases.chain import OccurrenceChain
from bestio.phrases.runs import ends_run
from bestio.phrases.transitions import State, as_counts

_OPENINGS = frozenset("«»()[]")


class FrenchText(markovify.Text):  # type: ignore[misc]
    """A `markovify.Text` that reads and writes French and draws occurrences.

    Takes what markovify's does, and `random`, where all its chance comes from. Sentences with brackets or quotation
    marks are kept; `well_formed` makes those refused that come out with one of a pair missing. Over a `chain` that
    draws places (that of a `PhraseMachine`, say), it has the sentences of the texts that are drawn from.
    """

    def __init__(
        self,
        input_text: str | Iterable[str] | None,
        state_size: int = 2,
        chain: OccurrenceChain | None = None,
        parsed_sentences: Sequence[Sequence[str]] | None = None,
        retain_original: bool = True,
        well_formed: bool = True,
        reject_reg: str | re.Pattern[str] = "",
        *,
        random: Random | None = None,
    ) -> None:
        self.well_formed = well_formed
        self.rejects = re.compile(reject_reg) if well_formed and reject_reg else None
        self.reject_pat = self.rejects or markovify.Text.reject_pat
        self.state_size = state_size
        readable = parsed_sentences is not None or input_text is not None
        self.retain_original = retain_original and (readable or (chain is not None and chain.draws_places))
        parsed: list[list[str]] | None = None
        if readable and (self.retain_original or chain is None):
            parsed = [list(run) for run in parsed_sentences] if parsed_sentences is not None else None
            parsed = parsed or [list(run) for run in self.generate_corpus(input_text)]
        if self.retain_original and parsed is not None:
            self.parsed_sentences = parsed
        self.chain = chain or OccurrenceChain(parsed or [], state_size, random=random)
        if random is not None:
            self.chain.random = random

    @cached_property
    def parsed_sentences(self) -> list[list[str]]:
        """The sentences of the texts that are drawn from, as tokens."""
        if not self.retain_original:
            raise AttributeError("parsed_sentences")
        return list(self.chain.index.runs(self.chain.weights.heard))

    @cached_property
    def rejoined_text(self) -> str:
        """All the sentences as one text."""
        if not self.retain_original:
            raise AttributeError("rejoined_text")
        return str(self.sentence_join(map(self.word_join, self.parsed_sentences)))

    def sentence_split(self, text: str) -> list[str]:
        """The sentences of a text, in clean typography; links, addresses and telephone numbers left out."""
        return sentences.split(typography.clean(tokens.scrub(text).text))

    def word_split(self, sentence: str) -> list[str]:
        """The tokens of a sentence."""
        return tokens.split(typography.clean(sentence))

    def word_join(self, words: Iterable[str]) -> str:
        """Tokens as French text."""
        return typography.join(words)

    def generate_corpus(self, text: Any) -> Iterator[list[str]]:
        """The sentences of a text, or of each of several, as tokens."""
        for part in [text] if isinstance(text, str) else text:
            for sentence in filter(self.test_sentence_input, self.sentence_split(part)):
                yield tokens.split(sentence)

    def test_sentence_input(self, sentence: str) -> bool:
        """Whether a sentence is learnt from: it has a word, and nothing that `reject_reg` finds."""
        return tokens.is_word(sentence) and not (self.rejects and self.rejects.search(sentence))

    def test_sentence_output(self, words: Sequence[str], max_overlap_ratio: float, max_overlap_total: int) -> bool:
        """Whether no run of `words` longer than the limits stands in the texts, and brackets come in pairs."""
        if self.well_formed and not _paired(words):
            return False
        if not self.chain.draws_places:
            return bool(super().test_sentence_output(words, max_overlap_ratio, max_overlap_total))
        index = self.chain.index
        numbers = [index.numbers.get(word, -1) for word in words]
        size = min(min(max_overlap_total, round(max_overlap_ratio * len(words))) + 1, len(words))
        return all(
            index.levels.find(tuple(numbers[at : at + size])) is None for at in range(max(1, len(words) - size + 1))
        )

    def make_sentence(self, init_state: State | None = None, **kwargs: Any) -> str | None:
        """A sentence that passes the limits, or None after `tries`; see markovify for the options."""
        if not self.chain.draws_places:
            made = super().make_sentence(init_state, **kwargs)
            return None if made is None else str(made)
        index = self.chain.index
        if self.chain.silent(0):
            return None
        tries = kwargs.get("tries", DEFAULT_TRIES)
        ratio = kwargs.get("max_overlap_ratio", DEFAULT_MAX_OVERLAP_RATIO)
        total = kwargs.get("max_overlap_total", DEFAULT_MAX_OVERLAP_TOTAL)
        most, least = kwargs.get("max_words"), kwargs.get("min_words")
        tested = kwargs.get("test_output", True) and self.retain_original
        start = self.chain.position(init_state) if init_state else 0
        prefix: list[int] = []
        if init_state:
            given = [word for word in init_state if word != BEGIN]
            prefix = list(range(start - len(given) + 1, start + 1))
        known = self.state_size + 1
        view, brackets = index.view, index.brackets
        for _try in range(tries):
            drawn = prefix + self.chain.positions(start)
            size = len(drawn)
            if (most is not None and size > most) or (least is not None and size < least):
                continue
            ids = [view[at] for at in drawn]
            if tested:
                limit = min(total, round(ratio * size)) + 1
                if ends_run(index, ids, drawn, known, min(limit, size)):
                    continue
                if (
                    self.well_formed
                    and not brackets.isdisjoint(ids)
                    and not _paired([index.vocabulary[i] for i in ids])
                ):
                    continue
            return index.text_of(ids)
        return None

    def make_sentence_with_start(self, beginning: str, strict: bool = True, **kwargs: Any) -> str:
        """A sentence that begins with `beginning` (1 to `state_size` tokens); ParamError where none can be made.

        `strict`: as a sentence of the texts does; else from any place of the texts that has these words.
        """
        split = self._known(tuple(self.word_split(beginning)))
        if not 0 < len(split) <= self.state_size:
            raise ParamError(
                f"`make_sentence_with_start` for this model requires a string containing 1 to {self.state_size} words. "
                f"Yours has {len(split)}: {split}"
            )
        if len(split) == self.state_size:
            states = [split]
        elif strict:
            states = [(BEGIN,) * (self.state_size - len(split)) + split]
        else:
            states = list(self.find_init_states_from_chain(split))
            _shuffle(states, self.chain.random)
        for state in states:
            try:
                made = self.make_sentence(state, **kwargs)
            except KeyError:
                continue
            if made is not None:
                return made
        raise ParamError(f"`make_sentence_with_start` can't find sentence beginning with {beginning}")

    def _known(self, words: State) -> State:
        """`words`, without the first capital where the texts have none: the machine takes it off sentences."""
        if not words or not self.chain.draws_places or words[0] in self.chain.index.numbers:
            return words
        return (words[0].lower(), *words[1:])

    def compile(self, inplace: bool = False) -> FrenchText:
        """The same text over a compiled chain; never a plain `markovify.Text`."""
        if inplace:
            self.chain.compile(inplace=True)
            return self
        return type(self)(
            None,
            state_size=self.state_size,
            chain=self.chain.compile(),
            parsed_sentences=self.parsed_sentences if self.retain_original else None,
            retain_original=self.retain_original,
            well_formed=self.well_formed,
            reject_reg=self.rejects or "",
        )

    @classmethod
    def from_dict(cls, obj: dict[str, Any], **kwargs: Any) -> FrenchText:
        """A text from what `to_dict` gave."""
        return cls.from_chain(obj["chain"], parsed_sentences=obj.get("parsed_sentences"))

    @classmethod
    def from_chain(
        cls, chain_json: Any, corpus: str | None = None, parsed_sentences: Sequence[Sequence[str]] | None = None
    ) -> FrenchText:
        """A text over an existing chain; with its sentences, and where these give the same counts, over positions."""
        chain: OccurrenceChain = OccurrenceChain.from_json(chain_json)
        if parsed_sentences is not None:
            drawn = OccurrenceChain(parsed_sentences, chain.state_size)
            if drawn.model == as_counts(chain.model):
                chain = drawn
        return cls(corpus, state_size=chain.state_size, chain=chain, parsed_sentences=parsed_sentences)


def _paired(words: Sequence[str]) -> bool:
    return _OPENINGS.isdisjoint(words) or len(typography.balanced(words)) == len(words)


def _shuffle(states: list[State], random: Random) -> None:
    for at in range(len(states) - 1, 0, -1):
        other = int(random.random() * (at + 1))
        states[at], states[other] = states[other], states[at]
