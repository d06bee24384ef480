"""The computer's own voices: SAPI5 on Windows, NSSpeech on macOS, through pyttsx3."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

from bestio.speech.engines import EngineFailed, EngineMissing, Sound, Surroundings
from bestio.speech.protocol import PLAIN, Manner, Recipe

DRIVERS = {"win32": "sapi5", "darwin": "nsss"}
"""pyttsx3's driver for the voices of each system; elsewhere there are none but espeak's."""
_PATIENCE = 10.0  # seconds without growth after which a file is taken for never to come
_LOOK = 0.02


def make(surroundings: Surroundings) -> SystemEngine:
    """The engine. Raises EngineMissing on a system without voices of its own."""
    driver = DRIVERS.get(sys.platform)
    if driver is None:
        raise EngineMissing(f"no voices of its own: {sys.platform}")
    return SystemEngine(driver, surroundings.scratch)


class SystemEngine:
    """One of pyttsx3's drivers, spoken to through a file. It gives no times: words are spread by their length."""

    def __init__(self, driver: str, scratch: Path) -> None:
        import pyttsx3  # noqa: PLC0415 (it loads the system's library)

        try:
            self.engine: Any = pyttsx3.init(driver)
        except Exception as error:  # (COM and Objective-C have their own families of errors)
            raise EngineMissing(f"{driver}: {error!r}") from error
        self.driver: Any = self.engine.proxy._driver
        self.path = scratch / "system.sound"
        self.voices: list[Any] = list(self.engine.getProperty("voices"))

    def speak(self, text: str, recipe: Recipe, manner: Manner = PLAIN) -> Sound:
        """The sound of `text` in the voice that `recipe.base` names, else in the first one of its language."""
        self.path.unlink(missing_ok=True)
        # Not through pyttsx3's queue, which may put a setting off until after the line.
        for name, value in (("voice", self._voice(recipe)), ("rate", recipe.rate), ("volume", 1.0)):
            self.driver.setProperty(name, value)
        self.engine.save_to_file(text, str(self.path))
        self.engine.runAndWait()
        _wait_for(self.path)
        try:
            return _read(self.path)
        finally:
            self.path.unlink(missing_ok=True)

    def _voice(self, recipe: Recipe) -> str:
        wanted = (recipe.base or "").casefold()
        if wanted:
            named = [voice for voice in self.voices if wanted in f"{voice.name} {voice.id}".casefold()]
            if named:
                return str(named[0].id)
        spoken = [voice for voice in self.voices if _speaks(voice, recipe.language)]
        if not spoken:
            raise EngineMissing(f"no voice for {recipe.language} among {len(self.voices)}")
        return str(spoken[0].id)


def _speaks(voice: Any, language: str) -> bool:
    """Whether a voice of pyttsx3 says that it speaks `language` ("fr", "fr_FR", b"\\x05fr-fr" ... as drivers do)."""
    told = [code.decode("utf-8", "ignore") if isinstance(code, bytes) else str(code) for code in voice.languages or ()]
    return any(code.strip("\x00\x01\x02\x03\x04\x05").casefold().startswith(language.casefold()) for code in told)


def _wait_for(path: Path) -> None:
    """The drivers return before their file is whole: wait until it has been the same size twice."""
    size, deadline = -1, time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        now = path.stat().st_size if path.exists() else 0
        if now > 0 and now == size:
            return
        if now != size:
            size, deadline = now, time.monotonic() + _PATIENCE
        time.sleep(_LOOK)
    raise EngineFailed("no sound file came")


def _read(path: Path) -> Sound:
    import soundfile  # noqa: PLC0415

    samples, rate = soundfile.read(str(path), dtype="int16", always_2d=True)
    if not len(samples):
        raise EngineFailed("the sound file is empty")
    return Sound(samples[:, 0].astype("<i2").tobytes(), int(rate))
