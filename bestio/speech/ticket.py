"""A hold on a line that is being made: who no longer wants it gives it up, from any thread."""

from __future__ import annotations

import threading
from collections.abc import Callable


class SpeechCancelled(Exception):  # noqa: N818 (asked for, not an error)
    """The line is no longer wanted."""


class Ticket:
    """A hold on one `render`, to give it up from another thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._stop: Callable[[], None] | None = None
        self._cancelled = False

    @property
    def cancelled(self) -> bool:
        """Whether the line has been given up."""
        return self._cancelled

    def cancel(self) -> None:
        """Give the line up: `render` raises SpeechCancelled at once."""
        with self._lock:
            self._cancelled = True
            stop = self._stop
        if stop is not None:
            stop()

    def hold(self, stop: Callable[[], None] | None) -> None:
        """Name what `cancel` must call from now on; raises SpeechCancelled if it has been called already."""
        with self._lock:
            self._stop = stop
            if self._cancelled and stop is not None:
                raise SpeechCancelled
