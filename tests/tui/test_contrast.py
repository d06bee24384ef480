"""Every word can be read in each theme: contrast by the formula of WCAG 2.1, 4.5 at least, 7 in high contrast."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.color import Color as TextualColor

from bestio.tui.compat.painting import shown_rows
from bestio.tui.few_colours import VGA, XTERM, XTERM_256, FewColours, contrast, terminal_of
from bestio.tui.glass import FILLS, HAND_FILL
from bestio.tui.screens.home import Home
from bestio.tui.screens.replay import ReplayScreen
from bestio.tui.theme import AUTHOR_COLOURS, CONTRAST, DAY, NIGHT
from bestio.tui.widgets.phrase_view import PATTERNS, text_style
from tests.tui.conftest import with_phrases

THEMES = {one.name: one for one in (NIGHT, DAY, CONTRAST)}
LEAST = {NIGHT.name: 4.5, DAY.name: 4.5, CONTRAST.name: 7.0}
BACKGROUNDS = ("background", "surface")


def full_contrast(style: Style) -> float:
    assert style.color is not None
    assert style.bgcolor is not None
    return contrast(style.color.get_truecolor(), style.bgcolor.get_truecolor())


def words(screen: Any, measure: Callable[[Style], float] = full_contrast) -> Iterator[tuple[str, float]]:
    """Each stretch of letters that is shown, and its contrast."""
    region = screen.query(".dialog").first().region if screen.is_modal else screen.region
    for row, strip in enumerate(shown_rows(screen)):
        if not region.y <= row < region.bottom:
            continue
        for segment in strip.crop(region.x, region.right):
            style = segment.style
            if style is None or style.color is None or style.bgcolor is None:
                continue
            if any(letter.isalnum() for letter in segment.text):
                yield segment.text.strip(), measure(style)


def unreadable(screen: Any, least: float, measure: Callable[[Style], float] = full_contrast) -> list[tuple[str, float]]:
    return [(text, round(ratio, 2)) for text, ratio in words(screen, measure) if ratio < least]


def looked_at(system: str) -> Callable[[Style], float]:
    """The contrast of a style on a terminal of so few colours, where it looks worst, as rich sends it there."""

    def measure(style: Style) -> float:
        assert style.color is not None
        assert style.bgcolor is not None
        assert style.color.number is not None, "sent as a colour that the terminal has not"
        assert style.bgcolor.number is not None
        looks = (VGA, XTERM) if system == "standard" else (XTERM_256,)
        assert max(style.color.number, style.bgcolor.number) < len(looks[0])
        assert system != "standard" or style.bgcolor.number < 8, "a bright colour behind letters: the console has none"
        return min(contrast(look[style.color.number], look[style.bgcolor.number]) for look in looks)

    return measure


async def put_on(hand: Any, theme: str) -> None:
    """Let the screen be painted in the colours of `theme`."""
    hand.app.theme = theme
    ground = TextualColor.parse(THEMES[theme].background)
    await hand.until(lambda: hand.app.screen.styles.background.rgb == ground.rgb or hand.app.screen.is_modal, theme)
    hand.app.screen.refresh(layout=True)
    await hand.pilot.pause(0.05)


@pytest.mark.slow
async def test_every_word_can_be_read_where_there_are_few_colours(begun: Callable[..., Any]) -> None:
    async with begun("creature", (80, 24)) as (hand, screen):
        with_phrases(screen)
        for keys in (
            ["f2"],
            ["g"],
            ["f3"],
            ["tab"],
            ["f4"],
            ["tab"],
            ["f5"],
            ["f1"],
            ["escape", "f6"],
            ["escape", "f7"],
        ):
            await hand.press(*keys)
            for system, theme in product(("standard", "256"), THEMES):
                hand.app.limit_colours(system)
                await put_on(hand, theme)
                measure = looked_at(system)
                assert len(list(words(hand.app.screen, measure))) > 5
                assert unreadable(hand.app.screen, LEAST[theme], measure) == [], (keys, system, theme)


rgb = st.tuples(*[st.integers(0, 255)] * 3)


@given(ink=rgb, ground=rgb, system=st.sampled_from(["standard", "256"]), least=st.sampled_from([4.5, 7.0]))
def test_letters_of_any_colour_can_be_read_with_few(
    ink: tuple[int, int, int], ground: tuple[int, int, int], system: str, least: float
) -> None:
    terminal = terminal_of(system)
    assert terminal is not None
    painted = Style.from_color(Color.from_rgb(*ink), Color.from_rgb(*ground))
    (segment,) = FewColours(terminal, lambda: least).apply([Segment("mot", painted)], TextualColor(0, 0, 0))
    assert segment.style is not None
    assert segment.style.bgcolor is not None
    assert segment.style.bgcolor.number is not None
    best = max(terminal.contrast(number, segment.style.bgcolor.number) for number in terminal.inks)
    assert best >= 4.5
    assert looked_at(system)(segment.style) >= min(least, best)


def test_a_terminal_of_all_colours_is_left_alone() -> None:
    assert terminal_of("truecolor") is None
    assert terminal_of(None) is None


@pytest.mark.slow
async def test_every_word_can_be_read(begun: Callable[..., Any]) -> None:
    async def readable(*keys: str) -> None:
        for theme in THEMES:
            await put_on(hand, theme)
            assert list(words(hand.app.screen))
            assert unreadable(hand.app.screen, LEAST[theme]) == [], (keys, theme)

    async with begun("creature", (120, 30)) as (hand, screen):
        with_phrases(screen)
        for keys in (["f2"], ["g"], ["f3"], ["tab"], ["f4"], ["tab"], ["f5"], ["f1"], ["escape", "f6"]):
            await hand.press(*keys)
            await readable(*keys)
        path = screen.studio.journal.path
        await hand.press("escape", "escape")
        await hand.until(lambda: isinstance(hand.app.screen, Home))
        await readable("home")
        await hand.app.replay(path)
        await hand.until(lambda: isinstance(hand.app.screen, ReplayScreen) and hand.app.screen.seen)
        await hand.press("n")
        await readable("replay")


@pytest.mark.parametrize("theme", [NIGHT, DAY, CONTRAST], ids=lambda theme: theme.name)
@pytest.mark.parametrize("number", range(len(PATTERNS)))
def test_each_author_can_be_read(number: int, theme: Any) -> None:
    colour = text_style(number, dark=theme.dark).foreground
    assert colour is not None
    for background in BACKGROUNDS:
        behind = Color.parse(getattr(theme, background)).get_truecolor()
        assert contrast((colour.r, colour.g, colour.b), behind) >= LEAST[theme.name]


def test_each_author_looks_like_no_other() -> None:
    assert len({tuple(sorted(pattern)) for pattern in PATTERNS}) == len(PATTERNS)
    assert len({*FILLS, HAND_FILL}) == len(PATTERNS) + 1
    assert all(len({*colours}) == len(PATTERNS) for colours in AUTHOR_COLOURS.values())
    for dark in (True, False):
        styles = {str(text_style(number, dark=dark)) for number in range(len(PATTERNS))}
        assert len(styles) == len(PATTERNS)
