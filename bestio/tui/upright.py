"""Letters that stand upright and in full colour, for whom slanted or dim ones are hard to read."""

from __future__ import annotations

from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

_PLAIN = Style(italic=False, dim=False)
_OVER = Style(italic=False, dim=False, overline=True)


@lru_cache(maxsize=4096)
def upright(style: Style) -> Style:
    """A style without slant and dimness. What only a slant told apart (the texts of a phrase) wears a line above."""
    return style + (_OVER if style.italic else _PLAIN) if style.italic or style.dim else style


class Upright(LineFilter):
    """What every painted line goes through."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same line, upright."""
        return [
            Segment(text, upright(style), control) if style is not None else segment
            for segment in segments
            for text, style, control in (segment,)
        ]
