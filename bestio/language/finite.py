"""Which words of a sentence are finite verbs ("mange", "riait"), told from their forms and what stands beside.

"la porte" and "il porte" are one spelling: what stands before decides. Works on tokens (see `tokens.split`).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from bestio.language.agreement_tables import words
from bestio.language.finite_tables import (
    ADJECTIVES,
    ADVERBS,
    ARTICLES,
    AUXILIARIES,
    CLITICS,
    CLOSED,
    DETERMINERS,
    FRONT,
    NOUNS,
    PARTICIPLES,
    PREPOSITIONS,
    SAYING,
    SUBJECTS,
    THIRD,
    UNVERBAL,
)
from bestio.language.second_group import SECOND_GROUP
from bestio.language.tokens import is_word
from bestio.language.verb_forms import forms

_INVERTED = words("il elle on je tu ils elles ce")
_ORDERED = words("moi toi lui le la les leur nous vous y en")
_ENDINGS = ("aient", "èrent", "eront", "eraient", "erait", "issent", "issait", "issaient", "irait", "iraient", "ez")
_AFTER_SUBJECT = ("e", "es", "ent", "t", "s", "d", "ai", "as", "a", "ons", "ont", "va")


@lru_cache(maxsize=20_000)
def _bare(token: str) -> tuple[str, bool]:
    """The word in small letters, and whether a subject or an object is hung on behind it ("dit-elle", "donnez-lui")."""
    word = token.lower()
    first, _, rest = word.partition("-")
    last = rest.rpartition("-")[2]
    if rest and (last in _INVERTED or (last in _ORDERED and (first in forms() or first.endswith("ez")))):
        return first, True
    return word, False


@lru_cache(maxsize=20_000)
def _known(word: str) -> bool:
    """Whether a word may be a finite verb by its form alone."""
    if word in UNVERBAL or word in CLOSED:
        return False
    return word in forms() or (len(word) > 4 and word.endswith(_ENDINGS))


@lru_cache(maxsize=20_000)
def _noun(word: str) -> bool:
    """Whether a verb form may be a noun as well."""
    return word in NOUNS or (word.endswith("es") and word[:-1] in NOUNS)


def persons(token: str) -> int:
    """The persons that a finite verb may be for, as bits (see `verb_forms`); 0 where its form is not known."""
    return forms().get(_bare(token)[0], 0)


def finite(read: Sequence[str]) -> list[bool]:
    """For each token, whether it is a finite verb here."""
    low = [_bare(token) for token in read]
    plain = [word for word, _hung in low]
    found: list[bool] = []
    for at, (word, hung) in enumerate(low):
        found.append(hung or _is_finite(plain, found, at, word))
    return found


def _is_finite(plain: list[str], found: list[bool], at: int, word: str) -> bool:  # noqa: PLR0911, PLR0912 (a rule each)
    if not is_word(word) or word in CLOSED:
        return False
    before = at - 1
    while before >= 0 and plain[before] in ADVERBS:
        before -= 1
    last = plain[before] if before >= 0 else ""
    earlier = plain[before - 1] if before > 0 else ""
    if _subject(plain, before):
        return _known(word) or (last not in {"cela", "ça", "qui"} and last not in ARTICLES and _may_follow(word))
    if not _known(word):
        return last in {"ne", "n’"} and _may_follow(word) and not word.endswith("s")
    if _participle(word) and (_auxiliary(plain, found, before) or (last == "y" and word == "compris")):
        return False
    after = plain[at + 1] if at + 1 < len(plain) else ""
    if last in ARTICLES:
        # "il la porte" and "sur la porte".
        if _subject(plain, before - 1) or earlier in {"me", "te", "nous", "vous", "ne", "se"}:
            return True
        if _noun(word) or word in ADJECTIVES or _participle(word) or word == "est":
            return False
        return before > 0 and earlier not in PREPOSITIONS
    if last in CLITICS:
        return last != "en" or not _noun(word) or _subject(plain, before - 1) or earlier in {"n’", "ne"}
    if last == "ce":
        return word in AUXILIARIES
    if last in DETERMINERS or last in FRONT:
        return False
    if word == "entre":
        return not is_word(after) or after in PREPOSITIONS
    if word in ADJECTIVES or _participle(word):
        object_follows = after in DETERMINERS or after in ARTICLES or (word == "court" and after in PREPOSITIONS)
        alone = word in THIRD and is_word(last) and last not in PREPOSITIONS and not _verb_since(plain, found, before)
        incise = word in SAYING and not is_word(last)
        return (object_follows or alone or incise) and not _auxiliary(plain, found, before)
    if _noun(word):
        return _noun_or_verb(plain, found, before, last, after, here=at)
    return True


def _noun_or_verb(plain: list[str], found: list[bool], before: int, last: str, after: str, *, here: int) -> bool:
    """Whether a word that is a noun as well ("porte", "rêve") is a verb after `last`."""
    if before < 0 or not is_word(last):
        opens = before < 0 or last not in {",", "’"}
        object_follows = after in DETERMINERS or after in ARTICLES or after in PREPOSITIONS or not is_word(after)
        return object_follows if not opens else after in DETERMINERS or after in ARTICLES
    if last in PREPOSITIONS:
        return False
    if found[before] and before == here - 1:
        return after in DETERMINERS or after in ARTICLES
    if last in {"et", "ou", "ni", "puis", "mais"}:
        return after in DETERMINERS or after in ARTICLES or after in PREPOSITIONS or after in ADVERBS
    return True


def _subject(plain: list[str], at: int) -> bool:
    """Whether the word at `at`, or what it clings to, is a subject pronoun: il, il ne, je me le ..."""
    clitics = 0
    while at >= 0 and clitics < 4 and (plain[at] in CLITICS or plain[at] in ARTICLES or plain[at] in ADVERBS):
        if plain[at] in {"nous", "vous"} and (at == 0 or plain[at - 1] not in SUBJECTS):
            return at == 0 or plain[at - 1] not in PREPOSITIONS
        at -= 1
        clitics += 1
    if at < 0 or plain[at] not in SUBJECTS:
        return False
    return plain[at] not in {"elle", "elles", "nous", "vous"} or at == 0 or plain[at - 1] not in PREPOSITIONS


def _may_follow(word: str) -> bool:
    """Whether a word that is not known may be a verb where only a verb can stand ("il zwipe")."""
    return word not in UNVERBAL and word not in CLOSED and len(word) > 1 and word.endswith(_AFTER_SUBJECT)


@lru_cache(maxsize=20_000)
def _participle(word: str) -> bool:
    """Whether a finite form may be a participle as well."""
    return word in PARTICIPLES or (word.endswith("is") and word[:-1] + "r" in SECOND_GROUP)


def _verb_since(plain: Sequence[str], found: Sequence[bool], at: int) -> bool:
    """Whether there is a finite verb between the last sign or conjunction and the word at `at`."""
    while at >= 0 and is_word(plain[at]) and plain[at] not in {"et", "ou", "mais", "qui", "que", "qu’", "car"}:
        if found[at]:
            return True
        at -= 1
    return False


def _auxiliary(plain: Sequence[str], found: Sequence[bool], before: int) -> bool:
    """Whether the word at `before` is "être" or "avoir", so that a participle may follow."""
    return before >= 0 and plain[before] in AUXILIARIES and found[before]
