"""PNG and SVG of portraits, read back by other programs' readers."""

import re
import struct
import zlib
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestio.errors import BestioError
from bestio.export.picture import label, to_colouring, to_png, to_svg, write_picture
from bestio.persona.portrait import FLAT, RGB, Pixels
from bestio.persona.portrait_colour import to_rgb

RED: RGB = (200, 30, 20)
BLUE: RGB = (20, 30, 200)
TINY: Pixels = [[RED, None, RED], [BLUE, BLUE, None]]

channel = st.integers(0, 255)
pixel = st.one_of(st.none(), st.tuples(channel, channel, channel))
pictures = st.integers(1, 6).flatmap(
    lambda width: st.lists(st.lists(pixel, min_size=width, max_size=width), min_size=1, max_size=6)
)


def read_png(data: bytes) -> list[list[tuple[int, ...]]]:
    """A reader of its own: chunks with their checksums, unfiltered truecolour with alpha."""
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    at, chunks = 8, {}
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        name, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        assert struct.unpack(">I", data[at + 8 + length : at + 12 + length]) == (zlib.crc32(name + body),)
        chunks[name] = body
        at += 12 + length
    width, height, *rest = struct.unpack(">IIBBBBB", chunks[b"IHDR"])
    assert rest == [8, 6, 0, 0, 0]
    rows = zlib.decompress(chunks[b"IDAT"])
    assert len(rows) == height * (1 + 4 * width)
    return [
        [tuple(rows[start + 1 + 4 * x : start + 5 + 4 * x]) for x in range(width)]
        for start in range(0, len(rows), 1 + 4 * width)
    ]


@given(pictures, st.integers(1, 4))
def test_a_png_holds_the_pixels_each_as_a_square(picture: Pixels, scale: int) -> None:
    read = read_png(to_png(picture, scale=scale))
    for y, row in enumerate(read):
        for x, found in enumerate(row):
            wanted = picture[y // scale][x // scale]
            assert found == ((0, 0, 0, 0) if wanted is None else (*wanted, 255))


@given(pictures)
def test_an_svg_covers_just_the_drawn_pixels(picture: Pixels) -> None:
    drawn: dict[tuple[int, int], str] = {}
    for path in ElementTree.fromstring(to_svg(picture)).iter("{http://www.w3.org/2000/svg}path"):
        for run in path.attrib["d"].split("z")[:-1]:
            start, rest = run.removeprefix("M").split("h", 1)
            x, y = map(int, start.split())
            for cell in range(x, x + int(rest.split("v")[0])):
                assert (cell, y) not in drawn
                drawn[cell, y] = path.attrib["fill"]
    wanted = {
        (x, y): "#{:02x}{:02x}{:02x}".format(*colour)
        for y, row in enumerate(picture)
        for x, colour in enumerate(row)
        if colour is not None
    }
    assert drawn == wanted


def test_a_background_fills_what_is_not_drawn() -> None:
    assert read_png(to_png(TINY, scale=1, background=(1, 2, 3)))[0][1] == (1, 2, 3, 255)
    assert 'fill="#010203"' in to_svg(TINY, background=(1, 2, 3))


@pytest.mark.parametrize("title", ["<b>&\"'", "\x00\x07Zou\ud800", "Hi\u202ebou"])
def test_any_title_makes_a_sound_document(title: str) -> None:
    root = ElementTree.fromstring(to_svg(TINY, title=title).encode())
    assert root.attrib["role"] == "img"


@pytest.mark.parametrize("scale", [0, -1, 65])
def test_a_scale_has_bounds(scale: int) -> None:
    with pytest.raises(ValueError, match=str(scale)):
        to_png(TINY, scale=scale)
    with pytest.raises(ValueError, match=str(scale)):
        to_svg(TINY, scale=scale)


def test_a_page_to_colour_has_ink_and_borders_only() -> None:
    ink = to_rgb(FLAT["ink"])
    root = ElementTree.fromstring(to_colouring([[RED, BLUE, ink], [RED, RED, None]], title="Zou"))
    filled, lines = root.iter("{http://www.w3.org/2000/svg}path")
    assert filled.attrib["d"] == "M2 0h1v1h-1z"
    sides = set(lines.attrib["d"].split("M")[1:])
    assert {"1 0v1", "1 1h1", "2 1v1", "0 0h1", "0 0v1"} <= sides
    assert not {"2 0v1", "2 1h1", "1 1v1", "0 1h1", "3 0v1", "2 0h1"} & sides
    assert [node.text for node in root.iter("{http://www.w3.org/2000/svg}text")] == ["Zou"]
    assert (root.attrib["viewBox"], root.attrib["width"]) == ("0 0 7 12", "140")
    (paper,) = root.iter("{http://www.w3.org/2000/svg}rect")  # ink on nothing is not seen where pictures stand on black
    assert paper.attrib == {"width": "7", "height": "12", "fill": "#ffffff"}


def test_a_long_name_is_written_smaller() -> None:
    sizes = [float(label("Zou" * times, 14, 40, 28).split('"')[5]) for times in (1, 4, 10, 200)]
    assert sizes[0] == 4.0
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[-1] > 0


@pytest.mark.parametrize("name", ["龍" * 40, "🤖" * 30, "BOULON" * 6, "boulon" * 6])
def test_a_name_of_wide_letters_stays_on_the_page(name: str) -> None:
    (size,) = re.findall(r'font-size="([^"]*)"', label(name, 16, 4, 32))
    em = {"龍": 1.0, "🤖": 1.0, "B": 0.72, "b": 0.58}[name[0]]
    assert 0.6 * 32 < float(size) * em * len(name) <= 32.2


def test_files_are_written_by_their_ending(tmp_path: Path) -> None:
    write_picture(tmp_path / "new" / "a.PNG", TINY)
    write_picture(tmp_path / "a.svg", TINY, title="Zou")
    assert (tmp_path / "new" / "a.PNG").read_bytes() == to_png(TINY)
    assert (tmp_path / "a.svg").read_text(encoding="utf-8") == to_svg(TINY, title="Zou")
    assert [path.name for path in tmp_path.rglob("*.part")] == []


def test_what_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(BestioError, match=r"\.gif"):
        write_picture(tmp_path / "a.gif", TINY)
    (tmp_path / "file").write_text("")
    with pytest.raises(BestioError) as told:
        write_picture(tmp_path / "file" / "a.png", TINY)
    assert told.value.where is not None
    assert "a.png" in told.value.where.path
