"""How many creatures? A bet first, then the product of the wheels, one wheel after the other."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from bestio.i18n import N_, _, ngettext
from bestio.language.typography import grouped
from bestio.persona.cabinet import Cabinet
from bestio.tui.commands import Command, bindings
from bestio.tui.screens.activities.activity import HELP, LEAVE, ActivityScreen
from bestio.tui.screens.ask import AskLine
from bestio.tui.text import plain, visible
from bestio.workshop.counting import count_note, counted, lexicons_to_count, listening_time, read_bet, verdict
from bestio.workshop.progress import Place

if TYPE_CHECKING:
    from bestio.tui.screens.workplace import Workplace

COMMANDS = (
    Command("bet", "enter", N_("Bet"), N_("Write how many creatures you expect.")),
    Command("wheel", "space", N_("One wheel more"), N_("Multiply by the next wheel.")),
    Command("fewer", "left", N_("A lexicon less"), N_("Count with one lexicon less."), shown=False),
    Command("more", "right", N_("A lexicon more"), N_("Count with one lexicon more.")),
    HELP,
    LEAVE,
)


class CountScreen(ActivityScreen):
    """Counts the creatures of one lexicon, then of several; the creation keeps the lexicons that it has."""

    OFFERED = COMMANDS
    HIDES = True
    BINDINGS = bindings(COMMANDS)
    EXPLAINED = N_(
        "Bet first (Enter): how many creatures can the wheels make?\n"
        "Space turns them over, one by one: each multiplies the number.\n"
        "→ adds a lexicon, ← takes one away: bet again before you look.\n"
        "The machine has not invented these creatures: it multiplies them."
    )

    DEFAULT_CSS = """
    CountScreen.-low.-narrow #todo { max-height: 2; }
    CountScreen VerticalScroll { height: 1fr; }
    CountScreen #product { height: auto; text-style: bold; color: $primary; }
    """

    def __init__(self, workshop: Workplace, place: Place) -> None:
        super().__init__(workshop, place)
        self.lexicons = lexicons_to_count(workshop.services.lexicons.values(), workshop.creation.lexicons)
        self.used = 1
        self.turned = 0
        self.guess: int | None = None

    def body(self) -> ComposeResult:
        yield Static("", id="used", markup=False)
        with VerticalScroll(can_focus=False):
            yield Static("", id="wheels", markup=False)
        yield Static("", id="product", markup=False)

    def on_mount(self) -> None:
        self._show()

    @property
    def cabinet(self) -> Cabinet:
        """The wheels that are counted."""
        return Cabinet(self.lexicons[: self.used])

    def _show(self) -> None:
        cabinet = self.cabinet
        counts = list(cabinet.counts().items())
        titles = ", ".join(visible(one.title) for one in self.lexicons[: self.used])
        self.query_one("#used", Static).update(
            plain(
                ngettext("{n} lexicon: {titles}", "{n} lexicons: {titles}", self.used).format(
                    n=self.used, titles=titles
                )
            )
        )
        lines = []
        for place, (slot, count) in enumerate(counts):
            shown = f"{count:>5}" if place < self.turned else "    ?"
            lines.append(
                Content.assemble((f"{visible(cabinet.titles.get(slot, slot)):<26.26}", ""), (shown, "bold $secondary"))
            )
        self.query_one("#wheels", Static).update(Content("\n").join(lines))
        turned = [count for _slot, count in counts[: self.turned]]
        self.query_one("#product", Static).update(plain(counted(turned)))
        self._answer(prod(turned), done=self.turned == len(counts))

    def _answer(self, product: int, *, done: bool) -> None:
        if self.guess is None:
            self.tell(_("Your bet first: how many different creatures? Enter writes it."))
        elif not self.turned:
            self.tell(_("Your bet: {guess}. Space turns the first wheel over.").format(guess=grouped(self.guess)))
        elif not done:
            self.tell(_("And how many with the next wheel? Space turns it over."))
        else:
            self.tell(verdict(self.guess, product) + "\n" + listening_time(product))

    # --- commands -----------------------------------------------------------------------------------------------------

    def action_bet(self) -> None:
        """Write how many creatures one expects."""

        def given(text: str | None) -> None:
            if text:
                self.guess = read_bet(text)
                self.turned = 0
                self._show()

        self.app.push_screen(
            AskLine(
                _("How many different creatures?"),
                hint=_("A whole number. A wrong bet is worth as much as a right one."),
                most=24,
                check=lambda text: "" if read_bet(text) is not None else _("Write a whole number, in figures."),
            ),
            given,
        )

    def action_wheel(self) -> None:
        """Multiply by the next wheel."""
        wheels = len(self.cabinet.counts())
        if self.guess is None:
            self.action_bet()
        elif self.turned < wheels:
            self.turned += 1
            self._show()
            if self.turned == wheels:
                self._keep()

    def _keep(self) -> None:
        self.note(count_note(self.used, self.guess or 0, self.cabinet.combinations()), part=f":{self.used}")

    def action_fewer(self) -> None:
        """Count with one lexicon less."""
        self._use(self.used - 1)

    def action_more(self) -> None:
        """Count with one lexicon more."""
        self._use(self.used + 1)

    def _use(self, used: int) -> None:
        if 1 <= used <= len(self.lexicons):
            self.used, self.turned, self.guess = used, 0, None
            self._show()
