"""How an app is, seen from the server: whether it answers still, and how much memory it takes."""

from __future__ import annotations

import psutil

from bestio.i18n import N_

EVERY = 5.0
"""Seconds from one question to the next."""
HANGS = 30.0
"""Seconds without an answer after which an app hangs; thirty that begin at once on an old laptop take ten."""
HUNG = N_("The app did not answer any more, so it was opened again. All that was done is there.")
GREW = N_("The app took too much memory, so it was opened again. All that was done is there.")
DIED = N_("The app stopped all of a sudden, so it was opened again. All that was done is there.")


class Watch:
    """Watches the process `pid`, which may hold `memory` bytes. Times are seconds of one clock that only goes on."""

    def __init__(self, pid: int, *, memory: int, hangs: float = HANGS) -> None:
        self._hangs = hangs
        self._memory = memory
        self._asked: float | None = None
        self._next = 0.0
        self.memory = 0
        """Bytes that the app held when it was looked at last."""
        try:
            self._process: psutil.Process | None = psutil.Process(pid)
        except psutil.Error:
            self._process = None

    def asks(self, now: float) -> bool:
        """Whether the app is to be asked now; it is then waited for."""
        if self._asked is not None or now < self._next:
            return False
        self._asked, self._next = now, now + EVERY
        return True

    def answered(self) -> None:
        """The app has answered."""
        self._asked = None

    def trouble(self, now: float) -> str:
        """Why the app is to be ended, as an id of what people are told; "" where nothing is amiss."""
        if self._asked is not None and now - self._asked > self._hangs:
            return HUNG
        try:
            self.memory = self._process.memory_info().rss if self._process is not None else 0
        except psutil.Error:  # it has gone, which the end of what it writes tells
            self.memory = 0
        return GREW if self.memory > self._memory else ""
