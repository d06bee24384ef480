"""Full rounds of the garbage collector, made when nobody waits: one in the middle of a key holds it up for 0.1 s."""

from __future__ import annotations

import gc
from collections.abc import Callable

STILL = 4.0
"""Seconds without a key after which a round disturbs nobody."""
SELDOM = 50
"""How many rounds through what is newer come before a full one that was not asked for; Python's own figure is 10."""


class Rounds:
    """Makes a full round after something was done, once it is still again. `clock` gives seconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._touched: float | None = None

    @staticmethod
    def begin() -> None:
        """What was read until now stays to the end: no round looks through it any more."""
        gc.freeze()
        newest, newer, _full = gc.get_threshold()
        gc.set_threshold(newest, newer, SELDOM)

    def touch(self) -> None:
        """Somebody does something."""
        self._touched = self._clock()

    def look(self) -> bool:
        """Make a round where one is due and it is still; whether one was made."""
        if self._touched is None or self._clock() - self._touched < STILL:
            return False
        self._touched = None
        gc.collect()
        return True
