"""Writing something into a file: its name and format, then how far it is, and a way to stop it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path

from textual import work
from textual.app import ComposeResult
from textual.widgets import Input, ProgressBar, RadioSet, Static
from textual.worker import Worker

from bestio.errors import BestioError
from bestio.i18n import N_, _
from bestio.text.slug import slug
from bestio.tui.screens.dialog import Form
from bestio.tui.text import plain
from bestio.tui.widgets.ticks import Choice
from bestio.tui.workers import CancelsWorkers

Write = Callable[[Path, Callable[[float], None]], Awaitable[str]]
"""Writes the file, telling the part that is done (0..1), and gives a word on what was written; cancelling stops it."""
Saved = tuple[Path, str]

MOST = 40


class SaveAs(CancelsWorkers, Form[Saved]):
    """Asks for a name and one of `endings`, and lets `write` make the file in `folder`, which never replaces another.

    Gives the file and what `write` said of it, or None where one gave up.
    """

    WIDE = False
    KEYS = N_("Enter: write it   Escape: stop, leave it")
    YES = N_("Write it")

    DEFAULT_CSS = """
    SaveAs #formats { width: 100%; margin: 0 0 1 0; }
    SaveAs #formats RadioButton { width: auto; min-width: 11; }
    SaveAs ProgressBar { width: 100%; height: 1; visibility: hidden; }
    SaveAs.-busy ProgressBar { visibility: visible; }
    SaveAs Bar { width: 1fr; }
    """

    def __init__(
        self,
        question: str,
        folder: Path,
        name: str,
        endings: Sequence[str],
        write: Write,
        *,
        labels: Mapping[str, str] | None = None,
    ) -> None:
        """`labels`: what an ending is called, where its letters do not say it."""
        super().__init__()
        self.question, self.folder, self.endings, self.write = question, folder, tuple(endings), write
        self.labels = labels or {}
        self.proposed = self._free(name)
        self._writing: Worker[None] | None = None

    def heading(self) -> str:
        return self.question

    def fields(self) -> ComposeResult:
        yield Input(value=self.proposed, max_length=MOST, id="name")
        with RadioSet(id="formats", classes="-named" if self.labels else "", compact=True):
            for number, ending in enumerate(self.endings):
                label = self.labels.get(ending) or ending.removeprefix(".").upper()
                yield Choice(label, value=number == 0)
        yield Static("", id="said", classes="muted", markup=False)
        yield ProgressBar(total=1.0, show_eta=False, id="done")

    def on_mount(self) -> None:
        self._say_where()

    # --- where --------------------------------------------------------------------------------------------------------

    @property
    def path(self) -> Path:
        """The file that is asked for."""
        ending = self.endings[max(0, self.query_one(RadioSet).pressed_index)]
        return self.folder / (slug(self.query_one(Input).value, self.proposed) + ending)

    def _free(self, name: str) -> str:
        """`name`, with a number where there is already a file of that name."""
        names = [name, *(f"{name}-{number}" for number in range(2, 1000))]
        return next((one for one in names if not any(self._taken(one + end) for end in self.endings)), name)

    def _taken(self, name: str) -> bool:
        return (self.folder / name).exists()

    def _say(self, text: str) -> None:
        self.query_one("#said", Static).update(plain(text))

    def _say_where(self) -> None:
        if self._writing is None:
            self._say(str(Path(*self.path.parts[-4:])))

    def on_input_changed(self) -> None:
        self._say_where()

    def on_radio_set_changed(self) -> None:
        self._say_where()

    # --- writing ------------------------------------------------------------------------------------------------------

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.agree()

    def agree(self) -> None:
        """Begin to write."""
        path = self.path
        if self._writing is not None:
            return
        if self._taken(path.name):
            self._say(_("There is already a file of that name: choose another."))
            return
        self._writing = self._write(path)

    @work(exclusive=True)
    async def _write(self, path: Path) -> None:
        self.add_class("-busy")
        self._say(_("Writing… Escape stops it."))
        try:
            told = await self.write(path, self._show_progress)
        except BestioError as error:
            self._say(f"{error.message} {error.hint}".strip())
            self.query_one(Input).focus()
        else:
            self.dismiss((path, told))
        finally:
            self._writing = None
            self.remove_class("-busy")

    def _show_progress(self, done: float) -> None:
        if self.is_attached:
            self.query_one(ProgressBar).update(progress=done)

    def action_give_up(self) -> None:
        """Stop the writing; nothing of the file is left. Or leave without writing."""
        if self._writing is not None:
            self._writing.cancel()
        self.dismiss(None)
