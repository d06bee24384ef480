"""A knob or slider that is held: shown at once, one act where it rests; whatever else is done, it is written first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bestio.journal.journal import look
from tests.tui.acting import act

TURNS = 4


@pytest.fixture
def never_rests(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is in hand is written by nothing but what is done next, however slow the machine."""
    monkeypatch.setattr("bestio.tui.screens.workshop.REST_AFTER", 600.0)


def acts(screen: Any) -> list[str]:
    return [event.do for event in screen.studio.journal.events]


async def test_a_knob_that_is_held_is_one_act(begun: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bestio.tui.screens.workshop.REST_AFTER", 1.0)
    async with begun("voice") as (hand, screen):
        before, done = screen.creation, len(acts(screen))
        await hand.press("tab")
        await hand.hammer(*["right"] * TURNS)
        await hand.until(lambda: screen.studio.journal.events[done:], "written where it rests")
        assert acts(screen)[done:] == ["voice.tune"]
        with look(screen.studio.journal.path, clock=lambda: 0.0) as journal:
            assert journal.creation.voice == screen.creation.voice
        await hand.press("ctrl+z")
        assert (screen.creation.voice_id, screen.creation.voice) == (before.voice_id, before.voice)
        assert not screen.creation.can_undo


@pytest.mark.slow
@pytest.mark.usefixtures("never_rests")
@pytest.mark.parametrize("keys", [("ctrl+z",), ("ctrl+z", "ctrl+y"), ("f6",), ("f3",), ("b",)])
async def test_what_is_in_hand_is_written_before_the_next_act(begun: Callable[..., Any], keys: tuple[str, ...]) -> None:
    async with begun("voice") as (hand, screen):
        done = len(acts(screen))
        await hand.press("tab")
        await hand.press("right", "right", *keys)
        wanted = {"ctrl+z": ["undo"], "ctrl+y": ["redo"], "b": ["voice.bend"]}
        expected = ["voice.tune", *(do for key in keys for do in wanted.get(key, []))]
        await hand.until(lambda: acts(screen)[done:] == expected, str(expected))


@pytest.mark.slow
@pytest.mark.usefixtures("never_rests")
async def test_who_goes_home_at_once_loses_nothing(begun: Callable[..., Any]) -> None:
    async with begun("phrases") as (hand, screen):
        screen.query_one("#order").focus()
        await hand.press("left", "escape")
        await hand.until(lambda: hand.app.screen is not screen, "home")
        with look(screen.studio.journal.path, clock=lambda: 0.0) as journal:
            assert journal.creation.settings == {"order": 2}


@pytest.mark.slow
@pytest.mark.usefixtures("never_rests")
async def test_sliders_of_texts_are_held_too(begun: Callable[..., Any]) -> None:
    async with begun("phrases", (120, 30)) as (hand, screen):
        act(screen, lambda: screen.studio.write_text("t1", "La nuit", "La lune dort dans le lac. " * 5))
        done = len(acts(screen))
        screen.query_one("#texts").focus()
        await hand.press("home", "right", "right", "right")
        share = screen.query_one("#share")
        share.focus()
        await hand.press("right", "right", "f2")
        await hand.until(lambda: len(acts(screen)) == done + 2, "both written")
        assert acts(screen)[done:] == ["source.weigh", "share.set"]
        assert screen.creation.weights == {"own:t1": 2.5}
