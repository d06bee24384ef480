"""How screens are laid out: once for what has changed, and painted when all has its place."""

from __future__ import annotations

from textual._compositor import Compositor, ReflowResult
from textual.geometry import Size
from textual.map_geometry import MapGeometry
from textual.widget import Widget
from textual.widgets import OptionList

from bestio.tui.compat.piece import Piece

MOST_TIMES = 2
"""How often all is laid out once more at most: a scrollbar may come and go with what it leaves room for."""
_size_updated = Widget._size_updated


def _size_told(widget: Widget, size: Size, virtual_size: Size, container_size: Size, layout: bool = True) -> bool:
    """Take the place that a layout gives, which is no reason for another layout."""
    changed = _size_updated(widget, size, virtual_size, container_size, layout=False)
    if changed:
        widget.clear_cached_dimensions()
    return changed


_list_size_updated = OptionList._size_updated


def _list_size_told(
    options: OptionList, size: Size, virtual_size: Size, container_size: Size, layout: bool = True
) -> bool:
    """Count the lines of a list as soon as it has a place: whether it needs a scrollbar is known then."""
    before, bars, asked = options.size, options.scrollbars_enabled, options._layout_required
    changed = _list_size_updated(options, size, virtual_size, container_size, layout)
    if size != before or bars != options.scrollbars_enabled:
        options._option_render_cache.clear()
        options._line_cache.clear()
        options._update_lines()
    if bars == options.scrollbars_enabled:
        options._layout_required = asked  # how many lines it has changes nothing around it
    return changed


_list_resized = OptionList._on_resize


def _list_is_known(_options: OptionList) -> None:
    """Do nothing: it was counted, and painted, as it is."""


_reflow = Compositor.reflow


def _reflow_with_bars(compositor: Compositor, parent: Widget, size: Size) -> ReflowResult:
    """Lay out once more, before anything is painted, where a scrollbar has come or gone."""
    hidden, shown, resized = _laid_out(compositor, parent, size)
    for _time in range(MOST_TIMES):
        moved = [widget for widget in list(compositor._full_map) if _bars_move(widget, compositor._full_map[widget])]
        if not moved:
            break
        for widget in moved:
            _forget_arrangements(widget)
        again = _laid_out(compositor, parent, size)
        hidden, shown, resized = hidden | again.hidden, shown | again.shown, resized | again.resized
    there = compositor._full_map.keys()
    return ReflowResult(hidden - compositor.widgets, shown & there, resized & there)


def _laid_out(compositor: Compositor, parent: Widget, size: Size) -> ReflowResult:
    changed = _reflow(compositor, parent, size)
    compositor._full_map_invalidated = False  # it is whole: Textual would make it once more
    return changed


def _bars_move(widget: Widget, place: MapGeometry) -> bool:
    """Give a widget that scrolls its place, and tell whether a scrollbar has come or gone with it."""
    if not widget.is_scrollable:
        return False
    bars, asked = widget.scrollbars_enabled, widget._layout_required
    widget._size_updated(place.region.size, place.virtual_size, place.container_size)
    if widget.scrollbars_enabled == bars:
        return False
    widget._layout_required = asked  # this is it
    return True


def _forget_arrangements(widget: Widget) -> None:
    widget._clear_arrangement_cache()
    for ancestor in widget.ancestors:
        if not isinstance(ancestor, Widget):
            return
        ancestor._clear_arrangement_cache()
        ancestor._layout_updates += 1
        if not ancestor.styles.auto_dimensions:
            return


PIECES = (
    Piece(
        Widget,
        "_size_updated",
        _size_told,
        _size_updated,
        why="""Each widget whose size a layout changes asks for another layout, in which nothing changes, and is painted
        once more as it was.""",
        versions="textual 8",
    ),
    Piece(
        OptionList,
        "_size_updated",
        _list_size_told,
        _list_size_updated,
        why="""A list counts its lines while it is painted, and only then asks for the scrollbar that it needs.""",
        versions="textual 8",
    ),
    Piece(
        OptionList,
        "_on_resize",
        _list_is_known,
        _list_resized,
        why="""A list that has another size is painted, and then told so, and counted and painted once more.""",
        versions="textual 8",
    ),
    Piece(
        Compositor,
        "reflow",
        _reflow_with_bars,
        _reflow,
        why="""What scrolls is painted first without its scrollbar, and then all is laid out and painted with it.""",
        versions="textual 8",
    ),
)
