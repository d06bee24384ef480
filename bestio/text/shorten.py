"""A text cut to a length, with “…” where it is cut."""

from __future__ import annotations


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
