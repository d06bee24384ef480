"""Human or machine? Sentences of the group mixed with phrases of the machine; results by group and by class."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from bestio.i18n import N_, _
from bestio.tui.commands import Command, bindings
from bestio.tui.glass import copy_verdict
from bestio.tui.screens.activities.activity import HELP, LEAVE, ActivityScreen
from bestio.tui.text import plain
from bestio.workshop.progress import Place
from bestio.workshop.quiz import (
    Item,
    Quiz,
    machine_phrase,
    quiz_left,
    score,
    told_length,
    told_results,
    told_source,
    told_truth,
)
from bestio.workshop.state import Author

if TYPE_CHECKING:
    from bestio.tui.screens.workshop import WorkshopScreen

COMMANDS = (
    Command("guess('human')", "h", N_("Human"), N_("Somebody of the group wrote it, word for word.")),
    Command("guess('machine')", "m", N_("Machine"), N_("The machine drew it.")),
    Command("go_on", "enter,space", N_("Next"), N_("The next phrase.")),
    HELP,
    LEAVE,
)


class QuizScreen(ActivityScreen):
    """One phrase after the other: a guess, then the truth and what shows it."""

    OFFERED = COMMANDS
    HIDES = True
    BINDINGS = bindings(COMMANDS)
    EXPLAINED = N_(
        "Some phrases are your group’s, word for word, some the machine’s.\n"
        "Say your clue aloud, then guess: H for human, M for machine.\n"
        "A tossed coin is right one time in two: do you do better?"
    )

    DEFAULT_CSS = """
    QuizScreen VerticalScroll { height: 1fr; border: round $border; padding: 1 2; }
    QuizScreen.-results.-low.-narrow #todo { display: none; }
    QuizScreen #phrase { text-style: bold; height: auto; }
    QuizScreen #truth { height: auto; margin: 1 0 0 0; }
    """

    def __init__(self, workshop: WorkshopScreen, place: Place) -> None:
        super().__init__(workshop, place)
        self.quiz = Quiz()
        self.number = 0
        self.guessed = False

    def body(self) -> ComposeResult:
        with VerticalScroll(can_focus=True, id="box"):
            yield Static("", id="phrase", markup=False)
            yield Static("", id="truth", markup=False)

    def on_mount(self) -> None:
        self.quiz = quiz_left(self.workshop.creation, Random(self.studio.new_seed()), quiz=self.place.key)
        self.query_one("#box").focus()
        if self.quiz.answered and not self.items:
            self._results()
        else:
            self._show()

    @property
    def items(self) -> tuple[Item, ...]:
        """The phrases that were still to be judged when one came."""
        return self.quiz.items

    @property
    def item(self) -> Item | None:
        """The phrase to judge; None before the first and after the last."""
        return self.items[self.number] if self.number < len(self.items) else None

    def _show(self) -> None:
        self.query_one("#truth", Static).update("")
        if not self.items:
            self.query_one("#phrase", Static).update(plain(self._missing(), lines=True))
            self.tell("")
        elif self.item is not None:
            self.query_one("#box").border_title = f"{self.quiz.answered + self.number + 1}/{self.quiz.total}"
            self.query_one("#phrase", Static).update(plain(self.item.phrase))
            asked = _("Human (H) or machine (M)? Say your clue first.")
            self.tell("\n".join(filter(None, (asked, told_length(self.quiz) if not self.number else ""))))
        else:
            self._results()

    def _missing(self) -> str:
        creation = self.workshop.creation
        if not creation.texts:
            return _(
                "There is no sentence of yours yet.\n"
                "Escape, then F3, then E: write a text, in sentences of four words at least."
            )
        if not creation.phrases:
            return _("The machine has made no phrase yet.\nEscape, then F3, then Space: let it make five or six.")
        return _(
            "There are not enough phrases to mix: sentences of four to thirty words from you,\n"
            "and phrases of the machine that are not mere copies. F3: write, and let it make some more."
        )

    def action_guess(self, guess: Author) -> None:
        """Say who wrote the phrase."""
        item = self.item
        if item is None or self.guessed:
            return
        key, of = self.place.key, self.quiz.total
        if not self.act("quiz.answer", phrase=item.phrase, guess=guess, truth=item.truth, quiz=key, of=of):
            return
        self.guessed = True
        told = told_truth(item, guess)
        self.query_one("#truth", Static).update(plain(f"{told}\n{self._proof(item)}", lines=True))
        self.tell(_("Enter: the next one."))

    def _proof(self, item: Item) -> str:
        creation = self.workshop.creation
        made = machine_phrase(creation, item)
        return copy_verdict(made) if made else told_source(creation, item, self.studio.journal.group)

    def action_go_on(self) -> None:
        """The next phrase."""
        if self.item is not None and self.guessed:
            self.number += 1
            self.guessed = False
            self._show()

    @work(exclusive=True)
    async def _results(self) -> None:
        self.add_class("-results")
        self.query_one("#box").border_title = _("Results")
        self.query_one("#phrase", Static).update(plain(_("Reading the answers of the class…")))
        creations = await self.classmates()
        group = score(creations[:1], quiz=self.place.key)
        everybody = score(creations, quiz=self.place.key)
        lines = told_results(group, everybody)
        self.query_one("#phrase", Static).update(plain("\n".join(lines), lines=True))
        self.query_one("#truth", Static).update("")
        self.tell("")
