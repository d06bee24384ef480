"""Somebody who has never seen a terminal, and presses only what the screen says."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bestio.i18n import _
from bestio.tui.screens.home import Home
from bestio.tui.screens.replay import ReplayScreen
from bestio.tui.screens.workshop import WorkshopScreen
from bestio.tui.widgets.tour import STOPS, Tour

KEYS = {"Espace": "space", "Entrée": "enter", "G": "g", "F3": "f3", "F4": "f4", "F5": "f5"}


def said_keys(hand: Any) -> list[str]:
    """The keys that the last two lines of the screen name, in their order; those of the bubble where one is shown."""
    told = " ".join(hand.screen().splitlines()[-2:])
    if isinstance(hand.app.screen, WorkshopScreen) and (tour := hand.app.screen.query(Tour)):
        told = str(tour.first().content)
    return re.findall(r"(?<!\w)(Espace|Entrée|F\d|[A-Z])(?!\w)", told)


@pytest.mark.slow
async def test_a_speaking_creature_in_twelve_keys(opened: Callable[..., Any]) -> None:
    async with opened((80, 24), first_time=True) as hand:

        async def press(key: str) -> None:
            await hand.until(lambda: key in said_keys(hand), f"{key} in the last lines")
            await hand.press(KEYS[key])

        await hand.until(lambda: isinstance(hand.app.screen, WorkshopScreen), "the workshop")
        screen = hand.app.screen
        await hand.until(lambda: screen.query_one("#creature Portrait").mouth > 0, "it speaks of itself")
        assert hand.presses == 0  # it spoke before anything was pressed

        await press("Espace")
        await press("G")
        await press("F3")
        await press("Espace")
        await hand.until(lambda: screen.creation.phrases, "a phrase")
        await press("G")
        await press("F4")
        await press("F5")
        assert "F7" in said_keys(hand)
        await press("Espace")
        await hand.until(lambda: screen.query_one("#stage Portrait").mouth > 0, "it says the phrase")
        assert hand.presses <= 12
        await hand.until(lambda: screen.creation.spoken, "it has said it")
        await hand.until(lambda: not screen.query(Tour), "all was said")


@pytest.mark.slow
async def test_the_tour_is_left_at_any_moment_and_never_comes_again(opened: Callable[..., Any]) -> None:
    async with opened((80, 24), first_time=True) as hand:
        await hand.until(lambda: hand.app.screen.query(Tour), "the tour")
        screen = hand.app.screen
        await hand.press("down", "t")
        assert screen.query_one(Tour).stop_here is STOPS[1]  # other keys do what they do elsewhere
        await hand.press("escape")
        assert not screen.query(Tour)
        assert hand.app.screen is screen
        await hand.press("escape")
        await hand.until(lambda: isinstance(hand.app.screen, Home), "home")
        await hand.press("n")
        await hand.until(lambda: isinstance(hand.app.screen, WorkshopScreen), "the workshop")
        assert not hand.app.screen.query(Tour)
    async with opened((80, 24), first_time=True) as hand:
        await hand.app.ready()
        await hand.settle()
        assert isinstance(hand.app.screen, Home)


@pytest.mark.slow
async def test_the_tour_goes_along_with_those_who_go_ahead(opened: Callable[..., Any]) -> None:
    async with opened((80, 24), first_time=True) as hand:
        await hand.until(lambda: hand.app.screen.query(Tour), "the tour")
        screen = hand.app.screen
        await hand.press("f3")
        assert screen.query_one(Tour).stop_here.bench == "phrases"
        await hand.press("f4")
        assert screen.query_one(Tour).stop_here.bench == "voice"
        await hand.press("f2")
        assert not screen.query(Tour)


@pytest.mark.slow
async def test_a_journal_or_a_replay_is_opened_without_a_tour(opened: Callable[..., Any], workspace: Path) -> None:
    async with opened((80, 24)) as hand:
        await hand.press("enter")
        await hand.until(lambda: isinstance(hand.app.screen, WorkshopScreen), "the workshop")
    (path,) = (workspace / "workshops").rglob("*.yaml")
    (workspace / "reglages.yaml").unlink()
    async with opened((80, 24), first_time=True, journal=path) as hand:
        await hand.until(lambda: isinstance(hand.app.screen, WorkshopScreen), "the workshop")
        await hand.shows(_("Creature"))
        assert not hand.app.screen.query(Tour)
    async with opened((80, 24), first_time=True, replay=path) as hand:
        await hand.until(lambda: isinstance(hand.app.screen, ReplayScreen) and hand.app.screen.is_mounted, "the replay")
