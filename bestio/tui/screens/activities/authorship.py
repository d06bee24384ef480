"""Who is the author? Bet on a phrase, sign in percentages, or go on choosing at the bench."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from bestio.activities.bet import BetActivity
from bestio.activities.sign import SignActivity
from bestio.i18n import N_, _
from bestio.tui.commands import Command, bindings
from bestio.tui.screens.activities.activity import HELP, LEAVE, ActivityScreen
from bestio.tui.screens.activities.prompts import open_prompts
from bestio.tui.screens.who import WhoIsTheAuthor
from bestio.workshop.activities import author_way
from bestio.workshop.plan import AuthorWay, Sequence
from bestio.workshop.progress import Place

if TYPE_CHECKING:
    from bestio.tui.screens.workplace import Workplace

COMMANDS = (
    Command("choose", "enter", N_("Open"), N_("Do what the line in hand says.")),
    HELP,
    LEAVE,
)
WAYS: Mapping[AuthorWay, str] = {
    "bet": N_("Bet, then open the glass box: what is copied, and from whom?"),
    "sign": N_("Sign in percentages: who has made your phrases?"),
    "keep": N_("Keep, throw away, touch up: to the phrases"),
    "count": N_("Count: drawn, picked, written by hand, copied. Who is the author?"),
}


class AuthorshipScreen(ActivityScreen):
    """The ways to look for the author; the one that the activity is about is in hand."""

    OFFERED = COMMANDS
    BINDINGS = bindings(COMMANDS)
    EXPLAINED = N_(
        "Several ways to look for the author of a phrase.\n"
        "Choose one, come back, choose another.\n"
        "What you bet and how you sign is written in your notes."
    )

    def __init__(self, workshop: Workplace, place: Place, plan: Sequence) -> None:
        super().__init__(workshop, place)
        self.plan = plan

    def body(self) -> ComposeResult:
        yield OptionList(*(Option(_(text), id=key) for key, text in WAYS.items()), id="choices", markup=False)

    def on_mount(self) -> None:
        choices = self.query_one("#choices", OptionList)
        choices.highlighted = list(WAYS).index(author_way(self.place.activity))
        choices.focus()

    def action_choose(self) -> None:
        """Do what the line in hand says."""
        choices = self.query_one("#choices", OptionList)
        way = "" if choices.highlighted is None else choices.get_option_at_index(choices.highlighted).id
        if way == "bet":
            open_prompts(self.workshop, self.plan, self.place, BetActivity)
        elif way == "sign":
            open_prompts(self.workshop, self.plan, self.place, SignActivity)
        elif way == "count":
            self.app.push_screen(WhoIsTheAuthor(self.workshop.creation, self.studio.journal.group))
        elif way == "keep":
            self.dismiss(None)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if self.is_active:  # the first of two quick presses has asked already
            self.action_choose()
