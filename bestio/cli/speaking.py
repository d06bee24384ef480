"""Saying lines aloud from a command: one after the other, each told as it is heard, or all into one sound file."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType

from bestio.classroom.store import Store
from bestio.cli.output import tell
from bestio.errors import Problem
from bestio.i18n import _
from bestio.library import Library
from bestio.speech.player import Player
from bestio.speech.pronunciation import load_pronunciation
from bestio.speech.recorded.bank import Banks
from bestio.speech.speaker import Pronounced, Speaker
from bestio.speech.speech import Speech
from bestio.speech.voice import Voice

LOOK = 0.02  # seconds between two looks at the player


def _tell(problem: Problem) -> None:
    tell(str(problem))


class AudioOutput:
    """Who speaks during one command. Where there is no sound device, that is told once and lines take no time."""

    def __init__(self, library: Library, store: Store | None = None) -> None:
        """`store`: the one that is in use here; what has been recorded is asked of it."""
        kept = store or Store.of(library, time.time)
        self._speaker = Speaker(
            models=[library.own("voices")],
            own=load_pronunciation(library, _tell),
            banks=Banks(kept.banks, time.time),
        )
        self._player: Player | None = None
        self._told: set[str] = set()

    def __enter__(self) -> AudioOutput:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Speak no more."""
        if self._player is not None:
            self._player.close()
        self._speaker.close()

    def phonemes(self, text: str, voice: Voice) -> tuple[str, ...]:
        """The sounds that are made for a text, as the engine names them."""
        return self._speaker.phonemes(text, voice)

    def pronounce(self, text: str, voice: Voice) -> Pronounced | None:
        """A text as a voice says it, with the time of each sound."""
        return self._speaker.pronounce(text, voice)

    def render(self, text: str, voice: Voice) -> Speech:
        """The sound of a text. Raises BestioError where nothing can be said."""
        speech = self._speaker.render(text, voice)
        self._tell_once(self._speaker.trouble, *speech.notes)
        return speech

    def say(self, speech: Speech) -> None:
        """Let a sound be heard to its end."""
        if self._player is None:
            self._player = Player()
            self._player.start()
            self._player.wait_open()
        if not self._player.has_sound:
            self._tell_once(_("There is no sound device here: use --out to write a file."))
            return
        self._player.play(speech)
        try:
            while self._player.playing:
                time.sleep(LOOK)
        finally:
            self._player.stop()

    def _tell_once(self, *troubles: str) -> None:
        for trouble in troubles:
            if trouble and trouble not in self._told:
                self._told.add(trouble)
                tell(trouble)


def say_lines(
    library: Library,
    lines: Sequence[tuple[str, Voice]],
    *,
    out: Path | None,
    before: Callable[[int], None] = lambda _number: None,
    after: Callable[[int, float], None] = lambda _number, _seconds: None,
) -> float:
    """Say texts, each in its voice, or write them all into `out`; the seconds that they last.

    `before` is called with the place of each line that is about to be heard, `after` with its seconds too.
    """
    with AudioOutput(library) as mouth:
        if out is not None:
            from bestio.export.sound import write_sound  # noqa: PLC0415 (only where a file is written)

            return write_sound([mouth.render(text, voice) for text, voice in lines], out)
        total = 0.0
        for number, (text, voice) in enumerate(lines):
            speech = mouth.render(text, voice)
            before(number)
            mouth.say(speech)
            after(number, speech.seconds)
            total += speech.seconds
    return total
