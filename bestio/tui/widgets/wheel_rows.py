"""Where the wheels stand and how their words are broken into lines: one row each, or several where there is room."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Literal

from rich.cells import cell_len, set_cell_size
from textual.content import Content

from bestio.tui.text import visible

Kind = Literal["row", "inline", "titled"]
"""How a wheel is written: title and trait on one row; in one run of lines; or each on rows of its own."""

GUTTER = 2  # cells on the left, where the wheel in hand is pointed at
MARK_WIDTH = 3  # cells at the right end of a wheel's first row: kept, or can be
GAP = "  "  # between a title and a trait on the same row
TITLE_WIDTH = 10  # columns of the short titles; beside a longer one, the trait begins further right
MOST_ROWS = 6  # that a wheel takes where its words need fewer: with more, the column falls apart
CUT_AT_WORD = 0.7  # a text is cut after a whole word where that fills this part of the room
_DETERMINER = re.compile(r"(?:(?:le|la|les|son|sa|ses)\s+|l[’'])(?=\w)", re.IGNORECASE)


@dataclass(frozen=True)
class WheelRows:
    """Where a wheel stands: its first row, the rows that its words take, and those that are its own, blank ones too."""

    top: int
    rows: int
    room: int


@dataclass(frozen=True)
class Plan:
    """How the wheels are written, and where each stands."""

    kind: Kind
    places: tuple[WheelRows, ...]

    def wheel_at(self, y: int) -> int | None:
        """The wheel whose row `y` is; None below them all."""
        return next((n for n, place in enumerate(self.places) if 0 <= y - place.top < place.room), None)


def plan(words: Sequence[tuple[str, str]], width: int, height: int) -> Plan:
    """A plan for wheels of these titles and traits in `width` cells and `height` rows: no trait is cut if possible."""
    titled = stack([1 + len(wrapped(trait, text_width("titled", width))) for _title, trait in words], height)
    if titled:
        return Plan("titled", titled)
    inline = stack([len(wrapped(title + GAP + trait, text_width("inline", width))) for title, trait in words], height)
    return Plan("inline", inline) if inline else one_row_each(len(words))


def one_row_each(wheels: int) -> Plan:
    """A plan where each wheel has one row."""
    return Plan("row", tuple(WheelRows(number, 1, 1) for number in range(wheels)))


def text_width(kind: Kind, width: int) -> int:
    """Cells for a line of words where a wheel is `width` cells wide."""
    return max(2, width - GUTTER - (1 if kind == "titled" else MARK_WIDTH))


def stack(needed: Sequence[int], height: int) -> tuple[WheelRows, ...]:
    """Places one below the other for wheels that need so many rows, as evenly as may be; () where they need more.

    Rows that are left over go to those that have fewer than others, the first ones first.
    """
    if sum(needed) > height:
        return ()
    levels = range(MOST_ROWS, 0, -1)
    level = next((level for level in levels if sum(max(level, rows) for rows in needed) <= height), 1)
    rooms = [max(level, rows) for rows in needed]
    most = max(rooms)
    for number, room in enumerate(rooms):
        if room == level < most and sum(rooms) < height:
            rooms[number] += 1
    tops = list(accumulate(rooms, initial=0))[:-1]
    return tuple(WheelRows(*place) for place in zip(tops, needed, rooms, strict=True))


safe = lru_cache(maxsize=8192)(visible)
"""`visible`, remembered: while wheels spin, the same words are shown over and over."""


def short_title(title: str) -> str:
    """A wheel's title without its article, for where there is little room: "Sa peur" gives "Peur"."""
    bare = _DETERMINER.sub("", title, count=1) if _DETERMINER.match(title) else title
    return bare[:1].upper() + bare[1:]


@lru_cache(maxsize=8192)
def wrapped(text: str, width: int) -> tuple[str, ...]:
    """`text` in lines of at most `width` cells, broken as the app breaks all lines."""
    return tuple(line.plain.rstrip(" ") for line in Content(text).wrap(width))


@lru_cache(maxsize=8192)
def cut(text: str, width: int) -> str:
    """`text` in at most `width` cells, with "…" where it is cut: after a word, unless that wastes much."""
    if cell_len(text) <= width:
        return text
    kept = set_cell_size(text, max(0, width - 1))
    if not text[len(kept) :].startswith(" "):
        whole = kept.rpartition(" ")[0]
        kept = whole if cell_len(whole) >= CUT_AT_WORD * width else kept
    return kept.rstrip(" ,;:\u00a0") + "…"


def line_of(lines: Sequence[str], most: int, width: int, at: int) -> str:
    """Line `at` of the first lines, `most` of them; the last one says with "…" that there are more."""
    if at == most - 1 and len(lines) > most:
        return cut(" ".join(lines[at:]), width)
    return lines[at] if at < len(lines) else ""
