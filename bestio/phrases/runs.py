"""Copied runs: the longest part of the corpus that ends with each token of a phrase, without searching the text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

import numpy as np

from bestio.phrases.index import Index
from bestio.phrases.ngram_levels import Array

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
        self._ids = ids

    def until(self, ids: list[int]) -> Runs:
        """The runs of `ids`, the first of these tokens."""
        first = Runs(self._index, ids)
        first.lengths, first.ends = self.lengths[: len(ids)], self.ends[: len(ids)]
        return first

    def extend(self, places: Iterable[tuple[int, int]]) -> None:
        """Take further tokens, each given as a position it was read at and how many tokens, itself included, it shares.

        All in one loop: this is the busiest part of the machine.
        """
        ids, view, order_of = self._ids, self._index.view, self._index.levels.order
        lengths, ends = self.lengths, self.ends
        at = len(lengths)
        length, end = (lengths[-1], ends[-1]) if at else (0, 0)
        order = -1
        for position, sure in places:
            word = ids[at]
            if length and view[end + 1] == word:
                # A run cannot grow by more than one token, so there is none longer.
                end += 1
                length += 1
            elif sure > at:
                length, end = at + 1, position
            else:
                if order != sure:
                    order = sure
                    counts = order_of(order - 1).counts
                    table = order_of(order)
                    state_of, slices, draws = table.state, table.slices, table.draws
                if counts[position] == 1:
                    # These words stand nowhere else: the run is as long as it is here.
                    length, end = sure, position
                    while length <= at and view[end - length] == ids[at - length]:
                        length += 1
                elif sure > length:
                    length, end = self._longest(at, position, sure)
                else:
                    # The words before are in the corpus too: is this one among what follows them there?
                    state = state_of[end]
                    low, high = slices[state], slices[state + 1]
                    length, end = sure, position
                    # A single follower is the word after the end, which this one is not.
                    if high - low > 1:
                        low = bisect_left(draws, word, low, high, key=view.__getitem__)
                        if low < high and view[draws[low]] == word:
                            length, end = self._longest(at, draws[low], sure + 1)
            lengths.append(length)
            ends.append(end)
            at += 1

    def _longest(self, at: int, position: int, known: int) -> tuple[int, int]:
        """The longest run that ends with token `at`, and where, of those that share `known` tokens of `position`."""
        view, ids = self._index.view, self._ids
        table = self._index.levels.order(known - 1)
        group = table.group[position]
        low, high = table.bounds[group], table.bounds[group + 1]
        if high - low > _MANY:
            members, length = narrow(self._index, ids, at, position, known=known, most=at + 1)
            return length, int(members[0])
        best, best_at = 0, position
        for place in range(low, high):
            member = table.draws[place]
            same = known
            while same <= at and view[member - same] == ids[at - same]:
                same += 1
            if same > best:
                best, best_at = same, member
        return best, best_at


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
