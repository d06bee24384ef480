"""How much each place of the texts weighs in a draw."""

from __future__ import annotations

import numpy as np

from bestio.phrases.index import Index
from bestio.phrases.ngram_levels import Array, Levels
from bestio.phrases.running import All, Few, Sums

NOTHING = 1e-9


class Weights:
    """How much each position weighs in a draw: the share of its source over the source's length.

    A source whose weight is `NOTHING` beside the heaviest is silent: running sums would lose it, here or there.
    `few`: most of the texts are silent.
    """

    def __init__(self, index: Index, shares: list[float], *, few: bool = False) -> None:
        weights = [share / size if size else 0.0 for share, size in zip(shares, index.source_tokens, strict=True)]
        least = NOTHING * max(weights, default=0.0)
        weights = [weight if weight > least else 0.0 for weight in weights]
        used = [weight for weight, size in zip(weights, index.source_tokens, strict=True) if size]
        self.even = len(set(used)) <= 1 and all(used)
        self.of_source = weights
        self._owners = index.owner_at
        self._few = few
        self._sums: dict[tuple[int, bool], Sums] = {}
        self._size = len(index.words)

    @property
    def heard(self) -> frozenset[int]:
        """The numbers of the sources that may be drawn from at all."""
        return frozenset(number for number, weight in enumerate(self.of_source) if weight > 0)

    def at(self, position: int) -> float:
        """The weight of a position."""
        return 1.0 if self.even else self.of_source[int(self._owners[position])]

    def many(self, positions: Array) -> Array:
        """The weights of many positions."""
        if self.even:
            return np.ones(len(positions))
        result: Array = np.asarray(self.of_source)[self._owners[positions]]
        return result

    def sums(self, levels: Levels, order: int, *, backwards: bool) -> Sums:
        """Running sums of weights over the followers at `order`, beginning with 0."""
        key = (order, backwards)
        if key not in self._sums:
            positions = levels.level(order + 1).sorted
            if backwards:
                # The 0 before a sentence is its beginning: it goes with the word that follows it.
                positions = self._size - 1 - positions.astype(np.int64)
                positions = np.minimum(positions + (levels.words[self._size - 1 - positions] == 0), self._size - 1)
            self._sums[key] = (Few if self._few else All)(self.many(positions))
        return self._sums[key]
