"""The last touch to every line: as loud as any other, without a click or a constant, and no longer than its sound.

Loudness is that of Recommendation ITU-R BS.1770-4 (annex 1: K-weighting, two gates), with the power of each block found
from its spectrum: the weighting is then a multiplication, and costs a tenth of a filter. Of each two samples only the
mean is looked at, which halves the rest: no voice's loudness is off by more than 0.2 LU for it.
"""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from bestio.speech.speech import Samples

TARGET = -23.0
"""Loudness of a line in LUFS where its voice is as loud as most are."""
USUAL_VOLUME = 0.9
FADE = 0.005
"""Seconds in which a line begins, and ends."""
AFTER = 0.15
"""Seconds of silence that are kept after the last sound."""
SILENT_DB = -50.0
"""What is this far under the loudest sample is silence."""
_SILENCE = 1e-6
"""A loudest sample of 120 dB under full scale is nothing that could be heard, or be made louder."""
_LOUDEST = 0.98
_MOST_GAIN = 10 ** (24 / 20)
_BLOCK = 512  # pairs of samples
_ENDS = 8192  # samples in which an end is looked for: most lines end in a third of a second of silence
_AT_ONCE = 16  # larger results are memory that the system takes back and gives anew at each line
_GATE_SECONDS = 0.4
_OFFSET = -0.691
_ABSOLUTE_GATE, _RELATIVE_GATE = 10 ** ((-70 - _OFFSET) / 10), 0.1  # as powers: -70 LUFS, 10 LU under the mean
# The two filters of annex 1, tables 1 and 2, at 48 kHz.
_SHELF = ((1.53512485958697, -2.69169618940638, 1.19839281085285), (1.0, -1.69065929318241, 0.73248077421585))
_HIGH_PASS = ((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621))
_STANDING = 0.002
_DRIFT_SECONDS = 0.1


def level(samples: Samples, sample_rate: int, volume: float, *, tail: bool, own: bool = False) -> Samples:
    """`samples` ready to be heard: without a constant, trimmed, faded, at the loudness of all lines times `volume`.

    `volume` is 0..1, `tail` whether effects may sound after the voice. Silence stays silence.
    `own`: whether `samples` may be changed, which spares an array.
    """
    sound = _without_standing(samples, sample_rate)
    peak = max(float(sound.max(initial=0.0)), -float(sound.min(initial=0.0)))
    if peak < _SILENCE:
        return np.zeros_like(sound)
    sound = _trimmed(sound, sample_rate, peak, tail=tail)
    # Without any loudness, the gain that is wanted has no end; and no end times nothing is no number.
    wanted = 10 ** ((TARGET - loudness(sound, sample_rate)) / 20) * volume / USUAL_VOLUME if volume else 0.0
    gain = min(wanted, _MOST_GAIN)
    sound = np.multiply(sound, np.float32(gain), out=sound if own else None)
    if peak * gain > _LOUDEST:
        _soften(sound)
    _fade(sound, sample_rate)
    return sound


def loudness(samples: Samples, sample_rate: int) -> float:
    """The integrated loudness of `samples` in LUFS; -inf where there is no sound."""
    if len(samples) < 2 * _BLOCK:
        samples = np.pad(samples, (0, 2 * _BLOCK - len(samples)))
    blocks = samples[: len(samples) // (2 * _BLOCK) * 2 * _BLOCK].reshape(-1, _BLOCK, 2)
    power = np.concatenate([_power(blocks[at : at + _AT_ONCE], sample_rate) for at in range(0, len(blocks), _AT_ONCE)])
    together = max(1, min(len(power), round(_GATE_SECONDS * sample_rate / (2 * _BLOCK))))
    sums = np.concatenate([[0.0], np.cumsum(power)])
    gated = (sums[together:] - sums[:-together]) / together
    loud = gated[gated > _ABSOLUTE_GATE]
    mean = float(loud[loud > loud.mean() * _RELATIVE_GATE].mean() if len(loud) else power.mean())
    return _OFFSET + 10 * math.log10(mean) if mean > 0 else -math.inf


def _power(pairs: npt.NDArray[np.float32], sample_rate: int) -> npt.NDArray[np.float32]:
    means = pairs[..., 0] + pairs[..., 1]
    parts = np.fft.rfft(means).view(np.float32)  # real and imaginary, in turn
    return np.asarray(np.square(parts, out=parts) @ _weights(sample_rate), np.float32)


@lru_cache(maxsize=8)
def _weights(sample_rate: int) -> npt.NDArray[np.float32]:
    """What the square of each part of a block's spectrum counts: the square of both filters' answer there.

    What the mean of two samples takes away, it gives back.
    """
    hertz = np.fft.rfftfreq(_BLOCK, 2 / sample_rate)
    turn = np.exp(-2j * np.pi * hertz / 48_000)
    answer = np.ones_like(turn)
    for above, below in (_SHELF, _HIGH_PASS):
        answer *= np.polyval(above[::-1], turn) / np.polyval(below[::-1], turn)
    weights: npt.NDArray[np.float32] = (
        np.abs(answer / (2 * np.cos(np.pi * hertz / sample_rate))) ** 2 * 2 / _BLOCK**2
    ).astype(np.float32)
    weights[-1] /= 2
    return np.repeat(weights, 2)


def _without_standing(samples: Samples, sample_rate: int) -> Samples:
    """`samples` without what stands or drifts under the voice, where there is something to speak of."""
    if not len(samples) or abs(float(samples.mean())) <= _STANDING * float(samples.max()):
        return samples
    width = int(_DRIFT_SECONDS * sample_rate) | 1
    sums = np.cumsum(np.concatenate([[0.0], np.pad(samples.astype(np.float64), width // 2)]))
    drift = (sums[width:] - sums[:-width]) / width
    return np.asarray(samples - drift, np.float32)


def _trimmed(sound: Samples, sample_rate: int, peak: float, *, tail: bool) -> Samples:
    least = peak * 10 ** (SILENT_DB / 20)
    last = len(sound)
    while last and not (heard := np.flatnonzero(np.abs(sound[max(0, last - _ENDS) : last]) > least)).size:
        last -= min(last, _ENDS)
    if last:
        last = max(0, last - _ENDS) + int(heard[-1]) + 1
    return sound[: min(len(sound), last + round((FADE if tail else AFTER) * sample_rate))]


def _soften(sound: Samples) -> None:
    """Bring peaks under full scale without a corner: what is over 0.8 is bent towards it."""
    knee = np.float32(0.8)
    over = np.concatenate([np.flatnonzero(sound > knee), np.flatnonzero(sound < -knee)])
    peaks = sound[over]
    room = np.float32(_LOUDEST) - knee
    sound[over] = np.sign(peaks) * (knee + room * np.tanh((np.abs(peaks) - knee) / room))


def _fade(sound: Samples, sample_rate: int) -> None:
    size = min(len(sound) // 2, round(FADE * sample_rate))
    ramp = np.linspace(0.0, 1.0, size, dtype=np.float32)
    sound[:size] *= ramp
    if size:
        sound[-size:] *= ramp[::-1]
