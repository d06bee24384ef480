"""One quiet line: the activity that the group is at, what is done of it, the time left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.reactive import var
from textual.widget import Widget

from bestio.creation.fold import EMPTY, Creation
from bestio.tui.text import visible

if TYPE_CHECKING:
    from bestio.classroom.guidance import Guidance

EVERY = 20.0  # seconds: the time left is told in minutes


class GuideLine(Widget):
    """Shown only to a group that follows a plan. A click on it asks for the guide."""

    DEFAULT_CSS = """
    GuideLine { height: 1; padding: 0 1; background: $surface; color: $text-muted; display: none; }
    GuideLine:hover { color: $foreground; }
    """
    creation: var[Creation] = var(EMPTY)

    class Asked(Message):
        """The line was clicked."""

    def __init__(self, guidance: Guidance, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.guidance = guidance

    def on_mount(self) -> None:
        self.set_interval(EVERY, self.show)
        self.show()

    def watch_creation(self) -> None:
        if self.is_mounted:
            self.show()

    def show(self) -> None:
        """Look again where the group is."""
        self.display = self.guidance.begun
        self.refresh()

    def render(self) -> Content:
        progress = self.guidance.progress() if self.guidance.begun else None
        if progress is None or progress.here is None:
            return Content("")
        place = progress.here
        count = f"{min(place.count, place.needed)}/{place.needed}" if place.needed > 1 and not place.done else ""
        done = "✓" if place.done else count
        left = self.guidance.time_left(progress)
        head = Content.assemble(("F7", "$footer-key-foreground bold"), f" {place.number} ")
        rest = "  ·  ".join(part for part in (done, left) if part)
        return Content.assemble(head, (visible(place.activity.title), "$secondary"), f"   {rest}" if rest else "")

    def on_click(self, event: Click) -> None:
        event.stop()
        self.post_message(self.Asked())
