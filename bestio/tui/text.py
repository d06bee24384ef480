"""Pupils' text on the screen is data: nothing in it is obeyed, and what cannot be seen is shown."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from bestio.text.sanitise import UNSEEN, is_seen

CONTROL_PICTURES = 0x2400  # U+2400.. : the pictures of the control characters
_JOINERS = {"\u200d", "\ufe0f"}  # they hold an emoji together


def visible(text: str, *, lines: bool = False) -> str:
    """`text` with every control, bidirectional or private character replaced by something that shows.

    Line ends stay where `lines` is true and become spaces elsewhere; narrow no-break spaces, which some terminals draw
    as a full cell and some as none, become no-break spaces.
    """
    return "".join(_visible(char, lines) for char in text)


def _visible(char: str, lines: bool) -> str:
    if char == "\n":
        return "\n" if lines else " "
    if char == "\t":
        return " "
    if char == "\u202f":
        return "\u00a0"
    if ord(char) < 0x20:
        return chr(CONTROL_PICTURES + ord(char))
    return char if is_seen(char) else "" if char in _JOINERS else UNSEEN


def show(static: Static, content: Content | str, *, layout: bool = False) -> None:
    """Put `content` into `static` where it is not there already; `layout` where its height may change with it.

    The screen is laid out anew only where the height does change: that costs more than all the rest of a repaint.
    """
    shown, wanted = (Content(one) if isinstance(one, str) else one for one in (static.content, content))
    if isinstance(shown, Content) and isinstance(wanted, Content) and shown.is_same(wanted):  # == knows no styles
        return
    before = height_of(static) if layout else 0
    static.update(content, layout=False)
    if layout and (not before or height_of(static) != before):
        static.refresh(layout=True)


def height_of(widget: Widget) -> int:
    """How many lines `widget` takes for what it shows, at the width it has; 0 where it has no place yet."""
    lines = widget.get_content_height(widget.container_size, widget.app.size, widget.content_size.width)
    least, most = widget.styles.min_height, widget.styles.max_height
    if lines and least is not None and least.cells is not None:
        lines = max(lines, least.cells)
    if most is not None and most.cells is not None:
        lines = min(lines, most.cells)
    return lines


def plain(text: str, *, lines: bool = False) -> Content:
    """`text` as content without markup, safe to show."""
    return Content(visible(text, lines=lines))
