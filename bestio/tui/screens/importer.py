"""Taking a text from a file, whose path is typed, pasted or dropped into the line; or the pasted text itself."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, cast

from textual import work
from textual.app import ComposeResult
from textual.events import Paste
from textual.message import Message
from textual.widgets import Input, Static

from bestio.creation.import_report import report, title_of
from bestio.errors import BestioError
from bestio.i18n import N_, _
from bestio.phrases.importers import SUFFIXES, read_pasted, read_text
from bestio.tui.screens.dialog import Dialog
from bestio.tui.text import plain
from bestio.tui.typed_path import typed_path
from bestio.tui.workers import CancelsWorkers

if TYPE_CHECKING:
    from bestio.tui.house import House

Found = tuple[str, str, str]
"""A title, a text, and the report of it, a sentence a line."""

LONGEST_PATH = 4096
ANY_WAY = N_("You can drag the file onto this window, or paste its path; or paste the text itself.")
ONLY_PASTED = N_("Copy a text where it stands, and paste it here (Ctrl+V, or a long press).")


class PathLine(Input):
    """A line for a path. What is pasted and is no path is a text; where there are no files (`texts_only`), all is."""

    texts_only = False

    class TextPasted(Message):
        """A text was pasted."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def on_paste(self, event: Paste) -> None:
        """Tell a path from a text."""
        if self.texts_only or not _is_path(event.text):
            event.stop()
            event.prevent_default()
            self.post_message(self.TextPasted(event.text))

    def action_paste(self) -> None:
        """Paste what was copied inside the app."""
        if not self.texts_only and _is_path(self.app.clipboard):
            super().action_paste()
        else:
            self.post_message(self.TextPasted(self.app.clipboard))


class ImportText(CancelsWorkers, Dialog[Found]):
    """Asks for a file, or a pasted text, and reads it."""

    WIDE = False

    @property
    def _own_files(self) -> bool:
        return cast("House", self.app).own_files

    def heading(self) -> str:
        return _("Which file?") if self._own_files else _("Which text?")

    def body(self) -> ComposeResult:
        line, said = _("Path of a .txt, .md, .odt or .docx file"), _(ANY_WAY)
        if not self._own_files:
            line, said = _("Paste it here"), _(ONLY_PASTED)
        path = PathLine(placeholder=line, id="path")
        path.texts_only = not self._own_files
        yield path
        yield Static(said, id="said", classes="muted", markup=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if event.value.strip():
            self._read(typed_path(event.value) if self._own_files else event.value)

    def on_path_line_text_pasted(self, event: PathLine.TextPasted) -> None:
        event.stop()
        self._read(event.text)

    @work(exclusive=True)
    async def _read(self, source: Path | str) -> None:
        said = self.query_one("#said", Static)
        said.update(_("Reading…"))
        try:
            if isinstance(source, Path):
                found, title = await asyncio.to_thread(read_text, source), source.stem[:60]
            else:
                found = await asyncio.to_thread(read_pasted, source)
                title = title_of(found)
        except BestioError as error:
            said.update(plain(f"{error.message} {error.hint}".strip()))
            return
        self.dismiss((title, found.text, "\n".join(report(found))))


def _is_path(pasted: str) -> bool:
    line = pasted.strip()
    if not line or len(line) > LONGEST_PATH or len(line.splitlines()) > 1:
        return False
    path = typed_path(line)
    if path.suffix.lower() in SUFFIXES:
        return True
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False
