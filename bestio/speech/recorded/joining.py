"""Pieces of sound made one: cut where the wave goes through zero, as strong and, nearly, as high as each other."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from bestio.speech.recorded.clip import RATE
from bestio.speech.recorded.cutting import crossing
from bestio.speech.recorded.melody import Beats, sung
from bestio.speech.speech import Samples
from bestio.speech.timing import Phoneme

TARGET = 10 ** (-20 / 20)
"""Root mean square of each piece."""
_MOST_GAIN = 2.5
_MOST_PITCH = 2 ** (2 / 12)
"""Two semitones: what is moved farther sounds like another person."""
_SAME = 0.005
_FADE = round(0.0015 * RATE)
_OVERLAP = round(0.003 * RATE)
"""What two pieces have in common: each is cut close, and a longer one takes sounds away that words are told by."""


class Stretch(NamedTuple):
    """A piece to be joined: its sound, where the throat strikes in it, its sounds with their times, the pause after it.

    `melody`: the pitch that it is to have, every 5 ms, 1 being that of the whole line; its own where there is none.
    Without `beats` it stays as it is.
    """

    samples: Samples
    beats: Beats | None = None
    phonemes: tuple[Phoneme, ...] = ()
    pause: float = 0.0
    melody: npt.NDArray[np.float64] | None = None


class Joined(NamedTuple):
    """One sound; when each piece of it begins, and when each of its sounds does, in seconds."""

    samples: Samples
    starts: tuple[float, ...]
    phonemes: tuple[Phoneme, ...]


def cut(samples: Samples, start: float, end: float) -> Samples:
    """What is heard from `start` to `end` seconds, moved to the nearest zero crossings."""
    first = crossing(samples, round(start * RATE))
    last = crossing(samples, round(end * RATE))
    return samples[first : max(last, min(first + 1, len(samples)))]


def join(stretches: list[Stretch], *, same_pitch: bool = True) -> Joined:
    """`stretches` one after the other. `same_pitch`: brought near to the pitch of most of them."""
    wanted = _common_pitch(stretches) if same_pitch else 0.0
    out: list[Samples] = []
    starts: list[float] = []
    phonemes: list[Phoneme] = []
    length = 0
    touching = False
    for stretch in stretches:
        sound = _matched(stretch, wanted)
        size = len(sound)
        overlap = min(_OVERLAP, size // 3, len(out[-1]) // 3) if touching and out else 0
        if overlap:
            ramp = np.linspace(0, np.pi / 2, overlap, dtype=np.float32)
            out[-1][-overlap:] = out[-1][-overlap:] * np.cos(ramp) + sound[:overlap] * np.sin(ramp)
            sound = sound[overlap:]
        elif size:
            fade = min(_FADE, size // 2)
            sound[:fade] *= np.linspace(0, 1, fade, dtype=np.float32)
        begin = (length - overlap) / RATE
        starts.append(begin)
        phonemes += [(begin + time, name) for time, name in stretch.phonemes]
        out.append(sound)
        length += len(sound)
        touching = stretch.pause <= 0
        if not touching:
            _fade_out(out[-1])
            phonemes.append((length / RATE, "_:"))
            silence = np.zeros(round(stretch.pause * RATE), np.float32)
            out.append(silence)
            length += len(silence)
    if out and touching:
        _fade_out(out[-1])
    samples = np.concatenate(out) if out else np.zeros(0, np.float32)
    return Joined(samples, tuple(starts), tuple(phonemes))


def _fade_out(sound: Samples) -> None:
    fade = min(_FADE, len(sound) // 2)
    if fade:
        sound[-fade:] *= np.linspace(1, 0, fade, dtype=np.float32)


def _matched(stretch: Stretch, wanted: float) -> Samples:
    """The sound of a stretch at the common strength, on its melody, and near the `wanted` pitch (0: at its own)."""
    samples, beats = stretch.samples, stretch.beats
    if beats is not None and beats.hz:
        middle = min(beats.hz * _MOST_PITCH, max(beats.hz / _MOST_PITCH, wanted)) if wanted else beats.hz
        if stretch.melody is not None:
            samples = sung(samples, beats, stretch.melody * middle)
        elif abs(middle / beats.hz - 1) > _SAME:
            samples = sung(samples, beats, beats.melody * (middle / beats.hz))
    strength = float(np.sqrt(np.mean(np.square(samples, dtype=np.float64)))) if len(samples) else 0.0
    gain = min(_MOST_GAIN, max(1 / _MOST_GAIN, TARGET / strength)) if strength > 1e-5 else 1.0
    return samples * np.float32(gain)


def _common_pitch(stretches: list[Stretch]) -> float:
    """The median of the pitches, each counted by how long it lasts."""
    known = sorted((one.beats.hz, len(one.samples)) for one in stretches if one.beats is not None and one.beats.hz)
    total = sum(size for _hz, size in known)
    passed = 0
    for hz, size in known:
        passed += size
        if 2 * passed >= total:
            return hz
    return 0.0
