"""Windows: what opens over a place, which shows through, dimmed."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, TypeVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding
from textual.color import Color
from textual.geometry import Region
from textual.renderables.background_screen import BackgroundScreen
from textual.screen import ModalScreen, Screen
from textual.strip import Strip

from bestio.tui.compat.painting import painted_rows, painted_size

_T = TypeVar("_T")


@lru_cache(maxsize=4096)
def _dimmed(style: Style | None, veil: Color) -> Style | None:
    """A style seen through a veil. A screen has few styles, and to mix each cell's anew took most of the time."""
    (segment,) = BackgroundScreen.process_segments([Segment(" ", style)], veil)
    return segment.style


class Window(ModalScreen[_T]):
    """A screen over another one, which shows through.

    Textual makes the whole of the dimmed picture anew whenever a cell of it changes: a creature that breathes beneath
    cost as much at each breath as all the rest. Here only the rows that changed are.
    """

    BINDINGS = [Binding("l,L", "read_aloud", show=False)]

    def __init__(self, *arguments: Any, **named: Any) -> None:
        self._beneath: list[Strip] = []
        self._stale: set[int] = set()
        self._seen: object = None
        super().__init__(*arguments, **named)

    async def action_read_aloud(self) -> None:
        """Read aloud what stands here, or be silent."""
        await self.app.run_action("read_aloud", self.app)

    async def action_words(self) -> None:
        """Explain the words that stand here."""
        await self.app.run_action("words", self.app)

    def refresh(self, *regions: Region, **how: Any) -> Any:
        """Paint anew; `regions`: only these. Whatever changes beneath is asked for here, in its regions."""
        if regions:
            self._stale.update(row for region in regions for row in region.line_range)
        else:
            self._seen = None
        return super().refresh(*regions, **how)

    def render_lines(self, crop: Region) -> list[Strip]:
        beneath, veil = self._screen_beneath(), self.styles.background
        seen = (beneath, veil, self.size, self.app.theme)
        if seen != self._seen:
            self._seen, self._stale, self._beneath = seen, set(range(self.size.height)), []
        if self._stale:
            self._paint(beneath, veil)
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        return self._beneath[y] if y < len(self._beneath) else super().render_line(y)

    def _screen_beneath(self) -> Screen[Any] | None:
        """The screen that shows through; None where none does."""
        stack = self.app.screen_stack
        if self not in stack or self.styles.background.a == 1:
            return None
        return stack[stack.index(self) - 1] if stack.index(self) else None

    def _paint(self, beneath: Screen[Any] | None, veil: Color) -> None:
        rows = sorted(row for row in self._stale if 0 <= row < self.size.height)
        self._stale.clear()
        if beneath is None or painted_size(beneath) != self.size:
            self._seen = None
            self._beneath = []
            return
        if not self._beneath:
            self._beneath = [Strip.blank(self.size.width)] * self.size.height
        base = self.visual_style.rich_style
        for row, painted in zip(rows, painted_rows(beneath, rows), strict=True):
            self._beneath[row] = Strip(_veiled(painted, base, veil), painted.cell_length)


def _veiled(painted: Iterable[Segment], base: Style, veil: Color) -> list[Segment]:
    return [
        Segment(text, base if dim is None else base + dim)
        for text, style, _control in painted
        for dim in (_dimmed(style, veil),)
    ]
