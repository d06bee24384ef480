"""What stands where on the pages of a PDF: each run of letters with its box, each line and shape with its corners.

The few operators that Typst writes (ISO 32000-1, 8.4 and 9.4), and no more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from pypdf import PageObject, PdfReader
from pypdf.generic import ContentStream

Matrix = tuple[float, float, float, float, float, float]
EVERYWHERE = (float("-inf"), float("-inf"), float("inf"), float("inf"))
ONE: Matrix = (1, 0, 0, 1, 0, 0)
DESCENT, ASCENT = 0.25, 0.8
"""How far letters reach under and over their line, as a part of their size: about."""
TOUCH = 4
"""Points by which runs of letters may seem to overlap: a narrow space is a wide one that was drawn back."""
Box = tuple[float, float, float, float]


class Mark(NamedTuple):
    """Something on a page (counted from 1): its box in points, from the left and from below.

    `missing`: letters among it that its typeface does not have. `font` is "" where it is no text.
    """

    page: int
    left: float
    low: float
    right: float
    high: float
    font: str = ""
    size: float = 0.0
    missing: int = 0


class Outside(NamedTuple):
    """What is wrong on a page."""

    page: int
    what: str
    box: tuple[int, int, int, int]


def faults(path: Path, margin: float = 20) -> list[Outside]:
    """What leaves the page, or comes nearer to its border than `margin` points, and letters that no typeface has."""
    found = []
    for number, page in enumerate(PdfReader(path).pages, 1):
        wide, high = float(page.mediabox.width), float(page.mediabox.height)
        for mark in marks(page, number):
            box = (round(mark.left), round(mark.low), round(mark.right), round(mark.high))
            if mark.left < margin or mark.low < margin or mark.right > wide - margin or mark.high > high - margin:
                found.append(Outside(number, f"{mark.font or 'shape'} outside", box))
            if mark.missing:
                found.append(Outside(number, f"{mark.missing} letters missing in {mark.font}", box))
    return found


def overlaps(path: Path) -> list[Outside]:
    """Runs of letters that stand on one another."""
    found = []
    for number, page in enumerate(PdfReader(path).pages, 1):
        texts = sorted((mark for mark in marks(page, number) if mark.font), key=lambda mark: mark.left)
        for at, one in enumerate(texts):
            for other in texts[at + 1 :]:
                if other.left >= one.right - TOUCH:
                    break
                shared = min(one.high, other.high) - max(one.low, other.low)
                if shared > 0.5 * min(one.high - one.low, other.high - other.low):
                    box = (round(other.left), round(other.low), round(one.right), round(one.high))
                    found.append(Outside(number, f"{one.font} on {other.font}", box))
    return found


def fonts(path: Path) -> set[str]:
    """The typefaces of a file, without what stands before their names; those that are not in it end in “?”."""
    names = set()
    for page in PdfReader(path).pages:
        for font in page.get("/Resources", {}).get("/Font", {}).values():
            (descendant,) = font.get_object()["/DescendantFonts"]
            told = descendant.get_object()["/FontDescriptor"].get_object()
            held = any(key in told for key in ("/FontFile", "/FontFile2", "/FontFile3"))
            names.add(str(told["/FontName"]).rpartition("+")[2] + ("" if held else "?"))
    return names


def marks(page: PageObject, number: int = 1) -> Iterator[Mark]:
    """All that is drawn on a page."""
    contents = page.get_contents()
    if contents is not None:
        yield from _Drawing(number, page["/Resources"], page.pdf).run(contents, ONE)


class _Drawing:
    def __init__(self, number: int, resources: Any, pdf: Any) -> None:
        self.number = number
        self.pdf = pdf
        self.resources = resources.get_object()
        self.widths = {name: _widths(font.get_object()) for name, font in self.resources.get("/Font", {}).items()}

    def run(self, contents: Any, matrix: Matrix, clip: Box = EVERYWHERE) -> Iterator[Mark]:
        """What the operators draw, but for what is cut off."""
        stack: list[tuple[Matrix, Box]] = []
        line, font, size = ONE, "", 0.0
        corners: list[tuple[float, float]] = []
        for values, operator in ContentStream(contents, self.pdf).operations:
            given = [float(value) for value in values if isinstance(value, int | float)]
            if operator == b"q":
                stack.append((matrix, clip))
            elif operator == b"Q":
                matrix, clip = stack.pop()
            elif operator == b"cm":
                matrix = _times(_matrix(given), matrix)
            elif operator == b"Tf":
                font, size = str(values[0]), given[0]
            elif operator == b"Tm":
                line = _matrix(given)
            elif operator in {b"Tj", b"TJ"}:
                yield self._text(values[0], font, size, _times(line, matrix))
            elif operator == b"Do":
                yield from self._form(values[0], matrix, clip)
            elif operator in {b"m", b"l", b"c"}:
                corners += [_at(matrix, *given[at : at + 2]) for at in range(0, len(given), 2)]
            elif operator in {b"W", b"W*"}:
                clip = _both(clip, _around(corners))
            elif operator in {b"S", b"f", b"f*", b"B", b"n"}:
                left, low, right, high = _both(clip, _around(corners))
                if operator != b"n" and left <= right and low <= high:
                    yield Mark(self.number, left, low, right, high)
                corners = []

    def _form(self, name: Any, matrix: Matrix, clip: Box) -> Iterator[Mark]:
        form = self.resources["/XObject"][name].get_object()
        if form.get("/Subtype") == "/Form":
            own = _matrix([float(value) for value in form.get("/Matrix", ONE)])
            inner = _Drawing(self.number, form.get("/Resources", self.resources), self.pdf)
            yield from inner.run(form, _times(own, matrix), clip)

    def _text(self, shown: Any, font: str, size: float, matrix: Matrix) -> Mark:
        name, widths = self.widths[font]
        wide, missing = 0.0, 0
        for part in shown if isinstance(shown, list) else [shown]:
            if isinstance(part, int | float):
                wide -= float(part) / 1000 * size
                continue
            codes = part if isinstance(part, bytes) else part.original_bytes
            for at in range(0, len(codes), 2):
                glyph = codes[at] << 8 | codes[at + 1]
                missing += glyph == 0
                wide += widths.get(glyph, 0.0) / 1000 * size
        # Text is drawn upside down on pages that are: corners are sorted.
        corners = [_at(matrix, 0, -DESCENT * size), _at(matrix, wide, ASCENT * size)]
        return Mark(self.number, *_around(corners), font=name, size=size * abs(matrix[3]), missing=missing)


def _around(corners: list[tuple[float, float]]) -> Box:
    xs, ys = [x for x, _y in corners], [y for _x, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def _both(one: Box, other: Box) -> Box:
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])


def _widths(font: Any) -> tuple[str, Mapping[int, float]]:
    (descendant,) = font["/DescendantFonts"]
    told = descendant.get_object()
    name = str(told["/BaseFont"]).rpartition("+")[2]
    found: dict[int, float] = {}
    given = list(told.get("/W", []))
    at = 0
    while at < len(given):
        first, second = int(given[at]), given[at + 1]
        if isinstance(second, list):
            found |= {first + place: float(width) for place, width in enumerate(second)}
            at += 2
        else:
            found |= dict.fromkeys(range(first, int(second) + 1), float(given[at + 2]))
            at += 3
    return name, found


def _matrix(values: list[float]) -> Matrix:
    a, b, c, d, e, f = values
    return a, b, c, d, e, f


def _times(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    k, m, n, o, p, q = other
    return a * k + b * n, a * m + b * o, c * k + d * n, c * m + d * o, e * k + f * n + p, e * m + f * o + q


def _at(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
