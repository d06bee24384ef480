"""What is said for the ways of an address: 3 r. de Paris, bd Voltaire, imp. des Lilas."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bestio.language.spoken.form import Edit, Part
from bestio.language.spoken.shortened import CAPITAL

_STREET = re.compile(r"(?<=\d )(r|pl)\.(?= )|(?<=\d, )(r|pl)\.(?= )|(?<![\w.'])([Pp]l)\.(?= (?:du?|des|de la) ?\w)")
_BOULEVARD = re.compile(rf"(?<![\w.])(?:[bB]d|boul\.|[bB]ld)(?= {CAPITAL}| (?:de|du|des)\b)")
_AVENUE = re.compile(
    rf"(?<=\d )av\.|\b[Aa]v\.(?= (?:du|de|des|d'|de la|de l') ?{CAPITAL})|\b[Aa]v\.(?= {CAPITAL}[a-zé])"
)
_WAY = re.compile(
    rf"(?<![\w.'])([Ii]mp\.|[Rr]te|[Cc]h\.|[Ff]g|[Ff]bg|[Ss]q\.|[Rr]és\.)"
    rf"(?= (?:(?:du|de|des|de la) )?(?:d'|de l')?{CAPITAL}[a-zéèê])"
)
_WAYS = {
    "imp.": "impasse",
    "rte": "route",
    "ch.": "chemin",
    "fg": "faubourg",
    "fbg": "faubourg",
    "sq.": "square",
    "rés.": "résidence",
}


def streets(text: str) -> Iterator[Edit]:
    """3 r. de Paris, pl. de la Mairie, av. Foch, bd Voltaire, rte de Lyon: each before the name of one."""
    for match in _BOULEVARD.finditer(text):
        yield [Part(*match.span(), "boulevard")]
    for match in _WAY.finditer(text):
        yield [Part(*match.span(), _WAYS[match[1].lower()])]
    if "." not in text[:-1]:
        return
    for match in _STREET.finditer(text):
        yield [Part(*match.span(), "rue" if match[0] == "r." else "place")]
    for match in _AVENUE.finditer(text):
        yield [Part(*match.span(), "avenue")]
