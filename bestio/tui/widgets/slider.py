"""A value one pushes with the arrows or the mouse: its name, a bar, the number with its unit."""

from __future__ import annotations

from collections.abc import Callable

from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from bestio.i18n import N_
from bestio.text.shorten import shorten
from bestio.tui.commands import Command, bindings

LABEL_PART = 0.45  # of the width, at most LABEL_WIDTH cells
LABEL_WIDTH = 20
NUMBER_WIDTH = 9
SHORTEST_BAR = 4

COMMANDS = (
    Command("less", "left", N_("Less"), N_("Push the value down."), shown=False),
    Command("more", "right", N_("More"), N_("Push the value up."), shown=False),
)


class Slider(Widget, can_focus=True):
    """A number between `low` and `high`, moved by `step`; `show` writes it for people, in at most `shown` signs."""

    DEFAULT_CSS = """
    Slider { height: 1; width: 1fr; }
    Slider:focus { background: $primary 25%; }
    Slider:disabled { opacity: 50%; }
    """
    BINDINGS = bindings(COMMANDS)

    value: reactive[float] = reactive(0.0)

    class Moved(Message):
        """The value was pushed by somebody."""

        def __init__(self, slider: Slider, value: float) -> None:
            super().__init__()
            self.slider, self.value = slider, value

        @property
        def control(self) -> Slider:
            """The slider that was moved."""
            return self.slider

    def __init__(
        self,
        label: str,
        low: float,
        high: float,
        *,
        step: float,
        value: float,
        show: Callable[[float], str] = str,
        help: str = "",  # noqa: A002 (what Textual calls it too)
        shown: int = NUMBER_WIDTH - 1,
        name: str | None = None,
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(name=name, id=id)
        self.label, self.low, self.high, self.step, self.show = label, low, high, step, show
        self.help = help
        self.shown = shown
        self.tooltip = help or None
        self.set_reactive(Slider.value, value)

    @property
    def _label_width(self) -> int:
        width = self.content_size.width
        return max(1, min(LABEL_WIDTH, round(width * LABEL_PART), width - SHORTEST_BAR - self.shown - 1))

    @property
    def _bar_width(self) -> int:
        return max(SHORTEST_BAR, self.content_size.width - self._label_width - self.shown - 1)

    def render(self) -> Content:
        width, room = self._bar_width, self._label_width
        span = self.high - self.low
        label = shorten(self.label, max(1, room - 1))
        filled = round((min(max(self.value, self.low), self.high) - self.low) / span * width) if span else 0
        return Content.assemble(
            (f"{label:<{room}}", ""),
            ("━" * filled, "$primary"),
            ("─" * (width - filled), "$border-blurred"),  # another sign: not colour alone
            (f" {self.show(self.value):>{self.shown}}", "bold"),
        )

    def action_less(self) -> None:
        """One step down."""
        self._push(self.value - self.step)

    def action_more(self) -> None:
        """One step up."""
        self._push(self.value + self.step)

    def on_click(self, event: Click) -> None:
        at = (event.x - self._label_width) / self._bar_width
        if 0 <= at <= 1:
            self._push(self.low + at * (self.high - self.low))

    def _push(self, value: float) -> None:
        steps = round((value - self.low) / self.step)
        value = min(self.high, max(self.low, self.low + steps * self.step))
        if value != self.value:
            self.value = value
            self.post_message(self.Moved(self, value))
