"""Choosing one line of a short list."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from bestio.i18n import _
from bestio.tui.screens.window import Window
from bestio.tui.text import plain


class PickOne(Window[str | None]):
    """Lists `options` of (id, line) under a heading; gives the id that was chosen, or None."""

    BINDINGS = [Binding("escape", "give_up", show=False)]

    def __init__(self, heading: str, options: Sequence[tuple[str, Content]]) -> None:
        super().__init__()
        self.heading = heading
        self.options = tuple(options)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog wide"):
            yield Static(plain(self.heading), classes="dialog-title")
            yield OptionList(*(Option(line, id=key) for key, line in self.options), id="pick", markup=False)
            yield Static(_("Enter: choose   Escape: leave it"), classes="keys")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(event.option_id)

    def action_give_up(self) -> None:
        """Leave without choosing."""
        self.dismiss(None)
