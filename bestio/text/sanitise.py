"""Text of anybody, shown as it is and obeyed by nothing: what people would not see is taken for what it is."""

from __future__ import annotations

import unicodedata

UNSEEN = "\ufffd"
"""What stands where something was that would not be seen."""


def is_seen(char: str) -> bool:
    """Whether people see `char`: no control, mark of direction, end of line, half, private or unknown character.

    Spaces of all kinds are seen. The joiners and tags that hold an emoji together are not: see `language.emoji`.
    """
    return char.isprintable() or unicodedata.category(char) == "Zs"


def sanitise(text: str, *, kept: str = "", instead: str = UNSEEN) -> str:
    """`text` with `instead` for each character that is not seen; those in `kept` (line ends, say) stay."""
    if text.replace("\u00a0", "").replace("\u202f", "").isprintable():  # nearly all there is, a hundred times as fast
        return text
    return "".join(char if is_seen(char) or char in kept else instead for char in text)
