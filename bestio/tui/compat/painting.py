"""How screens are painted: only what changes, also beneath a window."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Protocol, cast, runtime_checkable

from textual._compositor import ChopsUpdate, Compositor
from textual._context import visible_screen_stack
from textual.app import App
from textual.geometry import Region, Size
from textual.screen import Screen
from textual.strip import Strip

from bestio.tui.compat.piece import Piece


@runtime_checkable
class Paced(Protocol):
    """An app that is painted only so often."""

    def may_be_painted(self) -> bool:
        """Whether enough time has passed since it was painted last."""
        ...


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


def shown_rows(screen: Screen[object]) -> list[Strip]:
    """Every row of `screen` as it is painted now. Textual 8 gives it to the terminal alone, and to pictures."""
    return screen._compositor.render_strips()


_refresh = Screen._compositor_refresh


def _tell_the_one_over_it(screen: Screen[object]) -> None:
    """Let each screen tell the one over it which regions of it have changed."""
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


@cache
def _is_paced(kind: type[App[object]]) -> bool:
    """Whether apps of a kind are: to ask each time, as Python does, costs more than the beat of the timer itself."""
    return issubclass(kind, Paced)


_paint_in_time = Screen._on_timer_update


def _forget_no_widget(screen: Screen[object]) -> None:
    """Let what the widgets of `screen` have to paint stay to be painted when the screen has something itself.

    An app that is not to be painted again yet is looked at again at the next beat of the screen's timer.
    """
    app = screen.app
    if _is_paced(type(app)) and not cast(Paced, app).may_be_painted():
        return
    if screen._repaint_required:
        screen._compositor.update_widgets(screen._dirty_widgets)
    _paint_in_time(screen)


_renders = Compositor._get_renders


def _renders_of_rows(
    compositor: Compositor, crop: Region | None = None
) -> Iterable[tuple[Region, Region, list[Strip]]]:
    """What each widget shows of the rows of `crop`: the widget's region, the part of it, that part's lines."""
    if crop is None:
        yield from _renders(compositor)
        return
    for widget, (region, clip) in compositor.visible_widgets.items():
        left, top, right, bottom = region.intersection(clip).corners
        part = Region.from_corners(left, max(top, crop.y), right, min(bottom, crop.bottom))
        if part.height > 0 and part.overlaps(crop):
            yield region, part, widget.render_lines(part.translate(-region.offset))
            if part.contains_region(crop):  # what is behind it cannot be seen
                return


def _runs(spans: Iterable[tuple[int, int, int]]) -> Iterator[Region]:
    """The rows of spans (row, first column, the one behind the last) that lie one under the other, as regions."""
    top = bottom = left = right = -1
    for row, start, end in spans:
        if row > bottom:
            if bottom > top:
                yield Region.from_corners(left, top, right, bottom)
            top, left, right = row, start, end
        bottom, left, right = row + 1, min(left, start), max(right, end)
    if bottom > top:
        yield Region.from_corners(left, top, right, bottom)


def _paint_what_changed(compositor: Compositor) -> ChopsUpdate | None:
    regions = compositor._dirty_regions.copy()
    compositor._dirty_regions.clear()
    height = compositor.size.height
    spans = [span for span in compositor._regions_to_spans(regions) if 0 <= span[0] < height]
    if not spans:
        return None
    chops: list[dict[int, Strip | None]] = [{} for _row in range(height)]
    for run in _runs(spans):
        painted = compositor._render_chops(run, run.line_range.__contains__)
        for row in run.line_range:
            chops[row] = dict(painted[row])
    return ChopsUpdate(chops, spans, [cuts[1:] for cuts in compositor.cuts])


PIECES = (
    Piece(
        Screen,
        "_compositor_refresh",
        _tell_the_one_over_it,
        _refresh,
        why="""The first regions that changed beneath a window, most often the whole screen, are painted again at each
        change, whatever it is; a window between two screens is told nothing.""",
        versions="textual 8",
    ),
    Piece(
        Compositor,
        "_get_renders",
        _renders_of_rows,
        _renders,
        why="""Each widget that meets the smallest rectangle around all that changed is asked for all of its lines, also
        where another hides it: at each frame of a spin the whole bench was put together anew.""",
        versions="textual 8",
    ),
    Piece(
        Compositor,
        "render_partial_update",
        _paint_what_changed,
        Compositor.render_partial_update,
        why="""That rectangle holds all that lies between a mouth that moves and a word that is lit.""",
        versions="textual 8",
    ),
    Piece(
        Screen,
        "_on_timer_update",
        _forget_no_widget,
        _paint_in_time,
        why="""A screen that is to be painted forgets its widgets that are, as if it were painted whole: what changed in
        a window at the moment when something changed beneath it was not shown.""",
        versions="textual 8",
    ),
)
