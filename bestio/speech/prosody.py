"""How each part of a line is said: what is asked rises, what is cried is high and quick, what trails off is slow.

The marks are those that people write: ? ! … brackets, and the ends of verses and of items in a list. Text without any
of them is one part, said as the engine says it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from bestio.speech.cleaning import LONGEST_PIECE, pieces_of
from bestio.speech.protocol import PLAIN, Manner

SENTENCE = Manner(pause=0.35)
QUESTION = Manner(pitch=1.03, spread=1.3, pause=0.35)
CRY = Manner(pitch=1.12, spread=1.3, rate=1.06, volume=1.15, pause=0.33)
TRAIL = Manner(pitch=0.97, spread=0.8, rate=0.84, pause=0.6)
ASIDE = Manner(pitch=0.86, spread=0.7, rate=1.05, volume=0.75, pause=0.16, goes_on=True)
GOES_ON = Manner(pause=0.16, goes_on=True)
VERSE = Manner(pause=0.35, goes_on=True)

LONGEST_VERSE = 60
"""Characters that a verse or an item has at most: a longer line is prose that was wrapped."""
MOST_PARTS = 300
"""Parts of one line that are told apart; a text with more of them is said as it comes."""

_MARK = re.compile(
    r"(?P<stop>(?:[.!?…]+|(?<=\w) [!?…]+)(?:[ ]?[!?…])*[ ]?[»”\"]*(?=[\s)\]]|$)|…+|\.{3,})|"
    r"(?P<open>[(\[])|(?P<close>[)\]])|(?P<line>[ ]*\n\s*)"
)


class Part(NamedTuple):
    """A piece of a spoken text, where it starts, and how it is said."""

    text: str
    at: int
    manner: Manner


def parts_of(text: str, longest: int = LONGEST_PIECE) -> tuple[Part, ...]:
    """What is said of `text`, part by part; each at most `longest` characters, none without a letter or a figure."""
    spans = _merged(text, _spans(text))
    if len(spans) > MOST_PARTS:
        spans = [(0, len(text), PLAIN)]
    found: list[Part] = []
    for start, end, manner in spans:
        pieces = pieces_of(text[start:end], longest)
        found += [
            Part(piece.text, start + piece.at, manner if piece is pieces[-1] else manner.without_end())
            for piece in pieces
        ]
    if found:
        found[-1] = found[-1]._replace(manner=found[-1].manner.without_end())
    return tuple(found)


_Span = tuple[int, int, Manner]


def _spans(text: str) -> list[_Span]:
    verses = "\n" in text and max(map(len, text.split("\n"))) <= LONGEST_VERSE
    found: list[_Span] = []
    start, aside = 0, False
    for match in _MARK.finditer(text):
        if match["line"] is not None and not verses:
            continue
        end, manner = match.end(), SENTENCE
        if match["stop"]:
            manner = _manner(match["stop"])
        elif match["open"]:
            end, manner = match.start(), GOES_ON
        elif match["line"] is not None:
            end, manner = match.start(), VERSE
        if aside:
            manner = ASIDE if manner in (SENTENCE, GOES_ON, VERSE) else _lower(manner)
        if match["close"] and not aside:
            continue
        found.append((start, end, manner))
        start = match.end() if match["line"] is not None else end
        aside = bool(match["open"]) or (aside and not match["close"])
    found.append((start, len(text), ASIDE if aside else SENTENCE))
    return [span for span in found if any(map(str.isalnum, text[span[0] : span[1]]))]


def _manner(stop: str) -> Manner:
    if "?" in stop:
        return QUESTION
    if "!" in stop:
        return CRY
    return TRAIL if "…" in stop or "..." in stop else SENTENCE


def _lower(manner: Manner) -> Manner:
    return Manner(
        pitch=manner.pitch * ASIDE.pitch,
        spread=manner.spread,
        rate=manner.rate,
        volume=manner.volume * ASIDE.volume,
        pause=manner.pause,
    )


def _merged(text: str, spans: list[_Span]) -> list[_Span]:
    """`spans` with those that follow each other and are said alike made one, but for verses and asides."""
    found: list[_Span] = []
    for start, end, manner in spans:
        if found and manner == found[-1][2] == SENTENCE and not text[found[-1][1] : start].strip():
            found[-1] = (found[-1][0], end, manner)
        else:
            found.append((start, end, manner))
    return found
