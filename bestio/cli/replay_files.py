"""A replay as files: what a terminal shows of it (an asciicast), and its sound."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bestio.cli.output import say, say_json, tell
from bestio.cli.speaking import AudioOutput
from bestio.creation.replay import Replay
from bestio.creation.replay_context import voice_then
from bestio.export import replay_files
from bestio.export.sound import sound_format
from bestio.i18n import _
from bestio.journal.header import Header
from bestio.library import Library
from bestio.persona.catalog import TraitCatalog
from bestio.session.transcript import tell_time

if TYPE_CHECKING:
    from bestio.speech.intelligibility_gate import Gate
    from bestio.speech.voice import Voice


class ReplayFiles:
    """Writes the files of one replay: both go together, the lines of the one last as those of the other."""

    def __init__(
        self, library: Library, catalog: TraitCatalog, voices: dict[str, Voice], gate: Gate, speed: float
    ) -> None:
        self._library, self._catalog, self._voices, self._gate, self._speed = library, catalog, voices, gate, speed

    def write(
        self,
        path: Path,
        seen: Replay,
        header: Header,
        part: tuple[float, float | None],
        *,
        cast: Path | None,
        sound: Path | None,
        as_json: bool,
    ) -> int:
        """Write those of the journal `path` that are asked for, and tell it."""
        files = replay_files.ReplayFiles(path, seen, header, part, self._speed)
        told, seconds = {}, 0.0
        if sound is not None:
            sound_format(sound)  # what is wrong is told before anything is said
            self._say(files)
        if cast is not None:
            files.cast(cast)
            told["cast"] = str(cast)
        if sound is not None:
            seconds = files.sound(sound)
            told["sound"] = str(sound)
        if as_json:
            say_json(told | ({"seconds": round(seconds, 3)} if sound is not None else {}))
            return 0
        if cast is not None:
            say(_("The replay is in the file {file}: asciinema play {file}").format(file=cast))
        if sound is not None:
            say(_("Its sound is in the file {file} ({time}).").format(file=sound, time=tell_time(seconds)))
        return 0

    def _say(self, files: replay_files.ReplayFiles) -> None:
        def voice(replay: Replay) -> Voice:
            return voice_then(replay.creation, self._catalog, self._voices, self._gate)

        def progress(number: int, of: int) -> None:
            tell(_("Sound {n} of {of}…").format(n=number, of=of))

        with AudioOutput(self._library) as mouth:
            files.say(mouth.render, voice, progress)
