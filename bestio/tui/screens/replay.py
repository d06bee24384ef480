"""A creation seen again: played, paused, stepped forward and back, with the audience guessing before each draw."""

from __future__ import annotations

import asyncio
from pathlib import Path

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import Key, MouseDown
from textual.widgets import Static

from bestio.errors import BestioError
from bestio.i18n import N_, _
from bestio.tui.audience import Audience
from bestio.tui.commands import Command, bindings
from bestio.tui.performer import Frame
from bestio.tui.screens.glass_box import GlassBox
from bestio.tui.screens.help import Help
from bestio.tui.screens.place import Place
from bestio.tui.services import Services
from bestio.tui.showing import Seen, account, read_seen, spoken_line
from bestio.tui.text import plain
from bestio.tui.widgets.command_bar import CommandBar
from bestio.tui.widgets.tableau import Tableau
from bestio.tui.widgets.timeline import Timeline
from bestio.workshop.narrate import tell_time
from bestio.workshop.replay import Replay
from bestio.workshop.retelling import Watch, moment, position_at, voice_then

COMMANDS = (
    Command("play", "space", N_("Play"), N_("Play, or hold. Before a draw: shows the answer, then goes on.")),
    Command("forward", "right", N_("One act on"), N_("One act forward."), shown=False),
    Command("back", "left", N_("One act back"), N_("Back to before the last act."), shown=False),
    Command("next_mark", "n,pagedown", N_("Next mark"), N_("Jump to the next mark: a lock, a kept phrase, a voice…")),
    Command("previous_mark", "p,pageup", N_("Mark before"), N_("Jump to the mark before."), shown=False),
    Command("guess", "g", N_("Guess first"), N_("Before each draw, the audience is asked what will come.")),
    Command("slower", "minus", N_("Slower"), N_("Play more slowly."), shown=False),
    Command(
        "faster",
        "plus,equals_sign",
        N_("Faster"),
        N_("Play faster. Above ×2, the lines are not said aloud."),
        shown=False,
    ),
    Command("sound", "x", N_("Sound"), N_("Lines said aloud, or shown in silence.")),
    Command("session", "s", N_("Session"), N_("The whole creation, or one session only."), shown=False),
    Command("bet(-1)", "up", N_("Bet above"), N_("Bet on the answer above."), shown=False),
    Command("bet(1)", "down", N_("Bet below"), N_("Bet on the answer below."), shown=False),
    Command("first", "d,home", N_("Beginning"), N_("Back to the beginning."), shown=False),
    Command("last", "f,end", N_("End"), N_("To the end."), shown=False),
    Command(
        "why", "f6,question_mark", N_("Why?"), N_("The glass box: what the machine did here, and why."), always=True
    ),
    Command("help", "f1", N_("Help"), N_("Explains this screen."), always=True),
    Command("leave", "escape", N_("Back"), N_("Back to where one was."), always=True),
)
EXPLAINED = N_(
    "Here a creation is seen again as it was made: every draw, every choice, every hesitation. Nothing is changed.\n"
    "Space plays and holds. ← → go one act back or on, N and P jump from mark to mark, + and - change the speed.\n"
    "G asks the audience before each draw: ↑ ↓ to bet, Space to see. Does chance do what one expects?\n"
    "The lines are said with the voice that the creature had then. X: in silence.\n"
    "Long pauses are shortened. S keeps one session only. F6 tells who wrote what."
)
SPEEDS = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0)
FASTEST_SPOKEN = 2.0
QUIET_LINE = 1.5  # seconds that a line stays when it is not said aloud


class ReplayScreen(Place):
    """Shows a journal, or the part of it that a `Watch` names. The journal is only read."""

    CAN_DO = COMMANDS
    BINDINGS = bindings(COMMANDS)
    DEFAULT_CSS = """
    ReplayScreen #replay-top { height: 1; background: $panel; }
    ReplayScreen #replay-title { width: 1fr; height: 1; padding: 0 1; color: $primary; text-style: bold; }
    ReplayScreen #replay-state { width: auto; height: 1; padding: 0 1; color: $text-muted; }
    ReplayScreen #replay-tip { height: 1; padding: 0 1; color: $secondary; background: $surface; }
    """

    def __init__(self, services: Services, watch: Path | Watch) -> None:
        super().__init__()
        self.services = services
        watch = watch if isinstance(watch, Watch) else Watch(watch)
        self.watch_this = watch
        self.seen: Seen | None = None
        self.replay = Replay(())
        self.playing = False
        self.speed = min(max(watch.speed, SPEEDS[0]), SPEEDS[-1])
        self.silent = False
        self.audience = Audience()
        self.session = 0
        self._end: int | None = None
        self._goes_on = False

    def compose(self) -> ComposeResult:
        with Horizontal(id="replay-top"):
            yield Static(_("See again"), id="replay-title", markup=False)
            yield Static("", id="replay-state", markup=False)
        yield Tableau(self.services, id="replay")
        yield Timeline(id="replay-timeline")
        yield Static("", id="replay-tip", markup=False)
        yield CommandBar(COMMANDS)

    def on_mount(self) -> None:
        self._load()

    @work(exclusive=True, group="load")
    async def _load(self) -> None:
        try:
            seen = await asyncio.to_thread(read_seen, self.services, self.watch_this.path)
            since, until = moment(seen.replay, self.watch_this.since), moment(seen.replay, self.watch_this.until)
        except BestioError as error:
            self.app.notify(
                plain(f"{error.message} {error.hint}".strip()).plain,
                title=error.title,
                severity="warning",
                markup=False,
            )
            self.dismiss(None)
            return
        self.seen = seen
        self.replay = seen.replay
        self._end = None if until is None else position_at(seen.replay, until + 0.001)
        self.replay.seek(max(1, position_at(seen.replay, since)) if since else 1)
        self.query_one("#replay-title", Static).update(plain(_("See again: {group}").format(group=seen.group)))
        self._show_marks()
        self._show()

    @property
    def tableau(self) -> Tableau:
        """What shows the moment."""
        return self.query_one(Tableau)

    # --- what is shown ------------------------------------------------------------------------------------------------

    @property
    def over(self) -> bool:
        """Whether all that is to be seen has been."""
        return self.replay.at_end or (self._end is not None and self.replay.position >= self._end)

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
        replay = self.replay
        line = self.query_one(Timeline)
        line.position = replay.position
        total = len(replay)
        now = replay.worked(replay.position - 1) if replay.position else 0.0
        line.left = f"{tell_time(now)} / {tell_time(replay.worked(total - 1) if total else 0.0)}"
        line.right = _("act {n} of {total}").format(n=replay.position, total=total)
        parts = ["▶" if self.playing else "▮▮", f"×{self.speed:g}".replace(".", ",")]
        if self.session:
            parts.append(_("session {n}").format(n=self.session))
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
        if self.over:
            return _("This is the end. D: from the beginning. S: one session. Escape: back.")
        if self.playing:
            return _("Space: hold. G: ask the audience before each draw.")
        return _("Space: play. ← →: one act at a time. N: to the next mark.")

    # --- playing ------------------------------------------------------------------------------------------------------

    def _halt(self) -> None:
        self.workers.cancel_group(self, "replay")
        self.playing = False

    @work(exclusive=True, group="replay")
    async def _play(self) -> None:
        while not self.over:
            await asyncio.sleep(self.replay.pause(speed=self.speed))
            if self._ask(goes_on=True):
                return
            self._happen()
            await self._say()
        self.playing = False
        self._show_state()

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
        if self.silent or self.speed > FASTEST_SPOKEN:
            await asyncio.sleep(QUIET_LINE / self.speed)
            return
        creation = self.replay.creation
        voice = voice_then(creation, self.seen.cabinet, self.services.voices)
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

    def _go(self, position: int) -> None:
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
            if self.over:
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
        self._go(self.replay.position - 1)

    def action_next_mark(self) -> None:
        """Jump to the next mark."""
        marker = next((one for one in self.replay.markers if one.position > self.replay.position), None)
        self._go(marker.position if marker else len(self.replay))

    def action_previous_mark(self) -> None:
        """Jump to the mark before."""
        marker = next((one for one in reversed(self.replay.markers) if one.position < self.replay.position), None)
        self._go(marker.position if marker else 0)

    def action_first(self) -> None:
        """Back to the beginning."""
        self._go(0)

    def action_last(self) -> None:
        """To the end."""
        self._go(len(self.replay))

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
        self._set_speed([speed for speed in SPEEDS if speed < self.speed][-1:])

    def action_faster(self) -> None:
        """Play faster."""
        self._set_speed([speed for speed in SPEEDS if speed > self.speed][:1])

    def _set_speed(self, found: list[float]) -> None:
        if found:
            self.speed = found[0]
            self._show_state()

    def action_sound(self) -> None:
        """Say the lines aloud, or not."""
        self.silent = not self.silent
        if self.silent and not self.playing:
            self.workers.cancel_group(self, "replay")
        self._show_state()

    def action_session(self) -> None:
        """Another session, or the whole."""
        if self.seen is None or not len(self.seen.replay):
            return
        whole = self.seen.replay
        self._halt()
        self.session = (self.session + 1) % (len(whole.sessions()) + 1)
        self.replay = whole.session(self.session) if self.session else whole
        self._end = None
        self._show_marks()
        self._go(0 if self.session else 1)

    def action_why(self) -> None:
        """Open the glass box."""
        if self.seen is None:
            return
        self._halt()
        self._show_state()
        self.app.push_screen(GlassBox(_("Glass box"), account(self.seen, self.replay)))

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
        self._go(event.position)
