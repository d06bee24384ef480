"""Choosing who is heard in a voice that is put together from recordings."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import SelectionList, Static
from textual.widgets.selection_list import Selection

from bestio.classroom.class_voices import Person
from bestio.i18n import N_, _
from bestio.session.hearing import Hearing, tell_hearing
from bestio.tui.screens.dialog import Form
from bestio.tui.text import plain, visible
from bestio.tui.widgets.ticks import TickList

BY_TURNS = ""
"""What stands for the first line, which is nobody's name."""


class PickHearing(Form[Hearing]):
    """Gives who is heard, or None where one gave up. Nobody ticked, everybody may be heard."""

    KEYS = N_("Space: tick or not   Tab: further   Escape: leave it")
    YES = N_("Hear them")

    DEFAULT_CSS = """
    PickHearing SelectionList { height: 10; }
    PickHearing #told { height: 2; color: $secondary; }
    """

    def __init__(self, hearing: Hearing, people: Sequence[Person]) -> None:
        super().__init__()
        self.before, self.people = hearing, tuple(people)

    def heading(self) -> str:
        return _("Who is heard?")

    def fields(self) -> ComposeResult:
        before = {name.casefold() for name in self.before.people}
        yield TickList(
            Selection(Content.styled(_("Another one at each word"), "bold"), BY_TURNS, self.before.by_turns),
            *(
                Selection(Content(visible(one.told())), one.who, one.who.casefold() in before)
                for one in self.people
            ),
            id="people",
        )  # fmt: skip
        yield Static("", id="told", markup=False)

    def on_mount(self) -> None:
        self.query_one(TickList).highlighted = 0
        self._tell()

    def on_selection_list_selected_changed(self, event: SelectionList.SelectedChanged[str]) -> None:
        event.stop()
        self._tell()

    def _tell(self) -> None:
        self.query_one("#told", Static).update(plain(tell_hearing(self.answer())))

    def answer(self) -> Hearing:
        on = set(self.query_one(TickList).selected)
        people = tuple(one.who for one in self.people if one.who in on)
        return Hearing(people, BY_TURNS in on and len(people) != 1)
