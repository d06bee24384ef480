"""Small charts in letters: answers before and after side by side, and columns that shrink or grow."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from bestio.i18n import _
from bestio.language.typography import percent
from bestio.tui.text import visible
from bestio.tui.widgets.lines import Lines
from bestio.workshop.polls import Comparison

BEFORE, AFTER = "▒", "█"
EIGHTHS = " ▁▂▃▄▅▆▇█"
LABEL_WIDTH = 24
PERCENT_WIDTH = 6
WIDEST_COLUMN = 7


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


class Columns(Widget):
    """A column a value, its number above, its label below; `pointed` is the column in hand (-1 for none)."""

    DEFAULT_CSS = """
    Columns { height: 1fr; width: 1fr; border: round $border-blurred; border-title-color: $text-muted; }
    """
    values: reactive[tuple[float, ...]] = reactive(())
    labels: reactive[tuple[str, ...]] = reactive(())
    pointed: reactive[int] = reactive(-1)

    def __init__(self, title: str, *, most: float | None = None, per_cent: bool = False, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.border_title = title
        self.most = most
        self.per_cent = per_cent

    def render(self) -> Content:
        width, height = self.content_size
        if not self.values or height < 3:
            return Content("")
        wide = min(WIDEST_COLUMN, width // max(len(self.values), len(self.labels)))
        if wide < 2:
            return Content("")
        most = self.most or max(self.values) or 1.0
        numbers = [percent(value) if self.per_cent else f"{value:.0f}" for value in self.values]
        if any(len(number) >= wide for number in numbers):
            numbers = [f"{value * 100:.0f}" if self.per_cent else f"{value:.0f}" for value in self.values]
        rows = [_numbers(numbers, wide, self.pointed)]
        heights = [round(value / most * (height - 2) * 8) for value in self.values]
        for row in range(height - 2):
            floor = (height - 3 - row) * 8
            cells = [EIGHTHS[min(8, max(0, level - floor))] * (wide - 1) + " " for level in heights]
            rows.append(_row(cells, wide, self.pointed, "$primary"))
        rows.append(_row(self.labels[: len(self.values)], wide, self.pointed, "$text-muted"))
        return Content("\n").join(rows)


def _numbers(numbers: Sequence[str], wide: int, pointed: int) -> Content:
    """The numbers above the columns, whole: where they are wider than a column, above every second or third one."""
    step = -(-(max(map(len, numbers)) + 1) // wide)
    return Content.assemble(
        *(
            (f"{number:<{wide * step}}", "$accent bold" if place <= pointed < place + step else "")
            for place, number in list(enumerate(numbers))[::step]
        )
    )


def _row(cells: Sequence[str], wide: int, pointed: int, style: str = "") -> Content:
    return Content.assemble(
        *(
            (f"{cell[: wide - 1]:<{wide}}", "$accent bold" if number == pointed else style)
            for number, cell in enumerate(cells)
        )
    )
