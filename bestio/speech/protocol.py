"""What the app and its sound workers say to each other: MessagePack frames, each after its length in 4 bytes."""

from __future__ import annotations

import struct
from typing import BinaryIO, Final

import msgspec

_LENGTH: Final = struct.Struct("<I")
LONGEST_FRAME: Final = 1 << 30


class Throat(msgspec.Struct, frozen=True):
    """The part of a voice that the engine makes itself; see `voice.Timbre`."""

    pitch_hz: tuple[float, float]
    formants: float
    flutter: int
    roughness: int
    voicing: int
    breath: int
    klatt: int | None


class SoundEffect(msgspec.Struct, frozen=True):
    """One effect to apply, as `effects.apply` reads it."""

    type: str
    values: dict[str, float]


class Recipe(msgspec.Struct, frozen=True):
    """All of a voice that changes its sound. Loudness is left to the app: it costs nothing there."""

    engine: str
    language: str
    base: str | None
    rate: int
    throat: Throat
    effects: tuple[SoundEffect, ...]


class Begin(msgspec.Struct, frozen=True, tag="begin"):
    """First of all: the folder that the worker may write in, and where piper models are looked for."""

    scratch: str
    models: tuple[str, ...]


class Say(msgspec.Struct, frozen=True, tag="say"):
    """Speak these pieces (`text`, place in the whole line) one after the other as one sound."""

    number: int
    pieces: tuple[tuple[str, int], ...]
    recipe: Recipe


class Ready(msgspec.Struct, frozen=True, tag="ready"):
    """The worker listens."""


class Progress(msgspec.Struct, frozen=True, tag="progress"):
    """Still at it: sent before each piece and before the effects, so that only silence counts as a hang.

    `more`: seconds that the next sign of life may take beyond the usual.
    """

    number: int
    more: float = 0.0


class Spoken(msgspec.Struct, frozen=True, tag="spoken"):
    """The sound: little-endian mono, 16-bit integers ("i2") or 32-bit floats ("f4").

    `dry` is its length in seconds before effects; `marks` and `phonemes` are (place, seconds) and (seconds, name).
    """

    number: int
    sound: bytes
    form: str
    sample_rate: int
    dry: float
    marks: tuple[tuple[int, float], ...]
    phonemes: tuple[tuple[float, str], ...]
    skipped: tuple[str, ...] = ()


class Failed(msgspec.Struct, frozen=True, tag="failed"):
    """The line could not be said: `missing` when its engine is not on this machine. `detail` is for the log."""

    number: int
    missing: bool
    detail: str


class Open(msgspec.Struct, frozen=True, tag="open"):
    """First of all to the player: look for a sound card (`real`), or play in time and unheard."""

    real: bool


class Load(msgspec.Struct, frozen=True, tag="load"):
    """To the player: play this sound (float32 mono) from `start` seconds on, instead of any other."""

    number: int
    sound: bytes
    sample_rate: int
    start: float = 0.0


class Halt(msgspec.Struct, frozen=True, tag="halt"):
    """To the player: silence, at once, for good (`keep` False) or until Go (`keep` True)."""

    keep: bool


class Go(msgspec.Struct, frozen=True, tag="go"):
    """To the player: go on from where Halt stopped."""


class Device(msgspec.Struct, frozen=True, tag="device"):
    """From the player: which device plays from now on. `real` is False when nothing can be heard.

    `lost` says that the device has gone in the middle: the player ends after this message.
    """

    name: str
    real: bool
    lost: bool = False


class Position(msgspec.Struct, frozen=True, tag="position"):
    """From the player: the second of sound `number` that is being heard, whether it moves, whether it has ended."""

    number: int
    seconds: float
    moving: bool
    ended: bool = False


ToWorker = Begin | Say
FromWorker = Ready | Progress | Spoken | Failed
ToPlayer = Open | Load | Halt | Go
FromPlayer = Device | Position

_encoder = msgspec.msgpack.Encoder()


def write_frame(stream: BinaryIO, message: msgspec.Struct) -> None:
    """Send `message` whole. Raises OSError when nobody is at the other end."""
    body = _encoder.encode(message)
    stream.write(_LENGTH.pack(len(body)))
    stream.write(body)
    stream.flush()


def read_frame(stream: BinaryIO) -> bytes | None:
    """The next message as bytes, or None at the end of the stream (a torn message counts as the end)."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    if length > LONGEST_FRAME:
        return None
    body = stream.read(length)
    return body if len(body) == length else None
