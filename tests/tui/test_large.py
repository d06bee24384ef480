"""Large letters for an audience: what is drawn, how it is set, and the stage and the replay that show it."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.widgets import Static

from bestio.session.settings import read_settings
from bestio.tui.alphabet import PITCH, ROWS, SMALL, glyph
from bestio.tui.large import LEAST_HEIGHT, LEAST_WIDTH, PART, Setting, fault, measure
from bestio.tui.performer import SILENT, Frame
from bestio.tui.screens.replay import ReplayScreen
from bestio.tui.widgets.karaoke import Karaoke
from bestio.tui.widgets.large_phrase import LargePhrase
from bestio.tui.widgets.portrait import Portrait
from bestio.tui.widgets.timeline import Timeline
from tests.tui.test_stage_bench import keep

FRENCH = (
    "abcdefghijklmnopqrstuvwxyzàâæçéèêëîïôœùûüÿñABCDEFGHIJKLMNOPQRSTUVWXYZÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸÑ"
    "0123456789.,:;!?…’'«»“”\"-–—()[]/+=*%&€°@#_"
)
SIGNS = st.text(st.sampled_from(FRENCH + "  \u00a0\u202f"), max_size=160)
PHRASE = "L’été, la lune grince « doucement » au-dessus de ma sœur."
WORDS = ("L’été", "la", "lune", "grince", "doucement", "au-dessus", "de", "ma", "sœur")


@pytest.mark.parametrize("sign", FRENCH)
def test_every_sign_of_french_is_drawn(sign: str) -> None:
    drawn = glyph(sign)
    assert drawn is not None
    assert len(drawn) == ROWS
    assert {len(row) for row in drawn} == {len(drawn[0])}
    assert "#" in "".join(drawn)


def test_letters_figures_and_accents_are_told_apart() -> None:
    letters = [sign for sign in FRENCH if sign.isalnum()]
    assert len({glyph(sign) for sign in letters}) == len(letters)


@pytest.mark.parametrize("sign", ["ж", "م", "🦉", "本", "\u0301", "b\u0301"])
def test_what_has_not_been_drawn_is_said(sign: str) -> None:
    assert glyph(sign) is None
    assert fault(f"hibou {sign}", 80, 30)
    assert not fault("hibou", 80, 30)


@given(text=SIGNS, width=st.integers(LEAST_WIDTH, 220), height=st.integers(LEAST_HEIGHT, 80), more=st.integers(0, 6))
def test_every_sign_of_a_phrase_stands_on_a_page_and_is_large_enough(
    text: str, width: int, height: int, more: int
) -> None:
    words = tuple(text.split())
    setting = Setting(text, words, width, height, height + more)
    assert SMALL * setting.scale.high / 2 >= (height + more) / PART
    shown = ""
    for number, page in enumerate(setting.pages):
        assert setting.top(number) + len(page) * setting.tall <= max(height, setting.tall)
        for line in page:
            pieces = [setting.edges(piece) for piece in line]
            assert all(0 <= left < right <= width for left, right in pieces)
            assert all(before[1] <= after[0] for before, after in itertools.pairwise(pieces))
            assert all(measure(piece.signs) == piece.right - piece.left for piece in line)
            shown += "".join(piece.signs for piece in line)
    assert "".join(shown.split()) == "".join(text.split())


def test_each_word_is_lit_where_it_stands_and_a_phrase_of_several_pages_turns_them() -> None:
    long = Setting(f"{PHRASE} " * 4, WORDS * 4, 70, 26, 30)
    assert len(long.pages) > 1
    for word in range(len(WORDS) * 4):
        lit = long.lit(word)
        assert list(long.boxes(long.page_of(lit), lit))
    assert long.page_of(0) == 0
    assert long.page_of(len(WORDS) * 4 - 1) == len(long.pages) - 1


def test_a_row_shows_the_drawn_letters() -> None:
    setting = Setting("Il", ("Il",), 60, 5, 30)
    assert setting.scale.high == 2 * 5 // PITCH
    drawn = ["".join(cells for _left, cells, _word in setting.row(0, y)) for y in range(5)]
    assert drawn == [" ▄▄▄ ▄  ", "  █  █  ", "  █  █  ", " ▄█▄ █▄ ", "        "] or drawn[1:3] == ["  █  █  "] * 2


def rows(large: LargePhrase) -> list[str]:
    return [strip.text for strip in large.render_lines(large.size.region)]


@pytest.mark.parametrize("size", [(120, 30), pytest.param((200, 60), marks=pytest.mark.slow)])
async def test_the_stage_comes_and_goes_in_large_letters_and_is_kept(
    begun: Callable[..., Any], size: tuple[int, int]
) -> None:
    async with begun("stage", size) as (hand, screen):
        keep(screen, PHRASE)
        bench, large = screen.here, screen.query_one(LargePhrase)
        places = {part: screen.query_one(part).region for part in ("#top", "#kept", "#karaoke", "#portrait", "#tip")}
        await hand.press("z")
        await hand.until(lambda: large.size.height > 20 and large.text == PHRASE, "large letters")
        assert bench.query_one("#kept").region.size.area == 0
        assert screen.query_one("#top").region.size.area == 0
        assert bench.query_one(Portrait).region.height >= size[1] - 3
        await hand.until(lambda: any("█" in row[size[0] // 2 :] for row in hand.screen().splitlines()), "drawn")
        assert read_settings(hand.app.library).large
        await hand.press("f2")
        assert screen.query_one("#top").region.height == 1
        await hand.press("f5", "z")
        await hand.until(lambda: bench.query_one("#kept").region.size.area > 0, "as before")
        await hand.until(
            lambda: places == {part: screen.query_one(part).region for part in places}, "everything where it was"
        )
        assert not read_settings(hand.app.library).large


async def test_a_window_that_is_too_small_says_why_and_shows_the_phrase(begun: Callable[..., Any]) -> None:
    async with begun("stage", (80, 24)) as (hand, screen):
        keep(screen, PHRASE)
        await hand.press("z")
        await hand.shows("Fenêtre trop petite pour écrire en grand")
        await hand.shows("grince « doucement »")
        assert screen.query_one(Karaoke).region.size.area > 0
        await hand.resize(120, 30)
        await hand.until(lambda: screen.query_one(LargePhrase).region.size.area > 0, "room enough")
        assert "trop petite" not in hand.screen()


async def test_a_sign_that_has_no_large_letter_is_shown_as_before(begun: Callable[..., Any]) -> None:
    async with begun("stage", (120, 30)) as (hand, screen):
        keep(screen, "Le hibou dit привет.")
        await hand.press("z")
        await hand.shows("Cette phrase contient un signe qui n’a pas de grande lettre.")
        await hand.shows("Le hibou dit привет.")


async def test_only_the_words_that_change_are_painted(begun: Callable[..., Any]) -> None:
    async with begun("stage", (120, 30)) as (hand, screen):
        keep(screen, PHRASE)
        await hand.press("z")
        large = screen.query_one(LargePhrase)
        await hand.until(lambda: large.size.height > 20, "large letters")
        screen.here.show_speech(PHRASE, WORDS, "p1")
        painted: list[Any] = []
        refresh = large.refresh
        large.refresh = lambda *regions, **how: painted.extend(regions or ["all"]) or refresh(*regions, **how)
        for word in (0, -1, 1, 2):
            screen.here.show_frame(Frame(word, 1, 0.5))
        setting = large.setting
        boxes = [list(setting.boxes(0, word)) for word in (0, 0, 1, 1, 2)]
        assert [tuple(one) for one in painted if one != "all"] == [box for some in boxes for box in some]
        assert "all" not in painted
        await hand.settle()
        styles = {
            segment.style.bgcolor
            for segment in large.render_lines(large.size.region)[setting.top(0) + 2]
            if segment.style
        }
        assert len(styles) == 2, "one word is lit"
        screen.here.show_frame(SILENT)
        assert large.word == -1


async def test_a_page_that_nobody_says_turns_by_itself(begun: Callable[..., Any]) -> None:
    async with begun("stage", (120, 30)) as (hand, screen):
        keep(screen, f"{PHRASE} {PHRASE} {PHRASE}")
        await hand.press("z")
        large = screen.query_one(LargePhrase)
        await hand.until(lambda: len(large.setting.pages) > 1, "several pages")
        await hand.until(lambda: "▼" in hand.screen(), "more to come")
        first = rows(large)
        large.turn()
        assert rows(large) != first
        for _page in large.setting.pages[1:]:
            large.turn()
        assert rows(large) == first


@pytest.mark.parametrize("size", [(120, 30), (80, 24)])
async def test_a_replay_tells_in_large_letters(begun: Callable[..., Any], size: tuple[int, int]) -> None:
    async with begun("stage", size) as (hand, screen):
        keep(screen, PHRASE)
        path = screen.studio.journal.path
        await hand.app.replay(path)
        await hand.until(lambda: isinstance(hand.app.screen, ReplayScreen) and hand.app.screen.seen)
        replay = hand.app.screen
        large = replay.query_one(LargePhrase)
        await hand.press("z")
        if size == (80, 24):
            await hand.shows("Fenêtre trop petite pour écrire en grand")
            assert large.region.size.area == 0
        else:
            await hand.until(lambda: large.size.height > 15, "large letters")
            assert replay.query_one("#replay-top").region.size.area == 0
            assert replay.query_one(Timeline).region.height == 2
            assert large.text == str(replay.query_one("#replay-caption", Static).content)
        await hand.press("f")
        assert large.text == PHRASE
        await hand.press("g", "d")
        await hand.press("right")
        if replay.audience.question is not None and size != (80, 24):
            assert large.region.size.area == 0, "what is asked comes first"
        await hand.press("g", "z")
        await hand.until(lambda: replay.query_one("#replay-top").region.height == 1, "as before")
