"""Plurals and feminines of French nouns and adjectives, from their spelling.

An adjective may be several words, as people write them: "couvert de mousse", "mal vissé", "à ressort", "bleu nuit",
"tout rouillé"; only the word that agrees is changed.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from bestio.language.agreement_tables import (
    ADVERBS,
    COLOURS,
    EPICENE,
    EUR_E,
    FEMININE,
    INVARIABLE,
    PREPOSITIONS,
    TEUSE,
)
from bestio.language.compounds import is_one_adjective, plural
from bestio.language.elision import begins_with_vowel

Gender = Literal["m", "f"]
Number = Literal["s", "p"]


def feminine(adjective: str) -> str:
    """The feminine singular of a masculine singular adjective (one word)."""
    return _feminine(adjective)


# Endings that no French adjective has, and those whose feminine is the same: e, o, a, -um (des doses maximum).
_LOANED = re.compile(r"[eoawky]$|ing$|sh$|um$|ss$|[^r]ex$")
# "antigang", "antivol", "omnisports": a prefix and a noun make an adjective that never changes.
_PREFIXED = re.compile(r"anti\w*(?:[tsgx]ion|age|vol|choc|gel|gang|rides?|reflets?|tabac)$|(?:omni|multi|inter)\w+s$")

_ADJECTIVE = re.compile(r"(?:ique|al|ant|ent|if|eux|[éi]en|ais|ois|iste|aire|é|eur)$")


def never_agrees(adjective: str) -> bool:
    """Whether an adjective (one word) has one form for all: "marron", "3D", "antipollution"."""
    return (
        adjective in INVARIABLE
        or _PREFIXED.fullmatch(adjective) is not None
        or (adjective.startswith("anti-") and not _ADJECTIVE.search(adjective))
        or any(letter.isdigit() for letter in adjective)
        or (len(adjective) > 1 and adjective.isupper())
    )


@lru_cache(maxsize=4096)
def _feminine(word: str) -> str:  # noqa: PLR0911 (one return for each ending)
    if word in FEMININE:
        return FEMININE[word]
    if word in EPICENE or never_agrees(word) or _LOANED.search(word):
        return word
    if word.endswith("eur"):
        return _feminine_eur(word)
    if word.endswith(("eux", "oux")):
        return word[:-1] + "se"
    if word.endswith("f"):
        return word[:-1] + "ve"
    if word.endswith("er"):
        return word[:-2] + "ère"
    if word.endswith(("el", "eil", "en", "on", "et")):
        return word + word[-1] + "e"
    if word.endswith("eau"):
        return word[:-3] + "elle"
    if word.endswith("gu"):
        return word[:-1] + "uë"
    return word + "e"


def _feminine_eur(word: str) -> str:
    if word in EUR_E or word.endswith("érieur"):
        return word + "e"
    if word.endswith("teur") and word not in TEUSE:
        return word[:-4] + "trice"
    return word[:-1] + "se"


def agree(adjective: str, gender: Gender, number: Number) -> str:
    """`adjective` (masculine singular, one or several words) as it agrees: "couverte de mousse", "bleu nuit"."""
    return _agree(adjective.strip().replace("'", "’"), gender, number)


@lru_cache(maxsize=8192)
def _agree(adjective: str, gender: Gender, number: Number) -> str:
    words = adjective.split(" ")
    if "-".join(words) in INVARIABLE:
        return adjective
    start = _first_that_agrees(words)
    if start is None:
        return adjective
    changed = list(words)
    core = words[start]
    if core == "et":
        return adjective
    changed[start] = agree_word(core, gender, number)
    if start and words[start - 1] == "tout":
        changed[start - 1] = tout(changed[start], gender, number)
    # "petit et rond": what is joined by "et" agrees as well.
    for i in range(start + 1, len(words) - 1):
        if words[i] in {"et", "mais", "ou"} and i == start + 1:
            rest = _agree(" ".join(words[i + 1 :]), gender, number)
            return " ".join([*changed[: i + 1], rest])
    return " ".join(changed)


def _first_that_agrees(words: list[str]) -> int | None:
    """The index of the word that agrees; None for what never does ("à ressort", "bleu nuit")."""
    i = 0
    while i < len(words):
        if i + 1 < len(words) and f"{words[i]}_{words[i + 1]}" in ADVERBS:
            i += 2
        elif (
            len(words) > 1
            and i + 1 < len(words)
            and (words[i] in ADVERBS or words[i] == "tout" or _is_adverb(words[i], words[i + 1]))
        ):
            i += 1
        else:
            break
    if i >= len(words) or words[i] in PREPOSITIONS or words[i].startswith("d’"):
        return None
    following = words[i + 1] if i + 1 < len(words) else ""
    if (
        words[i] in COLOURS
        and following
        and following not in PREPOSITIONS
        and following not in {"et", "ou", "comme", "mais"}
    ):
        return None
    return i


def _is_adverb(word: str, following: str) -> bool:
    if word in {"haut", "bas", "court", "long"} and following.endswith(("é", "u", "i")):
        return True  # "haut perché"
    return word.endswith("ment") and len(word) > 6


def agree_word(word: str, gender: Gender, number: Number) -> str:
    """One adjective's word in `gender` and `number`."""
    if never_agrees(word) or ("-" in word and word.split("-", maxsplit=1)[0] in COLOURS):
        return word
    first, hyphen, last = word.partition("-")
    if hyphen and last.count("-") and plural(word) == word:
        return word
    if hyphen:
        ending = agree_word(last, gender, number)
        if first == "tout":
            return f"{tout(ending, gender, number)}-{ending}"
        return f"{first if is_one_adjective(first, last) else agree_word(first, gender, number)}-{ending}"
    if gender == "f":
        word = feminine(word)
        return word if number == "s" or word.endswith(("s", "x")) else word + "s"
    return word if number == "s" else plural(word)


def tout(following: str, gender: Gender, number: Number) -> str:
    """The adverb before an adjective that already agrees: "tout étonnée", "toute rouillée", "toutes petites"."""
    if gender == "m" or begins_with_vowel(following):
        return "tout"
    return "toute" if number == "s" else "toutes"


_BEFORE_VOWEL = {"beau": "bel", "nouveau": "nouvel", "vieux": "vieil", "fou": "fol", "mou": "mol"}


def before_noun(
    adjective: str, following: str, gender: Gender, number: Number, h: Literal["aspirate", "mute"] | None
) -> str:
    """An adjective that stands before `following`, agreed: "bel", "vieil" and "nouvel" before a vowel."""
    if gender == "m" and number == "s" and adjective in _BEFORE_VOWEL and begins_with_vowel(following, h):
        return _BEFORE_VOWEL[adjective]
    return agree(adjective, gender, number)
