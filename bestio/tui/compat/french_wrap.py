"""Lines that break as French wants: never at a no-break space, so that no « » », « : » or « % » begins a line.

Textual wraps through `rich._wrap`, whose pattern for a word takes every space for one where a line may break. It is
replaced here, once, by one that knows no-break spaces; nothing else of the two libraries is touched.
"""

from __future__ import annotations

import re

from rich import _wrap

from bestio.tui.compat.piece import Piece

_KEEP = "\u00a0\u202f\u2007"
FRENCH_WORD = re.compile(rf"[^\S{_KEEP}]*(?:\S|[{_KEEP}])+[^\S{_KEEP}]*")


PIECE = Piece(_wrap, "re_word", FRENCH_WORD, _wrap.re_word, why="lines break at no-break spaces", versions="rich 14-15")
