"""The real app on a workspace of its own, at a size of one's choice."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random
from typing import Any

import pytest
from textual.events import Key, MouseEvent
from textual.pilot import Pilot
from textual.widget import Widget

from bestio.library import Library, find_bundled
from bestio.session.settings import Settings, write_settings
from bestio.tui.app import BestioApp, make_app
from bestio.tui.compat.painting import shown_rows
from bestio.tui.screens.dialog import PickOne
from bestio.tui.screens.workshop import WorkshopScreen
from tests.pace import Patience
from tests.tui.replaced import in_place

__all__ = ["in_place"]

LIMIT = 20.0
TURNS = 3
CHARACTERS = {"space": " ", "enter": "\r", "tab": "\t"}


async def no_wait(*_seconds: float) -> None:
    """Instead of Textual's wait for an idle process: where a creature breathes and speaks, it takes its full second."""
    await asyncio.sleep(0)


def what_is_told(app: BestioApp) -> list[str]:
    """What the app tells in small notices from now on, first to last."""
    told: list[str] = []
    notify = app.notify

    def telling(message: str, **named: Any) -> None:
        told.append(str(message))
        notify(message, **named)

    app.notify = telling  # type: ignore[method-assign]
    return told


class Hand:
    """Presses keys and waits for what should come of them."""

    def __init__(self, app: BestioApp, pilot: Pilot[None], told: list[str]) -> None:
        self.app = app
        self.told = told
        self.pilot = pilot
        self.presses = 0

    async def press(self, *keys: str) -> None:
        self.presses += len(keys)
        for key in keys:
            await self.pilot.press(key)
            await self.settle()

    def send(self, *keys: str) -> None:
        """Press keys, and do not wait."""
        self.presses += len(keys)
        for key in keys:
            self.app.post_message(Key(key, CHARACTERS.get(key, key if len(key) == 1 else None)))

    async def hammer(self, *keys: str) -> None:
        """Press keys faster than the first of them is obeyed."""
        self.send(*keys)
        await self.settle()

    async def click(self, target: Any = None, *, offset: tuple[int, int] = (0, 0)) -> None:
        await self.pilot.click(target, offset=offset)
        await self.settle()

    def scroll(self, kind: type[MouseEvent], target: type[Widget], offset: tuple[int, int]) -> None:
        """Turn the wheel of the mouse by one over a place of a widget."""
        x, y = self.app.screen.query_one(target).region.offset + offset
        self.app.post_message(kind(None, x, y, 0, 0, 0, False, False, False, screen_x=x, screen_y=y))

    async def resize(self, width: int, height: int) -> None:
        await self.pilot.resize_terminal(width, height)
        await self.until(lambda: self.app.screen.size == (width, height), f"{width} x {height}")
        await self.settle()

    async def settle(self) -> None:
        """Let what came of a key or a click come to its end: a message may lead to another, and that one to a third."""
        for _turn in range(TURNS):
            await self.pilot.pause(0)

    async def type(self, text: str) -> None:
        names = {
            " ": "space",
            "\n": "enter",
            ".": "full_stop",
            ",": "comma",
            "'": "apostrophe",
            "/": "slash",
            "-": "minus",
            "!": "exclamation_mark",
        }
        await self.press(*(names.get(char, char) for char in text))

    async def until(self, holds: Callable[[], Any], what: str = "") -> None:
        """Wait for a condition, as long as a slow machine may take."""
        patience = Patience(LIMIT)
        while not holds():
            if patience.over:
                raise AssertionError(f"never: {what or holds}\n{self.screen()}")
            await self.pilot.pause(0.02)

    def screen(self) -> str:
        """What is on the screen, as text."""
        width, height = self.app.size
        lines = shown_rows(self.app.screen)
        return "\n".join("".join(segment.text for segment in strip)[:width] for strip in lines[:height])

    async def shows(self, text: str) -> None:
        """Wait until the screen shows a text (spaces of all kinds alike)."""

        def plain(shown: str) -> str:
            return " ".join(shown.replace("\u00a0", " ").replace("\u202f", " ").split())

        await self.until(lambda: plain(text) in plain(self.screen()), f"“{text}” on the screen")


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return tmp_path / "Bestio"


@pytest.fixture
def opened(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    for module in ("textual.pilot", "textual.app"):
        monkeypatch.setattr(f"{module}.wait_for_idle", no_wait)

    @asynccontextmanager
    async def open_app(
        size: tuple[int, int] = (80, 24), *, seed: int = 7, first_time: bool = False, store: str = "", **options: Any
    ) -> AsyncIterator[Hand]:
        library = Library(find_bundled(), workspace, store=store)
        if not first_time and not (workspace / "reglages.yaml").exists():
            write_settings(library, Settings(welcomed=True))
        app = make_app(library, random=Random(seed), clock=time.time, **options)
        told = what_is_told(app)
        async with app.run_test(size=size) as pilot:
            hand = Hand(app, pilot, told)
            # Not only on top: a window may stand over the first place at once.
            await hand.until(lambda: any(one.query("Portrait") for one in app.screen_stack), "a first screen")
            await hand.until(lambda: app.arrival.over, "somebody who obeys keys")
            yield hand
            app.workers.cancel_all()  # as the app itself does before its end, outside of tests

    return open_app


@pytest.fixture
def begun(opened: Callable[..., Any]) -> Callable[..., Any]:
    """The app with a new creature, on a bench of one's choice, in silence."""

    @asynccontextmanager
    async def open_workshop(
        bench: str = "creature", size: tuple[int, int] = (80, 24), **options: Any
    ) -> AsyncIterator[tuple[Hand, WorkshopScreen]]:
        async with opened(size, **options) as hand:
            await hand.app.begin()
            if isinstance(hand.app.screen, PickOne):  # there are several classes
                await hand.press("enter")
            await hand.until(lambda: isinstance(hand.app.screen, WorkshopScreen) and hand.app.screen.creation.begun)
            screen = hand.app.screen
            await hand.press({"creature": "f2", "phrases": "f3", "voice": "f4", "stage": "f5"}[bench])
            await hand.until(lambda: screen.here.id == bench, bench)
            screen.hush()
            await hand.until(lambda: not screen.speaking, "silence")
            yield hand, screen

    return open_workshop


def with_phrases(screen: WorkshopScreen) -> None:
    """Let the group of a workshop have a text, and two phrases that are kept."""
    studio = screen.studio
    studio.write_text("t1", "Soupe", "Le robot mange la lune et la soupe chante dans la nuit. " * 5)
    for _turn in range(2):
        studio.make_phrase(studio.machine())
        studio.record("phrase.keep", id=list(studio.creation.phrases)[-1])
    screen.creation = studio.creation
