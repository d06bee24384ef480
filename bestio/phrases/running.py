"""Running sums of weights, by which a place is drawn: of all places, or kept only where they rise."""

from __future__ import annotations

from abc import ABC, abstractmethod
from bisect import bisect_left, bisect_right

import numpy as np

from bestio.phrases.ngram_levels import Array


class Sums(ABC):
    """What `numpy.cumsum` gives of weights, with a 0 before it, number for number."""

    @abstractmethod
    def between(self, low: int, high: int) -> float:
        """What the places from `low` to before `high` weigh together."""

    @abstractmethod
    def many(self, places: Array) -> Array:
        """The sums at several places."""

    @abstractmethod
    def drawn(self, part: float, low: int, high: int) -> int:
        """The place from `low` to before `high` where `part`, 0..1, of what they weigh is passed."""


class All(Sums):
    """The sums at all places."""

    def __init__(self, weights: Array) -> None:
        running = np.zeros(len(weights) + 1)
        np.cumsum(weights, out=running[1:])
        self._sums = running.data

    def between(self, low: int, high: int) -> float:
        """Two looks."""
        found: float = self._sums[high] - self._sums[low]
        return found

    def many(self, places: Array) -> Array:
        """One look at all of them."""
        found: Array = np.asarray(self._sums)[places]
        return found

    def drawn(self, part: float, low: int, high: int) -> int:
        """A search among the places between."""
        sums = self._sums
        goal = sums[low] + part * (sums[high] - sums[low])
        return min(bisect_right(sums, goal, low, high + 1) - 1, high - 1)


class Few(Sums):
    """The same where most weights are nothing: the sums are kept where they rise."""

    def __init__(self, weights: Array) -> None:
        places = np.flatnonzero(weights)
        self._places: list[int] = places.tolist()
        self._values = np.concatenate((np.zeros(1), np.cumsum(weights[places])))
        self._sums: list[float] = self._values.tolist()

    def between(self, low: int, high: int) -> float:
        """Two searches among the places where the sums rise."""
        return self._sums[bisect_left(self._places, high)] - self._sums[bisect_left(self._places, low)]

    def many(self, places: Array) -> Array:
        """One search for all of them."""
        found: Array = self._values[np.searchsorted(self._places, places)]
        return found

    def drawn(self, part: float, low: int, high: int) -> int:
        """Three searches: silent places are never met."""
        sums = self._sums
        first, last = bisect_left(self._places, low), bisect_left(self._places, high)
        goal = sums[first] + part * (sums[last] - sums[first])
        found = bisect_right(sums, goal, first, last + 1)
        return self._places[found - 1] if found <= last else high - 1
