"""Drawing positions: forwards from a sentence's beginning or a word, backwards from a word to a beginning.

Adaptive order: in a small corpus most states of order 2 or more have one follower, so that a plain walk recites. Where
there is a single follower and the run copied so far is long (or a draw says so), one order is dropped for that step.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

import numpy as np

from bestio.phrases.index import Index
from bestio.phrases.levels import Array, Levels, Order, View
from bestio.phrases.phrase import How

ADAPT_RUN = 4
ADAPT_CHANCE = 0.35
# At most this many tokens a word: bounds walks through texts that are nearly all signs.
SIGNS = 4


@dataclass(frozen=True, slots=True)
class Drawn:
    """One drawn word: its position in the corpus, the order it was drawn at, how, and whether walking backwards.

    `known` is how many words, this one included, were the same at `position` in the direction of the walk.
    """

    position: int
    order: int
    known: int
    how: How = "machine"
    backwards: bool = False


class Weights:
    """How much each position weighs in a draw: the share of its source over the source's length."""

    def __init__(self, index: Index, shares: list[float]) -> None:
        weights = [share / size if size else 0.0 for share, size in zip(shares, index.source_tokens, strict=True)]
        used = [weight for weight, size in zip(weights, index.source_tokens, strict=True) if size]
        self.even = len(set(used)) <= 1 and all(used)
        self.of_source = weights
        self._owners = index.owner_at
        self._sums: dict[tuple[int, bool], View] = {}
        self._size = len(index.words)

    def at(self, position: int) -> float:
        """The weight of a position."""
        return 1.0 if self.even else self.of_source[int(self._owners[position])]

    def many(self, positions: Array) -> Array:
        """The weights of many positions."""
        if self.even:
            return np.ones(len(positions))
        result: Array = np.asarray(self.of_source)[self._owners[positions]]
        return result

    def sums(self, levels: Levels, order: int, *, backwards: bool) -> View:
        """Running sums of weights over the followers at `order`, beginning with 0."""
        key = (order, backwards)
        if key not in self._sums:
            positions = levels.level(order + 1).sorted
            if backwards:
                # The 0 before a sentence is its beginning: it goes with the word that follows it.
                positions = self._size - 1 - positions.astype(np.int64)
                positions = np.minimum(positions + (levels.words[self._size - 1 - positions] == 0), self._size - 1)
            running = np.zeros(len(positions) + 1)
            np.cumsum(self.many(positions), out=running[1:])
            self._sums[key] = running.data
        return self._sums[key]


class Walker:
    """Draws walks over an index with given weights; all chance comes from the `Random.random` passed to it."""

    def __init__(self, index: Index, weights: Weights, order: int, *, adaptive: bool) -> None:
        self.index = index
        self.weights = weights
        self.order = order
        self.adaptive = adaptive

    def pick(self, levels: Levels, order: Order, state: int, random: Random, *, backwards: bool = False) -> int:
        """One follower of `state`, drawn by weight."""
        low, high = order.slices[state], order.slices[state + 1]
        if self.weights.even:
            return int(order.draws[low + int(random.random() * (high - low))])
        sums = self.weights.sums(levels, order.order, backwards=backwards)
        goal = sums[low] + random.random() * (sums[high] - sums[low])
        return int(order.draws[min(bisect_right(sums, goal, low, high + 1) - 1, high - 1)])

    def forward(self, random: Random, before: list[Drawn], longest: int) -> tuple[list[Drawn], bool]:
        """`before` gone on with to a sentence's end, and True; or cut past `longest` words, and False."""
        index, levels, view, counted = self.index, self.index.levels, self.index.view, self.index.counted
        drawn = list(before)
        ids = [view[one.position] for one in drawn]
        words = sum(counted[number] for number in ids)
        orders = [levels.order(order) for order in range(self.order + 1)]
        position, known = self._entry(drawn)
        run = RunFinder(index, ids)
        if self.adaptive:
            for at, one in enumerate(drawn):
                run.extend(at, one.position, 1)
        while words <= longest and len(ids) <= longest * SIGNS:
            number = min(self.order, known)
            order = orders[number]
            state = order.state[position]
            if self.adaptive and number > 1:
                low, high = order.slices[state], order.slices[state + 1]
                single = order.group[order.draws[low]] == order.group[order.draws[high - 1]]
                if single and (run.length >= ADAPT_RUN or random.random() < ADAPT_CHANCE):
                    number -= 1
                    order = orders[number]
                    state = order.state[position]
            position = self.pick(levels, order, state, random)
            word = view[position]
            if not word:
                return drawn, True
            known = number + 1
            words += counted[word]
            ids.append(word)
            drawn.append(Drawn(position, number, known))
            if self.adaptive:
                run.extend(len(ids) - 1, position, known)
        return drawn, False

    def _entry(self, drawn: list[Drawn]) -> tuple[int, int]:
        """A position whose last words are the last of `drawn`, and how many of them are sure to be the same."""
        if not drawn:
            return 0, self.order
        last = len(drawn) - 1
        position, known = drawn[last].position, drawn[last].known if not drawn[last].backwards else 1
        for at in range(last, max(-1, last - self.order), -1):
            one = drawn[at]
            if one.backwards and one.known > last - at and last - at + 1 > known:
                position, known = one.position + last - at, last - at + 1
        if drawn[0].backwards and known == len(drawn) and self.index.view[position - len(drawn)] == 0:
            return position, self.order
        return position, known

    def backward(self, random: Random, seeds: list[Drawn], longest: int) -> tuple[list[Drawn], bool]:
        """`seeds` (one after the other in the corpus) led back to a sentence's beginning, and True.

        Where none comes within `longest` words, only the last few before the seeds, and False.
        """
        levels, view, counted = self.index.mirror, self.index.view, self.index.counted
        top = len(view) - 1
        drawn: list[Drawn] = []
        position, known = top - seeds[0].position, len(seeds)
        words = 0
        while words <= longest and len(drawn) <= longest * SIGNS:
            order = levels.order(min(self.order, known))
            position = self.pick(levels, order, order.state[position], random, backwards=True)
            known = order.order + 1
            word = view[top - position]
            if not word:
                drawn.reverse()
                return drawn + seeds, True
            words += counted[word]
            drawn.append(Drawn(top - position, order.order, known, "machine", backwards=True))
        return drawn[: longest // 3][::-1] + seeds, False


class RunFinder:
    """For each token of a phrase, the length of the longest run of the corpus that ends with it."""

    def __init__(self, index: Index, ids: list[int]) -> None:
        self._view = index.view
        self._words = index.words
        self._levels = index.levels
        self._ids = ids
        self.length = 0
        self.at = -1

    def extend(self, at: int, position: int, known: int) -> None:
        """Take token `at`, read at `position` where the last `known` tokens (at least 1) are the same.

        `length` becomes the longest run, `at` a position where it ends.
        """
        view, ids = self._view, self._ids
        word = ids[at]
        if self.at >= 0 and view[self.at + 1] == word:
            # A run cannot grow by more than one token, so there is none longer.
            self.at += 1
            self.length += 1
            return
        known = min(known, at + 1)
        members = self._levels.level(known).members(position)
        if len(members) > 24:
            self._narrow(members, at, known)
            return
        best, best_at = 0, position
        for member in members.tolist():
            same = known
            while same <= at and view[member - same] == ids[at - same]:
                same += 1
            if same > best:
                best, best_at = same, member
        self.length, self.at = best, best_at

    def _narrow(self, members: Array, at: int, known: int) -> None:
        while known <= at:
            fewer = members[self._words[members - np.uint32(known)] == self._ids[at - known]]
            if not len(fewer):
                break
            members = fewer
            known += 1
        self.length, self.at = known, int(members[0])


def find_runs(index: Index, ids: list[int], drawn: Sequence[Drawn]) -> list[tuple[int, int]]:
    """For each token: the length of the longest run of the corpus that ends with it, and where that ends."""
    finder = RunFinder(index, ids)
    runs: list[tuple[int, int]] = []
    for at, one in enumerate(drawn):
        finder.extend(at, one.position, 1 if one.backwards else one.known)
        runs.append((finder.length, finder.at))
    return runs
