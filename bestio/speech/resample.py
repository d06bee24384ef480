"""Another sample rate for a sound, by windowed sinc interpolation."""

from __future__ import annotations

import numpy as np

from bestio.speech.speech import Samples

_ZEROS = 16  # zero crossings of the sinc on each side: 70 dB under the sound is what remains of aliases
_BLOCK = 8192


def resample(samples: Samples, rate: int, wanted: int) -> Samples:
    """`samples` (mono, `rate` a second) as `wanted` a second; the same length in seconds, to half a sample.

    Each new sample is a sum of its neighbours weighted by a sinc under a Hann window, cut off at the lower of the two
    Nyquist frequencies (J. O. Smith, "Digital Audio Resampling").
    """
    if rate == wanted or not len(samples):
        return samples
    cutoff = min(1.0, wanted / rate)
    reach = int(np.ceil(_ZEROS / cutoff))
    padded = np.concatenate([np.zeros(reach, np.float32), samples, np.zeros(reach + 1, np.float32)])
    count = max(1, round(len(samples) * wanted / rate))
    taps = np.arange(-reach + 1, reach + 1)
    result = np.empty(count, np.float32)
    for start in range(0, count, _BLOCK):
        places = np.arange(start, min(start + _BLOCK, count)) * (rate / wanted)
        whole = np.minimum(np.floor(places).astype(np.int64), len(samples) - 1)
        away = (taps[None, :] - (places - whole)[:, None]) * cutoff
        window = 0.5 + 0.5 * np.cos(np.pi * np.clip(away / _ZEROS, -1, 1))
        weights = np.sinc(away) * window * cutoff
        neighbours = padded[(whole + reach)[:, None] + taps[None, :]]
        result[start : start + len(places)] = np.einsum("ij,ij->i", neighbours, weights)
    return result
