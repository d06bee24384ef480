"""Small charts in letters: answers before and after side by side, and curves."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from bestio.activities.poll_counts import Comparison
from bestio.activities.prompt import Curves
from bestio.i18n import _
from bestio.language.typography import percent
from bestio.tui.text import visible
from bestio.tui.widgets.lines import Lines

BEFORE, AFTER = "▒", "█"
LABEL_WIDTH = 24
PERCENT_WIDTH = 6
WIDEST_PLACE = 4
LABELLED = 5
"""Every fifth place has its number below."""
NONE = Curves("", ())


class BeforeAfter(Lines):
    """For each question, each answer's part before and after, side by side: hatched, then full."""

    DEFAULT_CSS = """
    BeforeAfter { width: 1fr; }
    """
    comparisons: reactive[tuple[Comparison, ...]] = reactive((), layout=True)

    def lines(self, width: int) -> list[Content]:
        lines: list[Content] = []
        room = max(4, (width - LABEL_WIDTH) // 2 - PERCENT_WIDTH - 2)
        for comparison in self.comparisons:
            lines.append(Content.styled(visible(comparison.question), "bold"))
            before = _("before") + f" ({comparison.before})"
            after = _("after") + f" ({comparison.after})"
            side = room + PERCENT_WIDTH + 2
            lines.append(Content.styled(f"{'':<{LABEL_WIDTH}}{before:<{side}}{after}", "$text-muted"))
            for choice, was, now in comparison.shares():
                lines += _choice(visible(choice), was, now, room)
            lines.append(Content(""))
        return lines


def _choice(choice: str, was: float, now: float, room: int) -> list[Content]:
    lines = []
    if len(choice) >= LABEL_WIDTH:
        lines.append(Content(choice))
        choice = ""
    lines.append(
        Content.assemble(
            f"{choice:<{LABEL_WIDTH}}",
            *_bar(was, room, BEFORE, "$secondary"),
            "  ",
            *_bar(now, room, AFTER, "$primary"),
        )
    )
    return lines


def _bar(part: float, room: int, fill: str, style: str) -> list[tuple[str, str]]:
    full = round(part * room)
    if part and not full:
        full = 1
    return [(fill * full, style), ("·" * (room - full), "$border-blurred"), (f"{percent(part):>{PERCENT_WIDTH}}", "")]


class Diagram(Widget):
    """Curves over places from 0 on, each drawn with its sign; `pointed` is the place in hand (-1 for none).

    `places`: how many there will be. Of curves that meet in a cell, the last one is seen.
    """

    DEFAULT_CSS = """
    Diagram { height: 1fr; width: 1fr; border: round $border-blurred; border-title-color: $text-muted; }
    """
    curves: reactive[Curves] = reactive(NONE)
    places: reactive[int] = reactive(1)
    pointed: reactive[int] = reactive(-1)

    def render(self) -> Content:
        width, height = self.content_size
        values = [value for curve in self.curves.curves for value in curve.values]
        if not values or height < 3:
            return Content("")
        most = 1.0 if self.curves.per_cent else max(values) or 1.0
        top, bottom = (percent(most), percent(0)) if self.curves.per_cent else (f"{most:.0f}", "0")
        axis = max(len(top), len(bottom)) + 1
        wide = min(WIDEST_PLACE, (width - axis) // self.places)
        if wide < 1:
            return Content("")
        rows = [[" "] * (wide * self.places) for _row in range(height - 1)]
        for curve in self.curves.curves:
            for place, value in enumerate(curve.values):
                rows[height - 2 - round(value / most * (height - 2))][place * wide] = curve.mark
        edge = {0: top, height - 2: bottom}
        pointed = self.pointed * wide
        lines = [_line(f"{edge.get(row, ''):>{axis - 1}}│", "".join(cells), pointed) for row, cells in enumerate(rows)]
        lines.append(_line(" " * axis, _labels(self.places, wide), pointed))
        return Content("\n").join(lines)


def _line(axis: str, cells: str, pointed: int) -> Content:
    """A line of a diagram, with the cell that is pointed at lit: a quiet line leads from one curve to the next."""
    lit = cells[pointed : pointed + 1] if pointed >= 0 else ""
    if not lit:
        return Content.assemble((axis, "$text-muted"), cells)
    shown = lit if lit != " " else "┊"
    return Content.assemble((axis, "$text-muted"), cells[:pointed], (shown, "$accent bold"), cells[pointed + 1 :])


def _labels(places: int, wide: int) -> str:
    """The numbers of the places, every fifth one."""
    line = ""
    for place in range(0, places, LABELLED):
        line += f"{place:<{wide * LABELLED}}"
    return line[: max(places * wide, len(line.rstrip()))]
