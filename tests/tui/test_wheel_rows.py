"""Where the wheels stand and how their words are broken: whatever the words, the width and the height."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from bestio.tui.widgets.wheel_rows import cut, line_of, one_row_each, plan, short_title, stack, text_width, wrapped

WORDS = st.lists(st.text("aéœ’-\u00a0漢", min_size=1, max_size=12), min_size=1, max_size=14).map(" ".join)
WHEELS = st.lists(st.tuples(st.text("aé ", min_size=1, max_size=20), WORDS), min_size=1, max_size=9)


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("La tête", "Tête"), ("Le corps", "Corps"), ("Les membres", "Membres"), ("Son énergie", "Énergie"),
        ("Sa façon de parler", "Façon de parler"), ("L’humeur", "Humeur"), ("Ses rêves", "Rêves"), ("Laine", "Laine"),
        ("La", "La"), ("Lexique", "Lexique"), ("", ""), ("Ce qui l’effraie", "Ce qui l’effraie"),
    ],
)  # fmt: skip
def test_a_title_without_its_article(title: str, short: str) -> None:
    assert short_title(title) == short


@given(WHEELS, st.integers(20, 90), st.integers(9, 70))
def test_a_plan_shows_whole_traits_in_order_and_in_its_height(
    wheels: list[tuple[str, str]], width: int, height: int
) -> None:
    planned = plan(wheels, width, height)
    if planned.kind == "row":
        assert planned == one_row_each(len(wheels))
        return
    at = 0
    for (title, trait), place in zip(wheels, planned.places, strict=True):
        assert place.top == at
        assert place.room >= place.rows
        words = trait if planned.kind == "titled" else f"{title}  {trait}"
        lines = wrapped(words, text_width(planned.kind, width))
        assert place.rows == len(lines) + (planned.kind == "titled")
        assert "".join("".join(lines).split()) == "".join(words.split())
        assert all(cell_len(line) <= width for line in lines)
        for y in range(place.top, place.top + place.room):
            assert planned.wheel_at(y) == planned.places.index(place)
        at += place.room
    assert at <= height
    assert planned.wheel_at(at) is None
    assert planned.wheel_at(-1) is None


@given(st.lists(st.integers(1, 6), min_size=1, max_size=9), st.integers(0, 70))
def test_wheels_are_spread_as_evenly_as_may_be(needed: list[int], height: int) -> None:
    places = stack(needed, height)
    if sum(needed) > height:
        assert places == ()
        return
    rooms = [place.room for place in places]
    assert sum(rooms) <= height
    assert all(room >= rows for room, rows in zip(rooms, needed, strict=True))
    blank = [room for room, rows in zip(rooms, needed, strict=True) if room > rows]
    assert max(blank, default=0) - min(rooms) <= 1


@given(WORDS, st.integers(2, 80))
def test_what_is_cut_says_so_and_fits(text: str, width: int) -> None:
    short = cut(text, width)
    assert cell_len(short) <= width
    assert (short == text) is (cell_len(text) <= width)
    if short != text:
        assert short.endswith("…")
        assert text.startswith(short[:-1])


def test_a_cut_keeps_whole_words() -> None:
    assert cut("garde dans un bocal le dernier éternuement", 38) == "garde dans un bocal le dernier…"
    assert cut("une anticonstitutionnalité", 20) == "une anticonstitutio…"


def test_the_last_of_too_many_lines_says_that_there_are_more() -> None:
    lines = wrapped("il a peur qu’on le plie en quatre comme une lettre", 16)
    assert len(lines) > 3
    shown = [line_of(lines, 3, 16, at) for at in range(4)]
    assert shown[:2] == list(lines[:2])
    assert shown[2].endswith("…")
    assert [line_of(("a", "b"), 3, 16, at) for at in range(3)] == ["a", "b", ""]
