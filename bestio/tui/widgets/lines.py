"""A widget made of lines that are worked out for its width, and as high as they are many."""

from __future__ import annotations

from abc import abstractmethod

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget


class Lines(Widget):
    """Shows `lines`. One widget for them all: one each has to be laid out, and that is seen."""

    DEFAULT_CSS = """
    Lines { height: auto; }
    """

    @abstractmethod
    def lines(self, width: int) -> list[Content]:
        """What is shown where there is room for `width` columns."""

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self.lines(width))

    def render(self) -> Content:
        return Content("\n").join(self.lines(self.content_size.width))
