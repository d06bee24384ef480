"""Somebody who has never seen a terminal, and presses only what the screen says."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from bestio.tui.screens.workshop import WorkshopScreen

KEYS = {"Espace": "space", "Entrée": "enter", "G": "g", "F3": "f3", "F4": "f4", "F5": "f5"}


def said_keys(hand: Any) -> list[str]:
    """The keys that the last two lines of the screen name, in their order."""
    lines = hand.screen().splitlines()[-2:]
    return re.findall(r"(?<!\w)(Espace|Entrée|F\d|[A-Z])(?!\w)", " ".join(lines))


async def test_a_speaking_creature_in_twelve_keys(opened: Callable[..., Any]) -> None:
    async with opened((80, 24)) as hand:

        async def press(key: str) -> None:
            await hand.until(lambda: key in said_keys(hand), f"{key} in the last lines")
            await hand.press(KEYS[key])

        await press("Entrée")  # the only line of the list: a new creature
        await hand.until(lambda: isinstance(hand.app.screen, WorkshopScreen), "the workshop")
        screen = hand.app.screen
        await hand.until(lambda: screen.query_one("#creature Portrait").mouth > 0, "it speaks of itself")
        assert hand.presses == 1

        await press("Espace")
        await press("G")
        await press("F3")
        await press("Espace")
        await hand.until(lambda: screen.creation.phrases, "a phrase")
        await press("G")
        await hand.press("f4")  # the tabs at the top name it
        await press("Entrée")
        await press("F5")
        await press("Espace")
        await hand.until(lambda: screen.query_one("#stage Portrait").mouth > 0, "it says the phrase")
        assert hand.presses <= 12
