"""The first screen in the smallest window that all places can do with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.widgets import OptionList

from bestio.tui.lettering import lettering
from bestio.tui.screens.home import Home
from bestio.tui.widgets.too_small import LEAST


async def test_the_title_and_the_tip_are_whole(opened: Callable[..., Any]) -> None:
    async with opened(tuple(LEAST)) as hand:
        await hand.until(lambda: isinstance(hand.app.screen, Home) and hand.app.screen.query("#portrait"))
        for row in lettering("BESTIO"):
            await hand.until(lambda row=row: row.rstrip() in hand.screen(), row)
        assert hand.app.screen.query_one("#menu", OptionList).highlighted == 0
        await hand.shows("Entrée : le hasard invente une créature, et tu la changes à ton goût.")
