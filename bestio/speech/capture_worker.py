"""The process that listens to a microphone: what an audio driver prints, or breaks, stays here."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable, Generator
from typing import Any, BinaryIO, Protocol

import msgspec

from bestio.speech import protocol
from bestio.speech.channel import private_channel
from bestio.speech.recorded.clip import RATE

PERIOD_MS = 60
"""Milliseconds of sound that come at once: as often, the level moves."""

Give = Callable[[bytes], None]


class Source(Protocol):
    """Something that hears: `start` gives float32 mono at RATE, piece by piece, until `stop`."""

    name: str

    def start(self, give: Give) -> None:
        """Begin to listen. Raises OSError."""

    def stop(self) -> None:
        """Listen no more."""


class Card:
    """The computer's own microphone."""

    def __init__(self, miniaudio: Any) -> None:
        """Open it. Raises miniaudio's error where there is none."""
        self._device = miniaudio.CaptureDevice(
            input_format=miniaudio.SampleFormat.FLOAT32,
            nchannels=1,
            sample_rate=RATE,
            buffersize_msec=PERIOD_MS,
            backends=[one for one in miniaudio.Backend if one is not miniaudio.Backend.NULL],
        )
        self.name = ""

    def start(self, give: Give) -> None:
        """Begin to listen."""
        listening = _listen(give)
        next(listening)
        try:
            self._device.start(listening)
        except Exception as error:  # (of no family of their own)
            raise OSError(str(error)) from error

    def stop(self) -> None:
        """Listen no more."""
        with contextlib.suppress(Exception):
            self._device.stop()


def _listen(give: Give) -> Generator[None, bytes, None]:
    while True:
        give(bytes((yield)))


def open_card() -> Source | None:
    """The computer's microphone; None where there is none."""
    try:
        import miniaudio  # noqa: PLC0415 (optional: it has no wheel for some machines)
    except (ImportError, OSError):
        return None
    try:
        return Card(miniaudio)
    except miniaudio.MiniaudioError:
        return None


def serve(requests: BinaryIO, answers: BinaryIO, opener: Callable[[], Source | None] = open_card) -> None:
    """Obey until the input ends: listen, and be silent."""
    decoder = msgspec.msgpack.Decoder(protocol.ToCapture)
    lock = threading.Lock()

    def tell(message: msgspec.Struct) -> None:
        with lock, contextlib.suppress(OSError):
            protocol.write_frame(answers, message)

    source = opener()
    tell(protocol.Device(source.name if source else "", source is not None))
    while (frame := protocol.read_frame(requests)) is not None:
        order = decoder.decode(frame)
        if source is None:
            continue
        if isinstance(order, protocol.Listen):
            number = order.number
            try:
                source.start(lambda sound, number=number: tell(protocol.Captured(number, sound)))  # type: ignore[misc]
            except OSError:
                tell(protocol.Device(source.name, real=False, lost=True))
        else:
            source.stop()
    os._exit(0)


def main() -> None:
    """Run on the standard streams."""
    with contextlib.suppress(OSError):
        serve(*private_channel())


if __name__ == "__main__":
    main()
