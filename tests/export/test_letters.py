"""The easy-reading letters inside a page: the whole typeface, as browsers read it, with every letter of French."""

from __future__ import annotations

import base64
import re
import struct
import unicodedata
import zlib

import pytest

from bestio.export.page.letters import FAMILY, WEIGHTS, faces, typeface, woff
from tests.serve.test_signs import covered, painted


def tables(font: bytes) -> dict[bytes, tuple[int, bytes]]:
    """The tables of a TrueType font, with their checksums."""
    (count,) = struct.unpack_from(">H", font, 4)
    found = (struct.unpack_from(">4sIII", font, 12 + 16 * place) for place in range(count))
    return {tag: (checksum, font[offset : offset + length]) for tag, checksum, offset, length in found}


def unpacked(data: bytes) -> dict[bytes, tuple[int, bytes]]:
    """The same of a font in WOFF 1.0, read as its specification says."""
    signature, _flavour, length, count, reserved, whole = struct.unpack_from(">4s4sIHHI", data)
    assert (signature, length, reserved) == (b"wOFF", len(data), 0)
    found: dict[bytes, tuple[int, bytes]] = {}
    for place in range(count):
        tag, offset, packed, full, checksum = struct.unpack_from(">4sIIII", data, 44 + 20 * place)
        assert offset % 4 == 0
        assert packed <= full
        table = data[offset : offset + packed]
        found[tag] = (checksum, zlib.decompress(table) if packed < full else table)
        assert len(found[tag][1]) == full
    assert whole == 12 + 16 * count + sum(-(-len(table) // 4) * 4 for _sum, table in found.values())
    return found


@pytest.mark.parametrize("weight", WEIGHTS)
def test_the_typeface_is_whole_and_smaller(weight: int) -> None:
    font = typeface(weight)
    made = woff(font)
    assert unpacked(made) == tables(font)
    assert len(made) < 0.7 * len(font)


def test_a_table_that_does_not_get_smaller_stays_as_it_is() -> None:
    noise = bytes(range(256))
    font = struct.pack(">4sHHHH4sIII", b"\0\1\0\0", 1, 16, 0, 0, b"glyf", 7, 28, len(noise)) + noise
    assert unpacked(woff(font)) == {b"glyf": (7, noise)}
    assert noise in woff(font)


@pytest.mark.parametrize("weight", WEIGHTS)
def test_every_letter_that_is_read_is_in_it(weight: int) -> None:
    """Signs that are no letters come from the reader's own fonts."""
    known = covered(typeface(weight))
    missing = {
        sign: where
        for sign, where in painted().items()
        if unicodedata.category(sign)[0] in "LN" and ord(sign) not in known | set(map(ord, "ʼɑɔɛɡɲʁʃʒ"))
    }
    assert missing == {}
    assert set(map(ord, "«»“”’‘…–—°·‰€\u00a0")) <= known


def test_a_page_holds_it_once_for_each_weight() -> None:
    fonts = re.findall(r"url\(data:font/woff;base64,([A-Za-z0-9+/=]+)\)", faces())
    assert [unpacked(base64.b64decode(one)) for one in fonts] == [tables(typeface(weight)) for weight in WEIGHTS]
    assert faces().count(FAMILY) == len(WEIGHTS)
