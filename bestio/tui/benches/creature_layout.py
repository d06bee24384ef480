"""How the Créature bench is laid out in the room that it has: a pure choice, made anew at each resize."""

from __future__ import annotations

from dataclasses import dataclass

from bestio.persona.portrait import HEIGHT, WIDTH

PORTRAIT_ROWS = HEIGHT // 2
THREE_FROM = (100, 25)
"""Columns and rows from which the creature stands in the middle: with less, wheels or description lose words there."""
SIDE = 31
"""Columns that wheels and description each need beside a creature larger than life, where rows are many."""
BESIDE = 2  # columns between it and them
LARGEST = 3
TIGHT_BELOW = 23
"""Rows under which nine wheels and the longest description leave none for anything else."""


@dataclass(frozen=True)
class CreatureLayout:
    """A layout.

    `three`: wheels, creature, description side by side; else the creature beside the wheels above the description.
    `factor`: how many times larger than life it is; `named`: whether its name is below it (it is at the top, too), and
    `counted`: the lines for the number of possible creatures (0 to 2). `tight`: the description has no heading.
    """

    three: bool
    factor: int
    named: bool
    counted: int
    tight: bool

    @property
    def middle(self) -> int:
        """Columns of the creature, its name and the number below it."""
        return self.factor * WIDTH + (BESIDE if self.three else 0)


def desk_for(width: int, height: int) -> CreatureLayout:
    """The layout for a bench of `width` columns and `height` rows."""
    three = width >= THREE_FROM[0] and height >= THREE_FROM[1]
    factors = range(LARGEST, 1, -1) if three else ()
    fitting = (f for f in factors if f * WIDTH + BESIDE + 2 * SIDE <= width and f * PORTRAIT_ROWS <= height)
    factor = next(fitting, 1)
    of_two = (True, 1) if factor > 1 else (False, 2)  # the number takes two lines where the creature is small
    named, counted = ((False, 0), (True, 0), of_two, (True, 2))[max(0, min(3, height - factor * PORTRAIT_ROWS))]
    return CreatureLayout(three, factor, named, counted, not three and height < TIGHT_BELOW)
