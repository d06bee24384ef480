"""The wheels of a creature: one row a slot, which can be spun, chosen by hand and locked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from rich.segment import Segment
from rich.style import Style
from textual.events import Click, MouseEvent, MouseScrollDown, MouseScrollUp
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip as Line
from textual.timer import Timer
from textual.widget import Widget

from bestio.i18n import _
from bestio.tui.text import visible

TITLE_WIDTH = 19
FRAME_SECONDS = 1 / 24
SPIN_FRAMES = 12  # the first wheel turns for half a second, each further one a little longer
LATER_FRAMES = 2
FREE, KEPT, STRAY = "▢", "▣", "◇"
MARK_WIDTH = 3  # cells at the right end of a row that the mouse keeps or lets go with


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
    COMPONENT_CLASSES = {"wheels--title", "wheels--cursor", "wheels--locked", "wheels--spinning"}

    wheels: reactive[tuple[Wheel, ...]] = reactive(())
    cursor: reactive[int] = reactive(0)

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

    @property
    def slot(self) -> str:
        """The slot in hand."""
        return self.wheels[self.cursor].slot if self.wheels else ""

    @property
    def spinning(self) -> bool:
        """Whether a wheel still turns."""
        return bool(self._left)

    def watch_wheels(self, before: tuple[Wheel, ...], wheels: tuple[Wheel, ...]) -> None:
        if len(before) != len(wheels):
            self.refresh(layout=True)

    def validate_cursor(self, cursor: int) -> int:
        return max(0, min(cursor, len(self.wheels) - 1))

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

    def _frame(self) -> None:
        for wheel in self.wheels:
            left = self._left.get(wheel.slot)
            if left is None:
                continue
            if left <= 0 or not wheel.others:
                del self._left[wheel.slot]
                self._passing.pop(wheel.slot, None)
            else:
                self._left[wheel.slot] = left - 1
                self._passing[wheel.slot] = wheel.others[int(self.random.random() * len(wheel.others))]
        self.refresh()
        if self._left:
            self.post_message(self.Passing(tuple(self._left)))
        else:
            self.stop()
            self.post_message(self.Stopped())

    def on_click(self, event: Click) -> None:
        if not 0 <= event.y < len(self.wheels):
            return
        again = event.y == self.cursor
        self.cursor = event.y
        if (again or self.wheels[event.y].locked) and event.x >= self.content_size.width - self._mark_width(event.y):
            self.post_message(self.Marked(self.slot))
        else:
            self.post_message(self.Chosen(self.slot, again=again))

    def on_mouse_scroll_up(self, event: MouseScrollUp) -> None:
        self._nudge(event, -1)

    def on_mouse_scroll_down(self, event: MouseScrollDown) -> None:
        self._nudge(event, 1)

    def _nudge(self, event: MouseEvent, by: int) -> None:
        if 0 <= event.y < len(self.wheels):
            event.stop()
            event.prevent_default()
            self.cursor = event.y
            self.post_message(self.Nudged(self.slot, by))

    def _mark(self, y: int) -> str:
        """What stands at the end of a row: kept; or, on the row in hand, that it can be."""
        if self.wheels[y].locked:
            return f" {KEPT} " + _("kept") + " "
        return f" {FREE} " if y == self.cursor else ""

    def _mark_width(self, y: int) -> int:
        return max(MARK_WIDTH, len(self._mark(y)))

    def render_line(self, y: int) -> Line:
        width = self.content_size.width
        if y >= len(self.wheels):
            return Line.blank(width, self.rich_style)
        wheel = self.wheels[y]
        in_hand = y == self.cursor
        base = self.rich_style
        if in_hand:
            base += self.get_component_rich_style("wheels--cursor", partial=not self.has_focus)
        turning = wheel.slot in self._left
        mark = "▶ " if in_hand else "  "
        lock = self._mark(y)
        room = max(1, width - len(mark) - TITLE_WIDTH - len(lock))
        label = visible(self._passing.get(wheel.slot, f"{STRAY} {wheel.label}" if wheel.stray else wheel.label))
        label = label if len(label) <= room else label[: room - 1] + "…"
        title_style = base if in_hand else base + self.get_component_rich_style("wheels--title", partial=True)
        label_style = base + (
            self.get_component_rich_style("wheels--spinning", partial=True) if turning else Style(bold=not in_hand)
        )
        lock_style = base if in_hand else base + self.get_component_rich_style("wheels--locked", partial=True)
        title = visible(wheel.title)[: TITLE_WIDTH - 1]
        return Line(
            [
                Segment(mark, base),
                Segment(f"{title:<{TITLE_WIDTH}}", title_style),
                Segment(f"{label:<{room}}", label_style),
                Segment(lock, lock_style),
            ]
        ).adjust_cell_length(width, base)
