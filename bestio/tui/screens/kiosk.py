"""Creations that play by themselves in a hall, one after the other, without end; the public may guess, and no more."""

from __future__ import annotations

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.events import Key, MouseDown
from textual.timer import Timer
from textual.widgets import Static

from bestio.creation.replay_context import Loop, ReplayOptions
from bestio.i18n import N_, _
from bestio.tui.commands import Command
from bestio.tui.screens.replay import ReplayScreen
from bestio.tui.services import Services
from bestio.tui.text import visible
from bestio.tui.widgets.timeline import Timeline

TITLE_SECONDS = 4.0
REST_SECONDS = 6.0
"""How long the end of a creation stays on the screen."""
IDLE_SECONDS = 60.0
"""After so long without a key, nobody is guessing any more."""
_SPOKEN = "stage.speak"


class KioskScreen(ReplayScreen, inherit_bindings=False):
    """Plays the creations of a `Loop`, again and again.

    Any key lets the public guess before each draw, for a minute; the loop goes on by itself after. A question waits for
    a minute too, and its answer stays as long, whatever else is pressed: a book on the keyboard stops nothing.

    Where the loop has a `key`, who types that word leaves, and nothing else does; without one, Ctrl+Q leaves. Nothing
    is written. Leaving ends the app; where the loop was begun on a screen (`back`), it leads back there, and without a
    key, so does Escape.
    """

    CAN_DO = (
        Command("play", "space", N_("See"), N_("Shows the answer, then goes on.")),
        Command("bet(1)", "right", N_("Bet"), N_("Bets on another answer.")),
    )
    BINDINGS = [
        Binding("space,enter", "play", show=False),
        Binding("right,down", "bet(1)", show=False),
        Binding("left,up", "bet(-1)", show=False),
        Binding("escape", "leave", show=False),
    ]
    DEFAULT_CSS = """
    KioskScreen { layers: base over; }
    KioskScreen #kiosk-title {
        layer: over; width: 100%; height: 100%; content-align: center middle; text-align: center;
        background: $background; color: $primary; text-style: bold; display: none;
    }
    KioskScreen #kiosk-title.-shown { display: block; }
    """

    def __init__(self, services: Services, loop: Loop, *, back: bool = False) -> None:
        self.loop = loop
        self.back = back
        self.locked = bool(loop.key)
        self.turn = 0
        self._typed = ""
        self._idle: Timer | None = None
        super().__init__(services, self._watch)

    @property
    def _watch(self) -> ReplayOptions:
        return ReplayOptions(self.loop.paths[self.turn % len(self.loop.paths)], speed=self.loop.speed)

    def compose(self) -> ComposeResult:
        yield from super().compose()
        yield Static("", id="kiosk-title", markup=False)

    # --- one creation after the other ---------------------------------------------------------------------------------

    def loaded(self) -> None:
        self._begin()

    @work(exclusive=True, group="turn")
    async def _begin(self) -> None:
        """A title, then the creation from its first act."""
        title = self.query_one("#kiosk-title", Static)
        seen = self.seen
        if seen is not None:
            last = seen.replay.state_at(len(seen.replay))
            group = _("By the group “{group}”").format(group=seen.group)
            title.update(visible(f"{last.name}\n\n{group}"))
        title.add_class("-shown")
        await self.rest(TITLE_SECONDS)
        title.remove_class("-shown")
        if len(self.replay):
            self.playing = True
            self._show()
            self._play()
        else:
            self.ended()

    def ended(self) -> None:
        self._turn()

    def unreadable(self) -> None:
        self._turn()

    @work(exclusive=True, group="turn")
    async def _turn(self) -> None:
        """After a rest, the next creation."""
        await self.rest(REST_SECONDS)
        self.turn += 1
        self.silent = False  # what could not be said may be said now
        self.audience.leave()
        self.watch_this = self._watch
        self.read()

    def skip(self) -> None:
        """Where only what is said is to be seen, go to the act before the next line."""
        if not self.loop.stage:
            return
        events, position = self.replay.events, self.replay.position
        said = (at for at in range(position, len(events)) if events[at].do == _SPOKEN)
        self.replay.seek(next(said, len(events)))

    # --- the public ---------------------------------------------------------------------------------------------------

    def on_key(self, event: Key) -> None:
        if self.loop.key and event.character:
            self._typed = (self._typed + event.character)[-len(self.loop.key) :]
            if self._typed == self.loop.key:
                event.stop()  # or the last letter would be a key of the screen that one comes back to
                self._leave()
                return
        self._stir()

    def action_leave(self) -> None:
        """Back to the screen where the loop was begun, where no word is asked for."""
        if self.back and not self.locked:
            self._leave()

    def _leave(self) -> None:
        if self.back:
            self._halt()
            self.dismiss(None)
        else:
            self.app.exit()

    def on_mouse_down(self, _event: MouseDown) -> None:
        self._stir()

    def _stir(self) -> None:
        """Something is touched; a question that is asked has its minute, and no more."""
        if self.audience.question is None:
            self._somebody()

    def _somebody(self) -> None:
        """Somebody is here: they may guess, until nobody has touched anything for a while."""
        self.audience.on = True
        if self._idle is not None:
            self._idle.stop()
        self._idle = self.set_timer(IDLE_SECONDS, self.nobody)
        self._show_state()

    def nobody(self) -> None:
        """Nobody has touched anything for a while: the loop goes on."""
        self._idle = None
        self.audience.on = False
        waited = self.audience.question is not None
        self.audience.leave()
        self._show_asked()
        if waited:
            self._step(goes_on=True)
        self._show_state()

    def _ask(self, *, goes_on: bool) -> bool:
        asked = super()._ask(goes_on=goes_on)
        if asked:
            self._somebody()
        return asked

    def action_play(self) -> None:
        """Answer the question there is; what plays is held by nobody."""
        if self.audience.question is not None:
            self._somebody()
            self._answer()

    def on_timeline_sought(self, event: Timeline.Sought) -> None:
        event.stop()
        event.prevent_default()  # or the replay's handler goes there too, and nothing plays on

    def _next_thing(self) -> str:
        asked = self.audience.question
        if asked is not None:
            return _("Space: go on.") if asked.shown else _("← →: your bet. Space: see.")
        if self.audience.on:
            return _("Before each draw, you will be asked what chance will do.")
        return _("Touch a key to guess.")
