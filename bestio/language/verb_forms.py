"""Which finite forms verbs have: each form with the persons it may be for.

Made from the present tense (`verbs.present`) and the rules of the other tenses, for the frequent verbs in -er, the
second group and the irregular ones. Good enough to know a verb when it is met, not to write one.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from bestio.language.agreement_tables import pairs
from bestio.language.first_group import FIRST_GROUP
from bestio.language.second_group import SECOND_GROUP
from bestio.language.verbs import IRREGULAR, present

# The persons that a form may be for, as bits of one number.
JE, TU, IL, NOUS, VOUS, ILS = _SIX = (1, 2, 4, 8, 16, 32)
_IMPERFECT = ("ais", "ais", "ait", "ions", "iez", "aient")
_FUTURE = ("ai", "as", "a", "ons", "ez", "ont")
_PAST_ER = ("ai", "as", "a", "âmes", "âtes", "èrent")
# The second group says "finis" for the present and the past alike.
_PAST_IR = ("is", "is", "it", "îmes", "îtes", "irent")
_PAST_U = ("us", "us", "ut", "ûmes", "ûtes", "urent")
_PAST_IN = ("ins", "ins", "int", "înmes", "întes", "inrent")

# The stem of the future by the end of the infinitive; the longest that fits is taken.
_FUTURES = pairs(
    """
    être:ser avoir:aur aller:ir faire:fer savoir:saur voir:verr pouvoir:pourr vouloir:voudr devoir:devr cevoir:cevr
    venir:viendr tenir:tiendr mourir:mourr courir:courr falloir:faudr pleuvoir:pleuvr valoir:vaudr envoyer:enverr
    cueillir:cueiller asseoir:assiér quérir:querr mouvoir:mouvr prévoir:prévoir
    """
)
# The past tense that is told in tales, by the end of the infinitive: its stem, and which endings.
_PASTS = pairs(
    """
    être:f+u avoir:e+u faire:f+i voir:v+i savoir:s+u pouvoir:p+u vouloir:voul+u devoir:d+u cevoir:ç+u
    venir:v+in tenir:t+in mourir:mour+u courir:cour+u falloir:fall+u valoir:val+u prendre:pr+i mettre:m+i
    dire:d+i lire:l+u écrire:écriv+i boire:b+u croire:cr+u vivre:véc+u plaire:pl+u taire:t+u connaître:conn+u
    paraître:par+u naître:naqu+i craindre:craign+i peindre:peign+i teindre:teign+i joindre:joign+i rire:r+i
    conduire:conduisi+ construire:construis+i suivre:suiv+i battre:batt+i rompre:romp+i asseoir:ass+i
    """
)
_SUBJUNCTIVE = {
    "être": "sois sois soit soyons soyez soient",
    "avoir": "aie aies ait ayons ayez aient",
    "aller": "aille ailles aille allions alliez aillent",
    "faire": "fasse fasses fasse fassions fassiez fassent",
    "pouvoir": "puisse puisses puisse puissions puissiez puissent",
    "savoir": "sache saches sache sachions sachiez sachent",
    "vouloir": "veuille veuilles veuille voulions vouliez veuillent",
    "falloir": "  faille   ",
    "pleuvoir": "  pleuve   ",
}
_IMPERATIVE = {"savoir": ("", "sache", "sachons", "sachez"), "vouloir": ("", "veuille", "", "veuillez")}


@lru_cache(maxsize=1)
def forms() -> dict[str, int]:
    """Every finite form that is known, in small letters, with the persons it may be for (bits)."""
    found: dict[str, int] = {}
    for verb in (*FIRST_GROUP, *SECOND_GROUP, *IRREGULAR):
        for form, who in _finite(verb):
            if form:
                found[form] = found.get(form, 0) | who
    return found


def _finite(verb: str) -> Iterator[tuple[str, int]]:
    six = present(verb)
    yield from zip(six, _SIX, strict=True)
    if six[1]:
        # "Mange !", "ouvre !", "va !" have lost the s of "tu".
        yield six[1].removesuffix("s") if six[1].endswith(("es", "as")) else six[1], TU
    imperfect = "ét" if verb == "être" else six[3].removesuffix("ons") or _impersonal(verb)
    yield from _with(imperfect, _IMPERFECT)
    for stem in _futures(verb, six[2]):
        yield from _with(stem, _FUTURE)
        yield from _with(stem, _IMPERFECT)
    yield from _past(verb)
    if verb in _SUBJUNCTIVE:
        yield from zip(_SUBJUNCTIVE[verb].split(" "), _SIX, strict=True)
    elif six[5]:
        yield from _with(six[5].removesuffix("ent"), ("e", "es", "e", "", "", "ent"))
    yield from zip(_IMPERATIVE.get(verb, ()), (JE, TU, NOUS, VOUS), strict=False)


def _with(stem: str, endings: tuple[str, ...]) -> Iterator[tuple[str, int]]:
    if stem:
        for ending, who in zip(endings, _SIX, strict=True):
            # "mangeions" does not exist: the e is there for a and o alone.
            base = stem
            if ending.startswith(("i", "e", "è")):
                base = stem.removesuffix("e") if stem.endswith("ge") else stem
                base = base[:-1] + "c" if base.endswith("ç") else base
            if ending:
                yield base + ending, who


def _impersonal(verb: str) -> str:
    return {"falloir": "fall", "pleuvoir": "pleuv"}.get(verb, "")


def _futures(verb: str, third: str) -> tuple[str, ...]:
    best = max((end for end in _FUTURES if verb.endswith(end)), key=len, default="")
    if best:
        return (verb.removesuffix(best) + _FUTURES[best],)
    if verb.endswith("er"):
        # "répétera" and "répètera" are both right.
        return tuple({third + "r", verb})
    return (verb.removesuffix("e"),)


def _past(verb: str) -> Iterator[tuple[str, int]]:
    best = max((end for end in _PASTS if verb.endswith(end)), key=len, default="")
    if verb.endswith("er"):
        stem = verb[:-2]
        stem = stem[:-1] + "ç" if stem.endswith("c") else stem + "e" if stem.endswith("g") else stem
        yield from _with(stem, _PAST_ER)
    elif best:
        stem, ending = _PASTS[best].split("+")
        endings = {"u": _PAST_U, "in": _PAST_IN}.get(ending, _PAST_IR)
        yield from _with(verb.removesuffix(best) + stem.removesuffix("i" if not ending else ""), endings)
    elif verb.endswith(("ir", "dre")):
        yield from _with(verb[:-2], _PAST_IR)
