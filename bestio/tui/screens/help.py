"""F1: the bench one is on, in a few lines, and every command one can give there."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from bestio.i18n import _
from bestio.tui.commands import Command
from bestio.tui.screens.window import Window
from bestio.tui.widgets.lines import Lines

KEY_WIDTH = 11


class CommandList(Lines):
    """Keys on the left, what they do on the right. A row of its own for each made F1 wait for 0.2 s."""

    def __init__(self, commands: Sequence[Command]) -> None:
        super().__init__()
        self.commands = tuple(commands)

    def lines(self, width: int) -> list[Content]:
        lines: list[Content] = []
        for command in self.commands:
            label = _(command.label)
            told = wrap(f"{label}  {_(command.help)}", max(1, width - KEY_WIDTH), break_on_hyphens=False)
            first = Content.assemble((label, "bold"), "  ", (told[0][len(label) :].lstrip(), "$text-muted"))
            for number, line in enumerate([first, *(Content.styled(more, "$text-muted") for more in told[1:])]):
                key = f"{'' if number else command.key_name:<{KEY_WIDTH}}"
                lines.append(Content.assemble((key, "$footer-key-foreground bold"), line))
        return lines


class Help(Window[None]):
    """Explains a place: what it is for, then its commands."""

    BINDINGS = [Binding("escape,f1,enter,space", "leave", show=False)]

    def __init__(self, title: str, text: str, commands: Sequence[Command]) -> None:
        super().__init__()
        self.place, self.text, self.commands = title, text, commands

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog wide"):
            yield Static(self.place, classes="dialog-title", markup=False)
            with VerticalScroll():
                yield Static(self.text, markup=False)
                yield Static("")
                yield CommandList(self.commands)
            yield Static(_("Escape: back"), classes="keys")

    def action_leave(self) -> None:
        """Back to where one was."""
        self.dismiss(None)
