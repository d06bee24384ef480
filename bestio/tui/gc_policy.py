"""Full rounds of the garbage collector, made when nobody waits: one in the middle of a key holds it up for 0.1 s."""

from __future__ import annotations

import gc
from collections.abc import Callable

STILL = 4.0
"""Seconds without a key after which a round disturbs nobody."""
SELDOM = 50
"""How many rounds through what is newer come before a full one that was not asked for; Python's own figure is 10."""


class GcPolicy:
    """Makes a full round after something was done, once it is still again.

    `clock` gives seconds; it is still after `still` of them without a key, and two rounds are at least `apart` of them
    from each other. `after` is done after each round.
    """

    def __init__(
        self,
        clock: Callable[[], float],
        *,
        still: float = STILL,
        apart: float = 0.0,
        after: Callable[[], None] = lambda: None,
    ) -> None:
        self._clock = clock
        self._still = still
        self._apart = apart
        self._after = after
        self._touched: float | None = None
        self._made = -apart

    @staticmethod
    def begin() -> None:
        """What was read until now stays to the end: no round looks through it any more."""
        gc.freeze()
        newest, newer, _full = gc.get_threshold()
        gc.set_threshold(newest, newer, SELDOM)

    def touch(self) -> None:
        """Somebody does something."""
        self._touched = self._clock()

    @property
    def waits(self) -> bool:
        """Whether something was done since the last round, so that another will be due."""
        return self._touched is not None

    def look(self) -> bool:
        """Make a round where one is due and it is still; whether one was made."""
        now = self._clock()
        if self._touched is None or now - self._touched < self._still or now - self._made < self._apart:
            return False
        self._touched, self._made = None, now
        gc.collect()
        self._after()
        return True
