"""Rows of the screen that hold what is asked of them, and nothing else.

Each of Textual's strips makes seven caches when it is made, a kilobyte for a row of eighty cells, and most of them are
never asked: some thousand rows are kept by the widgets, and thirty apps run in one computer.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rich.segment import Segment
from textual.cache import FIFOCache
from textual.strip import Strip

from bestio.tui.compat.piece import Piece

_init = Strip.__init__
_new = Strip([])
_SIZES: dict[str, int] = {
    name: found._maxsize for name in Strip.__slots__ if isinstance(found := getattr(_new, name), FIFOCache)
}


def _with_nothing(strip: Strip, segments: Iterable[Segment], cell_length: int | None = None) -> None:
    strip._segments = list(segments)
    strip._cell_length = cell_length
    strip._render_cache = None
    strip._link_ids = None
    strip._cell_count = None


def _when_asked(strip: Strip, name: str) -> Any:
    size = _SIZES.get(name)
    if size is None:
        return _unknown(strip, name)
    cache: FIFOCache[Any, Any] = FIFOCache(size)
    setattr(strip, name, cache)
    return cache


def _unknown(strip: Strip, name: str) -> Any:
    raise AttributeError(f"{type(strip).__name__!r} object has no attribute {name!r}", name=name, obj=strip)


PIECES = (
    Piece(
        Strip,
        "__getattr__",
        _when_asked,
        _unknown,
        why="where a strip is made without caches, each is made when it is first asked",
        versions="textual 8",
    ),
    Piece(
        Strip,
        "__init__",
        _with_nothing,
        _init,
        why="seven caches a row of the screen take more room than the row",
        versions="textual 8",
    ),
)
