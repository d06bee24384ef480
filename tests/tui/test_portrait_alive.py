"""The creature is alive where things may move, and still where they may not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bestio.persona.portrait import AHEAD
from bestio.tui.screens.workshop import WorkshopScreen
from bestio.tui.widgets.portrait import Portrait


async def portrait(hand: Any) -> Portrait:
    await hand.press("n")
    await hand.until(lambda: isinstance(hand.app.screen, WorkshopScreen), "the workshop")
    hand.app.screen.hush()
    return hand.app.screen.query_one("#creature Portrait")


def faces_of(creature: Portrait) -> list[object]:
    """Every face that it makes from now on."""
    faces: list[object] = []

    def keep(face: object) -> None:
        faces.append(face)

    creature.watch(creature, "face", keep, init=False)
    return faces


@pytest.mark.slow
async def test_it_is_surprised_at_what_it_has_become(opened: Callable[..., Any]) -> None:
    async with opened() as hand:
        creature = await portrait(hand)
        faces = faces_of(creature)
        await hand.press("t")
        await hand.until(lambda: ("open", 2) in faces, "an open mouth")
        await hand.until(lambda: creature.face is None, "its own face again")


@pytest.mark.slow
async def test_it_falls_asleep_breathes_and_wakes_up(opened: Callable[..., Any]) -> None:
    async with opened() as hand:
        creature = await portrait(hand)
        awake = hand.screen()
        creature._fall_asleep()
        assert creature.eyes == "closed"
        await hand.until(lambda: "z" in hand.screen().lower() and creature.breath, "it snores and breathes")
        assert awake != hand.screen()
        await hand.press("down")
        assert not creature.asleep
        assert creature.eyes == "open"


@pytest.mark.slow
async def test_it_looks_at_the_wheel_in_hand_then_ahead_again(opened: Callable[..., Any]) -> None:
    async with opened() as hand:
        creature = await portrait(hand)
        await hand.press(*["down"] * 8)
        assert creature.gaze == (1, 1)
        await hand.press(*["up"] * 8)
        assert creature.gaze == (1, -1)
        await hand.until(lambda: creature.gaze == AHEAD, "it looks ahead again")


async def test_nothing_moves_by_itself_where_motion_is_off(opened: Callable[..., Any]) -> None:
    async with opened() as hand:
        hand.app.animation_level = "none"
        creature = await portrait(hand)
        faces = faces_of(creature)
        before = creature.look
        await hand.press("t")
        await hand.until(lambda: creature.look != before, "another look")
        creature._fall_asleep()
        creature._breathe()
        creature._close_eyes()
        await hand.press("down")
        assert (creature.asleep, creature.breath, creature.eyes, faces) == (False, 0, "open", [])
        assert creature.gaze == AHEAD


async def test_it_does_not_breathe_where_nobody_sees_it(opened: Callable[..., Any]) -> None:
    async with opened() as hand:
        creature = await portrait(hand)
        before = creature.breath
        creature._breathe()
        assert creature.breath != before
        await hand.press("f3")
        assert not creature.is_on_screen
        creature._breathe()
        assert creature.breath == 0
