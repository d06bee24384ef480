"""Somebody's words inside a sentence, between quotation marks."""

from __future__ import annotations

import re

from bestio.text.shorten import on_one_line
from bestio.text.shorten import shorten as cut

_LONGEST = 120


def shorten(text: str, longest: int = _LONGEST) -> str:
    """`text` on one line to be quoted, cut between two words where it is longer than `longest`."""
    return cut(within(on_one_line(text)), longest, at_words=True)


def within(text: str) -> str:
    """`text` as it stands inside quotation marks: French ones in it become English ones."""
    return re.sub(r"\s*»", "”", re.sub(r"«\s*", "“", text))
