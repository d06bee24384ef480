"""Numbers in French words, and what Roman ones are worth."""

from __future__ import annotations

import re

_TO_NINETEEN = """
zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit
dix-neuf
"""
_SMALL = _TO_NINETEEN.split()
_TENS = {2: "vingt", 3: "trente", 4: "quarante", 5: "cinquante", 6: "soixante", 8: "quatre-vingt"}
_ROMAN = re.compile("M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_WORTH = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
MOST = 999_999


def cardinal(number: int) -> str:
    """`number` (0 to MOST) in words, masculine: quatre-vingts, deux cent un."""
    if number < 20:
        return _SMALL[number]
    if number < 100:
        return _under_100(number)
    if number < 1000:
        hundreds, rest = divmod(number, 100)
        head = "cent" if hundreds == 1 else f"{_SMALL[hundreds]} cent"
        return f"{head} {cardinal(rest)}" if rest else head + ("s" if hundreds > 1 else "")
    thousands, rest = divmod(number, 1000)
    head = "mille" if thousands == 1 else f"{re.sub('(?<=vingt|.cent)s$', '', cardinal(thousands))} mille"
    return f"{head} {cardinal(rest)}" if rest else head


def _under_100(number: int) -> str:
    tens, unit = divmod(number, 10)
    if tens in (7, 9):
        tens, unit = tens - 1, unit + 10
    if not unit:
        return _TENS[tens] + ("s" if tens == 8 else "")
    if unit in (1, 11) and tens != 8:
        return f"{_TENS[tens]} et {_SMALL[unit]}"
    return f"{_TENS[tens]}-{_SMALL[unit]}"


def feminine(number: int) -> str:
    """`number` before a feminine noun, in words where these differ: une, vingt et une; else in figures."""
    if number % 10 == 1 and number % 100 not in (11, 71, 91) and number <= MOST:
        return cardinal(number) + "e"
    return str(number)


def timed(number: int) -> str:
    """`number` before *ans* or *heures*: in words where it ends in neuf, which engines link by a v; else in figures."""
    return cardinal(number) if number % 10 == 9 and number <= MOST else str(number)


def ordinal(number: int, *, feminine: bool = False, second: bool = False) -> str:
    """`number` (1 to MOST) as an ordinal: premier, première, deuxième, vingt et unième; `second` for 2: second(e)."""
    if number == 1:
        return "première" if feminine else "premier"
    if number == 2 and second:
        return "seconde" if feminine else "second"
    words = cardinal(number)
    if words.endswith("cinq"):
        return words + "uième"
    if words.endswith("neuf"):
        return words[:-1] + "vième"
    return re.sub("(?:(?<=vingt)s|(?<=cent)s|e)$", "", words) + "ième"


def roman(text: str) -> int:
    """What the Roman number `text` (capitals) is worth; 0 where it is none."""
    if not text or not _ROMAN.fullmatch(text):
        return 0
    worth = [_WORTH[letter] for letter in text]
    return sum(-one if one < following else one for one, following in zip(worth, [*worth[1:], 0], strict=True))
