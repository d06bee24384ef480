"""A spoken line: its sound, when each word is said, and how the mouth moves."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

import msgspec
import numpy as np
import numpy.typing as npt

from bestio.speech.protocol import ClipUse

Samples = npt.NDArray[np.float32]

QUIETEST_DBFS = -120.0


class WordTime(msgspec.Struct, frozen=True):
    """A word and when it is said, in seconds from the first sample; `at` is its place in `Speech.text`."""

    text: str
    start: float
    end: float
    at: int = 0


class MouthShape(msgspec.Struct, frozen=True):
    """From `time` (seconds) on, how far the mouth is open: 0 closed, 1 half, 2 wide."""

    time: float
    opening: int


@dataclass(frozen=True, eq=False)
class Speech:
    """The sound of one line and what goes with it.

    `samples` are float32, mono, full scale 1, `sample_rate` of them a second. `words` holds every word of `text`
    once, in order (see `cleaning.words_of`). `engine` is the engine that truly spoke; `notes` say, for people,
    what could not be done as the voice wanted. `clips` are the recordings that it was put together from, and `bank` the
    folder that they are in. Where no files of that bank are there, `note` keeps a line on what was made of it: see
    `recorded.renderings`.
    """

    text: str
    samples: Samples
    sample_rate: int
    words: tuple[WordTime, ...] = ()
    mouth: tuple[MouthShape, ...] = ()
    engine: str = "silent"
    voice: str = ""
    notes: tuple[str, ...] = field(default=())
    clips: tuple[ClipUse, ...] = field(default=())
    bank: str = ""
    note: Callable[[bytes], None] | None = field(default=None, compare=False, repr=False)

    @property
    def seconds(self) -> float:
        """How long the sound lasts, in seconds."""
        return len(self.samples) / self.sample_rate

    @cached_property
    def rms_dbfs(self) -> float:
        """Mean loudness: the root of the mean square in dB under full scale, never under QUIETEST_DBFS."""
        if not len(self.samples):
            return QUIETEST_DBFS
        power = float(np.mean(np.square(self.samples, dtype=np.float64)))
        return max(QUIETEST_DBFS, 10 * math.log10(power)) if power > 0 else QUIETEST_DBFS

    def word_at(self, seconds: float) -> int | None:
        """The number of the word that is being said at `seconds`; None in a pause, before and after."""
        index = bisect_right(self._starts, seconds) - 1
        return index if index >= 0 and seconds < self.words[index].end else None

    def opening_at(self, seconds: float) -> int:
        """How far the mouth is open at `seconds`: 0, 1 or 2."""
        index = bisect_right(self._shapes, seconds) - 1
        return self.mouth[index].opening if index >= 0 and seconds < self.seconds else 0

    @cached_property
    def _starts(self) -> list[float]:
        return [word.start for word in self.words]

    @cached_property
    def _shapes(self) -> list[float]:
        return [shape.time for shape in self.mouth]
