"""Where one starts: a new creature, or back to one that was begun."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import Resize
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from bestio.errors import BestioError
from bestio.i18n import N_, _, ngettext
from bestio.tui.commands import READ_BY_F9, WORDS, Command, bindings
from bestio.tui.lettering import lettering
from bestio.tui.screens.command_screen import CommandScreen
from bestio.tui.text import show
from bestio.tui.widgets.command_bar import CommandBar

if TYPE_CHECKING:
    from bestio.classroom.store import Entry
    from bestio.tui.house import House

COMMANDS = (
    Command("choose", "enter", N_("Open"), N_("Do what the line in hand says.")),
    Command("new", "n", N_("New"), N_("Invent a new creature.")),
    Command("visit('class')", "c", N_("The class"), N_("See the groups of a class: for its teacher.")),
    Command("visit('replay')", "r", N_("See again"), N_("See how a creature was made, act by act."), shown=False),
    Command("all", "l", N_("All of them"), N_("List all the creations."), shown=False),
    Command("group", "g", N_("Group"), N_("Give a creation’s group another name."), shown=False),
    Command("theme", "t", N_("Day or night"), N_("Change the colours: night, day, high contrast.")),
    Command(
        "dys",
        "y",
        N_("Easy reading"),
        N_("Lines apart, nothing slanted, dim or centred, in high contrast."),
        shown=False,
    ),
    READ_BY_F9,
    WORDS,
    Command("motion", "b", N_("Motion"), N_("Turn the movements on or off."), shown=False),
    Command("help", "f1", N_("Help"), N_("Explains this screen.")),
    Command("quit", "q", N_("Quit"), N_("Leave. Everything is saved already.")),
)
EXPLAINED = N_(
    "Invent a beast-machine: it speaks with your words, drawn by chance.\n"
    "“New creature”, then Enter: here is one, change it as you like.\n"
    "All is saved by itself, on this computer, and never leaves it.\n"
    "Next week, choose your creature in this list to go on.\n"
    "Everywhere: F1 explains, Escape goes back, Ctrl+P lists it all."
)
ALL = "all"
EVERY = 100_000
AGAIN = 2.0
"""Seconds until a list is asked for again that could not be had."""
TIPS = {
    "": N_("One moment: words and voices are being read…"),
    "new": N_("Enter: chance invents a creature at once, and you change it as you like."),
    ALL: N_("Enter: choose among all the creations."),
    "replay": N_("Enter: see how a creature was made, act by act."),
    "class": N_("Enter: the groups, where each one is, their words."),
}
"""What each line of the list leads to, "" where there is none yet; every other one is a creation."""
GO_ON = N_("Enter: go on with this creation, where it was left.")


class Home(CommandScreen):
    """The list of what one can do, and a creature that looks on."""

    CAN_DO = COMMANDS
    BINDINGS = bindings(COMMANDS)

    @property
    def bestio(self) -> House:
        """The app."""
        return cast("House", self.app)

    def compose(self) -> ComposeResult:
        if not self.waits:
            yield from self._parts()

    def _parts(self) -> ComposeResult:
        with Horizontal(id="home"):
            with Vertical(id="home-left"):
                yield Static("\n".join(lettering("BESTIO")), id="lettering", markup=False)
                yield Static(_("Half beast, half machine, a thousand and one voices."), id="motto", markup=False)
                yield OptionList(id="menu", markup=False)
            with Vertical(id="home-right"):
                yield Static("", id="caption", markup=False)
        yield Static("", id="home-tip", markup=False)
        yield CommandBar(COMMANDS)

    def __init__(self, *, waits: bool = False) -> None:
        """`waits`: nothing stands on it until somebody is there: another place is gone to at once."""
        super().__init__()
        self.waits = waits
        self.entries: Sequence[Entry] = ()
        self.listed = False
        """Whether the list stands there: before, no key is obeyed."""

    def on_mount(self) -> None:
        if not self.waits:
            self._begin()

    def _begin(self) -> None:
        self.query_one("#menu").focus()
        show(self.query_one("#home-tip", Static), _(TIPS[""]))

    async def on_screen_resume(self) -> None:
        if not self.waits:
            self.call_after_refresh(self.show_list)  # what is there already is painted first
        elif self.bestio.arrived:
            await self.wake()

    async def wake(self) -> None:
        """Somebody is here."""
        if self.waits:
            self.waits = False
            await self.recompose()
            self._begin()
            self.call_after_refresh(self.show_list)

    def on_resize(self, _event: Resize) -> None:
        """The list holds as many creations as there is room for."""
        if self.listed:
            self.call_after_refresh(self._list)

    @work(exclusive=True, group="list")
    async def show_list(self) -> None:
        """Read the workspace and list what is there, once the program is ready."""
        try:
            services = await self.bestio.ready()
        except BestioError:
            show(self.query_one("#home-tip", Static), "")
            return  # told by the app
        before = self.entries[:1]
        try:
            self.entries = await asyncio.to_thread(services.store.recent, EVERY)
        except BestioError as error:  # what keeps the creations does not answer: it is asked again
            show(self.query_one("#home-tip", Static), f"{error.message} {error.hint}".strip(), layout=True)
            self.set_timer(AGAIN, self.show_list)
            return
        self._list(in_hand=self.entries[:1] != before and self._option not in dict(self.bestio.other_places()))
        self.listed = True
        self.bestio.arrive()
        if not self.query("#portrait"):
            from bestio.tui.widgets.portrait import Portrait  # noqa: PLC0415 (heavy: after the first paint)

            await self.query_one("#home-right").mount(
                Portrait(services.strips, services.idle, id="portrait"), before="#caption"
            )
        self._glance()
        await asyncio.to_thread(services.read_creatures, self.entries[: self.size.height])
        self._list()

    def _list(self, *, in_hand: bool = False) -> None:
        """The new creature, the creations that were at work last, and the other places: always all in sight.

        `in_hand`: the one that was at work last is taken in hand.
        """
        from bestio.tui.creation_lines import creation_lines  # noqa: PLC0415 (heavy: after the first paint)

        services, menu = self.bestio.services, self.query_one("#menu", OptionList)
        chosen = menu.highlighted_option.id if menu.highlighted_option else ""
        others = self.bestio.other_places()
        room = max(1, menu.size.height - 1 - len(others))
        count = len(self.entries)
        shown = self.entries if count <= room else self.entries[: room - 1]
        lines = creation_lines(shown, services.creatures, services.store.title_of, menu.size.width, mark="→ ")
        menu.clear_options()
        menu.add_option(_new_creature())
        menu.add_options(Option(line, id=str(entry.path)) for entry, line in zip(shown, lines, strict=True))
        if len(shown) < count:
            every = ngettext("{n} creation in all…", "{n} creations in all…", count).format(n=count)
            menu.add_option(Option(Content.assemble("  ", (every, "")), id=ALL))
        menu.add_options(Option(Content.assemble("  ", (label, "")), id=option) for option, label in others)
        ids = [option.id for option in menu.options]
        menu.highlighted = ids.index(chosen) if chosen in ids and not in_hand else min(1, count)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self._glance()

    def _glance(self) -> None:
        """Show what the line in hand leads to, and whose portrait it is."""
        option = self._option
        show(self.query_one("#home-tip", Static), _(TIPS.get(option, GO_ON)), layout=True)
        if not self.query("#portrait"):
            return
        from bestio.tui.widgets.portrait import Portrait  # noqa: PLC0415

        look, caption = self.bestio.preview(_path(option))
        portrait = self.query_one(Portrait)
        portrait.look = look
        portrait.glance((-1, 0))
        self.query_one("#caption", Static).update(caption)

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if self.is_active:  # the first of two quick presses has led away already
            await self.open(event.option_id or "new")

    @property
    def _option(self) -> str:
        """The line in hand; "" where there is none yet."""
        option = self.query_one("#menu", OptionList).highlighted_option
        return (option.id or "") if option else ""

    async def open(self, option: str) -> None:
        """Do what a line of the list says."""
        path = _path(option)
        if path is not None:
            await self.bestio.go_on(path)
        elif option == "new":
            await self.bestio.begin()
        elif option == ALL:
            self.action_all()
        else:
            await self.bestio.visit(option)

    async def action_choose(self) -> None:
        """Do what the line in hand says."""
        if self._option:
            await self.open(self._option)

    async def action_new(self) -> None:
        """Invent a new creature."""
        await self.bestio.begin()

    async def action_group(self) -> None:
        """Give the group of the creation in hand another name."""
        if path := _path(self._option):
            await self.bestio.rename_group(path, self.show_list)

    async def action_visit(self, place: str) -> None:
        """Go to one of the other places."""
        await self.bestio.visit(place)

    def action_all(self) -> None:
        """List all the creations, to open one."""
        from bestio.tui.screens.pick import PickCreation  # noqa: PLC0415

        def chosen(path: Path | None) -> None:
            if path is not None:
                self.run_worker(partial(self.bestio.go_on, path))

        self.app.push_screen(PickCreation(self.bestio.services, _("Which creation do you open?")), chosen)

    def action_theme(self) -> None:
        """Change the colours."""
        self.bestio.next_theme()

    def action_dys(self) -> None:
        """Lay texts out for dyslexic readers, or as before."""
        self.bestio.toggle_dys()

    def action_motion(self) -> None:
        """Turn the movements on or off."""
        self.bestio.toggle_motion()

    def action_help(self) -> None:
        """Explain this screen."""
        from bestio.tui.screens.help import Help  # noqa: PLC0415

        self.app.push_screen(Help(_("Bestio"), _(EXPLAINED), COMMANDS))

    def action_quit(self) -> None:
        """Leave."""
        self.app.exit()


def _new_creature() -> Option:
    return Option(Content.assemble("✦ ", (_("New creature"), "bold")), id="new")


def _path(option: str | None) -> Path | None:
    return Path(option) if option and option.endswith(".yaml") else None
