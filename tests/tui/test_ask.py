"""The small questions: what is typed next is in view, however long what stands there already is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.widgets import Input

from bestio.tui.screens.ask import AskLine

LONG = "La lune tombe dans le lac, et le vieux robot chante sous la pluie avec le hibou de la vieille usine rouge."


async def test_a_long_line_shows_its_cursor_at_once(opened: Callable[..., Any]) -> None:
    async with opened((80, 24)) as hand:
        await hand.app.push_screen(AskLine("Change ?", value=LONG, most=1000, retouch=True))
        await hand.shows(LONG[-30:])
        line = hand.app.screen.query_one("#line", Input)
        at_once = line.scroll_offset.x
        await hand.type("!")
        assert line.value == f"{LONG}!"
        assert line.scroll_offset.x == at_once + 1  # as far as Textual goes by itself once there is a key


async def test_a_short_line_is_shown_whole(opened: Callable[..., Any]) -> None:
    async with opened((80, 24)) as hand:
        await hand.app.push_screen(AskLine("Change ?", value=LONG[:20], retouch=True))
        await hand.shows(LONG[:20])
        assert hand.app.screen.query_one("#line", Input).scroll_offset.x == 0
