"""The easy-reading letters as a page holds them: the typeface whole, in the form that browsers read (WOFF 1.0).

It is Atkinson Hyperlegible, which the sheets to print have too. Its licence (OFL) lets it be put into a document.
"""

from __future__ import annotations

import base64
import struct
import zlib
from functools import cache
from importlib.resources import files

FAMILY = "Atkinson Hyperlegible"
WEIGHTS = {400: "Regular", 700: "Bold"}
"""How heavy the letters are, and what the file is called; slanted ones are not for easy reading."""
_ENTRY = 16  # bytes that a TrueType font has for each table; what is before them are 12


def typeface(weight: int) -> bytes:
    """The letters as a TrueType font."""
    name = f"AtkinsonHyperlegible-{WEIGHTS[weight]}.ttf"
    return files("fontpkg_atkinson_hyperlegible").joinpath("files", name).read_bytes()


def woff(font: bytes) -> bytes:
    """A TrueType font as WOFF 1.0 (W3C): each table by itself, made smaller where that is possible."""
    (count,) = struct.unpack_from(">H", font, 4)
    entries, data = b"", b""
    start = 44 + 20 * count
    for place in range(count):
        tag, checksum, offset, length = struct.unpack_from(">4sIII", font, 12 + _ENTRY * place)
        table = font[offset : offset + length]
        packed = min(table, zlib.compress(table, 9), key=len)  # equally long means: as it was
        entries += struct.pack(">4sIIII", tag, start + len(data), len(packed), length, checksum)
        data += packed + bytes(-len(packed) % 4)
    whole = 12 + _ENTRY * count + sum(-(-length // 4) * 4 for length in _lengths(font, count))
    head = struct.pack(
        ">4s4sIHHIHHIIIII", b"wOFF", font[:4], start + len(data), count, 0, whole, 1, 0, 0, 0, 0, 0, 0
    )  # fmt: skip
    return head + entries + data


def _lengths(font: bytes, count: int) -> list[int]:
    return [struct.unpack_from(">I", font, 12 + _ENTRY * place + 12)[0] for place in range(count)]


@cache
def faces() -> str:
    """The letters as styles that hold them. They are read where a page uses them, and nothing is asked for."""
    return "\n".join(
        f'@font-face {{ font-family: "{FAMILY}"; font-weight: {weight}; '
        f"src: url(data:font/woff;base64,{base64.b64encode(woff(typeface(weight))).decode()}) }}"
        for weight in WEIGHTS
    )
