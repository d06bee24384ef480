"""A small listener of phonemes: how sure is it, at each moment, of the sound that the engine says it makes?

It has learnt the sounds of French from espeak itself, in 320 voices drawn by chance with up to three effects, with the
times that espeak tells as its only teacher (`tests/bench/train_listener.py` makes its weights again). Thirteen cepstra
(Davis and Mermelstein, 1980) of nine moments around each hundredth of a second go through one hidden layer; what comes
out is a probability for each sound. A voice whose effects smear the sounds into one another leaves it in doubt.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from bestio.speech.mel import spaced
from bestio.speech.speech import Samples
from bestio.speech.timing import Phoneme

Features = npt.NDArray[np.float32]
Names = Sequence[str]

WEIGHTS: Final = Path(__file__).with_name("listener.npz")
STEP: Final = 0.01
"""Seconds from one frame to the next."""
PAUSE: Final = "_"
MOMENTS: Final = (-12, -8, -4, -2, 0, 2, 4, 8, 12)
"""Frames, counted from the one that is asked about, whose cepstra the listener has before it."""
_FRAME = 0.025
_BANDS, _CEPSTRA = 26, 13
_LOWEST, _HIGHEST = 80.0, 8000.0
_FLOOR = 1e-5  # power next to the loudest band: keeps silence from looking like a sound
_QUIET = 10**-3.5  # power next to the loudest frame: what is weaker is no part of the colour of the voice
_SMALLEST = 1e-12
# Sounds that espeak names apart and nobody hears apart.
_SAME: Final = {
    "a-": "a",
    "e-": "e",
    "@-": "@",
    "y-": "y",
    "z2": "z",
    "t2": "t",
    "p2": "p",
    "@L": "@",
    "I": "i",
    ";": "j",
}


class Listener:
    """What was learnt: the names of the sounds, and the weights of two layers. Make one with `load_listener`."""

    def __init__(self, names: Names, scale: npt.NDArray[np.floating], layers: Sequence[npt.NDArray[np.floating]]):
        """`scale`: mean and deviation of each feature; `layers`: weights and biases of the first and the second."""
        self.names = tuple(names)
        self._place = {name: place for place, name in enumerate(self.names)}
        self._mean, self._deviation = np.asarray(scale, np.float32)
        self._layers = [np.asarray(layer, np.float32) for layer in layers]

    def sureness(self, samples: Samples, sample_rate: int, sounds: Sequence[Phoneme]) -> npt.NDArray[np.float32]:
        """For each frame in which one of `sounds` is made, the logarithm of its probability (0: quite sure)."""
        features = features_of(samples, sample_rate)
        names = names_of(sounds, len(features))
        places = np.array([self._place.get(name, -1) if name != PAUSE else -1 for name in names], np.int64)
        frames = np.flatnonzero(places >= 0)
        first, first_bias, second, second_bias = self._layers
        hidden = np.maximum((features[frames] - self._mean) / self._deviation @ first + first_bias, 0)
        scores = hidden @ second + second_bias
        scores -= scores.max(axis=1, keepdims=True)
        sure = scores[np.arange(len(frames)), places[frames]] - np.log(np.exp(scores).sum(axis=1))
        return np.asarray(sure, np.float32)


@lru_cache(maxsize=1)
def load_listener() -> Listener:
    """The listener that comes with the program."""
    with np.load(WEIGHTS, allow_pickle=False) as kept:
        return Listener(
            [str(name) for name in kept["names"]], kept["scale"], [kept[f"layer{number}"] for number in range(4)]
        )


def features_of(samples: Samples, sample_rate: int) -> Features:
    """What the listener has before it at each STEP of a sound: MOMENTS x 13 cepstra, less the voice's own mean."""
    power = _bands(samples, sample_rate)
    strength = power.sum(axis=1)
    cepstra = np.log(power) @ _cosines()
    cepstra -= cepstra[strength >= strength.max() * _QUIET].mean(axis=0)
    reach = MOMENTS[-1]
    padded = np.pad(cepstra, ((reach, reach), (0, 0)), mode="edge")
    return np.hstack([padded[reach + moment : reach + moment + len(cepstra)] for moment in MOMENTS])


def names_of(sounds: Sequence[Phoneme], frames: int) -> list[str]:
    """The sound that is being made at each of `frames` steps; "" where none is known, PAUSE in a silence."""
    found = [""] * frames
    starts = [min(frames, round(time / STEP)) for time, _name in sounds] + [frames]
    for (_time, name), start, end in zip(sounds, starts, starts[1:], strict=False):
        found[start:end] = [_plain(name)] * (end - start)
    return found


def _plain(name: str) -> str:
    """espeak's name of a sound without stress and length."""
    if name.startswith((PAUSE, "(")):
        return PAUSE if name.startswith(PAUSE) else ""
    name = name.strip("',%=|").replace(":", "")
    return _SAME.get(name, name)


def _bands(samples: Samples, sample_rate: int) -> Features:
    size, step = int(_FRAME * sample_rate), int(STEP * sample_rate)
    sound = np.pad(samples, (size // 2, size))
    frames = np.lib.stride_tricks.sliding_window_view(sound, size)[::step] * _window(size)
    width = 1 << (size - 1).bit_length()
    power = np.abs(np.fft.rfft(frames, n=width)) ** 2 @ _triangles(width, sample_rate)
    return np.asarray(power + max(float(power.max()) * _FLOOR, _SMALLEST), np.float32)


@lru_cache(maxsize=4)
def _window(size: int) -> Features:
    return np.hamming(size).astype(np.float32)


@lru_cache(maxsize=4)
def _triangles(width: int, sample_rate: int) -> Features:
    """What each bin of a spectrum counts in each band; the bands are as wide as the ear's."""
    hertz = np.fft.rfftfreq(width, 1 / sample_rate)
    edges = spaced(_LOWEST, min(_HIGHEST, sample_rate / 2), _BANDS + 2)
    rising = (hertz - edges[:-2, None]) / (edges[1:-1] - edges[:-2])[:, None]
    falling = (edges[2:, None] - hertz) / (edges[2:] - edges[1:-1])[:, None]
    return np.maximum(0, np.minimum(rising, falling)).T.astype(np.float32)


@lru_cache(maxsize=1)
def _cosines() -> Features:
    turns = np.pi / _BANDS * np.arange(_CEPSTRA)[:, None] * (np.arange(_BANDS) + 0.5)
    return (np.cos(turns).T * 2 / _BANDS).astype(np.float32)
