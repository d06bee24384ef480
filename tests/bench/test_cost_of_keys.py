"""What the screen costs: CPU and bytes painted for a key, a second of speech, a second of rest.

CPU is told in keys of a bare Textual app, one that shows a line, measured in the same run: 2.4 ms where the bounds were
written down. A slow or busy machine is slow at both. Bytes are the same on all machines.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest
from textual.app import App, ComposeResult
from textual.drivers.headless_driver import HeadlessDriver
from textual.events import Key
from textual.widgets import Static

from bestio.library import Library, find_bundled
from bestio.session.settings import Settings, write_settings
from bestio.speech.speech import MouthShape, Speech, WordTime
from bestio.speech.voice import Voice
from bestio.tui.app import make_app
from bestio.tui.screens.workshop import WorkshopScreen
from bestio.tui.widgets.large_phrase import LargePhrase
from tests.bench.test_interface import told

SIZE = (100, 30)
SPEECH = 2.0  # seconds that a line takes
SYLLABLE = 0.12  # seconds
REST = 5.0  # seconds of doing nothing that are measured
QUIET = 0.06  # CPU seconds a second under which all has been read
CHARACTERS = {"space": " "}


class Talk:
    """A speaker and a player that make no sound, and move word and mouth as one does."""

    trouble = ""
    paused = False

    def __init__(self) -> None:
        self._since = 0.0

    def start(self) -> None: ...

    def close(self) -> None: ...

    def stop(self) -> None:
        self._since = 0.0

    def play(self, _speech: Speech) -> None:
        self._since = time.monotonic()

    @property
    def playing(self) -> bool:
        return self.position() < SPEECH

    def position(self) -> float:
        return time.monotonic() - self._since

    def pronounce(self, _text: str, _voice: Voice) -> None:
        """It does not tell when each of its sounds comes."""

    def render(self, text: str, _voice: Voice) -> Speech:
        words = text.split()
        share = SPEECH / max(1, len(words))
        return Speech(
            text,
            np.sin(np.linspace(0, 3000, round(SPEECH * 22050))).astype(np.float32),
            22050,
            tuple(WordTime(word, at * share, (at + 0.9) * share) for at, word in enumerate(words)),
            tuple(MouthShape(at * SYLLABLE, at % 3) for at in range(round(SPEECH / SYLLABLE))),
        )

    async def arender(self, text: str, voice: Voice) -> Speech:
        return self.render(text, voice)


class Counting(HeadlessDriver):
    """Takes keys where a terminal's come in, and counts the bytes that would be painted."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.painted = 0

    @property
    def is_headless(self) -> bool:
        return False

    def write(self, data: str) -> None:
        self.painted += len(data.encode())

    def flush(self) -> None: ...


class Bare(App[None]):
    """The least that obeys a key."""

    def compose(self) -> ComposeResult:
        yield Static("0")

    def on_key(self, event: Key) -> None:
        self.query_one(Static).update(event.key * (1 + len(str(self.query_one(Static).content)) % 20))


class Meter:
    """Presses keys and measures what they cost. Used around an app that runs."""

    def __init__(self, app: App[Any]) -> None:
        self.drivers: list[Counting] = []
        self.rest = 0.0
        """CPU in each second of doing nothing, which is no cost of a key."""
        meter = self

        class Driver(Counting):
            def __init__(self, *arguments: Any, **named: Any) -> None:
                super().__init__(*arguments, **named)
                meter.drivers.append(self)

        app.driver_class = Driver

    async def press(self, key: str, seconds: float) -> None:
        self.drivers[0].process_message(Key(key, CHARACTERS.get(key, key if len(key) == 1 else None)))
        await asyncio.sleep(seconds)

    async def cost(self, *keys: str, times: int, seconds: float) -> tuple[float, float]:
        """CPU seconds and KB painted of a key that is left so many seconds to have its effect: means of many."""
        cpu, painted, start = time.process_time(), self.drivers[0].painted, time.monotonic()
        for turn in range(times):
            await self.press(keys[turn % len(keys)], seconds)
        passed = time.monotonic() - start
        spent = time.process_time() - cpu - self.rest * passed
        return spent / times, (self.drivers[0].painted - painted) / times / 1024

    async def rested(self, seconds: float) -> float:
        """CPU in a second of doing nothing."""
        cpu = time.process_time()
        await asyncio.sleep(seconds)
        return (time.process_time() - cpu) / seconds


async def bare_key() -> float:
    """CPU seconds of a key in the bare app."""
    app = Bare()
    meter = Meter(app)
    async with app.run_test(headless=False, size=SIZE) as pilot:
        await pilot.pause()
        await meter.cost("a", "b", times=20, seconds=0.05)
        return (await meter.cost("a", "b", times=100, seconds=0.05))[0]


@asynccontextmanager
async def workshop(
    home: Path, *, motion: bool, size: tuple[int, int] = SIZE, large: bool = False
) -> AsyncIterator[tuple[Meter, WorkshopScreen]]:
    """The real app with a text and phrases, when all that it reads beside the first screens is read."""
    library = Library(find_bundled(), home)
    write_settings(library, Settings(welcomed=True, motion=motion, large=large))
    app = make_app(library, random=Random(7), clock=time.time, speaker=Talk, player=Talk)  # type: ignore[arg-type]
    app.limit_colours("truecolor")
    meter = Meter(app)
    async with app.run_test(headless=False, size=size):
        await app.ready()
        await app.begin()
        screen = app.screen
        assert isinstance(screen, WorkshopScreen)
        screen.hush()
        screen.studio.write_text("t1", "Soupe", "Le robot mange la lune et la soupe chante dans la nuit. " * 20)
        for _turn in range(4):
            screen.studio.make_phrase(screen.studio.machine())
            screen.studio.record("phrase.keep", id=list(screen.studio.creation.phrases)[-1])
        screen.creation = screen.studio.creation
        while await meter.rested(1.0) > QUIET:
            pass
        yield meter, screen


def hold(name: str, spent: float, unit: float, most: float, painted: float = 0.0, most_kb: float | None = None) -> bool:
    """Tell a figure and what it may be; whether it holds."""
    keys = spent / unit
    told(
        f"  {name:>24}: {spent * 1000:6.1f} ms, {keys:5.1f} bare keys (most {most}), {painted:6.1f} KB (most {most_kb})"
    )
    return keys <= most and (most_kb is None or painted <= most_kb)


@pytest.mark.slow
async def test_what_the_screen_costs(tmp_path: Path) -> None:
    unit, good = await bare_key(), []
    told(f"a key of a bare app: {unit * 1000:.2f} ms")
    async with workshop(tmp_path / "moving", motion=True) as (meter, screen):
        await meter.press("f2", 2.0)
        meter.rest = await meter.rested(REST)
        good.append(hold("a second of rest", meter.rest, unit, 5))
        spent, painted = await meter.cost("space", times=8, seconds=1.6)
        good.append(hold("spin one wheel", spent, unit, 46, painted, 150))
        spent, painted = await meter.cost("t", times=6, seconds=2.5)
        good.append(hold("spin all", spent, unit, 79, painted, 220))
        await meter.press("f3", 1.0)
        spent, painted = await meter.cost("space", times=10, seconds=1.0)
        good.append(hold("a phrase", spent, unit, 19, painted, 32))
        await meter.press("f4", 2.0)
        await meter.press("tab", 1.0)
        spent, painted = await meter.cost("right", "left", times=6, seconds=SPEECH + 1)
        good.append(hold("a knob, with its line", spent, unit, 104, painted))
        await meter.press("f5", 2.0)
        meter.rest = await meter.rested(REST)
        spent, painted = await meter.cost("space", times=4, seconds=SPEECH + 0.5)
        good.append(hold("a second of speaking", spent / SPEECH, unit, 21, painted / SPEECH, 40))
        assert screen.studio.creation.phrases
    async with workshop(tmp_path / "still", motion=False) as (meter, _screen):
        await meter.press("f2", 2.0)
        good.append(hold("rest without motion", await meter.rested(REST), unit, 2.5))
    assert all(good)


@pytest.mark.slow
@pytest.mark.parametrize(("size", "most"), [((120, 30), (17, 40)), ((200, 60), (24, 90))])
async def test_what_speaking_costs_before_an_audience(
    tmp_path: Path, size: tuple[int, int], most: tuple[float, float]
) -> None:
    unit = await bare_key()
    async with workshop(tmp_path, motion=True, size=size, large=True) as (meter, screen):
        await meter.press("f5", 2.0)
        meter.rest = await meter.rested(REST)
        spent, painted = await meter.cost("space", times=4, seconds=SPEECH + 0.5)
        assert screen.query_one(LargePhrase).size
        assert hold(f"speaking large, {size[0]}", spent / SPEECH, unit, most[0], painted / SPEECH, most[1])
