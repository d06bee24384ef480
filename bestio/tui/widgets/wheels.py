"""The wheels of a creature: one a slot, which can be spun, chosen by hand and locked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.events import Click, MouseEvent, MouseScrollDown, MouseScrollUp
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip as Line
from textual.timer import Timer
from textual.widget import Widget

from bestio.i18n import _
from bestio.tui.widgets.wheel_rows import (
    GAP,
    GUTTER,
    MARK_WIDTH,
    TITLE_WIDTH,
    Plan,
    WheelRows,
    cut,
    line_of,
    one_row_each,
    plan,
    safe,
    short_title,
    text_width,
    wrapped,
)

FRAME_SECONDS = 1 / 12  # what passes by is to be read, or nearly; more frames cost more and show less
SPIN_FRAMES = 6  # the first wheel turns for half a second, each further one a little longer
LATER_FRAMES = 1
FREE, KEPT, STRAY = "▢", "▣", "◇"
HAND = "▶ "
RULE = "─"  # goes from a title to the end of its row


@dataclass(frozen=True)
class Wheel:
    """One slot as it is shown: its title, the trait it stopped at, whether it is locked, what may pass by in a spin.

    `stray`: the trait is no longer among those of the wheel.
    """

    slot: str
    title: str
    label: str
    locked: bool = False
    others: tuple[str, ...] = ()
    stray: bool = False


class Wheels(Widget, can_focus=True):
    """Shows the wheels; the bench decides what turning means."""

    DEFAULT_CSS = """
    Wheels { height: auto; width: 1fr; }
    """
    COMPONENT_CLASSES = {"wheels--title", "wheels--cursor", "wheels--locked", "wheels--spinning", "wheels--rule"}

    wheels: reactive[tuple[Wheel, ...]] = reactive((), repaint=False)
    cursor: reactive[int] = reactive(0, repaint=False)
    stacked: reactive[bool] = reactive(False, layout=True)
    """Whether a wheel takes several rows and shows its whole trait; else one row, where a long trait is cut."""

    class Chosen(Message):
        """A wheel was clicked: `again` when it was already the one in hand."""

        def __init__(self, slot: str, *, again: bool) -> None:
            super().__init__()
            self.slot, self.again = slot, again

    class Marked(Message):
        """The mark at the end of a wheel was clicked."""

        def __init__(self, slot: str) -> None:
            super().__init__()
            self.slot = slot

    class Nudged(Message):
        """The mouse wheel was turned over a wheel: `by` places."""

        def __init__(self, slot: str, by: int) -> None:
            super().__init__()
            self.slot, self.by = slot, by

    class Passing(Message):
        """A wheel shows another frame of its spin: `index` of the trait that passes by."""

        def __init__(self, slots: Sequence[str]) -> None:
            super().__init__()
            self.slots = tuple(slots)

    class Stopped(Message):
        """All wheels have stopped."""

    def __init__(self, random: Random, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.random = random
        self._left: dict[str, int] = {}
        self._passing: dict[str, str] = {}
        self._timer: Timer | None = None
        self._base = Style()
        self._plan: tuple[tuple[Wheel, ...], bool, Size, Plan] | None = None

    @property
    def slot(self) -> str:
        """The slot in hand."""
        return self.wheels[self.cursor].slot if self.wheels else ""

    @property
    def spinning(self) -> bool:
        """Whether a wheel still turns."""
        return bool(self._left)

    def watch_wheels(self, before: tuple[Wheel, ...], wheels: tuple[Wheel, ...]) -> None:
        known = self._plan
        if len(before) != len(wheels):
            self._forget_gone()
            self.refresh(layout=True)
        elif known is None or known[3] != self.plan:
            self.refresh()
        else:
            changed = (number for number, pair in enumerate(zip(before, wheels, strict=True)) if pair[0] != pair[1])
            self._repaint(*changed)

    def _forget_gone(self) -> None:
        """What is in hand and what turns are wheels that there are: a lexicon may have fewer than the one before."""
        slots = {wheel.slot for wheel in self.wheels}
        for slot in [slot for slot in self._left if slot not in slots]:
            del self._left[slot]
            self._passing.pop(slot, None)
        self.cursor = self.validate_cursor(self.cursor)

    def validate_cursor(self, cursor: int) -> int:
        return max(0, min(cursor, len(self.wheels) - 1))

    def watch_cursor(self, before: int, cursor: int) -> None:
        self._repaint(before, cursor)

    def _repaint(self, *numbers: int) -> None:
        """Paint these wheels anew: the others are as they were."""
        places = [self.plan.places[number] for number in numbers if number < len(self.wheels)]
        if places:
            self.refresh(*(Region(0, place.top, self.content_size.width, place.rows) for place in places))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self.wheels)

    def spin(self, slots: Sequence[str]) -> None:
        """Let these wheels turn before they show where they stopped; at once where motion is off."""
        if self.app.animation_level != "full":
            self.post_message(self.Stopped())
            return
        for number, slot in enumerate(slots):
            self._left[slot] = SPIN_FRAMES + number * LATER_FRAMES
        if self._timer is None:
            self._timer = self.set_interval(FRAME_SECONDS, self._frame)

    def stop(self) -> None:
        """Show where the wheels stopped, now."""
        self._left.clear()
        self._passing.clear()
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        self.refresh()

    @property
    def plan(self) -> Plan:
        """Where each wheel stands. What passes by in a spin moves nothing."""
        known, size = self._plan, self.content_size
        if known is None or known[0] is not self.wheels or known[1:3] != (self.stacked, size):
            words = [(safe(wheel.title), _words(wheel)) for wheel in self.wheels]
            planned = plan(words, *size) if self.stacked else one_row_each(len(words))
            self._plan = known = (self.wheels, self.stacked, size, planned)
        return known[3]

    def _frame(self) -> None:
        turned = []
        for number, wheel in enumerate(self.wheels):
            left = self._left.get(wheel.slot)
            if left is None:
                continue
            turned.append(number)
            if left <= 0 or not wheel.others:
                del self._left[wheel.slot]
                self._passing.pop(wheel.slot, None)
            else:
                self._left[wheel.slot] = left - 1
                self._passing[wheel.slot] = wheel.others[int(self.random.random() * len(wheel.others))]
        self._repaint(*turned)
        if self._left:
            self.post_message(self.Passing(tuple(self._left)))
        else:
            self.stop()
            self.post_message(self.Stopped())

    def on_click(self, event: Click) -> None:
        at = event.get_content_offset(self)
        number = self.plan.wheel_at(at.y) if at else None
        if at is None or number is None:
            return
        again = number == self.cursor
        self.cursor = number
        first_row = at.y == self.plan.places[number].top
        on_mark = first_row and at.x >= self.content_size.width - max(MARK_WIDTH, len(self._mark(number)))
        if on_mark and (again or self.wheels[number].locked):
            self.post_message(self.Marked(self.slot))
        else:
            self.post_message(self.Chosen(self.slot, again=again))

    def on_mouse_scroll_up(self, event: MouseScrollUp) -> None:
        self._nudge(event, -1)

    def on_mouse_scroll_down(self, event: MouseScrollDown) -> None:
        self._nudge(event, 1)

    def _nudge(self, event: MouseEvent, by: int) -> None:
        at = event.get_content_offset(self)
        number = self.plan.wheel_at(at.y) if at else None
        if number is not None:
            event.stop()
            event.prevent_default()
            self.cursor = number
            self.post_message(self.Nudged(self.slot, by))

    # --- what is painted ----------------------------------------------------------------------------------------------

    def _mark(self, number: int) -> str:
        """What stands at the end of a wheel's first row: kept; or, on the one in hand, that it can be."""
        wheel, kind = self.wheels[number], self.plan.kind
        if not wheel.locked:
            return f" {FREE} " if number == self.cursor else ""
        told = f" {KEPT} " + _("kept") + " "
        beside = {"row": _row_title(wheel) + _words(wheel), "titled": safe(wheel.title)}.get(kind, "")
        fits = kind != "inline" and GUTTER + cell_len(beside) + len(told) <= self.content_size.width
        return told if fits else f" {KEPT} "  # in a word too, where this cuts no trait short

    def _line(self, wheel: Wheel, line: int, rows: int, room: int) -> tuple[str, str]:
        """What a line of a wheel says, in `room` cells: of its title, and of its trait."""
        kind = self.plan.kind
        words = safe(self._passing[wheel.slot]) if wheel.slot in self._passing else _words(wheel)
        width = text_width(kind, self.content_size.width)
        if kind == "row":
            title = _row_title(wheel)
            return title, cut(words, room - cell_len(title))
        title = safe(wheel.title)
        if kind == "titled":
            return (title, "") if not line else ("", line_of(wrapped(words, width), rows - 1, width, line - 1))
        run = line_of(wrapped(title + GAP + words, width), rows, width, line)
        return (title, run.removeprefix(title)) if not line and run.startswith(title) else ("", run)

    def render_lines(self, crop: Region) -> list[Line]:
        self._base = self.rich_style  # the same for all the lines, and dear
        return super().render_lines(crop)

    def render_line(self, y: int) -> Line:
        width, base = self.content_size.width, self._base
        number = self.plan.wheel_at(y)
        place = WheelRows(0, 0, 0) if number is None else self.plan.places[number]
        line = y - place.top
        if number is None or line >= place.rows:
            return Line.blank(width, base)
        wheel, in_hand = self.wheels[number], number == self.cursor
        if in_hand:
            base += self._style("cursor", partial=not self.has_focus)
        mark = "" if line else self._mark(number)
        room = max(0, width - GUTTER - cell_len(mark))
        title, trait = self._line(wheel, line, place.rows, room)
        title_style = base if in_hand else base + self._style("title")
        trait_style = base + (self._style("spinning") if wheel.slot in self._left else Style(bold=not in_hand))
        if self.plan.kind == "titled" and not line and not in_hand:
            trait, trait_style = f" {RULE * (room - cell_len(title) - 2)} ", base + self._style("rule")
        return Line(
            [
                Segment(HAND if in_hand and not line else " " * GUTTER, base),
                Segment(title, title_style),
                Segment(set_cell_size(trait, max(0, room - cell_len(title))), trait_style),
                Segment(mark, base if in_hand else base + self._style("locked")),
            ]
        ).adjust_cell_length(width, base)

    def _style(self, part: str, *, partial: bool = True) -> Style:
        return self.get_component_rich_style(f"wheels--{part}", partial=partial)


def _words(wheel: Wheel) -> str:
    """The words of its trait."""
    return safe(f"{STRAY} {wheel.label}" if wheel.stray else wheel.label)


def _row_title(wheel: Wheel) -> str:
    """Its title where everything stands on one row."""
    title = short_title(safe(wheel.title))
    return title + GAP if cell_len(title + GAP) > TITLE_WIDTH else title.ljust(TITLE_WIDTH)
