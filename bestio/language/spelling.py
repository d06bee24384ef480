"""How alike two spellings are: what counts as the same word, and what word was probably meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from bestio.text.fold import fold, small

_LONGEST = 60
"""Characters of a spelling that are compared: no word is longer."""
_ALIKE = 0.75
"""The part of the letters (0..1) that a word must share with the one that is asked for: one wrong letter in five."""


def spelling(word: str) -> str:
    """The form under which `word` is looked up: small letters, without ligatures (cœur and coeur are one word)."""
    return small(word)


def closest(asked: str, words: Iterable[str]) -> str | None:
    """The one of `words` that was probably meant by `asked`, or None; the first of several that are as near.

    First what differs by accents, capitals or ligatures only, then what differs by a letter or two.
    """
    wanted = fold(asked.strip()[:_LONGEST])
    if not wanted:
        return None
    folded: dict[str, str] = {}
    for word in words:
        folded.setdefault(fold(word), word)
    if wanted in folded:
        return folded[wanted]
    near = get_close_matches(wanted, folded, n=1, cutoff=_ALIKE)
    return folded[near[0]] if near else None
