"""Pastes that come in whole, whatever they hold.

Textual looks for key sequences inside a bracketed paste, too: an escape character in what is pasted swallowed what
came after it, and its letters were obeyed as keys. None is left in what comes between the two marks of a paste.
"""

from __future__ import annotations

from collections.abc import Iterable
from weakref import WeakKeyDictionary

from textual._xterm_parser import XTermParser
from textual.message import Message

from bestio.tui.compat.piece import Piece

START, END = "\x1b[200~", "\x1b[201~"
ESCAPE = "\x1b"

_feed = XTermParser.feed


class Pastes:
    """Goes through what a terminal sends, piece by piece, and takes the escape characters out of its pastes."""

    def __init__(self) -> None:
        self._inside = False
        self._held = ""
        self._sent = ""

    def clean(self, data: str) -> str:
        """`data` without what would cut a paste.

        In a paste, the beginning of its end mark waits for the next piece. Out of one, nothing waits: an escape
        character may be the key.
        """
        data, self._held = self._held + data, ""
        parts: list[str] = []
        while data:
            if self._inside:
                before, found, data = data.partition(END)
                self._held = "" if found else _beginning_of(END, before)
                parts += [before[: len(before) - len(self._held)].replace(ESCAPE, ""), found]
            else:
                before, found, data = (self._sent + data).partition(START)
                parts.append((before + found)[len(self._sent) :])
                self._sent = "" if found else _beginning_of(START, before)
            self._inside ^= bool(found)
        return "".join(parts)


def _beginning_of(mark: str, text: str) -> str:
    """The longest end of `text` that `mark` may begin with."""
    return next((mark[:size] for size in range(len(mark) - 1, 0, -1) if text.endswith(mark[:size])), "")


_pastes: WeakKeyDictionary[XTermParser, Pastes] = WeakKeyDictionary()


def _feed_whole(parser: XTermParser, data: str) -> Iterable[Message]:
    if not data:  # the end
        return _feed(parser, data)
    cleaned = _pastes.setdefault(parser, Pastes()).clean(data)
    return _feed(parser, cleaned) if cleaned else ()


PIECE = Piece(XTermParser, "feed", _feed_whole, _feed, why="an escape character cuts a paste", versions="textual 8")
