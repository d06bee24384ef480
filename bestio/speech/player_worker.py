"""The process that plays sound: a crash of an audio driver ends here, and a busy app never makes the sound stutter."""

from __future__ import annotations

import contextlib
import os
import queue
import threading
import time
from collections.abc import Callable
from typing import BinaryIO

import msgspec

from bestio.speech import protocol
from bestio.speech.channel import private_channel
from bestio.speech.devices import LEAD, PERIOD, Device, open_device
from bestio.speech.playback_buffer import PlaybackBuffer

USUAL_RATE = 22_050
"""Samples a second of the device that is opened before any sound is known."""
REPORT = 0.04
"""Seconds between two reports of the position."""
LOST_AFTER = 0.7
"""Seconds without a request after which a device that should play is given up."""
IDLE = 1.0
"""Seconds after a sound before its device is stopped."""
LOOK_AGAIN = 10.0
"""Seconds before a sound card is looked for again."""

Opener = Callable[..., Device]


class Deck:
    """A tape and the device that plays it; tells what happens through `tell`."""

    def __init__(self, tell: Callable[[msgspec.Struct], None], opener: Opener = open_device) -> None:
        self._tell = tell
        self._opener = opener
        self._tape = PlaybackBuffer(PERIOD, LEAD)
        self._device: Device | None = None
        self._real = True
        self._looked = 0.0
        self._idle_since: float | None = None

    def obey(self, order: protocol.ToPlayer) -> None:
        """Do what the app asks."""
        match order:
            case protocol.Open(real=real):
                self._real = real
                self._open(USUAL_RATE)
            case protocol.Load():
                self._load(order)
            case protocol.Halt():
                self._tape.halt()
                self._tell(self._tape.report())
            case protocol.Go():
                self._tape.go()
                self._run()
                self._tell(self._tape.report())

    def tick(self) -> None:
        """Report, and see whether the device still takes what it should."""
        device = self._device
        if device is None:
            return
        if self._tape.moving:
            self._idle_since = None
            self._tell(self._tape.report())
            if self._tape.silence > LOST_AFTER:
                self._lose(device)
        elif self._idle_since is None:
            self._idle_since = time.monotonic()
        elif time.monotonic() - self._idle_since > IDLE:
            self._rest()

    @property
    def busy(self) -> bool:
        """Whether something is to be told soon."""
        return self._tape.moving

    def _load(self, order: protocol.Load) -> None:
        device = self._device
        again = device is not None and not device.real and self._real and time.monotonic() - self._looked > LOOK_AGAIN
        if device is None or device.rate != order.sample_rate or again:
            if device is not None:
                device.close()
            self._open(order.sample_rate)
        self._tape.load(order)
        self._run()
        self._tell(self._tape.report())

    def _open(self, rate: int) -> None:
        self._looked = time.monotonic()
        self._device = self._opener(rate, real=self._real)
        self._tape.lead = self._device.lead
        self._tell(protocol.Device(self._device.name, self._device.real))

    def _run(self) -> None:
        self._idle_since = None
        if self._device is not None:
            try:
                self._device.start(self._tape)
            except OSError:
                self._lose(self._device)

    def _rest(self) -> None:
        self._idle_since = None
        if self._device is not None:
            with contextlib.suppress(OSError):
                self._device.stop()

    def _lose(self, device: Device) -> None:
        """A device that is gone cannot be closed safely: the app starts another player."""
        self._tell(protocol.Device(device.name, device.real, lost=True))
        os._exit(1)


def serve(requests: BinaryIO, answers: BinaryIO, opener: Opener = open_device) -> None:
    """Obey each order, report while something plays, end with the input."""
    decoder = msgspec.msgpack.Decoder(protocol.ToPlayer)
    waiting: queue.SimpleQueue[bytes] = queue.SimpleQueue()

    def listen() -> None:
        while (frame := protocol.read_frame(requests)) is not None:
            waiting.put(frame)
        os._exit(0)

    threading.Thread(target=listen, daemon=True).start()
    deck = Deck(lambda message: protocol.write_frame(answers, message), opener)
    while True:
        try:
            order = decoder.decode(waiting.get(timeout=REPORT if deck.busy else IDLE))
        except queue.Empty:
            pass
        else:
            deck.obey(order)
            if waiting.qsize():
                continue
        deck.tick()


def main() -> None:
    """Run the player on the standard streams."""
    with contextlib.suppress(OSError):
        serve(*private_channel())


if __name__ == "__main__":
    main()
