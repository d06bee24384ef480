"""Where pupils write a text: saved by itself while they write, and when they leave."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.timer import Timer
from textual.widgets import Input, Static, TextArea

from bestio.i18n import _, ngettext

SAVE_AFTER = 1.0  # seconds of quiet before what was written is saved
LONGEST = 200_000  # letters


class Editor(ModalScreen[None]):
    """A title and a text. `written` is called with both after a second of quiet, and on leaving."""

    BINDINGS = [Binding("escape", "leave", show=False, priority=True)]

    def __init__(self, title: str, text: str, written: Callable[[str, str], None], *, enough: int = 40) -> None:
        super().__init__()
        self._written = written
        self._saved = (title, text)
        self._enough = enough
        self._quiet: Timer | None = None

    def compose(self) -> ComposeResult:
        title, text = self._saved
        with Vertical(classes="dialog wide"):
            yield Static(_("Your text"), classes="dialog-title")
            yield Input(value=title, placeholder=_("Its title"), max_length=60, id="title")
            yield TextArea(text, soft_wrap=True, tab_behavior="focus", id="text")
            yield Static("", id="count", classes="muted")
            yield Static(_("Escape: done (your text is saved by itself)"), classes="keys")

    def on_mount(self) -> None:
        self.query_one("#text", TextArea).focus()
        self._count()

    def on_text_area_changed(self) -> None:
        area = self.query_one("#text", TextArea)
        if len(area.text) > LONGEST:
            area.text = area.text[:LONGEST]
        self._count()
        self._wait()

    def on_input_changed(self) -> None:
        self._wait()

    def on_input_submitted(self) -> None:
        self.query_one("#text", TextArea).focus()

    def _wait(self) -> None:
        if self._quiet is not None:
            self._quiet.stop()
        self._quiet = self.set_timer(SAVE_AFTER, self.save)

    def _count(self) -> None:
        words = len(self.query_one("#text", TextArea).text.split())
        count = ngettext("{n} word", "{n} words", words).format(n=words)
        missing = self._enough - words
        more = _("Some {n} more, and the machine has enough to play with.").format(n=missing) if missing > 0 else ""
        self.query_one("#count", Static).update(f"{count}. {more}".strip())

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
