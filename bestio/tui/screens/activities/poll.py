"""The poll, before and after: each pupil answers in secret, then the class looks at what has moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.events import Click
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from bestio.i18n import N_, _, ngettext
from bestio.tui.commands import Command, bindings
from bestio.tui.screens.activities.activity import HELP, LEAVE, ActivityScreen
from bestio.tui.text import plain, visible
from bestio.tui.widgets.chart import BeforeAfter
from bestio.workshop.plan import Poll
from bestio.workshop.polls import compare
from bestio.workshop.progress import Place

if TYPE_CHECKING:
    from bestio.tui.screens.workshop import WorkshopScreen

COMMANDS = (
    Command("go_on", "enter", N_("Choose"), N_("Choose the answer in hand, or begin.")),
    Command("back", "backspace", N_("Before"), N_("Back to the question before.")),
    Command("results", "r", N_("Charts"), N_("Before and after, side by side, over the whole class.")),
    HELP,
    LEAVE,
)


class Answers(OptionList):
    """The answers to one question: the second half of a double click is no answer to the next one."""

    async def _on_click(self, event: Click) -> None:
        if event.chain > 1:
            event.prevent_default()
            return
        await super()._on_click(event)


class PollScreen(ActivityScreen):
    """Asks one pupil after the other; what was answered is never shown by pupil.

    No answer is in hand when a question comes: a second Enter, pressed too soon, answers nothing that nobody has read.
    """

    OFFERED = COMMANDS
    BINDINGS = bindings(COMMANDS)
    EXPLAINED = N_(
        "Each answers alone, then passes the computer on. No name is asked.\n"
        "↑ ↓ and Enter answer. Backspace: the question before.\n"
        "If you leave in the middle, your answers are forgotten.\n"
        "The second time, R shows the whole class, before and after."
    )

    DEFAULT_CSS = """
    PollScreen #question { height: auto; text-style: bold; margin: 0 0 1 0; }
    PollScreen #charts { height: 1fr; display: none; }
    PollScreen.-charts #charts { display: block; }
    PollScreen.-charts #choices, PollScreen.-charts #question, PollScreen.-charts #todo { display: none; }
    """

    def __init__(self, workshop: WorkshopScreen, place: Place, poll: Poll) -> None:
        super().__init__(workshop, place)
        self.poll = poll
        self.poll_id = place.activity.poll or ""
        self.when = place.activity.when or "before"
        self.asked = -1  # the question that is asked; -1 between two pupils
        self.answers: dict[str, str] = {}

    def body(self) -> ComposeResult:
        yield Static("", id="question", markup=False)
        yield Answers(id="choices", markup=False)
        with VerticalScroll(id="charts"):
            yield BeforeAfter(id="before-after")

    def on_mount(self) -> None:
        self._show()

    @property
    def answered(self) -> int:
        """How many pupils of the group have answered this time."""
        return len(self.workshop.creation.polls.get(self.poll_id, {}).get(self.when, ()))

    def _show(self) -> None:
        choices = self.query_one("#choices", OptionList)
        choices.clear_options()
        if self.asked < 0:
            pupil = self.answered + 1
            self.query_one("#question", Static).update(
                plain(_("Pupil {n}: turn the screen towards you, alone.").format(n=pupil))
            )
            choices.add_option(Option(_("I am ready")))
        else:
            question = self.poll.questions[self.asked]
            number = f"{self.asked + 1}/{len(self.poll.questions)}"
            self.query_one("#question", Static).update(plain(f"{number}  {question.text}"))
            choices.add_options([Option(visible(choice)) for choice in question.choices])
        choices.highlighted = 0 if self.asked < 0 else None
        choices.focus()

    # --- commands -----------------------------------------------------------------------------------------------------

    def action_go_on(self) -> None:
        """Choose the answer in hand, or begin."""
        choices = self.query_one("#choices", OptionList)
        if choices.highlighted is None:
            self.tell(_("↑ ↓ first: which answer is yours?"))
            return
        if self.asked >= 0:
            question = self.poll.questions[self.asked]
            self.answers[question.id] = question.choices[choices.highlighted]
        self.asked += 1
        if self.asked >= len(self.poll.questions):
            self._finish()
        else:
            self.tell("")
        self._show()

    def _finish(self) -> None:
        given, self.answers, self.asked = self.answers, {}, -1
        if self.act("poll.answer", poll=self.poll_id, when=self.when, answers=given):
            count = ngettext("{n} pupil has answered.", "{n} pupils have answered.", self.answered)
            self.tell(_("Thank you! Nobody will know which answers are yours.") + " " + count.format(n=self.answered))

    def action_back(self) -> None:
        """Back to the question before."""
        if self.has_class("-charts"):
            self.remove_class("-charts")
            self._show()
        elif self.asked >= 0:
            self.asked -= 1
            self._show()

    def action_results(self) -> None:
        """Show before and after, side by side."""
        if self.when == "before":
            self.tell(_("The charts wait for the second time: a photo shows most beside another."))
        elif not self.answered:
            self.tell(_("Answer first: then look."))
        else:
            self.asked, self.answers = -1, {}
            self.add_class("-charts")
            self.query_one("#charts").focus()
            self._compare()

    @work(exclusive=True)
    async def _compare(self) -> None:
        self.tell(_("Reading the answers of the class…"))
        creations = await self.classmates()
        self.query_one(BeforeAfter).comparisons = tuple(compare(self.poll_id, self.poll, creations))
        told = _("The whole class, and no name. What has moved? What has not? Backspace goes back.")
        self.tell(told)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_go_on()
