"""What all benches have in common: a place with commands, that shows a creation and asks its screen to act."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual.css.query import NoMatches
from textual.reactive import var
from textual.timer import Timer
from textual.widget import Widget

from bestio.creation.fold import EMPTY, Creation
from bestio.i18n import N_, _
from bestio.tui.commands import Command
from bestio.tui.performer import SILENT, Frame
from bestio.tui.reading import read_parts
from bestio.tui.widgets.portrait import Portrait
from bestio.tui.workers import CancelsWorkers

if TYPE_CHECKING:
    from bestio.studio.studio import Studio
    from bestio.tui.house import House
    from bestio.tui.screens.workplace import Workplace


class Bench(CancelsWorkers, Widget):
    """One of the four places of a workshop. A subclass declares TITLE, EXPLAINED (help, a few lines) and COMMANDS."""

    TITLE: ClassVar[str] = ""
    EXPLAINED: ClassVar[str] = ""
    COMMANDS: ClassVar[Sequence[Command]] = ()
    FIRST: ClassVar[str] = ""
    """Selector of what has the focus when one comes here."""

    DEFAULT_CSS = """
    Bench { height: 1fr; width: 1fr; }
    """

    creation: var[Creation] = var(EMPTY)  # each part that shows something of it repaints itself

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._is_here = False
        self._looking: Timer | None = None

    def look_every(self, seconds: float, look: Callable[[], object]) -> None:
        """Look at something now and then, as long as somebody is at this bench. Once a bench."""
        self._looking = self.set_interval(seconds, look, pause=not self._is_here)

    @property
    def workshop(self) -> Workplace:
        """The screen the bench stands on."""
        return cast("Workplace", self.screen)

    @property
    def house(self) -> House:
        """The app it stands in."""
        return cast("House", self.app)

    @property
    def studio(self) -> Studio:
        """What acts on the creation."""
        return self.workshop.studio

    def enter(self) -> None:
        """Somebody comes to this bench."""
        self._is_here = True
        if self._looking is not None:
            self._looking.resume()
        if self.FIRST:
            self.screen.set_focus(self.query_one(self.FIRST))  # now: a key may be on its way

    def leave(self) -> None:
        """Somebody goes elsewhere: the sound stops, so that Space speaks again over there."""
        self._is_here = False
        if self._looking is not None:
            self._looking.pause()
        self.workshop.hush()

    def give_up(self) -> bool:
        """Stop what takes its time here; whether there was anything."""
        return False

    def describe_control(self) -> str:
        """What the control in focus is for; "" for the first one, beside which the next thing to do is told."""
        focused = self.screen.focused
        if focused is None or focused.id == self.FIRST.removeprefix("#"):
            return ""
        return focused.tooltip if isinstance(focused.tooltip, str) else ""

    def next_thing(self) -> str:
        """One obvious next thing to do here, for the line at the bottom."""
        return ""

    @property
    def aside(self) -> int:
        """Columns on the right that a bubble may cover."""
        return self.size.width

    def show_speech(self, text: str, words: tuple[str, ...], phrase_id: str) -> None:
        """A speech begins."""

    def trouble(self) -> str:
        """What is amiss with the sound, and the key that tries again; "" where nothing."""
        trouble = self.workshop.sound_trouble()
        return _("{trouble} R: try again.").format(trouble=trouble) if trouble else ""

    def show_notes(self, notes: Sequence[str]) -> None:
        """What could not be done as the voice of the speech wanted."""
        if notes:
            self.workshop.tell(" ".join(dict.fromkeys(notes)))

    def show_frame(self, frame: Frame) -> None:
        """A moment of a speech."""
        with contextlib.suppress(NoMatches):  # not every bench has one
            portrait = self.query_one(Portrait)
            portrait.mouth = frame.mouth
            portrait.lit = frame is not SILENT

    def to_read(self) -> Iterator[str]:
        """What is read aloud of the bench."""
        yield from read_parts(self)

    def why(self) -> str:
        """What the glass box says of the last thing the machine did here, in plain lines."""
        return _(NOTHING_YET)


NOTHING_YET = N_("The machine has done nothing here yet.")
