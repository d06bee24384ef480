"""What the screens of all activities have in common: what to do, a body, a line that answers, and commands."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from bestio.i18n import N_, _
from bestio.tui.commands import Command
from bestio.tui.screens.help import Help
from bestio.tui.screens.window import Window
from bestio.tui.text import plain, visible
from bestio.tui.widgets.command_bar import CommandBar
from bestio.tui.work import GivesUpWork
from bestio.workshop.activities import note_on
from bestio.workshop.classroom import creations_beside
from bestio.workshop.creation import Creation
from bestio.workshop.phrase_shapes import BetShape
from bestio.workshop.progress import Place

if TYPE_CHECKING:
    from bestio.tui.screens.workplace import Workplace
    from bestio.workshop.studio import Studio

HELP = Command("help", "f1", N_("Help"), N_("The whole instructions, and the keys."), always=True)
LEAVE = Command("leave", "escape", N_("Back"), N_("Back to the bench. Everything is saved already."), always=True)


class ActivityScreen(GivesUpWork, Window[None]):
    """One activity over a workshop. It changes the creation through the workshop's acts only.

    A subclass declares EXPLAINED (help, a few lines) and OFFERED, its commands (ended by HELP and LEAVE).
    """

    EXPLAINED: ClassVar[str] = ""
    OFFERED: ClassVar[Sequence[Command]] = ()
    HIDES: ClassVar[bool] = False
    """Whether the bench behind it would give away what it asks for."""

    DEFAULT_CSS = """
    ActivityScreen.-hides { background: $background; }
    ActivityScreen #todo { height: auto; max-height: 8; color: $text-muted; margin: 0 0 1 0; }
    ActivityScreen.-low.-narrow #todo { max-height: 5; }
    ActivityScreen #said { height: auto; max-height: 3; color: $secondary; }
    ActivityScreen .dialog-title { margin: 0; }
    """

    def __init__(self, workshop: Workplace, place: Place) -> None:
        super().__init__()
        self.workshop = workshop
        self.place = place
        self.set_class(self.HIDES, "-hides")

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog wide"):
            yield Static(plain(f"{self.place.number}  {self.place.activity.title}"), classes="dialog-title")
            yield Static(plain(self.place.activity.pupils.strip(), lines=True), id="todo")
            yield from self.body()
            yield Static("", id="said", markup=False)
            yield CommandBar(self.OFFERED)

    def body(self) -> ComposeResult:
        """What stands between the instructions and the answer."""
        raise NotImplementedError

    @property
    def commands(self) -> Sequence[Command]:
        """What one can do here."""
        return self.OFFERED

    @property
    def studio(self) -> Studio:
        """What acts on the creation."""
        return self.workshop.studio

    def tell(self, text: str) -> None:
        """Say something short."""
        self.query_one("#said", Static).update(plain(text, lines=True))

    def act(self, do: str, /, **values: Any) -> bool:
        """Let an event happen; whether it was possible."""
        return self.workshop.act(lambda: self.studio.act(do, **values))

    def note(self, text: str, *, part: str = "", about: str = "", bet: BetShape | None = None) -> bool:
        """Write a note of the group on this activity (or on a `part` of it), in the place of an earlier one."""
        return self.act("note.write", **note_on(self.place, text, part=part, about=about, bet=bet))

    async def classmates(self) -> list[Creation]:
        """The creations of the class, this one among them as it is now; those that cannot be read are left out."""
        journal = self.workshop.studio.journal
        others = await asyncio.to_thread(creations_beside, self.workshop.services.store, journal.path)
        return [journal.creation, *others]

    def action_help(self) -> None:
        """Explain this activity."""
        activity = self.place.activity
        parts = [activity.pupils.strip(), *(f"– {one}" for one in activity.questions), _(self.EXPLAINED)]
        text = visible("\n".join(part for part in parts if part), lines=True)
        self.app.push_screen(Help(visible(activity.title), text, self.OFFERED))

    def action_leave(self) -> None:
        """Back to the bench."""
        self.dismiss(None)

    async def on_command_bar_given(self, event: CommandBar.Given) -> None:
        event.stop()
        await self.give(event.command)

    async def give(self, command: Command) -> None:
        """Do what a command says, as its key would."""
        await self.app.run_action(command.action, self)
