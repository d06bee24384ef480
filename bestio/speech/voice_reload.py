"""Notices the voice files that somebody edits while the program runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bestio.errors import Problem
from bestio.library import Library
from bestio.speech.voice import Voice, read_voice

_Seen = Mapping[str, tuple[Path, int, int]]


@dataclass(frozen=True)
class Edited:
    """What has changed between two looks: the voices as they are now, and what is wrong with those left out."""

    voices: Mapping[str, Voice] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


class VoiceWatch:
    """Looks at the files of `library`'s voices: from when it is made on, each `look` tells what has changed since.

    A file that goes takes no voice along: a stick that is pulled out must not change how a creature sounds. `others`
    gives voices that are in no files; a file of the same name wins.
    """

    def __init__(self, library: Library, others: Callable[[], Mapping[str, Voice]] = dict) -> None:
        self._library = library
        self._others = others
        self._seen = self._glance()
        self._known: dict[str, Voice] = {}

    def look(self) -> Edited:
        """What has changed since the last look. Reads the changed files only; blocks for as long as the disk does."""
        seen = self._glance()
        changed = [state[0] for stem, state in seen.items() if self._seen.get(stem) != state]
        self._seen = {**self._seen, **seen}
        problems: list[Problem] = []
        voices = [read_voice(path, problems.append) for path in changed]
        others = {key: voice for key, voice in self._others().items() if key not in seen}
        new = {key: voice for key, voice in others.items() if self._known.get(key) != voice}
        self._known |= others
        return Edited({**new, **{voice.id: voice for voice in voices if voice is not None}}, tuple(problems))

    def _glance(self) -> _Seen:
        try:
            files = self._library.files("voices")
        except OSError:
            return {}
        found: dict[str, tuple[Path, int, int]] = {}
        for stem, path in files.items():
            try:
                state = path.stat()
            except OSError:
                continue
            found[stem] = (path, state.st_mtime_ns, state.st_size)
        return found
