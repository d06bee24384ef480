"""Every sign that the app paints is in a font that comes with it: Roboto Mono, or the one that we draw ourselves."""

from __future__ import annotations

import re
import struct
import unicodedata
from importlib.resources import files
from pathlib import Path

import pytest
import textual_serve

import bestio
from bestio.serve.signs import BLANK, SIDE, UNITS, WIDTH, font, read_signs, signs_font
from tests.front_door import ROOT
from tests.serve.browser import CHROMIUM, NO_CHROMIUM, chromium
from tests.serve.conftest import serving

ROBOTO = Path(textual_serve.__file__).parent / "static" / "fonts" / "RobotoMono-VariableFont_wght.ttf"
PAINTED = ("tui", "activities", "session", "creation", "classroom", "studio", "serve")
BY_THE_TERMINAL = range(0x2500, 0x25A0)
"""Lines and blocks: the terminal draws them itself, whatever the font."""
SOUNDS = frozenset("ɑɔɛɡɲʁʃʒ")
"""The signs of phonetics, which stand in a line of text and in no picture."""


def table(data: bytes, name: bytes) -> int:
    count = struct.unpack(">H", data[4:6])[0]
    found = {data[at : at + 4]: struct.unpack(">I", data[at + 8 : at + 12])[0] for at in range(12, 12 + 16 * count, 16)}
    return int(found[name])


def covered(data: bytes) -> set[int]:
    """The code points that a font has, by its table `cmap` (formats 4 and 12)."""
    begin = table(data, b"cmap")
    found: set[int] = set()
    for number in range(struct.unpack(">H", data[begin + 2 : begin + 4])[0]):
        at = begin + struct.unpack(">I", data[begin + 8 + 8 * number : begin + 12 + 8 * number])[0]
        kind = struct.unpack(">H", data[at : at + 2])[0]
        if kind == 4:
            count = struct.unpack(">H", data[at + 6 : at + 8])[0] // 2
            ends = struct.unpack(f">{count}H", data[at + 14 : at + 14 + 2 * count])
            starts = struct.unpack(f">{count}H", data[at + 16 + 2 * count : at + 16 + 4 * count])
            for start, end in zip(starts, ends, strict=True):
                found |= set(range(start, end + 1))
        elif kind == 12:
            for place in range(struct.unpack(">I", data[at + 12 : at + 16])[0]):
                start, end, _glyph = struct.unpack(">III", data[at + 16 + 12 * place : at + 28 + 12 * place])
                found |= set(range(start, end + 1))
    return found - {0xFFFF}


def ranged(ranges: str) -> set[int]:
    """The code points of a list of ranges, as a style writes it."""
    parts = re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", ranges)
    return {point for begin, end in parts for point in range(int(begin, 16), int(end or begin, 16) + 1)}


def painted() -> dict[str, str]:
    """The signs that stand in what the app paints, each with a file that has it."""
    package = Path(bestio.__file__).parent
    sources = [path for folder in PAINTED for path in (package / folder).rglob("*.py")]
    sources += [*package.rglob("*.po"), *(ROOT / "tests" / "data" / "screens").glob("*.txt")]
    sources += [path for folder in ("lexicons", "workshops", "voices") for path in (ROOT / folder).glob("*.yaml")]
    assert len(sources) > 150
    return {sign: path.name for path in sources for sign in set(path.read_text(encoding="utf-8")) if sign > "~"}


def test_every_sign_that_is_painted_has_a_letter_of_its_own() -> None:
    known = covered(ROBOTO.read_bytes()) | covered(signs_font()) | set(BY_THE_TERMINAL) | set(map(ord, SOUNDS))
    missing = {f"{sign} U+{ord(sign):04X}": where for sign, where in painted().items() if ord(sign) not in known}
    assert missing == {}


def test_no_sign_is_drawn_that_another_font_has() -> None:
    assert covered(signs_font()).isdisjoint(covered(ROBOTO.read_bytes()) | set(BY_THE_TERMINAL))


def test_the_page_asks_the_font_for_the_signs_that_it_has() -> None:
    style = files("bestio.serve").joinpath("static", "bestio.css").read_text(encoding="utf-8")
    ranges = re.findall(r"signs\.ttf.*?unicode-range: ([^;]+);", style)
    assert len(ranges) == 2  # upright and italic
    for one in ranges:
        assert ranged(one) == covered(signs_font())


def test_the_tables_are_sound() -> None:
    data = signs_font()
    assert sum(struct.unpack(f">{len(data) // 4}I", data)) % (1 << 32) == 0xB1B0AFBA
    head = table(data, b"head")
    assert struct.unpack(">H", data[head + 18 : head + 20])[0] == UNITS
    count = struct.unpack(">H", data[table(data, b"maxp") + 4 : table(data, b"maxp") + 6])[0]
    assert count == len(covered(data)) + 1
    assert struct.unpack(">H", data[table(data, b"hmtx") : table(data, b"hmtx") + 2])[0] == WIDTH
    assert SIDE * 66 <= WIDTH


@pytest.mark.parametrize("wrong", ["✓\n" + "#........\n" * 8, "✓\n" + "x........\n" * 9, "ab\n" + ".........\n" * 9])
def test_a_sign_that_is_drawn_wrongly_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match=wrong[0]):
        read_signs(wrong)


def test_one_sign_is_a_font_too() -> None:
    assert covered(font({"✓": ["#" * 9] * 9})) == {ord("✓")}
    assert unicodedata.category(BLANK) == "Zs"


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason=NO_CHROMIUM)
async def test_a_browser_takes_the_font(tmp_path: Path) -> None:
    async with serving(tmp_path / "home") as served, chromium() as browser:
        tab = await browser.tab(await browser.profile())
        await tab.go(served.address + "/reseau")
        await tab.until("document.readyState === 'complete'")
        loaded = await tab.does(
            "document.fonts.load('16px \"Roboto Mono\"', '✓').then((found) => found.map((one) => one.status))"
        )
        assert set(loaded) == {"loaded"}
        # A full square of nine pixels is drawn as one: so it is our sign that stands there, and no other font's.
        ink = await tab.does(
            """(() => {
              const paper = document.createElement("canvas");
              paper.width = paper.height = 120;
              const pen = paper.getContext("2d");
              pen.font = '100px "Roboto Mono"';
              pen.fillText("▮", 20, 100);
              const data = pen.getImageData(0, 0, 120, 120).data;
              let count = 0;
              for (let at = 3; at < data.length; at += 4) count += data[at] > 127;
              return count / 1e4;
            })()"""
        )
        assert abs(ink - 5 * 9 * 0.066**2) < 0.01
        assert tab.complaints == []
