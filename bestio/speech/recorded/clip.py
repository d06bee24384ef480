"""One recorded piece of sound: who says it, what is said, when in it, and until when it may be kept."""

from __future__ import annotations

import hashlib
import io
import wave
from typing import Final, Literal

import msgspec
import numpy as np

from bestio.speech.speech import Samples
from bestio.text.fold import fold

RATE: Final = 22_050
"""Samples a second of every clip: those of the base voice, so that both can be joined."""
NOISE: Final = "noise"

Part = tuple[str, float, float]
"""A word, or a sound as espeak names it, and from when to when it is heard, in seconds."""


class Clip(msgspec.Struct, frozen=True, omit_defaults=True):
    """A clip of the bank; `id` names its file.

    `who` is a made-up name, `group` the id of the group that it belongs to, if any. `at` is in seconds since 1970,
    `until` the last day (ISO) on which it may be heard. `digest` is that of its file. A `kind` "noise" is a breath or a
    noise, without words.
    """

    id: str
    who: str
    text: str
    at: float
    until: str
    size: int
    digest: str
    seconds: float
    words: tuple[Part, ...] = ()
    sounds: tuple[Part, ...] = ()
    group: str = ""
    kind: Literal["words", "noise"] = "words"

    def sounds_between(self, start: float, end: float) -> tuple[Part, ...]:
        """The sounds that begin from `start` on and before `end`."""
        return tuple(part for part in self.sounds if start - _NEAR <= part[1] < end - _NEAR)


_NEAR = 0.002
_PEAK = 0.9


def key_of(word: str) -> str:
    """A word as it is looked for: small letters, accents kept, signs left out."""
    kept = "".join(char for char in word.casefold() if char.isalnum())
    return kept or fold(word)


def spoken_sound(name: str) -> str:
    """A sound of espeak's without its stress; "" for a pause or a mark of language."""
    bare = name.lstrip("',%=").rstrip("|")
    return "" if bare.startswith(("_", "(")) else bare.rstrip(":;")


def encoded(samples: Samples) -> bytes:
    """`samples` (mono, RATE) as a WAV file that holds the sound and nothing else: no device, no date, no name."""
    whole = np.clip(np.round(samples * 32767.0), -32768, 32767).astype("<i2")
    target = io.BytesIO()
    with wave.open(target, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(whole.tobytes())
    return target.getvalue()


def decoded(data: bytes) -> Samples:
    """The samples of a file that `encoded` made. Raises ValueError where it is none."""
    try:
        with wave.open(io.BytesIO(data), "rb") as file:
            if (file.getnchannels(), file.getsampwidth(), file.getframerate()) != (1, 2, RATE):
                raise ValueError("not a clip")
            raw = file.readframes(file.getnframes())
    except (wave.Error, EOFError) as error:
        raise ValueError(str(error)) from error
    return np.frombuffer(raw[: len(raw) // 2 * 2], "<i2").astype(np.float32) / np.float32(32768)


def digest_of(data: bytes) -> str:
    """A short name for the content of a file."""
    return hashlib.blake2b(data, digest_size=12).hexdigest()


def normalised(samples: Samples) -> Samples:
    """`samples` as strong as any other clip: the loudest part at -18 dB, no peak over 0.9; silence stays silence."""
    size = max(1, RATE // 50)
    count = len(samples) // size
    if not count:
        return samples
    power = np.sort(np.square(samples[: count * size], dtype=np.float64).reshape(count, size).mean(axis=1))
    loud = float(np.sqrt(power[-max(1, count // 3) :].mean()))
    peak = float(np.abs(samples).max())
    if loud < 1e-6 or peak < 1e-6:
        return samples
    return (samples * np.float32(min(10 ** (-18 / 20) / loud, _PEAK / peak))).astype(np.float32)
