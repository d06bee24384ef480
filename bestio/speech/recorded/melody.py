"""The melody of a recording, and another one in its place: a word that was said alone falls, as only the last of a line
does. A recogniser finds twice as many words where each takes the melody of its place.

Pitch-synchronous overlap and add (Moulines and Charpentier, 1990): each vibration of the throat is cut out under a
window and set down again sooner or later. What the mouth does to the sound stays as it was.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from bestio.speech.recorded.clip import RATE
from bestio.speech.speech import Samples

HOP = 110
"""Samples between two looks at the pitch: 5 ms."""
_SIZE = 1024
_LOWEST, _HIGHEST = 60, 500
_VOICED = 0.5
_QUIET = 0.02
_MOST = 1.5
"""Times that a vibration may be moved from where it was: what is moved farther sounds like another person."""


class Beats(NamedTuple):
    """Where the throat strikes in a sound: places and periods in samples; `voiced` says where it does not.

    `melody` is its pitch in Hz every 5 ms, drawn through where there is none, `hz` the middle of it, 0 for a whisper.
    """

    places: tuple[int, ...]
    periods: tuple[int, ...]
    voiced: tuple[bool, ...]
    melody: npt.NDArray[np.float64]
    hz: float


def pitches(samples: Samples) -> npt.NDArray[np.float64]:
    """The pitch in Hz every 5 ms, 0 where there is none."""
    if len(samples) < _SIZE // 2:
        return np.zeros(max(1, len(samples) // HOP + 1))
    sound = np.pad(samples, (_SIZE // 2, _SIZE // 2))
    window = np.hanning(_SIZE).astype(np.float32)
    frames = np.lib.stride_tricks.sliding_window_view(sound, _SIZE)[::HOP] * window
    power = (frames**2).mean(axis=1)
    likeness = np.fft.irfft(np.abs(np.fft.rfft(frames, n=2 * _SIZE)) ** 2)[:, :_SIZE]
    likeness = likeness / np.maximum(likeness[:, :1], 1e-12) / _alone()
    low, high = RATE // _HIGHEST, RATE // _LOWEST
    inside = likeness[:, low:high]
    lag = (inside >= 0.9 * inside.max(axis=1, keepdims=True)).argmax(axis=1) + low
    voiced = (inside.max(axis=1) > _VOICED) & (power > _QUIET * power.max())
    hertz = np.where(voiced, RATE / lag, 0.0)
    if not voiced.any():
        return hertz
    # An octave off is a slip of the measure, not of the voice.
    middle = float(np.median(hertz[voiced]))
    octaves = np.round(np.log2(np.maximum(hertz, 1.0) / middle))
    return np.where(voiced, hertz / 2**octaves, 0.0)


def drawn_through(hertz: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Pitches with a straight line where there is none."""
    known = np.flatnonzero(hertz)
    return np.interp(np.arange(len(hertz)), known, hertz[known]) if len(known) else hertz


@lru_cache(maxsize=1)
def _alone() -> npt.NDArray[np.float64]:
    spectrum = np.abs(np.fft.rfft(np.hanning(_SIZE), n=2 * _SIZE)) ** 2
    alone = np.fft.irfft(spectrum)[:_SIZE]
    return np.asarray(np.maximum(alone / alone[0], 1e-2), np.float64)


def beats_of(samples: Samples) -> Beats:
    """Where the throat strikes in `samples`."""
    hertz = pitches(samples)
    voiced = hertz[hertz > 0]
    upwards = samples if float((samples.astype(np.float64) ** 3).sum()) >= 0 else -samples
    places: list[int] = []
    periods: list[int] = []
    flags: list[bool] = []
    at = 0
    while at < len(samples):
        hz = hertz[min(at // HOP, len(hertz) - 1)]
        if not hz:
            place, period = at, HOP
        else:
            period = round(RATE / hz)
            first = not flags or not flags[-1]
            low, high = (at, at + period) if first else (at - period // 6, at + period // 6 + 1)
            low = max(low, places[-1] + 1 if places else 0)
            inside = upwards[low:high]
            place = low + int(inside.argmax()) if len(inside) else at
        places.append(place)
        periods.append(period)
        flags.append(bool(hz))
        at = place + period
    middle = float(np.median(voiced)) if len(voiced) else 0.0
    return Beats(tuple(places), tuple(periods), tuple(flags), drawn_through(hertz), middle)


def sung(samples: Samples, beats: Beats, melody: npt.NDArray[np.float64]) -> Samples:
    """`samples` with the pitch that `melody` gives, in Hz every 5 ms, where they have one; as long as they were."""
    if not beats.hz or not len(melody):
        return samples
    size = len(samples)
    out = np.zeros(size, np.float32)
    weight = np.full(size, 1e-3, np.float32)
    at = 0.0
    while at < size:
        index = _nearest(beats.places, at)
        place, period = beats.places[index], beats.periods[index]
        if beats.voiced[index]:
            wanted = RATE / melody[min(int(at) // HOP, len(melody) - 1)]
            step = min(period * _MOST, max(period / _MOST, wanted))
        else:
            at, step = float(max(place, at)), float(HOP)
            place = int(at)
        _lay(samples, place, out, weight, round(at), period)
        at += step
    return np.asarray(np.where(weight > 0.05, out / np.maximum(weight, 0.05), samples), np.float32)


def _nearest(places: tuple[int, ...], at: float) -> int:
    index = min(bisect_left(places, at), len(places) - 1)
    return index - 1 if index and at - places[index - 1] < places[index] - at else index


def _lay(samples: Samples, source: int, out: Samples, weight: Samples, target: int, period: int) -> None:
    """Lay a stretch of two periods around `source` down around `target`."""
    before = min(period, source, target)
    after = min(period, len(samples) - source, len(out) - target)
    if after <= 0:
        return
    window = _window(period)[period - before : period + after]
    out[target - before : target + after] += samples[source - before : source + after] * window
    weight[target - before : target + after] += window


@lru_cache(maxsize=1024)
def _window(period: int) -> Samples:
    return np.hanning(2 * period + 1)[: 2 * period].astype(np.float32)
