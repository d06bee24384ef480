"""pyttsx3's espeak driver, on the espeak-ng library and data that `espeakng-loader` carries.

pyttsx3 looks for a library of the system when its `_espeak` module is imported, and starts it without a data path,
without phoneme events, and on a thread of espeak's own that takes settings over when it pleases (a third of the lines
came out at the rate of another one). All of this is put right here, the only way that leaves its code untouched: espeak
speaks on the caller's thread, so that a setting holds as soon as it is made, and a line is whole when `speak` returns.
"""

from __future__ import annotations

import ctypes
import math
import os
from functools import lru_cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from bestio.speech.bounds import LANGUAGES
from bestio.speech.engines import EngineFailed, EngineMissing, Sound, Surroundings
from bestio.speech.engines.espeak_data import bundled_variants, copy_data, encoded, variant_text, write_variant
from bestio.speech.protocol import PLAIN, Manner, Recipe

_OPTIONS = 0x8001  # phoneme events; do not end the process when something goes wrong
_SYNCHRONOUS = 2  # speak on the caller's thread
_EVENT_WORD = 1  # (0 ends a list of events)
_EVENT_PHONEME = 7
_SET = 1  # of a parameter: what it was set to; 0 is its default
_SLOWEST, _FASTEST = 80, 450
_SEED = 1
_PHONEME_BYTES = 8  # espeak writes the name of a phoneme in the place of the event's id


def make(surroundings: Surroundings) -> EspeakEngine:
    """The engine, started. Raises EngineMissing where the library cannot be loaded here."""
    return EspeakEngine(surroundings.scratch)


class EspeakEngine:
    """espeak-ng through pyttsx3, with timbres. One in a process: espeak starts only once."""

    def __init__(self, scratch: Path) -> None:
        library, data = _carried()
        self.scratch = copy_data(data, scratch)
        self.variants = bundled_variants(data)
        self.espeak = _load(library)
        _prepare(self.espeak, self.scratch)
        import pyttsx3  # noqa: PLC0415 (only after the library has been put under it)

        try:
            self.engine: Any = pyttsx3.init("espeak")
        except (OSError, RuntimeError, ValueError) as error:
            raise EngineMissing(f"espeak: {error}") from error
        self.driver: Any = self.engine.proxy._driver
        self.rate_of_samples: int = self.espeak.sample_rate
        self.sound: list[bytes] = []
        self.marks: list[tuple[int, float]] = []
        self.phonemes: list[tuple[float, str]] = []
        self.holding: object = None
        self.said_as = (1.0, 1.0, 1.0)
        self.breathless = False  # no silence after a part: the worker puts its own there
        # The driver's binding leaves out whether the default or what was set is asked for: by chance, either is told.
        self.now = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_int, ctypes.c_int)(("espeak_GetParameter", self.espeak.dll))
        self.synth = self.espeak.Synth
        self.espeak.Synth = self._synth
        self.espeak.SetSynthCallback(self._heard)

    def speak(self, text: str, recipe: Recipe, manner: Manner = PLAIN) -> Sound:
        """The sound of `text` with its word and phoneme events. Raises EngineFailed."""
        # All through the driver: pyttsx3's queue may put a setting off until after the line.
        self._set_voice(recipe)
        rate = min(_FASTEST, max(_SLOWEST, round(recipe.rate * manner.rate)))
        self.driver.setProperty("rate", rate)
        self._set_manner(manner)
        self.breathless = manner.pause > 0
        if self.now(self.espeak.RATE, _SET) != rate:
            raise EngineFailed("espeak does not take over the rate")
        self.sound.clear()
        self.marks.clear()
        self.phonemes.clear()
        # Unseeded, espeak draws a breath anew in each process: what it says after the same lines would not be the same.
        self.espeak.dll.espeak_ng_SetRandSeed(_SEED)
        # A comma keeps the melody up where more is to come.
        self.driver.save_to_file(f"{text.rstrip()}," if manner.goes_on else text, os.devnull)
        try:
            self.driver.startLoop()
        except (OSError, RuntimeError) as error:
            raise EngineFailed(str(error)) from error
        return Sound(b"".join(self.sound), self.rate_of_samples, tuple(self.marks), tuple(self.phonemes))

    def _set_voice(self, recipe: Recipe) -> None:
        """Set the timbre of `recipe`, unless it is the one that is held: espeak reads its files again at each set."""
        wanted = (recipe.language, recipe.base, recipe.throat)
        if wanted == self.holding:
            return
        self.holding = None
        base = self.variants.get(recipe.base or "")
        text = variant_text(recipe, base.read_text(encoding="utf-8", errors="replace") if base else "")
        language = LANGUAGES.get(recipe.language.partition("-")[0].lower(), LANGUAGES["fr"])
        self.driver.setProperty("voice", f"{language}+{write_variant(self.scratch, text)}")
        self.driver.setProperty("volume", 1.0)
        self.said_as = (*self.said_as[:2], 1.0)
        self.holding = wanted

    def _set_manner(self, manner: Manner) -> None:
        wanted = (manner.pitch, manner.spread, manner.volume)
        if wanted == self.said_as:
            return
        for parameter, value in (
            (self.espeak.PITCH, 50 + 50 * math.log2(manner.pitch)),
            (self.espeak.RANGE, 50 * manner.spread),
            (self.espeak.VOLUME, 100 * manner.volume),
        ):
            self.espeak.SetParameter(parameter, round(value), 0)
        self.said_as = wanted

    def _synth(self, text: bytes, **options: Any) -> None:
        """Speak, then tell the driver that the line is done, as espeak does only from a thread of its own.

        Its own ear (`_onSynth`) would open a file, write a header and print a line: a 12th of what a short part costs.
        """
        if self.breathless:
            options["flags"] &= ~self.espeak.ENDPAUSE
        if status := self.synth(text, **options):
            raise RuntimeError(f"espeak: {status}")
        self.driver._speaking = False
        self.driver._proxy.setBusy(False)
        self.driver.endLoop()

    def _heard(self, wav: Any, count: int, events: Any) -> int:
        index = 0
        while kind := (event := events[index]).type:
            if kind == _EVENT_WORD:
                self.marks.append((event.text_position - 1, event.audio_position / 1000))
            elif kind == _EVENT_PHONEME:
                self.phonemes.append((event.audio_position / 1000, _phoneme(event)))
            index += 1
        if count > 0:
            self.sound.append(ctypes.string_at(wav, count * ctypes.sizeof(ctypes.c_short)))
        return 0


def _phoneme(event: Any) -> str:
    return _name(ctypes.string_at(ctypes.addressof(event.id), _PHONEME_BYTES))


@lru_cache(maxsize=1024)
def _name(raw: bytes) -> str:
    return raw.split(b"\0", 1)[0].decode("utf-8", "replace")


def _carried() -> tuple[str, Path]:
    """The library and the data folder that come as a Python package."""
    try:
        import espeakng_loader  # noqa: PLC0415 (its absence is a lesser mode, not a failure to import this module)
    except ImportError as error:
        raise EngineMissing(f"espeak: {error}") from error
    return espeakng_loader.get_library_path(), Path(espeakng_loader.get_data_path())


def _load(library: str) -> Any:
    """Import pyttsx3's binding with `library` as the only one to be found."""
    real = ctypes.cdll.LoadLibrary
    ctypes.cdll.LoadLibrary = lambda name: real(library)  # type: ignore[method-assign]
    try:
        from pyttsx3.drivers import _espeak  # noqa: PLC0415
    except (ImportError, OSError, RuntimeError) as error:
        raise EngineMissing(f"espeak: {error}") from error
    finally:
        ctypes.cdll.LoadLibrary = real  # type: ignore[method-assign]
    return _espeak


def _prepare(espeak: Any, data: Path) -> None:
    """Make the driver start espeak on our data, in French, with phoneme events, and without a thread of its own."""
    from pyttsx3.drivers import espeak as driver  # noqa: PLC0415

    start = espeak.Initialize

    def initialize(_output: int, length: int) -> int:
        espeak.sample_rate = rate = start(_SYNCHRONOUS, length, encoded(data), _OPTIONS)
        # The driver sets the current voice again by name: it must be one that our part of the data holds.
        espeak.SetVoiceByName(LANGUAGES["fr"].encode())
        return int(rate)

    espeak.Initialize = initialize
    # The driver sleeps 10 ms each time it looks whether a line is done: it is when it looks first.
    driver.time = SimpleNamespace(sleep=lambda _seconds: None)
