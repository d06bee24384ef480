"""Pictures of creatures, for paper and for the web: SVG and PNG, and pages to colour in.

PNG is written here with `zlib` alone (W3C, Portable Network Graphics, 3rd edition): truecolour with alpha,
each pixel of a portrait enlarged to a square.
"""

from __future__ import annotations

import struct
import unicodedata
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from bestio.errors import BestioError, Where, reason_of
from bestio.i18n import N_, _
from bestio.persona.portrait import FLAT, RGB, Pixels
from bestio.persona.portrait_colour import to_hex, to_rgb
from bestio.private_files import make_folder
from bestio.storage import disk
from bestio.text.sanitise import sanitise

MAX_SCALE = 64
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
MARGIN = 2
"""Pixels around what is to be printed."""
LABEL = 4.0
"""The height of a label's letters, in pixels of the portrait."""
COLOURING = ".coloriage.svg"
"""What the name of a page to colour in ends with."""
_PAPER: RGB = (255, 255, 255)  # where pictures are shown on black, ink is not seen
_LETTER, _CAPITAL, _WIDE = 0.58, 0.78, 1.05  # how wide a letter is beside its height, about


def to_svg(pixels: Pixels, *, scale: int = 8, background: RGB | None = None, title: str = "") -> str:
    """The picture as an SVG document, each pixel `scale` units wide; without `background`, nothing is behind it.

    `title` is what a screen reader says of it. Raises ValueError for a scale out of 1..64.
    """
    width, height = _size(pixels, scale)
    return document(width, height, scale, title, [*_ground(width, height, background), *squares(pixels)])


def to_png(pixels: Pixels, *, scale: int = 8, background: RGB | None = None) -> bytes:
    """The picture as a PNG file's bytes, each pixel a square of `scale`; without `background`, see-through.

    Raises ValueError for a scale out of 1..64 and for a picture without pixels.
    """
    width, height = _size(pixels, scale)
    if not width or not height:
        raise ValueError(width, height)
    behind = bytes(4) if background is None else bytes((*background, 255))
    rows = bytearray()
    for row in pixels:
        line = b"\0" + b"".join((behind if pixel is None else bytes((*pixel, 255))) * scale for pixel in row)
        rows += line * scale
    header = struct.pack(">IIBBBBB", width * scale, height * scale, 8, 6, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(rows), 9)), (b"IEND", b""))
    return _SIGNATURE + b"".join(_chunk(name, data) for name, data in chunks)


def to_colouring(pixels: Pixels, *, scale: int = 20, title: str = "") -> str:
    """A page to colour in, as an SVG document: black where `pixels` are ink, lines where two colours meet, no fill.

    `pixels` are best drawn with the colours `FLAT`, so that only shapes have borders; `title` stands under them. Raises
    ValueError as `to_svg` does.
    """
    width, height = _size(pixels, scale)
    below = height + 2 * MARGIN + LABEL
    wide, high = width + 2 * MARGIN, round(below + MARGIN)
    parts = [*_ground(wide, high, _PAPER), f'<g transform="translate({MARGIN} {MARGIN})">', *_outlines(pixels)]
    parts += ["</g>", label(title, width / 2 + MARGIN, below, width)]
    return document(wide, high, scale, title, parts)


def to_outlines(pixels: Pixels) -> str:
    """The lines of a page to colour in alone, as an SVG document."""
    width, height = _size(pixels, 1)
    parts = [f'<g transform="translate({MARGIN} {MARGIN})">', *_outlines(pixels), "</g>"]
    return document(width + 2 * MARGIN, height + 2 * MARGIN, 1, "", parts)


def _outlines(pixels: Pixels) -> Iterator[str]:
    ink = to_rgb(FLAT["ink"])
    yield from squares([[pixel if pixel == ink else None for pixel in row] for row in pixels])
    lines = "".join(_borders(pixels, ink))
    yield f'<path fill="none" stroke="#000000" stroke-width="0.25" stroke-linecap="square" d="{lines}"/>'


def write_picture(
    path: Path, pixels: Pixels, *, scale: int = 8, background: RGB | None = None, title: str = ""
) -> None:
    """Put the picture into `path`, as PNG or SVG by its ending, whole or not at all.

    Raises BestioError for another ending and where the disk refuses.
    """
    ending = path.suffix.lower()
    if ending == ".png":
        data = to_png(pixels, scale=scale, background=background)
    elif ending == ".svg":
        data = to_svg(pixels, scale=scale, background=background, title=title).encode()
    else:
        raise BestioError(
            _("A picture cannot be written as “{ending}”.").format(ending=path.suffix or path.name),
            hint=_("Give the file a name that ends in .png or .svg."),
            where=Where.of(path),
        )
    write_whole(path, data)


def write_whole(path: Path, data: bytes, refused: str = N_("The picture cannot be written ({reason}).")) -> None:
    """Put a picture's bytes into `path`, whole or not at all; folders are made.

    Raises BestioError, whose message is `refused` (a message id).
    """
    try:
        make_folder(path.parent)
        disk.replace(path, data)
    except OSError as error:
        raise BestioError(
            _(refused).format(reason=reason_of(error)),
            hint=_("Choose another folder, or free some space."),
            where=Where.of(path),
        ) from error


def _size(pixels: Pixels, scale: int) -> tuple[int, int]:
    if not 1 <= scale <= MAX_SCALE:
        raise ValueError(scale)
    return (len(pixels[0]) if pixels else 0), len(pixels)


def with_comment(png: bytes, comment: str) -> bytes:
    """The PNG file `png` with a comment (Latin letters) that whoever looks into the file can read."""
    end = png.rindex(b"IEND") - 4
    return png[:end] + _chunk(b"tEXt", b"Comment\0" + comment.encode("latin-1", "replace")) + png[end:]


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def document(width: int, height: int, scale: int, title: str, parts: Sequence[str]) -> str:
    """An SVG document of `parts`, `scale` units for each unit of its drawing; a screen reader says its `title`."""
    spoken = escape(_plain(title), {'"': "&quot;"})
    named = f' role="img" aria-label="{spoken}"><title>{spoken}</title>' if title else ">"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width * scale}" height="{height * scale}" '
        f'viewBox="0 0 {width} {height}" shape-rendering="crispEdges"{named}{"".join(parts)}</svg>\n'
    )


def label(
    text: str, middle: float, bottom: float, width: float, *, size: float = LABEL, colour: str = "#222222"
) -> str:
    """A line of text around `middle`, in letters of `size`, or smaller where it would be wider than `width`."""
    shown = _plain(text)
    fitting = min(size, width / max(1.0, sum(map(_width, shown))))
    return (
        f'<text x="{middle:g}" y="{bottom:g}" font-size="{fitting:.3g}" font-family="sans-serif" '
        f'text-anchor="middle" fill="{colour}">{escape(shown)}</text>'
    )


def wrap(text: str, width: float, size: float, most: int) -> list[str]:
    """`text` in lines of letters of `size`, none wider than `width` by about a letter; `most` lines, the last with “…”
    where there is more.
    """
    lines: list[str] = []
    for word in filter(None, _plain(text).split(" ")):
        if lines and size * sum(map(_width, f"{lines[-1]} {word}")) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines if len(lines) <= most else [*lines[: most - 1], f"{lines[most - 1]} …"]


def _width(char: str) -> float:
    if unicodedata.east_asian_width(char) in "WF":  # ideographs, emoji
        return _WIDE
    return _CAPITAL if char.isupper() else _LETTER


def _plain(text: str) -> str:
    """`text` without what XML cannot hold, whatever a pupil named the creature."""
    return sanitise(text, instead="")


def _ground(width: int, height: int, background: RGB | None) -> Iterator[str]:
    if background is not None:
        yield f'<rect width="{width}" height="{height}" fill="{to_hex(background)}"/>'


def squares(pixels: Pixels) -> Iterator[str]:
    """The pixels as paths of an SVG document, one for each colour: runs one pixel high, small and without seams."""
    runs: dict[RGB, list[str]] = {}
    for y, row in enumerate(pixels):
        start = 0
        for x in range(1, len(row) + 1):
            if x == len(row) or row[x] != row[start]:
                colour = row[start]
                if colour is not None:
                    runs.setdefault(colour, []).append(f"M{start} {y}h{x - start}v1h-{x - start}z")
                start = x
    for colour, path in runs.items():
        yield f'<path fill="{to_hex(colour)}" d="{"".join(path)}"/>'


def _borders(pixels: Pixels, ink: RGB) -> Iterator[str]:
    """The sides between two pixels of different colours, where neither is ink."""
    wide = len(pixels[0]) if pixels else 0
    empty: list[RGB | None] = [None] * (wide + 2)
    rows = [empty, *([None, *row, None] for row in pixels), empty]
    for y in range(1, len(rows)):
        for x in range(1, wide + 2):
            here, left, above = rows[y][x], rows[y][x - 1], rows[y - 1][x]
            if here != left and ink not in (here, left):
                yield f"M{x - 1} {y - 1}v1"
            if here != above and ink not in (here, above):
                yield f"M{x - 1} {y - 1}h1"
