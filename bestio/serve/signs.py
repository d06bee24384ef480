"""The signs that Roboto Mono has not, as a small TrueType font of our own, made of pixels when the server begins.

The form of the tables is that of Apple's TrueType Reference Manual, and of ISO/IEC 14496-22 for OS/2.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from importlib.resources import files

UNITS, WIDTH = 1000, 600
"""Units of an em, and of a letter: those of Roboto Mono."""
ASCENT, DESCENT = 1048, -271
SIDE = 9
PIXEL, FOOT = 66, 68
"""The side of a pixel, and how far the lowest row stands over the baseline."""
NAME = "Bestio Signes"
BLANK = "\u202f"
"""A narrow blank, which the font has as nothing at all."""
_EPOCH = 0
_Rows = Sequence[str]


def read_signs(text: str) -> dict[str, _Rows]:
    """The signs and their rows of pixels. Raises ValueError for a sign that is not nine rows of nine."""
    lines = [line for line in text.splitlines() if not line.startswith("# ")]
    found: dict[str, _Rows] = {}
    for start in range(0, len(lines), SIDE + 1):
        sign, rows = lines[start], lines[start + 1 : start + 1 + SIDE]
        if len(sign) != 1 or len(rows) != SIDE or any(len(row) != SIDE or set(row) - {"#", "."} for row in rows):
            raise ValueError(sign)
        found[sign] = rows
    return found


def signs_font() -> bytes:
    """The font."""
    drawn = read_signs(files("bestio.serve").joinpath("static", "signs.txt").read_text(encoding="utf-8"))
    return font({BLANK: (), **drawn})


def font(signs: Mapping[str, _Rows]) -> bytes:
    """A font of signs below U+10000."""
    ordered = sorted(signs, key=ord)
    glyphs = [b"", *(_glyph(signs[sign]) for sign in ordered)]  # the first is for what is not there
    offsets = [0]
    for glyph in glyphs:
        offsets.append(offsets[-1] + len(glyph))
    most = max((glyph_runs for sign in ordered if (glyph_runs := len(_runs(signs[sign])))), default=0)
    count = len(glyphs)
    tables = {
        b"OS/2": _os2(ordered),
        b"cmap": _cmap(ordered),
        b"glyf": b"".join(glyphs) or b"\0",
        b"head": _head(),
        b"hhea": struct.pack(
            ">IhhhHhhhhhh4hhH", 0x10000, ASCENT, DESCENT, 0, WIDTH, 0, 0, WIDTH, 1, 0, 0, 0, 0, 0, 0, 0, count
        ),
        b"hmtx": struct.pack(">Hh", WIDTH, 0) * count,
        b"loca": struct.pack(f">{count + 1}I", *offsets),
        b"maxp": struct.pack(">I14H", 0x10000, count, 4 * most, most, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0),
        b"name": _name(),
        b"post": struct.pack(">IihhIIIII", 0x30000, 0, -100, 50, 1, 0, 0, 0, 0),
    }
    return _file(tables)


def _runs(rows: _Rows) -> list[tuple[int, int, int]]:
    """What is drawn, as stretches of pixels: row, from which column, to which."""
    found = []
    for number, row in enumerate(rows):
        column = 0
        while column < len(row):
            end = column
            while end < len(row) and row[end] == "#":
                end += 1
            if end > column:
                found.append((number, column, end))
            column = max(end, column + 1)
    return found


def _glyph(rows: _Rows) -> bytes:
    """Each stretch of pixels is a rectangle."""
    runs = _runs(rows)
    if not runs:
        return b""
    points = []
    for row, left, right in runs:
        low = FOOT + (SIDE - 1 - row) * PIXEL
        high, begin, end = low + PIXEL, left * PIXEL + 3, right * PIXEL + 3
        points += [(begin, low), (begin, high), (end, high), (end, low)]
    across, up = [x for x, _y in points], [y for _x, y in points]
    ends = struct.pack(f">{len(runs)}H", *range(3, 4 * len(runs), 4))
    head = struct.pack(">hhhhh", len(runs), min(across), min(up), max(across), max(up))
    data = head + ends + struct.pack(">H", 0) + b"\1" * len(points) + _steps(across) + _steps(up)
    return data + bytes(-len(data) % 4)


def _steps(places: Sequence[int]) -> bytes:
    before = [0, *places[:-1]]
    return struct.pack(f">{len(places)}h", *(at - was for at, was in zip(places, before, strict=True)))


def _cmap(ordered: Sequence[str]) -> bytes:
    """Format 4, a segment a sign."""
    codes = [ord(sign) for sign in ordered]
    count = len(codes) + 1
    power = 1 << (count.bit_length() - 1)
    head = struct.pack(">4H", 2 * count, 2 * power, power.bit_length() - 1, 2 * (count - power))
    deltas = [(number + 1 - code) % 0x10000 for number, code in enumerate(codes)] + [1]
    codes.append(0xFFFF)
    parts = struct.pack(f">{count}H", *codes) + b"\0\0" + struct.pack(f">{count}H", *codes)
    parts += struct.pack(f">{count}H", *deltas) + bytes(2 * count)
    body = head + parts
    return struct.pack(">HHHHI", 0, 1, 3, 1, 12) + struct.pack(">HHH", 4, len(body) + 6, 0) + body


def _os2(ordered: Sequence[str]) -> bytes:
    first, last = ord(ordered[0]), ord(ordered[-1])
    return struct.pack(
        ">HhHHH 10h h 10s 4I 4s HHH hhh HH 2I hh HHH",
        4, WIDTH, 400, 5, 0,
        650, 600, 0, 75, 650, 600, 0, 350, 50, 300,
        0, bytes(10), 0, 0, 0, 0, b"BSTO",
        0x40, first, last,
        ASCENT, DESCENT, 0, ASCENT, -DESCENT, 1, 0,
        500, 700, 0, 32, 1,
    )  # fmt: skip


def _head() -> bytes:
    return struct.pack(
        ">IIIIHHqqhhhhHHhhh",
        0x10000, 0x10000, 0, 0x5F0F3CF5, 3, UNITS, _EPOCH, _EPOCH, 0, FOOT, WIDTH, FOOT + SIDE * PIXEL, 0, 8, 2, 1, 0,
    )  # fmt: skip


def _name() -> bytes:
    texts = {1: NAME, 2: "Regular", 3: NAME, 4: NAME, 5: "Version 1.0", 6: NAME.replace(" ", "")}
    records, data = b"", b""
    for number, text in texts.items():
        written = text.encode("utf-16-be")
        records += struct.pack(">6H", 3, 1, 0x409, number, len(written), len(data))
        data += written
    return struct.pack(">3H", 0, len(texts), 6 + len(records)) + records + data


def _file(tables: Mapping[bytes, bytes]) -> bytes:
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    head = struct.pack(">I4H", 0x10000, count, 16 * power, power.bit_length() - 1, 16 * (count - power))
    offset = len(head) + 16 * count
    records, data = b"", b""
    for tag, table in sorted(tables.items()):
        whole = table + bytes(-len(table) % 4)
        records += tag + struct.pack(">III", _sum(whole), offset + len(data), len(table))
        data += whole
    made = head + records + data
    at = made.index(tables[b"head"]) + 8
    rest = (0xB1B0AFBA - _sum(made)) % (1 << 32)
    return made[:at] + struct.pack(">I", rest) + made[at + 4 :]


def _sum(data: bytes) -> int:
    return int(sum(struct.unpack(f">{len(data) // 4}I", data))) % (1 << 32)
