"""What leans on Textual's insides: each piece with why it is there, and the versions that it is needed for.

Names that begin with an underscore are Textual's own business, and may go with any version. tests/tui/test_compat.py
tells which piece is needed no more.
"""

from __future__ import annotations

from collections.abc import Sequence

from textual._context import visible_screen_stack
from textual.geometry import Region, Size
from textual.screen import Screen
from textual.strip import Strip


def painted_size(screen: Screen[object]) -> Size:
    """The size for which `screen` was laid out last: after a resize, its `size` is a moment ahead of it (Textual 8)."""
    return screen._compositor.size


def painted_rows(screen: Screen[object], rows: Sequence[int]) -> list[Strip]:
    """The given rows of `screen` (from 0, in their order) as they are now, also where another screen stands over it.

    Textual 8 paints what is beneath a window by its compositor, whole; nothing public gives a part of it.
    """
    stack, compositor = screen.app.screen_stack, screen._compositor
    visible_screen_stack.set(stack[: stack.index(screen)])  # what a window among them is painted over
    crop = Region(0, rows[0], compositor.size.width, rows[-1] - rows[0] + 1)
    chops = compositor._render_chops(crop, frozenset(rows).__contains__)
    return [Strip.join(chops[row].values()) for row in rows]


_refresh = Screen._compositor_refresh


def _tell_the_one_over_it(screen: Screen[object]) -> None:
    app, compositor = screen.app, screen._compositor
    if app.is_inline or screen is app.screen or screen not in app._background_screens:
        _refresh(screen)
        return
    regions = compositor._dirty_regions.copy()
    compositor._dirty_regions.clear()
    screen._dirty_widgets.clear()
    if regions:
        stack = app.screen_stack
        stack[stack.index(screen) + 1].refresh(*regions)


def tell_windows_what_changes_beneath() -> None:
    """Let each screen tell the one over it which regions of it have changed. Doing it again changes nothing.

    Textual 8 remembers the first regions that changed beneath a window, most often the whole screen, and has them
    painted at each change, whatever it is; a window between two screens is told nothing.
    """
    Screen._compositor_refresh = _tell_the_one_over_it  # type: ignore[assignment, method-assign]
