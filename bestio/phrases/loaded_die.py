"""The law that a changed die gives at each state of an index, and draws by it."""

from __future__ import annotations

from bisect import bisect_right
from random import Random
from typing import NamedTuple

import numpy as np

from bestio.phrases.die import Die, NoFace
from bestio.phrases.index import Index
from bestio.phrases.ngram_levels import Array, Levels
from bestio.phrases.weights import Weights

_KEPT = 20_000


def changed(die: Die, weights: Array, factors: Array) -> Array:
    """What words of these weights (over 0) count on this die, each `factors` times: numbers of any sum."""
    if die.temperature != 1 and len(weights):
        heights = np.log(weights)
        weights = np.exp((heights - heights.max()) / die.temperature)
    weights = weights * factors
    if die.top_k and die.top_k < len(weights):
        least = np.argsort(-weights, kind="stable")[die.top_k :]
        weights[least] = 0.0
    return weights


class Law(NamedTuple):
    """The words that may come, the most probable first: the number of their runs (see `levels`), and running weights.

    `weights` begins with that of the first word.
    """

    groups: list[int]
    weights: list[float]

    def chance(self, group: int) -> float:
        """The chance of a word, 0..1."""
        if group not in self.groups:
            return 0.0
        at = self.groups.index(group)
        return (self.weights[at] - (self.weights[at - 1] if at else 0.0)) / self.weights[-1]


class LoadedDie:
    """A changed die over the words of an index: the law that it gives at each state, and draws by it.

    `factors`: for each word number, how many times it counts.
    """

    def __init__(self, index: Index, weights: Weights, die: Die) -> None:
        self.index = index
        self.weights = weights
        self.die = die
        self.factors: Array = np.ones(len(index.vocabulary))
        for word, factor in die.faces.items():
            same = [at for at, known in enumerate(index.vocabulary) if known.lower() == word]
            self.factors[same] = factor
        self._backwards = self.factors.copy()
        self._backwards[0] = 1.0  # a sentence's beginning has no face
        self._laws: dict[tuple[int, int, bool], Law] = {}

    def law(self, order: int, state: int, *, backwards: bool = False) -> Law:
        """What may follow a state of `order` words, or come before it."""
        key = (order, state, backwards)
        found = self._laws.get(key)
        if found is None:
            if len(self._laws) >= _KEPT:
                self._laws.clear()
            found = self._laws[key] = self._read(order, state, backwards=backwards)
        return found

    def _read(self, order: int, state: int, *, backwards: bool) -> Law:
        levels = self.index.mirror if backwards else self.index.levels
        table = levels.order(order)
        low, high = table.slices[state], table.slices[state + 1]
        if low == high:
            return Law([], [])
        first, last = table.group[table.draws[low]], table.group[table.draws[high - 1]]
        level = levels.level(order + 1)
        bounds = level.bounds[first : last + 2].astype(np.int64)
        if self.weights.even:
            weights = np.diff(bounds).astype(float)
        else:
            weights = np.diff(self.weights.sums(levels, order, backwards=backwards).many(bounds))
        factors = (self._backwards if backwards else self.factors)[levels.words[level.sorted[bounds[:-1]]]]
        may = np.flatnonzero((weights > 0) & (factors > 0))
        counts = changed(self.die, weights[may], factors[may])
        ranked = np.argsort(-counts, kind="stable")
        ranked = ranked[counts[ranked] > 0]
        return Law((first + may[ranked]).tolist(), np.cumsum(counts[ranked]).tolist())

    def pick(self, levels: Levels, order: int, state: int, random: Random, *, backwards: bool = False) -> int:
        """One follower of `state`, drawn by the law, then by weight among the places of its word; raises NoFace."""
        law = self.law(order, state, backwards=backwards)
        if not law.groups:
            raise NoFace
        goal = random.random() * law.weights[-1]
        at = min(bisect_right(law.weights, goal), len(law.groups) - 1)
        before = law.weights[at - 1] if at else 0.0
        part = (goal - before) / (law.weights[at] - before)
        table = levels.order(order)
        low, high = table.bounds[law.groups[at]], table.bounds[law.groups[at] + 1]
        if self.weights.even:
            return int(table.draws[min(low + int(part * (high - low)), high - 1)])
        sums = self.weights.sums(levels, order, backwards=backwards)
        return int(table.draws[sums.drawn(part, low, high)])
