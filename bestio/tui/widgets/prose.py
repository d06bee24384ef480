"""A text to read, whose lines stand further apart for whom that helps."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import RenderResult
from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual
from textual.widgets import Static

ROOMY = 30
"""Rows of a terminal in which a text that shares its place with others may stand apart, too."""


class Spaced(Visual):
    """A text with an empty line between any two of its lines: a terminal knows no other spacing."""

    def __init__(self, text: Content) -> None:
        self.text = text

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        """The lines, and what stands between them."""
        lines = self.text.render_strips(width, None, style, options)
        blank = Strip.blank(width, style.rich_style)
        apart = [strip for line, more in zip(lines, _gaps(lines), strict=True) for strip in (line, *[blank] * more)]
        return apart if height is None else apart[:height]

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """As without the space."""
        return self.text.get_optimal_width(rules, container_width)

    def get_minimal_width(self, rules: RulesMap) -> int:
        """As without the space."""
        return self.text.get_minimal_width(rules)

    def get_height(self, rules: RulesMap, width: int) -> int:
        """The lines, and what stands between them."""
        lines = self.text.wrap(width)
        return len(lines) + sum(_gaps(lines))


def _gaps(lines: Sequence[Strip] | Sequence[Content]) -> list[bool]:
    """After which of some lines one is left empty: not where one is already."""
    full = [bool((line.text if isinstance(line, Strip) else line.plain).strip()) for line in lines]
    return [here and there for here, there in zip(full, [*full[1:], False], strict=True)]


class Prose(Static):
    """A text to read. `beside`: it shares its place, and stands apart only where the terminal has room."""

    def __init__(self, *content: object, beside: bool = False, id: str | None = None) -> None:  # noqa: A002
        super().__init__(*content, id=id, markup=False)  # type: ignore[arg-type]
        self.beside = beside

    def render(self) -> RenderResult:
        apart = self.app.has_class("-dys") and not (self.beside and self.app.size.height < ROOMY)
        return Spaced(self.visual) if apart and isinstance(self.visual, Content) else self.visual

    def space(self) -> None:
        """The lines stand otherwise from now on."""
        self.clear_cached_dimensions()
        self.refresh(layout=True)
