"""Lines laid out for those who read with difficulty: short ones, no word cut at the edge, each apart from the next.

Only where somebody reads them in a terminal: what goes into a file or to another program stays as it is.
"""

from __future__ import annotations

import io
import os
import re
import sys
import unicodedata
from pathlib import Path
from typing import TextIO, cast

from bestio.library import open_library

WIDEST = 66
"""Columns of a line that is not too long for an eye to find the next one."""
_PIECE = re.compile(r"[ \t]*[^ \t]+")  # a word with the blanks before it; a no-break space holds words together
_INDENT = re.compile(r"[ \t]*")


def width_of(text: str) -> int:
    """How many columns a terminal needs for it."""
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text
    )


def rows_of(line: str, columns: int) -> list[str]:
    """A line as rows of at most so many columns, cut between words only; each but the first stands further in."""
    indent = cast("re.Match[str]", _INDENT.match(line))[0] + "  "
    rows = [""]
    for piece in _PIECE.findall(line):
        if rows[-1].strip() and width_of(rows[-1] + piece) > columns:
            rows.append(indent + piece.lstrip(" \t"))
        else:
            rows[-1] += piece
    return rows


class Spaced(io.TextIOBase):
    """A stream to a terminal whose lines are laid out so."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__()
        self._stream = stream
        self._begun = ""

    def write(self, text: str) -> int:
        """Take a text; its lines go out as soon as they are whole."""
        *lines, self._begun = (self._begun + text).split("\n")
        for line in lines:
            self._stream.write("\n\n".join(rows_of(line, self._columns())) + "\n\n" if line.strip() else "\n")
        return len(text)

    def flush(self) -> None:
        """Let out what there is of a line that is not whole, too: a question waits for its answer."""
        begun, self._begun = self._begun, ""
        self._stream.write(begun)
        self._stream.flush()

    def _columns(self) -> int:
        try:
            return min(WIDEST, os.get_terminal_size(self.fileno()).columns)
        except (OSError, ValueError):
            return WIDEST

    def isatty(self) -> bool:
        """Whether it leads to a terminal."""
        return self._stream.isatty()

    def fileno(self) -> int:
        """The number of the stream below."""
        return self._stream.fileno()

    def writable(self) -> bool:
        """It takes texts."""
        return True

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """That of the stream below."""
        return self._stream.encoding

    @property
    def errors(self) -> str | None:  # type: ignore[override]
        """What the stream below does about signs that it does not know."""
        return self._stream.errors


def space_out(home: Path | None) -> None:
    """Lay lines out so from now on, where the workspace is in easy reading and a terminal shows them."""
    shown = [name for name in ("stdout", "stderr") if getattr(sys, name).isatty()]
    if not shown:
        return
    from bestio.session.settings import read_settings  # noqa: PLC0415 (a third of what `bestio where` costs)

    if read_settings(open_library(home, os.environ)).dys:
        for name in shown:
            setattr(sys, name, cast("TextIO", Spaced(getattr(sys, name))))
