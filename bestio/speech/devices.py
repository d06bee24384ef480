"""What a player plays on: a sound card, miniaudio's silent device, or, where miniaudio is missing, a clock."""

from __future__ import annotations

import threading
import time
from collections.abc import Generator
from typing import Any, Protocol

from bestio.speech.playback_buffer import PlaybackBuffer

PERIOD = 0.015
"""Seconds of sound that a device asks for at once. It holds three of them: silence comes within 50 ms."""
LEAD = 2.85 * PERIOD
"""Seconds from taking a sample to hearing it, on a device that holds three periods."""
CARD_LEAD = 0.03
"""What a sound card and the system's mixer add to it."""


class Device(Protocol):
    """Something that takes a tape's sound at the speed of time. `real`: whether it can be heard."""

    name: str
    real: bool
    lead: float
    rate: int

    def start(self, tape: PlaybackBuffer) -> None:
        """Begin to take. Raises OSError."""

    def stop(self) -> None:
        """Take no more."""

    def close(self) -> None:
        """Give everything back."""


def open_device(rate: int, *, real: bool) -> Device:
    """The best device there is for `rate` samples a second; not a sound card unless `real`."""
    try:
        import miniaudio  # noqa: PLC0415 (optional: it has no wheel for some machines)
    except (ImportError, OSError):
        return ClockDevice(rate)
    if real:
        try:
            return AudioDevice(miniaudio, rate, real=True)
        except miniaudio.MiniaudioError:
            pass
    try:
        return AudioDevice(miniaudio, rate, real=False)
    except miniaudio.MiniaudioError:
        return ClockDevice(rate)


class AudioDevice:
    """A device of miniaudio: the system's usual one, or the silent one."""

    def __init__(self, miniaudio: Any, rate: int, *, real: bool) -> None:
        self._error: type[Exception] = miniaudio.MiniaudioError
        self._device = miniaudio.PlaybackDevice(
            output_format=miniaudio.SampleFormat.FLOAT32,
            nchannels=1,
            sample_rate=rate,
            buffersize_msec=round(PERIOD * 1000),
            callback_periods=3,
            backends=None if real else [miniaudio.Backend.NULL],
            app_name="Bestio",
        )
        self.name: str = self._device.backend
        # A computer may have the silent device as its usual one.
        self.real = real and self.name.casefold() != "null"
        self.lead = LEAD + (CARD_LEAD if self.real else 0.0)
        self.rate = rate
        self._running = False

    def start(self, tape: PlaybackBuffer) -> None:
        """Begin to take. Raises OSError."""
        if self._running:
            return
        stream = _stream(tape)
        next(stream)
        try:
            self._device.start(stream)
        except self._error as error:
            raise OSError(str(error)) from error
        self._running = True

    def stop(self) -> None:
        """Take no more."""
        if self._running:
            self._running = False
            try:
                self._device.stop()
            except self._error as error:
                raise OSError(str(error)) from error

    def close(self) -> None:
        """Give everything back."""
        self._device.close()


def _stream(tape: PlaybackBuffer) -> Generator[bytes, int, None]:
    count = yield b""
    while True:
        count = yield tape.take(count)


class ClockDevice:
    """Nothing but time: mouths and words move, nothing is heard."""

    name = "clock"
    real = False
    lead = 0.0

    def __init__(self, rate: int) -> None:
        self.rate = rate
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self, tape: PlaybackBuffer) -> None:
        """Begin to take."""
        if self._thread is None:
            self._stop.clear()
            self._thread = threading.Thread(target=self._run, args=(tape,), daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Take no more."""
        if self._thread is not None:
            self._stop.set()
            self._thread.join()
            self._thread = None

    def close(self) -> None:
        """Give everything back."""
        self.stop()

    def _run(self, tape: PlaybackBuffer) -> None:
        begun = time.monotonic()
        taken = 0
        while not self._stop.wait(PERIOD):
            due = round((time.monotonic() - begun) * self.rate)
            tape.take(due - taken)
            taken = due
