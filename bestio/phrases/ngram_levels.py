"""The chain as arrays: for each order, which positions of the corpus follow the same words.

The corpus is one array of word numbers in which 0 stands between sentences. At level `j` the positions of the corpus
are sorted by the j - 1 words before them, then by their own word. So the occurrences that may follow a state of order
k are one slice of level k + 1, where those of one word stand together: a uniform draw in the slice *is* the Markov
draw, and the drawn position says who wrote the word. A sentence's beginning is one state at every order.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
View = memoryview


def number_type(most: int) -> type[np.unsignedinteger[Any]]:
    """The smallest type of the numbers of places, words and groups where none is over `most`.

    The texts of a class have some ten thousand words, and thirty groups may have an index each on one machine.
    """
    return np.uint16 if most <= np.iinfo(np.uint16).max else np.uint32


def quick(numbers: Array) -> Sequence[int]:
    """`numbers` to be read one at a time, many times: as they lie where they are small ones, which costs no room.

    Of large ones a list, in which each number is one object however often it stands: it is read quicker.
    """
    if numbers.dtype == np.uint16:
        return np.ascontiguousarray(numbers).data
    objects = list(range(int(numbers.max(initial=0)) + 1))
    return list(map(objects.__getitem__, numbers.tolist()))


@dataclass(frozen=True)
class Level:
    """Level j of a corpus of n positions (see the module).

    `sorted`: positions 1..n-1, sorted by (state of order j - 1 before them, word). `group`: for each position, the
    number (from 1) of the run of j words that ends there, 0 for position 0. `bounds`: where each group starts in
    `sorted`. `slices`: where the followers of each state of order j - 1 start in `sorted`.
    """

    sorted: Array
    group: Array
    bounds: Array
    slices: Array

    def members(self, position: int) -> Array:
        """All positions that end the same j words as `position`."""
        group = int(self.group[position])
        return self.sorted[int(self.bounds[group]) : int(self.bounds[group + 1])]


@dataclass(frozen=True)
class Order:
    """What drawing at order k needs, as views that are quick to read one number at a time.

    `state[p]` names the k words that end at p (0: a sentence begins); its followers are `draws[slices[s]:slices[s+1]]`.
    `group` and `bounds` are those of level k + 1.
    """

    order: int
    state: View
    slices: View
    draws: View
    group: View
    bounds: View

    @cached_property
    def counts(self) -> Sequence[int]:
        """For each position, how many times the k + 1 words that end there stand in the corpus."""
        return _sizes(self.bounds, self.group)

    @cached_property
    def among(self) -> Sequence[int]:
        """For each position, how many followers the k words that end there have."""
        return _sizes(self.slices, self.state)

    @cached_property
    def starts(self) -> View:
        """For each position, where the followers of the k words that end there start in `draws`."""
        starts: Array = np.asarray(self.slices)[np.asarray(self.state)]
        return starts.data


def _sizes(starts: View, numbers: View) -> Sequence[int]:
    """The size of each of the parts `numbers`, where part n goes from `starts[n]` to `starts[n + 1]`."""
    return quick(np.diff(np.asarray(starts))[np.asarray(numbers)])


class Levels:
    """The levels of one array of words, built when first asked for."""

    def __init__(self, words: Array) -> None:
        if len(words) == 0 or words[0] != 0 or words[-1] != 0:
            raise ValueError("the words must begin and end with 0")
        self.words = words
        self.view: View = np.ascontiguousarray(words).data
        self.size = len(words)
        self.vocabulary_size = int(words.max()) + 1
        self._type = number_type(max(self.size, self.vocabulary_size))
        self.built: dict[int, Level] = {}
        self._orders: dict[int, Order] = {}
        self._ranked: dict[int, tuple[View, View]] = {}

    def states(self, order: int) -> Array:
        """For each position, the number of the `order` words that end there; 0 at a boundary, and at order 0."""
        if order == 0:
            return np.zeros(self.size, self._type)
        states = self.level(order).group.copy()
        states[self.words == 0] = 0
        return states

    def level(self, number: int) -> Level:
        """Level `number`, from 1."""
        if number not in self.built:
            self.built[number] = self._build(number)
        return self.built[number]

    def _build(self, number: int) -> Level:
        before = self.states(number - 1)[:-1]
        keys = before.astype(np.int64) * self.vocabulary_size + self.words[1:]
        count = self.size - 1
        if count == 0:
            empty = np.zeros(0, self._type)
            zeros = np.zeros(2, self._type)
            return Level(empty, np.zeros(self.size, self._type), zeros, zeros)
        if int(keys.max()) < (1 << 62) // count:
            # One sort of distinct numbers is several times quicker than a stable argsort, and gives the same.
            keys = np.sort(keys * count + np.arange(count, dtype=np.int64))
            ranks = keys % count
            keys //= count
        else:
            ranks = np.argsort(keys, kind="stable")
            keys = keys[ranks]
        first = np.empty(count, bool)
        first[0] = True
        np.not_equal(keys[1:], keys[:-1], out=first[1:])
        positions = (ranks + 1).astype(self._type)
        group = np.zeros(self.size, self._type)
        group[positions] = np.cumsum(first, dtype=self._type)
        bounds = np.concatenate(([0], np.flatnonzero(first), [count])).astype(self._type)
        slices = np.zeros(int(before.max()) + 2, self._type)
        slices[1:] = np.cumsum(np.bincount(before))
        return Level(positions, group, bounds, slices)

    def ranked(self, number: int) -> tuple[View, View]:
        """For each group of level `number`, its word and its size: state by state, from the largest to the least.

        Where a state's groups are a to b, they are at a - 1 to b - 1 here.
        """
        if number not in self._ranked:
            level = self.level(number)
            starts = level.bounds[1:-1]
            sizes = np.diff(level.bounds[1:].astype(np.int64))
            states = np.searchsorted(level.slices, starts, side="right") - 1
            best = np.argsort(states * (int(sizes.max(initial=0)) + 1) - sizes, kind="stable")
            words = self.words[level.sorted[starts[best]]]
            self._ranked[number] = words.data, sizes[best].astype(np.uint32).data
        return self._ranked[number]

    def order(self, order: int) -> Order:
        """What drawing at `order` (from 0) needs."""
        if order not in self._orders:
            level = self.level(order + 1)
            self._orders[order] = Order(
                order,
                np.ascontiguousarray(self.states(order)).data,
                level.slices.data,
                level.sorted.data,
                level.group.data,
                level.bounds.data,
            )
        return self._orders[order]

    def find(self, words: tuple[int, ...]) -> int | None:
        """A position where `words` end (0 first means that a sentence begins there), or None where none does."""
        begins = 0
        while begins < len(words) and words[begins] == 0:
            begins += 1
        if begins == len(words):
            return 0
        state = 0
        position = 0
        for number in range(begins, len(words)):
            level = self.level(number + 1)
            low, high = int(level.slices[state]), int(level.slices[state + 1])
            draws = self.order(number).draws
            at = bisect_left(draws, words[number], low, high, key=self.view.__getitem__)
            if at == high or self.view[draws[at]] != words[number]:
                return None
            position = draws[at]
            state = int(level.group[position])
        return position
