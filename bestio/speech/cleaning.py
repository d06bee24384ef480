"""What a text becomes before an engine reads it: clean characters, words as a reader counts them, short pieces.

What is said in the place of what is written is `bestio.language.spoken`'s; it tells the place of each part, so that a
time known for a word that is said can be shown on the very word that people read.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from bestio.errors import BestioError
from bestio.i18n import _, ngettext
from bestio.language.dotted import INCLUSIVE_BRACKETS
from bestio.language.spoken import NONE, OwnWords, spoken_form
from bestio.text.normalise import compose
from bestio.text.sanitise import UNSEEN, is_seen

LONGEST_TEXT = 10_000
"""Characters that one line may have: about ten minutes of sound."""
LONGEST_PIECE = 600
"""Characters given to an engine at once: the cost of the engine grows with the square of the length."""

_BREAKS = re.compile(r"""[\s—–…!?;«»"“”„()\[\]{}<>|]+|[,:]+(?!\d)""")
_INCLUSIVE = re.compile(rf"(?<=\w){INCLUSIVE_BRACKETS}")
_SENTENCE_END = re.compile(r"[.!?…]+[»”\")\]]*\s+|\n+")
_CLAUSE_END = re.compile(r"[,;:]\s+")


class Word(NamedTuple):
    """A word as a reader counts it, and where its first character stands in the clean text.

    `said`: the letters that are spoken for it, where they are known to be others.
    """

    text: str
    at: int
    said: str | None = None


class Piece(NamedTuple):
    """A part of a clean text, short enough for an engine, and where it starts."""

    text: str
    at: int


class TextTooLong(BestioError):  # noqa: N818 (it says what is the matter)
    """A line with more characters than LONGEST_TEXT."""

    def __init__(self, length: int) -> None:
        super().__init__(
            ngettext(
                "This text is too long to be spoken at once: {count} character.",
                "This text is too long to be spoken at once: {count} characters.",
                length,
            ).format(count=length),
            hint=_("Keep at most {most} characters, or cut it into several lines.").format(most=LONGEST_TEXT),
        )

    @classmethod
    def default_title(cls) -> str:
        """A few words over the message."""
        return _("Too long to be spoken")


def clean(text: str) -> str:
    """`text` composed (NFC), without control, invisible, private or broken characters.

    A control character becomes a space (a line break stays one), an invisible one vanishes, so that `a\\0b` is two
    words and a soft hyphen cuts none. Raises TextTooLong.
    """
    if len(text) > LONGEST_TEXT:
        raise TextTooLong(len(text))
    if text.isprintable() and UNSEEN not in text:  # as most lines are
        return compose(text)
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").replace("\r\n", "\n")
    return compose("".join(map(_kept, whole)))


@lru_cache(maxsize=512)
def _kept(char: str) -> str:
    if char == "\n" or is_seen(char):
        return " " if char == UNSEEN else char
    return "" if unicodedata.category(char) == "Cf" else " "


def spoken(text: str, language: str = "fr", own: OwnWords = NONE) -> str:
    """The clean `text` as engines are given it: see `spoken_form`."""
    return spoken_form(text, language, own).text


def words_of(text: str) -> tuple[Word, ...]:
    """The words of a clean text, in order: what stands between spaces, dashes and closing signs.

    A word holds a letter or a figure: signs alone are no word. Punctuation at its edges is not part of it;
    apostrophes and hyphens inside are, so that « l'éléphant » and « porte-clés » are one word each, and so are
    « 3,5 », « 12:30 » and « content(e)s ».
    """
    found: list[Word] = []
    start = 0
    held = _INCLUSIVE.sub(lambda match: "e" * len(match[0]), text) if "(" in text else text
    for end, following in (*(gap.span() for gap in _BREAKS.finditer(held)), (len(text), len(text))):
        if start < end and held[start].isalnum() and held[end - 1].isalnum():
            found.append(Word(text[start:end], start))
        elif start < end:
            first, last = _trimmed(held, start, end)
            if any(map(str.isalnum, text[first:last])):
                found.append(Word(text[first:last], first))
        start = following
    return tuple(found)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and not _of_word(text[start]):
        start += 1
    while end > start and not _of_word(text[end - 1]):
        end -= 1
    return start, end


def _of_word(char: str) -> bool:
    if char.isalnum():
        return True
    category = unicodedata.category(char)
    return category[0] in "MS" and category not in {"So", "Sk"}


def pieces_of(text: str, longest: int = LONGEST_PIECE) -> tuple[Piece, ...]:
    """The clean text in pieces of at most `longest` characters, cut between sentences where there are any.

    Else cut after a comma, else between words, else anywhere. Pieces that say nothing are left out.
    """
    found: list[Piece] = []
    start = 0
    while start < len(text):
        end = len(text) if len(text) - start <= longest else _cut(text, start, start + longest)
        piece = text[start:end]
        if any(char.isalnum() for char in piece):
            found.append(Piece(piece, start))
        start = end
    return tuple(found)


def _cut(text: str, start: int, limit: int) -> int:
    for pattern in (_SENTENCE_END, _CLAUSE_END, re.compile(r"\s+")):
        ends = [match.end() for match in pattern.finditer(text, start, limit)]
        if ends:
            return ends[-1]
    return limit
