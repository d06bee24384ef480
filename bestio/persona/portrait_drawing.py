"""Draws a creature: three strips in their colours, with its mouth and its eyes, as pixels and as half blocks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache

from bestio.persona.portrait_colour import RGB, TRANSPARENT, palette
from bestio.persona.portrait_gaze import AHEAD, Gaze, look_aside
from bestio.persona.portrait_look import Look, Part
from bestio.persona.portrait_strip import HEIGHTS, KINDS, WIDTH, Eyes, Kind, Opening, Overlay, Strip, Strips

Pixels = Sequence[Sequence[RGB | None]]
Cell = tuple[str, RGB | None, RGB | None]

_UPPER, _LOWER = "▀", "▄"
_LIT = (("f", "g"), ("g", "u"))  # each glowing letter takes the colour of the next brighter one, in this order


def draw(
    strips: Strips,
    look: Look,
    *,
    mouth: Opening = 0,
    eyes: Eyes = "open",
    gaze: Gaze = AHEAD,
    lit: bool = False,
    colours: Mapping[str, str] | None = None,
) -> Pixels:
    """The creature that `look` describes: 36 rows of 28 pixels, each a colour or None where nothing is drawn.

    `mouth` is 0 closed, 1 half open, 2 open; open eyes look along `gaze`; `lit` makes what glows (lamps, flames, stars,
    screens) brighter, as when it speaks; `colours` (role → `#rrggbb`) are laid over all three strips. A part that is
    not among `strips` is left transparent.
    """
    rows: list[list[RGB | None]] = []
    for kind in KINDS:
        part = look.part(kind)
        rows.extend(draw_strip(strips, kind, part, mouth=mouth, eyes=eyes, gaze=gaze, lit=lit, colours=colours))
    return rows


def draw_strip(
    strips: Strips,
    kind: Kind,
    part: Part | None,
    *,
    mouth: Opening = 0,
    eyes: Eyes = "open",
    gaze: Gaze = AHEAD,
    lit: bool = False,
    colours: Mapping[str, str] | None = None,
) -> list[list[RGB | None]]:
    """One strip of a creature, as `draw` draws it: what changes while one wheel spins."""
    strip = None if part is None else strips.get(part.key(kind))
    if strip is None or part is None:
        return [[None] * WIDTH for _row in range(HEIGHTS[kind])]
    table: dict[str, RGB | None] = {
        TRANSPARENT: None,
        **palette(strip.colours, _worn(strip, part.livery), colours or {}),
    }
    if lit:
        table.update({dim: table[bright] for dim, bright in _LIT})
    return [[table[letter] for letter in row] for row in _letters(strip, mouth, eyes, gaze)]


def _worn(strip: Strip, name: str) -> Mapping[str, str]:
    livery = strip.liveries.get(name)
    if livery is None or not strip.keeps:
        return livery.colours if livery else {}
    return {role: colour for role, colour in livery.colours.items() if role not in strip.keeps}


def _letters(strip: Strip, mouth: Opening, eyes: Eyes, gaze: Gaze) -> Iterable[str]:
    overlays = [strip.mouth[mouth]] if strip.mouth else []
    rows = list(strip.rows)
    if strip.blink is not None:
        if eyes == "closed":
            overlays.append(strip.blink)
        elif gaze != AHEAD:
            rows = look_aside(rows, strip.blink, gaze)
    for overlay in overlays:
        _lay(overlay, rows)
    return rows


def _lay(overlay: Overlay, rows: list[str]) -> None:
    start = overlay.column
    for number, drawn in enumerate(overlay.rows, start=overlay.row):
        under = rows[number]
        cells = (old if new == TRANSPARENT else new for old, new in zip(under[start:], drawn, strict=False))
        rows[number] = under[:start] + "".join(cells) + under[start + len(drawn) :]


def half_blocks(pixels: Pixels) -> list[list[Cell]]:
    """Text rows for a terminal, two pixel rows to each: a character, its colour and the colour behind it.

    None means the terminal's own colour; a last odd row is completed with nothing.
    """
    empty: Sequence[RGB | None] = [None] * (len(pixels[0]) if pixels else 0)
    tops = pixels[::2]
    bottoms = [*pixels[1::2], *([empty] if len(pixels) % 2 else [])]
    return [
        [_cell(top, bottom) for top, bottom in zip(upper, lower, strict=True)]
        for upper, lower in zip(tops, bottoms, strict=True)
    ]


@lru_cache(maxsize=4096)
def _cell(top: RGB | None, bottom: RGB | None) -> Cell:
    """One object for all that look the same: a widget keeps many pictures of the few colours of one creature."""
    if top is not None:
        return _UPPER, top, bottom
    return (" ", None, None) if bottom is None else (_LOWER, bottom, None)


def enlarge(pixels: Pixels, factor: Fraction | int) -> Pixels:
    """`factor` times as many rows and columns, for larger screens; pixels are squares where it is whole.

    Raises ValueError below 1.
    """
    if factor < 1:
        raise ValueError(factor)
    columns, rows = ([int(at / factor) for at in range(int(n * factor))] for n in (len(pixels[0]), len(pixels)))
    wide = [[row[x] for x in columns] for row in pixels]
    return [wide[y] for y in rows]


def shrink(pixels: Pixels) -> Pixels:
    """Half as wide and half as high, for lists: each square of four keeps its mean colour, or nothing if most is."""
    return [
        [_mean((a, b, c, d)) for a, b, c, d in zip(upper[::2], upper[1::2], lower[::2], lower[1::2], strict=False)]
        for upper, lower in zip(pixels[::2], pixels[1::2], strict=False)
    ]


def _mean(square: Iterable[RGB | None]) -> RGB | None:
    drawn = [pixel for pixel in square if pixel is not None]
    if len(drawn) < 2:
        return None
    red, green, blue = (round(sum(values) / len(drawn)) for values in zip(*drawn, strict=True))
    return red, green, blue
