"""A creation seen again: played, paused, stepped forward and back, with the audience guessing before each draw."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.events import Key, MouseDown
from textual.screen import Screen
from textual.widgets import Static

from bestio.errors import BestioError
from bestio.i18n import N_, _
from bestio.persona.portrait import choose_look
from bestio.tui.commands import Command, bindings
from bestio.tui.glass import copy_verdict, explain_word, legend
from bestio.tui.performer import Frame
from bestio.tui.screens.glass_box import GlassBox
from bestio.tui.screens.help import Help
from bestio.tui.services import Services
from bestio.tui.showing import (
    Asked,
    PhraseSeen,
    Seen,
    asked_content,
    phrase_of,
    read_seen,
    spoken_line,
    step_of,
    text_content,
    view_of,
    voice_content,
    wheels_content,
)
from bestio.tui.text import plain, visible
from bestio.tui.widgets.command_bar import CommandBar, CommandKey
from bestio.tui.widgets.karaoke import Karaoke
from bestio.tui.widgets.portrait import Portrait
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


class ReplayScreen(Screen[None]):
    """Shows a journal, or the part of it that a `Watch` names. The journal is only read."""

    BINDINGS = bindings(COMMANDS)
    DEFAULT_CSS = """
    ReplayScreen #replay-top { height: 1; background: $panel; }
    ReplayScreen #replay-title { width: 1fr; height: 1; padding: 0 1; color: $primary; text-style: bold; }
    ReplayScreen #replay-state { width: auto; height: 1; padding: 0 1; color: $text-muted; }
    ReplayScreen #replay { height: 1fr; }
    ReplayScreen #replay-left { width: 30; height: 1fr; }
    ReplayScreen #replay-left Portrait { width: 100%; height: 1fr; }
    ReplayScreen #replay-name { height: 1; width: 100%; text-align: center; text-style: bold; color: $primary; }
    ReplayScreen #replay-right { width: 1fr; height: 1fr; padding: 0 1 0 0; }
    ReplayScreen #replay-caption { height: auto; min-height: 5; max-height: 8; border: round $secondary; padding: 0 1; }
    ReplayScreen #replay-wheels { height: auto; padding: 1 1 0 1; }
    ReplayScreen #replay-box { height: 1fr; border: round $border-blurred; padding: 0 1; }
    ReplayScreen #replay-box > * { height: auto; display: none; }
    ReplayScreen.-phrase #replay-box > .phrase, ReplayScreen.-stage #replay-box > .stage { display: block; }
    ReplayScreen.-text #replay-box > .text, ReplayScreen.-voice #replay-box > .voice { display: block; }
    ReplayScreen.-asked #replay-box > .told { display: none; }
    ReplayScreen.-asked #replay-box > .asked { display: block; }
    ReplayScreen #replay-verdict { color: $secondary; margin: 1 0; }
    ReplayScreen Karaoke { padding: 1 0; }
    ReplayScreen.-low #replay-wheels { display: none; }
    ReplayScreen.-low.-creature #replay-wheels { display: block; }
    ReplayScreen.-creature #replay-box { display: none; }
    ReplayScreen.-asked #replay-box { display: block; border: round $primary; }
    ReplayScreen.-low.-asked #replay-wheels { display: none; }
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
        self.guessing = False
        self.session = 0
        self.asked: list[Asked] = []
        self.guessed = 0
        self.bets = 0
        self._end: int | None = None
        self._answered = -1  # the position before which the audience has been asked already
        self._goes_on = False

    def compose(self) -> ComposeResult:
        with Horizontal(id="replay-top"):
            yield Static(_("See again"), id="replay-title", markup=False)
            yield Static("", id="replay-state", markup=False)
        with Horizontal(id="replay"):
            with Vertical(id="replay-left"):
                yield Portrait(self.services.strips, self.services.random, id="replay-portrait")
                yield Static("", id="replay-name", markup=False)
            with Vertical(id="replay-right"):
                yield Static(_("Reading…"), id="replay-caption", markup=False)
                yield Static("", id="replay-wheels", markup=False)
                with VerticalScroll(id="replay-box", can_focus=False):
                    yield PhraseSeen(id="replay-phrase")
                    yield Static("", id="replay-verdict", classes="told phrase", markup=False)
                    yield Static("", id="replay-legend", classes="told phrase", markup=False)
                    yield Karaoke(id="replay-karaoke")
                    yield Static("", id="replay-text", classes="told text", markup=False)
                    yield Static("", id="replay-voice", classes="told voice", markup=False)
                    yield Static("", id="replay-asked", classes="asked", markup=False)
        yield Timeline(id="replay-timeline")
        yield Static("", id="replay-tip", markup=False)
        yield CommandBar(COMMANDS)

    def on_mount(self) -> None:
        view = self.query_one(PhraseSeen)
        view.can_focus = False
        view.add_class("told", "phrase")
        self.query_one(Karaoke).add_class("told", "stage")
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

    # --- what is shown ------------------------------------------------------------------------------------------------

    @property
    def commands(self) -> tuple[Command, ...]:
        """What one can do here."""
        return COMMANDS

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
        replay, cabinet = self.replay, self.seen.cabinet
        after, event = replay.creation, replay.event
        before = replay.state_at(max(0, replay.position - 1))
        self.query_one(Portrait).look = (
            choose_look(self.services.strips, cabinet.slots, after.traits) if after.begun else None
        )
        self.query_one("#replay-name", Static).update(plain(after.name))
        told = replay.caption if len(replay) else _("Nothing has happened in this creation yet.")
        self.query_one("#replay-caption", Static).update(plain(told))
        wheels = self.query_one("#replay-wheels", Static)
        wheels.update(wheels_content(before, after, cabinet, max(30, self.size.width - 36)))
        view = view_of(event, before, after)
        for name in ("creature", "phrase", "stage", "text", "voice"):
            self.set_class(name == view, f"-{name}")
        if view == "phrase":
            self._show_phrase()
        elif view == "stage" and event is not None:
            karaoke = self.query_one(Karaoke)
            karaoke.word, karaoke.words, karaoke.text = -1, (), spoken_line(event, after)
        elif view == "text":
            self.query_one("#replay-text", Static).update(text_content(event, before, after))
        elif view == "voice":
            self.query_one("#replay-voice", Static).update(
                voice_content(voice_then(after, cabinet, self.services.voices))
            )
        self._show_asked()
        self._show_state()

    def _show_phrase(self) -> None:
        replay = self.replay
        phrase = phrase_of(replay.event, replay.state_at(max(0, replay.position - 1)), replay.creation)
        view = self.query_one(PhraseSeen)
        texts = self.seen.texts if self.seen else ()
        view.texts, view.phrase = texts, phrase
        dark = self.app.current_theme.dark
        self.query_one("#replay-legend", Static).update(legend(phrase, texts, dark=dark) if phrase else "")
        self.query_one("#replay-verdict", Static).update(copy_verdict(phrase) if phrase else "")

    def _show_asked(self) -> None:
        self.set_class(bool(self.asked), "-asked")
        if self.asked:
            asked = self.asked[0]
            step = step_of(self.replay.next_event, asked.guess) if asked.shown else None
            explained = explain_word(step) if step is not None else None
            self.query_one("#replay-asked", Static).update(asked_content(asked, explained))

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
        if self.guessing:
            parts.append(_("guess first") + (f" {self.guessed}/{self.bets}" if self.bets else ""))
        if self.silent:
            parts.append(_("in silence"))
        self.query_one("#replay-state", Static).update(" · ".join(parts))
        self.query_one("#replay-tip", Static).update(plain(self._next_thing()))

    def _next_thing(self) -> str:
        if self.asked:
            asked = self.asked[0]
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
        if not self.guessing or self._answered == self.replay.position:
            return False
        self.asked = [Asked(guess) for guess in self.replay.guesses()]
        if not self.asked:
            return False
        self._goes_on = goes_on
        self.playing = False
        self._show_asked()
        self._show_state()
        return True

    def _answer(self) -> None:
        """Show the answer; where it is shown, ask the next question, or let happen what was asked about."""
        asked = self.asked[0]
        if not asked.shown:
            self.asked[0] = replace(asked, shown=True)
            if asked.right is not None:
                self.bets += 1
                self.guessed += asked.right
        else:
            self.asked.pop(0)
            if not self.asked:
                self._answered = self.replay.position
                self._step(goes_on=self._goes_on)
                return
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
            self.query_one(Karaoke).words = tuple(word.text for word in speech.words)
            await performer.play(speech, self._show_frame)
        except BestioError as error:
            self.silent = True
            self._show_state()
            self.notify(plain(f"{error.message} {error.hint}".strip()).plain, severity="warning", markup=False)

    def _show_frame(self, frame: Frame) -> None:
        # A sound may outlive the screen by a moment.
        if self.is_attached:
            for portrait in self.query(Portrait):
                portrait.mouth = frame.mouth
            for karaoke in self.query(Karaoke):
                karaoke.word = frame.word

    def _go(self, position: int) -> None:
        """Go to a position, in silence."""
        self._halt()
        self.asked = []
        self._answered = -1
        self.replay.seek(position)
        self._show()

    def on_key(self, _event: Key) -> None:
        self.query_one(Portrait).stir()

    def on_mouse_down(self, _event: MouseDown) -> None:
        self.query_one(Portrait).stir()

    # --- commands -----------------------------------------------------------------------------------------------------

    def action_play(self) -> None:
        """Play, hold, or answer."""
        if self.asked:
            self._answer()
        elif self.playing:
            self._halt()
            self._show_state()
        elif len(self.replay):
            if self.over:
                self.replay.seek(0)
                self._answered = -1
            self.playing = True
            self._show()
            self._play()

    def action_forward(self) -> None:
        """One act forward."""
        if self.asked:
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
        self.guessing = not self.guessing
        self.asked = []
        self._show_asked()
        self._show_state()

    def action_bet(self, by: int) -> None:
        """Bet on another answer."""
        if not self.asked or self.asked[0].shown or not self.asked[0].guess.options:
            return
        asked = self.asked[0]
        count = len(asked.guess.options)
        bet = (asked.bet + by) % count if asked.bet is not None else 0 if by > 0 else count - 1
        self.asked[0] = replace(asked, bet=bet)
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
        replay = self.replay
        before = replay.state_at(max(0, replay.position - 1))
        lines = [replay.caption, ""]
        phrase = phrase_of(replay.event, before, replay.creation)
        if view_of(replay.event, before, replay.creation) in {"phrase", "stage"} and phrase is not None:
            lines = [
                phrase.shown,
                "",
                *(f"{explain_word(step).plain}\n" for step in phrase.steps),
                copy_verdict(phrase),
            ]
        else:
            lines.append(wheels_content(before, replay.creation, self.seen.cabinet, 90).plain)
        self._show_state()
        self.app.push_screen(GlassBox(_("Glass box"), visible("\n".join(lines), lines=True)))

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

    async def on_command_key_given(self, event: CommandKey.Given) -> None:
        event.stop()
        await self.give(event.command)

    async def give(self, command: Command) -> None:
        """Do what a command says, as its key would."""
        await self.app.run_action(command.action, self)
