"""Copied runs: the longest part of the corpus that ends with each token of a phrase, without searching the text."""

from __future__ import annotations

from bisect import bisect_left

import numpy as np

from bestio.phrases.index import Index
from bestio.phrases.levels import Array

# From this many occurrences on, narrowing them down as an array is quicker than one by one.
_MANY = 64


class Runs:
    """For each token of a phrase, the longest run of the corpus that ends with it.

    `lengths[i]`: its tokens; `ends[i]`: a position where it ends. `ids` is the caller's list of word numbers, which may
    grow between calls.
    """

    def __init__(self, index: Index, ids: list[int]) -> None:
        self.lengths: list[int] = []
        self.ends: list[int] = []
        self._index = index
        self._view = index.view
        self._ids = ids
        self._length = 0
        self._end = -1

    def extend(self, at: int, position: int, known: int) -> None:
        """Take token `at`, read at `position` where the last `known` tokens (at least 1) are the same."""
        view = self._view
        if self._length and view[self._end + 1] == self._ids[at]:
            # A run cannot grow by more than one token, so there is none longer.
            self._end += 1
            self._length += 1
        else:
            self._search(at, position, known)
        self.lengths.append(self._length)
        self.ends.append(self._end)

    def _search(self, at: int, position: int, known: int) -> None:
        view, ids, levels = self._view, self._ids, self._index.levels
        known = min(known, at + 1)
        table = levels.order(known - 1)
        if at >= known <= self._length:
            # The words before are in the corpus too: is this one among what follows them there?
            deeper = levels.order(known)
            state = deeper.state[self._end]
            low, high = deeper.slices[state], deeper.slices[state + 1]
            place = bisect_left(deeper.draws, ids[at], low, high, key=view.__getitem__)
            if place == high or view[deeper.draws[place]] != ids[at]:
                self._length, self._end = known, position
                return
            table, known, position = deeper, known + 1, deeper.draws[place]
        group = table.group[position]
        low, high = table.bounds[group], table.bounds[group + 1]
        if high - low > _MANY:
            members, self._length = narrow(self._index, ids, at, position, known=known, most=at + 1)
            self._end = int(members[0])
            return
        best, best_at = 0, position
        for place in range(low, high):
            member = table.draws[place]
            same = known
            while same <= at and view[member - same] == ids[at - same]:
                same += 1
            if same > best:
                best, best_at = same, member
        self._length, self._end = best, best_at


def narrow(index: Index, ids: list[int], at: int, position: int, *, known: int, most: int) -> tuple[Array, int]:
    """The positions that end the longest run (up to `most` tokens) of the ids up to `at`, and its length.

    `position` ends the last `known` of them.
    """
    members = index.levels.level(known).members(position)
    while known < most:
        fewer = members[index.words[members - np.uint32(known)] == ids[at - known]]
        if not len(fewer):
            break
        members = fewer
        known += 1
    return members, known


def ends_run(index: Index, ids: list[int], drawn: list[int], known: int, size: int) -> bool:
    """Whether some run of `size` of the tokens `ids` stands in the corpus.

    `known`: how many that end at each drawn position are sure to. Looks only where a run could end: after a match of
    length m that ends at i, no run of `size` ends before i + size - m.
    """
    view, levels = index.view, index.levels
    at = size - 1
    while 0 <= at < len(ids):
        sure = min(known, at + 1)
        table = levels.order(sure - 1)
        group = table.group[drawn[at]]
        low, high = table.bounds[group], table.bounds[group + 1]
        best = sure
        if high - low > _MANY:
            best = narrow(index, ids, at, drawn[at], known=sure, most=max(size, sure))[1]
        else:
            for place in range(low, high):
                member = table.draws[place]
                same = sure
                while same < size and view[member - same] == ids[at - same]:
                    same += 1
                best = max(best, same)
        if best >= size:
            return True
        at += size - best
    return size <= 0
