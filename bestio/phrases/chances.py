"""Whether what came is what chance could do: chi-square, its small cells pooled, and how often chance does worse.

Without tables: the cube root of a chi-square over its degrees of freedom is nearly normal (E. B. Wilson and M. M.
Hilferty, “The distribution of chi-square”, Proceedings of the National Academy of Sciences 17, 1931, pages 684-688).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import erfc, sqrt

from msgspec import Struct

LEAST = 5.0
"""What a cell must be expected to hold; those that are not are pooled."""
RARE = 0.01
"""How often chance alone may do what is called surprising."""


class Fit(Struct, frozen=True):
    """How far what came is from what was announced.

    `chi`: chi-square over `cells` cells; `freedom`: its degrees of freedom; `chance`, 0..1: how often chance alone is
    at least as far away. With a freedom of 0 there is nothing to compare.
    """

    chi: float
    cells: int
    freedom: int
    chance: float

    @property
    def surprising(self) -> bool:
        """Whether chance alone seldom does this."""
        return self.chance < RARE


def upper_tail(chi: float, freedom: int) -> float:
    """How often (0..1) a chi-square of `freedom` degrees is `chi` or more; within 0.003 of the exact value."""
    if freedom < 1 or chi <= 0:
        return 1.0
    spread = 2 / (9 * freedom)
    away = ((chi / freedom) ** (1 / 3) - (1 - spread)) / sqrt(spread)
    return 0.5 * erfc(away / sqrt(2))


def fit(announced: Sequence[float], came: Sequence[int]) -> Fit:
    """Whether counts fit the chances that were announced for them, one each."""
    total, whole = sum(came), sum(announced)
    if not total or not whole:
        return Fit(0.0, 0, 0, 1.0)
    goals = [total * chance / whole for chance in announced]
    chi, cells = 0.0, pooled(goals)
    for cell in cells:
        goal = sum(goals[at] for at in cell)
        chi += (sum(came[at] for at in cell) - goal) ** 2 / goal
    return _judged(chi, len(cells))


def fit_together(first: Mapping[str, int], second: Mapping[str, int]) -> Fit:
    """Whether two counts of things can come from one law."""
    things = sorted({*first, *second})
    counts = [[one.get(thing, 0) for thing in things] for one in (first, second)]
    sizes = [sum(one) for one in counts]
    if not all(sizes):
        return Fit(0.0, 0, 0, 1.0)
    both = [sum(pair) for pair in zip(*counts, strict=True)]
    chi, cells = 0.0, pooled([count * min(sizes) / sum(sizes) for count in both])
    for cell in cells:
        for one, size in zip(counts, sizes, strict=True):
            goal = sum(both[at] for at in cell) * size / sum(sizes)
            chi += (sum(one[at] for at in cell) - goal) ** 2 / goal
    return _judged(chi, len(cells))


def pooled(goals: Sequence[float]) -> list[list[int]]:
    """The places of cells, those together that hold fewer than `LEAST` alone; what nothing is expected of is left out.

    The rarest are put together first, so that as few as can be lose a cell of their own.
    """
    ranked = sorted((at for at, goal in enumerate(goals) if goal > 0), key=lambda at: goals[at])
    cells: list[list[int]] = []
    cell: list[int] = []
    for at in ranked:
        cell.append(at)
        if sum(goals[one] for one in cell) >= LEAST:
            cells.append(cell)
            cell = []
    if cell and cells:
        cells[0] += cell
    elif cell:
        cells.append(cell)
    return cells


def _judged(chi: float, cells: int) -> Fit:
    freedom = max(0, cells - 1)
    return Fit(chi, cells, freedom, upper_tail(chi, freedom))
