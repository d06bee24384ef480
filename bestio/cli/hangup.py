"""What is still done when the terminal is closed, or the system asks the program to end."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
from collections.abc import Callable, Iterator
from types import FrameType

PATIENCE = 2.0
"""Seconds that closing may take before the program ends without it."""
_ENDS = ("SIGHUP", "SIGTERM")


@contextlib.contextmanager
def closed_by_hangup(close: Callable[[], None]) -> Iterator[None]:
    """Call `close` before a hangup or a request to end takes effect, which it does as ever.

    A worker ends with the app by itself, but not one that the system holds: only the app can still kill that one. For
    the main thread.
    """

    def end(number: int, _frame: FrameType | None) -> None:
        # On a thread: the one that was interrupted may hold what closing needs.
        closing = threading.Thread(target=close, daemon=True)
        closing.start()
        closing.join(PATIENCE)
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)

    numbers = [getattr(signal, name) for name in _ENDS if hasattr(signal, name)]
    before = {number: signal.signal(number, end) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
