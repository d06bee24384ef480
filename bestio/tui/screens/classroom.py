"""The class as its teacher sees it: one line a group, and what can be done for it."""

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

from bestio.classroom.class_report import activities_of
from bestio.classroom.plan import load_sequences
from bestio.classroom.pseudonyms import pseudonym
from bestio.classroom.table import Row, make_groups
from bestio.classroom.term import end_shown
from bestio.creation.replay_context import LONGEST_KEY, Loop
from bestio.errors import BestioError
from bestio.i18n import N_, _, ngettext
from bestio.journal.save_status import not_saved
from bestio.tui.class_table import Activities, detail, group_line, heading_line
from bestio.tui.commands import READ, WORDS, Command, bindings
from bestio.tui.screens.ask import AskLine
from bestio.tui.screens.class_files import (
    ClassPlace,
    forget,
    move_elsewhere,
    save_gallery,
    save_to_file,
    take_in,
)
from bestio.tui.screens.class_paper import print_sheets, save_anthology
from bestio.tui.screens.class_voices import ClassVoicesScreen
from bestio.tui.screens.dialog import PickOne
from bestio.tui.screens.help import Help
from bestio.tui.screens.kiosk import KioskScreen
from bestio.tui.screens.replay import ReplayScreen
from bestio.tui.services import Services
from bestio.tui.text import plain, visible
from bestio.tui.widgets.command_bar import CommandBar

if TYPE_CHECKING:
    from bestio.tui.house import House

_T = TypeVar("_T")
AROUND = 6  # cells on both sides of a line of the table
COMMANDS = (
    Command("open", "enter", N_("Open"), N_("Opens the group’s creation.")),
    Command("see_again", "r", N_("See again"), N_("Plays the creation again, changing nothing.")),
    Command("new_groups", "n", N_("Groups"), N_("Makes one group, or several, under made-up names.")),
    Command("choose_class", "c", N_("Class"), N_("Chooses a class, or makes one.")),
    Command("withdraw", "p", N_("Shared texts"), N_("Takes a shared text back from the class."), shown=False),
    Command(
        "voices",
        "v",
        N_("Voices"),
        N_("The recorded voices: on or off, who has recorded, taking one back."),
        shown=False,
    ),
    Command("save_to_file", "e", N_("Export"), N_("Writes the creation into one file."), shown=False),
    Command(
        "move", "d", N_("Move"), N_("Moves the group to another class, with its sounds and its pictures."), shown=False
    ),
    Command("gallery", "g", N_("Gallery"), N_("Puts all the creatures on one page to print."), shown=False),
    Command("print_sheets", "f", N_("Sheets"), N_("Makes sheets to print: dice, strips, cards."), shown=False),
    Command("anthology", "b", N_("Anthology"), N_("Makes the class’s book, pages, sounds and passports."), shown=False),
    Command("loop", "k", N_("Loop"), N_("Plays the class’s creations in a hall, without end."), shown=False),
    Command("take_in", "i", N_("Import"), N_("Takes in a creation from a file."), shown=False),
    Command("forget", "delete", N_("Forget"), N_("Erases the group, after showing what goes.")),
    Command(
        "forget_class",
        "z",
        N_("Forget all"),
        N_("Erases the whole class, after showing what goes."),
        shown=False,
    ),
    Command("read", "a", N_("Refresh"), N_("Reads the journals again."), shown=False),
    READ,
    WORDS,
    Command("help", "f1", N_("Help"), N_("Explains this screen."), always=True),
    Command("leave", "escape", N_("Back"), N_("Back to where one was."), always=True),
)
EXPLAINED = N_(
    "One line a group: its step, its last act, its words, its phrases.\n"
    "⚑ counts the words to look at; their list is yours: garde.yaml.\n"
    "“Whose?”: █ the group’s, ▓ the class’s, ░ starter texts, ▚ chosen.\n"
    "Made-up names only, never a surname. All stays on this computer.\n"
    "E: take a creation home. V: recorded voices. Delete: erase a group."
)


class ClassroomScreen(ClassPlace):
    """Shows a class, and lets its teacher act."""

    CAN_DO = COMMANDS
    BINDINGS = bindings(COMMANDS)
    DEFAULT_CSS = """
    ClassroomScreen #class-top { height: 1; background: $panel; }
    ClassroomScreen #class-title { width: 1fr; height: 1; padding: 0 1; color: $primary; text-style: bold; }
    ClassroomScreen #class-state { width: auto; height: 1; padding: 0 1; color: $text-muted; }
    ClassroomScreen #class-heading { height: 1; padding: 0 2; }
    ClassroomScreen #groups { height: 1fr; border: round $border-blurred; text-wrap: nowrap; text-overflow: ellipsis; }
    ClassroomScreen #groups:focus { border: round $primary; }
    ClassroomScreen #class-detail { height: 8; border: round $secondary; padding: 0 1; }
    ClassroomScreen #class-detail Static { height: auto; }
    ClassroomScreen #class-tip { height: auto; max-height: 2; padding: 0 1; color: $secondary; background: $surface; }
    """

    def __init__(self, services: Services, class_id: str = "") -> None:
        super().__init__()
        self.services = services
        self.class_id = class_id or services.store.class_for_new()
        self.rows: list[Row] = []
        self.activities: Activities = {}
        self.term = ""

    @property
    def bestio(self) -> House:
        """The app."""
        return cast("House", self.app)

    def compose(self) -> ComposeResult:
        with Horizontal(id="class-top"):
            yield Static("", id="class-title", markup=False)
            yield Static("", id="class-state", markup=False)
        yield Static("", id="class-heading", markup=False)
        yield OptionList(id="groups", markup=False)
        with VerticalScroll(id="class-detail", can_focus=False):
            yield Static("", id="class-about", markup=False)
        yield Static("", id="class-tip", markup=False)
        yield CommandBar(COMMANDS)

    def on_mount(self) -> None:
        self.query_one("#groups").focus()

    def on_screen_resume(self) -> None:
        self.action_read()

    def on_resize(self) -> None:
        """The columns take the width there is."""
        if self.rows:
            self._show()

    # --- what is shown ------------------------------------------------------------------------------------------------

    def action_read(self) -> None:
        """Read the journals again."""
        self._read()

    @work(exclusive=True, group="table")
    async def _read(self) -> None:
        self.query_one("#class-tip", Static).update(_("Reading…"))
        try:
            if not self.activities:
                sequences = await asyncio.to_thread(load_sequences, self.services.library, lambda _problem: None)
                self.activities = activities_of(sequences.values())
            exists = self.class_id in self.services.store.classes()
            self.rows = await asyncio.to_thread(self.services.classroom.table, self.class_id) if exists else []
            self.term = await asyncio.to_thread(end_shown, self.services.store, self.class_id)
        except (BestioError, OSError) as error:
            self._complain(error)
            self.rows = []
        self._show()

    def _show(self) -> None:
        groups = self.query_one("#groups", OptionList)
        width = self._line
        chosen = self.row
        groups.clear_options()
        for row in self.rows:
            groups.add_option(Option(group_line(row, self.activities, width), id=row.id))
        ids = [row.id for row in self.rows]
        if ids:
            groups.highlighted = ids.index(chosen.id) if chosen and chosen.id in ids else 0
        self.query_one("#class-heading", Static).update(heading_line(width))
        title = self.services.store.title_of(self.class_id)
        self.query_one("#class-title", Static).update(plain(_("Class: {name}").format(name=title)))
        count = ngettext("{n} group", "{n} groups", len(self.rows)).format(n=len(self.rows))
        self.query_one("#class-state", Static).update(", ".join(filter(None, (count, self.term))))
        tip = (
            _("P: shared texts. E: export. V: voices. G: gallery. Delete: forget.")
            if self.rows
            else _("N makes the groups of this class. C chooses another class, or makes one.")
        )
        self.query_one("#class-tip", Static).update(tip)
        self._show_detail()

    def _show_detail(self) -> None:
        row = self.row
        about = Content.styled(_("There is no group here yet."), "$text-muted")
        if row:
            about = detail(row, self.activities, self._line)
        self.query_one("#class-about", Static).update(about)

    @property
    def _line(self) -> int:
        """How many cells a line of the table has."""
        return self.size.width - AROUND

    @property
    def row(self) -> Row | None:
        """The group in hand."""
        at = self.query_one("#groups", OptionList).highlighted
        return self.rows[at] if at is not None and at < len(self.rows) else None

    @property
    def path(self) -> Path | None:
        """The journal of the group in hand."""
        return self.services.store.path(self.class_id, self.row.id) if self.row else None

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self._show_detail()

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if self.is_active:  # the first of two quick presses has led away already
            await self.action_open()

    def _complain(self, error: BestioError | OSError) -> None:
        if isinstance(error, BestioError):
            self.bestio.complain(error)
        else:
            self.bestio.complain(not_saved(error, self.services.store.path(self.class_id, "x")))

    def say(self, message: str) -> None:
        """Tell what came of something."""
        self.notify(plain(message).plain, markup=False)

    @work(group="task")
    async def do(self, task: Callable[[], _T], done: Callable[[_T], None]) -> None:
        """Do something to files apart from the screen, then tell what came of it."""
        try:
            result = await asyncio.to_thread(task)
        except (BestioError, OSError) as error:
            self._complain(error)
        else:
            done(result)
        self._read()

    # --- groups -------------------------------------------------------------------------------------------------------

    async def action_open(self) -> None:
        """Open the creation in hand."""
        if self.path is not None:
            await self.bestio.go_on(self.path)

    def action_see_again(self) -> None:
        """Replay the creation in hand."""
        if self.path is not None:
            self.app.push_screen(ReplayScreen(self.services, self.path))

    def action_loop(self) -> None:
        """Play the class's creations one after the other, until somebody types the word that leaves."""
        paths = tuple(self.services.store.path(self.class_id, row.id) for row in self.rows if row.creature)
        if not paths:
            self.say(_("There is no creature in this class yet."))
            return

        def chosen(key: str | None) -> None:
            if key is not None:
                self.app.push_screen(KioskScreen(self.services, Loop(paths, key=key), back=True))

        hint = _("Who types it comes back here; nothing else leaves the loop. Without a word, Escape does.")
        self.app.push_screen(AskLine(_("Which word leaves the loop?"), hint=hint, most=LONGEST_KEY), chosen)

    def action_new_groups(self) -> None:
        """Make groups."""
        taken = {row.group for row in self.rows}
        store, class_id, random = self.services.store, self.class_id, self.services.random

        def named(text: str | None) -> None:
            if text:
                self.do(partial(make_groups, store, class_id, text, random), lambda made: self.say(_made(len(made))))

        self.app.push_screen(
            AskLine(
                _("Which groups?"),
                value=pseudonym(random, taken),
                hint=_("A made-up name, several with commas between, or how many groups to make."),
                most=600,
            ),
            named,
        )

    def action_choose_class(self) -> None:
        """Choose a class, or make one."""
        store = self.services.store
        options = [("+", Content.assemble("✦ ", (_("New class"), "bold")))]
        for name in store.classes():
            count = ngettext("{n} group", "{n} groups", len(store.groups(name))).format(n=len(store.groups(name)))
            title = visible(store.title_of(name))
            options.append((name, Content.assemble((title, "bold"), (f"  {count}", "$text-muted"))))

        def chosen(name: str | None) -> None:
            if name == "+":
                self._ask_class()
            elif name is not None:
                self._go_to(name)

        self.app.push_screen(PickOne(_("Which class?"), options), chosen)

    def _ask_class(self) -> None:
        def named(title: str | None) -> None:
            if title:
                self.do(lambda: self.services.store.make_class(title), self._go_to)

        self.app.push_screen(
            AskLine(_("The name of the class"), hint=_("For instance: 5e B, Club lecture…"), most=40), named
        )

    def _go_to(self, class_id: str) -> None:
        self.class_id = class_id
        self.query_one("#groups", OptionList).highlighted = None
        self._read()

    def action_withdraw(self) -> None:
        """Take a shared text back from the class."""
        row, path = self.row, self.path
        if row is None or path is None:
            return
        try:
            with self.services.look_at(path) as journal:
                shared = journal.creation.shared_texts
        except BestioError as error:
            self._complain(error)
            return
        if not shared:
            self.say(_("This group shares no text."))
            return

        def chosen(text: str | None) -> None:
            if text is not None:
                self.do(
                    lambda: self.services.classroom.withdraw(self.class_id, row.id, text),
                    lambda _done: self.say(_("The class no longer draws from this text.")),
                )

        options = [(key, Content(visible(text.title or key))) for key, text in shared.items()]
        self.app.push_screen(PickOne(_("Which text do you take back from the class?"), options), chosen)

    def action_voices(self) -> None:
        """The recorded voices of the class."""
        if self.class_id in self.services.store.classes():
            self.app.push_screen(ClassVoicesScreen(self.services, self.class_id))

    # --- carrying and forgetting --------------------------------------------------------------------------------------

    def action_save_to_file(self) -> None:
        """Write the creation in hand into one file."""
        save_to_file(self)

    def action_take_in(self) -> None:
        """Take in a creation from a file."""
        take_in(self)

    def action_gallery(self) -> None:
        """Write the page of all the creatures of the class."""
        save_gallery(self, dys=self.bestio.dys)

    def action_print_sheets(self) -> None:
        """Write sheets to print, with the words of the group in hand."""
        print_sheets(self, dys=self.bestio.dys)

    def action_anthology(self) -> None:
        """Write the book of the class, its pages, its sounds and its passports."""
        save_anthology(self, dys=self.bestio.dys)

    def action_move(self) -> None:
        """Move the group in hand to another class."""
        move_elsewhere(self)

    def action_forget(self) -> None:
        """Erase the group in hand."""
        if self.row is not None:
            forget(self, self.row.id)

    def action_forget_class(self) -> None:
        """Erase the whole class."""
        forget(self, None)

    def action_help(self) -> None:
        """Explain this screen."""
        self.app.push_screen(Help(_("The class"), _(EXPLAINED), COMMANDS))

    def action_leave(self) -> None:
        """Back to where one was."""
        self.dismiss(None)


def _made(count: int) -> str:
    return ngettext("{n} group made.", "{n} groups made.", count).format(n=count)
