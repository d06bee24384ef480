"""Running sums of weights, most of which are nothing: kept where they rise."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

import numpy as np

from bestio.phrases.ngram_levels import Array


class Few:
    """What `numpy.cumsum` gives of `weights`, with a 0 before it, number for number: read as `sums[place]`."""

    def __init__(self, weights: Array) -> None:
        places = np.flatnonzero(weights)
        self._places: list[int] = places.tolist()
        self._values = np.concatenate((np.zeros(1), np.cumsum(weights[places])))
        self._sums: list[float] = self._values.tolist()

    def __getitem__(self, place: int) -> float:
        return self._sums[bisect_left(self._places, place)]

    def many(self, places: Array) -> Array:
        """The sums at several places."""
        sums: Array = self._values[np.searchsorted(self._places, places)]
        return sums

    def place(self, goal: float, low: int, high: int) -> int:
        """The last place before `high` whose sum is at most `goal`, which is that at `low` or more."""
        first, last = bisect_left(self._places, low), bisect_left(self._places, high)
        found = bisect_right(self._sums, goal, first, last + 1)
        return self._places[found - 1] if found <= last else high - 1
