"""How fast this machine is just now, so that deadlines hold on a slow and busy one, and still end a test that hangs."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

TURNS = 200_000
QUIET = 0.0105  # seconds that the unit of work takes on the quiet machine on which the deadlines were set
SAMPLES = 3


def pace() -> float:
    """How many times longer than on a quiet machine a unit of work takes now, by the wall clock; at least 1."""
    slowest = QUIET
    for _sample in range(SAMPLES):
        start = time.perf_counter()
        for _turn in range(TURNS):
            pass
        slowest = max(slowest, time.perf_counter() - start)
    return slowest / QUIET


def scaled(seconds: float) -> float:
    """A deadline for somebody else's clock (`subprocess.run(timeout=...)`), as long as this machine needs."""
    return seconds * pace() * 2


class Patience:
    """A deadline that is measured only once it has passed: who is in time pays nothing for it."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._start = time.monotonic()
        self._allowed = seconds

    @property
    def over(self) -> bool:
        """Whether the time of a quiet machine has passed, stretched by how slow this one has been seen to be."""
        passed = time.monotonic() - self._start
        if passed > self._allowed:
            self._allowed = max(self._allowed, scaled(self.seconds))
        return passed > self._allowed


def until(holds: Callable[[], object], seconds: float = 8.0, what: str = "") -> float:
    """Wait until a condition holds; how long that took, in seconds."""
    patience, start = Patience(seconds), time.monotonic()
    while not holds():
        assert not patience.over, what or "never"
        time.sleep(0.002)
    return time.monotonic() - start


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """What stands below ends within this time: far less than where the fault that is meant would be met."""
    patience = Patience(seconds)
    yield
    assert not patience.over, f"longer than {seconds} s on a quiet machine"
