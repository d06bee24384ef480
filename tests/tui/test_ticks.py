"""What is ticked or chosen can be told without any colour, wherever something can be ticked or chosen."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Checkbox, RadioSet

import bestio.tui
from bestio.tui.screens.pick_lexicons import PickLexicons
from bestio.tui.widgets.ticks import Choice, Tick, TickList


@pytest.mark.slow
async def test_a_box_shows_whether_it_is_ticked(begun: Callable[..., Any]) -> None:
    async with begun("phrases") as (hand, screen):
        await hand.shows("[x] S’adapte")
        screen.query_one("#adaptive", Checkbox).toggle()
        await hand.shows("[ ] S’adapte")


@pytest.mark.slow
async def test_a_choice_shows_which_one_it_is(begun: Callable[..., Any]) -> None:
    async with begun() as (hand, _screen):
        await hand.press("a")
        await hand.shows("(•) un ( ) une")
        hand.app.screen.query_one("#gender", RadioSet).focus()
        await hand.press("right", "space")
        await hand.shows("( ) un (•) une")
        await hand.press("escape", "x")
        await hand.shows("(•) PNG")
        await hand.shows("( ) SVG")


async def test_a_list_shows_what_is_ticked(begun: Callable[..., Any]) -> None:
    async with begun() as (hand, screen):
        await hand.press("l")
        await hand.until(lambda: isinstance(hand.app.screen, PickLexicons))
        boxes = hand.app.screen.query_one(TickList)
        await hand.until(lambda: hand.screen().count("[x]") == len(boxes.selected) > 1)
        await hand.press("space")
        await hand.until(lambda: hand.screen().count("[ ]") == 1, "one was left")
        before = len(boxes.selected)
        await hand.click(boxes, offset=(3, 1))  # a click on the mark ticks it
        assert len(boxes.selected) == before + 1
        assert hand.app.screen is not screen


def test_no_screen_has_a_box_that_shows_its_state_by_colour_alone() -> None:
    """Textual's own boxes look the same, ticked or not, but for their colour; ours take their place."""
    files = {path: path.read_text(encoding="utf-8") for path in Path(bestio.tui.__file__).parent.rglob("*.py")}
    assert len(files) > 90
    made = re.compile(r"(?<!class )\b(?:Checkbox|RadioButton|SelectionList|Switch)\(")
    assert [path.name for path, text in files.items() if made.search(text)] == []
    assert issubclass(Tick, Checkbox)
    assert Choice.__mro__[1].__name__ == "RadioButton"
