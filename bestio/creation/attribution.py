"""Who wrote a phrase, in words: its pieces, what was mended, what a hand changed, what is copied, how words came."""

from __future__ import annotations

from bestio.creation.authors import copied_of
from bestio.creation.state import MadePhrase
from bestio.phrases import authorship


def verdict_of(phrase: MadePhrase) -> str:
    """What of a phrase is copied, in words, and which limit gave way in the making; "" where nobody looked."""
    copied = copied_of(phrase)
    told = [authorship.verdict(copied)] if copied else []
    if phrase.relaxed and phrase.edited is None:
        told.append(phrase.relaxed)
    return "\n".join(told)
