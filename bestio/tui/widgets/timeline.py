"""Where a replay is: a bar with the places one can jump to, and the time under it. A click goes there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

MARKS: Mapping[str, str] = {
    "creature": "✦", "lock": "▣", "phrase": "★", "voice": "♪", "stage": "●", "step": "┃",
}  # fmt: skip
"""What each kind of marker is drawn as."""
_FIRST = ("step", "creature", "phrase", "stage", "voice", "lock")


class Timeline(Widget):
    """Shows `position` of `total`; `marks` are positions and kinds; `left` and `right` stand under the bar."""

    DEFAULT_CSS = """
    Timeline { height: 2; width: 1fr; padding: 0 1; text-wrap: nowrap; }
    """

    total: reactive[int] = reactive(0)
    position: reactive[int] = reactive(0)
    marks: reactive[Sequence[tuple[int, str]]] = reactive(())
    left: reactive[str] = reactive("")
    right: reactive[str] = reactive("")

    class Sought(Message):
        """Somebody wants to go to a position."""

        def __init__(self, position: int) -> None:
            super().__init__()
            self.position = position

    def column(self, position: int) -> int:
        """The cell of the bar where a position stands."""
        width = max(1, self.content_size.width)
        return round(position / self.total * (width - 1)) if self.total else 0

    def render(self) -> Content:
        width = max(1, self.content_size.width)
        cells = ["━"] * width
        for kind in reversed(_FIRST):  # where several fall on one cell, the first of them is seen
            for position, of_kind in self.marks:
                if of_kind == kind:
                    cells[self.column(position)] = MARKS[kind]
        here = self.column(self.position)
        room = max(0, width - len(self.left) - len(self.right))
        return Content.assemble(
            ("".join(cells[:here]), "$primary"),
            (cells[here], "$background on $primary"),
            ("".join(cells[here + 1 :]), "$border"),
            "\n",
            (self.left, "bold"),
            (" " * room + self.right, "$text-muted"),
        )

    def on_click(self, event: Click) -> None:
        event.stop()
        place = event.get_content_offset(self)
        if place is not None and self.total:
            width = max(1, self.content_size.width - 1)
            self.post_message(self.Sought(round(place.x / width * self.total)))
