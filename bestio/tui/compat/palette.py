"""The list of all commands: Textual's own, which says in the reader's language that there is nothing of that name."""

from __future__ import annotations

from textual import on
from textual.command import CommandList, CommandPalette
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from bestio.i18n import _
from bestio.tui.workers import CancelsWorkers


class Palette(CancelsWorkers, CommandPalette):
    """All the commands of the place where one is, by name."""

    @on(Input.Submitted)
    @on(OptionList.OptionSelected)
    def _choose_once(self, event: Message) -> None:
        """The second of two quick presses comes when a command is chosen already: it would be done twice."""
        if not self.is_active:
            event.stop()
            event.prevent_default()

    def _start_no_matches_countdown(self, search_value: str) -> None:
        self._stop_no_matches_countdown()

        def show_none() -> None:
            if not search_value:
                self._list_visible = False
                return
            nothing = Content.styled(_("Nothing goes by that name."), "$text-muted")
            self.query_one(CommandList).add_option(Option(nothing, disabled=True, id=self._NO_MATCHES))
            self._list_visible = True

        self._no_matches_timer = self.set_timer(self._NO_MATCHES_COUNTDOWN, show_none)
