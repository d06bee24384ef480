"""Effects that work on the strength of each sample. Samples are float32 mono, full scale 1."""

from __future__ import annotations

import numpy as np

from bestio.speech.effects.arrays import as_loud_as, as_samples
from bestio.speech.speech import Samples


def ring(samples: Samples, sample_rate: int, *, hz: float, mix: float) -> Samples:
    """Multiply by a sine of `hz` Hz; `mix` 0..1 is the part of the multiplied sound. Same length."""
    phase = (2 * np.pi * hz / sample_rate) * np.arange(len(samples))
    # The product of two sounds is 3 dB weaker than the first: sqrt 2 keeps the loudness.
    return as_samples(samples * ((1 - mix) + mix * np.sqrt(2) * np.sin(phase)))


def tremolo(samples: Samples, sample_rate: int, *, hz: float, depth: float) -> Samples:
    """Let the loudness sink by `depth` (0..1 of it), `hz` times a second. Same length."""
    phase = (2 * np.pi * hz / sample_rate) * np.arange(len(samples))
    return as_samples(samples * (1 - depth * (0.5 - 0.5 * np.cos(phase))))


def distortion(samples: Samples, sample_rate: int, *, db: float) -> Samples:
    """Amplify by `db` decibels, bend by a hyperbolic tangent, and bring back to the loudness it had. Same length."""
    return as_loud_as(np.tanh(samples * np.float32(10 ** (db / 20))), samples)


def bitcrush(samples: Samples, sample_rate: int, *, bits: float, mix: float) -> Samples:
    """Round each sample to 2 ** `bits` steps (a part of a bit is allowed); `mix` 0..1. Same length."""
    steps = 2 ** (bits - 1)
    # The steps span the sound's own peak, so that a quiet voice is not rounded to nothing.
    peak = max(float(np.max(np.abs(samples), initial=0.0)), 1e-6)
    crushed = np.round(samples * (steps / peak)) * (peak / steps)
    return as_samples((1 - mix) * samples + mix * crushed)
