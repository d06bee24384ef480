"""pyttsx3's espeak driver, on the espeak-ng library and data that `espeakng-loader` carries.

pyttsx3 looks for a library of the system when its `_espeak` module is imported, and starts it without a data path
or phoneme events: both are put right here, the only way that leaves its code untouched.
"""

from __future__ import annotations

import ctypes
import os
import threading
import time
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

from bestio.speech.engines import EngineFailed, EngineMissing, Sound, Surroundings
from bestio.speech.engines.espeak_data import bundled_variants, copy_data, encoded, variant_text, write_variant
from bestio.speech.protocol import Recipe

FRENCH = "roa/fr"
LANGUAGES = {"fr": FRENCH, "en": "gmw/en"}
"""espeak's own name of each language that its data is carried for; any other text is read as French."""
_OPTIONS = 0x8001  # phoneme events; do not end the process when something goes wrong
_EVENT_WORD = 1  # (0 ends a list of events)
_EVENT_PHONEME = 7
_PHONEME_BYTES = 8  # espeak writes the name of a phoneme in the place of the event's id
_PATIENCE = 2.0  # seconds that espeak may take to be quiet
_SET_AGAIN = 0.02  # seconds after which a setting that does not hold is made again
_CLOSEST_WAIT = 0.0002


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
        self.sound = bytearray()
        self.marks: list[tuple[int, float]] = []
        self.phonemes: list[tuple[float, str]] = []
        self.failure: BaseException | None = None
        self.done = threading.Event()
        _wake_early(self.done)
        self.on_synth = self.driver._onSynth
        self.espeak.SetSynthCallback(self._heard)
        self.engine.connect("error", self._told_error)

    def speak(self, text: str, recipe: Recipe) -> Sound:
        """The sound of `text` with its word and phoneme events. Raises EngineFailed."""
        self._rest()
        language = LANGUAGES.get(recipe.language.partition("-")[0].lower(), FRENCH)
        voice = f"{language}+{write_variant(self.scratch, self._variant(recipe))}"
        self._set(voice, recipe.rate)
        self.sound.clear()
        self.marks.clear()
        self.phonemes.clear()
        self.failure = None
        self.done.clear()
        self.engine.save_to_file(text, os.devnull)
        self.engine.runAndWait()
        self._rest()
        if self.failure is not None:
            raise EngineFailed(str(self.failure)) from self.failure
        return Sound(bytes(self.sound), self.rate_of_samples, tuple(self.marks), tuple(self.phonemes))

    def _variant(self, recipe: Recipe) -> str:
        path = self.variants.get(recipe.base or "")
        return variant_text(recipe, path.read_text(encoding="utf-8", errors="replace") if path else "")

    def _set(self, voice: str, rate: int) -> None:
        """Set voice and rate, and wait until they hold: espeak takes the rate over on a thread of its own.

        Without waiting, a third of the lines comes out at the rate of another one; and one setting in some hundreds
        is lost for good, so it is made again. Not through pyttsx3's queue, which may put a setting off until after
        the line.
        """
        deadline = time.monotonic() + _PATIENCE
        self.driver.setProperty("voice", voice)
        self.driver.setProperty("volume", 1.0)
        while True:
            self.driver.setProperty("rate", rate)
            again = time.monotonic() + _SET_AGAIN
            while time.monotonic() < again:
                self._rest()
                if self.espeak.GetParameter(self.espeak.RATE) == rate:
                    return
                time.sleep(_CLOSEST_WAIT)
            if time.monotonic() > deadline:
                raise EngineFailed("espeak does not take over the rate")

    def _rest(self) -> None:
        """Wait until espeak's own thread is done: a setting made while it speaks would be lost."""
        deadline = time.monotonic() + _PATIENCE
        while self.espeak.IsPlaying():
            if time.monotonic() > deadline:
                raise EngineFailed("espeak does not come to rest")
            time.sleep(_CLOSEST_WAIT)

    def _heard(self, wav: Any, count: int, events: Any) -> int:
        index = 0
        while kind := (event := events[index]).type:
            if kind == _EVENT_WORD:
                self.marks.append((event.text_position - 1, event.audio_position / 1000))
            elif kind == _EVENT_PHONEME:
                self.phonemes.append((event.audio_position / 1000, _phoneme(event)))
            index += 1
        if count > 0:
            self.sound += ctypes.string_at(wav, count * ctypes.sizeof(ctypes.c_short))
        try:
            result = int(self.on_synth(wav, count, events))
        except Exception as error:
            self.failure = error
            result = 1
            # The driver ends its loop only where all went well.
            self.driver.endLoop()
        if not self.driver._looping:
            self.done.set()
        return result

    def _told_error(self, **details: Any) -> None:
        self.failure = details.get("exception") or RuntimeError("espeak")


def _wake_early(done: threading.Event) -> None:
    """Let the driver's loop, which looks every 10 ms whether a line is done, wake as soon as it is."""
    from pyttsx3.drivers import espeak as driver  # noqa: PLC0415

    driver.time = SimpleNamespace(sleep=done.wait)


def _phoneme(event: Any) -> str:
    raw = ctypes.string_at(ctypes.addressof(event.id), _PHONEME_BYTES)
    return raw.split(b"\0", 1)[0].decode("utf-8", "replace")


def _carried() -> tuple[str, Path]:
    """The library and the data folder that come as a Python package."""
    try:
        import espeakng_loader  # noqa: PLC0415 (its absence is a lesser mode, not a failure to import this module)
    except ImportError as error:
        raise EngineMissing(f"espeak: {error}") from error
    return espeakng_loader.get_library_path(), Path(espeakng_loader.get_data_path())


def _load(library: str) -> ModuleType:
    """Import pyttsx3's binding with `library` as the only one to be found."""
    real = ctypes.cdll.LoadLibrary
    ctypes.cdll.LoadLibrary = lambda name: real(library)  # type: ignore[method-assign]
    try:
        from pyttsx3.drivers import _espeak  # noqa: PLC0415
    except (ImportError, OSError, RuntimeError) as error:
        raise EngineMissing(f"espeak: {error}") from error
    finally:
        ctypes.cdll.LoadLibrary = real  # type: ignore[method-assign]
    binding: ModuleType = _espeak
    return binding


def _prepare(espeak: Any, data: Path) -> None:
    """Make the driver start espeak on our data, in French, with phoneme events."""
    start = espeak.Initialize

    def initialize(output: int, length: int) -> int:
        espeak.sample_rate = rate = start(output, length, encoded(data), _OPTIONS)
        # The driver sets the current voice again by name: it must be one that our part of the data holds.
        espeak.SetVoiceByName(FRENCH.encode())
        return int(rate)

    espeak.Initialize = initialize
