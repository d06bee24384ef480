"""Roman numbers: of kings and centuries, of acts and chapters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bestio.language.spoken.form import Edit, Part
from bestio.language.spoken.numbers import ordinal, roman
from bestio.language.spoken.respellings import respelt
from bestio.language.spoken.shortened import stop_after

_NAMES = """
Albert Alexandre Alphonse Amenhotep Aménophis Arthur Auguste Baudouin Benoît Bestio Catherine Charles Christian
Clément Clovis Constantin Darius Édouard Edouard Élisabeth Elisabeth Elizabeth Ferdinand François Frédéric George
Georges Grégoire Guillaume Gustave Hassan Henri Innocent Isabelle Ivan Jacques Jean Jean-Paul Joseph Jules Juan Carlos
Léon Léopold Marie Mohammed Napoléon Nicolas Paul Philippe Pie Pierre Ptolémée Rainier Ramsès Richard Robert Séthi
Thoutmosis Urbain Victor Victoria Xerxès
"""
_KINGS = [re.escape(word) for word in _NAMES.split()]
_NOUNS = """
acte scène chapitre chap. tome t. volume vol. livre partie tableau épisode saison niveau phase article art. annexe
groupe classe type chant strophe leçon séance atelier étape version figure fig. planche pl. guerre siècle
"""
_PARTS = [re.escape(word) for word in _NOUNS.split()]
_ORDINAL = re.compile(r"(?<![\w'])([IVX]+)(er|re|ère|e|è|[eè]me|i[eè]me|nde?)(s?)(?!\w)")
_CENTURY = re.compile(r"(?<![\w'])(?:[IVX]+|\d{1,2})(?:er|e|è|[eè]me)( s\.)")
_KING = re.compile(rf"\b(?:{'|'.join(_KINGS)}) ([IVX]+)(?![\w'])")
_PART = re.compile(rf"(?i:\b(?:{'|'.join(_PARTS)})) ([IVXLC]+)(?![\w'])")
# Any other is told from a word in capitals by having two letters or more of these three alone.
_ELSEWHERE = re.compile(r"(?<![\w'.-])([IVX]{2,})(?![\w'.-]\w|\w)")
_LONG = re.compile(r"(?<![\w'.-])(M[MCDLXVI]{3,})(?!\w)")
_ANY = re.compile(r"(?<![\w'])[IVXLCDM]+(?![\w'])")
_NO_NUMBER = frozenset({"XX", "XXX"})


def ordinals(text: str) -> Iterator[Edit]:
    """François Ier, XIXe siècle, XXIe s."""
    for match in _ORDINAL.finditer(text):
        number = roman(match[1])
        if number and ((match[2] in ("er", "re", "ère")) <= (number == 1)):
            said = ordinal(number, feminine=match[2] in ("re", "ère", "nde"), second=match[2] in ("nd", "nde"))
            yield [Part(*match.span(), respelt(said) + match[3])]
    for match in _CENTURY.finditer(text):
        yield [Part(match.start(1) + 1, match.end(), "siècle" + stop_after(text, match.end()))]


def cardinals(text: str) -> Iterator[Edit]:
    """Louis XIV, acte IV, tome II, MMXXVI."""
    if not _ANY.search(text):
        return
    for match in _KING.finditer(text):
        if number := roman(match[1]):
            yield [Part(*match.span(1), "premier" if number == 1 else str(number))]
    for pattern in (_PART, _ELSEWHERE, _LONG):
        for match in pattern.finditer(text):
            number = roman(match[1])
            if number and not (pattern is _ELSEWHERE and match[1] in _NO_NUMBER):
                yield [Part(*match.span(1), str(number))]
