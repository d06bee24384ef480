"""A window that is too small says so, wherever one is, and all goes on once it is larger."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from textual.errors import NoWidget
from textual.events import Paste
from textual.widgets import TextArea

from bestio.i18n import _
from bestio.tui.compat.palette import Palette
from bestio.tui.screens.editor import Editor
from bestio.tui.screens.help import Help
from bestio.tui.screens.pick import PickEffect
from bestio.tui.screens.workshop import WorkshopScreen
from bestio.tui.widgets.too_small import LEAST, TooSmall
from bestio.tui.widgets.tour import Tour


def covered(hand: Any) -> bool:
    width, height = hand.app.size
    try:
        return all(
            isinstance(hand.app.screen.get_widget_at(x, y)[0], TooSmall)
            for x in {*range(0, width, 7), width - 1}
            for y in range(height)
        )
    except NoWidget:  # the window has its size, and what is in it not yet
        return False


@pytest.mark.parametrize(
    "size",
    [(40, 10), *(pytest.param(size, marks=pytest.mark.slow) for size in [(59, 30), (100, 17), (24, 9)])],
    ids=str,
)
async def test_a_small_window_says_what_is_needed(size: tuple[int, int], begun: Callable[..., Any]) -> None:
    async with begun("phrases") as (hand, screen):
        await hand.resize(*size)
        await hand.shows("Agrandis la fenêtre")
        await hand.shows(f"60 colonnes et 18 lignes : elle en a {size[0]} et {size[1]}.")
        await hand.until(lambda: covered(hand))
        acts = len(screen.studio.journal.events)
        await hand.press("space", "j", "f5", "escape")
        assert (screen.bench, hand.app.screen, len(screen.studio.journal.events)) == ("phrases", screen, acts)
        await hand.resize(*LEAST)
        await hand.shows("Les textes lus")
        assert "Agrandis" not in hand.screen()
        await hand.press("f5")
        assert screen.bench == "stage"


@pytest.mark.slow
async def test_small_windows_are_covered_wherever_one_goes(begun: Callable[..., Any]) -> None:
    async with begun("creature") as (hand, screen):
        await hand.resize(40, 10)
        await hand.until(lambda: covered(hand))
        await hand.app.tour()
        await hand.until(lambda: screen.query(Tour) and covered(hand))
        await hand.resize(80, 24)
        await hand.shows("1/8")
        await hand.press("escape")
        await hand.press("f1")
        await hand.until(lambda: isinstance(hand.app.screen, Help))
        await hand.resize(40, 10)
        await hand.until(lambda: covered(hand))
        await hand.resize(80, 24)
        await hand.until(lambda: not covered(hand))
        await hand.press("escape")
        await hand.until(lambda: hand.app.screen is screen)


@pytest.mark.slow
async def test_the_palette_needs_little_room(begun: Callable[..., Any]) -> None:
    async with begun("creature") as (hand, screen):
        await hand.press("ctrl+p")
        await hand.resize(40, 10)
        await hand.until(lambda: isinstance(hand.app.screen, Palette))
        await hand.press("escape")
        await hand.until(lambda: hand.app.screen is screen and covered(hand))


@pytest.mark.slow
async def test_one_may_go_on_all_the_same(opened: Callable[..., Any]) -> None:
    async with opened((50, 16)) as hand:
        await hand.until(lambda: covered(hand))
        await hand.press("enter")
        await hand.until(lambda: not covered(hand))
        await hand.press("enter")
        await hand.until(lambda: isinstance(hand.app.screen, WorkshopScreen))
        await hand.shows("Tête")
        await hand.resize(80, 24)
        await hand.shows(_("saved"))
        await hand.resize(50, 16)
        await hand.until(lambda: covered(hand))


@pytest.mark.slow
async def test_a_text_is_safe_behind_the_cover(begun: Callable[..., Any]) -> None:
    async with begun("phrases") as (hand, _screen):
        await hand.press("e")
        await hand.until(lambda: isinstance(hand.app.screen, Editor))
        area = hand.app.screen.query_one("#text", TextArea)
        await hand.type("la lune")
        await hand.resize(40, 10)
        await hand.until(lambda: covered(hand))
        await hand.type("x")
        hand.app.post_message(Paste("ce que personne ne voit"))
        await hand.press("backspace", "escape")
        await hand.resize(80, 24)
        await hand.until(lambda: not covered(hand))
        await hand.type(" dort")
        assert area.text == "la lune dort"


@pytest.mark.slow
async def test_a_list_that_has_no_room_turns_no_page(begun: Callable[..., Any]) -> None:
    async with begun("phrases") as (hand, _screen):
        await hand.app.push_screen(PickEffect(()))
        await hand.resize(20, 6)
        await hand.press("enter", "pagedown", "pageup", "end", "home")
        assert hand.app.is_running
