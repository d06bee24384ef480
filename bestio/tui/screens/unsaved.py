"""The window that says that nothing is saved: it stays until it is answered, and says what can be done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol, cast

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from bestio.errors import BestioError
from bestio.i18n import _
from bestio.journal.journal import Journal
from bestio.journal.save_status import not_saved
from bestio.private_files import make_folder
from bestio.storage.disk import is_there
from bestio.tui.screens.ask import AskLine
from bestio.tui.screens.command_screen import CommandScreen
from bestio.tui.screens.window import Window
from bestio.tui.text import plain
from bestio.tui.typed_path import typed_path

AGAIN, ELSEWHERE, GO_ON = "again", "elsewhere", "go-on"


class _AtHome(Protocol):
    """An app that knows whether the files of this computer are those of whoever is at it."""

    own_files: bool


class Unsaved(Window[str]):
    """Tells why nothing is saved and gives the id of the answer. No key but its answers closes it."""

    DEFAULT_CSS = """
    Unsaved .dialog { border: heavy $warning; }
    Unsaved .dialog-title { color: $warning; }
    Unsaved .told { height: auto; }
    .-high Unsaved .told { margin: 0 0 1 0; }
    Unsaved .folder { color: $text-muted; text-wrap: nowrap; text-overflow: ellipsis; height: 1; }
    """

    def __init__(
        self, title: str, lines: Sequence[str], answers: Sequence[tuple[str, str]], *, folder: str = ""
    ) -> None:
        super().__init__()
        self._title, self._answers, self._folder = title, answers, folder
        self._lines = [line for line in lines if line]

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(plain(f"⚠ {self._title}"), classes="dialog-title")
            for line in self._lines:
                yield Static(plain(line), classes="folder" if line == self._folder else "told")
            yield OptionList(
                *(Option(plain(label), id=key) for key, label in self._answers), id="answers", markup=False
            )
            yield Static(_("↑ ↓: choose   Enter: answer"), classes="keys")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(event.option_id or GO_ON)


def describe_refusal(error: BestioError) -> Unsaved:
    """The window for something that was not saved and cannot wait."""
    place = str(error.where) if error.where else ""
    return Unsaved(error.title, [error.message, place, error.hint], [(GO_ON, _("Understood"))], folder=place)


class SaveWatch:
    """Sees to it that whoever works in `screen` answers when nothing is saved: once for each reason, and on leaving."""

    def __init__(self, screen: CommandScreen, journal: Journal, rescue: Path | None) -> None:
        self._screen, self._journal, self._rescue = screen, journal, rescue
        self._told = ""
        self._copy = ""
        self._window: Unsaved | None = None

    def look(self) -> None:
        """Open the window where there is a new reason; close it where all is saved again."""
        trouble = self._journal.trouble
        if trouble is None:
            self._told = ""
            if self._window is not None and self._window.is_attached:
                self._window.dismiss("")
        elif trouble.cause != self._told and self._window is None:
            self._told = trouble.cause
            self._ask(_("Go on without saving"), lambda: None)

    def leave(self, leave: Callable[[], None]) -> None:
        """Leave; where something is not saved even now, ask first."""
        journal = self._journal
        if journal.read_only or journal.retry() or self._window is not None:
            leave()
        else:
            self._ask(_("Leave all the same"), leave)

    def _ask(self, otherwise: str, go_on: Callable[[], None]) -> None:
        trouble = self._journal.trouble
        if trouble is None:
            return
        lines = [trouble.message, trouble.folder, trouble.hint]
        if self._copy:
            lines.append(self._copy)
        elif self._rescue is not None:
            lines.append(_("On leaving, what is not saved goes to {folder}.").format(folder=self._rescue))
        answers = [(AGAIN, _("Try again")), (ELSEWHERE, _("Save a copy elsewhere…")), (GO_ON, otherwise)]
        if not cast(_AtHome, self._screen.app).own_files:
            answers.remove(answers[1])

        def answered(answer: str | None) -> None:
            self._window = None
            if answer == AGAIN and not self._journal.retry():
                self._ask(otherwise, go_on)
            elif answer == ELSEWHERE:
                self._save_elsewhere(lambda: self._ask(otherwise, go_on))
            elif answer == GO_ON:
                go_on()

        self._window = Unsaved(_("Nothing is saved!"), lines, answers, folder=trouble.folder)
        self._screen.app.push_screen(self._window, answered)

    def _save_elsewhere(self, back: Callable[[], None]) -> None:
        """Write the whole creation into a folder that somebody names; it can be imported from there."""

        saved: list[Path] = []
        hint = _("A folder where one may write, for instance that of a USB stick.")

        def written(line: str) -> str:
            if not line:
                return hint
            folder, number = typed_path(line), 1
            while is_there(path := folder / f"{self._journal.path.stem}-{number}.yaml"):
                number += 1
            try:
                make_folder(folder)
                self._journal.write_copy(path)
            except OSError as error:
                return str(not_saved(error, path))
            saved.append(path)
            return ""

        def named(line: str | None) -> None:
            if line is not None:
                self._copy = _("Saved in {file}. “The class”, I: takes it back in.").format(file=saved[-1])
            back()

        self._screen.app.push_screen(
            AskLine(_("In which folder?"), value=str(Path.home()), hint=hint, most=400, check=written), named
        )
