"""A corpus read once: its words as numbers, its sentences, who wrote each of them, and the levels to draw from."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from bestio.language import sentences, tokens, typography
from bestio.language.spelling import spelling
from bestio.phrases.corpus import Corpus, Source
from bestio.phrases.ngram_levels import Array, Levels, View, number_type, quick

_PAIRS = frozenset("«»()[]")
MOST_READ = 256
"""Texts that are kept as they were read; where a class has more, each change has all of them read again."""


class Index:
    """The words of a corpus by position.

    `words[p]` is the number of a word in `vocabulary`, 0 between sentences. Sentence i takes the positions from
    `firsts[i]` to the next 0; it belongs to `sources[owners[i]]` and reads `text[spans[i, 0]:spans[i, 1]]`.
    """

    def __init__(
        self,
        *,
        vocabulary: Sequence[str],
        words: Array,
        firsts: Array,
        owners: Array,
        spans: Array,
        text: str,
        sources: Sequence[Source],
    ) -> None:
        self.vocabulary = vocabulary
        self.words = words.astype(number_type(max(len(words), len(vocabulary))), copy=False)
        self.firsts = firsts
        self.owners = owners.astype(number_type(len(sources)), copy=False)
        self.spans = spans
        self.text = text
        self.sources = tuple(sources)
        self.levels = Levels(self.words)
        self.owners_view: View = self.owners.data
        self.spans_view: View = spans.reshape(-1).data

    @classmethod
    def of(cls, corpus: Corpus) -> Index:
        """Read all the texts of `corpus`; links, addresses and telephone numbers are left out."""
        builder = _Builder()
        for owner, source in enumerate(corpus.sources):
            builder.read(source.text, owner)
        return builder.done(corpus.sources)

    @classmethod
    def of_sentences(cls, runs: Sequence[Sequence[str]]) -> Index:
        """The index of sentences that are already tokens, by one unnamed source and without their text."""
        builder = _Builder()
        builder.sentences(runs)
        return builder.done((Source("text", "", "", ""),))

    @cached_property
    def view(self) -> Sequence[int]:
        """`words` to be read one at a time."""
        return quick(self.words)

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each word."""
        return {word: number for number, word in enumerate(self.vocabulary)}

    @cached_property
    def spelled(self) -> dict[str, list[int]]:
        """The numbers of the words that differ by capitals and ligatures only, by their `spelling`."""
        forms: dict[str, list[int]] = {}
        for number, word in enumerate(self.vocabulary):
            forms.setdefault(spelling(word), []).append(number)
        return forms

    @property
    def spellings(self) -> Iterator[str]:
        """Each word of the texts once, in small letters, in the order in which they came."""
        return (self.vocabulary[numbers[0]].lower() for numbers in self.spelled.values())

    @cached_property
    def counted(self) -> bytes:
        """For each word number, 1 where the token counts as a word and 0 where it is a sign."""
        return bytes(tokens.is_word(word) for word in self.vocabulary)

    @cached_property
    def gaps(self) -> tuple[list[str | None], list[str | None]]:
        """For each word number, the space that must stand before it and after it."""
        before = [typography.space_before(word) for word in self.vocabulary]
        return before, [typography.space_after(word) for word in self.vocabulary]

    @cached_property
    def brackets(self) -> frozenset[int]:
        """The numbers of the signs that come in pairs."""
        return frozenset(number for number, word in enumerate(self.vocabulary) if word in _PAIRS)

    @cached_property
    def _spaced(self) -> tuple[list[str], list[str | None]]:
        """For each word number, the word with the space before it, and the space that must follow it, if any."""
        before, after = self.gaps
        return [
            (" " if space is None else space) + word for space, word in zip(before, self.vocabulary, strict=True)
        ], after

    def text_of(self, ids: Sequence[int]) -> str:
        """The words numbered `ids` as French text: `typography.join`, quicker."""
        if not ids:
            return ""
        spaced, spaces = self._spaced
        vocabulary = self.vocabulary
        first = vocabulary[ids[0]]
        pieces = [first]
        after = typography.opening_space(first)
        for number in ids[1:]:
            if after is None:
                pieces.append(spaced[number])
            else:
                word = vocabulary[number]
                pieces.append(typography.gap(after, typography.space_before(word)) + word)
            after = spaces[number]
        return "".join(pieces)

    @cached_property
    def mirror(self) -> Levels:
        """The levels of the words read backwards: position p is n - 1 - p there."""
        return Levels(np.ascontiguousarray(self.words[::-1]))

    @cached_property
    def sentence_view(self) -> View:
        """For each position, the number of its sentence; the 0 that ends a sentence belongs to it."""
        return self._throughout(np.arange(len(self.firsts), dtype=number_type(len(self.firsts)))).data

    @cached_property
    def owner_at(self) -> Array:
        """For each position, the number of its source; the 0 that ends a sentence belongs to that sentence."""
        return self._throughout(self.owners)

    def _throughout(self, numbers: Array) -> Array:
        """What is told of each sentence, for each position."""
        sizes = np.diff(np.append(self.firsts, np.uint32(len(self.words)))).astype(np.int64)
        return np.concatenate((np.zeros(1, numbers.dtype), np.repeat(numbers, sizes)))

    @cached_property
    def source_tokens(self) -> list[int]:
        """How many positions each source has."""
        return [int(count) for count in np.bincount(self.owner_at[1:], minlength=len(self.sources))]

    def runs(self, owners: Collection[int]) -> Iterator[list[str]]:
        """The sentences of the sources with these numbers, as tokens."""
        vocabulary, view, ends = self.vocabulary, self.view, [*self.firsts[1:].tolist(), len(self.words)]
        for first, end, owner in zip(self.firsts.tolist(), ends, self.owners.tolist(), strict=len(self.firsts) > 0):
            if owner in owners:
                yield [vocabulary[view[at]] for at in range(first, end - 1)]

    def span(self, sentence: int) -> tuple[int, int]:
        """Where the sentence starts and ends in `text`."""
        return self.spans_view[2 * sentence], self.spans_view[2 * sentence + 1]

    def sentence_text(self, sentence: int) -> str:
        """The sentence as its author wrote it (in clean typography)."""
        start, end = self.span(sentence)
        return self.text[start:end]

    def occurrences(self, word: str) -> Array:
        """The positions of `word` (a token, capitals and ligatures ignored), in order."""
        numbers = self.spelled.get(spelling(word), [])
        places = [self.levels.find((number,)) for number in numbers if number]
        found = [self.levels.level(1).members(place) for place in places if place is not None]
        return np.sort(np.concatenate(found)).astype(np.int64) if found else np.zeros(0, np.int64)

    def runs_of(self, words: Sequence[str]) -> Array:
        """Where `words` stand one after the other: the positions of the first, in order.

        They are tokens; capitals and ligatures are ignored.
        """
        found = self.occurrences(words[0])
        for further, word in enumerate(words[1:], 1):
            numbers = self.spelled.get(spelling(word), [])
            found = found[np.isin(self.words[np.minimum(found + further, len(self.words) - 1)], numbers)]
        return found


def fold_first(read: list[str]) -> int:
    """Take the capital off a grammatical word that opens a sentence, so that it is the same word everywhere.

    Gives the place of the first word among the tokens.
    """
    for at, token in enumerate(read):
        if tokens.is_word(token):
            if token.lower() in sentences.GRAMMATICAL:
                read[at] = token.lower()
            return at
    return 0


@dataclass(frozen=True, eq=False)
class _Read:
    """One text read by itself: `tokens` are its words, each once, in the order in which they came.

    `numbers` are its words by their places there, from 1, and 0 after each sentence; `firsts` and `heads` are where its
    sentences and their first words stand among these, `spans` where the sentences stand in the `text`.
    """

    tokens: tuple[str, ...]
    numbers: Array
    firsts: Array
    heads: Array
    spans: Array
    text: str


@lru_cache(maxsize=MOST_READ)
def _read(text: str) -> _Read:
    """A text read by itself: of all that a group has, one text changes at a time."""
    clean = sentences.unwrap(typography.clean(tokens.scrub(text).text))
    number: dict[str, int] = {}
    numbers: list[int] = []
    firsts: list[int] = []
    heads: list[int] = []
    spans: list[tuple[int, int]] = []
    for start, end in sentences.spans(clean):
        read = tokens.split(clean[start:end])
        if not any(map(tokens.is_word, read)):
            continue
        heads.append(len(numbers) + fold_first(read))
        firsts.append(len(numbers))
        numbers.extend([number.setdefault(word, len(number) + 1) for word in read])
        numbers.append(0)
        spans.append((start, end))
    return _Read(
        tuple(number),
        np.array(numbers, np.uint32),
        np.array(firsts, np.int64),
        np.array(heads, np.int64),
        np.array(spans, np.int64).reshape(-1, 2),
        clean,
    )


class _Builder:
    def __init__(self) -> None:
        self._numbers: dict[str | None, int] = {None: 0}
        self._words: list[Array] = [np.zeros(1, np.uint32)]
        self._count = 1
        self._firsts: list[Array] = []
        self._heads: list[Array] = []
        self._owners: list[Array] = []
        self._spans: list[Array] = []
        self._texts: list[str] = []
        self._length = 0

    def read(self, text: str, owner: int) -> None:
        one = _read(text)
        number = self._numbers
        known = np.array([0, *(number.setdefault(word, len(number)) for word in one.tokens)], np.uint32)
        self._heads.append(one.heads + self._count)
        self._firsts.append(one.firsts + self._count)
        self._owners.append(np.full(len(one.firsts), owner, np.uint32))
        self._spans.append(one.spans + self._length)
        self._add(known[one.numbers])
        self._texts.append(one.text)
        self._length += len(one.text)

    def sentences(self, runs: Iterable[Sequence[str]]) -> None:
        number = self._numbers
        firsts: list[int] = []
        words: list[int] = []
        for run in runs:
            firsts.append(self._count + len(words))
            words.extend([number.setdefault(word, len(number)) for word in run])
            words.append(0)
        self._firsts.append(np.array(firsts, np.int64))
        self._owners.append(np.zeros(len(firsts), np.uint32))
        self._spans.append(np.zeros((len(firsts), 2), np.int64))
        self._add(np.array(words, np.uint32))

    def _add(self, words: Array) -> None:
        self._words.append(words)
        self._count += len(words)

    def done(self, sources: Sequence[Source]) -> Index:
        vocabulary = [word or "" for word in self._numbers]
        return Index(
            vocabulary=vocabulary,
            words=self._folded(vocabulary),
            firsts=_joined(self._firsts),
            owners=_joined(self._owners),
            spans=_joined(self._spans).reshape(-1, 2),
            text="".join(self._texts),
            sources=sources,
        )

    def _folded(self, vocabulary: Sequence[str]) -> Array:
        """The words, without the capitals that only open sentences: where a small form is used and no name is."""
        words = _joined(self._words)
        heads = _joined(self._heads).astype(np.int64)
        inside = np.ones(len(words), bool)
        inside[heads] = False
        names = set(np.unique(words[inside]).tolist())
        numbers = {word: number for number, word in enumerate(vocabulary)}
        small = np.arange(len(vocabulary), dtype=np.uint32)
        for number in np.unique(words[heads]).tolist():
            lower = numbers.get(vocabulary[number].lower(), number)
            if lower in names and number not in names:
                small[number] = lower
        words[heads] = small[words[heads]]
        return words


def _joined(parts: Sequence[Array]) -> Array:
    return np.concatenate(parts).astype(np.uint32) if parts else np.zeros(0, np.uint32)
