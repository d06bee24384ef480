"""Words for comparing: what differs by capitals, accents or ligatures only is one."""

from __future__ import annotations

from bestio.text.normalise import without_accents

_LIGATURES = {ord("œ"): "oe", ord("æ"): "ae"}


def small(text: str) -> str:
    """`text` in small letters, without ligatures (cœur and coeur are one word); accents stay."""
    return text.lower().translate(_LIGATURES)


def fold(text: str) -> str:
    """`text` in small letters without accents or ligatures, each sign in its plainest form (NFKD)."""
    return without_accents(small(text), "NFKD")
