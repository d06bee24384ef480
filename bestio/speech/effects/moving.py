"""Effects made of copies of the sound whose delay moves. Samples are float32 mono; lengths do not change."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from bestio.speech.effects.arrays import as_loud_as, as_samples
from bestio.speech.speech import Samples

_PIECE = 1 << 20


def chorus(samples: Samples, sample_rate: int, *, hz: float, mix: float) -> Samples:
    """Add a copy delayed by 9 to 15 ms, moving `hz` times a second; `mix` 0..1 is the copy's strength."""
    copy = _delayed(samples, sample_rate, middle=0.012, depth=0.003, hz=hz)
    return as_loud_as(samples + mix * copy, samples)


def flanger(samples: Samples, sample_rate: int, *, hz: float, mix: float) -> Samples:
    """Add a copy delayed by 0.5 to 6 ms, moving `hz` times a second: a jet passes over; `mix` 0..1."""
    copy = _delayed(samples, sample_rate, middle=0.00325, depth=0.00275, hz=hz)
    return as_loud_as(samples + mix * copy, samples)


def vibrato(samples: Samples, sample_rate: int, *, hz: float, semitones: float) -> Samples:
    """Let the pitch waver by `semitones` up and down, `hz` times a second."""
    # A delay d(t) changes the pitch by 1 - d'(t): for a sine, the greatest d' is depth x 2 pi hz.
    depth = (2 ** (semitones / 12) - 1) / (2 * np.pi * hz)
    # Early as often as late: words stay where they are.
    return _delayed(samples, sample_rate, middle=0.0, depth=depth, hz=hz)


def choir(samples: Samples, sample_rate: int, *, voices: float, spread: float) -> Samples:
    """Add `voices` (1..6) copies, each late by up to 60 ms and wavering in its own way, up to `spread` semitones."""
    out = samples.astype(np.float64)
    count = round(voices)
    for number in range(count):
        hz = 0.7 + 0.43 * number
        depth = (2 ** (spread / 12) - 1) / (2 * np.pi * hz)
        late = 0.014 + 0.046 * number / max(count - 1, 1)
        # Wavering never reaches before the sound's start, whatever the spread.
        copy = _delayed(samples, sample_rate, middle=late + depth, depth=depth, hz=hz, turn=number * 2.4)
        out += 0.8 * copy
    return as_loud_as(out, samples)


def _delayed(
    samples: Samples, sample_rate: int, *, middle: float, depth: float, hz: float, turn: float = 0.0
) -> Samples:
    """The sound `middle` seconds late, give or take `depth`, moving `hz` times a second from the angle `turn`."""
    out = np.empty(len(samples), np.float32)
    for start in range(0, len(samples), _PIECE):
        now = np.arange(start, min(start + _PIECE, len(samples)), dtype=np.float64)
        late = (middle + depth * np.sin(2 * np.pi * hz * now / sample_rate + turn)) * sample_rate
        out[start : start + len(now)] = _at(samples, now - late)
    return out


def _at(samples: Samples, places: npt.NDArray[np.float64]) -> Samples:
    """The sound between its samples, on the straight line from one to the next; silence before and after it."""
    whole = np.floor(places).astype(np.int64)
    part = places - whole
    last = len(samples) - 1
    left = samples[np.clip(whole, 0, last)] * ((whole >= 0) & (whole <= last))
    right = samples[np.clip(whole + 1, 0, last)] * ((whole >= -1) & (whole < last))
    return as_samples(left * (1 - part) + right * part)
