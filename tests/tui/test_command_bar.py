"""The bar at the bottom shows what there is room for, and a mouse can give what it shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bestio.i18n import _
from bestio.tui.compat.palette import Palette
from bestio.tui.widgets.command_bar import LIST_ALL, MORE, NOTHING, CommandBar


def bar_of(hand: Any) -> CommandBar:
    return hand.app.screen.query_one(CommandBar)


def place_of(hand: Any, label: str) -> tuple[int, int]:
    """Where a label stands on the screen."""
    row = hand.app.size.height - 1
    return hand.screen().splitlines()[row].index(label), row


@pytest.mark.parametrize("width", [80, pytest.param(200, marks=pytest.mark.slow)])
async def test_the_bar_holds_what_fits(width: int, begun: Callable[..., Any]) -> None:
    async with begun("creature", (width, 24)) as (hand, screen):
        bar = bar_of(hand)
        line = hand.screen().splitlines()[-1]
        for command in bar.shown:
            assert f"{command.key_name} {_(command.label)}" in line.replace("  ", " ")
        assert {command for command in screen.commands if command.always} <= set(bar.shown)
        assert line.endswith(MORE) == (len(bar.shown) < len(screen.commands))


@pytest.mark.slow
async def test_another_size_has_room_for_others(begun: Callable[..., Any]) -> None:
    async with begun("creature", (80, 24)) as (hand, _screen):
        few = len(bar_of(hand).shown)
        await hand.resize(160, 30)
        await hand.until(lambda: len(bar_of(hand).shown) > few)
        last = _(bar_of(hand).shown[-1].label)
        await hand.shows(last)


@pytest.mark.slow
async def test_a_click_gives_a_command(begun: Callable[..., Any]) -> None:
    async with begun("creature") as (hand, screen):
        assert not screen.creation.locked
        await hand.click(offset=place_of(hand, _("Keep")))
        await hand.until(lambda: screen.creation.locked, "kept")
        await hand.click(offset=place_of(hand, MORE.strip()))
        await hand.until(lambda: isinstance(hand.app.screen, Palette), "the list of all commands")


async def test_what_the_mouse_is_over_is_told(begun: Callable[..., Any]) -> None:
    async with begun("creature") as (hand, _screen):
        bar = bar_of(hand)
        await hand.pilot.hover(offset=place_of(hand, _("Keep")))
        await hand.until(lambda: bar.pointed >= 0)
        assert bar.tooltip == _(bar.shown[bar.pointed].help)
        await hand.pilot.hover(offset=place_of(hand, MORE.strip()))
        await hand.until(lambda: bar.pointed == LIST_ALL)
        assert bar.tooltip == _("All the commands (Ctrl+P).")
        await hand.pilot.hover(offset=(5, 5))
        await hand.until(lambda: bar.pointed == NOTHING)


@pytest.mark.slow
@pytest.mark.parametrize("bench", ["creature", "phrases", "voice", "stage"])
async def test_the_guide_and_the_voice_are_in_the_bar_at_80_columns(bench: str, begun: Callable[..., Any]) -> None:
    async with begun(bench, (80, 24)) as (hand, screen):
        line = hand.screen().splitlines()[-1]
        first = next(command for command in screen.here.COMMANDS if command.shown)
        for named in (f"{first.key_name} {_(first.label)}", "F7 Guide", "F6", "F1"):
            assert named in line
        assert ("F4 Voix" in line) == (bench != "voice")
