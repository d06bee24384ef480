"""The edges of a recorded word where another one follows: what the cut took away before it, what the room put after it.

A recording that begins with a p, a t or a k has lost the silence of the closed mouth, which within a line is most of
what such a sound is told by. A word said alone ends in its echo, on which the next one must not wait. With either, a
recogniser takes what was put together for other words (`tests/bench/measure_recorded.py`).
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

import numpy as np

from bestio.speech.recorded.clip import RATE
from bestio.speech.recorded.index import is_vowel
from bestio.speech.recorded.selection import Unit
from bestio.speech.speech import Samples

CLOSED: Final = MappingProxyType({"p": 0.05, "t": 0.05, "k": 0.05, "b": 0.03, "d": 0.03, "g": 0.03})
"""Seconds for which the mouth is closed before each sound that bursts, by the first letter of espeak's name of it."""
ECHO_DB: Final = -16.0
"""What is this far under the vowel that a word ends in is no vowel any more."""
_STEP = RATE // 100
_LAST = 60  # steps before the end among which the loudest is that of the last vowel


def closed_before(unit: Unit) -> float:
    """Seconds of silence that belong before `unit`, where its recording begins with the burst of a sound.

    What is cut out of the middle of a recording, or said by the base voice, has its silence with it.
    """
    if unit.clip is None or unit.start > 0:
        return 0.0
    inside = unit.clip.sounds_between(unit.start, unit.end)
    return CLOSED.get(inside[0][0][:1], 0.0) if inside else 0.0


def without_echo(unit: Unit, samples: Samples) -> Samples:
    """The sound of `unit` up to where its last vowel ends; whole, where it ends in another sound, which may be weak."""
    inside = unit.clip.sounds_between(unit.start, unit.end) if unit.clip is not None else ()
    count = len(samples) // _STEP
    if not inside or not is_vowel(inside[-1][0]) or not count:
        return samples
    power = np.square(samples[: count * _STEP]).reshape(count, _STEP).mean(axis=1)
    loudest = float(power[-_LAST:].max())
    last = int(np.flatnonzero(power >= loudest * 10 ** (ECHO_DB / 10))[-1])
    return samples[: (last + 2) * _STEP]
