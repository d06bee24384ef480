"""A window to read in: why the machine did what it did, or a whole text."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from bestio.i18n import _
from bestio.tui.screens.window import Window
from bestio.tui.text import plain


class GlassBox(Window[None]):
    """Shows a title and lines of text, as they are."""

    BINDINGS = [Binding("escape,enter,space,f6", "leave", show=False)]

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self.heading, self.text = title, text

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog wide"):
            yield Static(plain(self.heading), classes="dialog-title")
            with VerticalScroll(can_focus=True):
                yield Static(plain(self.text, lines=True))
            yield Static(_("Escape: back"), classes="keys")

    def action_leave(self) -> None:
        """Back to where one was."""
        self.dismiss(None)
