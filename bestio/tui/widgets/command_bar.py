"""The two lines at the bottom: what the thing in focus does, and the commands one can give here."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from bestio.i18n import _
from bestio.tui.commands import Command


class CommandKey(Static):
    """One command of the bar: its key and its label; a click gives it."""

    class Given(Message):
        """The command was clicked."""

        def __init__(self, command: Command) -> None:
            super().__init__()
            self.command = command

    def __init__(self, command: Command) -> None:
        label = Content.assemble((f" {command.key_name} ", "$footer-key-foreground bold"), (_(command.label), ""), " ")
        super().__init__(label, markup=False)
        self.command = command
        self.tooltip = _(command.help)

    @staticmethod
    def width_of(command: Command) -> int:
        """How many cells the command takes in the bar."""
        return len(command.key_name) + len(_(command.label)) + 3

    def on_click(self, event: Click) -> None:
        event.stop()
        self.post_message(self.Given(self.command))


class More(Static):
    """Stands for the commands that the bar has no room for: a click lists them all."""

    LABEL = " … "

    def __init__(self) -> None:
        super().__init__(self.LABEL, markup=False)
        self.tooltip = _("All the commands (Ctrl+P).")

    def on_click(self, event: Click) -> None:
        event.stop()
        self.app.action_command_palette()


class CommandBar(Widget):
    """The commands of the place where one is, in one row."""

    DEFAULT_CSS = """
    CommandBar { height: 1; dock: bottom; background: $panel; }
    CommandBar Horizontal { height: 1; width: 1fr; }
    CommandKey { width: auto; height: 1; }
    CommandKey:hover, More:hover { background: $primary 30%; }
    More { dock: right; width: auto; height: 1; color: $footer-key-foreground; text-style: bold; }
    """

    def __init__(self, commands: Sequence[Command] = (), *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.commands = tuple(commands)

    def compose(self) -> ComposeResult:
        fitting = self._fitting()
        with Horizontal():
            for command in fitting:
                yield CommandKey(command)
        if len(fitting) < len(self.commands):
            yield More()

    def _fitting(self) -> list[Command]:
        """The shown commands that there is room for: those that are always there, then as many others as fit."""
        shown = [command for command in self.commands if command.shown]
        room = self.app.size.width - len(More.LABEL)
        room -= sum(CommandKey.width_of(command) for command in shown if command.always)
        fitting = []
        for command in shown:
            room -= 0 if command.always else CommandKey.width_of(command)
            if command.always or room >= 0:
                fitting.append(command)
        return fitting

    async def on_resize(self) -> None:
        """Another width has room for other commands."""
        if self.is_mounted and [key.command for key in self.query(CommandKey)] != self._fitting():
            await self.recompose()

    async def show(self, commands: Sequence[Command]) -> None:
        """Put these commands in place of the others."""
        if tuple(commands) == self.commands:
            return
        self.commands = tuple(commands)
        await self.recompose()
