"""What a draw chooses among: the words that may follow a state, with their chances."""

from __future__ import annotations

import msgspec
import numpy as np

from bestio.phrases.index import Index
from bestio.phrases.levels import Levels, Order
from bestio.phrases.phrase import Rival
from bestio.phrases.walk import Weights

_CACHED = 20_000


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
        self._known: dict[tuple[int, int, bool], Field] = {}

    def at(self, order: int, state: int, *, backwards: bool = False) -> Field:
        """What may follow a state of `order` words (see `levels`), or come before it."""
        key = (order, state, backwards)
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= _CACHED:
                self._known.clear()
            found = self._known[key] = self._read(order, state, backwards=backwards)
        return found

    def weigh(self, levels: Levels, order: int, low: int, high: int, *, backwards: bool = False) -> float:
        """The weight of the followers `low` to `high` (excluded) at `order`."""
        if self.weights.even:
            return high - low
        sums = self.weights.sums(levels, order, backwards=backwards)
        return float(sums[high] - sums[low])

    def _read(self, order: int, state: int, *, backwards: bool) -> Field:
        levels = self.index.mirror if backwards else self.index.levels
        table = levels.order(order)
        low, high = table.slices[state], table.slices[state + 1]
        if low == high:
            return Field(0, 0.0, ())
        first, last = table.group[table.draws[low]], table.group[table.draws[high - 1]]
        if self.weights.even:
            return self._even(levels, table, first, last, high - low)
        bounds = levels.level(order + 1).bounds[first : last + 2]
        weights = np.diff(np.asarray(self.weights.sums(levels, order, backwards=backwards))[bounds])
        ranked = np.argsort(-weights, kind="stable")
        total = float(weights.sum())
        view, draws, vocabulary = levels.view, table.draws, self.index.vocabulary
        top = tuple(
            Rival(vocabulary[view[draws[start]]], weight / total, end - start)
            for start, end, weight in zip(
                bounds[ranked][: self.most].tolist(),
                bounds[ranked + 1][: self.most].tolist(),
                weights[ranked][: self.most].tolist(),
                strict=True,
            )
            if weight > 0
        )
        return Field(int((weights > 0).sum()), total, top)

    def _even(self, levels: Levels, table: Order, first: int, last: int, total: int) -> Field:
        """Where all texts weigh the same, counts are weights, and these are ranked beforehand."""
        bounds, view, draws, vocabulary = table.bounds, levels.view, table.draws, self.index.vocabulary
        choices = last - first + 1
        most = choices if self.most is None else min(choices, self.most)
        top = []
        for group in levels.level(table.order + 1).ranked[first - 1 : first - 1 + most]:
            start = bounds[group]
            count = bounds[group + 1] - start
            top.append(Rival(vocabulary[view[draws[start]]], count / total, count))
        return Field(choices, total, tuple(top))
