"""What the screens that one stays on have in common: commands, which keys, bar and palette give alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget

from bestio.tui.commands import Command
from bestio.tui.widgets.command_bar import CommandBar
from bestio.tui.workers import CancelsWorkers


class CommandScreen(CancelsWorkers, Screen[None]):
    """A screen with commands. A subclass declares them in CAN_DO, or says in `commands` which there are now."""

    CAN_DO: ClassVar[Sequence[Command]] = ()
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    """What has the focus. The two widgets that it goes from and to repaint themselves; not the whole screen."""

    locked = False
    """Whether nobody may leave it, nor look for other commands, by the keys of the app."""

    @property
    def commands(self) -> Sequence[Command]:
        """What one can do here."""
        return self.CAN_DO

    async def action_read_aloud(self) -> None:
        """Read aloud what stands here, or be silent."""
        await self.app.run_action("read_aloud", self.app)

    async def action_words(self) -> None:
        """Explain the words that stand here."""
        await self.app.run_action("words", self.app)

    async def on_command_bar_given(self, event: CommandBar.Given) -> None:
        event.stop()
        await self.give(event.command)

    async def give(self, command: Command) -> None:
        """Do what a command says, as its key would."""
        await self.app.run_action(command.action, self)
