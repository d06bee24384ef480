"""Whose recordings are heard in a file that is written: it is found again when they take their voice back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from bestio.speech.recorded.renderings import Rendering, add_line
from bestio.speech.speech import Speech


class Heard:
    """The recordings that are heard in the lines that go by, bank by bank."""

    def __init__(self) -> None:
        self._uses: dict[str, set[tuple[str, str]]] = {}
        self._notes: dict[str, Callable[[bytes], None]] = {}

    def add(self, speech: Speech) -> Speech:
        """Take a line into account; the same line."""
        if speech.bank:
            used = self._uses.setdefault(speech.bank, set())
            used |= {(use.clip, use.who) for use in speech.clips if use.clip and use.how != "lost"}
            if speech.note is not None:
                self._notes[speech.bank] = speech.note
        return speech

    def listen(self, speeches: Iterable[Speech]) -> Iterator[Speech]:
        """Take lines into account as they go by."""
        return map(self.add, speeches)

    def note(self, path: Path, digest: str) -> None:
        """Write down, in each bank, that the file `path`, which holds `digest`, was made of it. Raises OSError."""
        for bank, used in self._uses.items():
            folder, file, note = Path(bank), path.absolute(), self._notes.get(bank)
            workspace = folder.parent.parent.absolute()
            # A bank in files is carried elsewhere with its workspace; on a server, many workspaces have it in common.
            inside = note is None and file.is_relative_to(workspace)
            shown = file.relative_to(workspace).as_posix() if inside else str(file)
            who = tuple(sorted({name for _clip, name in used}))
            line = Rendering(shown, digest, who, tuple(sorted(clip for clip, _name in used))).line()
            if note is not None:
                note(line)
            else:
                add_line(folder, line)
