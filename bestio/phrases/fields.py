"""What a draw chooses among: the words that may follow a state, with their chances."""

from __future__ import annotations

import msgspec
import numpy as np

from bestio.phrases.die import Die
from bestio.phrases.index import Index
from bestio.phrases.loaded_die import Law, LoadedDie
from bestio.phrases.ngram_levels import Levels
from bestio.phrases.phrase import Rival
from bestio.phrases.weights import Weights

_KEPT = 50_000


class Field(msgspec.Struct, frozen=True, gc=False):
    """How many different words may come, their whole weight, and the most probable of them, best first."""

    choices: int
    total: float
    top: tuple[Rival, ...]


class Fields:
    """The fields of an index with given weights, each with its `most` probable words (None: all).

    `loaded`: the changed die whose chances they are; None where nobody has changed it.
    """

    def __init__(self, index: Index, weights: Weights, most: int | None, die: Die | None = None) -> None:
        self.index = index
        self.weights = weights
        self.most = most
        self.loaded = None if die is None or die.fair else LoadedDie(index, weights, die)
        self._known: dict[tuple[int, bool], dict[int, Field]] = {}
        self._count = 0

    def known(self, order: int, *, backwards: bool = False) -> dict[int, Field]:
        """The fields of an order by state, as far as they were read: for those who want many."""
        return self._known.setdefault((order, backwards), {})

    def at(self, order: int, state: int, *, backwards: bool = False) -> Field:
        """What may follow a state of `order` words (see `levels`), or come before it."""
        found = self.known(order, backwards=backwards).get(state)
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
        if self.loaded is not None:
            law = self.loaded.law(order, table.state[position - 1], backwards=backwards)
            return law.chance(table.group[position])
        if self.weights.even:
            return table.counts[position] / table.among[position - 1]
        group = table.group[position]
        sums = self.weights.sums(levels, order, backwards=backwards)
        weight = sums.between(table.bounds[group], table.bounds[group + 1])
        return weight / self.at(order, table.state[position - 1], backwards=backwards).total

    def _read(self, order: int, state: int, *, backwards: bool) -> Field:
        levels = self.index.mirror if backwards else self.index.levels
        table = levels.order(order)
        low, high = table.slices[state], table.slices[state + 1]
        if low == high:
            return Field(0, 0.0, ())
        if self.loaded is not None:
            return self._loaded(self.loaded.law(order, state, backwards=backwards), levels, order)
        first, last = table.group[table.draws[low]], table.group[table.draws[high - 1]]
        if self.weights.even:
            return self._even(levels, order, first, last, high - low)
        bounds = levels.level(order + 1).bounds[first : last + 2]
        weights = np.diff(self.weights.sums(levels, order, backwards=backwards).many(bounds))
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

    def _loaded(self, law: Law, levels: Levels, order: int) -> Field:
        """Where the die is changed, its law says what may come."""
        if not law.groups:
            return Field(0, 0.0, ())
        bounds, draws, view, vocabulary = (
            levels.order(order).bounds, levels.order(order).draws, levels.view, self.index.vocabulary,
        )  # fmt: skip
        total, before, top = law.weights[-1], 0.0, []
        for group, weight in list(zip(law.groups, law.weights, strict=True))[: self.most]:
            start, end = bounds[group], bounds[group + 1]
            top.append(Rival(vocabulary[view[draws[start]]], (weight - before) / total, end - start))
            before = weight
        return Field(len(law.groups), total, tuple(top))

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
