"""The tour of the first time: the creature asks for one thing, waits until it is done, and asks for the next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from textual.content import Content
from textual.events import Click
from textual.widgets import Static

from bestio.creation.fold import Creation
from bestio.i18n import N_, _
from bestio.tui.text import visible

if TYPE_CHECKING:
    from bestio.tui.screens.workplace import Workplace

WIDTH = 46
LINES_BELOW = 3
"""Rows at the bottom of the screen that stay in sight: what to do next, and the commands."""


@dataclass(frozen=True)
class Stop:
    """One bubble: the bench where it is shown, what it says, and when it is done (never: when one goes to a bench).

    `done` is asked with the creation as it was when the bubble came, and as it is now.
    """

    bench: str
    text: str
    done: Callable[[Creation, Creation], bool] = lambda _before, _now: False


STOPS = (
    Stop(
        "creature",
        N_("Hello! I am {name}. Press Space: chance gives me something else."),
        lambda before, now: before.traits != now.traits,
    ),
    Stop(
        "creature",
        N_("Oh! Do you like it? Press G: I keep it. If not, Space again."),
        lambda before, now: len(now.locked) > len(before.locked),
    ),
    Stop("creature", N_("Now I need words. Press F3.")),
    Stop(
        "phrases",
        N_("Press Space: a machine draws my phrase, word after word."),
        lambda before, now: len(now.phrases) > len(before.phrases),
    ),
    Stop(
        "phrases",
        N_("Did I say that? Press G if it makes you laugh: I keep it."),
        lambda before, now: len(now.kept) > len(before.kept),
    ),
    Stop("phrases", N_("And my voice? Press F4.")),
    Stop("voice", N_("Which voice is mine? ↓ ↑, then Enter: you hear it. Found? Press F5: the stage!")),
    Stop(
        "stage",
        N_("Press Space and listen to me. What next? F7: the guide knows."),
        lambda before, now: len(now.spoken) > len(before.spoken) or now.step != before.step,
    ),
)


class Tour(Static):
    """A bubble over a workshop. It keeps nobody from anything: what it asks for moves it on, Escape or a click ends it.

    Where somebody goes ahead by themselves, it goes with them; where it has nothing more to say, it is gone.
    """

    DEFAULT_CSS = """
    Tour {
        overlay: screen; position: absolute; width: 46; height: auto; padding: 0 1;
        border: round $secondary; background: $panel; color: $foreground;
        border-title-color: $secondary; border-subtitle-color: $text-muted;
    }
    """

    def __init__(self) -> None:
        super().__init__("", markup=False)
        self._at = 0
        self._before: Creation | None = None

    @property
    def workshop(self) -> Workplace:
        """The screen it is over."""
        return cast("Workplace", self.screen)

    @property
    def stop_here(self) -> Stop:
        """The bubble that is shown."""
        return STOPS[self._at]

    def on_mount(self) -> None:
        self.border_subtitle = _("Escape: no tour")
        self._before = self.workshop.creation
        self._at = next((n for n, stop in enumerate(STOPS) if stop.bench == self.workshop.bench), 0)
        self._say()
        self.watch(self.workshop, "creation", self._look, init=False)
        self.watch(self.workshop, "bench", self._follow, init=False)
        self.workshop.screen_layout_refresh_signal.subscribe(self, lambda _screen: self._place())

    def _look(self, now: Creation) -> None:
        if self._before is not None and self.stop_here.done(self._before, now):
            self._go(self._at + 1)

    def _follow(self, bench: str) -> None:
        ahead = [number for number, stop in enumerate(STOPS) if number > self._at and stop.bench == bench]
        self._go(ahead[0] if ahead else len(STOPS))

    def _go(self, stop: int) -> None:
        if stop >= len(STOPS):
            self.leave()
            return
        self._at, self._before = stop, self.workshop.creation
        self._say()

    def _say(self) -> None:
        self.border_title = f"{self._at + 1}/{len(STOPS)}"
        self.update(Content(_(self.stop_here.text).format(name=visible(self.workshop.creation.name))))
        self._place()

    def _place(self) -> None:
        """At the bottom right, over what is read last. Asked again at each layout: its own height may be another."""
        if self not in self.workshop.query(Tour):  # one leaves
            return
        screen = self.workshop.size
        self.styles.width = min(WIDTH, self.workshop.aside - 2)
        self.styles.offset = (
            max(0, screen.width - self.outer_size.width - 1),
            max(0, screen.height - self.outer_size.height - LINES_BELOW),
        )

    def on_click(self, event: Click) -> None:
        event.stop()
        self.leave()

    def leave(self) -> None:
        """No more of this."""
        self.remove()
