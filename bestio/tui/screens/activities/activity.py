"""What the screens of all activities have in common: what to do, a body, a line that answers, and commands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from bestio.classroom.progress import Place
from bestio.i18n import N_, _
from bestio.tui.commands import READ, WORDS, Command
from bestio.tui.screens.help import Help
from bestio.tui.screens.window import Window
from bestio.tui.text import plain, visible
from bestio.tui.widgets.command_bar import CommandBar
from bestio.tui.widgets.prose import Prose
from bestio.tui.workers import CancelsWorkers

if TYPE_CHECKING:
    from bestio.studio.studio import Studio
    from bestio.tui.screens.workplace import Workplace

LAST = (
    READ,
    WORDS,
    Command("help", "f1", N_("Help"), N_("The whole instructions, and the keys."), always=True),
    Command("leave", "escape", N_("Back"), N_("Back to the bench. Everything is saved already."), always=True),
)
"""The commands that every activity ends with."""


class ActivityScreen(CancelsWorkers, Window[Place | None]):
    """One activity over a workshop, changed through the workshop's acts only; it gives the place of the plan to go to.

    A subclass declares EXPLAINED (help, a few lines) and OFFERED, its commands (ended by LAST).
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

    def __init__(self, workshop: Workplace, place: Place | None, *, named: str = "") -> None:
        super().__init__()
        self.workshop = workshop
        self.place = place
        self.named = named
        self.set_class(self.HIDES, "-hides")

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog wide"):
            place = self.place
            title = _(self.named) if place is None else f"{place.number}  {place.activity.title}"
            yield Static(plain(title), classes="dialog-title")
            if place is not None and (todo := place.activity.pupils.strip()):
                yield Prose(plain(todo, lines=True), beside=True, id="todo")
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

    def action_help(self) -> None:
        """Explain this activity."""
        title, parts = _(self.named), [_(self.EXPLAINED)]
        if self.place is not None:
            activity = self.place.activity
            title = activity.title
            parts = [activity.pupils.strip(), *(f"– {one}" for one in activity.questions), *parts]
        text = visible("\n".join(part for part in parts if part), lines=True)
        self.app.push_screen(Help(visible(title), text, self.OFFERED))

    def action_leave(self) -> None:
        """Back to the bench."""
        self.dismiss(None)

    async def on_command_bar_given(self, event: CommandBar.Given) -> None:
        event.stop()
        await self.give(event.command)

    async def give(self, command: Command) -> None:
        """Do what a command says, as its key would."""
        await self.app.run_action(command.action, self)
