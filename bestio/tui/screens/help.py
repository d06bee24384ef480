"""F1: the bench one is on, in a few lines, and every command one can give there."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from bestio.i18n import _
from bestio.tui.commands import Command


class Help(ModalScreen[None]):
    """Explains a place: what it is for, then its commands."""

    DEFAULT_CSS = """
    Help .told-command { height: auto; }
    Help .told-command Static { width: 1fr; height: auto; }
    Help .told-command .key { width: 11; }
    """
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
                for command in self.commands:
                    with Horizontal(classes="told-command"):
                        yield Static(Content.styled(command.key_name, "$footer-key-foreground bold"), classes="key")
                        yield Static(
                            Content.assemble((_(command.label), "bold"), "  ", (_(command.help), "$text-muted"))
                        )
            yield Static(_("Escape: back"), classes="keys")

    def action_leave(self) -> None:
        """Back to where one was."""
        self.dismiss(None)
