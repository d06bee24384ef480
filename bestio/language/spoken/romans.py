"""Roman numbers: of kings and centuries, of acts and chapters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bestio.language.spoken.form import Edit, Part
from bestio.language.spoken.numbers import ordinal, roman
from bestio.language.spoken.respellings import respelt
from bestio.language.spoken.shortened import stop_after

_NAMES = """
Albert Alexandre Alphonse Amenhotep Aménophis Ariane Arthur Auguste Baudouin Benoît Bestio Catherine Charles Christian
Clément Clovis Constantin Darius Édouard Edouard Élisabeth Elisabeth Elizabeth Ferdinand François Frédéric George
Georges Grégoire Guillaume Gustave Hassan Henri Innocent Isabelle Ivan Jacques Jean Jean-Paul Joseph Jules Juan Carlos
Léon Léopold Lothaire Louis Louis-Philippe Manuel Marie Mohammed Napoléon Nicolas Paul Philippe Pie Pierre Ptolémée
Rainier Ramsès Richard Robert Séthi
Thoutmosis Urbain Victor Victoria Wars Xerxès
"""
_KINGS = [re.escape(word) for word in _NAMES.split()]
_OF_QUEENS = (
    "Anne Catherine Christine Élisabeth Elisabeth Elizabeth Isabelle Jeanne Margrethe Marie Marguerite Victoria"
)
_QUEENS = frozenset(_OF_QUEENS.split())
_NOUNS = """
acte scène chapitre chap. tome t. volume vol. livre partie tableau épisode saison niveau phase article art. annexe
groupe classe type chant strophe leçon séance atelier étape version figure fig. planche pl. guerre siècle an
"""
_PARTS = [re.escape(word) for word in _NOUNS.split()]
_SMALL_CENTURY = re.compile(r"(?<![\w'])([ivx]+)(e|è|[eè]me) (?=siècles?\b)")
_PARTED_ORDINAL = re.compile(r"(?<![\w'])([IVX]+) (er|e|[eè]me)(?= (?:siècles?|s\.|République|arrondissement)(?!\w))")
_ORDINAL = re.compile(r"(?<![\w'])([IVX]+)(er|re|ère|e|è|[eè]me|i[eè]me|nde?)(s?)(?!\w)")
_CENTURY = re.compile(r"(?<![\w'])(?:[IVX]+|\d{1,2})(?:er|e|è|[eè]me)( s\.)")
_OFFICES = "roi|reine|pape|empereur|impératrice|tsar|tsarine|prince|princesse|duc|sultan|pharaon|comte|robot|grand-duc"
_SHE_OFFICES = ("reine", "impératrice", "tsarine", "princesse")
# A name before a number alone, with its office before both: le roi Ubu V.
_KING = re.compile(rf"\b({'|'.join(_KINGS)})[ -]([IVX]+)(?![\w'])")
_CROWNED = re.compile(rf"\b(?i:{_OFFICES}) ([A-ZÀ-Ü][^\W\d_]+(?:-[^\W\d_]+)?) ([IVX]+)(?![\w'])")
# One letter for fifty or a hundred is rather a letter: article L. 12.
_PART = re.compile(rf"(?i:\b(?:{'|'.join(_PARTS)})) ([IVX]+|[IVXLC]{{2,}})(?![\w']| ?[=≈<>≤≥])")
# One letter at the head of a line is a number where another line has one, or where no name can follow it.
_HEADING = re.compile(r"(?m)^[ #*]*([IVX]{1,5})(?=(?:[.)]\d?[.)]?| ?[-–—:]|/) ?\S)")
_OTHER_HEADING = re.compile(r"(?m)^[ #*]*(?:I{2,3}|IV|VI{1,3}|IX)(?:[.)]| ?[-–—:]|/) ?\S")
_OPENS_TITLE = re.compile(
    r"(?:[.)]\d?[.)]?| ?[-–—:]|/) ?(?:(?:[LD]['’])|(?:Les?|La|Une?|Des|Du|Ce|Ces|Cette|Mon|Ma|Mes|Son|Sa|Ses|Notre|Nos|"
    r"Comment|Pourquoi|Quand|Où|Qui|Que|Quel|Introduction|Conclusion|Présentation|Définitions?)\b)"
)
# Any other is told from a word in capitals by having two letters or more of these three alone.
_ELSEWHERE = re.compile(r"(?<![\w'.-])([IVX]{2,})(?![\w'.-]\w|\w)")
_LONG = re.compile(r"(?<![\w'.-])(M[MCDLXVI]{3,})(?!\w)")
_ANY = re.compile(r"(?<![\w'])[IVXLCDM]+(?![\w'])")
# Engines say « vingt romain ».
_SPELT = {"XX": "ix ix", "XXX": "ix ix ix"}
_CHROMOSOMES = re.compile(r"(?i)\b(?:chromosomes?|les|paire|taille|mention|interdit) $")
_SMALL_PAGE = re.compile(r"(?<!\w)(?:pp?\.|pages?) ?([ivxl]+)(?:(-| à | et )([ivxl]+))?(?!\w)")


def ordinals(text: str) -> Iterator[Edit]:
    """François Ier, XIXe siècle, XXIe s."""
    for match in _ORDINAL.finditer(text):
        number = roman(match[1])
        if number and ((match[2] in ("er", "re", "ère")) <= (number == 1)):
            said = ordinal(number, feminine=match[2] in ("re", "ère", "nde"), second=match[2] in ("nd", "nde"))
            yield [Part(*match.span(), respelt(said) + match[3])]
    for match in _PARTED_ORDINAL.finditer(text):
        if number := roman(match[1]):
            yield [Part(*match.span(), respelt(ordinal(number)))]
    for match in _SMALL_CENTURY.finditer(text):
        if number := roman(match[1].upper()):
            yield [Part(match.start(), match.end() - 1, respelt(ordinal(number)))]
    for match in _CENTURY.finditer(text):
        yield [Part(match.start(1) + 1, match.end(), "siècle" + stop_after(text, match.end()))]


def cardinals(text: str) -> Iterator[Edit]:
    """Louis XIV, acte IV, tome II, MMXXVI."""
    if not _ANY.search(text):
        return
    for match in _HEADING.finditer(text):
        if match[1] not in "IVX" or _OTHER_HEADING.search(text) or _OPENS_TITLE.match(text, match.end()):
            yield [Part(*match.span(1), str(roman(match[1])))]
    for pattern in (_KING, _CROWNED):
        for match in pattern.finditer(text):
            if number := roman(match[2]):
                first = "première" if match[1] in _QUEENS or match[0].startswith(_SHE_OFFICES) else "premier"
                yield [Part(*match.span(2), first if number == 1 else str(number))]
    for pattern in (_PART, _ELSEWHERE, _LONG):
        for match in pattern.finditer(text):
            number = roman(match[1])
            if not number:
                continue
            spelt = pattern is _ELSEWHERE and (match[1] == "XXX" or _CHROMOSOMES.search(text[: match.start()][-16:]))
            yield [Part(*match.span(1), _SPELT.get(match[1], str(number)) if spelt else str(number))]


def small_pages(text: str) -> Iterator[Edit]:
    """p. iv, pages ii-x: as those of a preface are numbered."""
    for match in _SMALL_PAGE.finditer(text):
        first, last = roman(match[1].upper()), roman((match[3] or "i").upper())
        if first and last:
            yield [Part(*match.span(1), str(first)), *([Part(*match.span(3), str(last))] if match[3] else [])]
