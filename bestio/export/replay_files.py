"""A replay as files: what a terminal shows of it (an asciicast), its sound, its running sheet."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from bestio.creation.replay import Replay
from bestio.export.cast import write_cast
from bestio.export.page.gather import groups_of
from bestio.export.picture import write_whole
from bestio.export.track import Progress, Say, VoiceThen, say_all, write_track
from bestio.i18n import N_
from bestio.journal.header import Header
from bestio.session.cues import cues
from bestio.session.timetable import Moment, timetable
from bestio.speech.speech import Speech

CAST, CUES = ".cast", ".txt"


class ReplayFiles:
    """Writes the files of the replay `seen` of the journal `path`, from one moment to another (`part`), at a speed.

    They go together: where its lines are said, they last in the asciicast as in the sound.
    """

    def __init__(
        self, path: Path, seen: Replay, header: Header, part: tuple[float, float | None], speed: float
    ) -> None:
        self._path, self._seen, self._header, self._part, self._speed = path, seen, header, part, speed
        self._speeches: dict[int, Speech] = {}

    def say(self, render: Say, voice_then: VoiceThen, progress: Progress) -> None:
        """Say the lines that were said on the stage. Raises UsageError where there are none, BestioError."""
        moments = list(timetable(self._seen, *self._part, self._speed))
        self._speeches = say_all(self._seen, moments, render, voice_then, progress)

    @cached_property
    def _moments(self) -> list[Moment]:
        lengths = {index: speech.seconds for index, speech in self._speeches.items()}
        return list(timetable(self._seen, *self._part, self._speed, lengths))

    def cast(self, file: Path) -> None:
        """Write the asciicast. Raises as `write_cast` does."""
        named = groups_of(self._seen.state_at(len(self._seen)), self._path)
        write_cast(file, self._seen, self._header, self._moments, self._speed, named)

    def sound(self, file: Path) -> float:
        """Write what is heard, once it has been said; its seconds. Raises SoundFileError."""
        return write_track(file, self._moments, self._speeches, self._speed)

    def cues(self, file: Path) -> None:
        """Write the running sheet. Raises BestioError where the disk refuses."""
        told = "".join(f"{line}\n" for line in cues(self._seen, *self._part, self._speed))
        write_whole(file, told.encode(), N_("The running sheet cannot be written ({reason})."))
