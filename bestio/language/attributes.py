"""Words of a clause that agree with its subject: found after être and its like, or said to agree by who writes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bestio.language.agreement import agree, feminine
from bestio.language.agreement_tables import ADVERBS, PREPOSITIONS, words

# Verbs that what follows is an attribute of their subject; those with "se" only so.
_ATTRIBUTIVE = words("être rester devenir redevenir sembler paraître paraitre demeurer naître naitre tomber")
_ATTRIBUTIVE_SE = words("sentir croire trouver montrer savoir penser juger imaginer déclarer dire")
_OTHER = words(
    """
    le la les un une des du de l l’ d d’ mon ma mes ton ta tes son sa ses leur leurs notre nos votre vos ce cet cette
    ces que qu qu’ qui quoi dont où et ou mais donc or ni car là ici ailleurs dehors dedans dessus dessous devant
    derrière partout debout ensemble bientôt demain hier tard tôt loin près comme quelque quelqu’un quelques rien tout
    tous toute toutes chaque plusieurs aucun deux trois quatre cinq six sept huit neuf dix cent mille lui elle eux moi
    toi soi si se s’ me m’ te t’ y en ne n’ pas jamais plus bien mieux mal pire
    """
)
_WORD = re.compile(r"[^\W\d_]+(?:[-’][^\W\d_]+)*’?")
# "content(e)", "attrapé·e", "heureux(se)": how pupils and teachers write both forms at once.
_BOTH = re.compile(r"\b([^\W\d_]+)(?:\(([a-zéèêë]{1,5})\)|[·•]([a-zéèêë]{1,5}))(?![\w(])")
_FEMININE = re.compile(r"(?<=\w\w)(?:(ée)|(euse)|(trice)|(elle)|(ive))s?$")
_MASCULINE = ("é", "eux", "teur", "el", "if")
# What does something is in -eur; all other adjectives in -euse are in -eux.
_AGENTS = words(
    """
    rêv moqu farc ment chant dans vol jou râl blagu grogn tromp flatt trich trav travaill ronfl dorm sauv cherch cour
    bricol boud bavard charm enjôl tapag vend fonc gliss siffl frim mange nag pêch plong rapport roul saut tourn trembl
    voyag zozot ricann ricanv fouin fugu hurl mord parl pleurnich siffl songe grond
    """
)
_EITHER = words("musée lycée trophée athée rebelle")


def masculine_behind(word: str) -> str:
    """The masculine that `word` looks like the feminine of ("heureuse" → "heureux"); "" where it does not."""
    match = _FEMININE.search(word)
    if match is None or word.removesuffix("s") in _EITHER:
        return ""
    stem = word[: match.start()]
    if match[2]:
        return stem + ("eur" if stem in _AGENTS else "eux")
    masculine = stem + _MASCULINE[(match.lastindex or 1) - 1]
    return masculine if feminine(masculine) == word.removesuffix("s") else ""


def both_forms(text: str) -> str:
    """`text` with what stands there in both forms ("content(e)") as a marker of agreement ("{adj:content}")."""
    return _BOTH.sub(r"{adj:\1}", text)


def attributes(infinitive: str, reflexive: bool, following: str) -> Iterator[tuple[int, int]]:
    """Where in `following`, what comes after a verb, stand the words that should agree with its subject."""
    if infinitive not in (_ATTRIBUTIVE_SE if reflexive else _ATTRIBUTIVE):
        return
    place = 0
    found = False
    for match in _WORD.finditer(following):
        between = following[place : match.start()].strip()
        if between not in ("", ",") or (between and not found):
            return
        place, word = match.end(), match.group().lower()
        if word in {"et", "ou", "mais"} and found:
            continue
        if _goes_before(word, following[place:]):
            continue
        if word in _OTHER or word in PREPOSITIONS or word.startswith(("d’", "l’", "qu’", "n’")):
            return
        if following[place : place + 1] == "{" or (word == match.group() and _changes(word)):
            yield match.span()
        else:
            return
        found = True
        if not re.match(r" (?:et|ou|mais)\b|,", following[place:]):
            return


def _changes(word: str) -> bool:
    return agree(word, "f", "s") != word or masculine_behind(word) != ""


def _goes_before(word: str, rest: str) -> bool:
    """Whether `word` is an adverb before an adjective, or what remains of a negation."""
    if word in {"pas", "jamais", "plus", "bien", "mal", "tout"}:
        return bool(rest.strip())
    return word in ADVERBS or (word.endswith("ment") and len(word) > 6)


def mark(infinitive: str, reflexive: bool, following: str, chosen: frozenset[str] | None = None) -> str:
    """`following` with a marker of agreement round its attributes, or round the words `chosen` in their place."""
    if chosen is None:
        spans = list(attributes(infinitive, reflexive, following))
    else:
        spans = [match.span() for match in _WORD.finditer(following) if match.group() in chosen]
    for start, end in reversed(spans):
        if following[:start].count("{") == following[:start].count("}"):
            word = following[start:end]
            if not following.startswith("{e}", end):
                following = f"{following[:start]}{{adj:{masculine_behind(word) or word}}}{following[end:]}"
    return following
