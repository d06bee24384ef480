"""Choosing one thing in a list: another creation, an effect."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from bestio.i18n import _
from bestio.speech.effects.specs import SPECS
from bestio.tui.services import Services
from bestio.tui.text import visible
from bestio.workshop.store import told_apart

_T = TypeVar("_T")


class _Pick(ModalScreen[_T | None]):
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
    """Another saved creation."""

    def __init__(self, services: Services, *, but: Path) -> None:
        super().__init__()
        self.services, self.but = services, but

    def heading(self) -> str:
        return _("With which creature?")

    def options(self) -> list[Option]:
        entries = [entry for entry in self.services.store.recent(200) if entry.path != self.but]
        return [Option(visible(name), id=str(entry.path)) for entry, name in told_apart(entries)]

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
