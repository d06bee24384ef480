"""The creature is alive where things may move, and still where they may not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from textual.geometry import Region

from bestio.persona.portrait import AHEAD
from bestio.tui.screens.home import Home
from bestio.tui.screens.workshop import WorkshopScreen
from bestio.tui.theme import THEMES
from bestio.tui.widgets.portrait import Portrait


async def portrait(hand: Any) -> Portrait:
    await hand.press("n")
    await hand.until(lambda: isinstance(hand.app.screen, WorkshopScreen), "the workshop")
    hand.app.screen.hush()
    return hand.app.screen.query_one("#creature Portrait")


def changes_of(creature: Portrait, name: str) -> list[object]:
    """All that a part of it becomes from now on."""
    values: list[object] = []

    def keep(value: object) -> None:
        values.append(value)

    creature.watch(creature, name, keep, init=False)
    return values


def faces_of(creature: Portrait) -> list[object]:
    """Every face that it makes from now on."""
    return changes_of(creature, "face")


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
        creature.fall_asleep()
        assert creature.eyes == "closed"

        def snores() -> bool:
            return any("z" in line[: creature.region.right].lower() for line in hand.screen().splitlines()[:4])

        await hand.until(lambda: snores() and creature.breath, "it snores and breathes")
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
        creature.fall_asleep()
        creature.breathe()
        creature.close_eyes()
        await hand.press("down")
        assert (creature.asleep, creature.breath, creature.eyes, faces) == (False, 0, "open", [])
        assert creature.gaze == AHEAD


async def test_it_does_not_breathe_where_nobody_sees_it(opened: Callable[..., Any]) -> None:
    async with opened() as hand:
        creature = await portrait(hand)
        before = creature.breath
        creature.breathe()
        assert creature.breath != before
        await hand.press("f3")
        assert not creature.is_on_screen
        creature.breathe()
        assert creature.breath == 0


async def test_it_does_not_move_beneath_a_screen_that_lets_nothing_through(begun: Callable[..., Any]) -> None:
    async with begun("creature") as (hand, screen):
        home = next(one for one in hand.app.screen_stack if isinstance(one, Home))
        beneath, here = home.query_one(Portrait), screen.query_one(Portrait)
        assert here.is_on_screen
        assert not beneath.is_on_screen
        await hand.press("f1")
        await hand.until(lambda: hand.app.screen is not screen)
        assert here.is_on_screen, "a window lets it through"


def counted(creature: Portrait, what: str, monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """One thing for each time that a method of it is called from now on."""
    calls: list[object] = []
    real = getattr(creature, what)

    def counting(*given: Any) -> Any:
        calls.append(given)
        return real(*given)

    monkeypatch.setattr(creature, what, counting)
    return calls


async def test_a_breath_that_was_painted_before_is_not_put_together_again(
    opened: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened() as hand:
        creature = await portrait(hand)
        monkeypatch.setattr(creature, "close_eyes", lambda: None)
        lines, pictures = (counted(creature, name, monkeypatch) for name in ("render_line", "render_lines"))
        shown = set()
        for breath in range(6):
            if breath == 4:
                lines.clear()
            before = len(pictures)
            creature.breathe()
            await hand.until(lambda: len(pictures) > before, "painted")  # noqa: B023 (awaited at once)
            shown.add(hand.screen())
        assert len(shown) == 2
        assert lines == []


async def test_what_is_kept_of_its_pictures_goes_where_it_stands_before_other_colours(
    opened: Callable[..., Any],
) -> None:
    def line(creature: Portrait) -> object:
        return list(creature.render_lines(Region(0, 0, *creature.size))[0])

    async with opened() as hand:
        hand.app.animation_level = "none"  # it looks the same all the time
        creature = await portrait(hand)
        before = line(creature)
        assert line(creature) == before
        creature.styles.background = "red"
        await hand.until(lambda: line(creature) != before, "red behind it")
        before = line(creature)
        hand.app.theme = next(name for name, (theme, _title) in THEMES.items() if not theme.dark)
        creature.styles.background = None
        await hand.until(lambda: line(creature) != before, "the colours of the day behind it")


async def test_what_is_not_seen_has_no_timer_that_beats(opened: Callable[..., Any]) -> None:
    async with opened() as hand:
        creature = await portrait(hand)
        breaths = changes_of(creature, "breath")
        await hand.until(lambda: breaths, "it breathes by itself")
        await hand.press("f3")
        await hand.until(lambda: creature.rests, "it does not")
        await hand.press("f2")
        breaths.clear()
        await hand.until(lambda: breaths, "it breathes again")
        assert not creature.rests


async def test_asleep_it_breathes_half_as_often(opened: Callable[..., Any]) -> None:
    async with opened() as hand:
        creature = await portrait(hand)
        breaths = changes_of(creature, "breath")
        for _beat in range(8):
            creature.breathe()
        assert len(breaths) == 8
        creature.asleep = True
        for _beat in range(8):
            creature.breathe()
        assert len(breaths) == 12


async def test_what_moves_draws_nothing_from_the_chance_of_what_is_made(opened: Callable[..., Any]) -> None:
    """Else the name of the next group depends on how often an eye has closed, and no seed makes a test the same."""
    async with opened() as hand:
        creature = await portrait(hand)
        services, wheels = hand.app.services, hand.app.screen.query_one("#wheels")
        before, idle = services.random.getstate(), services.idle.getstate()
        creature.close_eyes()
        await hand.until(lambda: creature.eyes == "open", "a blink")
        wheels.spin([wheel.slot for wheel in wheels.wheels])
        await hand.until(lambda: not wheels.spinning, "wheels that have stopped")
        services.stranger()
        assert services.idle.getstate() != idle
        assert services.random.getstate() == before
