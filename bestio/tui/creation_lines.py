"""How a list shows creations: the creature, its group, their class where there are several, the day."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from rich.cells import cell_len
from textual.content import Content

from bestio.classroom.store import Entry, told_apart
from bestio.i18n import _
from bestio.tui.text import visible
from bestio.tui.widgets.wheel_rows import cut

DAY = "%d/%m"
GAP = 2
SHORTEST = 10
"""Cells under which a creature's name or a group's says too little to give way to the class or the day."""


def creation_lines(
    entries: Sequence[Entry],
    creatures: Mapping[Path, str],
    title_of: Callable[[str], str],
    room: int,
    *,
    mark: str = "",
) -> list[Content]:
    """A line for each of `entries`, `room` cells wide; `creatures` tells the names that are known.

    A group that has no creature yet says so. Who is called alike is told apart by the class.
    """
    several = len({entry.class_id for entry in entries}) > 1
    lines = []
    for entry, told in told_apart(entries):
        group = visible(told.replace(f"({entry.class_id})", f"({title_of(entry.class_id)})"))
        creature = visible(creatures.get(entry.path, ""))
        class_title = visible(title_of(entry.class_id)) if several and told == entry.group else ""
        begun = bool(creature) or entry.path not in creatures
        day = datetime.fromtimestamp(entry.modified).strftime(DAY) if begun else _("to be invented")
        lines.append(_line(mark, creature or group, group if creature else "", [class_title, day], room))
    return lines


def _line(mark: str, first: str, second: str, after: Sequence[str], room: int) -> Content:
    """The names, cut where they must be, and at the right what there is still room for, the last of it first."""
    names = room - cell_len(mark)
    least = min(cell_len(first), SHORTEST) + (GAP + min(cell_len(second), SHORTEST) if second else 0)
    kept: list[str] = []
    for one in reversed([one for one in after if one]):
        if names - GAP - cell_len(one) >= least:
            kept.insert(0, one)
            names -= GAP + cell_len(one)
    both = cell_len(first) + (GAP + cell_len(second) if second else 0)
    if both > names and second:
        half = max(names - GAP - cell_len(second), min(cell_len(first), (names - GAP) // 2))
        first = cut(first, half)
        second = cut(second, max(1, names - GAP - cell_len(first)))
    first = cut(first, max(1, names))
    shown = cell_len(first) + (GAP + cell_len(second) if second else 0)
    parts: list[str | tuple[str, str]] = [mark, (first, "bold")]
    if second:
        parts.append((" " * GAP + second, "$text-muted"))
    if kept:
        parts.append((" " * (names - shown) + "".join(" " * GAP + one for one in kept), "$text-muted"))
    return Content.assemble(*parts)
