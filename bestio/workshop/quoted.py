"""Somebody's words inside a sentence, between quotation marks."""

from __future__ import annotations

import re

_LONGEST = 120


def shorten(text: str, longest: int = _LONGEST) -> str:
    """`text` on one line to be quoted, cut between two words where it is longer than `longest`."""
    text = within(" ".join(text.split()))
    if len(text) <= longest:
        return text
    whole, space, _rest = text[:longest].rpartition(" ")
    return (whole.rstrip(",;:.") if space else text[: longest - 1]) + "…"


def within(text: str) -> str:
    """`text` as it stands inside quotation marks: French ones in it become English ones."""
    return re.sub(r"\s*»", "”", re.sub(r"«\s*", "“", text))
