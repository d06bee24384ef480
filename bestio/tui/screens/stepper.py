"""Step by step: before each word, all that could come, with its chance on a hundred-sided die; somebody decides."""

from __future__ import annotations

import asyncio
from random import Random

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from bestio.errors import BestioError
from bestio.i18n import N_, _
from bestio.language.typography import percent
from bestio.phrases.phrase import Phrase
from bestio.phrases.stepper import Choice, Stepper
from bestio.tui.commands import Command, bindings
from bestio.tui.screens.ask import AskLine
from bestio.tui.screens.window import Window
from bestio.tui.text import plain, visible
from bestio.tui.widgets.command_bar import CommandBar
from bestio.tui.work import GivesUpWork
from bestio.workshop.studio import Studio

MOST = 60
BAR = 10
END = "\u25a0"

COMMANDS = (
    Command("die", "d", N_("Throw it"), N_("Throw the hundred-sided die: its side gives the word.")),
    Command("machine", "m", N_("Machine"), N_("Let the machine draw.")),
    Command("mine", "enter", N_("My choice"), N_("Take the word in hand in the list.")),
    Command("real_die", "n", N_("Real die"), N_("Type what your own dice show, from 1 to 100.")),
    Command("wider", "o", N_("Order"), N_("Look back at one word more, or at one only.")),
    Command("back", "backspace", N_("Back"), N_("Take the last word off."), shown=False),
    Command("finish", "f", N_("Finish"), N_("Let the machine finish, and keep the phrase in the list.")),
    Command("give_up", "escape", N_("Leave it"), N_("Leave without a phrase.")),
)
LONGEST = 60  # words, after which the machine stops of itself when it finishes


class StepByStep(GivesUpWork, Window[Phrase | None]):
    """Makes a phrase word by word; gives it, or None."""

    BINDINGS = bindings(COMMANDS)

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self.studio = studio
        self.stepper: Stepper | None = None
        self.said = ""

    @property
    def commands(self) -> tuple[Command, ...]:
        """What one can do here."""
        return COMMANDS

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog wide", id="stepper"):
            yield Static(_("Step by step"), classes="dialog-title", markup=False)
            yield Static(_("The machine is reading the texts…"), id="so-far", markup=False)
            yield Static("", id="question", classes="muted", markup=False)
            yield OptionList(id="choices", markup=False)
            yield Static("", id="said", markup=False)
            yield CommandBar(COMMANDS)

    def on_mount(self) -> None:
        self._begin()

    @work(exclusive=True)
    async def _begin(self) -> None:
        try:
            machine = await asyncio.to_thread(self.studio.machine)
            self.stepper = Stepper(machine, Random(self.studio.new_seed()))
        except BestioError as error:
            self.app.notify(f"{error.message} {error.hint}", title=error.title, severity="warning", markup=False)
            self.dismiss(None)
            return
        self._show()

    def _show(self) -> None:
        stepper = self.stepper
        if stepper is None:
            return
        text = visible(stepper.text) if stepper.words else "…"
        self.query_one("#so-far", Static).update(Content.styled(text, "bold"))
        choices = stepper.next_words(MOST)
        self.query_one("#question", Static).update(plain(self._question(choices)))
        self.query_one("#said", Static).update(plain(self.said))
        listed = self.query_one("#choices", OptionList)
        listed.clear_options()
        for choice in choices:
            listed.add_option(Option(_line(choice)))
        listed.highlighted = 0 if choices else None
        listed.focus()

    def _question(self, choices: list[Choice]) -> str:
        stepper = self.stepper
        if stepper is None:
            return ""
        if stepper.ended:
            return _("The phrase is finished. F keeps it, Backspace takes its end off.")
        if not stepper.words:
            return _("How do the sentences begin? Each word has its sides of the die.")
        after = visible(" ".join(stepper.words[-stepper.order :]))
        if stepper.drops:
            return _(
                "After “{words}” alone, what have the texts? The machine forgets a word here, so as not to recite."
            ).format(words=after)
        if len(choices) == 1:
            return _("After “{words}”, the texts have only one sequel.").format(words=after)
        return _("After “{words}”, what have the texts? Each word has its sides of the die.").format(words=after)

    # --- commands -----------------------------------------------------------------------------------------------------

    def _take(self, said: str, word: str) -> None:
        self.said = f"{said} → {word}" if word else said + " → " + _("(the end)")
        self._show()

    def action_die(self) -> None:
        """Throw the die."""
        if self.stepper is not None and not self.stepper.ended:
            self._side(self.stepper.throw())

    def _side(self, side: int) -> None:
        if self.stepper is None:
            return
        try:
            word = self.stepper.take_die(side)
        except BestioError as error:
            self.said = f"{error.message} {error.hint}"
            self._show()
            return
        self._take(_("The die shows {side}").format(side=side), word)

    def action_real_die(self) -> None:
        """Type what real dice show."""

        def thrown(text: str | None) -> None:
            if text:
                self._side(int(text))

        self.app.push_screen(
            AskLine(
                _("What do the dice show?"),
                hint=_("From 1 to 100: a die for the tens, a die for the units."),
                most=3,
                check=lambda text: (
                    "" if text.isdecimal() and 1 <= int(text) <= 100 else _("Give a number from 1 to 100.")
                ),
            ),
            thrown,
        )

    def action_machine(self) -> None:
        """Let the machine draw."""
        if self.stepper is not None and not self.stepper.ended:
            self._take(_("The machine has drawn"), self.stepper.take_machine())

    def action_mine(self) -> None:
        """Take the word in hand."""
        listed = self.query_one("#choices", OptionList)
        if self.stepper is None or self.stepper.ended or listed.highlighted is None:
            return
        choices = self.stepper.next_words(MOST)
        self._take(_("You have chosen"), self.stepper.take_word(choices[listed.highlighted].word))

    def action_wider(self) -> None:
        """Look back further, or at one word only."""
        if self.stepper is not None:
            most = self.stepper.machine.settings.order
            self.stepper.look_back = self.stepper.look_back % most + 1
            self.said = _("The machine looks back at {n} now.").format(n=self.stepper.look_back)
            self._show()

    def action_back(self) -> None:
        """Take the last word off."""
        if self.stepper is not None and self.stepper.undo():
            self.said = ""
            self._show()

    def action_finish(self) -> None:
        """Let the machine finish."""
        if self.stepper is None:
            return
        while not self.stepper.ended and len(self.stepper.words) < LONGEST:
            self.stepper.take_machine()
        try:
            self.dismiss(self.stepper.phrase())
        except BestioError as error:
            self.said = f"{error.message} {error.hint}"
            self._show()

    def action_give_up(self) -> None:
        """Leave without a phrase."""
        self.dismiss(None)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_mine()

    async def on_command_bar_given(self, event: CommandBar.Given) -> None:
        event.stop()
        await self.give(event.command)

    async def give(self, command: Command) -> None:
        """Do what a command says, as its key would."""
        await self.app.run_action(command.action, self)


def _line(choice: Choice) -> Content:
    sides = "" if choice.interval is None else f"{choice.interval[0]}–{choice.interval[1]}"
    bar = "━" * max(1, round(choice.probability * BAR))
    reader = choice.readers[0] if choice.readers else None
    word = visible(choice.word) or END + " " + _("(the end)")
    where = _("{n} × in “{title}”").format(n=reader.count, title=visible(reader.title)) if reader else ""
    more = " …" if len(choice.readers) > 1 else ""
    return Content.assemble(
        (f"{sides:>8}  ", "bold"),
        (f"{word:<16.16} ", "bold"),
        (f"{percent(choice.probability):>6} ", ""),
        f"{bar:<{BAR}} ",
        (where + more, "$text-muted"),
    )
