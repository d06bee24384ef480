"""A page to write on, saved by itself."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static, TextArea

from bestio.activities.prompt import Notes
from bestio.tui.autosave import Autosave
from bestio.tui.text import plain


class Page(Vertical):
    """What to think of, and a page; it tells when what is on it is to be saved (`Page.Rested`)."""

    DEFAULT_CSS = """
    Page { height: 1fr; }
    Page #questions { height: auto; max-height: 6; color: $secondary; }
    Page TextArea { height: 1fr; min-height: 4; }
    """

    class Rested(Message):
        """One has stopped writing for a moment, or has been writing for some seconds."""

    def __init__(self, prompt: Notes, *, classes: str) -> None:
        super().__init__(id="notes", classes=classes)
        self.prompt = prompt

    def compose(self) -> ComposeResult:
        yield Static(plain("\n".join(f"• {one}" for one in self.prompt.about), lines=True), id="questions")
        yield TextArea(self.prompt.value, soft_wrap=True, tab_behavior="focus", id="page")

    def on_mount(self) -> None:
        self._autosave = Autosave(self, self._rest)
        page = self.query_one("#page", TextArea)
        page.read_only = self.prompt.closed
        page.move_cursor(page.document.end)

    def _rest(self) -> None:
        self.post_message(self.Rested())

    @property
    def text(self) -> str:
        """What stands on it."""
        return self.query_one("#page", TextArea).text

    def on_text_area_changed(self) -> None:
        page = self.query_one("#page", TextArea)
        if len(page.text) > self.prompt.most:
            page.text = page.text[: self.prompt.most]
        self._autosave.changed()
