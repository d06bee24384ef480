"""Shortened words said whole: titles, references, what pupils write in messages, the initials of schools."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bestio.language.spoken.form import Edit, Part

_TITLES = {
    "M": "monsieur",
    "MM": "messieurs",
    "Mr": "monsieur",
    "Mrs": "madame",
    "Mme": "madame",
    "Mmes": "mesdames",
    "Mlle": "mademoiselle",
    "Mlles": "mesdemoiselles",
    "Dr": "docteur",
    "Drs": "docteurs",
    "Pr": "professeur",
    "Prs": "professeurs",
    "Me": "maître",
    "Mgr": "monseigneur",
    "St": "saint",
    "Ste": "sainte",
    "Sts": "saints",
    "Stes": "saintes",
    "Cdt": "commandant",
    "Cne": "capitaine",
    "Lt": "lieutenant",
    "Sgt": "sergent",
}
_CAPITAL = "[A-ZÀÂÇÉÈÊËÎÏÔÖÙÛÜŒ]"
# A title stands before a name, or before an office: M. le maire.
_TITLE = re.compile(
    rf"(?<![\w.'])(?:(MM|Mr|Mrs|Mmes?|Mlles?|Drs?|Prs?|Mgr|Cdt|Cne|Lt|Sgt)\b\.?|"
    rf"(M|Me|Sts?|Stes?)\b(?:\.|(?= {_CAPITAL})|(?=-{_CAPITAL})))"
    rf"(?= ?{_CAPITAL}|-{_CAPITAL}| et M| (?:le|la|l'|les|votre)\b|[,;!?…]|$)"
)
_ALONE = re.compile(r"(?<![\w.'])(Mmes?|Mlles?|Mr|Dr|Pr)\b\.?")

# What is said for each; those that end in a full stop take it with them, unless it ends the sentence too.
_WORDS = {
    "c.-à-d.": "c'est-à-dire",
    "c.à.d.": "c'est-à-dire",
    "càd": "c'est-à-dire",
    "J.-C.": "Jésus-Christ",
    "p. ex.": "par exemple",
    "par ex.": "par exemple",
    "etc.": "etsétéra",
    "etc": "etsétéra",
    "cf.": "voir",
    "cf": "voir",
    "env.": "environ",
    "tél.": "téléphone",
    "bd": "bédé",
    "chap.": "chapitre",
    "fig.": "figure",
    "éd.": "édition",
    "trad.": "traduction",
    "ibid.": "ibidem",
    "id.": "idem",
    "N.B.": "nota béné",
    "NB": "nota béné",
    "P.-S.": "post-scriptum",
    "PS": "post-scriptum",
    "s.v.p.": "s'il vous plaît",
    "svp": "s'il vous plaît",
    "stp": "s'il te plaît",
    "rdv": "rendez-vous",
    "bcp": "beaucoup",
    "pb": "problème",
    "pbs": "problèmes",
    "qqch": "quelque chose",
    "qqn": "quelqu'un",
    "qq": "quelques",
    "vs": "contre",
    "mdr": "mort de rire",
    "dsl": "désolé",
    "jtm": "je t'aime",
    "km": "kilomètres",
    "cm": "centimètres",
    "kg": "kilos",
    "max.": "maximum",
    "min.": "minimum",
    "hab.": "habitants",
    "boul.": "boulevard",
    "Cie": "compagnie",
    "adj.": "adjectif",
    "masc.": "masculin",
    "fém.": "féminin",
    "plur.": "pluriel",
    "sing.": "singulier",
    "dép.": "département",
    "n°": "numéro",
}
_SAID = {key.lower(): said for key, said in _WORDS.items()}
_ANY = "|".join(re.escape(key) for key in sorted(_SAID, key=len, reverse=True))
_SHORTENED = re.compile(rf"(?i)(?<![\w.'-])(?:{_ANY})(?![\w-])")
_BEFORE_CHRIST = re.compile(r"(?<![\w.])(av|apr|ap)\.(?= J\.-C)", re.IGNORECASE)
_AVENUE = re.compile(rf"(?<=\d )av\.|\bav\.(?= (?:du|de|des|d') ?{_CAPITAL})|\bav\.(?= {_CAPITAL}[a-zé])")
# No text without one of these pieces holds a shortened word.
_PIECE = re.compile(r"[\w.'°-]{0,9}\w\.|[\w-]+")
_PIECES = {"bd", "bld", "boul.", *(piece for key in _SAID for piece in _PIECE.findall(key)[-1:])}
_BOULEVARD = re.compile(rf"(?<![\w.])(?:bd|boul\.|bld)(?= {_CAPITAL}| (?:de|du|des)\b)")
_REFERENCE = re.compile(r"(?i)(?<![\w.'])(pp?|vol|art|t|fig|chap|ex|r)\.(?= ?(?:\d|[IVXLC]+\b))")
_REFERENCES = {
    "p": "page",
    "pp": "pages",
    "vol": "volume",
    "art": "article",
    "t": "tome",
    "fig": "figure",
    "chap": "chapitre",
    "ex": "exercice",
    "r": "rue",
}
_NUMBER = re.compile(r"(?<!\w)([nN])(°s?|os(?= \d)|o(?= ?\d))")

_NAMES_OF_LETTERS = "a bé cé dé euh èf gé ache i ji ka èl èm èn o pé ku èr èss té u vé double-vé ix i-grec zède"
_LETTERS = dict(
    zip(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        _NAMES_OF_LETTERS.split(),
        strict=True,
    )
)
# Said letter by letter, where engines see a word, a unit or a Roman number.
_INITIALS = """
CM CE EPS CPE EMC BD PE AP UPE XL XXL MM LED ENT AED AVS AESH QCM BDE EDT DST PP HDA LV LCA TP TD UE BCD UV IA ADN ARN
OGM SOS VIP RIP IRM QI PDF GPS SMS URL HTML MP CC MJ PNJ DJ IRL HS
"""
_SPELT = frozenset(_INITIALS.split())
_CLASS = re.compile(r"(?<![\w'])(?:CM|CE|CP|LV)[12](?!\w)")
_CAPITALS = re.compile(r"(?<![\w.])([A-Z]{2,5})(?![\w])")


def stop_after(text: str, end: int) -> str:
    """The full stop that ends a sentence as well as the shortened word before `end`; else nothing."""
    rest = text[end:].lstrip(" »)")
    return "." if not rest or rest[0].isupper() or rest[0] == "\n" else ""


def titles(text: str) -> Iterator[Edit]:
    """M. Vis, Mme Clou, MM. Vis et Clou, St-Malo."""
    for match in _TITLE.finditer(text):
        name = match[1] or match[2]
        # « Me voilà », « Ste » and « M » alone are no titles; « Me » opens many a sentence.
        if match[2] and not re.match(rf"[ -]?{_CAPITAL}| l| et M", text[match.end() :]):
            continue
        yield [Part(*match.span(), _TITLES[name])]
    for match in _ALONE.finditer(text):
        stop = stop_after(text, match.end()) if match[0].endswith(".") else ""
        yield [Part(*match.span(), _TITLES[match[1]] + stop)]


def words(text: str) -> Iterator[Edit]:
    """etc., cf., c.-à-d., p. 3, n° 5, av. J.-C., svp."""
    for match in _BEFORE_CHRIST.finditer(text):
        yield [Part(*match.span(), "avant" if match[1].lower() == "av" else "après")]
    for match in _REFERENCE.finditer(text):
        yield [Part(*match.span(), _REFERENCES[match[1].lower()] + " ")]
    for match in _NUMBER.finditer(text):
        yield [Part(*match.span(), "numéros " if match[2].endswith("s") else "numéro ")]
    for match in _AVENUE.finditer(text):
        yield [Part(*match.span(), "avenue")]
    if _PIECES.isdisjoint(_PIECE.findall(text.lower())):
        return
    for match in _BOULEVARD.finditer(text):
        yield [Part(*match.span(), "boulevard")]
    for match in _SHORTENED.finditer(text):
        stop = stop_after(text, match.end()) if match[0].endswith(".") else ""
        yield [Part(*match.span(), _SAID[match[0].lower()] + stop)]


def initials(text: str) -> Iterator[Edit]:
    """CM2, EPS, BD: letter by letter."""
    for match in _CLASS.finditer(text):
        yield [Part(*match.span(), ".".join(match[0]))]
    for match in _CAPITALS.finditer(text):
        if match[1] in _SPELT:
            yield [Part(*match.span(), spelt(match[1]))]


def spelt(letters: str) -> str:
    """`letters` (capitals) by their French names."""
    return " ".join(_LETTERS[letter] for letter in letters)
