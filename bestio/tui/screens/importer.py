"""Taking a text from a file: its path is typed, pasted or dropped into the line."""

from __future__ import annotations

import asyncio
from pathlib import Path

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from bestio.errors import BestioError
from bestio.i18n import _, ngettext
from bestio.phrases.importers import read_text
from bestio.tui.text import plain

Found = tuple[str, str, str]
"""A title, a text, and what to say of it."""


class ImportText(ModalScreen[Found | None]):
    """Asks for a file and reads it."""

    BINDINGS = [Binding("escape", "give_up", show=False)]

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(_("Which file?"), classes="dialog-title", markup=False)
            yield Input(placeholder=_("Path of a .txt, .md, .odt or .docx file"), id="path")
            yield Static(
                _("You can drag the file onto this window, or paste its path."),
                id="said",
                classes="muted",
                markup=False,
            )
            yield Static(_("Enter: agreed   Escape: leave it"), classes="keys")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if event.value.strip():
            self._read(Path(event.value.strip().strip("'\"").replace("\\ ", " ")).expanduser())

    @work(exclusive=True)
    async def _read(self, path: Path) -> None:
        said = self.query_one("#said", Static)
        said.update(_("Reading…"))
        try:
            found = await asyncio.to_thread(read_text, path)
        except BestioError as error:
            said.update(plain(f"{error.message} {error.hint}".strip()))
            return
        words = len(found.text.split())
        told = [ngettext("{n} word read.", "{n} words read.", words).format(n=words), *found.warnings]
        self.dismiss((path.stem[:60], found.text, " ".join(told)))

    def action_give_up(self) -> None:
        """Leave without a file."""
        self.dismiss(None)
