"""A day in a hall: the loop goes on for eight hours and keeps nothing, and whatever the public does never leaves it.

The clock is simulated: eight hours pass as fast as the machine paints them. A voice and a sound card take real time,
so that others stand in for them, who say nothing for as long as a line takes.
"""

from __future__ import annotations

import asyncio
import gc
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest
from textual.events import Event, Key, MouseDown, MouseMove, MouseScrollDown, MouseScrollUp, MouseUp, Paste
from textual.keys import Keys

from bestio.classroom.finding import samples
from bestio.creation.replay_context import Loop
from bestio.library import Library, find_bundled
from bestio.speech.speech import Speech, WordTime
from bestio.tui.replay_view import read_seen
from bestio.tui.screens.kiosk import IDLE_SECONDS, KioskScreen
from tests.simulated_time import simulated
from tests.tui.test_replay_screen import MutePlayer, MuteSpeaker

PATHS = tuple(entry.path for entry in samples(Library(find_bundled(), Path("/"))))
HOUR = 3600.0
A_WORD = 0.7  # seconds: a slow voice, which has half as much to be painted in an hour
RATE = 8_000
STUCK = 60.0
"""Seconds after which somebody would say that the loop stands still: longer than any title, rest or line."""
PARTS = 4
"""How often memory is looked at: it takes time."""
LOOK = 1.0  # seconds between two looks whether the loop goes on
OFTEN = 1.5  # seconds between two things that the public does
WORD = "sésame"


class Voice(MuteSpeaker):
    """Says nothing, for as long as somebody would take to say it."""

    async def arender(self, text: str, voice: Any) -> Speech:
        words = text.split()
        times = tuple(WordTime(word, A_WORD * at, A_WORD * (at + 0.9)) for at, word in enumerate(words))
        sound = np.zeros(round(A_WORD * RATE * len(words)), np.float32)
        return Speech(text=text, samples=sound, sample_rate=RATE, words=times)


class Card(MutePlayer):
    """Plays for as long as the speech lasts, by the clock of the loop."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = asyncio.get_running_loop().time

    def play(self, speech: Speech) -> None:
        self.speech, self.started = speech, self.clock()

    @property
    def playing(self) -> bool:
        return self.started is not None and self.position() < self.speech.seconds

    def position(self) -> float:
        return self.clock() - (self.started or 0.0)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[asyncio.Runner]:
    with simulated(monkeypatch) as runner:
        yield runner


def kept() -> int:
    """Blocks of memory that Python holds."""
    gc.collect()
    return sys.getallocatedblocks()


async def looped(hand: Any) -> KioskScreen:
    await hand.until(lambda: isinstance(hand.app.screen, KioskScreen) and hand.app.screen.seen is not None, "the loop")
    screen = hand.app.screen
    assert isinstance(screen, KioskScreen)
    return screen


async def watched(opened: Callable[..., Any], loop: Loop, hours: float) -> tuple[int, float, float]:
    """Let a loop run for so many hours: the turns it made; of one reading of a creation, what each turn kept; MB."""
    now = asyncio.get_running_loop().time
    async with opened((80, 24), speaker=Voice, player=Card, replay=loop) as hand:
        screen = await looped(hand)
        begun, found = now(), []

        async def rounds() -> None:
            """As far as the loop begins again, all its creations having been seen."""
            goal = screen.turn + len(loop.paths)
            while screen.turn < goal:
                turn, place, since = screen.turn, screen.replay.position, now()
                while (screen.turn, screen.replay.position) == (turn, place):
                    assert now() - since < STUCK, f"turn {turn}, act {place}:\n{hand.screen()}"
                    await asyncio.sleep(LOOK)
            await hand.until(lambda: screen.query_one("#kiosk-title").has_class("-shown"), "a title")

        await rounds()
        await rounds()
        before = kept()
        seen = [read_seen(hand.app.services, path) for path in loop.paths]
        reading = (kept() - before) / len(seen)
        del seen
        for part in range(1, PARTS + 1):
            while now() - begun < hours * HOUR * part / PARTS:
                await rounds()
            found.append((screen.turn, kept(), resident()))
    print(f"\nturns, blocks, MB: {found}; a reading takes {reading:.0f} blocks")
    half = found[len(found) // 2 - 1 :]  # what is kept to be painted again has found its size by then
    turns = half[-1][0] - half[0][0]
    return found[-1][0], (half[-1][1] - half[0][1]) / turns / reading, half[-1][2] - half[0][2]


def resident() -> float:
    """MB of memory that the process has, where the system tells."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return 0.0
    return pages * 4096 / 1e6


@pytest.mark.slow
@pytest.mark.timeout(1800)  # a minute and a half where nothing else runs
def test_eight_hours_of_phrases_keep_nothing(
    opened: Callable[..., Any], clock: asyncio.Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Each word is lit all the same, and what is painted of it; it is looked for less often between two of them.
    monkeypatch.setattr("bestio.tui.performer.FRAME_SECONDS", A_WORD)
    turns, kept_by_turn, more = clock.run(watched(opened, Loop(PATHS, stage=True), 8.0))
    assert turns > 200
    assert kept_by_turn < 0.01  # a screen is many times one reading
    assert more < 16.0  # a screen kept each turn would be ten times that; a system gives pages back when it likes


def test_a_question_has_its_minute_whatever_is_pressed(opened: Callable[..., Any], clock: asyncio.Runner) -> None:
    clock.run(a_minute(opened))


async def a_minute(opened: Callable[..., Any]) -> None:
    now = asyncio.get_running_loop().time
    async with opened((80, 24), speaker=Voice, player=Card, replay=Loop(PATHS)) as hand:
        screen = await looped(hand)
        await hand.until(lambda: screen.playing, "the first acts")
        await hand.press("a")
        await hand.until(lambda: screen.audience.question, "a question")
        at, since = screen.replay.position, now()
        while screen.replay.position == at:  # a book lies on the keyboard
            assert now() - since < IDLE_SECONDS + 5
            await hand.press("a")
            await asyncio.sleep(0.5)
        assert now() - since > IDLE_SECONDS - 5


PUBLIC = [key.value for key in Keys if not key.value.startswith("<")]
LETTERS = "abcdefghijklmnopqrstuvwxyzéèàçù0123456789&²,;:!? "
SIZES = ((80, 24), (120, 30), (200, 60), (40, 10), (80, 24))


def touch(chance: Random, width: int, height: int) -> list[Event]:
    """What somebody in a hall does to a machine."""
    kind = chance.random()
    if kind < 0.6:
        return [Key(chance.choice(PUBLIC), None)]
    if kind < 0.8:
        letter = chance.choice(LETTERS)
        return [Key("space" if letter == " " else letter, letter)]
    if kind < 0.85:
        return [Paste(chance.choice(["", WORD, "\x1b", "q\n" * 50, "x" * 10_000]))]
    x, y = chance.randrange(width), chance.randrange(height)
    more: dict[str, Any] = {"delta_x": 0, "delta_y": 0, "shift": False, "meta": False, "ctrl": False}
    more |= {"screen_x": x, "screen_y": y, "widget": None, "x": x, "y": y}
    if kind < 0.9:
        return [chance.choice([MouseScrollUp, MouseScrollDown, MouseMove])(button=0, **more)]
    button = chance.choice([1, 1, 1, 2, 3])
    return [MouseDown(button=button, **more), MouseUp(button=button, **more)]


async def besieged(opened: Callable[..., Any], workspace: Path, hours: float, seed: int) -> tuple[int, int, float]:
    """Let the public at a loop for so many hours: what it did, the acts that were seen, the longest standstill."""
    loop, chance = asyncio.get_running_loop(), Random(seed)
    async with opened((80, 24), speaker=Voice, player=Card, replay=Loop(PATHS, key=WORD)) as hand:
        screen = await looped(hand)
        before = files(workspace)
        end, done, acts, longest = loop.time() + hours * HOUR, 0, 0, 0.0
        seen, since = None, loop.time()
        while loop.time() < end:
            if chance.random() < 0.01:
                await hand.pilot.resize_terminal(*chance.choice(SIZES))
            for event in touch(chance, *hand.app.size):
                hand.app.post_message(event)
            await asyncio.sleep(chance.uniform(0.0, 2 * OFTEN))
            done += 1
            assert hand.app.is_running
            assert hand.app.screen_stack[-1] is screen
            now = (screen.turn, screen.replay.position)
            if now != seen:
                seen, since, acts = now, loop.time(), acts + 1
            longest = max(longest, loop.time() - since)
        assert files(workspace) == before
        await hand.pilot.resize_terminal(80, 24)
        await hand.settle()
        for letter in WORD:
            hand.app.post_message(Key(letter, letter))
        await hand.until(lambda: hand.app.return_code is not None or not hand.app.is_running, "left by the word")
    return done, acts, longest


def files(workspace: Path) -> dict[Path, bytes]:
    """All that is kept, and what is in it; what can be made again does not count."""
    found = [path for path in workspace.rglob("*") if path.is_file() and "cache" not in path.parts]
    return {path: path.read_bytes() for path in (*found, *PATHS)}


@pytest.mark.slow
def test_an_hour_of_the_public_leaves_it_where_it_is(
    opened: Callable[..., Any], clock: asyncio.Runner, workspace: Path
) -> None:
    done, acts, longest = clock.run(besieged(opened, workspace, 1.0, 17))
    print(f"\n{done} things were done, {acts} acts seen, {longest:.0f} s without one")
    assert done > 2000
    assert acts > 50
    assert longest < 5 * STUCK
