"""Drawing: overlays, half blocks that lose no pixel, sizes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestio.persona.portrait import HEIGHT, HEIGHTS, WIDTH, Look, Pixels, Strip, draw, enlarge, half_blocks, shrink
from bestio.persona.portrait_colour import RGB
from bestio.persona.portrait_strip import Livery, Overlay

LIVERY = Livery("rouille", {"main": "#b3572f"}, ("rouill",))
HEAD = Strip(
    "hibou",
    "head",
    tuple("m" * WIDTH for _row in range(HEIGHTS["head"])),
    {"main": "#336699"},
    (Overlay(8, 10, ("k.k",)), Overlay(8, 10, ("kok",)), Overlay(8, 10, ("kok", "ttt"))),
    Overlay(3, 5, ("kk.kk",)),
    ("hibou",),
    {"rouille": LIVERY},
)
STRIPS = {HEAD.key: HEAD}
LOOK = Look.named("hibou", "nul", "nul")
BLUE: RGB = (0x33, 0x66, 0x99)

pixel = st.one_of(st.none(), st.tuples(*[st.integers(0, 255)] * 3))
pictures = st.integers(1, 8).flatmap(
    lambda width: st.lists(st.lists(pixel, min_size=width, max_size=width), min_size=1, max_size=9)
)


def test_a_part_that_is_not_there_is_transparent() -> None:
    pixels = draw(STRIPS, LOOK)
    assert len(pixels) == HEIGHT
    assert all(colour == BLUE or y == 8 for y, row in enumerate(pixels[:14]) for colour in row)
    assert all(colour is None for row in pixels[14:] for colour in row)
    assert all(colour is None for row in draw({}, Look()) for colour in row)


def test_the_mouth_opens_and_the_eyes_close() -> None:
    closed, half, wide = (draw(STRIPS, LOOK, mouth=opening) for opening in (0, 1, 2))
    assert closed[8][11] == BLUE
    assert half[8][11] not in (BLUE, closed[8][10])
    assert wide[9][10:13] == [wide[9][10]] * 3
    assert wide[9][10] != half[9][10] == BLUE
    assert draw(STRIPS, LOOK)[3][5] == BLUE
    asleep = draw(STRIPS, LOOK, eyes="closed")
    assert asleep[3][5] != BLUE == asleep[3][7]


def test_colours_come_from_the_strip_then_the_livery_then_the_caller() -> None:
    assert draw(STRIPS, Look.named("hibou/rouille", "", ""))[0][0] == (0xB3, 0x57, 0x2F)
    assert draw(STRIPS, Look.named("hibou/inconnue", "", ""))[0][0] == BLUE
    worn = draw(STRIPS, Look.named("hibou/rouille", "", ""), colours={"main": "#102030"})
    assert worn[0][0] == (0x10, 0x20, 0x30)


def test_a_strip_keeps_the_colours_that_no_livery_changes() -> None:
    livery = Livery("rouille", {"main": "#b3572f", "accent": "#102030"})
    bowl = Strip(
        "bocal", "head", ("ma" * 14,) * 14, {"accent": "#3399ff"}, liveries={"rouille": livery}, keeps=("accent",)
    )
    row = draw({bowl.key: bowl}, Look.named("bocal/rouille", "", ""))[0]
    assert row[:2] == [(0xB3, 0x57, 0x2F), (0x33, 0x99, 0xFF)]
    assert draw({bowl.key: bowl}, Look.named("bocal/rouille", "", ""), colours={"accent": "#000000"})[0][1] == (0, 0, 0)


def test_what_glows_is_brighter_when_lit() -> None:
    lamp = Strip("lampe", "head", ("fgumk" + "." * (WIDTH - 5),) * HEIGHTS["head"], {"glow": "#ffcc33"})
    look = Look.named("lampe", "", "")
    dark, lit = draw({lamp.key: lamp}, look)[0], draw({lamp.key: lamp}, look, lit=True)[0]
    assert list(lit[:5]) == [dark[1], dark[2], dark[2], dark[3], dark[4]]


@given(pictures)
def test_half_blocks_lose_no_pixel(picture: Pixels) -> None:
    text = half_blocks(picture)
    assert len(text) == -(-len(picture) // 2)
    again: list[list[RGB | None]] = []
    for row in text:
        again.append([front if char == "▀" else None for char, front, _back in row])
        again.append([back if char == "▀" else front for char, front, back in row])
    assert [list(row) for row in picture] == again[: len(picture)]
    assert all(colour is None for row in again[len(picture) :] for colour in row)


@given(pictures, pictures)
def test_what_looks_the_same_is_one_object_in_all_pictures(one: Pixels, other: Pixels) -> None:
    cells = [cell for picture in (one, other, one) for row in half_blocks(picture) for cell in row]
    assert len({id(cell) for cell in cells}) == len(set(cells))


@given(pictures, st.integers(1, 3))
def test_enlarging_repeats_each_pixel(picture: Pixels, factor: int) -> None:
    large = enlarge(picture, factor)
    assert (len(large), len(large[0])) == (len(picture) * factor, len(picture[0]) * factor)
    assert [list(row[::factor]) for row in large[::factor]] == [list(row) for row in picture]


def test_enlarging_needs_a_factor() -> None:
    with pytest.raises(ValueError, match="0"):
        enlarge([[None]], 0)


@given(pictures)
def test_shrinking_halves_and_keeps_what_is_mostly_there(picture: Pixels) -> None:
    small = shrink(enlarge(picture, 2))
    assert [list(row) for row in small] == [list(row) for row in picture]
    assert len(shrink(picture)) == len(picture) // 2
