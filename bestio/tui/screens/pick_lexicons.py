"""Choosing the lexicons that the wheels of a creature are made of, and seeing at once how many creatures that gives."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, SelectionList, Static
from textual.widgets.selection_list import Selection

from bestio.i18n import _
from bestio.persona.trait import Lexicon
from bestio.tui.screens.window import Window
from bestio.tui.text import visible
from bestio.tui.widgets.ticks import TickList
from bestio.workshop.counting import product, total
from bestio.workshop.studio import Studio


class PickLexicons(Window[list[str] | None]):
    """Gives the ids of the chosen lexicons, one at least, or None where one gave up."""

    BINDINGS = [Binding("escape", "give_up", show=False)]

    DEFAULT_CSS = """
    PickLexicons SelectionList { height: 1fr; border: round $border; background: transparent; }
    PickLexicons SelectionList:focus { border: round $primary; }
    PickLexicons #count { height: auto; min-height: 2; color: $secondary; }
    """

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self.studio = studio

    def compose(self) -> ComposeResult:
        chosen = self.studio.lexicons_in_use()
        with Vertical(classes="dialog wide"):
            yield Static(_("Which lexicons are the wheels made of?"), classes="dialog-title", markup=False)
            yield TickList(
                *(
                    Selection(
                        Content(_("{title} ({n} traits)").format(title=visible(lexicon.title), n=_traits(lexicon))),
                        lexicon.id,
                        lexicon.id in chosen,
                    )
                    for lexicon in self.studio.lexicons.values()
                    if lexicon.slots
                ),
                id="lexicons",
            )
            yield Static("", id="count", markup=False)
            with Horizontal(classes="buttons"):
                yield Button(_("Leave it"), id="no")
                yield Button(_("These ones"), id="yes", variant="primary")
            yield Static(_("Space: take or leave one   Tab: to the buttons   Escape: leave it"), classes="keys")

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
            cabinet = self.studio.cabinet_of(chosen)
            count.update(_("{product} = {total} creatures").format(product=product(cabinet), total=total(cabinet)))
        else:
            count.update(_("One lexicon at least: wheels need traits."))

    def on_selection_list_selected_changed(self) -> None:
        self._count()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        self.dismiss(self.chosen if event.button.id == "yes" else None)

    def action_give_up(self) -> None:
        """Leave the wheels as they are."""
        self.dismiss(None)


def _traits(lexicon: Lexicon) -> int:
    return sum(len(slot.traits) for slot in lexicon.slots.values())
