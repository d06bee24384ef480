"""The recorded voices of a class on the teacher's screen: on until a day or off, who has recorded, taking one back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from bestio.classroom.class_report import made_by_groups
from bestio.classroom.class_voices import (
    Person,
    TurnedOn,
    describe_voices,
    describe_withdrawal,
    people_of,
    state_line,
    turn_off,
    turn_on,
)
from bestio.classroom.consent import consent
from bestio.classroom.erasure.withdrawal import Withdrawal
from bestio.classroom.made_up import describe_date, read_date
from bestio.errors import BestioError, UsageError
from bestio.i18n import N_, _
from bestio.journal.save_status import not_saved
from bestio.private_files import make_folder
from bestio.speech.recorded.bank import Bank
from bestio.storage.atomic import replace as write_whole
from bestio.tui.commands import Command, bindings
from bestio.tui.screens.ask import AskLine, AskYes
from bestio.tui.screens.bank import BankScreen
from bestio.tui.screens.command_screen import CommandScreen
from bestio.tui.screens.help import Help
from bestio.tui.services import Services
from bestio.tui.text import plain, visible
from bestio.tui.widgets.command_bar import CommandBar

if TYPE_CHECKING:
    from bestio.tui.house import House

_T = TypeVar("_T")
COMMANDS = (
    Command(
        "switch", "o", N_("On or off"), N_("Lets the class record and be heard until a day, or no more."), soon=True
    ),
    Command("save_consent", "e", N_("Consent"), N_("Writes the text to have signed into a file, to print it.")),
    Command("withdraw", "delete", N_("Take back"), N_("Erases a person’s voice, after showing what goes.")),
    Command("bank", "v", N_("Words"), N_("The words that were recorded, and those that are missing.")),
    Command("help", "f1", N_("Help"), N_("Explains this screen."), always=True),
    Command("leave", "escape", N_("Back"), N_("Back to where one was."), always=True),
)
EXPLAINED = N_(
    "Nothing is recorded or heard before you turn the voices on,\n"
    "nor after the day that you say. Have the text signed first.\n"
    "On the left, who has recorded, under a made-up name, until when.\n"
    "Delete erases one person: recordings, and sounds made of them.\n"
    "Off, nothing is heard and nothing is erased."
)


class ClassVoicesScreen(CommandScreen):
    """Whether a class may record and be heard, and who has recorded."""

    CAN_DO = COMMANDS
    BINDINGS = bindings(COMMANDS)
    DEFAULT_CSS = """
    ClassVoicesScreen #voices-top { height: 1; background: $panel; }
    ClassVoicesScreen #voices-title { width: 1fr; height: 1; padding: 0 1; color: $primary; text-style: bold; }
    ClassVoicesScreen #voices-state { height: auto; padding: 0 2; }
    ClassVoicesScreen #people { width: 1fr; height: 1fr; border: round $border-blurred; }
    ClassVoicesScreen #people:focus { border: round $primary; }
    ClassVoicesScreen #consent { width: 1fr; height: 1fr; border: round $secondary; padding: 0 1; }
    ClassVoicesScreen #consent:focus { border: round $primary; }
    ClassVoicesScreen #consent Static { height: auto; }
    ClassVoicesScreen #voices-tip { height: auto; max-height: 3; padding: 0 1; background: $surface; }
    """

    def __init__(self, services: Services, class_id: str) -> None:
        super().__init__()
        self.services = services
        self.class_id = class_id
        self.title_of_class = services.store.title_of(class_id)
        self.bank: Bank | None = None
        self.people: list[Person] = []

    @property
    def house(self) -> House:
        """The app."""
        return cast("House", self.app)

    def compose(self) -> ComposeResult:
        with Horizontal(id="voices-top"):
            yield Static("", id="voices-title", markup=False)
        yield Static("", id="voices-state", markup=False)
        with Horizontal():
            yield OptionList(id="people", markup=False)
            with VerticalScroll(id="consent"):
                yield Static("", id="consent-text", markup=False)
        yield Static("", id="voices-tip", markup=False)
        yield CommandBar(COMMANDS)

    def on_mount(self) -> None:
        title = _("The recorded voices of {name}").format(name=self.title_of_class)
        self.query_one("#voices-title", Static).update(plain(title))
        self.query_one("#people").border_title = _("Who has recorded")
        self.query_one("#consent").border_title = _("To have signed")
        self.query_one("#people").focus()

    def on_screen_resume(self) -> None:
        self._read()

    # --- what is shown ------------------------------------------------------------------------------------------------

    @work(exclusive=True, group="bank")
    async def _read(self) -> None:
        try:
            self.bank = await asyncio.to_thread(self.services.recorded_voices.bank, self.class_id)
        except (BestioError, OSError) as error:
            self._complain(error)
            return
        self._show(self.bank)

    def _show(self, bank: Bank) -> None:
        chosen = self.person
        self.people = people_of(bank)
        listed = self.query_one("#people", OptionList)
        listed.clear_options()
        listed.add_options(Option(Content(visible(one.told()))) for one in self.people)
        if not self.people:
            listed.add_option(Option(Content.styled(_("Nobody has recorded yet."), "$text-muted"), disabled=True))
        names = [one.who for one in self.people]
        if names:
            listed.highlighted = names.index(chosen.who) if chosen and chosen.who in names else 0
        told = [
            state_line(bank.leave, self.title_of_class),
            *describe_voices(bank, self.title_of_class)[1 + len(names) :],
        ]
        self.query_one("#voices-state", Static).update(plain(" ".join(told)))
        self.query_one("#consent-text", Static).update(plain(self._consent(bank), lines=True))
        tip = (
            _("O: off. E: the text to have signed, in a file. Delete: somebody takes their voice back.")
            if bank.open
            else _("O: on, until a day that you say. Before, nobody records, and nobody is heard.")
        )
        self.query_one("#voices-tip", Static).update(tip)

    def _consent(self, bank: Bank) -> str:
        return consent(
            self.title_of_class, bank.leave.until if bank.open else self.services.recorded_voices.usual_end()
        )

    @property
    def person(self) -> Person | None:
        """The person in hand."""
        at = self.query_one("#people", OptionList).highlighted
        return self.people[at] if at is not None and at < len(self.people) else None

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()

    def _complain(self, error: BestioError | OSError) -> None:
        self.house.complain(
            error
            if isinstance(error, BestioError)
            else not_saved(error, self.services.recorded_voices.folder(self.class_id))
        )

    def say(self, message: str) -> None:
        """Tell what came of something."""
        self.notify(plain(message).plain, markup=False)

    @work(group="task")
    async def _do(self, task: Callable[[], _T], done: Callable[[_T], None]) -> None:
        """Do something to files apart from the screen, then tell what came of it."""
        try:
            result = await asyncio.to_thread(task)
        except (BestioError, OSError) as error:
            self._complain(error)
        else:
            done(result)
        self._read()

    # --- acts ---------------------------------------------------------------------------------------------------------

    def action_switch(self) -> None:
        """Turn the voices of the class on, or off."""
        if self.bank is None:
            return
        if self.bank.open:
            self._do(
                partial(turn_off, self.services.recorded_voices, self.class_id, self.title_of_class),
                lambda told: self.say(told[0]),
            )
            return

        def refused(text: str) -> str:
            try:
                self.services.recorded_voices.until(read_date(text))
            except UsageError as error:
                return str(error)
            return ""

        def said(text: str | None) -> None:
            if text is not None:
                self._do(
                    partial(turn_on, self.services.recorded_voices, self.class_id, self.title_of_class, text),
                    self._turned_on,
                )

        self.app.push_screen(
            AskLine(
                _("Until which day may they be heard?"),
                value=describe_date(self.services.recorded_voices.usual_end()),
                hint=_("Six months unless you say otherwise. After that day, nothing is heard any more."),
                check=refused,
                most=20,
            ),
            said,
        )

    def _turned_on(self, done: TurnedOn) -> None:
        for line in done.told:
            self.say(line)

    def action_save_consent(self) -> None:
        """Write the text to have signed into a file of the class's folder."""
        if self.bank is None:
            return
        text = self._consent(self.bank)
        path = made_by_groups(self.services.library)[0] / self.class_id / f"{_('consent')}.txt"

        def write() -> Path:
            make_folder(path.parent)
            write_whole(path, text.encode("utf-8-sig"))  # Notepad takes UTF-8 for something else without its mark
            return path

        self._do(write, lambda file: self.say(_("The text to have signed is in the file {file}.").format(file=file)))

    def action_withdraw(self) -> None:
        """Show what goes with the voice of the person in hand, and ask."""
        person = self.person
        if person is not None:
            services, class_id = self.services, self.class_id
            self._do(
                lambda: (services.recorded_voices.of_person(class_id, person.who), services.backups_told),
                partial(self._ask, person),
            )

    def _ask(self, person: Person, found: tuple[Withdrawal, list[str]]) -> None:
        what, backups = found

        def answered(yes: bool | None) -> None:
            if yes:
                self._do(
                    partial(self.services.recorded_voices.erase, what),
                    lambda told: self.say(" ".join((_("It is erased."), *told))),
                )

        if self.is_active:  # the first of two quick presses has asked already
            self.app.push_screen(
                AskYes(
                    _("{who} takes their voice back?").format(who=person.who),
                    detail="\n".join(
                        [_("This is erased for good:"), *(f"- {line}" for line in describe_withdrawal(what, backups))]
                    ),
                    yes=_("Erase"),
                    no=_("Keep it"),
                ),
                answered,
            )

    def action_bank(self) -> None:
        """The words of the class: those that were recorded, and those that are missing."""
        self.app.push_screen(BankScreen(self.services, self.class_id))

    # --- the rest -----------------------------------------------------------------------------------------------------

    def action_help(self) -> None:
        """Explain this screen."""
        self.app.push_screen(Help(_("The recorded voices of a class"), _(EXPLAINED), COMMANDS))

    def action_leave(self) -> None:
        """Back to where one was."""
        self.dismiss(None)
