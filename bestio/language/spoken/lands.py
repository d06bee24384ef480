"""What is said on maps and of lands: 45°N, N-O, 68 M d'hab., le PIB/hab., il y a 65 Ma."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bestio.language.spoken.form import Edit, Part
from bestio.language.spoken.measures import NUMBER, masculine, plain, worth

_BEARING = re.compile(rf"(?<![\w,.])({NUMBER})( ?)°( ?)([NSEO])(?![\w'])")
_BESIDE_DEGREES = re.compile(r"(?<=\d['′] )([NSEO])(?![\w'])|(?<![\w'])([NSEO])(?= ?\d{1,3} ?°)")
_BETWEEN = re.compile(r"(?<![\w'.-])([NS])\.?-([EO])\.?(?![\w-])")
_BEARINGS = {"N": "nord", "S": "sud", "E": "èste", "O": "ouest"}
_MILLIONS = re.compile(rf"(?<![\w,.])({NUMBER}) (Mds?|M)(?= d'| de | km)")
_YEARS_AGO = re.compile(rf"(?<![\w,.])({NUMBER}) ([MG])a(?![\w'])")
_PEOPLE = re.compile(r"(?<=\bd')hab\.?(?!\w)")
_EACH_OF = re.compile(r"(?<=\w) ?/ ?hab\.?(?![\w/])")


def lands(text: str) -> Iterator[Edit]:
    """Bearings, millions of people and of years."""
    for match in _BETWEEN.finditer(text):
        yield [
            Part(match.start(), match.start(2), _BEARINGS[match[1]] + "-"),
            Part(match.start(2), match.end(), _BEARINGS[match[2]]),
        ]
    for match in _PEOPLE.finditer(text):
        yield [Part(*match.span(), "habitants")]
    for match in _EACH_OF.finditer(text):
        yield [Part(*match.span(), " par habitant")]
    for match in _BEARING.finditer(text):
        said = "degrés" if worth(match[1]) >= 2 else "degré"
        yield [
            Part(*match.span(1), masculine(plain(match[1]))),
            Part(match.end(1), match.start(4), f" {said} "),
            Part(*match.span(4), _BEARINGS[match[4]]),
        ]
    for match in _BESIDE_DEGREES.finditer(text):
        yield [Part(*match.span(), _BEARINGS[match[0]])]
    for match in _MILLIONS.finditer(text):
        yield _many(match, " de" if text.startswith(" km", match.end()) else "")
    for match in _YEARS_AGO.finditer(text):
        yield _many(match, " d'années")


def _many(match: re.Match[str], of: str) -> Edit:
    name = "million" if match[2] == "M" else "milliard"
    said = f" {name}{'s' if worth(match[1]) >= 2 else ''}{of}"
    return [Part(*match.span(1), masculine(plain(match[1]))), Part(match.end(1), match.end(), said)]
