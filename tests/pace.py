"""How fast this machine is just now, so that deadlines hold on a slow and busy one, and still end a test that hangs."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

Cost = TypeVar("Cost")

WORDS = tuple(f"mot{number}" for number in range(40_000))
STRIDE = 7919  # a prime: each word is met once, and far from the one before
QUIET = 0.0165  # seconds that the unit of work takes on a quiet machine (AMD EPYC, Python 3.11)
SAMPLES = 3
TRIES = 3


def _work() -> None:
    """What a program does: it counts, and it keeps things in memory. A count alone does not feel who takes the caches:
    starting the program took 1.65 times longer on a machine where counting took no longer at all."""
    for _turn in range(200_000):
        pass
    kept: dict[str, list[int]] = {}
    for number in range(len(WORDS)):
        kept[WORDS[number * STRIDE % len(WORDS)]] = [number]


def pace() -> float:
    """How many times longer than on a quiet machine a unit of work takes now, by the wall clock; at least 1."""
    slowest = QUIET
    for _sample in range(SAMPLES):
        start = time.perf_counter()
        _work()
        slowest = max(slowest, time.perf_counter() - start)
    return slowest / QUIET


def scaled(seconds: float) -> float:
    """A deadline for somebody else's clock (`subprocess.run(timeout=...)`), as long as this machine needs."""
    return seconds * pace() * 2


def quickest(measure: Callable[[], Cost], enough: float, seconds: Callable[[Cost], float]) -> Cost:
    """What something costs where nothing else is in its way: the least of `TRIES` measures, or the first one that costs
    no more than `enough` seconds. Even the processor's time grows by two thirds while others have its caches."""
    least = measure()
    for _again in range(TRIES - 1):
        if seconds(least) > enough:
            least = min(least, measure(), key=seconds)
    return least


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
