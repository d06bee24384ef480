"""What the effects share: numbers as a sound, and its loudness."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from bestio.speech.speech import Samples


def as_samples(values: npt.ArrayLike) -> Samples:
    """`values` as a sound: float32."""
    return np.asarray(values, dtype=np.float32)


def rms(samples: npt.NDArray[np.floating]) -> float:
    """Root of the mean square, full scale 1; 0 for an empty sound."""
    return float(np.sqrt(np.mean(np.square(samples, dtype=np.float64)))) if len(samples) else 0.0


def as_loud_as(samples: npt.NDArray[np.floating], model: npt.NDArray[np.floating]) -> Samples:
    """`samples` brought to the loudness (RMS) of `model`; silence where one of them is silent."""
    wanted, found = rms(model), rms(samples)
    return as_samples(samples * (wanted / found if found else 0.0))
