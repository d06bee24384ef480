"""Where speech begins and ends in a recording: cut by its silences, whatever noise is under them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from bestio.speech.recorded.clip import RATE
from bestio.speech.speech import Samples

_STEP = 110
HOP = _STEP / RATE
"""Seconds between two looks at the loudness: 5 ms."""
PAUSE = 0.25
"""Seconds of silence that part two words: the mouth closed for a t lasts less."""
_SIZE = 256
_BANDS = ((100, 900), (900, 2500), (2500, 5000), (5000, 9500))
_SHORTEST = 0.06
_ABOVE_FLOOR = 8.0
"""Decibels over the noise from which something is heard."""
_UNDER_PEAK = 40.0
_SURE = 9.0
_CONTRAST = 9.0  # decibels between the loudest and the quietest under which nothing stands out
_BEFORE, _AFTER = 0.005, 0.005


class Piece(NamedTuple):
    """A stretch of a recording in which something is said, in seconds."""

    start: float
    end: float


def pieces_of(samples: Samples, pause: float = PAUSE) -> tuple[Piece, ...]:
    """The stretches of `samples` (RATE) in which something is heard, parted by `pause` seconds or more."""
    bands = _loudness(samples)
    if not len(bands):
        return ()
    peak, floor = np.percentile(bands, 99), np.percentile(bands, 10, axis=0)
    if float((np.percentile(bands, 99, axis=0) - floor).max()) < _CONTRAST:
        return ()
    low = np.maximum(floor + _ABOVE_FLOOR, peak - _UNDER_PEAK)
    over = (bands - np.minimum(low, peak - 3)).max(axis=1)
    heard = over > 0
    sure = min(_SURE, float(over.max()) / 2)
    found: list[Piece] = []
    edges = np.flatnonzero(np.diff(np.concatenate([[0], heard.astype(np.int8), [0]])))
    runs = [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    for start, end in _together(runs, round(pause / HOP)):
        if (end - start) * HOP < _SHORTEST or float(over[start:end].max()) < sure:
            continue
        middle = _SIZE / 2 / RATE
        found.append(
            Piece(max(0.0, start * HOP + middle - _BEFORE), min(len(samples) / RATE, (end - 1) * HOP + middle + _AFTER))
        )
    return tuple(found)


def sound_in(samples: Samples, piece: Piece) -> Samples:
    """The samples of a piece, from one zero crossing to another."""
    start, end = round(piece.start * RATE), round(piece.end * RATE)
    return samples[crossing(samples, start) : max(crossing(samples, end), start + 1)]


def crossing(samples: Samples, at: int, within: float = 0.004) -> int:
    """The place nearest to sample `at`, at most `within` seconds away, where the sound goes through zero."""
    reach = round(within * RATE)
    low, high = max(0, at - reach), min(len(samples), at + reach)
    if high - low < 2:
        return min(max(at, 0), len(samples))
    signs = np.signbit(samples[low:high])
    places = np.flatnonzero(signs[1:] != signs[:-1]) + low + 1
    if not len(places):
        return min(max(at, 0), len(samples))
    return int(places[np.abs(places - at).argmin()])


def _together(runs: list[tuple[int, int]], gap: int) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in runs:
        if joined and start - joined[-1][1] < gap:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _loudness(samples: Samples) -> npt.NDArray[np.float64]:
    """How far each 12 ms, every 5 ms, stand over the noise, in decibels, in the band where they do most.

    A whisper of an s is under the noise of a room everywhere but in its own band.
    """
    if len(samples) < _SIZE:
        return np.zeros((0, len(_BANDS)))
    frames = np.lib.stride_tricks.sliding_window_view(samples, _SIZE)[::_STEP]
    hertz = np.fft.rfftfreq(_SIZE, 1 / RATE)
    inside = np.array([(hertz >= low) & (hertz < high) for low, high in _BANDS], np.float64).T
    window = np.hanning(_SIZE).astype(np.float32)
    power = np.concatenate(
        [np.abs(np.fft.rfft(frames[at : at + 4096] * window)) ** 2 @ inside for at in range(0, len(frames), 4096)]
    )
    padded = np.pad(power, ((1, 1), (0, 0)), mode="edge")
    return np.asarray(10 * np.log10((padded[:-2] + padded[1:-1] + padded[2:]) / 3 + 1e-9), np.float64)
