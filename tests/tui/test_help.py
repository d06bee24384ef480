"""F1 tells every command of the place, whatever the width."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bestio.i18n import _
from bestio.tui.screens.help import CommandList, Help


def flat(text: str) -> str:
    return " ".join(text.split())


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
