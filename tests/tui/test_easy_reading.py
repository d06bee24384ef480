"""Easy reading for dyslexic readers: lines apart, nothing slanted, dim or centred, in high contrast; and it is kept."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.content import Content

from bestio.library import Library, find_bundled
from bestio.session.settings import Settings, read_settings, write_settings
from bestio.tui.compat.painting import shown_rows
from bestio.tui.screens.help import Help
from bestio.tui.screens.home import Home
from bestio.tui.theme import CONTRAST, NIGHT
from bestio.tui.upright import Upright, upright
from bestio.tui.widgets.karaoke import Karaoke
from bestio.tui.widgets.phrase_view import PATTERNS
from bestio.tui.widgets.prose import Prose, Spaced
from tests.tui.conftest import with_phrases
from tests.tui.test_contrast import unreadable


def styles(app: Any) -> Iterator[Style]:
    """How each piece is painted, through all that a line goes through on its way to the terminal."""
    ground = Color.parse(app.current_theme.background or "#000000")
    for strip in shown_rows(app.screen):
        segments = list(strip)
        for line_filter in app.get_line_filters():
            segments = line_filter.apply(segments, ground)
        yield from (segment.style for segment in segments if segment.style is not None)


@given(
    st.text(st.sampled_from("ab é\n«"), max_size=200),
    st.integers(4, 80),
)
def test_as_many_lines_are_counted_as_are_painted(text: str, width: int) -> None:
    content = Content(text)
    spaced = Spaced(content)
    lines = [line.plain.strip() for line in content.wrap(width)]
    height = spaced.get_height({}, width)
    assert height <= max(1, 2 * len(lines) - 1)
    assert height == len(lines) + sum(bool(a) and bool(b) for a, b in itertools.pairwise(lines))


def test_what_only_a_slant_told_apart_is_still_told_apart() -> None:
    drawn = {upright(Style.parse(" ".join(pattern))) for pattern in PATTERNS}
    assert len(drawn) == len(PATTERNS)
    assert not any(style.italic for style in drawn)
    line = Upright().apply([Segment("a", Style(italic=True, dim=True)), Segment("b", None)], Color.parse("#000000"))
    assert line[0].style is not None
    assert not line[0].style.dim
    assert line[1] == Segment("b", None)


async def test_a_key_at_home_turns_it_on_and_off_and_it_is_kept(opened: Callable[..., Any]) -> None:
    async with opened() as hand:
        await hand.until(lambda: isinstance(hand.app.screen, Home))
        await hand.press("y")
        assert hand.app.theme == CONTRAST.name
        assert read_settings(hand.app.library).dys
        assert hand.told[-1].startswith("La lecture aisée est là")
        await hand.press("f1")
        await hand.until(lambda: isinstance(hand.app.screen, Help))
        apart = hand.app.screen.query_one(Prose).size.height
        await hand.press("escape", "y")
        assert hand.app.theme == NIGHT.name
        assert not read_settings(hand.app.library).dys
        await hand.press("f1")
        await hand.until(lambda: isinstance(hand.app.screen, Help) and hand.app.screen.query_one(Prose).size.height)
        assert apart == 2 * hand.app.screen.query_one(Prose).size.height - 1


async def test_the_spacing_comes_and_goes_where_one_is(begun: Callable[..., Any]) -> None:
    async with begun("creature", (120, 30)) as (hand, screen):
        told = screen.query_one("#description", Prose)
        before = told.size.height
        hand.app.toggle_dys()
        await hand.until(lambda: told.size.height == 2 * before - 1, "lines apart")
        hand.app.toggle_dys()
        await hand.until(lambda: told.size.height == before, "as before")


@pytest.mark.slow
@pytest.mark.parametrize("size", [(80, 24), (120, 30)])
async def test_nothing_is_slanted_dim_or_pale_anywhere(begun: Callable[..., Any], size: tuple[int, int]) -> None:
    async with begun("creature", size) as (hand, screen):
        with_phrases(screen)
        hand.app.toggle_dys()
        for key in ("f2", "f3", "f4", "f5", "f7", "f1", "f10", "f6"):
            await hand.press(key)
            await hand.settle()
            await hand.until(lambda: not any(one.italic or one.dim for one in styles(hand.app)), f"upright: {key}")
            assert unreadable(hand.app.screen, 7.0) == [], key
            if hand.app.screen is not screen:
                await hand.press("escape")
                await hand.until(lambda: hand.app.screen is screen)
        await hand.press("f5")
        assert screen.query_one(Karaoke).styles.text_align == "left"


async def test_the_settings_are_read_at_the_start(opened: Callable[..., Any], workspace: Any) -> None:
    write_settings(Library(find_bundled(), workspace), Settings(welcomed=True, theme=CONTRAST.name, dys=True))
    async with opened() as hand:
        assert hand.app.has_class("-dys")
        assert hand.app.get_css_variables()["text-muted"].lower() == CONTRAST.foreground
