"""F1 tells every command of the place, whatever the width."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from rich.cells import cell_len
from textual.widgets import Static

import bestio.tui
from bestio.activities.register import ACTIVITIES
from bestio.i18n import _
from bestio.tui.screens.help import CommandList, Help
from bestio.tui.screens.home import COMMANDS

MOST = 5  # lines that explain a place


def flat(text: str) -> str:
    return " ".join(text.split())


def explained() -> Iterator[str]:
    """How F1 explains each place."""
    for module in pkgutil.walk_packages(bestio.tui.__path__, "bestio.tui."):
        held = vars(importlib.import_module(module.name))
        for text in (held.get("EXPLAINED"), *(getattr(one, "EXPLAINED", "") for one in held.values())):
            if isinstance(text, str) and text:
                yield text
    yield from (one.explained for one in ACTIVITIES.values())


@pytest.mark.slow
async def test_each_line_that_explains_stands_on_one_line(opened: Callable[..., Any]) -> None:
    texts = sorted({*explained()})
    assert len(texts) >= 16
    async with opened((80, 24)) as hand:
        for text in texts:
            await hand.app.push_screen(Help("F1", _(text), COMMANDS * 3))  # more than the height: beside a scroll bar
            told = hand.app.screen.query_one("VerticalScroll > Static", Static)
            await hand.until(lambda told=told: told.region.height)
            for language in (_(text), text):
                lines = language.split("\n")
                assert len(lines) <= MOST
                assert [line for line in lines if cell_len(line) > told.content_size.width] == []
            assert told.region.height == len(_(text).split("\n"))
            hand.app.pop_screen()


@pytest.mark.parametrize("size", [(80, 24), pytest.param((200, 60), marks=pytest.mark.slow)], ids=str)
async def test_f1_tells_every_command(size: tuple[int, int], begun: Callable[..., Any]) -> None:
    async with begun("creature", size) as (hand, screen):
        await hand.press("f1")
        await hand.until(lambda: isinstance(hand.app.screen, Help))
        told = hand.app.screen.query_one(CommandList)
        await hand.until(lambda: told.region.height)
        lines = str(told.render()).splitlines()
        assert told.region.height == len(lines)
        assert max(map(len, lines)) <= told.region.width
        for command in screen.commands:
            assert any(line.startswith(f"{command.key_name} ") and _(command.label) in line for line in lines)
            assert flat(f"{_(command.label)} {_(command.help)}") in flat(" ".join(line[11:] for line in lines))
        await hand.press("escape")
        await hand.until(lambda: hand.app.screen is screen)
