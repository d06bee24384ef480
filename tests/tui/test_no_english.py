"""Nothing on any screen speaks English, Textual's own words included."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bestio.i18n import _
from bestio.tui.app import BestioApp
from bestio.tui.compat.palette import Palette
from bestio.tui.screens.home import Home
from bestio.tui.screens.workshop import WorkshopScreen
from tests.tui.acting import act

ENGLISH = re.compile(
    r"\b(?:the|and|with|your|you|press|matches|found|search|quit|help|screenshot|saved|save|undo|redo|keys?|themes?|"
    r"loading|maximize|toggle|show|hide|dark|light|enter|select|cancel|yes|close|open|next|back|words?|wheels?|home)\b",
    re.IGNORECASE,
)
HERE = [("f2", "nalcx"), ("f3", "eicvmd"), ("f4", "es"), ("f5", "x")]


class Reader:
    """Looks at screens and remembers the English on them."""

    def __init__(self, hand: Any) -> None:
        self.hand = hand
        self.seen: set[str] = set()
        self.english: list[str] = []

    async def look(self) -> None:
        """Read the screen, its tooltips and its notifications."""
        await self.hand.pilot.pause(0.06)
        screen = self.hand.app.screen
        told = [self.hand.screen(), *self.hand.told]
        told += [str(widget.tooltip) for widget in screen.walk_children() if widget.tooltip]
        told += [str(bound.binding.tooltip) for bound in screen.active_bindings.values() if bound.binding.tooltip]
        for text in told:
            self.english += [f"{type(screen).__name__}: {line.strip()}" for line in text.splitlines() if wrong(line)]
        self.seen.add(type(screen).__name__)

    async def open(self, *keys: str) -> None:
        """Go somewhere, look, and come back."""
        depth = len(self.hand.app.screen_stack)
        await self.hand.press(*keys)
        await self.look()
        for _turn in range(4):
            if len(self.hand.app.screen_stack) <= depth:
                return
            await self.hand.press("escape")


def wrong(line: str) -> bool:
    """Whether a line holds English; the path of a file is nobody's French."""
    return bool(ENGLISH.search(re.sub(r"\S*[/\\]\S*", "", line)))


@pytest.mark.slow
async def test_no_screen_speaks_english(opened: Callable[..., Any], workspace: Path) -> None:
    async with opened((120, 40)) as hand:
        reader = Reader(hand)
        await reader.open()
        await reader.open("f1")
        await hand.press("n")
        await hand.until(lambda: isinstance(hand.app.screen, WorkshopScreen), "the workshop")
        screen = hand.app.screen
        act(screen, lambda: screen.studio.write_text("t1", "La soupe", "Le robot mange la lune dans la soupe. " * 30))
        await hand.press("f3", "space")
        await hand.until(lambda: screen.creation.phrases, "a phrase")
        await hand.press("g")
        for bench, keys in HERE:
            await hand.press(bench)
            await reader.look()
            for key in ("f1", "f6", "f7", "ctrl+c", *keys):
                await reader.open(key)
        await reader.open("ctrl+p")
        await hand.press("escape")
        await hand.until(lambda: isinstance(hand.app.screen, Home), "home")

        app: BestioApp = hand.app
        await app.visit("class")
        for keys_there in ((), ("f1",), ("n",), ("c",), ("e",), ("delete",)):
            await reader.open(*keys_there)
        await hand.press("escape")
        await app.visit("replay")
        await reader.open()
        await hand.press("escape")
        (path,) = (workspace / "workshops").rglob("*.yaml")
        await app.replay(path)
        for key in ("end", "f1", "f6"):
            await reader.open(key)
    assert len(reader.seen) >= 16, sorted(reader.seen)
    assert reader.english == []


async def test_the_palette_says_in_french_that_it_found_nothing(opened: Callable[..., Any]) -> None:
    async with opened((80, 24)) as hand:
        await hand.press("ctrl+p")
        await hand.until(lambda: isinstance(hand.app.screen, Palette), "the palette")
        await hand.type("zzzz")
        await hand.shows("Rien ne porte ce nom.")


@pytest.mark.slow
async def test_what_the_bar_has_no_room_for_is_one_click_away(opened: Callable[..., Any]) -> None:
    async with opened((80, 24)) as hand:
        await hand.press("n")
        await hand.until(lambda: isinstance(hand.app.screen, WorkshopScreen), "the workshop")
        await hand.click(offset=(78, 23))
        await hand.until(lambda: isinstance(hand.app.screen, Palette), "all the commands")
        await hand.type("accueil")
        await hand.shows("Accueil (Échap)")


async def test_the_palette_names_each_command_once(opened: Callable[..., Any]) -> None:
    async with opened() as hand:
        await hand.until(lambda: isinstance(hand.app.screen, Home))
        found = [command.title.partition(" (")[0] for command in hand.app.get_system_commands(hand.app.screen)]
        assert {_("Quit"), _("Motion"), _("Day or night")} <= set(found)
        assert len(found) == len(set(found))
