"""Where a creature looks: the pupils of its open eyes move by a pixel, as far as the white of each eye lets them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bestio.persona.portrait_colour import TRANSPARENT
from bestio.persona.portrait_strip import Overlay

Gaze = tuple[int, int]
"""How far the pupils move: pixels to the right (or left, below 0), pixels down (or up)."""

AHEAD: Gaze = (0, 0)
PUPIL = "i"
WHITE = "wzgufe"
"""The letters over which a pupil may move: white, what glows, and their shades."""

Point = tuple[int, int]


def look_aside(rows: Sequence[str], eyes: Overlay, gaze: Gaze) -> list[str]:
    """The letters of a head that looks along `gaze`; `eyes` covers its open eyes, as the closed ones do.

    An eye that has no room in that direction goes as far as it can; an eye without a pupil stays as it is.
    """
    letters = [list(row) for row in rows]
    for eye in _eyes(eyes):
        pupil = sorted(place for place in eye if letters[place[0]][place[1]] == PUPIL)
        right, down = gaze
        for step in dict.fromkeys(((right, down), (right, 0), (0, down))):
            if step != AHEAD and _move(letters, eye, pupil, step):
                break
    return ["".join(row) for row in letters]


def _eyes(overlay: Overlay) -> Iterator[frozenset[Point]]:
    """The places of each eye: those that stand apart, column by column."""
    places = [
        (overlay.row + y, overlay.column + x)
        for y, row in enumerate(overlay.rows)
        for x, letter in enumerate(row)
        if letter != TRANSPARENT
    ]
    columns = sorted({column for _row, column in places})
    ends = [
        one
        for one, after in zip(columns, [*columns[1:], columns[-1] + 2] if columns else [], strict=True)
        if after > one + 1
    ]
    start = -1
    for end in ends:
        yield frozenset(place for place in places if start < place[1] <= end)
        start = end


def _move(letters: list[list[str]], eye: frozenset[Point], pupil: list[Point], step: Gaze) -> bool:
    """Move a pupil by a step; whether there was room. What it leaves takes the letters that it covers."""
    right, down = step
    there = [(row + down, column + right) for row, column in pupil]
    covered = [place for place in there if place not in pupil]
    if not covered or any(place not in eye or letters[place[0]][place[1]] not in WHITE for place in covered):
        return False
    left = [place for place in pupil if place not in there]
    for (row, column), (to_row, to_column) in zip(left, covered, strict=True):
        letters[row][column], letters[to_row][to_column] = letters[to_row][to_column], PUPIL
    return True
