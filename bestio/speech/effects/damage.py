"""Effects that break the sound up or let something else be heard with it. Samples are float32 mono; lengths stay."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from bestio.speech.effects.arrays import as_loud_as, as_samples, rms
from bestio.speech.speech import Samples


def stutter(samples: Samples, sample_rate: int, *, seconds: float, chance: float) -> Samples:
    """Cut into pieces of `seconds`; with a `chance` of 0..0.6 the second half of a piece says its first half again."""
    half = max(1, round(seconds * sample_rate / 2))
    random = np.random.default_rng(1001)
    out = samples.copy()
    fade = np.minimum(1, np.arange(half) / max(1.0, 0.004 * sample_rate)).astype(np.float32)
    fade *= fade[::-1]
    for start in range(0, len(samples) - 2 * half + 1, 2 * half):
        if random.random() < chance:
            again = samples[start : start + half] * fade
            out[start : start + half] = again
            out[start + half : start + 2 * half] = again
    return out


def crackle(samples: Samples, sample_rate: int, *, rate: float, db: float) -> Samples:
    """Add `rate` clicks a second, `db` decibels below the voice's loudness, as a worn record or a bad wire does."""
    random = np.random.default_rng(1001)
    count = int(len(samples) * rate / sample_rate)
    clicks = np.zeros(len(samples), np.float32)
    if count:
        clicks[random.integers(0, len(samples), count)] = random.uniform(-1, 1, count)
    ringing = as_samples(np.exp(-np.arange(24) / 4) * np.cos(np.arange(24) * 1.9))
    clicks = as_samples(np.convolve(clicks, ringing)[: len(samples)])
    # Clicks are rare: it is their peak, not their mean, that is set against the voice.
    return as_samples(samples + clicks * (4 * rms(samples) * 10 ** (db / 20)))


def gusts(samples: Samples, sample_rate: int, *, hz: float, mix: float) -> Samples:
    """Add a wind that blows when the voice speaks, and turns `hz` times a second; `mix` 0..0.6."""
    noise = np.random.default_rng(1001).standard_normal(len(samples))
    wind = _smooth(noise, max(1, sample_rate // 2000))
    strength = _smooth(np.abs(samples).astype(np.float64), max(1, sample_rate // 20))
    turning = 0.6 + 0.4 * np.sin(2 * np.pi * hz * np.arange(len(samples)) / sample_rate)
    blown = as_loud_as(wind * strength * turning, samples)
    return as_loud_as((1 - mix) * samples + mix * blown, samples)


def gsm(samples: Samples, sample_rate: int) -> Samples:
    """Send the sound through a real mobile telephone's codec (GSM full rate, 13 kbit/s; by pedalboard). Same length."""
    import pedalboard  # noqa: PLC0415 (optional on some machines)

    out = as_samples(pedalboard.GSMFullRateCompressor()(samples, float(sample_rate)))[: len(samples)]
    return as_loud_as(np.pad(out, (0, len(samples) - len(out))), samples)


def _smooth(values: npt.NDArray[np.float64], width: int) -> npt.NDArray[np.float64]:
    """The mean of the last `width` values at each place."""
    sums = np.cumsum(np.concatenate([np.zeros(width), values]))
    mean: npt.NDArray[np.float64] = (sums[width:] - sums[:-width]) / width
    return mean
