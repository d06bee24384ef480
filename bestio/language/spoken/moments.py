"""What is said for dates, hours, lengths of time and phone numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bestio.language.spoken.form import Edit, Part
from bestio.language.spoken.numbers import feminine, timed

_YEAR = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
_MONTHS = _YEAR.split()
_MONTHS_SHORT = {month[: 4 if month[:3] in ("jui", "jan", "fév", "sep") else 3]: month for month in _MONTHS} | {
    "juil": "juillet",
    "févr": "février",
    "fév": "février",
    "fev": "février",
    "sep": "septembre",
    "avr": "avril",
    "sept": "septembre",
}
_FIGURE = re.compile(r"\d")
_PHONE = re.compile(r"(?<![\d.,])(?:(?:\+|00)33 ?(?:\(0\) ?)?[1-9]|0[1-9])(?:[ ./-]?\d\d){4}(?!\d)")
_FREE_PHONE = re.compile(r"(?<![\d.,])(0 ?8\d\d)[ .-]?(\d{3})[ .-]?(\d{3})(?!\d)")
_DATE = re.compile(r"(?<![\d/.-])(\d{1,2}|1er)([/.-])(\d{1,2})\2(\d{4}|\d\d)(?![\d/])")
_ISO = re.compile(r"(?<![\d-])(\d{4})-(\d\d)-(\d\d)(?![\d-])")
_DAY_MONTH = re.compile(
    r"(?i)\b(?:le|du|au|ce|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) (\d{1,2})/(\d{1,2})(?![\d/])"
)
_FIRST_MONTH = re.compile(r"(?i)(?<![\w/.,-])(1er)/(\d{1,2})(?![\w/])")
# A part of something is no day: le 1/4 de finale, du 1/3 des élèves.
# A zero before a figure is of a day, and of no fraction: 06/07.
_ZERO_DAY = re.compile(r"(?<![\w/.,-])(?=0|\d\d/0)(\d\d)/(\d\d)(?![\w/])")
_TAKEN = re.compile(
    r"(?i)\b(?:mang|bu\b|boi|perd|rempli|coup|reste|manqu|pris|prend|utilis|fini|donn|gard|vid|lu\b|li[ts]\b)[^.!?;:]*$"
)
_PART_OF = re.compile(r" d(?:es?|u|')(?![^\W\d_])")
_MINUTES = re.compile(r"(?<![\w,.'])(\d{1,3})['′](?![\w'′])")
_MINUTES_AND = re.compile(r"(?<![\w,.'])(\d{1,2})'(\d\d)(?:''|\"(?=\W|$))?(?![\w'])")
_SECONDS = re.compile(r"(?<![\w,.'])(\d{1,2})''(\d\d)?(?![\w'])")
_QUOTE = re.compile(r"(?:^|[\s(])'")
_FULL_TIME = re.compile(
    r"(?<![\w,.])(?:(\d{1,2}) ?h ?)?(\d{1,2}) ?(?:min|mn|') ?(\d{1,2}) ?(?:s|sec|'')(?![\w'])|"
    r"(?<![\w,.:])(\d{1,2}):(\d\d):(\d\d)(?![\d:])"
)
_HALF_HOUR = re.compile(r"(?<![\w,.])(\d{1,2}) ?h ?(1/2|1/4|3/4)(?![\d/])")
_SHORT = "|".join(sorted(_MONTHS_SHORT, key=len, reverse=True))
_SHORT_MONTH = re.compile(rf"(?i)(?:(?<=\d )|(?<=\d(?:er|re) )|(?<!\w)(?=[^\W\d]+\. \d{{4}}(?!\d)))({_SHORT})\.")
_FIRST_DAY = re.compile(rf"(?<![\d,])1(?= (?:{'|'.join(_MONTHS)})\b)")
_HOUR = re.compile(r"(?<![\w,.])(?<!(?<!h)/)(\d{1,2})( ?[hH] ?)(?:(\d\d?)(?: ?(?:min|mn)\b)?(?![\d\w])|(?![\w']))")
_CLOCK = re.compile(r"(?<![\w,.:])(\d{1,2}):(\d\d)(?![\d:]| \d{3}(?!\d))")
_NINE = re.compile(r"(?<![\d,./-])(?<!\d )(\d{0,2}9)(?= (?:ans|heures)\b)")
_EACH = re.compile(r"(?<![\w,.])(24 ?h|7 ?j)(?:(eures?|ours?))?(/)(24|7)(?!\d)")


def phones(text: str) -> Iterator[Edit]:
    """06 12 34 56 78: by pairs, a breath between them."""
    if not _FIGURE.search(text):
        return
    for match in _PHONE.finditer(text):
        places = [match.start() + at for at, char in enumerate(match[0]) if char.isdigit() or char == "+"]
        first = len(places) - 8
        head, rest = places[:first], places[first:]
        groups = [head, *(rest[at : at + 2] for at in range(0, len(rest), 2))]
        ends = [*(group[0] for group in groups[1:]), match.end()]
        figures = ["".join(text[at] for at in group) for group in groups]
        if figures[0][0] == "+":
            figures[0] = f"plus 33, {figures[0][3:].lstrip('0')}"
        elif figures[0].startswith("0033"):
            figures[0] = f"00, 33, {figures[0][4:].lstrip('0')}"
        yield [
            Part(group[0], end, said + (", " if end < match.end() else ""))
            for group, end, said in zip(groups, ends, figures, strict=True)
        ]


def free_phones(text: str) -> Iterator[Edit]:
    """0 800 123 456: by threes."""
    if not _FIGURE.search(text):
        return
    for match in _FREE_PHONE.finditer(text):
        groups = [
            Part(match.start(number), match.start(number + 1) if number < 3 else match.end(), match[number])
            for number in (1, 2, 3)
        ]
        yield [
            part._replace(said=part.said.replace(" ", "") + (", " if part is not groups[-1] else "")) for part in groups
        ]


def dates(text: str) -> Iterator[Edit]:
    """12/05/2024, 2024-05-12, le 12/05, 3 janv., 1 mai."""
    if not _FIGURE.search(text):
        return
    for match in _DATE.finditer(text):
        day = match[1].removesuffix("er")
        if _is_date(day, match[3]):
            yield [
                Part(match.start(), match.start(3), f"{_day(day)} "),
                Part(match.start(3), match.start(4), f"{_MONTHS[int(match[3]) - 1]} "),
                Part(match.start(4), match.end(), str(int(match[4]))),
            ]
    for match in _ISO.finditer(text):
        if _is_date(match[3], match[2]):
            yield [Part(*match.span(), f"{_day(match[3])} {_MONTHS[int(match[2]) - 1]} {match[1]}")]
    for match in _DAY_MONTH.finditer(text):
        is_part = int(match[1]) < int(match[2]) and (
            _PART_OF.match(text, match.end()) or _TAKEN.search(text, max(0, match.start() - 40), match.start())
        )
        if _is_date(match[1], match[2]) and not is_part:
            yield [
                Part(match.start(1), match.start(2), f"{_day(match[1])} "),
                Part(match.start(2), match.end(), _MONTHS[int(match[2]) - 1]),
            ]
    for match in _ZERO_DAY.finditer(text):
        if _is_date(match[1], match[2]):
            yield [Part(match.start(), match.start(2), f"{_day(match[1])} "), Part(*match.span(2), _month(match[2]))]
    for match in _SHORT_MONTH.finditer(text):
        yield [Part(*match.span(), _MONTHS_SHORT[match[1].lower()])]
    yield from _first_days(text)


def _first_days(text: str) -> Iterator[Edit]:
    """1er/05, 1 mai."""
    for match in _FIRST_MONTH.finditer(text):
        if _is_date("1", match[2]):
            yield [Part(match.start(), match.start(2), "premier "), Part(*match.span(2), _month(match[2]))]
    for match in _FIRST_DAY.finditer(text):
        yield [Part(*match.span(), "premier")]


def _is_date(day: str, month: str) -> bool:
    return 1 <= int(day) <= 31 and 1 <= int(month) <= 12


def _month(month: str) -> str:
    return _MONTHS[int(month) - 1]


def _day(day: str) -> str:
    return "premier" if int(day) == 1 else str(int(day))


def minutes(text: str) -> Iterator[Edit]:
    """55', 1'30, 10'': minutes and seconds by their marks."""
    if "'" not in text or not _FIGURE.search(text):
        return
    for match in _MINUTES_AND.finditer(text):
        name = " minutes " if int(match[1]) > 1 else " minute "
        yield [
            Part(*match.span(1), feminine(int(match[1]))),
            Part(match.end(1), match.start(2), name),
            Part(match.start(2), match.end(), str(int(match[2]))),
        ]
    for match in _SECONDS.finditer(text):
        name = " secondes" if int(match[1]) > 1 else " seconde"
        yield [
            Part(*match.span(1), feminine(int(match[1]))),
            Part(match.end(1), match.end(), name + (f" {int(match[2])}" if match[2] else "")),
        ]
    for match in _MINUTES.finditer(text):
        if int(match[1]) and not _QUOTE.search(text, 0, match.start()):
            name = " minutes" if int(match[1]) > 1 else " minute"
            yield [Part(*match.span(1), feminine(int(match[1]))), Part(match.end(1), match.end(), name)]


def hours(text: str) -> Iterator[Edit]:
    """8h30, 8 h 30, 14h, 12:30, 3 min 15 s, 8h1/2."""
    if not _FIGURE.search(text):
        return
    for match in _EACH.finditer(text):
        hours_ = match[1][0] == "2"
        yield [
            Part(match.start(), match.start(3), "24 heures" if hours_ else "7 jours"),
            Part(*match.span(3), " sur "),
            Part(*match.span(4), match[4]),
        ]
    for match in _FULL_TIME.finditer(text):
        first = 1 if match[3] else 4
        said = [
            f"{feminine(int(match[first + at]))} {name}{'s' if int(match[first + at]) > 1 else ''}"
            for at, name in enumerate(("heure", "minute", "seconde"))
            if match[first + at]
        ]
        starts = [match.start(first + at) for at in range(3) if match[first + at]]
        ends = [*starts[1:], match.end()]
        yield [
            Part(start, end, words + (" " if end < match.end() else ""))
            for start, end, words in zip(starts, ends, said, strict=True)
        ]
    for match in _HALF_HOUR.finditer(text):
        part = {"1/2": "hai demie", "1/4": "hai quart", "3/4": "trois quarts"}[match[2]]
        yield [
            Part(match.start(), match.start(2), _hour(int(match[1])) + _hours(int(match[1])) + " "),
            Part(*match.span(2), part),
        ]
    for match in _HOUR.finditer(text):
        hour, minutes = int(match[1]), match[3]
        if hour <= 24 and int(minutes or 0) < 60:
            parts = [
                Part(*match.span(1), _hour(hour)),
                Part(match.start(2), match.start(3) if minutes else match.end(), _hours(hour)),
            ]
            if minutes:
                parts.append(Part(match.start(3), match.end(), _minutes(minutes)))
            yield parts
    for match in _NINE.finditer(text):
        yield [Part(*match.span(1), timed(int(match[1])))]
    for match in _CLOCK.finditer(text):
        hour = int(match[1])
        if hour <= 24 and int(match[2]) < 60:
            yield [
                Part(match.start(), match.start(2), _hour(hour) + _hours(hour)),
                Part(*match.span(2), _minutes(match[2])),
            ]


def _hour(hour: int) -> str:
    return timed(hour) if hour % 10 == 9 else feminine(hour)


def _hours(hour: int) -> str:
    return " heures" if hour > 1 else " heure"


def _minutes(figures: str) -> str:
    return f" {feminine(int(figures))}" if int(figures) else ""
