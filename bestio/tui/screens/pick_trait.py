"""Choosing a trait in the list of a whole wheel."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Static

from bestio.i18n import _
from bestio.tui.screens.window import Window
from bestio.tui.text import plain
from bestio.tui.widgets.long_list import LongList


class PickTrait(Window[str | None]):
    """Lists `traits` of (reference, words) under the wheel's title, with `at` in hand; gives a reference, or None."""

    BINDINGS = [Binding("escape", "give_up", show=False)]

    def __init__(self, title: str, traits: Sequence[tuple[str, str]], *, at: str | None = None) -> None:
        super().__init__()
        self.wheel = title
        self.refs, self.words = zip(*traits, strict=True)
        self.place = self.refs.index(at) if at in self.refs else 0

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog wide"):
            yield Static(plain(f"{self.wheel} ({len(self.refs)})"), classes="dialog-title")
            yield LongList(self.words, at=self.place)
            yield Static(_("A letter: go there   Enter: choose   Escape: leave it"), classes="keys")

    def on_long_list_chosen(self, event: LongList.Chosen) -> None:
        event.stop()
        self.dismiss(self.refs[event.place])

    def action_give_up(self) -> None:
        """Leave without choosing."""
        self.dismiss(None)
