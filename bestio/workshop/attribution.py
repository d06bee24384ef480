"""Who wrote a phrase, in words: its pieces, what was mended, what a hand changed, what is copied, how words came."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bestio.phrases import authorship
from bestio.workshop.authors import copied_of
from bestio.workshop.state import MadePhrase


def verdict_of(phrase: MadePhrase) -> str:
    """What of a phrase is copied, in words, and which limit gave way in the making; "" where nobody looked."""
    copied = copied_of(phrase)
    told = [authorship.verdict(copied)] if copied else []
    if phrase.relaxed and phrase.edited is None:
        told.append(phrase.relaxed)
    return "\n".join(told)


def read_as(step: Mapping[str, Any]) -> str:
    """The word of a step as the text has it that it was read in."""
    return str(step.get("read") or step.get("word", ""))


def is_erased(step: Mapping[str, Any]) -> bool:
    """Whether the word of a step was erased with the group that wrote it: the one before stands for the whole run."""
    return not read_as(step)
