"""What a draw chooses among: the words that may follow a state, with their chances."""

from __future__ import annotations

import msgspec
import numpy as np

from bestio.phrases.index import Index
from bestio.phrases.levels import Levels
from bestio.phrases.phrase import Rival
from bestio.phrases.weights import Weights

_KEPT = 50_000


class Field(msgspec.Struct, frozen=True, gc=False):
    """How many different words may come, their whole weight, and the most probable of them, best first."""

    choices: int
    total: float
    top: tuple[Rival, ...]


class Fields:
    """The fields of an index with given weights, each with its `most` probable words (None: all)."""

    def __init__(self, index: Index, weights: Weights, most: int | None) -> None:
        self.index = index
        self.weights = weights
        self.most = most
        self._known: dict[tuple[int, bool], list[Field | None]] = {}
        self._count = 0

    def known(self, order: int, *, backwards: bool = False) -> list[Field | None]:
        """The fields of an order by state, as far as they were read: for those who want many."""
        found = self._known.get((order, backwards))
        if found is None:
            table = (self.index.mirror if backwards else self.index.levels).order(order)
            found = self._known[order, backwards] = [None] * (len(table.slices) - 1)
        return found

    def at(self, order: int, state: int, *, backwards: bool = False) -> Field:
        """What may follow a state of `order` words (see `levels`), or come before it."""
        found = self.known(order, backwards=backwards)[state]
        if found is None:
            if self._count >= _KEPT:
                self._known.clear()
                self._count = 0
            found = self._read(order, state, backwards=backwards)
            self.known(order, backwards=backwards)[state] = found
            self._count += 1
        return found

    def chance(self, order: int, position: int, *, backwards: bool = False) -> float:
        """The chance, 0..1, of the word at `position` after the `order` words before it, or before those after it."""
        levels = self.index.mirror if backwards else self.index.levels
        table = levels.order(order)
        if self.weights.even:
            return table.counts[position] / table.among[position - 1]
        group = table.group[position]
        sums = self.weights.sums(levels, order, backwards=backwards)
        weight = sums[table.bounds[group + 1]] - sums[table.bounds[group]]
        return float(weight) / self.at(order, table.state[position - 1], backwards=backwards).total

    def _read(self, order: int, state: int, *, backwards: bool) -> Field:
        levels = self.index.mirror if backwards else self.index.levels
        table = levels.order(order)
        low, high = table.slices[state], table.slices[state + 1]
        if low == high:
            return Field(0, 0.0, ())
        first, last = table.group[table.draws[low]], table.group[table.draws[high - 1]]
        if self.weights.even:
            return self._even(levels, order, first, last, high - low)
        bounds = levels.level(order + 1).bounds[first : last + 2]
        weights = np.diff(np.asarray(self.weights.sums(levels, order, backwards=backwards))[bounds])
        ranked = np.argsort(-weights, kind="stable")
        ranked = ranked[weights[ranked] > 0]
        best = ranked[: self.most]
        total = float(weights.sum())
        view, draws, vocabulary = levels.view, table.draws, self.index.vocabulary
        top = tuple(
            Rival(vocabulary[view[draws[start]]], weight / total, end - start)
            for start, end, weight in zip(
                bounds[best].tolist(), bounds[best + 1].tolist(), weights[best].tolist(), strict=True
            )
        )
        return Field(len(ranked), total, top)

    def _even(self, levels: Levels, order: int, first: int, last: int, total: int) -> Field:
        """Where all texts weigh the same, counts are weights, and these are ranked beforehand."""
        choices = last - first + 1
        most = choices if self.most is None else min(choices, self.most)
        words, counts = levels.ranked(order + 1)
        best = slice(first - 1, first - 1 + most)
        vocabulary = self.index.vocabulary
        top = [
            Rival(vocabulary[word], count / total, count)
            for word, count in zip(words[best].tolist(), counts[best].tolist(), strict=True)
        ]
        return Field(choices, total, tuple(top))
