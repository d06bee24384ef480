"""The sound that a player plays, and how much of it has been heard."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from bestio.speech import protocol

FRAME = 4
"""Bytes of one sample (float32)."""


class PlaybackBuffer:
    """Devices take sound from it on their own thread, at least every `period` seconds; commands come on another.

    `lead`: seconds between the moment when a sample is taken and the one when it is heard.
    """

    def __init__(self, period: float, lead: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.lead = lead
        self.moving = False
        self.rate = 1
        self._period = period
        self._clock = clock
        self._lock = threading.Lock()
        self._number = 0
        self._sound = b""
        self._at = 0  # samples taken; goes on past the end, where there is silence
        self._taken = clock()

    @property
    def length(self) -> int:
        """Samples of the sound."""
        return len(self._sound) // FRAME

    def load(self, order: protocol.Load) -> None:
        """Put in another sound, and let it run."""
        with self._lock:
            self._number, self._sound, self.rate = order.number, order.sound, order.sample_rate
            self._at = max(0, round(order.start * order.sample_rate))
            self._taken = self._clock()
            self.moving = True

    def halt(self) -> None:
        """Give out silence from now on."""
        with self._lock:
            self.moving = False

    def go(self) -> None:
        """Give out the sound again, from where it was halted."""
        with self._lock:
            self._taken = self._clock()
            self.moving = bool(self._sound)

    def take(self, count: int) -> bytes:
        """The next `count` samples; silence where there are none."""
        with self._lock:
            self._taken = self._clock()
            if not self.moving:
                return bytes(count * FRAME)
            start = self._at * FRAME
            self._at += count
            return self._sound[start : start + count * FRAME].ljust(count * FRAME, b"\0")

    @property
    def silence(self) -> float:
        """Seconds since a device last took something."""
        return self._clock() - self._taken

    def report(self) -> protocol.Position:
        """What is being heard now. At the end of the sound, `ended` is told and the tape halts."""
        with self._lock:
            ahead = min(self._clock() - self._taken, self._period) if self.moving else 0.0
            heard = max(0.0, self._at / self.rate - self.lead + ahead)
            seconds = self.length / self.rate
            ended = self.moving and heard >= seconds
            if ended:
                self.moving = False
                self._sound = b""
            return protocol.Position(self._number, min(heard, seconds), self.moving, ended)
