"""One colour gives its tones, in order of lightness, and a layer over it gives them anew."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestio.persona.portrait_colour import BASES, LETTERS, RGB, is_colour, outline, palette, to_hex, to_rgb, tone

colours = st.tuples(st.integers(0, 255), st.integers(0, 255), st.integers(0, 255))


def lightness(colour: RGB) -> float:
    red, green, blue = ((value / 255) ** 2.2 for value in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@given(colours)
def test_hexadecimal_goes_both_ways(colour: RGB) -> None:
    assert to_rgb(to_hex(colour)) == colour


@given(colours)
def test_no_change_of_tone_changes_no_colour_of_the_middle(colour: RGB) -> None:
    if 0.02 < lightness(colour) < 0.9:
        assert all(abs(a - b) <= 1 for a, b in zip(tone(colour, 0.0), colour, strict=True))


@given(st.tuples(*[st.integers(60, 200)] * 3))
def test_tones_go_from_dark_to_light(colour: RGB) -> None:
    table = palette({"main": to_hex(colour)})
    shades = [lightness(table[letter]) for letter in "dsmlh"]
    assert shades == sorted(shades)
    assert table["m"] == colour


@given(colours)
def test_outlines_are_seen_on_black_and_on_white(colour: RGB) -> None:
    assert 0.01 < lightness(outline(colour)) < 0.12


def test_every_letter_has_a_colour() -> None:
    assert set(palette()) == set(LETTERS)
    assert palette()["j"] == to_rgb(BASES["brass"])


def test_a_named_tone_stays_until_its_base_is_changed() -> None:
    strip = {"main": "#336699", "shade": "#010203"}
    assert palette(strip)["s"] == (1, 2, 3)
    assert palette(strip, {"accent": "#ff0000"})["s"] == (1, 2, 3)
    assert palette(strip, {"main": "#993333"})["s"] == palette({"main": "#993333"})["s"]
    assert palette(strip, {"main": "#993333", "shade": "#040506"})["s"] == (4, 5, 6)
    assert palette({"outline": "#070809"}, {"main": "#993333"})["k"] == outline((0x99, 0x33, 0x33))


@pytest.mark.parametrize("text", ["", "#fff", "red", "#12345g", "#1234567", "123456", " #123456", "#123456\n"])
def test_what_is_no_colour_is_refused(text: str) -> None:
    assert not is_colour(text)
    with pytest.raises(ValueError, match=r".*"):
        to_rgb(text)
