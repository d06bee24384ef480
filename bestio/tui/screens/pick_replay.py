"""Choosing a creation to see again: those of the workspace, the newest first, then those that ship."""

from __future__ import annotations

from pathlib import Path

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from bestio.i18n import _
from bestio.tui.creation_lines import creation_lines
from bestio.tui.screens.pick import BESIDE, MOST, WIDEST
from bestio.tui.screens.window import Window
from bestio.tui.services import Services
from bestio.tui.text import plain, visible
from bestio.workshop.finding import samples


class PickReplay(Window[Path | None]):
    """A list of creations; gives the journal to see, or None."""

    BINDINGS = [Binding("escape", "give_up", show=False)]

    def __init__(self, services: Services) -> None:
        super().__init__()
        self.services = services

    def compose(self) -> ComposeResult:
        services = self.services
        entries = services.store.recent(MOST)
        room = min(WIDEST, self.app.size.width * 96 // 100) - BESIDE
        lines = creation_lines(entries, services.creatures, services.store.title_of, room)
        options = [Option(line, id=str(entry.path)) for entry, line in zip(entries, lines, strict=True)]
        options += [
            Option(
                Content.assemble((visible(entry.group), "bold"), ("  " + _("an example"), "$text-muted")),
                id=str(entry.path),
            )
            for entry in samples(services.library)
        ]
        with Vertical(classes="dialog wide"):
            yield Static(_("Which creation do you want to see again?"), classes="dialog-title", markup=False)
            if options:
                yield OptionList(*options, id="pick", markup=False)
            else:
                yield Static(_("There is no creation yet."), markup=False)
            yield Static("", id="about", classes="muted", markup=False)
            yield Static(_("Enter: choose   Escape: leave it"), classes="keys")

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        name = self.services.name_of_creature(Path(event.option_id or ""))
        self.query_one("#about", Static).update(plain(name))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(Path(event.option_id or ""))

    def action_give_up(self) -> None:
        """Leave without choosing."""
        self.dismiss(None)
