"""What is said for figures and the signs that go with them: dates, hours, money, units, ordinals, fractions, phones."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bestio.language.spoken.form import Edit, Part
from bestio.language.spoken.numbers import MOST, feminine, ordinal
from bestio.language.spoken.respellings import respelt

_YEAR = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
_MONTHS = _YEAR.split()
_MONTHS_SHORT = {month[: 4 if month[:3] in ("jui", "jan", "fév", "sep") else 3]: month for month in _MONTHS} | {
    "juil": "juillet",
    "févr": "février",
    "avr": "avril",
    "sept": "septembre",
}
NUMBER = r"\d{1,3}(?: \d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)?(?!\d)"
# Sign, name, plural where it is not the name with an s; ! before a feminine.
_MEASURES = """
km/h kilomètre_heure kilomètres_heure | m/s mètre_par_seconde mètres_par_seconde |
tr/min tour_par_minute tours_par_minute | km kilomètre | m mètre | dm décimètre | cm centimètre | mm millimètre |
µm micromètre | km² kilomètre_carré kilomètres_carrés | m² mètre_carré mètres_carrés |
cm² centimètre_carré centimètres_carrés | m³ mètre_cube mètres_cubes | m2 mètre_carré mètres_carrés |
m3 mètre_cube mètres_cubes | cm³ centimètre_cube centimètres_cubes | ha hectare | t !tonne | kg kilo | g gramme |
mg milligramme | L litre | l litre | dl décilitre | dL décilitre | cl centilitre | cL centilitre | ml millilitre |
mL millilitre | hl hectolitre | min !minute | mn !minute | s !seconde | ms !milliseconde | h !heure | j jour |
Hz hertz hertz | kHz kilohertz kilohertz | MHz mégahertz mégahertz | dB décibel | V volt | W watt | kW kilowatt |
MW mégawatt | kWh kilowattheure | N newton | J joule | kJ kilojoule | kcal kilocalorie | Ko kilooctet |
ko kilooctet | Mo mégaoctet | Go gigaoctet | To téraoctet | °C degré_Celsius degrés_Celsius |
°F degré_Fahrenheit degrés_Fahrenheit | ° degré | % pour_cent pour_cent | ‰ pour_mille pour_mille | px pixel |
hab. habitant | pts point | ex. exemplaire
"""
_UNITS: dict[str, tuple[str, str, bool]] = {}
for _measure in _MEASURES.split("|"):
    _sign, _name, *_plural = _measure.split()
    _single = _name.lstrip("!").replace("_", " ")
    _UNITS[_sign] = (_single, (_plural[0].replace("_", " ") if _plural else _single + "s"), _name.startswith("!"))
_UNIT = "|".join(re.escape(sign) for sign in sorted(_UNITS, key=len, reverse=True))
_MONEY = {"€": "euro", "$": "dollar", "£": "livre", "EUR": "euro"}

_FIGURE = re.compile(r"\d")
_PHONE = re.compile(r"(?<![\d.,])(?:\+33 ?[1-9]|0[1-9])(?:[ .-]?\d\d){4}(?!\d)")
_DATE = re.compile(r"(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d\d)(?![\d/])")
_ISO = re.compile(r"(?<![\d-])(\d{4})-(\d\d)-(\d\d)(?![\d-])")
_DAY_MONTH = re.compile(r"(?i)\b(?:le|du|au) (\d{1,2})/(\d{1,2})(?![\d/])")
_SHORT_MONTH = re.compile(rf"(?<=\d )({'|'.join(sorted(_MONTHS_SHORT, key=len, reverse=True))})\.")
_FIRST_DAY = re.compile(rf"(?<![\d,])1(?= (?:{'|'.join(_MONTHS)})\b)")
_HOUR = re.compile(r"(?<![\w,.])(\d{1,2})( ?[hH] ?)(?:(\d\d)(?: ?(?:min|mn)\b)?(?![\d\w])|(?![\w']))")
_CLOCK = re.compile(r"(?<![\w,.:])(\d{1,2}):(\d\d)(?![\d:])")
_PRICE = re.compile(r"(?<![\w,.])(\d{1,3}(?: \d{3})+|\d+)(?:,(\d\d?)(?!\d))?( ?)(€|\$|£|EUR\b)(?:(\d\d)(?!\d))?")
_LARGE_PRICE = re.compile(rf"(?<![\w,.])({NUMBER}) ?([kM])€")
_WITH_UNIT = re.compile(rf"(?<![\w,.])({NUMBER})( ?)({_UNIT})(?![\w²³°])")
_ORDINAL = re.compile(r"(?<![\w,.])(\d{1,6})(ers?|[eè]res?|res?|i?[eè]mes?|es?|ndes?|nds?|de?)(?![\w'])")
_FRACTION = re.compile(r"(?<![\w/,.])(\d{1,4})/(\d{1,4})(?![\w/])")
_MINUS = re.compile(r"(?<![\w)\]°%€\-–−])[-−–](?=\d)|−|(?<=\d )[-–](?= \d)|(?<= )[-–] (?=\d+(?:[.,]\d+)? ?(?:°|degré))")
_DECIMAL = re.compile(r"(?<![\w.,])(\d{1,3}(?: \d{3})+|\d+)(?:([.,])(\d+))?(?![\w]|[.,]\d)")
_SIGN = re.compile(
    r"(?<=[\w)] )[=×÷≈≠≤≥](?= [\w(−-])|(?<=[\w)])[=×÷≈≠≤≥](?=[\w(−-])|(?<=\d )[*x](?= \d)|(?<=\d)[*x×](?=\d)"
)
_SIGNS = {
    "=": "égale",
    "×": "fois",
    "x": "fois",
    "*": "fois",
    "÷": "divisé par",
    "≈": "environ",
    "≠": "différent de",
    "≤": "inférieur ou égal à",
    "≥": "supérieur ou égal à",
}  # fmt: skip
_ANY_SIGN = re.compile(r"[=×÷≈≠≤≥²³]|\d ?[*x] ?\d")
_POWER = re.compile(r"(?<=\w)([²³])(?!\w)")
_ONE = re.compile(r"(?<![\w,.])(\d*1)(?= (\w+))(?! \d)")
_FEMININE_END = re.compile(
    r"(?:[ts]ion|ette|elle|esse|euse|ence|ance|ure|ie|ière|ille|aison|ée|ose|ine|enne|onne|ade|ude|otte|oche|ouille)$"
)
_SHE_NOUNS = """
lampe vis lune roue antenne minute seconde heure fois page classe fille femme mare patte tête dent pile vie voix nuit
main jambe aile griffe queue plume étoile porte phrase lettre ligne goutte clé clef corde poule vache chèvre pieuvre
baleine grenouille girafe souris fourmi abeille mouche tonne livre bête chose carte boîte forêt mer ville école
histoire image note année semaine place pièce pierre plante feuille fleur pomme poire orange larme lampe flamme botte
robe cloche table chaise fenêtre montagne planète fusée tour maison fée reine princesse ombre sorte graine
"""
_FEMININE = frozenset(_SHE_NOUNS.split())
_HE_NOUNS = """
squelette musée lycée génie trophée silence incendie murmure domaine parapluie foie magazine moine scarabée mausolée
apogée amphibie sosie pygmée collège stade grade camarade
"""
_MASCULINE = frozenset(_HE_NOUNS.split())


def phones(text: str) -> Iterator[Edit]:
    """06 12 34 56 78: by pairs, a breath between them."""
    for match in _PHONE.finditer(text):
        places = [match.start() + at for at, char in enumerate(match[0]) if char.isdigit() or char == "+"]
        head, rest = (places[:4], places[4:]) if match[0][0] == "+" else (places[:2], places[2:])
        groups = [head, *(rest[at : at + 2] for at in range(0, len(rest), 2))]
        ends = [*(group[0] for group in groups[1:]), match.end()]
        figures = ["".join(text[at] for at in group) for group in groups]
        if figures[0][0] == "+":
            figures[0] = f"plus 33, {figures[0][3:]}"
        yield [
            Part(group[0], end, said + (", " if end < match.end() else ""))
            for group, end, said in zip(groups, ends, figures, strict=True)
        ]


def dates(text: str) -> Iterator[Edit]:
    """12/05/2024, 2024-05-12, le 12/05, 3 janv., 1 mai."""
    if not _FIGURE.search(text):
        return
    for match in _DATE.finditer(text):
        if _is_date(match[1], match[3]):
            yield [
                Part(match.start(), match.start(3), f"{_day(match[1])} "),
                Part(match.start(3), match.start(4), f"{_MONTHS[int(match[3]) - 1]} "),
                Part(match.start(4), match.end(), str(int(match[4]))),
            ]
    for match in _ISO.finditer(text):
        if _is_date(match[3], match[2]):
            yield [Part(*match.span(), f"{_day(match[3])} {_MONTHS[int(match[2]) - 1]} {match[1]}")]
    for match in _DAY_MONTH.finditer(text):
        if _is_date(match[1], match[2]):
            yield [
                Part(match.start(1), match.start(2), f"{_day(match[1])} "),
                Part(match.start(2), match.end(), _MONTHS[int(match[2]) - 1]),
            ]
    for match in _SHORT_MONTH.finditer(text):
        yield [Part(*match.span(), _MONTHS_SHORT[match[1]])]
    for match in _FIRST_DAY.finditer(text):
        yield [Part(*match.span(), "premier")]


def _is_date(day: str, month: str) -> bool:
    return 1 <= int(day) <= 31 and 1 <= int(month) <= 12


def _day(day: str) -> str:
    return "premier" if int(day) == 1 else str(int(day))


def hours(text: str) -> Iterator[Edit]:
    """8h30, 8 h 30, 14h, 12:30."""
    for match in _HOUR.finditer(text):
        hour, minutes = int(match[1]), match[3]
        if hour <= 24 and int(minutes or 0) < 60:
            parts = [
                Part(*match.span(1), feminine(hour)),
                Part(match.start(2), match.start(3) if minutes else match.end(), _hours(hour)),
            ]
            if minutes:
                parts.append(Part(match.start(3), match.end(), _minutes(minutes)))
            yield parts
    for match in _CLOCK.finditer(text):
        hour = int(match[1])
        if hour <= 24 and int(match[2]) < 60:
            yield [
                Part(match.start(), match.start(2), feminine(hour) + _hours(hour)),
                Part(*match.span(2), _minutes(match[2])),
            ]


def _hours(hour: int) -> str:
    return " heures" if hour > 1 else " heure"


def _minutes(figures: str) -> str:
    return f" {feminine(int(figures))}" if int(figures) else ""


def money(text: str) -> Iterator[Edit]:
    """12,50 €, 3€50, 1 €, 2 M€."""
    for match in _LARGE_PRICE.finditer(text):
        said = {"k": " mille euros", "M": " millions d'euros"}[match[2]]
        yield [Part(*match.span(1), _figures(match[1])), Part(match.end(1), match.end(), said)]
    for match in _PRICE.finditer(text):
        count, name = int(match[1].replace(" ", "")), _MONEY[match[4]]
        cents = int((match[2] or match[5] or "0").ljust(2, "0"))
        if not count and cents:
            said = f"{cents} centime" + ("s" if cents > 1 else "")
        else:
            figures = feminine(count) if name == "livre" else _one(str(count))
            said = f"{figures} {name}" + ("s" if count > 1 else "") + (f" {cents}" if cents else "")
        yield [Part(*match.span(), said)]


def _one(figures: str) -> str:
    return "un" if figures == "1" else figures


def units(text: str) -> Iterator[Edit]:
    """30 km/h, -3 °C, 1,5 L, 50 %."""
    for match in _WITH_UNIT.finditer(text):
        if text.startswith("'", match.end()):
            continue  # « 5 s'il », « 3 j'aime »
        one, several, is_feminine = _UNITS[match[3]]
        whole = match[1].replace(" ", "")
        figures = feminine(int(whole)) if is_feminine and whole.isdigit() else _one(_figures(match[1]))
        said = several if float(whole.replace(",", ".")) >= 2 else one
        yield [Part(*match.span(1), figures), Part(match.end(1), match.end(), f" {said}")]


_FIRST_ENDS = frozenset(["er", "ers", "re", "res", "ère", "ères", "ere", "eres"])
_SECOND_ENDS = frozenset(["nd", "nde", "nds", "ndes", "d", "de"])


def ordinals(text: str) -> Iterator[Edit]:
    """1re, 2e, 2nde, 3ème, 1ers."""
    for match in _ORDINAL.finditer(text):
        number, end = int(match[1]), match[2]
        second = end in _SECOND_ENDS
        if not 1 <= number <= MOST or (end in _FIRST_ENDS and number != 1) or (second and number != 2):
            continue
        is_feminine = end.rstrip("s") in ("re", "ère", "ere", "nde", "de")
        plural = "s" if end.endswith("s") else ""
        said = ordinal(number, feminine=is_feminine, second=second)
        yield [Part(*match.span(), respelt(said) + plural)]


_HALF_OF = re.compile(r" (?:heure|journée|douzaine|page|part|lune|portion)\b")
_NAMES_OF_PARTS = {2: ("demi", "demis"), 3: ("tiers", "tiers"), 4: ("quart", "quarts")}


def fractions(text: str) -> Iterator[Edit]:
    """1/2, 3/4, 2 ½; 15/20 is a mark: quinze sur vingt."""
    for match in _FRACTION.finditer(text):
        above, below = int(match[1]), int(match[2])
        if below in _NAMES_OF_PARTS and above < below:
            said = f"{_one(match[1])} {_NAMES_OF_PARTS[below][above > 1]}"
            if said == "un demi" and _HALF_OF.match(text, match.end()):
                said = "une demi"
            if text[: match.start()].endswith(" ") and text[: match.start() - 1][-1:].isdigit():
                said = "et demi" if below == 2 else f"et {said}"
        elif 5 <= below <= 9 and 0 < above < below:
            said = f"{_one(match[1])} {respelt(ordinal(below))}" + ("s" if above > 1 else "")
        else:
            yield [
                Part(*match.span(1), match[1]),
                Part(match.end(1), match.start(2), " sur "),
                Part(*match.span(2), match[2]),
            ]
            continue
        yield [Part(*match.span(), said)]


def minus(text: str) -> Iterator[Edit]:
    """-5, −3,5, 5 - 3."""
    for match in _MINUS.finditer(text):
        yield [Part(*match.span(), "moins ")]


def signs(text: str) -> Iterator[Edit]:
    """a = b, 3×4, x²."""
    if not _ANY_SIGN.search(text):
        return
    for match in _SIGN.finditer(text):
        yield [Part(*match.span(), f" {_SIGNS[match[0]]} ")]
    for match in _POWER.finditer(text):
        yield [Part(*match.span(), " au carré" if match[0] == "²" else " au cube")]


def decimals(text: str) -> Iterator[Edit]:
    """1 200,50 and 3.14: in one breath, with the comma of French."""
    for match in _DECIMAL.finditer(text):
        if " " in match[1] or match[2] == ".":
            yield [Part(*match.span(), _figures(match[0]))]


def ones(text: str) -> Iterator[Edit]:
    """1 lampe: une lampe. The gender is known by the noun's ending, and for what is met most."""
    for match in _ONE.finditer(text):
        noun = match[2].lower()
        she = not _FEMININE.isdisjoint((noun, noun.removesuffix("s"))) or _FEMININE_END.search(noun)
        if she and noun not in _MASCULINE:
            yield [Part(*match.span(1), feminine(int(match[1])))]


def _figures(number: str) -> str:
    """A number as engines read it at once: without spaces, with a comma."""
    return number.replace(" ", "").replace(".", ",")
