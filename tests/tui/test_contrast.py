"""Every word can be read in each theme: contrast by the formula of WCAG 2.1, 4.5 at least, 7 in high contrast."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from rich.color import Color

from bestio.tui.glass import FILLS, HAND_FILL
from bestio.tui.screens.home import Home
from bestio.tui.screens.replay import ReplayScreen
from bestio.tui.theme import AUTHOR_COLOURS, CONTRAST, DAY, NIGHT
from bestio.tui.widgets.phrase_view import PATTERNS, text_style
from tests.tui.conftest import with_phrases

LEAST = {NIGHT.name: 4.5, DAY.name: 4.5, CONTRAST.name: 7.0}
BACKGROUNDS = ("background", "surface")


def luminance(colour: tuple[int, int, int]) -> float:
    parts = (value / 255 for value in colour)
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def words(screen: Any) -> Iterator[tuple[str, float]]:
    """Each stretch of letters that is shown, and its contrast."""
    region = screen.query(".dialog").first().region if screen.is_modal else screen.region
    for row, strip in enumerate(screen._compositor.render_strips()):
        if not region.y <= row < region.bottom:
            continue
        for segment in strip.crop(region.x, region.right):
            style = segment.style
            if style is None or style.color is None or style.bgcolor is None:
                continue
            if any(letter.isalnum() for letter in segment.text):
                yield segment.text.strip(), contrast(style.color.get_truecolor(), style.bgcolor.get_truecolor())


def unreadable(screen: Any, least: float) -> list[tuple[str, float]]:
    return [(text, round(ratio, 2)) for text, ratio in words(screen) if ratio < least]


@pytest.mark.slow
@pytest.mark.parametrize("theme", [one.name for one in (NIGHT, DAY, CONTRAST)])
async def test_every_word_can_be_read(theme: str, begun: Callable[..., Any]) -> None:
    async with begun("creature", (120, 30)) as (hand, screen):
        with_phrases(screen)
        hand.app.theme = theme
        for keys in (["f2"], ["g"], ["f3"], ["tab"], ["f4"], ["tab"], ["f5"], ["f1"], ["escape", "f6"]):
            await hand.press(*keys)
            await hand.pilot.pause(0.05)
            assert list(words(hand.app.screen))
            assert unreadable(hand.app.screen, LEAST[theme]) == [], keys
        path = screen.studio.journal.path
        await hand.press("escape", "escape")
        await hand.until(lambda: isinstance(hand.app.screen, Home))
        await hand.pilot.pause(0.05)
        assert unreadable(hand.app.screen, LEAST[theme]) == []
        await hand.app.replay(path)
        await hand.until(lambda: isinstance(hand.app.screen, ReplayScreen) and hand.app.screen.seen)
        await hand.press("n")
        assert unreadable(hand.app.screen, LEAST[theme]) == []


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
