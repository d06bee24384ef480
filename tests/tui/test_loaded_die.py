"""The die changed in the stepper of the real app: the bars follow, the machine keeps it, the phrase tells it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bestio.activities.dice import DiceActivity
from bestio.tui.screens.activities.answers import Answers
from bestio.tui.screens.activities.prompts import PromptScreen
from tests.tui.acting import act

TEXT = "Le robot mange la lune. La lune dort dans la soupe. Le robot dort sous la lune et rit. La soupe rit du robot."


@pytest.mark.slow
@pytest.mark.parametrize("size", [(80, 24), (120, 30)])
async def test_faces_are_changed_by_hand_on_the_screen(begun: Callable[..., Any], size: tuple[int, int]) -> None:
    async with begun("phrases", size) as (hand, screen):
        act(screen, lambda: screen.studio.write_text("t1", "La nuit", TEXT))
        act(screen, lambda: screen.studio.record("machine.set", starters=False))
        await hand.press("d")
        await hand.until(lambda: isinstance(hand.app.screen, PromptScreen), "step by step")
        steps = hand.app.screen
        await hand.until(lambda: not steps.play.view.working, "the machine")

        def stepper() -> Any:
            assert isinstance(steps.play.activity, DiceActivity)
            return steps.play.activity.stepper

        before = stepper().next_words()[0]
        await hand.press("p", "p")
        after = next(choice for choice in stepper().next_words() if choice.word == before.word)
        assert after.probability > before.probability
        await hand.shows("×\u00a04")
        await hand.shows("Le dé a été changé à la main")
        while stepper().next_words():
            await hand.press("s")
        assert not steps.query_one(Answers).option_count
        await hand.press("m")
        await hand.shows("aucun mot ne peut venir")
        await hand.press("z")
        assert stepper().next_words()[0] == before
        await hand.press("p", "enter", "f")
        await hand.until(lambda: screen.creation.phrases, "a phrase")
        (phrase,) = screen.creation.phrases.values()
        assert phrase.settings["faces"] == {before.word: 2.0} == screen.creation.settings["faces"]
        assert phrase.steps[0].fair == before.probability
        assert phrase.steps[0].probability == pytest.approx(2 * before.probability / (1 + before.probability))
        await hand.shows("Le dé a été changé à la main")
