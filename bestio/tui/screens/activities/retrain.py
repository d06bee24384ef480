"""The machine that reads its own phrases: a prediction, then the curve, generation after generation."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from random import Random
from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import OptionList, ProgressBar, Static
from textual.widgets.option_list import Option

from bestio.errors import BestioError
from bestio.i18n import N_, _
from bestio.phrases.corpus import Corpus
from bestio.tui.commands import Command, bindings
from bestio.tui.screens.activities.activity import HELP, LEAVE, ActivityScreen
from bestio.tui.text import plain
from bestio.tui.widgets.chart import Columns
from bestio.workshop.progress import Place
from bestio.workshop.retrain import (
    GENERATIONS,
    PREDICTIONS,
    Generation,
    first_reading,
    retrain,
    told_conclusion,
    told_generation,
    told_reading,
)

if TYPE_CHECKING:
    from bestio.tui.screens.workshop import WorkshopScreen

COMMANDS = (
    Command("go", "enter", N_("Start"), N_("Start with the prediction in hand.")),
    Command("stop", "s", N_("Stop"), N_("Stop the machine here.")),
    Command("earlier", "left", N_("Generation before"), N_("Read a phrase of the generation before."), shown=False),
    Command("later", "right", N_("Generation after"), N_("Read a phrase of the next generation.")),
    Command("again", "r", N_("Again"), N_("Predict and start again.")),
    HELP,
    LEAVE,
)


class RetrainScreen(ActivityScreen):
    """Lets the machine learn from itself; can be stopped, and started again."""

    OFFERED = COMMANDS
    BINDINGS = bindings(COMMANDS)
    EXPLAINED = N_(
        "The machine reads its own phrases, then what it made of those…\n"
        "Predict first: more different words, fewer, as many?\n"
        "← →: each generation, a phrase of it, and the words it has lost.\n"
        "A word never drawn is lost: only somebody who writes gives it back."
    )

    DEFAULT_CSS = """
    RetrainScreen #choices { height: auto; max-height: 5; }
    RetrainScreen #curves { height: 1fr; min-height: 5; }
    RetrainScreen #read { height: 7; border: round $border-blurred; padding: 0 1; border-title-color: $text-muted; }
    RetrainScreen #bar { height: 1; width: 1fr; }
    RetrainScreen #curves, RetrainScreen #read, RetrainScreen #bar { display: none; }
    RetrainScreen.-running #curves, RetrainScreen.-running #read { display: block; }
    RetrainScreen.-working #bar { display: block; }
    RetrainScreen.-running #choices { display: none; }
    RetrainScreen.-low.-running #todo { display: none; }
    """

    def __init__(self, workshop: WorkshopScreen, place: Place) -> None:
        super().__init__(workshop, place)
        self.generations: list[Generation] = []
        self.prediction = ""
        self.stopped = False

    def body(self) -> ComposeResult:
        yield OptionList(*(Option(_(text), id=key) for key, text in PREDICTIONS.items()), id="choices", markup=False)
        yield ProgressBar(GENERATIONS + 1, show_eta=False, id="bar")
        with Horizontal(id="curves"):
            yield Columns(_("Different words"), id="words")
            yield Columns(_("Different phrases, in %"), most=1.0, per_cent=True, id="phrases")
        with VerticalScroll(id="read"):
            yield Static("", id="sample", markup=False)

    def on_mount(self) -> None:
        self.action_again()

    def on_unmount(self) -> None:
        self.stopped = True

    # --- commands -----------------------------------------------------------------------------------------------------

    def action_again(self) -> None:
        """Predict and start again."""
        if self.has_class("-working"):
            return
        self.remove_class("-running")
        choices = self.query_one("#choices", OptionList)
        choices.highlighted = 0
        choices.focus()
        self.tell(_("Your prediction: what will become of the number of different words? Enter starts."))

    def action_go(self) -> None:
        """Start with the prediction in hand."""
        choices = self.query_one("#choices", OptionList)
        if self.has_class("-running") or choices.highlighted is None:
            return
        self.prediction = choices.get_option_at_index(choices.highlighted).id or "down"
        self.generations = []
        self.stopped = False
        self.add_class("-running", "-working")
        self.query_one("#read").focus()
        self._grow()

    def action_stop(self) -> None:
        """Stop the machine here."""
        self.stopped = True

    def action_earlier(self) -> None:
        """Read the generation before."""
        self._point(-1)

    def action_later(self) -> None:
        """Read the next generation."""
        self._point(1)

    def _point(self, by: int) -> None:
        if self.generations:
            words = self.query_one("#words", Columns)
            self._show(min(len(self.generations) - 1, max(0, words.pointed + by)))

    # --- the machine --------------------------------------------------------------------------------------------------

    @work(exclusive=True)
    async def _grow(self) -> None:
        bar = self.query_one("#bar", ProgressBar)
        bar.update(progress=0)
        self.tell(_("The machine reads itself… S stops it."))
        try:
            growing = retrain(self._corpus(), Random(self.studio.new_seed()), cancelled=lambda: self.stopped)
            while (one := await asyncio.to_thread(_next, growing)) is not None:
                self.generations.append(one)
                bar.update(progress=len(self.generations))
                self._show(len(self.generations) - 1)
        except BestioError as error:
            self.tell(f"{error.message} {error.hint}".strip())
            return
        finally:
            self.remove_class("-working")
        self._conclude()

    def _corpus(self) -> Corpus:
        """What is read first."""
        read = first_reading(self.studio.corpus())
        self.query_one("#read").border_title = plain(told_reading(read))
        return read

    def _conclude(self) -> None:
        if len(self.generations) < 2:
            self.tell(_("Stopped before the first generation. R starts again."))
            return
        told = told_conclusion(self.prediction, self.generations)
        self.tell(f"{told} " + _("← →: what has been lost? R: again."))
        if not self.studio.journal.read_only:
            self.note(told)

    def _show(self, place: int) -> None:
        numbers = tuple(str(one.number) for one in self.generations)
        words, phrases = self.query_one("#words", Columns), self.query_one("#phrases", Columns)
        for columns, values in (
            (words, tuple(float(one.vocabulary) for one in self.generations)),
            (phrases, tuple(one.variety for one in self.generations)),
        ):
            columns.values, columns.labels, columns.pointed = values, numbers, place
        self.query_one("#sample", Static).update(plain(told_generation(self.generations[place]), lines=True))
        self.query_one("#read", VerticalScroll).scroll_home(animate=False)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_go()


def _next(growing: Iterator[Generation]) -> Generation | None:
    return next(growing, None)
