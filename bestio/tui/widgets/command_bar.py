"""The line at the bottom: the commands one can give here, with their keys; a click gives one."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.events import Click, MouseEvent, MouseMove
from textual.message import Message
from textual.reactive import reactive, var
from textual.style import Style
from textual.widget import Widget

from bestio.i18n import _
from bestio.tui.commands import Command

MORE = " … "
"""Stands for the commands that there is no room for: a click lists them all."""
LIST_ALL = -2
NOTHING = -1


class CommandBar(Widget):
    """The commands of the place where one is, in one row. It is one widget: each layout of the screen is quicker."""

    DEFAULT_CSS = """
    CommandBar { height: 1; dock: bottom; background: $panel; }
    """

    commands: var[tuple[Command, ...]] = var(())
    pointed: reactive[int] = reactive(NOTHING)
    """What the mouse is over: the place of a command among those that are shown, LIST_ALL or NOTHING."""

    class Given(Message):
        """A command was clicked."""

        def __init__(self, command: Command) -> None:
            super().__init__()
            self.command = command

    def __init__(self, commands: Sequence[Command] = (), *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.set_reactive(CommandBar.commands, tuple(commands))

    def show(self, commands: Sequence[Command]) -> None:
        """Put these commands in place of the others."""
        if tuple(commands) != self.commands:
            self.commands = tuple(commands)
            self.pointed = NOTHING
            self.refresh()

    @property
    def shown(self) -> list[Command]:
        """The commands that there is room for: first those that are always there, then as many others as fit."""
        wanted = [command for command in self.commands if command.shown]
        if len(wanted) == len(self.commands) and sum(map(_width_of, wanted)) <= self._width:
            return wanted
        room = self._width - len(MORE)
        fitting: set[int] = set()
        for place, command in sorted(enumerate(wanted), key=_rank):
            if command.always or _width_of(command) <= room:
                fitting.add(place)
                room -= _width_of(command)
        return [command for place, command in enumerate(wanted) if place in fitting]

    @property
    def _width(self) -> int:
        """The room there is: a dialog is narrower than the screen."""
        return self.content_size.width or self.app.size.width

    def render(self) -> Content:
        shown = self.shown
        parts = [self._part(number, command) for number, command in enumerate(shown)]
        if len(shown) < len(self.commands):
            room = self._width - sum(_width_of(command) for command in shown) - len(MORE)
            parts += [Content(" " * room), self._lit(Content.styled(MORE, "$footer-key-foreground bold"), LIST_ALL)]
        return Content("").join(parts)

    def _part(self, number: int, command: Command) -> Content:
        key = (f" {command.key_name} ", "$footer-key-foreground bold")
        return self._lit(Content.assemble(key, (_(command.label), ""), " "), number)

    def _lit(self, part: Content, number: int) -> Content:
        part = part.stylize(Style.from_meta({"give": number}))
        return part.stylize("on $primary 30%") if number == self.pointed else part

    def watch_pointed(self, pointed: int) -> None:
        if pointed == LIST_ALL:
            self.tooltip = _("All the commands (Ctrl+P).")
        else:
            self.tooltip = _(self.shown[pointed].help) if pointed >= 0 else None

    def on_mouse_move(self, event: MouseMove) -> None:
        self.pointed = _number(event)

    def on_leave(self) -> None:
        self.pointed = NOTHING

    def on_click(self, event: Click) -> None:
        event.stop()
        number = _number(event)
        if number == LIST_ALL:
            self.app.action_command_palette()
        elif number >= 0:
            self.post_message(self.Given(self.shown[number]))


def _rank(placed: tuple[int, Command]) -> tuple[int, int]:
    """Which commands get their room first."""
    place, command = placed
    return (0 if command.always else 1 if place == 0 else 2 if command.soon else 3), place


def _width_of(command: Command) -> int:
    """How many cells a command takes."""
    return len(command.key_name) + len(_(command.label)) + 3


def _number(event: MouseEvent) -> int:
    number = event.style.meta.get("give")
    return number if isinstance(number, int) else NOTHING
