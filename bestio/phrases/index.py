"""A corpus read once: its words as numbers, its sentences, who wrote each of them, and the levels to draw from."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import cached_property

import numpy as np

from bestio.language import sentences, tokens, typography
from bestio.language.spelling import spelling
from bestio.phrases.corpus import Corpus, Source
from bestio.phrases.levels import Array, Levels, View

_PAIRS = frozenset("«»()[]")


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
        self.words = words
        self.firsts = firsts
        self.owners = owners
        self.spans = spans
        self.text = text
        self.sources = tuple(sources)
        self.levels = Levels(words)
        self.owners_view: View = owners.data
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
        for run in runs:
            builder.sentence(run)
        return builder.done((Source("text", "", "", ""),))

    @cached_property
    def view(self) -> list[int]:
        """`words` as a list, the quickest to read one at a time; each number is one object, however often it stands."""
        numbers = list(range(len(self.vocabulary)))
        return list(map(numbers.__getitem__, self.words.tolist()))

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
        sizes = np.diff(np.append(self.firsts, np.uint32(len(self.words)))).astype(np.int64)
        numbers = np.repeat(np.arange(len(self.firsts), dtype=np.uint32), sizes)
        return np.concatenate((np.zeros(1, np.uint32), numbers)).data

    @cached_property
    def owner_at(self) -> Array:
        """For each position, the number of its source; the 0 that ends a sentence belongs to that sentence."""
        sizes = np.diff(np.append(self.firsts, np.uint32(len(self.words)))).astype(np.int64)
        return np.concatenate((np.zeros(1, self.owners.dtype), np.repeat(self.owners, sizes)))

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


class _Builder:
    def __init__(self) -> None:
        self._numbers: dict[str | None, int] = {None: 0}
        self._words: list[int] = [0]
        self._firsts: list[int] = []
        self._heads: list[int] = []
        self._owners: list[int] = []
        self._spans: list[tuple[int, int]] = []
        self._texts: list[str] = []
        self._length = 0

    def read(self, text: str, owner: int) -> None:
        clean = sentences.unwrap(typography.clean(tokens.scrub(text).text))
        split = tokens.split
        number = self._numbers
        words = self._words
        for start, end in sentences.spans(clean):
            read = split(clean[start:end])
            if not any(map(tokens.is_word, read)):
                continue
            self._heads.append(len(words) + fold_first(read))
            self._firsts.append(len(words))
            words.extend([number.setdefault(word, len(number)) for word in read])
            words.append(0)
            self._owners.append(owner)
            self._spans.append((start + self._length, end + self._length))
        self._texts.append(clean)
        self._length += len(clean)

    def sentence(self, run: Sequence[str]) -> None:
        number = self._numbers
        self._firsts.append(len(self._words))
        self._words.extend([number.setdefault(word, len(number)) for word in run])
        self._words.append(0)
        self._owners.append(0)
        self._spans.append((0, 0))

    def done(self, sources: Sequence[Source]) -> Index:
        vocabulary = [word or "" for word in self._numbers]
        return Index(
            vocabulary=vocabulary,
            words=self._folded(vocabulary),
            firsts=np.array(self._firsts, np.uint32),
            owners=np.array(self._owners, np.uint32),
            spans=np.array(self._spans, np.uint32).reshape(-1, 2),
            text="".join(self._texts),
            sources=sources,
        )

    def _folded(self, vocabulary: Sequence[str]) -> Array:
        """The words, without the capitals that only open sentences: where a small form is used and no name is."""
        words = np.array(self._words, np.uint32)
        heads = np.array(self._heads, np.int64)
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
