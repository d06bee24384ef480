"""The mel scale: how high the ear finds a pitch (D. O'Shaughnessy, "Speech Communication", 1987)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.floating]


def mels(hertz: float | Numbers) -> Numbers:
    """Frequencies in Hz, 0 or more, as mels: equal steps sound equal."""
    return np.asarray(2595 * np.log10(1 + np.asarray(hertz) / 700))


def hertz(mel: float | Numbers) -> Numbers:
    """Mels as frequencies in Hz."""
    return np.asarray(700 * (10 ** (np.asarray(mel) / 2595) - 1))


def spaced(low: float, high: float, count: int) -> Numbers:
    """`count` frequencies in Hz from `low` to `high`, both included, at equal steps for the ear."""
    return hertz(np.linspace(float(mels(low)), float(mels(high)), count))
