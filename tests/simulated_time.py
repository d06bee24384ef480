"""An event loop whose clock is simulated: where all wait, the time that they wait for has come at once.

What happens in threads takes its real time, for which the clock stands still: what is read is read as it always is.
"""

from __future__ import annotations

import asyncio
import selectors
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from typing import Any

import pytest

_LOOK = 0.05  # seconds between two looks at what threads do, where nothing wakes the loop


class _Waits(selectors.DefaultSelector):
    """Does not wait: it lets the time go by, unless a thread is at work."""

    def __init__(self) -> None:
        super().__init__()
        self.now = time.monotonic()
        self.at_work = 0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is not None and timeout <= 0:
            return super().select(0)
        if self.at_work or timeout is None:
            return super().select(_LOOK)
        found = super().select(0)
        if not found:
            self.now += timeout
        return found


class SimulatedLoop(asyncio.SelectorEventLoop):
    """A loop that sleeps through hours in no time."""

    def __init__(self) -> None:
        self._waits = _Waits()
        super().__init__(self._waits)

    def time(self) -> float:
        return self._waits.now

    def run_in_executor(self, executor: Executor | None, func: Callable[..., Any], *args: Any) -> asyncio.Future[Any]:  # type: ignore[override]
        self._waits.at_work += 1
        future = super().run_in_executor(executor, func, *args)
        future.add_done_callback(lambda _done: self._rested())
        return future

    def _rested(self) -> None:
        self._waits.at_work -= 1


@contextmanager
def simulated(patch: pytest.MonkeyPatch) -> Iterator[asyncio.Runner]:
    """Runs coroutines on a simulated clock, which Textual's timers go by too."""
    with asyncio.Runner(loop_factory=SimulatedLoop) as runner:
        patch.setattr("textual._time.get_time", runner.get_loop().time)
        yield runner
