"""A sound as small tables that a terminal can draw: its outline, and its spectrum over time."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from bestio.speech.mel import spaced
from bestio.speech.speech import Samples

Table = npt.NDArray[np.float32]

_LOWEST_HZ = 80.0
_HIGHEST_HZ = 8000.0
_FRAME = 0.032  # seconds: harmonics of a low voice are told apart, and syllables too
_MOST_FRAMES = 4000


def waveform(samples: Samples, columns: int) -> Table:
    """The lowest and highest value (-1..1) of the sound in each of `columns` equal parts: columns x 2."""
    out = np.zeros((max(columns, 0), 2), np.float32)
    sound = _clean(samples)
    if not len(sound) or columns < 1:
        return out
    edges = np.linspace(0, len(sound), columns + 1).astype(np.int64)
    starts = np.minimum(edges[:-1], len(sound) - 1)
    # reduceat takes one sample where a part is empty, which is what a sound shorter than the screen needs.
    out[:, 0] = np.minimum.reduceat(sound, starts)
    out[:, 1] = np.maximum.reduceat(sound, starts)
    return out


def spectrogram(samples: Samples, sample_rate: int, columns: int, rows: int, *, range_db: float = 60.0) -> Table:
    """How strong (0..1) each pitch is over time: rows x columns, the first row the highest (8 kHz), the last 80 Hz.

    Rows are spaced as the ear hears (mel scale); 1 is the strongest of the sound, 0 what is `range_db` decibels weaker.
    """
    out = np.zeros((max(rows, 0), max(columns, 0)), np.float32)
    sound = _clean(samples)
    size = max(16, int(_FRAME * sample_rate))
    if not len(sound) or not np.any(sound) or rows < 1 or columns < 1:
        return out
    padded = np.pad(sound, (size // 2, size))
    # Each column is the mean of a few frames; a long sound is sampled, not read whole.
    per_column = max(1, min(4, _MOST_FRAMES // columns))
    starts = np.linspace(0, len(sound) - 1, columns * per_column).astype(np.int64)
    frames = padded[starts[:, None] + np.arange(size)] * np.hanning(size).astype(np.float32)
    power = np.abs(np.fft.rfft(frames)) ** 2
    power = power.reshape(columns, per_column, -1).mean(axis=1)
    hertz = np.fft.rfftfreq(size, 1 / sample_rate)
    edges = spaced(min(_HIGHEST_HZ, sample_rate / 2), _LOWEST_HZ, rows + 1)
    for row in range(rows):
        inside = (hertz >= edges[row + 1]) & (hertz < edges[row])
        if inside.any():
            out[row] = power[:, inside].max(axis=1)
        else:
            # Low rows are narrower than a bin: the value between its two neighbours.
            centre = np.searchsorted(hertz, (edges[row] + edges[row + 1]) / 2)
            out[row] = power[:, max(int(centre) - 1, 0) : int(centre) + 1].mean(axis=1)
    decibels = 10 * np.log10(np.maximum(out / max(float(out.max()), 1e-20), 1e-20))
    return np.asarray(np.clip(1 + decibels / range_db, 0, 1), dtype=np.float32)


def _clean(samples: Samples) -> Samples:
    return np.clip(np.nan_to_num(np.asarray(samples, dtype=np.float32), nan=0.0, posinf=1.0, neginf=-1.0), -1, 1)
