"""Full stops that end nothing: inside file names, addresses, version numbers and inclusive writing."""

from __future__ import annotations

import re

DOTS = "·•‧⋅"
"""Signs that part the letters of inclusive writing, besides the full stop, brackets and hyphens."""
_AFTER_DOT = (
    "es?|s|x|(?<=[nN]\\.)nes?|(?<=[lL]\\.)les?|(?<=[tT]\\.)tes?|(?<=[fF]\\.)ves?|(?<=u[rx]\\.)ses?|[tT]?rices?|euses?|"
    "i?ères?|i?ennes?|onnes?|ines?|e?sses?|ches?|(?<=eau\\.)elles?"
)
_PAIRS = (
    "ils?\\.elles?|elles?\\.ils?|l[ea]\\.l[ea]|une?\\.une?|celui\\.celle|ceux\\.c?elles|eux\\.elles|"
    "[mts](?:on\\.[mts]a|a\\.[mts]on)|du\\.de|tous\\.tes|tou\\.tes?(?:\\.s)?"
)
INCLUSIVE_DOTS = f"(?:\\.(?:{_AFTER_DOT})(?!\\w))+"
"""A regular expression for the feminine and the plural that full stops add to a word: content.e.s, acteur.rice."""
PAIRED = f"(?i:{_PAIRS})(?!\\w)"
"""A regular expression for two words for one, parted by a full stop: il.elle."""
_BRACKETED = "s|x|e|es|ne|nes|le|les|te|tes|ve|ves|se|ses|t?rices?|euses?|i?ères?|i?ennes?|elles?|e?sses?"
INCLUSIVE_BRACKETS = f"(?:\\(-?(?:{_BRACKETED})\\)s?(?!\\w))+"
"""A regular expression for those that brackets add: content(e)s, robot(s)."""

DOMAINS = "fr|com|org|net|eu|io|be|ch|ca|info|gouv|tv|app|gg"
"""Ends of web addresses that are met in pupils' texts, as alternatives of a regular expression."""
_FILES = (
    "txt|docx?|odt|ods|odp|pdf|md|html?|css|js|py|sb3|json|ya?ml|csv|xlsx?|pptx?|xml|png|jpe?g|gif|svg|webp|mp[34]|wav|ogg|"
    "m4a|avi|mov|zip|exe|apk|srt"
)
FILE_END = f"(?:\\.[\\w-]+){{0,6}}?\\.(?i:{_FILES}|{DOMAINS})(?![\\w’])"
"""A regular expression for what makes a word the name of a file or of a site: .txt, .html, .fr."""
ADDRESS = '(?i:https?://|www\\.)[^\\s<>«»"]*[\\w/=&#]'
"""A regular expression for a web address."""

_HELD = re.compile(f"{PAIRED}|\\w+(?:[-’{DOTS}]\\w+)*(?:{INCLUSIVE_DOTS}|{FILE_END}|(?:\\.\\d+)+)")
_REACH = 80
_WORD_BEFORE = re.compile(r"[^\s«([,;:!?…]*$")
_LAST_BEFORE = re.compile(r"\w+$")
_NO_SPACE = re.compile(r"\S*")


def holds(text: str, at: int) -> bool:
    """Whether the full stop at `at`, with no space after it, is inside one word, file name or address of `text`."""
    before = text[max(0, at - _REACH) : at]
    starts = [at - len(found[0]) for pattern in (_WORD_BEFORE, _LAST_BEFORE) if (found := pattern.search(before))]
    around = _NO_SPACE.match(text, starts[0], at + _REACH) if starts else None
    if around is not None and ("://" in around[0] or "@" in around[0] or around[0][:4].lower() == "www."):
        return True
    return any((match := _HELD.match(text, start)) is not None and match.end() > at for start in starts)
