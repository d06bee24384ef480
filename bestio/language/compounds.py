"""Plurals of French nouns of several parts, hyphenated or not, by the kind of their first part.

A verb, a preposition, an adverb, a number or a prefix never changes, and the rest takes the plural where it can be
counted ("tire-bouchons", but "gratte-ciel"); a noun or an adjective agrees, and so does the noun or adjective after
it ("choux-fleurs", "portes-fenêtres"), but for a complement ("timbres-poste", "arcs-en-ciel", "jeux vidéo"); in a
loan the last part alone does ("hot-dogs"). Where usage wavers, what the rectifications of 1990 ask for is kept.
"""

from __future__ import annotations

import re
from functools import lru_cache

from bestio.language.agreement_tables import ADVERBS, COLOURS, INVARIABLE, PREPOSITIONS
from bestio.language.compound_tables import (
    ADJECTIVES,
    ADVERB_WITH,
    AFTER_VERB,
    COMPLEMENTS,
    COMPOUNDS,
    CONJUGATED,
    DERIVED,
    FRENCH_FIRST,
    INFINITIVES,
    LINKS,
    LOANS,
    NAMES,
    NEVER,
    NUMBERS,
    PARTICLES,
    PREFIXES,
    UNCOUNTED,
    VERBS,
    WITHOUT,
)
from bestio.language.plurals import plural_of_word


def plural(word: str) -> str:
    """The plural of a noun or a masculine adjective, hyphenated and several-word nouns included."""
    return _plural(word.replace("'", "’"))


@lru_cache(maxsize=4096)
def _plural(word: str) -> str:
    if " " in word:
        return _of_phrase(word)
    if "-" in word:
        return _of_compound(word)
    return plural_of_word(word)


def _of_phrase(phrase: str) -> str:
    """ "machine à écrire": what stands before the first preposition takes the plural, all of it."""
    words = phrase.split(" ")
    if "-".join(words) in COMPOUNDS:
        return COMPOUNDS["-".join(words)].replace("-", " ")
    end = next((i for i, word in enumerate(words) if i and _ends_the_noun(word)), len(words))
    done = [_in_phrase(words, i) for i in range(end)]
    return " ".join(done + words[end:])


def _ends_the_noun(word: str) -> bool:
    return word in PREPOSITIONS or word in {"qui", "que", "dont", "où"} or word.startswith(("d’", "l’", "qu’"))


# Prefixes that are also written apart: "mini robot", "super héros".
_APART = frozenset({"mini", "maxi", "méga", "giga", "super", "hyper", "ultra", "ex", "demi", "cyber", "néo"})


def _in_phrase(words: list[str], place: int) -> str:
    """One word of several: what is no noun and no adjective, or a complement ("jeux vidéo"), stays."""
    word = words[place]
    if place == 0:
        return word if word in _APART else _plural(word)
    adverb = word in ADVERBS and place + 1 < len(words)
    stays = adverb or word in INVARIABLE or word in COMPLEMENTS or word in {"et", "ou"} or word[:1].isupper()
    return word if stays else _plural(word)


@lru_cache(maxsize=4096)
def _of_compound(word: str) -> str:
    parts = word.split("-")
    rest = "-".join(parts[1:])
    if word in COMPOUNDS or word in NEVER or _is_name(parts):
        return COMPOUNDS.get(word, word)
    place = _preposition(parts)
    is_sentence = place > 0 or any(part in LINKS for part in parts[1:])
    if len(set(parts)) == 1 or (len(parts) > 2 and parts[-1].endswith(("iste", "isme", "ième"))):
        # "yo-yo", "je-m’en-fichiste", "vingt-et-unième"
        return _last_plural(parts)
    if is_sentence:
        return _with_complement(parts, place) if place else word
    if _never_changes(parts[0], rest):
        return f"{parts[0]}-{_rest_counted(parts[0], rest)}"
    return _of_equals(parts)


def _of_equals(parts: list[str]) -> str:
    """Nouns and adjectives side by side, or a loan."""
    if _is_loan(parts[0], parts[-1]):
        return _last_plural(parts)
    if {parts[0], parts[-1]} <= COLOURS:
        return "-".join(parts)
    if parts[-1] in COMPLEMENTS and len(parts) == 2:
        return f"{_in_compound(parts[0])}-{parts[1]}"
    return "-".join(_in_compound(part) for part in parts)


def _last_plural(parts: list[str]) -> str:
    """A loan, a whole: its end alone takes an s, but for one that ends in no noun ("pin-up", "lock-out")."""
    last = parts[-1] if parts[-1] in PARTICLES else _in_compound(parts[-1])
    return "-".join([*parts[:-1], last])


def _is_name(parts: list[str]) -> bool:
    """ "Croix-Rouge", "CD-ROM": names and acronyms."""
    return any(part[:1].isupper() for part in parts[1:]) or (parts[0].isupper() and len(parts[0]) > 1)


def _preposition(parts: list[str]) -> int:
    """Where a preposition stands in the middle; 0 where none does."""
    for i in range(1, len(parts)):
        if parts[i].startswith(("d’", "l’")) or (i < len(parts) - 1 and parts[i] in PREPOSITIONS):
            return i
    return 0


def _with_complement(parts: list[str], place: int) -> str:
    head = parts[:place]
    if parts[place].startswith("l’") or head[0] in _UNCHANGING or head == parts[place + 1 :]:
        # "bernard-l’ermite", "pince-sans-rire", "hors-d’œuvre", "tête-à-tête"
        return "-".join(parts)
    return "-".join([*(_in_compound(part) for part in head), *parts[place:]])


def is_one_adjective(first: str, rest: str) -> bool:
    """Whether only the end of a hyphenated adjective agrees: "nouveau-née", but "sourde-muette"."""
    return _never_changes(first, rest)


def _never_changes(first: str, rest: str) -> bool:
    last = rest.rsplit("-", maxsplit=1)[-1]
    if first in _UNCHANGING or len(first) == 1:
        return True
    if first in ADVERB_WITH:
        return last.removesuffix("s") in ADVERB_WITH[first] or last.removesuffix("e") in ADVERB_WITH[first]
    # "libre-échangiste" is made of the whole; "franco-russe", "électro-aimant".
    return (first in ADJECTIVES and DERIVED.search(rest) is not None) or (
        first.endswith("o") and first not in FRENCH_FIRST
    )


_UNCHANGING = VERBS | INFINITIVES | CONJUGATED | PREFIXES | NUMBERS | NAMES


def _rest_counted(first: str, rest: str) -> str:
    """What follows a part that never changes, in the plural where there can be several of it."""
    counted = first not in VERBS | WITHOUT or (rest not in UNCOUNTED and rest not in AFTER_VERB)
    if not counted or first in INFINITIVES | CONJUGATED or rest in INFINITIVES | NUMBERS:
        return rest
    return _of_compound(rest) if "-" in rest else _in_compound(rest)


_UNFRENCH = re.compile(r"[kw]|sh|oo|ee|th(?!é)|ck|gh|[^eéo]y$|ing$|[bcdfgpt]ll$")


def _is_loan(first: str, last: str) -> bool:
    if first in FRENCH_FIRST:
        return False
    return first in LOANS or last in PARTICLES | LOANS or _UNFRENCH.search(first) is not None


def _in_compound(part: str) -> str:
    """A part that agrees: "œil" and "ciel" take an s there."""
    return part + "s" if part in {"œil", "oeil", "ciel"} else plural_of_word(part)
