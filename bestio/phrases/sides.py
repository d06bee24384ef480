"""Two sides of a corpus: those who lead, whose share of the words is asked for, and the others."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cached_property

import numpy as np

from bestio.phrases.corpus import Corpus
from bestio.phrases.index import Index
from bestio.phrases.walk import Walk
from bestio.phrases.weights import Weights

MOST_TEXTS = 5
"""Texts of those who lead, of which each has a turn of its own; of more, each phrase has room for a few only."""
FEW = 16
"""How many times as long as theirs all texts are at least where only the places that are theirs are kept: another way
to write the same numbers, which takes less room as long as there are few."""


class Sides:
    """The sources of `index` in two sides: those with the numbers `ours` lead.

    `asked`: the part of the words, 0..1, that is to be theirs; `weights`: how each side is drawn from, the others'
    first, as `shares` say.
    """

    def __init__(self, index: Index, ours: Collection[int], shares: Sequence[float]) -> None:
        self.index = index
        self.ours = frozenset(ours)
        self.asked = sum(shares[number] for number in self.ours) / sum(shares)
        kept = [
            [share if (number in self.ours) is side else 0.0 for number, share in enumerate(shares)]
            for side in (False, True)
        ]
        sizes = index.source_tokens
        few = FEW * sum(sizes[number] for number in self.ours) < sum(sizes)
        self.weights = Weights(index, kept[0]), Weights(index, kept[1], few=few)
        self._shares = list(shares)
        self._some: dict[frozenset[int], Weights] = {}

    @cached_property
    def parts(self) -> dict[int, float]:
        """The part of their words that each of the texts of those who lead is to have; {} where there is only one."""
        heard = sorted(number for number in self.ours if self.weights[True].of_source[number] > 0)
        total = sum(self._shares[number] for number in heard)
        return {number: self._shares[number] / total for number in heard} if 1 < len(heard) <= MOST_TEXTS else {}

    def weights_of(self, texts: frozenset[int]) -> Weights:
        """How some of the texts are drawn from, the others being silent."""
        if texts not in self._some:
            self._some[texts] = Weights(
                self.index,
                [share if number in texts else 0.0 for number, share in enumerate(self._shares)],
                few=True,
            )
        return self._some[texts]

    @classmethod
    def of(cls, corpus: Corpus, index: Index) -> Sides | None:
        """The sides of a corpus; None where nobody leads, or one side has nothing to say."""
        sizes = index.source_tokens
        shares = [corpus.share(source) if size else 0.0 for source, size in zip(index.sources, sizes, strict=True)]
        ours = [number for number, source in enumerate(index.sources) if source.id in corpus.led]
        lead = sum(shares[number] for number in ours)
        return cls(index, ours, shares) if 0 < lead < sum(shares) else None

    @cached_property
    def is_ours(self) -> bytes:
        """For each position of the corpus, 1 where one of those who lead wrote it."""
        return np.isin(self.index.owner_at, sorted(self.ours)).astype(np.uint8).tobytes()

    def size(self, ours: bool) -> int:
        """How many words a side can be drawn from."""
        counted = np.frombuffer(self.index.counted, np.uint8)[self.index.words]
        return int(counted[self.weights[ours].many(np.arange(len(self.index.words))) > 0].sum())

    def words(self, walk: Walk) -> int:
        """How many words of a walk are by those who lead."""
        counted, ours = self.index.counted, self.is_ours
        return sum(counted[number] for number, at in zip(walk.ids, walk.positions, strict=True) if ours[at])


def most_that(words: int) -> float:
    """The highest share, 0..1, that a text of so many words can have of phrases that are still different ones.

    Measured: 60 words carry 60 %, 90 carry 70 %, 150 carry 75 %, 300 carry 85 %; between these, in proportion.
    """
    known = {0: 0.0, 60: 0.6, 90: 0.7, 150: 0.75, 300: 0.85, 1000: 1.0}
    return float(np.interp(words, list(known), list(known.values())))
