"""The forms of Unicode, for texts that anyone may have written.

Normalising sorts the combining marks that follow a letter, and that sort takes the square of their number: a letter
with 100,000 marks would hold the program for minutes. So no run of marks is longer than MOST_MARKS before any of it.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

MOST_MARKS = 30
"""Combining marks that one letter may have: the bound of the Stream-Safe Text Format (Unicode, UAX #15, section 13)."""

# No combining mark is ASCII, a letter, a figure or a space: whatever holds too many of them in a row is found here.
_MAYBE_TOO_MANY = re.compile(rf"[^\w\s\x00-\x7f]{{{MOST_MARKS + 1},}}")


def cap_marks(text: str) -> str:
    """`text` without the combining marks beyond MOST_MARKS in a row."""
    return text if text.isascii() else _MAYBE_TOO_MANY.sub(_capped, text)


def _capped(match: re.Match[str]) -> str:
    kept: list[str] = []
    marks = 0
    for letter in match[0]:
        marks = marks + 1 if unicodedata.combining(letter) else 0
        if marks <= MOST_MARKS:
            kept.append(letter)
    return "".join(kept)


def compose(text: str) -> str:
    """`text` in composed form (NFC), no letter with more than MOST_MARKS marks."""
    text = cap_marks(text)
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def decompose(text: str, form: Literal["NFD", "NFKD"] = "NFD") -> str:
    """`text` with its accents apart from their letters, no letter with more than MOST_MARKS of them."""
    return unicodedata.normalize(form, cap_marks(text))


def without_accents(text: str, form: Literal["NFD", "NFKD"] = "NFD") -> str:
    """`text` without any accent or other combining mark."""
    if text.isascii():
        return text
    return "".join(letter for letter in decompose(text, form) if not unicodedata.combining(letter))
