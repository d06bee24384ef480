"""Choosing one thing in a list: another creation, an effect."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from bestio.i18n import _
from bestio.speech.effects.specs import SPECS
from bestio.tui.creation_lines import creation_lines
from bestio.tui.screens.window import Window
from bestio.tui.services import Services
from bestio.tui.text import visible

MOST = 400
WIDEST, BESIDE = 100, 12
"""Cells of a wide dialog at most, and those that its lists lose to borders beside their lines."""
_T = TypeVar("_T")


class _Pick(Window[_T | None]):
    """A list; Enter chooses, Escape gives up."""

    BINDINGS = [Binding("escape", "give_up", show=False)]
    HEADING = ""

    def options(self) -> list[Option]:
        """What there is to choose from."""
        raise NotImplementedError

    def result(self, option_id: str) -> _T:
        """What choosing an option gives."""
        raise NotImplementedError

    def heading(self) -> str:
        """What is asked."""
        raise NotImplementedError

    def empty(self) -> str:
        """What to say when there is nothing to choose."""
        return _("There is nothing to choose from yet.")

    def compose(self) -> ComposeResult:
        options = self.options()
        with Vertical(classes="dialog wide"):
            yield Static(self.heading(), classes="dialog-title", markup=False)
            if options:
                yield OptionList(*options, id="pick", markup=False)
            else:
                yield Static(self.empty(), markup=False)
            yield Static("", id="about", classes="muted", markup=False)
            yield Static(_("Enter: choose   Escape: leave it"), classes="keys")

    def about(self, _option_id: str) -> str:
        """A line on the option in hand."""
        return ""

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        self.query_one("#about", Static).update(self.about(event.option_id or ""))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self.result(event.option_id or ""))

    def action_give_up(self) -> None:
        """Leave without choosing."""
        self.dismiss(None)


class PickCreation(_Pick[Path]):
    """A saved creation, the one at work last first; `but`: not this one."""

    def __init__(self, services: Services, heading: str, *, but: Path | None = None) -> None:
        super().__init__()
        self.services, self.but, self._heading = services, but, heading

    def heading(self) -> str:
        return self._heading

    def options(self) -> list[Option]:
        services = self.services
        entries = [entry for entry in services.store.recent(MOST) if entry.path != self.but]
        room = min(WIDEST, self.app.size.width * 96 // 100) - BESIDE
        lines = creation_lines(entries, services.creatures, services.store.title_of, room)
        return [Option(line, id=str(entry.path)) for entry, line in zip(entries, lines, strict=True)]

    def empty(self) -> str:
        return _("There is no other creature yet.")

    def about(self, option_id: str) -> str:
        return visible(self.services.name_of_creature(Path(option_id)))

    def result(self, option_id: str) -> Path:
        return Path(option_id)


class PickEffect(_Pick[str]):
    """An effect to add or to take away."""

    def __init__(self, worn: Sequence[str]) -> None:
        super().__init__()
        self.worn = tuple(worn)

    def heading(self) -> str:
        return _("Which effect? (● the voice has it already: Enter takes it away)")

    def options(self) -> list[Option]:
        return [
            Option(Content.assemble("● " if kind in self.worn else "  ", spec.title), id=kind)
            for kind, spec in SPECS.items()
        ]

    def about(self, option_id: str) -> str:
        return SPECS[option_id].help

    def result(self, option_id: str) -> str:
        return option_id
