"""A recording beside the same words said by the base voice: how alike they are, and when each sound is heard in it.

Frames are compared by their mel-frequency cepstra and warped onto each other (Sakoe and Chiba, 1978).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from bestio.speech.mel import spaced
from bestio.speech.recorded.clip import RATE, Part
from bestio.speech.speech import Samples

Features = npt.NDArray[np.float32]

_STEP = 220
HOP = _STEP / RATE
_SIZE = 512
_BANDS = 24
_CEPSTRA = 12
_FLOOR = 1e-4


class Warp(NamedTuple):
    """The best way of laying one sound over another: its cost for a frame, and for each frame of one the other's."""

    cost: float
    frames: npt.NDArray[np.int64]


def features(samples: Samples) -> Features:
    """Cepstra and their slopes, every 10 ms, centred and scaled: what is said, and less of who says it."""
    sound = np.pad(samples, (_SIZE // 2, _SIZE // 2 + _STEP))
    frames = np.lib.stride_tricks.sliding_window_view(sound, _SIZE)[: len(samples) : _STEP][
        : max(1, len(samples) // _STEP)
    ]
    power = np.abs(np.fft.rfft(frames * np.hanning(_SIZE).astype(np.float32))) ** 2
    bands = power @ _filters().T
    bands = bands + max(float(bands.max()) * _FLOOR, 1e-9)
    logs = np.log(bands)
    table = logs @ _cosines().T
    table[:, 0] *= 0.5
    table = (table - table.mean(axis=0)) / np.maximum(table.std(axis=0), 1e-3)
    padded = np.pad(table, ((1, 1), (0, 0)), mode="edge")
    return np.hstack([table, 0.7 * (padded[2:] - padded[:-2])]).astype(np.float32)


def warp(one: Features, other: Features) -> Warp:
    """Lay `one` over `other`."""
    squares = (one**2).sum(1)[:, None] + (other**2).sum(1)[None, :]
    local = np.sqrt(np.maximum(squares - 2 * one @ other.T, 0)).astype(np.float64)
    a, b = local.shape
    best = np.full((a + 1, b + 1), np.inf)
    best[0, 0] = 0.0
    for total in range(a + b - 1):
        i = np.arange(max(0, total - b + 1), min(a, total + 1))
        j = total - i
        here = local[i, j]
        best[i + 1, j + 1] = np.minimum(np.minimum(best[i, j + 1], best[i + 1, j]) + here, best[i, j] + 2 * here)
    return Warp(float(best[a, b]) / (a + b), _path(best, local))


def _path(best: npt.NDArray[np.float64], local: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
    a, b = local.shape
    i, j = a, b
    first = np.zeros(a, np.int64)
    while i and j:
        first[i - 1] = j - 1
        here = local[i - 1, j - 1]
        ways = (best[i - 1, j - 1] + 2 * here, best[i - 1, j] + here, best[i, j - 1] + here)
        way = int(np.argmin(ways))
        i, j = (i - 1, j - 1) if way == 0 else (i - 1, j) if way == 1 else (i, j - 1)
    return first


def placed(parts: Sequence[Part], warped: Warp, seconds: float) -> tuple[Part, ...]:
    """Parts of one sound, given in its seconds, as they lie in the other, which lasts `seconds`."""
    frames = warped.frames

    def moved(time: float) -> float:
        at = time / HOP
        index = min(max(int(at), 0), len(frames) - 1)
        after = frames[min(index + 1, len(frames) - 1)]
        return min(seconds, float(frames[index] + (at - index) * (after - frames[index])) * HOP)

    found = []
    for number, (name, start, end) in enumerate(parts):
        begin = 0.0 if number == 0 else moved(start)
        stop = seconds if number == len(parts) - 1 else moved(end)
        found.append((name, round(begin, 4), round(max(begin, stop), 4)))
    return tuple(found)


@lru_cache(maxsize=1)
def _filters() -> Features:
    hertz = np.fft.rfftfreq(_SIZE, 1 / RATE)
    edges = spaced(150, 7600, _BANDS + 2)
    rising = (hertz - edges[:-2, None]) / (edges[1:-1] - edges[:-2])[:, None]
    falling = (edges[2:, None] - hertz) / (edges[2:] - edges[1:-1])[:, None]
    return np.maximum(0, np.minimum(rising, falling)).astype(np.float32)


@lru_cache(maxsize=1)
def _cosines() -> Features:
    turns = np.pi / _BANDS * np.arange(_CEPSTRA)[:, None] * (np.arange(_BANDS) + 0.5)
    return np.cos(turns).astype(np.float32)
