"""Initials: letter by letter where engines see a word, as a word where people do; classes and formulas."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bestio.language.spoken.form import Edit, Part
from bestio.language.spoken.numbers import ordinal
from bestio.language.spoken.respellings import WORDS

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
CM CE EPS CPE EMC BD PE AP UPE XL XXL MM LED ENT AED AVS AESH QCM BDE EDT DST PP HDA LV LCA TP TD UE BCD UV IA
ADN ARN OGM SOS VIP RIP IRM QI PDF GPS SMS URL HTML MP CC MJ PNJ DJ IRL HS DNB PAI UNSS FSE EDD EMI RAS RER
PME CAP BEP BTS CDD IUT EDF GDF ONG PIB ADSL USB FAQ NBA PSG XYZ ABC TPE SES NSI UFO KO AVC EIP TSA TDA AOC
COD COI COS ODD IDH ISS IDD IST IDF IDE PED ZEE
PCS VPN NFC DGSE CRS GRS PMI FLE BEPC IUFM IPR IEN ASSR ESS UPEA ENS IME CVL PPMS BNF ARS SARL ONF IGN INA CNAM BO OM
OL RC PDG SAV PMR PMU SPA UMP CEE URSS ISBN IBAN RIB AFP OMS ANPE APL HLM BTP ADMR BIA CHU IHM
"""
_SPELT = frozenset(_INITIALS.split())
_VOWELS = frozenset("AEIOUYÉÈÊ")
# No French word begins so: PME, FSE, TPE.
_NO_WORD = re.compile(r"(?![BCDFGKPTV][LR]|S[PTKCLMNQ]|[CPT]H|GN|PS|PN|TS|KS|KN|SH|WH|SCR|SPL|STR|MN)[^AEIOUY]{2}")
# Initials that are said as a word, or with a figure, otherwise than engines do.
_SAID_AS = {
    "ULIS": "ulisse",
    "INSPE": "inspé",
    "ESPE": "espé",
    "CAPES": "capesse",
    "CROUS": "crousse",
    "DYS": "disse",
    "CLEMI": "clémi",
    "MEDEF": "médèfe",
    "PACS": "paxe",
    "ENA": "éna",
    "UEFA": "uéfa",
    "INSEE": "insé",
    "LIDL": "lidle",
    "IKEA": "ikéa",
    "LEGO": "légo",
    "UPE2A": "u pé euh deu a",
    "DELF": "delfe",
    "DALF": "dalfe",
    "JPEG": "jipègue",
    "RAM": "rame",
    "INRIA": "inne-ria",
    "STI2D": "èss té i 2 dé",
    "ST2S": "èss té 2 èss",
    "STMG": "èss té èm gé",
    "OMG": "o èm gé",
}
_AS_WORDS = re.compile(rf"(?<![\w.])(?:{'|'.join(_SAID_AS)})(?![\w])")
# Words of a line in capitals, not initials: CE ROBOT, SES AMIS.
_WORDS_TOO = frozenset(["CE", "SES", "CAP", "LED", "PAP", "AP"])
_OF_CRIES = """
BRR GRR PFF PFFT HMM MMH HM MH PST PSST BZZ TSS VRR KRR FRR PRR TRR CHT SH CHH ZZ MM HMPF PSCH
"""
_CRIES = frozenset(_OF_CRIES.split())
_CLASS = re.compile(r"(?<![\w'])(?:CM|CE|CP|LV)[12](?!\w)")
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_CAPITALS = re.compile(r"(?<![\w.])([A-Z]{2,5})(?:(?!\w)|(?=\d\b))")
_FORMULA = re.compile(r"(?<![\w.])(CO|NO|SO|H|O|N|CH)([2-4])(O?)(?!\w)")
_CLASS_GROUP = re.compile(r"(?<![\w,.])([3-6])(?:e|è|[eè]me)(?: ?([A-H])|([1-9]))(?!\w)")


# Engines name the apostrophe before them, and letters of what is said as a word.
_DOTTED = re.compile(r"(?:(?<=[^\W\d_]')|(?<![\w.'-]))(?:[A-Z]\.){2,}(?!\w)")
_POOR_MARK = re.compile(r"(?<![\w'-])[A-E](-)(?= ?[.,;!?)]|$| (?:et|ou|en|à|au|aux)\b)")
_DOTTED_WORDS = frozenset(["ONU", "OTAN", "OVNI", "SIDA", "UNESCO", "UNICEF", "NASA"])


def initials(text: str) -> Iterator[Edit]:
    """CM2, EPS, BD: letter by letter; 6e4, 5eB: the class and its letter; CO2; a mark of B-."""
    for match in _DOTTED.finditer(text):
        letters = match[0].replace(".", "")
        stop = "." if match.end() == len(text) else ""
        if letters in _DOTTED_WORDS:
            yield [Part(*match.span(), letters.lower() + stop)]
        elif text[match.start() - 1 : match.start()] == "'":
            yield [Part(*match.span(), spelt(letters) + stop)]
    for match in _POOR_MARK.finditer(text):
        yield [Part(*match.span(1), " moins")]
    for match in _CLASS_GROUP.finditer(text):
        last = match.start(2) if match[2] else match.start(3)
        yield [Part(match.start(), last, f"{ordinal(int(match[1]))} "), Part(last, match.end(), match[2] or match[3])]
    for match in _FORMULA.finditer(text):
        yield [Part(*match.span(), f"{spelt(match[1])} {match[2]}{' o' if match[3] else ''}")]
    for match in _CLASS.finditer(text):
        yield [Part(*match.span(), ".".join(match[0]))]
    for match in _AS_WORDS.finditer(text):
        yield [Part(*match.span(), _SAID_AS[match[0]])]
    for match in _CAPITALS.finditer(text):
        word = match[1]
        if word in _WORDS_TOO and _is_in_capitals(text, match.start(), match.end()):
            continue
        known = word in _CRIES or word.lower() in WORDS
        if word in _SPELT or (not known and _NO_WORD.match(word) and not _VOWELS.isdisjoint(word)):
            yield [Part(*match.span(), spelt(word))]


def _is_in_capitals(text: str, start: int, end: int) -> bool:
    """Whether the line around a word is in capitals, and has other words."""
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    rest = text[first:start] + text[end : last if last >= 0 else len(text)]
    return rest.upper() == rest and _LONG_WORD.search(rest) is not None


def is_initials(word: str) -> bool:
    """Whether `word`, in capitals without a vowel, is initials rather than a noise: VTT, DNB, but not GRR or BRRR."""
    return word.isupper() and 2 <= len(word) <= 5 and word not in _CRIES and not re.search(r"(.)\1\1", word)


def spelt(letters: str) -> str:
    """`letters` (capitals) by their French names."""
    return " ".join(_LETTERS[letter] for letter in letters)
