"""A text on one line, and cut to a length, with “…” where it is cut."""

from __future__ import annotations

import re

_BLANKS = re.compile(r"\s+")
_NO_BREAK = ("\u00a0", "\u202f")


def on_one_line(text: str) -> str:
    """`text` with one space for each run of blanks and line ends, none around; a no-break space stays what it is.

    `str.split` takes it for a place to part words at, and “dix :” could then be cut before its colon.
    """
    return _BLANKS.sub(_one_blank, text.strip())


def _one_blank(run: re.Match[str]) -> str:
    return next((blank for blank in _NO_BREAK if blank in run[0]), " ")


def shorten(text: str, longest: int, *, at_words: bool = False) -> str:
    """`text` in at most `longest` (>= 1) characters; cut, it ends with “…”.

    `at_words`: cut between two words, where there are two.
    """
    if len(text) <= longest:
        return text
    if at_words:
        whole, space, _rest = text[:longest].rpartition(" ")
        if space:
            return whole.rstrip(",;:.") + "…"
    return text[: max(0, longest - 1)].rstrip() + "…"
