"""Creations that play by themselves in a hall: without end, and without a way out for the public."""

from __future__ import annotations

import asyncio
import gc
import time
from collections.abc import Callable
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random
from typing import Any

import pytest

from bestio.classroom.finding import samples
from bestio.classroom.store import Store
from bestio.creation.replay_context import Loop
from bestio.library import Library, find_bundled
from bestio.tui.screens.ask import AskLine
from bestio.tui.screens.classroom import ClassroomScreen
from bestio.tui.screens.kiosk import KioskScreen
from tests.tui.test_replay_screen import MutePlayer, MuteSpeaker

PATHS = tuple(entry.path for entry in samples(Library(find_bundled(), Path("/"))))[:2]


@pytest.fixture
def playing(opened: Callable[..., Any]) -> Callable[..., Any]:
    """Opens the app on a loop, in which the waiting is over at once."""

    @asynccontextmanager
    async def play(size: tuple[int, int] = (80, 24), **loop: Any) -> Any:
        speaker = MuteSpeaker()
        async with opened(size, speaker=lambda: speaker, player=MutePlayer) as hand:
            screen = KioskScreen(await hand.app.ready(), Loop(**{"paths": PATHS, "speed": 8.0, **loop}))
            waited: list[float] = []

            async def rest(seconds: float) -> None:
                waited.append(seconds)
                await asyncio.sleep(0)

            screen.rest = rest
            await hand.app.push_screen(screen)
            yield hand, screen, waited

    return play


async def test_one_creation_comes_after_the_other_without_end(playing: Callable[..., Any]) -> None:
    async with playing(stage=True) as (hand, screen, waited):
        names = set()

        def both_came() -> bool:
            if screen.seen is not None:  # the loop goes on while we look: some turns are missed
                names.add(screen.seen.group)
            return screen.turn >= 4 and len(names) == 2

        await hand.until(both_came, "both, in turn")
        assert sum(waited) > 5


async def test_a_title_stands_between(playing: Callable[..., Any]) -> None:
    async with playing(stage=True) as (hand, screen, _waited):
        title = screen.query_one("#kiosk-title")
        gate = asyncio.Event()

        async def held(_seconds: float) -> None:
            await gate.wait()

        screen.rest = held
        await hand.until(lambda: title.has_class("-shown"), "a title")
        await hand.shows("Par le groupe")
        gate.set()
        await hand.until(lambda: not title.has_class("-shown"), "the title goes")


async def test_any_key_lets_the_public_guess_and_nobody_there_lets_it_go_on(playing: Callable[..., Any]) -> None:
    async with playing() as (hand, screen, _waited):
        await hand.press("a")
        assert screen.audience.on
        await hand.until(lambda: screen.audience.question is not None, "a question")
        await hand.press("right", "space")
        await hand.until(lambda: screen.audience.question.shown, "the answer")
        at = screen.replay.position
        screen.nobody()
        assert not screen.audience.on
        await hand.until(lambda: screen.replay.position > at, "it goes on by itself")


async def test_a_click_on_the_timeline_moves_nothing_and_stops_nothing(playing: Callable[..., Any]) -> None:
    async with playing(key="sésame") as (hand, screen, _waited):
        await hand.until(lambda: screen.playing, "the first creation")
        gate = asyncio.Event()

        async def held(_seconds: float) -> None:
            await gate.wait()

        screen.rest = held
        await hand.settle()
        before = screen.replay.position
        await hand.click("#replay-timeline", offset=(60, 0))
        assert screen.playing
        assert screen.replay.position in {before, before + 1}
        gate.set()
        await hand.until(lambda: screen.replay.position > before + 1 or screen.audience.question, "it goes on")


async def test_nothing_is_left_but_by_the_word(playing: Callable[..., Any]) -> None:
    keys = [
        "escape",
        "ctrl+q",
        "ctrl+p",
        "ctrl+c",
        "f1",
        "f5",
        "q",
        "enter",
        "tab",
        "delete",
        "d",
        "s",
        "x",
        "left",
        "up",
    ]
    before = {path: path.read_bytes() for path in PATHS}
    async with playing(key="sésame") as (hand, screen, _waited):
        chance = Random(9)
        for _press in range(120):
            await hand.press(chance.choice(keys))
            assert hand.app.screen is screen
        assert hand.app.is_running
        await hand.press(*"sesame", *"sésam")
        assert hand.app.is_running
        await hand.press("é", *"sésame")
        await hand.until(lambda: hand.app.return_code is not None or not hand.app.is_running, "left")
    assert {path: path.read_bytes() for path in PATHS} == before


async def test_without_a_word_who_presents_leaves_as_ever(playing: Callable[..., Any]) -> None:
    async with playing() as (hand, _screen, _waited):
        await hand.press("ctrl+q")
        await hand.until(lambda: hand.app.return_code is not None or not hand.app.is_running, "left")


async def test_what_cannot_be_read_costs_one_turn(playing: Callable[..., Any], tmp_path: Path) -> None:
    broken = tmp_path / "casse.yaml"
    broken.write_bytes(b"\0")
    async with playing(paths=(broken, *PATHS), stage=True) as (hand, screen, _waited):
        await hand.until(lambda: screen.turn >= 1 and screen.seen is not None, "the next one")
        assert hand.app.screen is screen


@pytest.mark.slow
async def test_hours_of_it_keep_nothing(playing: Callable[..., Any]) -> None:
    async with playing(stage=True) as (hand, screen, waited):

        async def turns(count: int) -> int:
            goal = screen.turn + count
            while screen.turn < goal:
                at = screen.turn
                await hand.until(lambda at=at: screen.turn > at, f"turn {at + 1}")
            gc.collect()
            return len(gc.get_objects())

        first = await turns(20)
        last = await turns(100)
        assert last < first * 1.05
        assert sum(waited) > 8 * 3600 / 40  # eight hours, forty times as fast


@pytest.fixture
def taught(opened: Callable[..., Any], workspace: Path) -> Callable[..., Any]:
    """Opens the app on a class of two groups with a creature and one without."""

    @asynccontextmanager
    async def teach() -> Any:
        store = Store(workspace, time.time)
        for group in ("Les Vis", "Les Ours"):
            with store.new(group, "5b") as journal:
                journal.record("creation.begin", lexicons=["ferraille"], name=f"Zou {group}", traits={})
        store.new("Pas encore", "5b").close()
        async with opened((80, 24), speaker=MuteSpeaker, player=MutePlayer) as hand:
            screen = ClassroomScreen(await hand.app.ready())
            await hand.app.push_screen(screen)
            await hand.until(lambda: len(screen.rows) == 3, "the table")
            yield hand, screen

    return teach


async def begin(hand: Any, word: str) -> KioskScreen:
    await hand.press("k")
    await hand.until(lambda: isinstance(hand.app.screen, AskLine), "a question")
    await hand.press(*word, "enter")
    await hand.until(lambda: isinstance(hand.app.screen, KioskScreen) and hand.app.screen.seen is not None, "the loop")
    kiosk = hand.app.screen
    assert isinstance(kiosk, KioskScreen)
    return kiosk


async def test_a_teacher_begins_it_from_the_class_and_comes_back_by_the_word(taught: Callable[..., Any]) -> None:
    async with taught() as (hand, screen):
        kiosk = await begin(hand, "tulipe")
        assert {path.stem for path in kiosk.loop.paths} == {"les-vis", "les-ours"}
        assert kiosk.locked
        for key in ("escape", "ctrl+q", "ctrl+p", "f1", "q", "enter", *"tulip", "x"):
            await hand.press(key)
            assert hand.app.screen is kiosk
        await hand.press(*"tulipe")
        await hand.until(lambda: hand.app.screen is screen, "back at the class")
        assert hand.app.is_running
        assert not [worker for worker in hand.app.workers if worker.node is kiosk and worker.is_running]


async def test_without_a_word_escape_leads_back_to_the_class(taught: Callable[..., Any]) -> None:
    async with taught() as (hand, screen):
        kiosk = await begin(hand, "")
        assert not kiosk.locked
        await hand.press("escape")
        await hand.until(lambda: hand.app.screen is screen, "back at the class")
        await hand.press("k")
        await hand.until(lambda: isinstance(hand.app.screen, AskLine), "a question")
        await hand.press("escape")  # given up: nothing plays
        await hand.until(lambda: hand.app.screen is screen, "back at the class")


async def test_a_class_without_a_creature_is_told(taught: Callable[..., Any], workspace: Path) -> None:
    async with taught() as (hand, screen):
        screen.class_id = "4a"
        Store(workspace, time.time).new("Pas encore", "4a").close()
        await hand.press("a")
        await hand.until(lambda: [row.group for row in screen.rows] == ["Pas encore"], "the other class")
        await hand.press("k")
        await hand.shows("pas encore de créature")
        assert hand.app.screen is screen
