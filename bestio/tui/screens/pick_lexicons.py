"""Choosing the lexicons that the wheels of a creature are made of, and seeing at once how many creatures that gives."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Button, SelectionList, Static
from textual.widgets.selection_list import Selection

from bestio.creation.counting import product, total
from bestio.i18n import N_, _
from bestio.persona.trait import Lexicon
from bestio.studio.studio import Studio
from bestio.tui.screens.dialog import Form
from bestio.tui.text import visible
from bestio.tui.widgets.ticks import TickList


class PickLexicons(Form[list[str]]):
    """Gives the ids of the chosen lexicons, one at least, or None where one gave up."""

    KEYS = N_("Space: take or leave one   Tab: to the buttons   Escape: leave it")
    YES = N_("These ones")

    DEFAULT_CSS = """
    PickLexicons #count { height: auto; min-height: 2; color: $secondary; }
    """

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self.studio = studio

    def heading(self) -> str:
        return _("Which lexicons are the wheels made of?")

    def fields(self) -> ComposeResult:
        chosen = self.studio.lexicons_in_use()
        told = _("{title} ({n} traits)")
        yield TickList(
            *(
                Selection(Content(told.format(title=visible(one.title), n=_traits(one))), one.id, one.id in chosen)
                for one in self.studio.lexicons.values()
                if one.slots
            ),
            id="lexicons",
        )
        yield Static("", id="count", markup=False)

    def on_mount(self) -> None:
        self._count()

    @property
    def chosen(self) -> list[str]:
        """The ids of the lexicons that are ticked, in the order of the list."""
        ticked = set(self.query_one(SelectionList).selected)
        return [key for key in self.studio.lexicons if key in ticked]

    def _count(self) -> None:
        chosen, count = self.chosen, self.query_one("#count", Static)
        self.query_one("#yes", Button).disabled = not chosen
        if chosen:
            catalog = self.studio.catalog_of(chosen)
            count.update(_("{product} = {total} creatures").format(product=product(catalog), total=total(catalog)))
        else:
            count.update(_("One lexicon at least: wheels need traits."))

    def on_selection_list_selected_changed(self) -> None:
        self._count()

    def answer(self) -> list[str]:
        return self.chosen


def _traits(lexicon: Lexicon) -> int:
    return sum(len(slot.traits) for slot in lexicon.slots.values())
