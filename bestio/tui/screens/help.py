"""F1: the bench one is on, in a few lines, and every command one can give there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Static

from bestio.i18n import _
from bestio.tui.commands import Command
from bestio.tui.screens.dialog import PageWindow
from bestio.tui.widgets.lines import Lines
from bestio.tui.widgets.prose import Prose

KEY_WIDTH = 11
"""Cells for the keys, where none of them needs more."""


class CommandList(Lines):
    """Keys on the left, what they do on the right. A row of its own for each made F1 wait for 0.2 s."""

    def __init__(self, commands: Sequence[Command]) -> None:
        super().__init__()
        self.commands = tuple(commands)

    def lines(self, width: int) -> list[Content]:
        lines: list[Content] = []
        left = max([KEY_WIDTH, *(len(command.key_name) + 1 for command in self.commands)])
        for command in self.commands:
            label = _(command.label)
            told = wrap(f"{label}  {_(command.help)}", max(1, width - left), break_on_hyphens=False)
            first = Content.assemble((label, "bold"), "  ", (told[0][len(label) :].lstrip(), "$text-muted"))
            for number, line in enumerate([first, *(Content.styled(more, "$text-muted") for more in told[1:])]):
                key = f"{'' if number else command.key_name:<{left}}"
                lines.append(Content.assemble((key, "$footer-key-foreground bold"), line))
        return lines

    def to_read(self) -> Iterator[str]:
        """Each key, and what it does."""
        for command in self.commands:
            yield f"{command.key_name} : {_(command.label)}. {_(command.help)}"


class Help(PageWindow):
    """Explains a place: what it is for, then its commands."""

    BINDINGS = [Binding("f1,enter,space", "give_up", show=False)]

    def __init__(self, title: str, text: str, commands: Sequence[Command]) -> None:
        super().__init__()
        self.place, self.text, self.commands = title, text, commands

    def heading(self) -> Content:
        return Content(self.place)

    def page(self) -> ComposeResult:
        yield Prose(self.text)
        yield Static("")
        yield CommandList(self.commands)
