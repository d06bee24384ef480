"""Where pupils write a text: saved by itself while they write, and when they leave."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.events import Paste
from textual.message import Message
from textual.widgets import Input, Static, TextArea

from bestio.creation.import_report import report
from bestio.creation.words import count_words
from bestio.errors import BestioError
from bestio.i18n import _, ngettext
from bestio.phrases.importers import read_pasted
from bestio.tui.autosave import Autosave
from bestio.tui.screens.window import Window
from bestio.tui.text import plain

LONGEST = 200_000  # letters


class WrittenText(TextArea):
    """A text in which what is pasted is held to the rules of an imported file: nothing private, nothing hidden."""

    class TextPasted(Message):
        """Something was pasted: `told` is the report of it; `refused`: nothing of it could be taken."""

        def __init__(self, told: str, *, refused: bool = False) -> None:
            super().__init__()
            self.told, self.refused = told, refused

    def __init__(self, text: str, *, check: Callable[[str], str], id: str | None = None) -> None:  # noqa: A002
        super().__init__(text, soft_wrap=True, tab_behavior="focus", id=id)
        self._check = check

    def on_paste(self, event: Paste) -> None:
        """Paste from the terminal."""
        event.stop()
        event.prevent_default()
        self._paste(event.text)

    def action_paste(self) -> None:
        """Paste what was copied inside the app."""
        self._paste(self.app.clipboard)

    def _paste(self, text: str) -> None:
        if not text.strip():
            told, taken = "", text
        else:
            try:
                found = read_pasted(text)
            except BestioError as error:
                self.post_message(self.TextPasted(f"{error.message} {error.hint}".strip(), refused=True))
                return
            told, taken = " ".join(report(found, self._check(found.text))), found.text
            if text.endswith(("\n", "\r")):
                taken += "\n"
        self.move_cursor(self.replace(taken, *self.selection).end_location)
        if told:
            self.post_message(self.TextPasted(told))


class Editor(Window[None]):
    """A title and a text. `written` is called with both while one writes (see `Autosave`), and on leaving.

    `check` gives what the word guard says of a text, or "".
    """

    BINDINGS = [Binding("escape", "leave", show=False)]
    DEFAULT_CSS = """
    Editor #count { height: 1; margin: 0; color: $text-muted; }
    Editor #said { height: auto; max-height: 4; color: $secondary; display: none; }
    Editor.-told #said { display: block; }
    """

    def __init__(
        self,
        title: str,
        text: str,
        written: Callable[[str, str], None],
        *,
        enough: int = 40,
        check: Callable[[str], str] = lambda _text: "",
    ) -> None:
        super().__init__()
        self._written = written
        self._saved = (title, text)
        self._enough = enough
        self._check = check
        self._autosave = Autosave(self, self.save)

    def compose(self) -> ComposeResult:
        title, text = self._saved
        with Vertical(classes="dialog wide"):
            yield Static(_("Your text"), classes="dialog-title")
            yield Input(value=title, placeholder=_("Its title"), max_length=60, id="title")
            yield WrittenText(text, check=self._check, id="text")
            yield Static("", id="said", markup=False)
            yield Static("", id="count", markup=False)
            yield Static(_("Escape: done (your text is saved by itself)"), classes="keys")

    def on_mount(self) -> None:
        self.query_one("#text", TextArea).focus()
        self._count()

    def on_text_area_changed(self) -> None:
        area = self.query_one("#text", TextArea)
        if len(area.text) > LONGEST:
            area.text = area.text[:LONGEST]
        self._count()
        self._autosave.changed()

    def on_written_text_text_pasted(self, event: WrittenText.TextPasted) -> None:
        event.stop()
        self.add_class("-told")
        told = _("Pasted: {told}").format(told=event.told) if not event.refused else event.told
        self.query_one("#said", Static).update(plain(told))

    def on_input_changed(self) -> None:
        self._autosave.changed()

    def on_input_submitted(self) -> None:
        self.query_one("#text", TextArea).focus()

    def _count(self) -> None:
        words = count_words(self.query_one("#text", TextArea).text)
        count = ngettext("{n} word", "{n} words", words).format(n=words)
        missing = self._enough - words
        more = _("Some {n} more, and the machine has enough to play with.").format(n=missing) if missing > 0 else ""
        self.query_one("#count", Static).update(f"{count}. {more}".strip(), layout=False)

    def save(self) -> None:
        """Tell what was written, where it has changed since the last time."""
        now = (self.query_one("#title", Input).value, self.query_one("#text", TextArea).text)
        if now != self._saved:
            self._saved = now
            self._written(*now)

    def action_leave(self) -> None:
        """Save and close."""
        self.save()
        self.dismiss(None)
