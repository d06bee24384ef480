"""The engines that turn text into sound, each behind the one protocol below. They run inside the speech worker."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from bestio.speech.protocol import PLAIN, ClipUse, Manner, Recipe

MODULES = {
    "espeak": "bestio.speech.engines.espeak",
    "system": "bestio.speech.engines.system",
    "piper": "bestio.speech.engines.piper",
    "recorded": "bestio.speech.engines.recorded",
}


class Sound(NamedTuple):
    """What an engine made of one piece of text: 16-bit little-endian mono sound, and what it told on the way.

    `marks` are (place in the piece, seconds), `phonemes` (seconds, name in espeak's alphabet); both may be empty.
    `clips` tell which recordings it was put together from, if any.
    """

    pcm: bytes
    sample_rate: int
    marks: tuple[tuple[int, float], ...] = ()
    phonemes: tuple[tuple[float, str], ...] = ()
    clips: tuple[ClipUse, ...] = ()

    @property
    def seconds(self) -> float:
        """How long the sound lasts."""
        return len(self.pcm) / 2 / self.sample_rate


Want = Callable[[str, Sequence[str]], Sequence[bytes]]


class Surroundings(NamedTuple):
    """Where an engine may write, where a teacher puts piper models, and the engine that speaks where one cannot.

    `want` asks for what no file here holds: the sounds of these clips of a bank; of no clips, its lines.
    """

    scratch: Path
    models: tuple[Path, ...]
    base: Callable[[], Engine] | None = None
    want: Want | None = None


class Engine(Protocol):
    """One way of turning text into sound."""

    def speak(self, text: str, recipe: Recipe, manner: Manner = PLAIN) -> Sound:
        """The sound of `text`, which holds a letter or a figure. Raises EngineMissing or EngineFailed."""


class EngineMissing(Exception):  # noqa: N818 (a state of the machine, not a mistake)
    """This machine has no such engine, or not the voice that is asked of it."""


class EngineFailed(Exception):  # noqa: N818
    """The engine is there and did not speak."""


def make_engine(name: str, surroundings: Surroundings) -> Engine:
    """The engine called `name`. Raises EngineMissing where this machine has none."""
    if name not in MODULES:
        raise EngineMissing(name)
    try:
        engine: Engine = importlib.import_module(MODULES[name]).make(surroundings)
    except (ImportError, OSError) as error:  # no library for this system, or a disk that is full
        raise EngineMissing(f"{name}: {error}") from error
    return engine
