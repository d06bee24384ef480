"""What the app and its sound workers say to each other: MessagePack frames, each after its length in 4 bytes."""

from __future__ import annotations

import struct
from typing import IO, Final

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


class BankRequest(msgspec.Struct, frozen=True):
    """The recordings that a voice is put together from: the folder of the bank, what it was when it was looked at
    (`key`), the day (ISO), and what is taken; see `voice.Recorded`. `remote`: no files are there, what is needed of it
    is asked for (`Want`).
    """

    folder: str
    key: str
    today: str
    who: str
    level: int
    among: tuple[str, ...] = ()
    remote: bool = False


class ClipUse(msgspec.Struct, frozen=True):
    """What a stretch of a line is made of: from `at` in the text on, `words` words long.

    `how`: "line", "run", "word", "alike" (another word that sounds the same), "syllable", "noise", "base" (the base
    voice) or "lost" (a recording whose file is not the one that was made). `clip` is its id, `text` what is said in it,
    `start` and `end` the seconds that were cut out of it.
    """

    at: int
    words: int
    how: str
    who: str = ""
    clip: str = ""
    text: str = ""
    start: float = 0.0
    end: float = 0.0


class Recipe(msgspec.Struct, frozen=True):
    """All of a voice that changes its sound. Loudness is left to the app: it costs nothing there."""

    engine: str
    language: str
    base: str | None
    rate: int
    throat: Throat
    effects: tuple[SoundEffect, ...]
    bank: BankRequest | None = None


class Manner(msgspec.Struct, frozen=True, omit_defaults=True):
    """How a part of a line is said beside the plain way; an engine does of it what it can.

    `pitch`, `spread` (of the melody), `rate` and `volume` multiply the voice's own. `pause`: seconds of silence
    after it at 160 words a minute, in the place of the engine's own; 0 leaves that. `goes_on`: what comes after belongs
    to it, its melody does not end.
    """

    pitch: float = 1.0
    spread: float = 1.0
    rate: float = 1.0
    volume: float = 1.0
    pause: float = 0.0
    goes_on: bool = False

    def without_end(self) -> Manner:
        """The same at the end of the line, or where a piece of it is cut that does not hold its end."""
        return Manner(self.pitch, self.spread, self.rate, self.volume)


PLAIN: Final = Manner()


class Begin(msgspec.Struct, frozen=True, tag="begin"):
    """First of all: the folder that the worker may write in, and where piper models are looked for."""

    scratch: str
    models: tuple[str, ...]


class Say(msgspec.Struct, frozen=True, tag="say"):
    """Speak these pieces (`text`, place in the whole line) one after the other as one sound.

    `manners`: how each of them is said; none, where all are plain.
    """

    number: int
    pieces: tuple[tuple[str, int], ...]
    recipe: Recipe
    manners: tuple[Manner, ...] = ()


class Ready(msgspec.Struct, frozen=True, tag="ready"):
    """The worker listens."""


class Progress(msgspec.Struct, frozen=True, tag="progress"):
    """Still at it, so that only silence counts as a hang: sent before effects, and each 600 characters at least.

    `more`: seconds that the next sign of life may take beyond the usual.
    """

    number: int
    more: float = 0.0


class Want(msgspec.Struct, frozen=True, tag="want"):
    """In the middle of a line: the sounds of these clips of a bank; of no clips, its lines. `Given` answers."""

    number: int
    bank: str
    clips: tuple[str, ...] = ()


class Given(msgspec.Struct, frozen=True, tag="given"):
    """What was wanted for line `number`, in its order; nothing for what is not there, or not to be heard."""

    number: int
    data: tuple[bytes, ...]


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
    clips: tuple[ClipUse, ...] = ()


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


class Listen(msgspec.Struct, frozen=True, tag="listen"):
    """To the microphone: give what is heard from now on, as recording `number`, until Halt."""

    number: int


class Captured(msgspec.Struct, frozen=True, tag="captured"):
    """From the microphone: a moment of recording `number` (float32 mono at the rate of clips)."""

    number: int
    sound: bytes


ToWorker = Begin | Say | Given
FromWorker = Ready | Progress | Want | Spoken | Failed
ToPlayer = Open | Load | Halt | Go
FromPlayer = Device | Position
ToCapture = Listen | Halt
FromCapture = Device | Captured

_encoder = msgspec.msgpack.Encoder()


def write_frame(stream: IO[bytes], message: msgspec.Struct) -> None:
    """Send `message` whole. Raises OSError when nobody is at the other end."""
    body = _encoder.encode(message)
    stream.write(_LENGTH.pack(len(body)))
    stream.write(body)
    stream.flush()


def read_frame(stream: IO[bytes]) -> bytes | None:
    """The next message as bytes, or None at the end of the stream (a torn message counts as the end)."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    if length > LONGEST_FRAME:
        return None
    body = stream.read(length)
    return body if len(body) == length else None
