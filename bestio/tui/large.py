"""A phrase set in large letters: how large the place allows, which word stands where, and what each cell shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import ceil

from bestio.i18n import _
from bestio.language.tokens import spans
from bestio.persona.portrait import HEIGHT, WIDTH
from bestio.tui.alphabet import GAP, PITCH, ROWS, SMALL, SPACE, glyph

PART = 12
"""A small letter is as high as such a part of the screen at least: what the last row still reads."""
LEAST_WIDTH = 60
LEAST_HEIGHT = 18
"""Cells under which large letters would show a word or two at a time."""
AIR = 1
"""Columns of pixels on both sides of a word, and rows above it, that are lit with it."""
_BLOCKS = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}
_THIN = {"\u202f": 1, "\u00a0": SPACE, "\u2009": 1}


@dataclass(frozen=True)
class Scale:
    """The size of a drawn pixel: cells wide, half cells high."""

    wide: int
    high: int


@dataclass(frozen=True)
class Piece:
    """A word, or its part on a line: its place among the words (-1: none), its columns of pixels, its signs."""

    word: int
    left: int
    right: int
    signs: str


Line = tuple[Piece, ...]


def fault(text: str, width: int, height: int) -> str:
    """Why a phrase is not set in large letters in so many cells, in words; "" where it is."""
    if width < LEAST_WIDTH or height < LEAST_HEIGHT:
        return _("The window is too small for large letters: make it larger (or Ctrl and -).")
    if not all(glyph(sign) or sign.isspace() or sign in _THIN for sign in text):
        return _("This phrase holds a sign that has no large letter.")
    return ""


def beside(columns: int, rows: int) -> int:
    """Columns of a creature as tall as `rows`, beside which there is room for large letters."""
    return max(0, min(ceil(2 * rows * WIDTH / HEIGHT), columns * 9 // 20))


def measure(signs: str) -> int:
    """Columns of pixels that some signs take."""
    return sum(_width(sign) for sign in signs) + GAP * max(0, len(signs) - 1)


def _width(sign: str) -> int:
    drawn = glyph(sign)
    return len(drawn[0]) if drawn else _THIN.get(sign, SPACE)


def _lines(parts: Sequence[tuple[str, int]], width: int) -> list[Line]:
    """Words in lines of `width` columns of pixels; one that is wider than that is broken."""
    lines: list[list[Piece]] = [[]]
    at = AIR
    for signs, word in parts:
        for piece in _broken(signs, width - 2 * AIR):
            taken = measure(piece)
            if lines[-1] and at + taken > width - AIR:
                lines.append([])
                at = AIR
            lines[-1].append(Piece(word, at, at + taken, piece))
            at += taken + SPACE + 2 * GAP
    return [tuple(line) for line in lines]


def _broken(signs: str, width: int) -> Iterator[str]:
    start = 0
    for end in range(1, len(signs) + 1):
        if end == len(signs) or measure(signs[start : end + 1]) > width:
            yield signs[start:end]
            start = end


@dataclass(frozen=True)
class Setting:
    """A phrase set in `width` x `height` cells of a screen of `screen` rows; `words`: what is lit, one by one.

    What does not fit on one page is shown page by page.
    """

    text: str
    words: tuple[str, ...]
    width: int
    height: int
    screen: int

    @cached_property
    def _parts(self) -> list[tuple[str, int]]:
        """What stands between two spaces, with the first of the words that is in it."""
        places = spans(self.text, list(self.words)) if self.words else []
        parts: list[tuple[str, int]] = []
        start = 0
        for signs in self.text.replace("\n", " ").split(" "):
            end = start + len(signs)
            if signs:
                word = next((n for n, (left, right) in enumerate(places) if left < end and right > start), -1)
                parts.append((signs, word))
            start = end + 1
        return parts

    @property
    def _scales(self) -> Iterator[Scale]:
        """The sizes that are large enough, from the largest on; narrower ones of a height after wider ones."""
        least = max(1, ceil(2 * self.screen / PART / SMALL))
        most = max(least, 2 * self.height // PITCH)
        for high in range(most, least - 1, -1):
            for wide in range(high, ceil(high / 2) - 1, -1):
                yield Scale(wide, high)

    def _holds(self, scale: Scale) -> int:
        """Lines of a page."""
        return max(1, 2 * self.height // (PITCH * scale.high))

    @cached_property
    def _set(self) -> tuple[Scale, list[Line]]:
        parts = self._parts
        widest = max((measure(signs) for signs, _word in parts), default=0)
        scales = list(self._scales)
        for scale in scales:
            columns = self.width // scale.wide
            if widest <= columns - 2 * AIR and len(lines := _lines(parts, columns)) <= self._holds(scale):
                return scale, lines
        lowest = [scale for scale in scales if scale.high == scales[-1].high]
        fitting = (scale for scale in lowest if widest <= self.width // scale.wide - 2 * AIR)
        scale = next(fitting, lowest[-1])
        return scale, _lines(parts, self.width // scale.wide)

    @property
    def scale(self) -> Scale:
        """How large a pixel is."""
        return self._set[0]

    @cached_property
    def pages(self) -> list[list[Line]]:
        """The lines of each page."""
        scale, lines = self._set
        count = self._holds(scale)
        return [lines[start : start + count] for start in range(0, len(lines), count)]

    def page_of(self, word: int) -> int:
        """The page on which a word stands; the first for none."""
        found = (n for n, page in enumerate(self.pages) for line in page for piece in line if piece.word == word >= 0)
        return next(found, 0)

    def lit(self, word: int) -> int:
        """The word that is lit for `word`: where several are one (“l’ami”), the first of them."""
        return next((one for one in range(word, -1, -1) if one in self._known), -1) if word >= 0 else -1

    @cached_property
    def _known(self) -> frozenset[int]:
        """The words that are lit by themselves."""
        return frozenset(word for _signs, word in self._parts)

    @cached_property
    def tall(self) -> int:
        """Rows of a line."""
        return PITCH * self.scale.high // 2

    def top(self, page: int) -> int:
        """The row where a page begins: it stands in the middle."""
        return max(0, (self.height - len(self.pages[page]) * self.tall) // 2)

    def boxes(self, page: int, word: int) -> Iterator[tuple[int, int, int, int]]:
        """The cells of a word on a page: left, top, columns, rows."""
        for number, line in enumerate(self.pages[page]):
            for piece in line:
                if piece.word == word >= 0:
                    left, right = self.edges(piece)
                    yield left, self.top(page) + number * self.tall, right - left, self.tall

    def edges(self, piece: Piece) -> tuple[int, int]:
        """The columns of a piece, with the air on both sides."""
        wide = self.scale.wide
        return (piece.left - AIR) * wide, (piece.right + AIR) * wide

    def row(self, page: int, y: int) -> list[tuple[int, str, int]]:
        """What a row shows: pieces of (first column, cells, word), from left to right, without what is empty."""
        if (page, y) not in self._rows:
            self._rows[page, y] = self._row(page, y)
        return self._rows[page, y]

    @cached_property
    def _rows(self) -> dict[tuple[int, int], list[tuple[int, str, int]]]:
        """The rows that have been shown: each comes back with every word of it that is lit."""
        return {}

    def _row(self, page: int, y: int) -> list[tuple[int, str, int]]:
        number, below = divmod(y - self.top(page), self.tall)
        if y < self.top(page) or number >= len(self.pages[page]):
            return []
        found = []
        for piece in self.pages[page][number]:
            left, right = self.edges(piece)
            upper, lower = (self._ink(piece, 2 * below + half) for half in (0, 1))
            cells = "".join(_BLOCKS[pair] for pair in zip(upper, lower, strict=True))
            found.append((left, cells.center(right - left), piece.word))
        return found

    def _ink(self, piece: Piece, half: int) -> list[bool]:
        """Whether there is ink in each column of a piece, in a row of half cells."""
        row = half // self.scale.high - AIR
        columns: list[bool] = []
        for place, sign in enumerate(piece.signs):
            drawn = glyph(sign)
            ink = drawn[row] if drawn and 0 <= row < ROWS else "." * _width(sign)
            if place:
                columns += [False] * GAP * self.scale.wide
            columns += [dot == "#" for dot in ink for _column in range(self.scale.wide)]
        return columns
