"""Where one starts: a new creature, or back to one that was begun."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from bestio.errors import BestioError
from bestio.i18n import N_, _
from bestio.tui.commands import Command, bindings
from bestio.tui.lettering import lettering
from bestio.tui.screens.place import Place
from bestio.tui.text import show, visible
from bestio.tui.widgets.command_bar import CommandBar

if TYPE_CHECKING:
    from bestio.tui.app import BestioApp
    from bestio.tui.services import Services

COMMANDS = (
    Command("choose", "enter", N_("Open"), N_("Do what the line in hand says.")),
    Command("new", "n", N_("New"), N_("Invent a new creature.")),
    Command("group", "g", N_("Group"), N_("Give a creation’s group another name."), shown=False),
    Command("theme", "t", N_("Day or night"), N_("Change the colours: night, day, high contrast.")),
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
TIPS = {
    "new": N_("Enter: chance invents a creature at once, and you change it as you like."),
    "replay": N_("Enter: see how a creature was made, act by act."),
    "class": N_("Enter: the groups, where each one is, their words."),
}
"""What each line of the list leads to; every other one is a creation."""
GO_ON = N_("Enter: go on with this creation, where it was left.")
MOST_RECENT = 40


class Home(Place):
    """The list of what one can do, and a creature that looks on."""

    CAN_DO = COMMANDS
    BINDINGS = bindings(COMMANDS)

    @property
    def bestio(self) -> BestioApp:
        """The app."""
        return cast("BestioApp", self.app)

    def compose(self) -> ComposeResult:
        with Horizontal(id="home"):
            with Vertical(id="home-left"):
                yield Static("\n".join(lettering("BESTIO")), id="lettering", markup=False)
                yield Static(_("Half beast, half machine, a thousand and one voices."), id="motto", markup=False)
                yield OptionList(id="menu", markup=False)
            with Vertical(id="home-right"):
                yield Static("", id="caption", markup=False)
        yield Static("", id="home-tip", markup=False)
        yield CommandBar(COMMANDS)

    def on_mount(self) -> None:
        self.query_one("#menu", OptionList).add_option(_new_creature())
        self.query_one("#menu", OptionList).highlighted = 0
        self.query_one("#menu").focus()

    def on_screen_resume(self) -> None:
        self.call_after_refresh(self.show_list)  # what is there already is painted first

    @work(exclusive=True)
    async def show_list(self) -> None:
        """Read the workspace and list what is there, once the program is ready."""
        try:
            services = await self.bestio.ready()
        except BestioError:
            return  # told by the app
        if not self.query("#portrait"):
            from bestio.tui.widgets.portrait import Portrait  # noqa: PLC0415 (heavy: after the first paint)

            await self.query_one("#home-right").mount(
                Portrait(services.strips, services.random, id="portrait"), before="#caption"
            )
        self._list(services)

    def _list(self, services: Services) -> None:
        from bestio.workshop.store import told_apart  # noqa: PLC0415 (heavy: after the first paint)

        menu = self.query_one("#menu", OptionList)
        place = menu.highlighted or 0
        menu.clear_options()
        menu.add_option(_new_creature())
        for entry, name in told_apart(services.store.recent(MOST_RECENT)):
            when = datetime.fromtimestamp(entry.modified).strftime("%d/%m")
            line = Content.assemble("→ ", (visible(name), "bold"), f"  {when}")
            menu.add_option(Option(line, id=str(entry.path)))
        for option, label in self.bestio.other_places():
            menu.add_option(Option(Content.assemble("  ", (label, "")), id=option))
        menu.highlighted = min(place, menu.option_count - 1)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        show(self.query_one("#home-tip", Static), _(TIPS.get(event.option_id or "new", GO_ON)))
        if not self.query("#portrait"):
            return
        from bestio.tui.widgets.portrait import Portrait  # noqa: PLC0415

        look, caption = self.bestio.preview(_path(event.option_id))
        portrait = self.query_one(Portrait)
        portrait.look = look
        portrait.glance((-1, 0))
        self.query_one("#caption", Static).update(caption)

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if self.is_active:  # the first of two quick presses has led away already
            await self.open(event.option_id or "new")

    async def open(self, option: str) -> None:
        """Do what a line of the list says."""
        path = _path(option)
        if path is not None:
            await self.bestio.go_on(path)
        elif option == "new":
            await self.bestio.begin()
        else:
            await self.bestio.visit(option)

    async def action_choose(self) -> None:
        """Do what the line in hand says."""
        menu = self.query_one("#menu", OptionList)
        if menu.highlighted is not None:
            await self.open(menu.get_option_at_index(menu.highlighted).id or "new")

    async def action_new(self) -> None:
        """Invent a new creature."""
        await self.bestio.begin()

    async def action_group(self) -> None:
        """Give the group of the creation in hand another name."""
        menu = self.query_one("#menu", OptionList)
        if menu.highlighted is not None and (path := _path(menu.get_option_at_index(menu.highlighted).id)):
            await self.bestio.rename_group(path, self.show_list)

    def action_theme(self) -> None:
        """Change the colours."""
        self.bestio.next_theme()

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
