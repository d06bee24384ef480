"""How the Créature bench stands in its room: the creature in the middle, no trait cut, nothing scrolled, anywhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from bestio.i18n import _
from bestio.language.typography import NBSP
from bestio.library import Library, find_bundled
from bestio.persona.catalog import TraitCatalog
from bestio.persona.description import describe
from bestio.persona.lexicon import read_lexicon
from bestio.persona.persona import invent
from bestio.persona.portrait import WIDTH
from bestio.session.settings import Settings, write_settings
from bestio.tui.benches.creature_layout import BESIDE, PORTRAIT_ROWS, SIDE, desk_for
from bestio.tui.describe_trait import lit, words_of
from bestio.tui.text import visible
from bestio.tui.widgets.portrait import Portrait
from bestio.tui.widgets.tour import Tour
from bestio.tui.widgets.wheels import KEPT, Wheels

THREE = [(100, 30), (120, 30), (120, 40), (200, 60)]
EVERY = [(80, 24), *(pytest.param(size, marks=pytest.mark.slow) for size in THREE)]
MANY = 150
TOLD_AT_80 = (51, 12)
"""Columns and rows of the description at 80 x 24."""


@pytest.fixture(scope="module")
def shipped() -> TraitCatalog:
    lexicons = [read_lexicon(path, print) for path in sorted((find_bundled() / "lexicons").glob("*.yaml"))]
    return TraitCatalog([lexicon for lexicon in lexicons if lexicon is not None])


@pytest.fixture
def still(workspace: Path) -> None:
    """Nothing moves by itself: wheels stop at once."""
    write_settings(Library(find_bundled(), workspace), Settings(welcomed=True, motion=False))


@pytest.mark.parametrize(
    ("size", "three", "factor", "named", "counted"),
    [
        ((80, 21), False, 1, True, 2),
        ((80, 20), False, 1, False, 2),  # a group that follows a plan has a line more at the bottom
        ((80, 18), False, 1, False, 0),
        ((99, 57), False, 1, True, 2),
        ((100, 21), False, 1, True, 2),
        ((100, 27), True, 1, True, 2),
        ((120, 27), True, 1, True, 2),
        ((120, 37), True, 2, True, 0),  # the number stands beside the name
        ((120, 36), True, 2, False, 0),
        ((120, 35), True, 1, True, 2),
        ((160, 42), True, 2, True, 2),
        ((200, 57), True, 3, True, 2),
        ((200, 56), True, 3, True, 1),
    ],
)
def test_the_layout_of_a_room(size: tuple[int, int], three: bool, factor: int, named: bool, counted: int) -> None:
    desk = desk_for(*size)
    assert (desk.three, desk.factor, desk.named, desk.counted) == (three, factor, named, counted)


@given(st.integers(0, 400), st.integers(0, 200))
def test_what_stands_beside_the_creature_has_its_room(width: int, height: int) -> None:
    desk = desk_for(width, height)
    assert not (desk.three and desk.tight)
    if desk.factor > 1:
        assert desk.middle + 2 * SIDE <= width
        assert desk.middle == desk.factor * WIDTH + BESIDE
        assert desk.factor * PORTRAIT_ROWS + desk.named + desk.counted <= height


@pytest.mark.slow
@pytest.mark.parametrize("first_person", [False, True])
def test_each_trait_is_found_in_what_is_told(shipped: TraitCatalog, first_person: bool) -> None:
    for seed in range(MANY):
        persona = invent(shipped, seed)
        for slot in persona.traits:
            told = describe(shipped, persona).with_trait(slot)
            text = told.first if first_person else told.third
            words = words_of(shipped, persona, slot, first_person=first_person)
            content, at = lit(text, words, "bold")
            assert at >= 0, (words, text)
            (span,) = content.spans
            assert content.plain[span.start : span.end].replace(NBSP, " ") == visible(words).replace(NBSP, " ")


def test_a_slot_without_a_trait_lights_nothing(shipped: TraitCatalog) -> None:
    assert words_of(shipped, invent(shipped, 1), "queue", first_person=False) == ""
    content, at = lit("Un hibou.", "", "bold")
    assert (content.plain, content.spans, at) == ("Un hibou.", [], -1)
    assert lit("Un hibou.", "chat", "bold")[1] == -1


def test_hardly_any_description_scrolls_at_80_columns(shipped: TraitCatalog) -> None:
    width, rows = TOLD_AT_80
    told = [describe(shipped, invent(shipped, seed)).with_trait("souhait") for seed in range(MANY)]
    high = [len(Content(visible(text)).wrap(width)) > rows for one in told for text in (one.third, one.first)]
    assert sum(high) <= 0.06 * len(high)


def shown_words(hand: Any, wheels: Wheels, number: int) -> str:
    """What the screen shows of a wheel's trait."""
    place, region = wheels.plan.places[number], wheels.content_region
    rows = hand.screen().splitlines()[region.y + place.top : region.y + place.top + place.rows]
    lines = [row[region.x : region.right] for row in rows]
    return " ".join(" ".join(lines[1:] if wheels.plan.kind == "titled" else lines).replace(NBSP, " ").split())


@pytest.mark.parametrize("size", EVERY, ids=str)
async def test_what_is_needed_all_the_time_is_in_sight(
    begun: Callable[..., Any], still: None, size: tuple[int, int]
) -> None:
    async with begun(size=size) as (hand, screen):
        bench = screen.here
        wheels, portrait, who = bench.query_one(Wheels), bench.query_one(Portrait), bench.query_one("#who")
        middle, name = bench.query_one("#middle"), bench.query_one("#name")
        for _turn in range(3):
            await hand.press("t")
            if size in THREE:
                assert wheels.region.right <= middle.region.x
                assert middle.region.right <= who.region.x
                assert abs(2 * middle.region.x + middle.region.width - size[0]) <= 1, "in the middle"
                assert who.max_scroll_y == 0
                for number, wheel in enumerate(wheels.wheels):
                    words = " ".join(visible(wheel.label).replace(NBSP, " ").split())
                    assert words in shown_words(hand, wheels, number)
            else:
                assert middle.region.right <= wheels.region.x
                assert wheels.region.bottom <= who.region.y
            assert portrait.region.height == portrait.factor * PORTRAIT_ROWS
            assert bench.region.contains_region(portrait.region)
            assert name.region.y == portrait.region.bottom
            await hand.shows(_("{n}\npossible creatures").partition("\n")[2])
            assert screen.creation.name in hand.screen().splitlines()[name.region.y]
        assert portrait.factor == {(200, 60): 3, (120, 40): 2}.get(size, 1)


@pytest.mark.slow
@pytest.mark.parametrize("size", EVERY, ids=str)
async def test_the_words_of_the_trait_in_hand_are_lit_and_in_sight(
    begun: Callable[..., Any], still: None, size: tuple[int, int]
) -> None:
    async with begun(size=size) as (hand, screen):
        bench = screen.here
        wheels, description = bench.query_one(Wheels), bench.query_one("#description", Static)
        who = bench.query_one("#who", VerticalScroll)
        for person in ("il", "je"):
            for number in range(len(wheels.wheels)):
                wheels.cursor = number
                await hand.settle()
                content = description.content
                assert isinstance(content, Content)
                (span,) = content.spans
                words = content.plain[span.start : span.end]
                if person == "il":
                    assert words.replace(NBSP, " ") == visible(wheels.wheels[number].label).replace(NBSP, " ")
                last = len(content[: span.end].wrap(description.content_size.width))
                assert last - who.scroll_offset.y <= who.size.height
            await hand.press("p")


@pytest.mark.slow
async def test_the_mouse_works_where_wheels_take_several_rows(begun: Callable[..., Any], still: None) -> None:
    async with begun(size=(120, 30)) as (hand, screen):
        wheels = screen.query_one(Wheels)
        assert wheels.plan.kind == "titled"
        places, last = wheels.plan.places, wheels.size.width - 2
        await hand.click(Wheels, offset=(5, places[4].top + 1))
        assert wheels.cursor == 4
        await hand.click(Wheels, offset=(last, places[4].top))
        slot = wheels.wheels[4].slot
        await hand.until(lambda: slot in screen.creation.locked, "kept")
        await hand.shows(f"{KEPT} " + _("kept"))
        await hand.click(Wheels, offset=(5, places[0].top))
        assert wheels.cursor == 0
        before = screen.creation.traits["tete"]
        await hand.click(Wheels, offset=(5, places[0].top + 1))
        await hand.until(lambda: screen.creation.traits["tete"] != before, "it spins")
        await hand.click(Wheels, offset=(last, places[4].top))
        await hand.until(lambda: not screen.creation.locked, "let go")


@pytest.mark.slow
async def test_another_size_is_another_layout_at_once(begun: Callable[..., Any]) -> None:
    async with begun(size=(120, 30)) as (hand, screen):
        bench = screen.here
        wheels, middle = bench.query_one(Wheels), bench.query_one("#middle")
        await hand.press("t")
        for size in [(80, 24), (200, 60), (120, 40), (80, 24), (100, 30)]:
            await hand.resize(*size)
            three = size in THREE
            await hand.until(lambda three=three: wheels.stacked is three and bench.has_class("-three") is three)
            await hand.until(lambda three=three: (wheels.region.x < middle.region.x) is three, f"the columns of {size}")
            await hand.until(lambda size=size: bench.size.width == size[0])
            assert screen.focused is wheels
            before = screen.creation.traits
            await hand.press("down", "space")
            assert screen.creation.traits != before
        await hand.until(lambda: not wheels.spinning, "they stop")
        assert bench.query_one(Portrait).look == screen.studio.look()


@pytest.mark.slow
@pytest.mark.parametrize("size", EVERY, ids=str)
async def test_the_bubble_covers_neither_creature_nor_wheels(opened: Callable[..., Any], size: tuple[int, int]) -> None:
    async with opened(size, first_time=True) as hand:
        await hand.until(lambda: hand.app.screen.query(Tour), "the tour")
        screen = hand.app.screen
        tour = screen.query_one(Tour)

        def beside() -> bool:
            covered = ("#wheels", "#portrait", "#name", "#tip", "#bar")
            regions = [screen.query(one).first().region for one in covered]
            return bool(tour.region.area) and not any(tour.region.overlaps(region) for region in regions)

        await hand.until(beside, "beside what it speaks of")
        await hand.press("space")
        await hand.until(beside, "the next bubble, too")
        await hand.resize(100, 30)
        await hand.until(lambda: screen.here.aside < 46 and beside(), "in the narrower column")
