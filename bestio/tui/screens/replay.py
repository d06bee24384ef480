"""A creation seen again: played, paused, stepped forward and back, with the audience guessing before each draw."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import Key, MouseDown
from textual.widgets import Static

from bestio.creation.replay import Replay
from bestio.creation.replay_context import ReplayOptions, voice_then
from bestio.errors import BestioError
from bestio.i18n import _
from bestio.session.moments import spoken_line
from bestio.tui.audience import Audience
from bestio.tui.commands import Command, bindings
from bestio.tui.performer import Frame
from bestio.tui.replay_cursor import ReplayCursor
from bestio.tui.replay_view import Seen, account, read_seen
from bestio.tui.screens.command_screen import CommandScreen
from bestio.tui.screens.glass_box import GlassBox
from bestio.tui.screens.help import Help
from bestio.tui.screens.replay_commands import COMMANDS, EXPLAINED
from bestio.tui.screens.replay_file import replay_as_file
from bestio.tui.screens.save_as import Saved
from bestio.tui.services import Services
from bestio.tui.text import plain
from bestio.tui.widgets.command_bar import CommandBar
from bestio.tui.widgets.tableau import Tableau
from bestio.tui.widgets.timeline import Timeline

if TYPE_CHECKING:
    from bestio.tui.house import House

FASTEST_SPOKEN = 2.0
Rest = Callable[[float], Awaitable[object]]
"""Waits so many seconds."""
QUIET_LINE = 1.5  # seconds that a line stays when it is not said aloud


class ReplayScreen(CommandScreen):
    """Shows a journal, or the part of it that a `ReplayOptions` names. The journal is only read."""

    CAN_DO: ClassVar[Sequence[Command]] = COMMANDS
    BINDINGS = bindings(COMMANDS)
    DEFAULT_CSS = """
    ReplayScreen #replay-top { height: 1; background: $panel; }
    ReplayScreen #replay-title { width: 1fr; height: 1; padding: 0 1; color: $primary; text-style: bold; }
    ReplayScreen #replay-state { width: auto; height: 1; padding: 0 1; color: $text-muted; }
    ReplayScreen.-large #replay-top { display: none; }
    ReplayScreen #replay-tip { height: 1; padding: 0 1; color: $secondary; background: $surface; }
    """

    def __init__(self, services: Services, watch: Path | ReplayOptions) -> None:
        super().__init__()
        self.services = services
        watch = watch if isinstance(watch, ReplayOptions) else ReplayOptions(watch)
        self.watch_this = watch
        self.seen: Seen | None = None
        self.course = ReplayCursor(Replay(()), ReplayOptions(watch.path, speed=watch.speed))
        self.playing = False
        self.silent = False
        self.audience = Audience()
        self._goes_on = False
        self.rest: Rest = asyncio.sleep

    def compose(self) -> ComposeResult:
        with Horizontal(id="replay-top"):
            yield Static(_("See again"), id="replay-title", markup=False)
            yield Static("", id="replay-state", markup=False)
        yield Tableau(self.services, id="replay")
        yield Timeline(id="replay-timeline")
        yield Static("", id="replay-tip", markup=False)
        yield CommandBar(self.CAN_DO)

    def on_mount(self) -> None:
        self.read()

    @work(exclusive=True, group="load")
    async def read(self) -> None:
        """Read the creation, and show its first moment."""
        try:
            seen = await asyncio.to_thread(read_seen, self.services, self.watch_this.path)
            self.course = ReplayCursor(seen.replay, self.watch_this)
        except BestioError as error:
            self.app.notify(
                plain(f"{error.message} {error.hint}".strip()).plain,
                title=error.title,
                severity="warning",
                markup=False,
            )
            self.unreadable()
            return
        self.seen = seen
        self.query_one("#replay-title", Static).update(plain(_("See again: {group}").format(group=seen.group)))
        self._show_marks()
        self._fit()
        self._show()
        self.loaded()

    def loaded(self) -> None:
        """The creation has been read; a subclass may go on from there."""

    def unreadable(self) -> None:
        """The creation cannot be read, which has been told."""
        self.dismiss(None)

    def skip(self) -> None:
        """Go over what is not to be seen, before the next act; a subclass knows what that is."""

    def ended(self) -> None:
        """The last act has been seen."""

    @property
    def replay(self) -> Replay:
        """What is seen, at the moment where one is."""
        return self.course.replay

    @property
    def tableau(self) -> Tableau:
        """What shows the moment."""
        return self.query_one(Tableau)

    # --- what is shown ------------------------------------------------------------------------------------------------

    def _show_marks(self) -> None:
        line = self.query_one(Timeline)
        line.total = len(self.replay)
        line.marks = tuple((marker.position, marker.kind) for marker in self.replay.markers)

    def _show(self) -> None:
        """Show the moment where the replay is."""
        if self.seen is None:
            return
        self.tableau.show(self.seen, self.replay)
        self._show_asked()
        self._show_state()

    def _show_asked(self) -> None:
        self.tableau.show_asked(self.audience.question, self.replay.next_event)

    def _show_state(self) -> None:
        line = self.query_one(Timeline)
        line.position = self.replay.position
        line.left, line.right = self.course.times, self.course.place
        parts = ["▶" if self.playing else "▮▮", self.course.describe_speed]
        if self.audience.on:
            bets = self.audience.bets
            parts.append(_("guess first") + (f" {self.audience.right}/{bets}" if bets else ""))
        if self.silent:
            parts.append(_("in silence"))
        self.query_one("#replay-state", Static).update(" · ".join(parts))
        self.query_one("#replay-tip", Static).update(plain(self._next_thing()))

    def _next_thing(self) -> str:
        if (asked := self.audience.question) is not None:
            return _("Space: go on.") if asked.shown else _("What will chance do? Ask the audience before you look.")
        if self.course.over:
            return self.tableau.unfit or _("This is the end. D: from the beginning. S: one session. Escape: back.")
        if self.playing:
            return self.tableau.unfit or _("Space: hold. G: ask the audience before each draw.")
        return self.tableau.unfit or _("Space: play. ← →: one act at a time. N: to the next mark.")

    # --- playing ------------------------------------------------------------------------------------------------------

    def _halt(self) -> None:
        self.workers.cancel_group(self, "replay")
        self.playing = False

    @work(exclusive=True, group="replay")
    async def _play(self) -> None:
        self.skip()
        while not self.course.over:
            await self.rest(self.replay.pause(speed=self.course.speed))
            if self._ask(goes_on=True):
                return
            self._happen()
            await self._say()
            self.skip()
        self.playing = False
        self._show_state()
        self.ended()

    def _ask(self, *, goes_on: bool) -> bool:
        """In guess-first mode, ask what will come; whether there is something to ask."""
        if not self.audience.ask(self.replay):
            return False
        self._goes_on = goes_on
        self.playing = False
        self._show_asked()
        self._show_state()
        return True

    def _answer(self) -> None:
        """Show the answer; where it is shown, ask the next question, or let happen what was asked about."""
        if self.audience.answer(self.replay.position):
            self._step(goes_on=self._goes_on)
        else:
            self._show_asked()
            self._show_state()

    def _step(self, *, goes_on: bool) -> None:
        self._happen()
        self.playing = goes_on
        self._show_state()
        self._perform(goes_on)

    @work(exclusive=True, group="replay")
    async def _perform(self, goes_on: bool) -> None:
        """Say the line that an act was, then play on where that is wanted."""
        await self._say()
        if goes_on:
            self._play()

    def _happen(self) -> None:
        self.replay.forward()
        self._show()

    async def _say(self) -> None:
        """Where the act was a line said aloud, say it again with the voice of that moment."""
        event = self.replay.event
        if event is None or event.do != "stage.speak" or self.seen is None:
            return
        if self.silent or self.course.speed > FASTEST_SPOKEN:
            await self.rest(QUIET_LINE / self.course.speed)
            return
        creation = self.replay.creation
        voice = voice_then(creation, self.seen.catalog, self.services.voices, self.services.gate)
        performer = self.services.performer
        try:
            speech = await performer.render(spoken_line(event, creation), voice)
            self.tableau.begin_line([word.text for word in speech.words])
            await performer.play(speech, self._show_frame)
        except BestioError as error:
            self.silent = True
            self._show_state()
            self.notify(plain(f"{error.message} {error.hint}".strip()).plain, severity="warning", markup=False)

    def _show_frame(self, frame: Frame) -> None:
        # A sound may outlive the screen by a moment.
        if self.is_attached:
            self.tableau.show_frame(frame)

    def go_to(self, position: int) -> None:
        """Go to a position, in silence."""
        self._halt()
        self.audience.leave()
        self.replay.seek(position)
        self._show()

    def on_key(self, _event: Key) -> None:
        self.tableau.stir()

    def on_mouse_down(self, _event: MouseDown) -> None:
        self.tableau.stir()

    # --- commands -----------------------------------------------------------------------------------------------------

    def action_play(self) -> None:
        """Play, hold, or answer."""
        if self.audience.question is not None:
            self._answer()
        elif self.playing:
            self._halt()
            self._show_state()
        elif len(self.replay):
            if self.course.over:
                self.audience.leave()
                self.replay.seek(0)
            self.playing = True
            self._show()
            self._play()

    def action_forward(self) -> None:
        """One act forward."""
        if self.audience.question is not None:
            self._answer()
            return
        self._halt()
        if not self.replay.at_end and not self._ask(goes_on=False):
            self._step(goes_on=False)

    def action_back(self) -> None:
        """One act back."""
        self.go_to(self.replay.position - 1)

    def action_next_mark(self) -> None:
        """Jump to the next mark."""
        self.go_to(self.course.next_mark)

    def action_previous_mark(self) -> None:
        """Jump to the mark before."""
        self.go_to(self.course.previous_mark)

    def action_first(self) -> None:
        """Back to the beginning."""
        self.go_to(0)

    def action_last(self) -> None:
        """To the end."""
        self.go_to(len(self.replay))

    def action_guess(self) -> None:
        """Ask the audience before each draw, or no more."""
        self.audience.on = not self.audience.on
        self.audience.leave()
        self._show_asked()
        self._show_state()

    def action_bet(self, by: int) -> None:
        """Bet on another answer."""
        self.audience.bet(by)
        self._show_asked()

    def action_slower(self) -> None:
        """Play more slowly."""
        self.course.slower()
        self._show_state()

    def action_faster(self) -> None:
        """Play faster."""
        self.course.faster()
        self._show_state()

    def action_sound(self) -> None:
        """Say the lines aloud, or not."""
        self.silent = not self.silent
        if self.silent and not self.playing:
            self.workers.cancel_group(self, "replay")
        self._show_state()

    def action_large(self) -> None:
        """Large letters for an audience, or not."""
        cast("House", self.app).toggle_large()
        self._fit()
        self._show_state()

    def _fit(self) -> None:
        self.set_class(cast("House", self.app).large, "-large")
        self.tableau.fit()

    def action_session(self) -> None:
        """Another session, or the whole."""
        if self.seen is None or not len(self.seen.replay):
            return
        self._halt()
        start = self.course.next_session()
        self._show_marks()
        self.go_to(start)

    def action_why(self) -> None:
        """Open the glass box."""
        if self.seen is None:
            return
        self._halt()
        self._show_state()
        self.app.push_screen(GlassBox(_("Glass box"), account(self.seen, self.replay, self.services)))

    def action_export(self) -> None:
        """Write what is seen into a file: what is heard, what a terminal shows, or the sheet of who presents it."""
        if self.seen is None:
            return
        self._halt()
        self._show_state()
        path = self.watch_this.path

        def told(saved: Saved | None) -> None:
            if saved is not None:
                file, more = saved
                line = _("The replay is in the file {file}.").format(file=file)
                self.notify(plain(f"{line} {more}".strip()).plain, markup=False)

        self.app.push_screen(replay_as_file(self.services, path, self.seen.group, self.course.speed), told)

    def action_help(self) -> None:
        """Explain this screen."""
        self._halt()
        self._show_state()
        self.app.push_screen(Help(_("See again"), _(EXPLAINED), COMMANDS))

    def action_leave(self) -> None:
        """Back to where one was."""
        self._halt()
        self.dismiss(None)

    def on_timeline_sought(self, event: Timeline.Sought) -> None:
        event.stop()
        self.go_to(event.position)
