"""F10: the words of the screen first, then all, searched as one types."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from textual.widgets import Input, OptionList, Static

from bestio.tui.reading import passages
from bestio.tui.screens.ask import AskLine
from bestio.tui.screens.glossary import Words
from bestio.tui.screens.workshop import WorkshopScreen


def listed(screen: Words) -> list[str]:
    return [str(option.prompt) for option in screen.query_one("#found", OptionList).options]


@pytest.mark.parametrize(
    ("bench", "told", "here"),
    [
        ("creature", "créatures possibles", {"scène", "voix"}),
        ("phrases", "Audace", {"ordre", "tri", "audace", "boîte de verre"}),
    ],
)
async def test_the_words_of_the_screen_come_first(
    begun: Callable[..., Any], bench: str, told: str, here: set[str]
) -> None:
    async with begun(bench) as (hand, screen):
        await hand.shows(told)
        await hand.press("f10")
        await hand.until(lambda: isinstance(hand.app.screen, Words))
        words = hand.app.screen
        lines = listed(words)
        assert lines[0] == "Sur cet écran"
        assert here <= set(lines[: lines.index("Tous les mots")])
        assert len(lines) > 2 * len(here) + 40
        first = words.in_hand
        await hand.press("down")
        assert words.in_hand != first
        await hand.press("up")
        assert words.in_hand == first
        assert first.says in str(words.query_one("#says", Static).content)
        assert passages(words)[:2] == [first.word, first.says]
        await hand.press("f10")
        await hand.until(lambda: hand.app.screen is screen)


async def test_what_is_typed_is_looked_for(begun: Callable[..., Any]) -> None:
    async with begun("stage") as (hand, _screen):
        await hand.press("f10")
        await hand.until(lambda: isinstance(hand.app.screen, Words))
        words = hand.app.screen
        await hand.type("chaine de m")
        assert words.query_one(Input).value == "chaine de m"
        assert listed(words) == ["chaîne de Markov"]
        await hand.shows("Elle ne comprend rien")
        await hand.type("zzz")
        assert listed(words) == []
        await hand.shows("Ce mot n’est pas ici.")
        await hand.press("enter")
        await hand.until(lambda: isinstance(hand.app.screen, WorkshopScreen))


async def test_it_opens_where_a_line_is_written_and_gives_it_back(begun: Callable[..., Any]) -> None:
    async with begun("creature") as (hand, _screen):
        await hand.press("n")
        await hand.until(lambda: isinstance(hand.app.screen, AskLine))
        await hand.type("Zig")
        await hand.press("f10")
        await hand.until(lambda: isinstance(hand.app.screen, Words))
        await hand.press("escape")
        await hand.until(lambda: isinstance(hand.app.screen, AskLine))
        assert hand.app.screen.query_one(Input).value.endswith("Zig")
