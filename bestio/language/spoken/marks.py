"""Signs that are drawn or that only hold words, and are not said: smileys, tags, quotation marks after an elision."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bestio.language.spoken.form import Edit, Part

_SMILEY = re.compile(r"(?<![\w:;=])(?:[:;][-'o^]?[()DPpOoSs3|/*\\\]\[]|[xX]D+|<3+|[oO0]_[oO0]|T_T|-_-|\^_\^)(?![\w/])")
_TAG = re.compile(r"(?i)</?(?:[biupas]|em|strong|br|span|div|font|h[1-6]|li|ul|ol)(?: [^<>\n]{0,200})? ?/?>")
# Between the word that is cut short and the one that it leans on: l'« ami », d' *eau*.
_ELIDED = re.compile(r"(?i)(?<![\w'])((?:[cdjlmnst]|qu|lorsqu|puisqu|jusqu)')( ?[«“\"*_]+ ?)(?=[^\W\d_])")
_LETTER = re.compile(r"[^\W_]")


def marks(text: str) -> Iterator[Edit]:
    """:-) xD <3, <b>, l'« ami »: each but where nothing else would be said."""
    for match in _ELIDED.finditer(text):
        yield [Part(*match.span(2), "")]
    for pattern in (_TAG, _SMILEY):
        for match in pattern.finditer(text):
            if _LETTER.search(text, 0, match.start()) or _LETTER.search(text, match.end()):
                yield [Part(*match.span(), " ")]
