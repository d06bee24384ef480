"""Pupils move by a pixel within their eyes, and nothing else does."""

from __future__ import annotations

from itertools import product

import pytest

from bestio.library import Library, find_bundled
from bestio.persona.lexicons import load_lexicons
from bestio.persona.portrait import AHEAD, Strip, draw_strip, gather_strips
from bestio.persona.portrait_gaze import PUPIL, look_aside
from bestio.persona.portrait_look import Part
from bestio.persona.portrait_strip import Overlay

GAZES = [gaze for gaze in product((-1, 0, 1), (-1, 0, 1)) if gaze != AHEAD]
STILL = {"citrouille"}  # a pumpkin has no pupils


@pytest.fixture(scope="module")
def heads(tmp_path_factory: pytest.TempPathFactory) -> list[Strip]:
    library = Library(find_bundled(), tmp_path_factory.mktemp("home"))
    lexicons = load_lexicons(library, lambda _problem: None)
    strips = gather_strips({key: lexicon.portraits for key, lexicon in lexicons.items()})
    return list({id(strip): strip for strip in strips.values() if strip.kind == "head" and strip.blink}.values())


def test_two_eyes_look_the_same_way() -> None:
    rows = ["........", ".wiw.wiw", ".www.www", "........"]
    eyes = Overlay(1, 1, ("kkk.kkk", "kkk.kkk"))
    assert look_aside(rows, eyes, (1, 0))[1] == ".wwi.wwi"
    assert look_aside(rows, eyes, (-1, 0))[1] == ".iww.iww"
    assert look_aside(rows, eyes, (1, 1))[1:3] == [".www.www", ".wwi.wwi"]
    assert look_aside(rows, eyes, (0, -1)) == rows  # no room above
    assert look_aside(rows, eyes, (1, -1))[1] == ".wwi.wwi"  # as far as it can


def test_a_head_without_eyes_stays_as_it_is() -> None:
    rows = ["....", ".hh."]
    assert look_aside(rows, Overlay(0, 0, ("....",)), (1, 0)) == rows


def test_every_head_that_ships_looks_about(heads: list[Strip]) -> None:
    assert len(heads) > 20
    for head in heads:
        assert head.blink is not None
        moved = [gaze for gaze in GAZES if look_aside(head.rows, head.blink, gaze) != list(head.rows)]
        assert (len(moved) >= 3) == (head.id not in STILL), head.id


def test_nothing_but_the_eyes_changes(heads: list[Strip]) -> None:
    for head, gaze in product(heads, GAZES):
        assert head.blink is not None
        rows = look_aside(head.rows, head.blink, gaze)
        assert sorted("".join(rows)) == sorted("".join(head.rows))
        covered = range(head.blink.row, head.blink.row + len(head.blink.rows))
        for number, (row, before) in enumerate(zip(rows, head.rows, strict=True)):
            changed = [x for x, (one, other) in enumerate(zip(row, before, strict=True)) if one != other]
            assert not changed or number in covered
            assert all(PUPIL in {row[x], before[x]} for x in changed)


def test_closed_eyes_look_nowhere(heads: list[Strip]) -> None:
    head = next(head for head in heads if head.id == "hibou")
    strips, part = {head.key: head}, Part(head.id)
    assert draw_strip(strips, "head", part, gaze=(1, 0)) != draw_strip(strips, "head", part)
    closed = draw_strip(strips, "head", part, eyes="closed")
    assert draw_strip(strips, "head", part, eyes="closed", gaze=(1, 0)) == closed
