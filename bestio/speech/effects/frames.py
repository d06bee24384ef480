"""Working on the spectrum of short overlapping frames, in slices so that a long sound needs little memory."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from bestio.speech.effects.arrays import as_samples
from bestio.speech.speech import Samples

Spectra = npt.NDArray[np.complex64]
Change = Callable[[Spectra, int], npt.NDArray[np.complexfloating]]

_SLICE = 512  # frames worked on together


def hann(size: int) -> Samples:
    """The periodic Hann window of `size` samples, whose shifted copies add up evenly."""
    return as_samples(0.5 - 0.5 * np.cos(2 * np.pi * np.arange(size) / size))


def by_frames(samples: Samples, size: int, hop: int, change: Change) -> Samples:
    """Cut into frames of `size` samples every `hop` (a divisor of size / 4), change their spectra, put together again.

    `change(spectra, first)` gets frames x (size / 2 + 1) bins and the number of the first frame, counted from the
    start of the sound. The result has the length of `samples`; unchanged spectra give them back.
    """
    window = np.sqrt(hann(size))
    padded = np.concatenate([np.zeros(size, np.float32), samples, np.zeros(2 * size, np.float32)])
    out = np.zeros(len(padded), np.float32)
    frames = np.lib.stride_tricks.sliding_window_view(padded, size)[::hop]
    for start in range(0, len(frames), _SLICE):
        part = frames[start : start + _SLICE] * window
        changed = np.fft.irfft(change(np.fft.rfft(part).astype(np.complex64), start), n=size) * window
        for index, frame in enumerate(changed, start=start):
            out[index * hop : index * hop + size] += frame
    overlap = size / hop / 2  # the sum of the shifted Hann windows
    return as_samples(out[size : size + len(samples)] / overlap)


def frequencies(size: int, sample_rate: int) -> npt.NDArray[np.floating]:
    """The frequency in Hz of each bin of a frame of `size` samples."""
    return np.fft.rfftfreq(size, 1 / sample_rate)


def frame_times(first: int, count: int, size: int, hop: int, sample_rate: int) -> npt.NDArray[np.float64]:
    """The time in seconds of the middle of `count` frames of `by_frames` from number `first`."""
    return ((first + np.arange(count)) * hop - size / 2) / sample_rate


def envelope(magnitudes: npt.NDArray[np.floating], sample_rate: int) -> npt.NDArray[np.floating]:
    """The smooth outline (the resonances of the mouth) of each frame's magnitudes, by its cepstrum.

    What ripples faster than 1.8 ms of cepstrum (the harmonics of a pitch up to 550 Hz) is left out.
    """
    cepstra = np.fft.irfft(np.log(np.maximum(magnitudes, 1e-6)))
    keep = max(8, int(sample_rate * 0.0018))
    lifter = np.zeros(cepstra.shape[-1])
    lifter[:keep] = 1
    lifter[-keep + 1 :] = 1
    outline: npt.NDArray[np.floating] = np.exp(np.fft.rfft(cepstra * lifter).real)
    return outline
