"""Anything pressed anywhere: no exception, no stuck screen, no lost event."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from textual.widgets import OptionList

from bestio.creation.fold import fold
from bestio.journal.journal import look
from bestio.library import Library, find_bundled
from bestio.session.settings import Settings, write_settings
from bestio.tui.screens.home import Home
from bestio.tui.screens.workshop import WorkshopScreen

KEYS = [
    *"abcdefghijlmnopstuvxyz", "space", "enter", "tab", "shift+tab", "up", "down", "left", "right", "escape", "f1",
    "f2", "f3", "f4", "f5", "f6", "f7", "ctrl+z", "ctrl+y", "backspace", "delete", "home", "end", "pageup", "pagedown",
    "question_mark", "ctrl+p", "1", "9", "plus", "minus", "[", "/", "é", "’",
]  # fmt: skip


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is typed at random can be the name of a file to write."""
    monkeypatch.chdir(tmp_path)


async def play(hand: Any, random: Random, acts: int) -> int:
    """Press and click at random; back to the workshop where the keys led out of it. How many events were recorded."""
    width, height = hand.app.size
    for _act in range(acts):
        if random.random() < 0.12:
            await hand.click(offset=(int(random.random() * width), int(random.random() * height)))
        else:
            await hand.press(KEYS[int(random.random() * len(KEYS))])
        if isinstance(hand.app.screen, Home):
            await hand.until(lambda: hand.app.screen.query("Portrait"), "home")
            menu = hand.app.screen.query_one("#menu", OptionList)
            if menu.option_count > 1:
                menu.highlighted = 1
            await hand.press("enter")
    return acts


async def hammer(hand: Any, random: Random, bursts: int) -> int:
    """Several keys at once, faster than any is obeyed, with moments of quiet. How many keys."""
    keys = 0
    for _burst in range(bursts):
        for _key in range(1 + int(random.random() * 6)):
            hand.send(KEYS[int(random.random() * len(KEYS))])
            keys += 1
        await asyncio.sleep((0.0, 0.01, 0.05, 0.15)[int(random.random() * 4)])
        if isinstance(hand.app.screen, Home):
            await hand.press("enter")
    await hand.settle()
    return keys


async def back_home(hand: Any) -> None:
    for _turn in range(12):
        if isinstance(hand.app.screen, Home):
            return
        await hand.press("escape")
    raise AssertionError(f"stuck on {hand.app.screen}")


async def fuzz(
    opened: Callable[..., Any], workspace: Path, seed: int, acts: int, way: Callable[..., Any] = play
) -> None:
    """Every other time nothing moves by itself, as somebody may have set it."""
    write_settings(Library(find_bundled(), workspace), Settings(welcomed=True, motion=seed % 2 == 0))
    async with opened((80, 24), seed=seed) as hand:
        hand.app.action_quit = lambda: None
        hand.app.exit = lambda *_values, **_names: None  # Q at home would end the game
        await hand.press("enter")
        await hand.until(lambda: isinstance(hand.app.screen, WorkshopScreen), "the workshop")
        await way(hand, Random(seed), acts)
        await back_home(hand)
        del hand.app.exit
    for path in (workspace / "workshops").rglob("*.yaml"):
        journal = look(path, clock=lambda: 0.0)
        assert journal.problems == []
        assert fold(journal.events) == journal.creation


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("seed", range(2))
async def test_5000_keys_and_clicks(seed: int, opened: Callable[..., Any], workspace: Path) -> None:
    await fuzz(opened, workspace, seed + 10, 1000)


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("seed", range(2))
async def test_600_keys_in_bursts(seed: int, opened: Callable[..., Any], workspace: Path) -> None:
    await fuzz(opened, workspace, seed + 20, 180, hammer)
