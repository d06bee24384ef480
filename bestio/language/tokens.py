"""French tokens: the units that the phrase machine draws, and what must not enter it.

A token is a word, an elided word with its apostrophe (`l’`, `qu’`, `jusqu’`), a number, an emoji or a sign of
punctuation. What is typed without a space stays together unless it is punctuation: 1 200,50, -5, 15°, content.e.s,
robot.txt, C++. Compounds stay whole: aujourd’hui, presqu’île, va-t-il, peut-être, chef-d’œuvre. Reading works on text
brought to one form by `typography.clean`; `typography.join` puts tokens back into that text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from bestio.language.dotted import (
    ADDRESS,
    DOMAINS,
    DOTS,
    FILE_END,
    INCLUSIVE_BRACKETS,
    INCLUSIVE_DOTS,
    PAIRED,
)
from bestio.language.emoji import EMOJI
from bestio.language.sentences import SHORTENED, TITLES

Private = Literal["link", "email", "phone"]

# Signs that belong to the word they touch, as typed: C++, #robot, *grrr*, a=b. The others are punctuation.
_TOUCHING = DOTS + "#@*+=~^|\\\\<>×÷±−§†‡©®™&/"
# A minus, when it is no hyphen and no dash.
_SIGNED = r"(?<![^\s(\[«])[-−–+±](?=\d)"
_NUMBER = r"(?:\d{1,3}(?: \d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,:]\d+)+)"
_WORDLIKE = re.compile(r"\w")
_FOLDED = {"’": "'", "\u202f": " ", "\u00a0": " ", "—": "-", "–": "-", "…": "."} | dict.fromkeys("«»“”„", '"')

_LINK = re.compile(
    r"(?i)\b(?:https?|ftp)://[^\s<>«»\"]+|\bwww\.[^\s<>«»\"]+|"
    r"(?<![\w@.-])(?:[a-z0-9-]{1,63}\.){1,4}(?:" + DOMAINS + r")\b(?:/[^\s<>«»\"]*)?"
)
_MAYBE_LINK = re.compile(rf"(?i)://|www\.|\.(?:{DOMAINS})\b")
_MAYBE_PHONE = re.compile(r"\d{2}[ .\u00a0\u202f-]?\d{2}[ .\u00a0\u202f-]?\d{2}")
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_PHONE = re.compile(r"(?<![\d.,])(?:\+33[ .\u00a0]?|0)[1-9](?:[ .\u00a0\u202f-]?\d{2}){4}(?![\d])")
_TRAILING = ".,;:!?)]»'’…"


@dataclass(frozen=True)
class Scrubbed:
    """`text` without what could identify someone, and how many of each kind were left out."""

    text: str
    dropped: tuple[tuple[Private, int], ...] = ()


def scrub(text: str) -> Scrubbed:
    """Leave web links, e-mail addresses and French telephone numbers out of `text`, and count them."""
    counts: Counter[Private] = Counter()

    def drop(kind: Private) -> Callable[[re.Match[str]], str]:
        def one(match: re.Match[str]) -> str:
            counts[kind] += 1
            if kind != "link":
                return ""
            return match[0][len(match[0].rstrip(_TRAILING)) :]

        return one

    if "@" in text:
        text = _EMAIL.sub(drop("email"), text)
    if _MAYBE_LINK.search(text):
        text = _LINK.sub(drop("link"), text)
    if _MAYBE_PHONE.search(text):
        text = _PHONE.sub(drop("phone"), text)
    return Scrubbed(text, tuple(sorted(counts.items())))


@cache
def _token() -> re.Pattern[str]:
    """One token. It takes ten milliseconds to compile, which commands that read no text do without."""
    short = "|".join(sorted(SHORTENED - {"n", "ex", "min", "max", "art", "id", "vol", "bd"}, key=len, reverse=True))
    titled = "|".join(sorted(TITLES, key=len, reverse=True))
    return re.compile(
        "|".join(
            (
                # Most words by far: nothing else needs to be tried.
                r"[^\W\d_]++(?=[ ,]|$)",
                r"[cC]’est-à-dire|[cC]\.-à-d\.",
                r"(?:[lLdDjJmMtTsSnNcCçÇ]|[qQ][uU]|[jJ]usqu|[lL]orsqu|[pP]uisqu|[qQ]uoiqu)’(?!-)",
                rf"\b(?:(?i:{short})\.(?![\w-])|(?:{titled})\.(?![^\W\d_A-ZÀÂÉÈÊÎÔÛÇ]))",
                r"[^\W\d_](?:\.-?[^\W\d_])+\.",
                r"[A-ZÀÂÉÈÊÎÔÛÇ]\.(?= [A-ZÀÂÉÈÊÎÔÛÇ])",
                r"[nN]°",
                f"{EMOJI}+",
                f"(?=[hHwW][tTwW]){ADDRESS}",
                f"(?=[iIeElLuUcCmMtTsSdD]){PAIRED}",
                rf"(?:{_SIGNED})?(?:[{_TOUCHING}]*+(?:{_NUMBER}|\w+)(?:[-’\u200d{_TOUCHING}]++\w+)*+"
                rf"(?:{INCLUSIVE_DOTS}|{FILE_END}|(?:\.\d+)+|{INCLUSIVE_BRACKETS}|[€$£]\d\d(?!\d)|°(?![CF]\b)\w*)?)+[{_TOUCHING}]*+",
                rf"(?<![^\s])(?:[:;=]-?[()DPpoO/|*]|:’\(|<3)(?![\w{_TOUCHING}])",
                r"°[CF]?(?!\w)",
                r"[!?]{1,3}",
                rf"[{_TOUCHING}]++",
                r"[^\w\s]",
            )
        )
    )


def split(sentence: str) -> list[str]:
    """The tokens of one clean sentence, in order."""
    return _token().findall(sentence)


def is_word(token: str) -> bool:
    """Whether `token` counts as a word: it holds a letter or a digit (so `l’` does, `…` and 🙂 do not)."""
    return _WORDLIKE.search(token) is not None


def spans(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Where each word stands in `text`: start and end, never overlapping, in order.

    A word that typography or grammar has changed in the text (`de le` → `du`) takes what stands at its place; so does a
    sign that is typed in another way (`"` for «, the first of `--` for —).
    """
    folded = _fold(text)
    found: list[tuple[int, int]] = []
    position = 0
    for word in words:
        start = folded.find(_fold(word), position)
        if start < 0 or start > position + 4:
            while position < len(text) and text[position].isspace():
                position += 1
            end = position
            while end < len(text) and not text[end].isspace():
                end += 1
            changed = text[position:end]
            if changed and _fold(changed)[0] == _fold(word)[:1]:
                found.append((position, end))
                position = end
            else:
                found.append((position, position))
            continue
        found.append((start, start + len(word)))
        position = start + len(word)
    return found


def _fold(text: str) -> str:
    """`text` for comparing, letter for letter as long as it was."""
    return "".join(_FOLDED.get(char) or (char.lower() if len(char.lower()) == 1 else char) for char in text)
