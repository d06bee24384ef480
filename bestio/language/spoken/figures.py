"""What is said for figures and the signs that go with them: ordinals, fractions, minus, decimals, one before a noun."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bestio.language.spoken.form import Edit, Part
from bestio.language.spoken.genders import is_feminine
from bestio.language.spoken.measures import THOUSANDS, UNITS, masculine, plain
from bestio.language.spoken.numbers import MOST, feminine, ordinal
from bestio.language.spoken.respellings import respelt

_ORDINAL = re.compile(
    r"(?<![\w,.])(\d{1,6})((?: (?:er|ère|i?[eè]me))|ers?|"
    r"[eèé]res?|res?|i?[eèé]mes?|[eè]s?|ndes?|nds?|des?|ds?)(?![\w'])"
)
_FRACTION = re.compile(r"(?<![\w/,.])(\d{1,4})/(\d{1,3}(?: \d{3})+(?! ?\d)|\d{1,4})(?:([eè]me|e)s?)?(?![\w/])")
_SCALE = re.compile(r"(?<![\w,.:])1( ?: ?)(\d{1,3}(?: \d{3})+)(?! ?\d)")
_MARK = re.compile(r"(?<![\w/,.])\d{1,4}[.,]\d{1,2}(/)(?=\d{1,3}(?![\w/]))")
_MINUS = re.compile(
    r"(?<![\w)\]°%€\-–−])[-−–](?=\d)|−|(?<=\d )[-–](?= \d)|(?<=\d)-(?=\d{1,6} ?= ?-?\d)|"
    r"(?<= )[-–] (?=\d+(?:[.,]\d+)? ?(?:°|degré|[.,;:!?…)]*$))"
)
_DECIMAL = re.compile(
    rf"(?<![\w.,])(?:{THOUSANDS}|(?:\d{{1,3}}(?: \d{{3}}){{1,4}}|\d{{1,15}})(?:[.,]\d+)?)(?![\w]|[.,]\d)"
)
_SIGN = re.compile(
    r"(?<=\d)(?: [<>] | ?± ?|[<>])(?=\d)|(?<=[\w)] )[<>](?= [\w(])|±(?=\d)|"
    r"(?<=[\w)|\]%°] )[=×÷≈≠≤≥](?= [\w(−\[|√π?-])|(?<=[\w)])[=×÷≈≠≤≥](?=[\w(−-])|(?<=\d )[*x](?= \d)|(?<=\d)[*x×](?=\d)"
)
_SIGNS = {
    "=": "égale",
    "×": "fois",
    "x": "fois",
    "*": "fois",
    "÷": "divisé par",
    "≈": "environ",
    "<": "plus petit que",
    ">": "plus grand que",
    "±": "pluze ou moins",
    "≠": "différent de",
    "≤": "inférieur ou égal à",
    "≥": "supérieur ou égal à",
}  # fmt: skip
_ANY_SIGN = re.compile(r"[=×÷≈≠≤≥²³<>±√∞π^]|\d ?[*xX] ?\d|[mgL)] [xX*] \d|[ (][x×]\d")
# Signs that stand where no sum is: engines name them in English, or not at all.
_LONE_SIGN = re.compile(r"[≈≠≤≥÷×√∞π]")
_LONE_SIGNS = {"√": "racine de", "∞": "infini", "π": "pi"}
_DIVIDED = re.compile(r"(?<=\d)( ?: ?)(?=\d+(?:,\d+)? ?= ?\d)")
_TIMES = re.compile(r"(?<=[cdkm]m )[xX*](?= \d)|(?<=.[mgL)] )[xX*](?= \d)")
_BY = re.compile(r"(?:(?<=[^\W\d] )|(?<=\())[x×](?=\d{1,4}(?!\w))")
_POWER_OF = re.compile(r"(?<=\d)\^(?=-?\d)")
# A car, not a sum.
_FOUR_BY_FOUR = re.compile(r"(?<![\w,.])(?<![+−×÷=] )4([x×])4(?! ?[=+−×÷]| ?\d|[,.]\d|\w)")
_LETTERS_COMPARED = re.compile(r"(?<![\w<>])([a-z])([<>])(?=(?:[a-z]|\d+)(?![\w<>]))")
_POWER = re.compile(r"(?<=[\w)])([²³])(?!\w)")
# Adjectives that do not tell the gender, before a noun.
_EPICENE = "autre|énorme|immense|jeune|toute|étrange|magnifique|minuscule|simple|rapide|large|drôle de|double|unique"
_ONE = re.compile(
    rf"(?<![\w,.])((?:\d{{1,3}} (?=\d{{3}} ))?\d{{0,14}}1)"
    rf"(?= (?:(?:ou|à|et) \d+ )?(?:(?:{_EPICENE}) )?([^\W\d_]+(?:-[^\W\d_]+)?))"
)
_FIRST_ENDS = frozenset(["er", "ers", "re", "res", "ère", "ères", "ere", "eres", "ére", "éres"])
_SECOND_ENDS = frozenset(["nd", "nde", "nds", "ndes", "d", "de", "ds", "des"])


_NUMBERED = re.compile(r"(?<![\w,.])\d{1,2}([°.])(?=(?:(?<=°)|[a-z])\))")


def numbered(text: str) -> Iterator[Edit]:
    """1°), 2.a): numbers of questions."""
    for match in _NUMBERED.finditer(text):
        yield [Part(*match.span(1), "" if match[1] == "°" else ", ")]


def ordinals(text: str) -> Iterator[Edit]:
    """1re, 2e, 2nde, 3ème, 1ers, 2 ème."""
    for match in _ORDINAL.finditer(text):
        number, end = int(match[1]), match[2].strip()
        second = end in _SECOND_ENDS
        if not 1 <= number <= MOST or (end in _FIRST_ENDS and number != 1) or (second and number != 2):
            continue
        is_feminine = end.rstrip("s") in ("re", "ère", "ere", "ére", "nde", "de")
        plural = "s" if end.endswith("s") else ""
        said = ordinal(number, feminine=is_feminine, second=second)
        yield [Part(*match.span(), respelt(said) + plural)]


_HALF_OF = re.compile(
    r" (?:heure|journée|douzaine|page|part|lune|portion|finale|pomme|poire|tomate|bouteille|classe|tasse|cuillère|"
    r"cuillerée)\b"
)
_HALF_UNIT = re.compile(r"(?<![\w/,.])(?:une? )?1/2 ?(h|heure|min|L|l|kg|m)(?![\w'])")
_AFTER_SHE = re.compile("(?:heure|minute|page)s? $")
_PART_OF_HOUR = re.compile(r"(?<![\w/,.])(?<!\d )(?:un )?(1/4|3/4) ?h(?![\w'])")
_UNIT_AND_A_HALF = re.compile(r"(?<![\w/,.])(\d{1,3}) (1/2|1/4|3/4) ?(h|min|kg|g|L|l|km|m|cm)(?![\w'])")
_DETERMINED = re.compile(r"(?i)\b(?:le|la|du|au|ce|cette|chaque|dernier|premier|dernière|première|en) $")
_SEVERAL = re.compile(r"(?i)\b(?:les|des|aux|ces) $")
_A_HALF = re.compile(r"(?i)\b(?:une?) $")
_A_QUARTER = re.compile(r"\bun $")
_AND_A_HALF = re.compile(r"(?<![\w,.])(\d{1,9}) (1/2|1/4|3/4) ([^\W\d]{3,})")
_AND_A_PART = re.compile(r"(?:\b(midi|minuit)|\d ?h(?:eures?)?) et (1/2|1/4)(?![\w/])")
_AFTER_NOUN = re.compile(r"\d+ (?:an|heure|mois|jour|minute|mètre|kilo|litre|page|tour|fois|kilomètre|degré|point)s? $")
_NAMES_OF_PARTS = {2: ("demi", "demis"), 3: ("tiers", "tiers"), 4: ("quart", "quarts")}
_TENTHS = frozenset((5, 6, 7, 8, 9, 10, 12, 20, 100, 1000))
_SHE_HALVES = frozenset(("heure", "minute", "page", "journée", "tonne", "seconde", "semaine", "douzaine", "part"))


def parts_of_units(text: str) -> Iterator[Edit]:
    """1/2 h, 2 ½ kg, 3/4 h, 3 ans 1/2, 14,5/20: a fraction beside what is measured."""
    if "/" not in text:
        return
    for match in _UNIT_AND_A_HALF.finditer(text):
        one, several, she = UNITS[match[3]]
        half = {"1/2": f"hai demi{'e' if she else ''}", "1/4": "hai quart", "3/4": "trois quarts"}[match[2]]
        count = feminine(int(match[1])) if she else masculine(match[1])
        yield [Part(match.start(1), match.end(), f"{count} {several if int(match[1]) > 1 else one} {half}")]
    for match in _HALF_UNIT.finditer(text):
        one, _several, she = UNITS.get(match[1], (match[1], "", match[1] == "heure"))
        yield [Part(*match.span(), f"{'une' if she else 'un'} demi {one}")]
    for match in _AND_A_HALF.finditer(text):
        noun = match[3]
        she = noun.removesuffix("s") in _SHE_HALVES
        half = {"1/2": "hai demie" if she else "hai demi", "1/4": "hai quart", "3/4": "hai trois quarts"}[match[2]]
        yield [
            Part(*match.span(1), feminine(int(match[1])) if she else masculine(match[1])),
            Part(match.end(1), match.end(), f" {respelt(noun)} {half}"),
        ]
    for match in _MARK.finditer(text):
        yield [Part(*match.span(1), " sur ")]
    for match in _AND_A_PART.finditer(text):
        yield [Part(*match.span(2), "quart" if match[2] == "1/4" else "demi" if match[1] else "demie")]
    for match in _PART_OF_HOUR.finditer(text):
        yield [Part(*match.span(), {"1/4": "un quart d'heure", "3/4": "trois quarts d'heure"}[match[1]])]


def fractions(text: str) -> Iterator[Edit]:
    """1/2, 3/4, le 1/3, les 1/8; 15/20 is a mark: quinze sur vingt; 1:25 000 is a scale."""
    for match in _SCALE.finditer(text):
        yield [Part(*match.span(1), " sur "), Part(*match.span(2), match[2].replace(" ", ""))]
    if "/" not in text:
        return
    for match in _FRACTION.finditer(text):
        above, below = int(match[1]), int(match[2].replace(" ", ""))
        if below in _NAMES_OF_PARTS and above < below:
            yield [_named_part(text, match, above, below)]
        elif 0 < below <= MOST and (
            match[3] or (below in _TENTHS and 0 < above < below and (below < 10 or above == 1))
        ):
            several = above == 1 and _SEVERAL.search(text, max(0, match.start() - 6), match.start())
            count = "" if several else f"{masculine(match[1])} "
            yield [Part(*match.span(), count + respelt(ordinal(below)) + ("s" if several or above > 1 else ""))]
        else:
            is_school_year = len(match[1]) == len(match[2]) == 4 and below == above + 1
            yield [
                Part(*match.span(1), match[1]),
                Part(match.end(1), match.start(2), " " if is_school_year else " sur "),
                Part(*match.span(2), match[2].replace(" ", "")),
            ]


def _named_part(text: str, match: re.Match[str], above: int, below: int) -> Part:
    """Halves, thirds and quarters: un demi, le tiers, 3 quarts, 2 et demi."""
    start, before = match.start(), text[max(0, match.start() - 32) : match.start()]
    several = above == 1 and _SEVERAL.search(before) is not None
    name = _NAMES_OF_PARTS[below][above > 1 or (several and below != 2)]
    if (before.endswith(" ") and before[:-1][-1:].isdigit()) or _AFTER_NOUN.search(before):
        if below != 2:
            return Part(start, match.end(), f"hai {masculine(match[1])} {name}")
        return Part(start, match.end(), "hai demie" if _AFTER_SHE.search(before) else "hai demi")
    if above == 1 and _A_QUARTER.search(before):
        return Part(start - 3, match.end(), f"un {name}")
    if several or (above == 1 and (_DETERMINED.search(before) or (below == 2 and _A_HALF.search(before)))):
        return Part(start, match.end(), name)
    if above == 1 and below == 2 and _HALF_OF.match(text, match.end()):
        return Part(start, match.end(), "une demi")
    return Part(start, match.end(), f"{masculine(match[1])} {name}")


# Two numbers before a noun are from one to the other, and no sum.
_RANGE = re.compile(r" (\d{1,4}) [^\W\d]{3,}")
_NUMBER_BEFORE = re.compile(r"(?<![\w,.])(\d{1,4}) $")


def _number_before(text: str, end: int) -> int:
    """The number that stands before a spaced sign; 9999 where there is none."""
    found = _NUMBER_BEFORE.search(text, max(0, end - 6), end)
    return int(found[1]) if found else 9999


def minus(text: str) -> Iterator[Edit]:
    """-5, −3,5, 5 - 3."""
    for match in _MINUS.finditer(text):
        if (found := _RANGE.match(text, match.end())) and _number_before(text, match.start()) < int(found[1]):
            continue  # « 3 - 4 pages »
        yield [Part(*match.span(), "moins ")]


def signs(text: str) -> Iterator[Edit]:
    """a = b, 3×4, x²."""
    if not _ANY_SIGN.search(text):
        return
    for match in _FOUR_BY_FOUR.finditer(text):
        yield [Part(*match.span(1), " ")]
    for match in _DIVIDED.finditer(text):
        yield [Part(*match.span(), " divisé par ")]
    for match in _TIMES.finditer(text):
        yield [Part(*match.span(), "fois")]
    for match in _BY.finditer(text):
        yield [Part(*match.span(), "fois ")]
    for match in _POWER_OF.finditer(text):
        yield [Part(*match.span(), " puissance ")]
    for match in _LETTERS_COMPARED.finditer(text):
        yield [Part(*match.span(2), f" {_SIGNS[match[2]]} ")]
    for match in _SIGN.finditer(text):
        yield [Part(*match.span(), f" {_SIGNS[match[0].strip()]} ")]
    for match in _POWER.finditer(text):
        yield [Part(*match.span(), " au carré" if match[0] == "²" else " au cube")]
    for match in _LONE_SIGN.finditer(text):
        yield [Part(*match.span(), f" {_LONE_SIGNS.get(match[0]) or _SIGNS[match[0]]} ")]


def decimals(text: str) -> Iterator[Edit]:
    """1 200,50 and 3.14: in one breath, with the comma of French; 2.500 and 1.234.567 have points between thousands."""
    for match in _DECIMAL.finditer(text):
        if not match[0].replace(",", "").isdigit():
            yield [Part(*match.span(), plain(match[0]))]


def ones(text: str) -> Iterator[Edit]:
    """1 lampe, 1 petite roue, 1 ou 2 lampes: une. See `genders`."""
    for match in _ONE.finditer(text):
        noun = match[2].lower()
        if is_feminine(noun):
            number = int(match[1].replace(" ", ""))
            yield [Part(*match.span(1), "mille et une" if number == 1001 else feminine(number))]
