"""A window to read in: why the machine did what it did, or a whole text."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding

from bestio.tui.screens.dialog import PageWindow
from bestio.tui.text import plain
from bestio.tui.widgets.prose import Prose


class GlassBox(PageWindow):
    """Shows a title and lines of text, as they are."""

    BINDINGS = [Binding("enter,space,f6", "give_up", show=False)]

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self.named, self.text = title, text

    def heading(self) -> str:
        return self.named

    def page(self) -> ComposeResult:
        yield Prose(plain(self.text, lines=True))
