"""A creation seen again in the real app: forward, back, marks, sessions, audience, sound; nothing is written."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest
import soundfile
from textual.widgets import RadioButton

from bestio.classroom.erasure.scan import named_in_gallery
from bestio.classroom.finding import samples
from bestio.creation.events import Event
from bestio.creation.fold import fold
from bestio.creation.replay import Replay
from bestio.creation.replay_context import ReplayOptions
from bestio.errors import BestioError
from bestio.journal.journal import Journal
from bestio.library import Library, find_bundled
from bestio.speech.speech import Speech, WordTime
from bestio.tui.replay_view import PhraseSeen
from bestio.tui.screens.home import Home
from bestio.tui.screens.pick import PickReplay
from bestio.tui.screens.replay import ReplayScreen
from bestio.tui.screens.save_as import SaveAs
from bestio.tui.services import Services
from bestio.tui.widgets.karaoke import Karaoke
from bestio.tui.widgets.portrait import Portrait
from bestio.tui.widgets.timeline import Timeline
from tests.pace import pace, quickest

TEXT = (
    "Il pleut sur la gare et le hibou dort. Le train chante sur la gare. Le hibou chante pour le train qui dort. "
    "[b]Les boulons[/b] du hibou rouillent et personne ne dort. [/ Il pleut encore sur la gare."
)


class Clock:
    def __init__(self) -> None:
        self.now = 1_763_800_000.0

    def __call__(self) -> float:
        self.now += 2.0
        return self.now


class MuteSpeaker:
    """Renders silence at once, and remembers what was asked."""

    trouble = ""

    def __init__(self) -> None:
        self.said: list[tuple[str, str]] = []
        self.refuses = False

    def pronounce(self, _text: str, _voice: Any) -> None:
        return None

    async def arender(self, text: str, voice: Any) -> Speech:
        if self.refuses:
            raise BestioError("Plus de voix.")
        self.said.append((text, voice.id))
        words = [WordTime(word, 0.01 * n, 0.01 * n + 0.01) for n, word in enumerate(text.split())]
        return Speech(text=text, samples=np.zeros(800, dtype=np.float32), sample_rate=16_000, words=tuple(words))

    def close(self) -> None:
        pass


class MutePlayer:
    """Plays for as long as the speech lasts, without a device."""

    has_sound = True
    trouble = ""
    paused = False

    def __init__(self) -> None:
        self.started: float | None = None
        self.played = 0

    def play(self, speech: Speech) -> None:
        self.speech, self.started = speech, time.monotonic()
        self.played += 1

    @property
    def playing(self) -> bool:
        return self.started is not None and time.monotonic() - self.started < self.speech.seconds

    def position(self) -> float:
        return time.monotonic() - (self.started or 0)

    def stop(self) -> None:
        self.started = None

    def close(self) -> None:
        pass


def content(journal: Path) -> dict[str, bytes]:
    """Every file beside the journal, and what is in it."""
    return {path.name: path.read_bytes() for path in journal.parent.iterdir()}


@pytest.fixture
def speaker() -> MuteSpeaker:
    return MuteSpeaker()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A creation made in two sessions, with every kind of act that is shown differently."""
    clock = Clock()
    services = Services(Library(find_bundled(), tmp_path_factory.mktemp("made")), Random(3), clock)
    studio = services.studio(services.store.new("Les Hiboux", "5b"))
    studio.begin(seed=4)
    studio.spin("tete")
    studio.record("trait.lock", slot="tete")
    studio.spin_all()
    studio.write_text("t1", "La gare", TEXT)
    machine = studio.machine()
    for _turn in range(2):
        studio.make_phrase(machine)
    first, second = studio.creation.phrases
    studio.record("phrase.keep", id=first)
    clock.now += 7200
    studio.record("voice.choose", id="dragon-rouille")
    studio.record(*studio.spoken(first, 2.5))
    studio.record("phrase.edit", id=second, text="[b]Moi[/b] je dis [/ non.")
    studio.record("undo")
    studio.record("note.write", text="[red]On a ri.")
    studio.close()
    return studio.journal.path


@pytest.fixture
def journal(workspace: Path, made: Path) -> Path:
    path = workspace / "workshops" / "5b" / made.name
    path.parent.mkdir(parents=True)
    path.write_bytes(made.read_bytes())
    return path


@pytest.fixture
def shown(opened: Callable[..., Any], journal: Path, speaker: MuteSpeaker) -> Callable[..., Any]:
    """Opens the app on the replay; gives the hand and the screen."""
    from contextlib import asynccontextmanager

    @asynccontextmanager
    async def show(size: tuple[int, int] = (80, 24), **watch: Any) -> Any:
        async with opened(size, speaker=lambda: speaker, player=MutePlayer) as hand:
            services = await hand.app.ready()
            screen = ReplayScreen(services, ReplayOptions(journal, **watch) if watch else journal)
            await hand.app.push_screen(screen)
            await hand.until(lambda: screen.seen is not None, "the journal is read")
            yield hand, screen

    return show


@pytest.mark.parametrize("size", [(80, 24), pytest.param((120, 30), marks=pytest.mark.slow)])
async def test_every_act_forward_then_back(shown: Callable[..., Any], journal: Path, size: tuple[int, int]) -> None:
    before = content(journal)
    async with shown(size) as (hand, screen):
        total = len(screen.replay)
        assert total == 14
        await hand.press("x", "d")
        states = [screen.replay.creation]
        for _step in range(total):
            await hand.press("right")
            await hand.until(lambda: not screen.playing)
            states.append(screen.replay.creation)
            assert screen.query_one(Timeline).position == screen.replay.position
        assert screen.replay.at_end
        with Journal.open(journal, clock=time.time, read_only=True) as looked:
            assert states[-1] == fold(looked.events)
        for state in reversed(states[:-1]):
            await hand.press("left")
            assert screen.replay.creation == state
        await hand.press("escape")
        await hand.until(lambda: isinstance(hand.app.screen, Home))
    assert content(journal) == before


async def test_what_is_shown_follows_the_act(shown: Callable[..., Any]) -> None:
    async with shown() as (hand, screen):
        tableau = screen.tableau
        await hand.shows("Une créature apparaît")
        assert tableau.has_class("-creature")
        assert screen.query_one(Portrait).look is not None
        wanted = {6: "-text", 7: "-phrase", 9: "-phrase", 10: "-voice", 11: "-stage", 14: "-text"}
        for position, name in wanted.items():
            screen.go_to(position)
            await hand.settle()
            assert tableau.has_class(name), (position, screen.replay.caption)
        await hand.shows("[red]On a ri.")
        screen.go_to(6)
        await hand.shows("[b]Les boulons[/b]")
        screen.go_to(12)
        await hand.shows("[b]Moi[/b] je dis [/ non.")
        screen.go_to(7)
        await hand.settle()
        phrase = screen.query_one(PhraseSeen)
        assert phrase.phrase == screen.replay.creation.phrases["p1"]
        assert phrase.texts


@pytest.mark.slow
async def test_marks_home_end_and_a_click_on_the_line(shown: Callable[..., Any]) -> None:
    async with shown() as (hand, screen):
        await hand.press("n")
        positions = [screen.replay.position]
        while not screen.replay.at_end:
            await hand.press("n")
            positions.append(screen.replay.position)
        marked = [marker.position for marker in screen.replay.markers if marker.position > 1]
        assert positions == [*marked, len(screen.replay)]
        await hand.press("p")
        assert screen.replay.position == marked[-1]
        await hand.press("home")
        assert screen.replay.position == 0
        await hand.press("f")
        assert screen.replay.at_end
        await hand.click(Timeline, offset=(1, 0))
        await hand.until(lambda: screen.replay.position == 0)


async def test_it_plays_pauses_and_says_the_lines_with_the_voice_of_then(
    shown: Callable[..., Any], speaker: MuteSpeaker
) -> None:
    async with shown(speed=2.0, since="9") as (hand, screen):
        screen.go_to(9)
        screen.replay.pause = lambda **_options: 0.0
        await hand.press("space")
        await hand.until(lambda: screen.replay.at_end and not screen.playing, "the end")
        phrase = screen.replay.creation.phrases["p1"].shown
        assert [text for text, _voice in speaker.said] == [phrase]
        assert hand.app.services.performer.player.played == 1
        screen.replay.pause = lambda **_options: 60.0
        await hand.press("space")  # from the beginning again
        assert screen.playing
        assert screen.replay.position < 9


async def test_space_holds_and_a_step_on_a_line_says_it(shown: Callable[..., Any], speaker: MuteSpeaker) -> None:
    async with shown() as (hand, screen):
        screen.go_to(1)
        screen.replay.pause = lambda **_options: 60.0
        await hand.press("space")
        assert screen.playing
        await hand.press("space")
        assert not screen.playing
        assert screen.replay.position == 1
        screen.go_to(10)
        await hand.press("right")
        await hand.until(lambda: speaker.said and screen.query_one(Karaoke).words, "the line is said")
        assert speaker.said[0][1] != ""
        await hand.press("x", "left", "right")
        assert len(speaker.said) == 1


async def test_a_voice_that_fails_leaves_the_words(shown: Callable[..., Any], speaker: MuteSpeaker) -> None:
    speaker.refuses = True
    async with shown() as (hand, screen):
        screen.go_to(10)
        await hand.press("right")
        await hand.until(lambda: screen.silent)
        assert any("Plus de voix." in notice for notice in hand.told)
        assert screen.query_one(Karaoke).text == screen.replay.creation.phrases["p1"].shown


@pytest.mark.slow
async def test_the_audience_guesses_before_each_draw(shown: Callable[..., Any]) -> None:
    async with shown() as (hand, screen):
        await hand.press("g", "right")
        assert screen.audience.question is None  # a voice is chosen: nothing is drawn
        await hand.press("right")
        asked = screen.audience.question
        assert asked is not None
        assert screen.replay.position == 2
        assert len(asked.guess.options) > 1
        while asked.bet is None or asked.guess.options[asked.bet] != asked.guess.answer:
            await hand.press("down")
            asked = screen.audience.question
        await hand.press("space")
        await hand.shows("Bien deviné")
        assert (screen.audience.right, screen.audience.bets) == (1, 1)
        assert screen.replay.position == 2
        await hand.press("space")
        assert screen.replay.position == 3
        assert screen.replay.creation.traits["tete"] != screen.replay.state_at(2).traits["tete"]
        screen.go_to(6)
        await hand.press("right")
        questions = 0
        while screen.audience.question is not None:
            questions += 1
            await hand.press("space", "space")
        assert questions >= 2
        assert screen.replay.position == 7
        await hand.press("left", "right")
        assert screen.audience.question is not None  # one may be asked again
        await hand.press("g")
        assert screen.audience.question is None


@pytest.mark.slow
async def test_playing_stops_at_each_question_and_goes_on(shown: Callable[..., Any]) -> None:
    async with shown() as (hand, screen):
        screen.replay.pause = lambda **_options: 0.0
        await hand.press("x", "g", "space")
        for position in (2, 4):
            await hand.until(lambda: screen.audience.question is not None, "a question")
            assert screen.replay.position == position
            assert not screen.playing
            await hand.press("space", "space")
        await hand.until(lambda: screen.replay.position > 4, "it has gone on")


async def test_one_session_starts_where_the_one_before_ended(shown: Callable[..., Any]) -> None:
    async with shown() as (hand, screen):
        whole = screen.replay
        assert [session.number for session in whole.sessions()] == [1, 2]
        await hand.press("s", "s")
        assert screen.course.session == 2
        assert len(screen.replay) < len(whole)
        assert screen.replay.creation == whole.state_at(len(whole) - len(screen.replay))
        await hand.press("s")
        assert screen.replay is whole


async def test_speed_from_and_until(shown: Callable[..., Any]) -> None:
    async with shown(since="4", until="7", speed=4.0) as (hand, screen):
        assert screen.course.speed == 4.0
        assert 3 <= screen.replay.position <= 4
        await hand.press("plus", "plus", "plus")
        assert screen.course.speed == 8.0
        await hand.press(*["minus"] * 9)
        assert screen.course.speed == 0.25
        screen.replay.pause = lambda **_options: 0.0
        await hand.press("space")
        await hand.until(lambda: not screen.playing)
        assert screen.replay.position == 7


@pytest.mark.slow
async def test_why_help_and_an_empty_journal(
    shown: Callable[..., Any], opened: Callable[..., Any], workspace: Path
) -> None:
    async with shown() as (hand, screen):
        screen.go_to(7)
        await hand.press("f6")
        await hand.shows("Boîte de verre")
        await hand.press("escape", "f1")
        await hand.until(lambda: hand.app.screen is not screen)
        await hand.press("escape")
        services = hand.app.services
        services.store.new("Vide", "5b").close()
        empty = ReplayScreen(services, services.store.path("5b", "vide"))
        await hand.app.push_screen(empty)
        await hand.until(lambda: empty.seen is not None)
        await hand.press("space", "right", "left", "n", "p", "g", "s", "f6", "escape", "escape")
        await hand.until(lambda: hand.app.screen is screen)


def broken(folder: Path) -> Path:
    path = folder / "rien.yaml"
    path.write_bytes(b"\x00\xffrien")
    return path


@pytest.mark.slow
async def test_a_file_that_is_no_journal_is_told_and_left(shown: Callable[..., Any], tmp_path: Path) -> None:
    path = broken(tmp_path)
    async with shown() as (hand, screen):
        await hand.app.push_screen(ReplayScreen(hand.app.services, path))
        await hand.until(lambda: hand.app.screen is screen)
        await hand.app.push_screen(
            ReplayScreen(hand.app.services, ReplayOptions(screen.watch_this.path, since="demain"))
        )
        await hand.until(lambda: hand.app.screen is screen)


async def test_a_replay_may_look_on_while_another_window_writes(shown: Callable[..., Any], journal: Path) -> None:
    with Journal.open(journal, clock=time.time) as writing:
        async with shown() as (hand, screen):
            writing.record("note.write", text="encore")
            await hand.press("f")
            assert screen.replay.at_end


@pytest.mark.slow
async def test_the_samples_that_ship_are_listed_and_every_act_of_them_can_be_shown(opened: Callable[..., Any]) -> None:
    async with opened(speaker=MuteSpeaker, player=MutePlayer) as hand:
        services = await hand.app.ready()
        entries = samples(services.library)
        assert len(entries) >= 2
        hand.app.push_screen(PickReplay(services))
        await hand.until(lambda: isinstance(hand.app.screen, PickReplay))
        await hand.shows("un exemple")
        await hand.press("escape")
        for entry in entries:
            screen = ReplayScreen(services, entry.path)
            await hand.app.push_screen(screen)
            await hand.until(lambda screen=screen: screen.seen is not None)
            assert screen.replay.markers
            for position in range(len(screen.replay) + 1):
                screen.go_to(position)
            await hand.press("f6", "escape", "escape")


def test_a_step_anywhere_in_ten_thousand_events_takes_less_than_50_ms() -> None:
    events = [Event(0.0, "creation.begin", {"lexicons": [], "seed": 1, "name": "A", "traits": {"tete": "f:a"}})]
    for number in range(9_999):
        events.append(Event(float(number), "trait.draw", {"slot": "tete", "trait": f"f:{number % 7}", "seed": number}))
    replay = Replay(events)

    def slowest() -> float:
        steps = []
        for position in Random(1).sample(range(10_000), 60):
            started = time.process_time()
            replay.seek(position)
            replay.caption  # noqa: B018 (reading it is what is measured)
            steps.append(time.process_time() - started)
        return max(steps)

    assert quickest(slowest, 0.05, float) < 0.05 * pace()


async def test_it_is_written_into_a_file_of_each_form(
    shown: Callable[..., Any], journal: Path, speaker: MuteSpeaker, workspace: Path
) -> None:
    before = content(journal)
    said: list[str] = []

    def render(text: str, _voice: Any) -> Speech:
        said.append(text)
        return Speech(text, np.full(22_050, 0.3, np.float32), 22_050, engine="test")

    speaker.render = render  # type: ignore[attr-defined]
    folder = workspace / "exports" / "5b" / journal.stem
    async with shown() as (hand, screen):
        for form, ending in enumerate((".mp3", ".cast", ".txt")):
            await hand.press("e")
            await hand.until(lambda: isinstance(hand.app.screen, SaveAs), "where")
            for told in ("Ce qu’on en entend (MP3)", "(asciicast)", "de qui présente (texte)"):
                await hand.shows(told)  # whole, at 80 columns
            hand.app.screen.query(RadioButton)[form].value = True
            await hand.press("enter")
            await hand.until(lambda ending=ending: [*folder.glob(f"*{ending}")], f"a file {ending}")
            await hand.until(lambda: hand.app.screen is screen, "back")
        assert any("création rejouée" in one for one in hand.told)
        sound, cast, cues = (next(folder.glob(f"*{ending}")) for ending in (".mp3", ".cast", ".txt"))
        assert len(said) == 1
        assert said[0] in cues.read_text(encoding="utf-8")
        assert json.loads(cast.read_text(encoding="utf-8").splitlines()[0])["version"] == 3
        samples, _rate = soundfile.read(sound)
        assert np.abs(samples).max() > 0.1
        assert named_in_gallery(cast) == {f"5b/{journal.stem}"}
    assert content(journal) == before
