"""Tab goes round every control once, in reading order; one sees where one is; what a mouse can do, a key can too."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from itertools import pairwise
from typing import Any

import pytest
from textual.screen import ModalScreen
from textual.widget import Widget

import bestio.tui
from bestio.i18n import _
from bestio.tui.benches.creature import CreatureBench
from bestio.tui.benches.phrases import PhrasesBench
from bestio.tui.benches.stage import StageBench
from bestio.tui.benches.voice import VoiceBench
from bestio.tui.compat.painting import shown_rows
from bestio.tui.screens import classroom, home, replay_commands
from bestio.tui.screens.classroom import ClassroomScreen
from bestio.tui.screens.replay import ReplayScreen
from bestio.tui.text import visible
from bestio.tui.widgets.slider import Slider
from tests.tui.conftest import with_phrases

BENCHES = {"creature": "f2", "phrases": "f3", "voice": "f4", "stage": "f5"}
SCREENS = (*BENCHES, "home", "class", "replay")
SIZES = ((80, 24), pytest.param((120, 30), marks=pytest.mark.slow))


@pytest.fixture
def shown(opened: Callable[..., Any], begun: Callable[..., Any]) -> Callable[..., Any]:
    """The app on one of its screens, a creation with texts and kept phrases in it."""

    @asynccontextmanager
    async def open_screen(name: str, size: tuple[int, int]) -> AsyncIterator[Any]:
        if name == "home":
            async with opened(size) as hand:
                yield hand
            return
        async with begun(name if name in BENCHES else "creature", size) as (hand, screen):
            with_phrases(screen)
            if name in BENCHES:
                await hand.press("f1", "escape")
            else:
                path = screen.studio.journal.path
                await hand.press("escape")
                if name == "class":
                    await hand.app.visit("class")
                    await hand.until(lambda: isinstance(hand.app.screen, ClassroomScreen) and hand.app.screen.rows)
                else:
                    await hand.app.replay(path)
                    await hand.until(lambda: isinstance(hand.app.screen, ReplayScreen) and hand.app.screen.seen)
            await hand.settle()
            yield hand

    return open_screen


def controls(screen: Any) -> set[Widget]:
    """What can be seen and may have the focus."""
    return {
        widget
        for widget in screen.walk_children(Widget)
        if widget.focusable and all(one.display for one in widget.ancestors_with_self) and widget.region.area
    }


def look_of(screen: Any) -> list[tuple[tuple[str, Any], ...]]:
    """Every line of the screen with its styles."""
    return [tuple((segment.text, segment.style) for segment in strip) for strip in shown_rows(screen)]


def told(screen: Any) -> str:
    """What the line at the bottom says."""
    (tip,) = screen.query("#tip, #home-tip, #class-tip, #replay-tip").results()
    text = str(tip.content)
    assert len(text) > 10, screen.focused
    assert tip.region.height <= 2, text
    if isinstance(screen.focused, Slider):
        assert visible(screen.focused.help) in text
    return text


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=pytest.mark.slow) if name in {"phrases", "voice", "stage", "replay"} else name
        for name in SCREENS
    ],
)
async def test_tab_goes_round_all_controls(name: str, size: tuple[int, int], shown: Callable[..., Any]) -> None:
    async with shown(name, size) as hand:
        screen = hand.app.screen
        wanted = controls(screen)
        if not wanted:
            assert name == "replay"  # nothing to choose from: all its keys work at once
            assert told(screen)
            return
        assert screen.focused in wanted
        walked, looks, tips = [screen.focused], [look_of(screen)], [told(screen)]
        for _step in range(len(wanted) - 1):
            await hand.press("tab")
            walked.append(screen.focused)
            looks.append(look_of(screen))
            tips.append(told(screen))
        assert set(walked) == wanted
        assert len(set(tips)) == len(tips), "each control is told of in a line of its own"
        assert all(one != other for one, other in pairwise(looks)), "one sees where the focus is"

        first = walked.index(min(wanted, key=lambda widget: (widget.region.x, widget.region.y)))
        in_order = [*walked[first:], *walked[:first]]
        for one, after in pairwise(in_order):
            # Down a column, then the next column.
            assert after.region.y >= one.region.bottom or after.region.x >= one.region.right, (one, after)

        for expected in [walked[0], *reversed(walked[1:])]:
            await hand.press("tab" if expected is walked[0] else "shift+tab")
            assert screen.focused is expected


@pytest.mark.parametrize(
    "explained",
    [
        *(bench.EXPLAINED for bench in (CreatureBench, PhrasesBench, VoiceBench, StageBench)),
        home.EXPLAINED,
        classroom.EXPLAINED,
        replay_commands.EXPLAINED,
    ],
)
def test_f1_explains_in_five_lines(explained: str) -> None:
    assert len(_(explained).splitlines()) == 5


REACHED = {
    "Answers": "↑ ↓ and Enter",
    "BenchTab": "F2 to F5",
    "CommandBar": "the keys that it names, and Ctrl+P for the others",
    "GuideLine": "F7",
    "LongList": "↑ ↓ and Enter",
    "PhraseView": "← → on the Phrases bench",
    "ReadAloud": "L, F9 or Escape",
    "Slider": "← →",
    "TextShares": "← →",
    "Timeline": "← →, N, P, D, F",
    "Tour": "Escape",
    "Wheels": "Space, G and the arrows",
}
"""What obeys the mouse, and the keys that do the same."""


def clickable() -> Iterator[type[Widget]]:
    for module in pkgutil.walk_packages(bestio.tui.__path__, "bestio.tui."):
        for found in vars(importlib.import_module(module.name)).values():
            if inspect.isclass(found) and issubclass(found, Widget) and found.__module__ == module.name:
                handlers = {"on_click", "on_mouse_down", "on_mouse_scroll_up", "on_mouse_scroll_down"}
                if handlers & set(vars(found)) and not _wakes_only(found):
                    yield found


def _wakes_only(found: type[Widget]) -> bool:
    """Screens look whether somebody is there, and dialogs whether a click went beside them."""
    return not issubclass(found, ModalScreen) and "on_click" not in vars(found) and "on_mouse_down" in vars(found)


def test_what_a_mouse_can_do_a_key_can_too() -> None:
    assert {found.__name__ for found in clickable()} == set(REACHED)
