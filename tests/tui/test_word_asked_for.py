"""A word asked for in the app that no text has: the one that was meant is asked about."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bestio.tui.screens.ask import AskLine
from tests.tui.acting import act

TEXT = "Le robot a un cœur. L’œil du robot brille. Une sœur chante. L’été du hibou arrive ce soir. " * 4


@pytest.mark.slow
async def test_the_word_that_was_meant_is_told(begun: Callable[..., Any]) -> None:
    async with begun("phrases", (80, 24)) as (hand, screen):
        act(screen, lambda: screen.studio.write_text("t1", "L’été", TEXT))
        await hand.press("v")
        await hand.until(lambda: isinstance(hand.app.screen, AskLine), "the question")
        await hand.press(*"brile", "enter")
        await hand.until(lambda: hand.told, "what is told")
        assert "Voulais-tu dire «\u00a0brille\u00a0»" in hand.told[0]
        assert not screen.creation.phrases
