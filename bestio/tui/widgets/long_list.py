"""A list of any length, one line an entry: only the lines in sight are ever drawn."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from textual.binding import Binding
from textual.events import Click, Key
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip as Line

from bestio.text.fold import fold
from bestio.text.shorten import shorten
from bestio.tui.text import visible

ABOVE = 5  # lines in sight above the one that is at hand at first


class LongList(ScrollView, can_focus=True):
    """Shows `lines` with one of them `at` hand; a letter leads to the next line that begins with it."""

    DEFAULT_CSS = """
    LongList { height: 1fr; border: round $primary; overflow-y: scroll; scrollbar-size-vertical: 1; }
    LongList > .long-list--at {
        background: $block-cursor-background; color: $block-cursor-foreground; text-style: bold;
    }
    """
    COMPONENT_CLASSES = {"long-list--at"}
    BINDINGS = [
        Binding("up", "go(-1)", show=False),
        Binding("down", "go(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("home", "end(0)", show=False),
        Binding("end", "end(-1)", show=False),
        Binding("enter", "choose", show=False),
    ]

    at: reactive[int] = reactive(0)

    class Chosen(Message):
        """A line was chosen: its `place`, from 0."""

        def __init__(self, place: int) -> None:
            super().__init__()
            self.place = place

    def __init__(self, lines: Sequence[str], *, at: int = 0, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.lines = tuple(lines)
        self.set_reactive(LongList.at, self.validate_at(at))

    def on_mount(self) -> None:
        self.virtual_size = Size(1, len(self.lines))
        self.scroll_y = self.scroll_target_y = max(0, self.at - ABOVE)  # before anything is painted

    def on_resize(self) -> None:
        self._keep_in_sight()

    def validate_at(self, at: int) -> int:
        return max(0, min(at, len(self.lines) - 1))

    def watch_at(self) -> None:
        self._keep_in_sight()
        self.refresh()

    def _keep_in_sight(self) -> None:
        self.scroll_to_region(Region(0, self.at, 1, 1), animate=False, immediate=True, force=True)

    def render_line(self, y: int) -> Line:
        place = y + self.scroll_offset.y
        width = self.scrollable_content_region.width
        style = self.rich_style
        if place >= len(self.lines):
            return Line.blank(width, style)
        if place == self.at:
            style += self.get_component_rich_style("long-list--at", partial=True)
        text = shorten(visible(self.lines[place]), max(1, width - 2))
        return Line([Segment(f" {text} ", style)]).adjust_cell_length(width, style)

    def action_go(self, by: int) -> None:
        """Go to the next line, or to the one before."""
        self.at += by

    def action_page(self, by: int) -> None:
        """Go a page further."""
        self.at += by * max(1, self.scrollable_content_region.height - 1)

    def action_end(self, place: int) -> None:
        """Go to the first line (0), or to the last (-1)."""
        self.at = place % max(1, len(self.lines))

    def action_choose(self) -> None:
        """Take the line at hand."""
        if self.lines:
            self.post_message(self.Chosen(self.at))

    def on_key(self, event: Key) -> None:
        if event.character is None or not event.character.isalpha():
            return
        event.stop()
        wanted = fold(event.character)
        places = [place for place, line in enumerate(self.lines) if fold(line[:1]) == wanted]
        if places:
            self.at = next((place for place in places if place > self.at), places[0])

    def on_click(self, event: Click) -> None:
        offset = event.get_content_offset(self)
        if offset is not None and (place := offset.y + self.scroll_offset.y) < len(self.lines):
            self.at = place
            self.action_choose()
