"""A thousand draws in the stepper of the real app: bars, verdict, a thousand more, and leaving in the middle."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from textual.widgets import Static

from bestio.activities.dice import DiceActivity
from bestio.tui.screens.activities.prompts import PromptScreen
from bestio.tui.screens.thousand import ThousandDraws
from tests.tui.acting import act

TEXT = "Le robot mange la lune. La lune dort dans la soupe. Le robot dort sous la lune et rit. La soupe rit du robot."


@pytest.mark.slow
@pytest.mark.parametrize("size", [(80, 24), (120, 30)])
async def test_a_thousand_draws_on_the_screen(begun: Callable[..., Any], size: tuple[int, int]) -> None:
    async with begun("phrases", size) as (hand, screen):
        act(screen, lambda: screen.studio.write_text("t1", "La nuit", TEXT))
        before = len(screen.studio.journal.events)
        await hand.press("d")
        await hand.until(lambda: isinstance(hand.app.screen, PromptScreen), "step by step")
        steps = hand.app.screen
        await hand.until(lambda: not steps.play.view.working, "the machine")
        activity = steps.play.activity
        assert isinstance(activity, DiceActivity)
        await hand.press("t")
        await hand.until(lambda: isinstance(hand.app.screen, ThousandDraws), "the window")
        window = hand.app.screen
        await hand.until(lambda: window.draws.done == 1_000, "a thousand draws")
        await hand.shows("le hasard")
        told = window.query_one("#drawn", Static).visual.plain
        assert "1\u00a0000 tirages d’un premier mot" in told
        assert "░" in told
        assert "█" in told
        widest = max(len(line) for line in told.splitlines() if "█" in line or "░" in line)
        assert widest <= window.query_one("#drawn").size.width
        await hand.press("space")
        await hand.until(lambda: window.draws.done > 1_000, "more draws")
        await hand.press("escape")
        await hand.until(lambda: hand.app.screen is steps, "back")
        done = window.draws.done
        await hand.settle()
        assert window.draws.done == done  # leaving stops it
        assert steps.play.activity is activity
        assert len(screen.studio.journal.events) == before
