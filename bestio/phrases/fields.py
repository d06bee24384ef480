"""What a draw chooses among: the words that may follow a state, with their chances."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from operator import sub

import msgspec
import numpy as np

from bestio.phrases.index import Index
from bestio.phrases.levels import Levels
from bestio.phrases.phrase import Rival
from bestio.phrases.walk import Weights

_CACHED = 20_000
_MANY = 24


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
        weights: Sequence[float]
        ranked: list[int]
        if last - first < _MANY:
            bounds = table.bounds[first : last + 2].tolist()
            if self.weights.even:
                weights = list(map(sub, bounds[1:], bounds))
            else:
                sums = self.weights.sums(levels, order, backwards=backwards)
                weights = [sums[end] - sums[start] for start, end in pairwise(bounds)]
            ranked = sorted(range(len(weights)), key=weights.__getitem__, reverse=True)
        else:
            array = levels.level(order + 1).bounds[first : last + 2]
            bounds = array.tolist()
            if self.weights.even:
                many = np.diff(array.astype(np.int64)).astype(float)
            else:
                many = np.diff(np.asarray(self.weights.sums(levels, order, backwards=backwards))[array])
            weights = many.tolist()
            ranked = np.argsort(-many, kind="stable").tolist()
        total = sum(weights)
        view, draws, vocabulary = levels.view, table.draws, self.index.vocabulary
        top = [
            Rival(vocabulary[view[draws[bounds[at]]]], weights[at] / total, bounds[at + 1] - bounds[at])
            for at in ranked[: self.most]
            if weights[at] > 0
        ]
        return Field(len(weights) if self.weights.even else sum(weight > 0 for weight in weights), total, tuple(top))
