"""Emoji: what holds several characters together as one picture.

Source of the forms: Unicode Technical Standard 51 (flags, keycaps, presentation selectors, skin tones, sequences held
by a zero width joiner, flags of regions spelt with tags).
"""

from __future__ import annotations

import re
from collections.abc import Callable

_TONE = "[\U0001f3fb-\U0001f3ff]"
# Characters that are letters, signs or arrows unless a selector asks for the picture.
_BOTH = (
    "[\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u24c2"
    "\u25a0-\u25ff\u2934\u2935\u3030\u303d\u3297\u3299]"
)
_ONE = f"(?:[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u231a-\u23ff][\ufe0e\ufe0f]?{_TONE}?|{_BOTH}\ufe0f)"
TAGS = "[\U000e0000-\U000e007f]"
_REGION = "[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f"
_REGION_FLAG = f"\U0001f3f4{_REGION}"

EMOJI = f"(?:[\U0001f1e6-\U0001f1ff]{{2}}|[0-9#*]\ufe0f?\u20e3|{_REGION_FLAG}|{_ONE}(?:\u200d{_ONE})*)"
"""A regular expression for one emoji, however many characters it is made of."""
_LONGEST_FLAG = 7
STRAY_TAG = "[\U000e0000-\U000e007f]" + "".join(
    f"(?<!\U0001f3f4{TAGS}{{{count}}})" for count in range(1, _LONGEST_FLAG + 1)
)
"""A regular expression for a tag that cannot be of a flag: such spell a text that nobody sees."""

_EMOJI = re.compile(EMOJI)
_HELD = re.compile("[\u200d\ufe0e\ufe0f\U000e0020-\U000e007f]")


def outside(text: str, change: Callable[[str], str]) -> str:
    """`text` with `change` made on what stands between emoji; these stay whole."""
    if not _HELD.search(text):
        return change(text)
    pieces: list[str] = []
    at = 0
    for match in _EMOJI.finditer(text):
        pieces += (change(text[at : match.start()]), match[0])
        at = match.end()
    return "".join((*pieces, change(text[at:])))
