"""What is said for quantities: units, temperatures, money."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bestio.language.elision import begins_with_vowel
from bestio.language.spoken.form import Edit, Part
from bestio.language.spoken.numbers import MOST, cardinal, feminine

_FIGURE = re.compile(r"[\d²³]")  # without one, there is no quantity: most lines need no look for each kind
NUMBER = r"\d{1,3}(?: \d{3}){1,4}(?:[.,]\d+)?(?!\d)|\d{1,15}(?:[.,]\d+)?(?!\d)"
# One point alone is one of thousands where round hundreds follow it: 3.141 may be a number of a machine's.
THOUSANDS = r"[1-9]\d{0,2}(?:(?:\.\d{3}){2,4}|\.\d00)"
_THOUSANDS = re.compile(THOUSANDS)
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
MW mégawatt | kWh kilowattheure | N nioutone | J joule | kJ kilojoule | kcal kilocalorie | Ko kilooctet |
ko kilooctet | Mo mégaoctet | Go gigaoctet | To téraoctet | °C degré_Celsius degrés_Celsius |
°F degré_Fahrenheit degrés_Fahrenheit | ° degré | % pour_cent pour_cent | ‰ pour_mille pour_mille | px pixel |
hab. habitant | pts point | ex. exemplaire | nm nanomètre | cal calorie | kV kilovolt | A ampère | mA milliampère |
kB kilooctet | MB mégaoctet | GB gigaoctet | bpm battement_par_minute battements_par_minute |
fps image_par_seconde images_par_seconde | ans an ans | jrs jour jours | sec !seconde |
hL hectolitre | GHz gigahertz gigahertz | Kg kilo | KG kilo | Km kilomètre | KM kilomètre | cm2 centimètre_carré
centimètres_carrés | cm3 centimètre_cube centimètres_cubes | mm² millimètre_carré millimètres_carrés | dm²
décimètre_carré décimètres_carrés | dm³ décimètre_cube décimètres_cubes | dm2 décimètre_carré décimètres_carrés |
dm3 décimètre_cube décimètres_cubes | km2 kilomètre_carré kilomètres_carrés | gr gramme | grs gramme | kgs kilo |
kms kilomètre | cms centimètre | mins !minute | secs !seconde | hrs !heure | ct centime | cts centime | CHF
franc_suisse francs_suisses | ¥ yen | μm micromètre | Ω ohm | kPa kilopascal | bar bar |
mol !mole | mmol !millimole | hPa hectopascal | Pa pascal | hab habitant | pers. !personne | cN centinioutone |
mV millivolt | kΩ kiloohm | t/min tour_par_minute tours_par_minute
"""
UNITS: dict[str, tuple[str, str, bool]] = {}
for _measure in _MEASURES.split("|"):
    _sign, _name, *_plural = _measure.split()
    _single = _name.lstrip("!").replace("_", " ")
    UNITS[_sign] = (_single, (_plural[0].replace("_", " ") if _plural else _single + "s"), _name.startswith("!"))
_UNIT = "|".join(re.escape(sign) for sign in sorted(UNITS, key=len, reverse=True))
_MONEY = {"€": "euro", "$": "dollar", "£": "livre", "EUR": "euro"}
_PRICE = re.compile(
    r"(?<![\w,.])(\d{1,3}(?: \d{3}){1,4}|[1-9]\d{0,2}(?:\.\d{3}){1,4}(?!\d)|\d{1,15})(?:[,.](\d\d?)(?!\d)|,-)?( ?)"
    r"(€|\$|£|EUR\b)(?: ?(\d\d)(?![\d/]|"
    r" ?[%€]| [^\W\d]))?"
)
# Small units by their power: m·s⁻¹, g·L⁻¹, kg·m⁻³, m.s-1.
_POWERED = re.compile(
    rf"(?:(?<![\w,./])({NUMBER})( ?)|\b(?:[eE]n|puissance (?:moins )?\d{{1,2}}|10[²³])( )|(?<=\()())"
    rf"({_UNIT})[·⋅.] ?({_UNIT})"
    r"(?:( ?puissance moins |-)([123])|)(?![\w·²³⁻/-]|'\w)"
)
_PRODUCTS = {"kW·h": "kWh", "W·h": "Wh"}
_AFTER_POWER = re.compile(rf"(?:(?<=10[²³] )|\bpuissance (?:moins )?\d{{1,2}} )({_UNIT}|C)(?![\w²³°·/'])")
_EACH_DAY = re.compile(
    r"\d[^\d.!?;/\n]{1,24}[^\W\d_](/)(?=(?:jour|semaine|mois|an|année|heure|minute|personne|élève|séance|groupe)\b)"
)
_UNITS_DIVIDED = re.compile(rf"(?:\ben |(?<=\())({_UNIT}) ?/ ?({_UNIT})([²³]?)(?![\w/])")
# A metre and so many of its hundredths: 1,20 m.
_METRES_AND = re.compile(r"(?<![\w,./])(?<!\d )([1-9]\d{0,2}),(\d\d) ?m(?![\w²³°·⋅/]|\.s|'\w)")
_SPOONS = re.compile(
    r"(?i)(?<![\w,./])((?:\d{1,3}|une?|demi|½|1/2|deux|trois|quatre) ?)"
    r"(c\. ?à ?(?:s\.|c\.|soupe\b|café\b)|cuil{1,2}\. à (?:soupe|café)\b|"
    r"càs\b|càc\b|(?<=\d )c[sc](?= (?:de |d')))(?!\w)"
)
_EUROS_ALONE = re.compile(r"(?<=\bd')€|(?<=[a-z] )€(?!\w)")
_SIGN_FIRST = re.compile(r"(?<![\w,.])(?<!\d )([€$£]) ?(\d{1,3}(?: \d{3}){1,4}|\d{1,15})(?:[.,](\d\d?))?(?![\d,.]\d)")
_LARGE_PRICE = re.compile(rf"(?<![\w,.])({NUMBER}) ?(k|K|Md|M)(€|\$)")
_WITH_UNIT = re.compile(rf"(?:(?<![\w,./])|(?<=\d[x×]))({NUMBER})( ?)({_UNIT})(?![\w²³°])")
_PERIODS = (
    "pers\\.?|jour|semaine|mois|an|année|heure|minute|seconde|personne|élève|groupe|classe|page|séance|kilo|litre"
)
_QUOTIENT = re.compile(
    rf"(?<![\w,./])(?:{NUMBER}) ?({_UNIT}|[€$£]|[^\W\d]{{3,20}})( ?/ ?)"
    rf"(?:(100) ?(km|g|mL|ml)|({_UNIT})([²³]?)|({_PERIODS}))(?!\w)"
)
# 1m75 and 2kg500 as they are said, the unit between.
_UNIT_BETWEEN = re.compile(r"(?<![\w,.])(\d{1,3})(m|kg)(\d\d\d?)(?!\w)")
_PER = re.compile(rf"(?<![\w,.])({NUMBER})( ?)(km|m|tr|[Kk]m|KM) ?/ ?(h|s|min|H)\b")
_DEGREES = re.compile(rf"(?<![\w,.])({NUMBER})( ?)°(?: ([CFc])|([cf]))(?!\w)")
_SQUARE_ALONE = re.compile(r"(?<![\w\d])(?<!\d )(k|c|m|d)?m([²³])(?!\w)")


def money(text: str) -> Iterator[Edit]:
    """12,50 €, 3€50, 1 €, 2 M€."""
    if not _FIGURE.search(text):
        return
    for match in _LARGE_PRICE.finditer(text):
        name = {"€": "euro", "$": "dollar"}[match[3]]
        one = "" if worth(match[1]) >= 2 else "s"
        of = "d'" if name == "euro" else "de "
        said = {"k": f" mille {name}s", "K": f" mille {name}s", "M": f" millions {of}{name}s"}.get(
            match[2], f" milliards {of}{name}s"
        )
        if one:
            said = said.replace("lions", "lion").replace("liards", "liard")
        yield [Part(*match.span(1), plain(match[1])), Part(match.end(1), match.end(), said)]
    for match in _SIGN_FIRST.finditer(text):
        said = f"{masculine(match[2].replace(' ', ''))} {_MONEY[match[1]]}" + (
            "s" if int(match[2].replace(" ", "")) > 1 else ""
        )
        yield [Part(*match.span(), said + (f" {int(match[3].ljust(2, '0'))}" if match[3] else ""))]
    for match in _PRICE.finditer(text):
        count, name = int(match[1].replace(" ", "").replace(".", "")), _MONEY[match[4]]
        cents = int((match[2] or match[5] or "0").ljust(2, "0"))
        if not count and cents:
            said = f"{cents} centime" + ("s" if cents > 1 else "")
        else:
            figures = feminine(count) if name == "livre" else hundreds(str(count), name) or masculine(str(count))
            said = f"{figures} {name}" + ("s" if count > 1 else "") + (f" {cents}" if cents else "")
        yield [Part(*match.span(), said)]
    for match in _EUROS_ALONE.finditer(text):
        yield [Part(*match.span(), "euros")]


def hundreds(figures: str, noun: str) -> str:
    """Round hundreds before a vowel in words, as engines leave out the link of « cents »; else nothing."""
    if not figures.isdigit() or not figures.endswith("00") or not begins_with_vowel(noun):
        return ""
    number = int(figures)
    return cardinal(number) if 100 < number <= MOST and number % 1000 else ""


def spoons(text: str) -> Iterator[Edit]:
    """2 c. à s. de sucre, 1 càc."""
    for match in _SPOONS.finditer(text):
        many = match[1].strip().lower()
        size = "à café" if re.search("(?i)c[.]$|café$|c$", match[2]) else "à soupe"
        one = many in ("1", "un", "une", "demi", "½", "1/2")
        figures = [Part(match.start(1), match.start(2), "une ")] if many == "1" else []
        yield [*figures, Part(*match.span(2), f"{'cuillère' if one else 'cuillères'} {size}")]


def powers(text: str) -> Iterator[Edit]:
    """3 m·s⁻¹, 1 000 kg·m⁻³, 1,2 kW·h, 2,5 × 10³ J; 1,20 m: un mètre vingt."""
    for match in _POWERED.finditer(text):
        yield from _powered(match)
    for match in _AFTER_POWER.finditer(text):
        yield [Part(*match.span(1), UNITS[match[1]][1] if match[1] in UNITS else "coulombs")]
    for match in _METRES_AND.finditer(text):
        whole, rest = int(match[1]), match[2]
        if int(rest):
            said = f"{masculine(match[1])} mètre{'s' if whole > 1 else ''} {rest}"
            yield [Part(*match.span(), said)]


def _powered(match: re.Match[str]) -> Iterator[Edit]:
    number, of, below, power = match[1], match[5], match[6], match[8]
    one, several, she = UNITS[of]
    if power is None:
        whole = _PRODUCTS.get(f"{of}·{below}")
        name = UNITS["kWh"][0] if whole == "kWh" else f"{one} {UNITS[below][0]}"
        if whole is None and (of, below) not in (("N", "m"), ("A", "h")):
            return  # « 3 m. g. »: nobody knows
        several = f"{name}s" if whole else f"{one} {UNITS[below][1]}"
        one = name
    else:
        named = (
            {"2": " carré", "3": " cube"} if below in ("m", "cm", "dm", "km") else {"2": " au carré", "3": " au cube"}
        )
        one, several = (f"{name} par {UNITS[below][0]}{named.get(power, '')}" for name in (one, several))
    if number is None:
        yield [Part(match.start(5), match.end(), several)]
        return
    figures = (
        feminine(int(number.replace(" ", "")))
        if she and number.replace(" ", "").isdigit()
        else masculine(plain(number))
    )
    yield [
        Part(*match.span(1), figures),
        Part(match.end(1), match.end(), f" {several if worth(number) >= 2 else one}"),
    ]


def quotients(text: str) -> Iterator[Edit]:
    """12 €/kg, 16 Mo/s, 9,81 m/s², 6 L/100 km, 3 fois/jour, en g/L: par."""
    if "/" not in text:
        return
    for match in _UNITS_DIVIDED.finditer(text):
        said = "kilomètres heure" if match[0].endswith("km/h") else f"{UNITS[match[1]][1]} par {UNITS[match[2]][0]}"
        yield [Part(match.start(1), match.end(), said + {"²": " carré", "³": " cube", "": ""}[match[3]])]
    if not _FIGURE.search(text):
        return
    for match in _EACH_DAY.finditer(text):
        yield [Part(*match.span(1), " par ")]
    for match in _QUOTIENT.finditer(text):
        of, count, unit, below, power, period = match[1], match[3], match[4], match[5], match[6], match[7]
        if f"{of}/{below}".lower() in UNITS and not power:
            continue
        if count:
            said = f"{'aux' if unit == 'km' else 'pour'} {count} {UNITS[unit][1]}"
        elif period:
            said = "par personne" if period.startswith("pers") else f"par {period}"
        elif of not in UNITS and of not in "€$£":
            continue  # « 3 rouges/m » : nobody knows
        else:
            said = f"par {UNITS[below][0]}" + {"²": " au carré", "³": " au cube"}.get(power, "")
        yield [Part(match.start(2), match.end(), f" {said}")]


def masculine(figures: str) -> str:
    """`figures`, or un."""
    return "un" if figures == "1" else figures


def units(text: str) -> Iterator[Edit]:
    """30 km/h, -3 °C, 1,5 L, 50 %."""
    if not _FIGURE.search(text):
        return
    for match in _PER.finditer(text):
        one, several, _feminine = UNITS.get(f"{match[3]}/{match[4]}".lower(), ("", "", False))
        if one:
            said = several if worth(match[1]) >= 2 else one
            yield [Part(*match.span(1), masculine(plain(match[1]))), Part(match.end(1), match.end(), f" {said}")]
    for match in _DEGREES.finditer(text):
        one, several, _feminine = UNITS[f"°{(match[3] or match[4]).upper()}"]
        said = several if worth(match[1]) >= 2 else one
        yield [Part(*match.span(1), masculine(plain(match[1]))), Part(match.end(1), match.end(), f" {said}")]
    for match in _UNIT_BETWEEN.finditer(text):
        one, several, _feminine = UNITS[match[2]]
        said = several if int(match[1]) > 1 else one
        yield [
            Part(*match.span(1), masculine(match[1])),
            Part(*match.span(2), f" {said} "),
            Part(*match.span(3), str(int(match[3]))),
        ]
    for match in _SQUARE_ALONE.finditer(text):
        name = {"k": "kilomètres", "c": "centimètres", "m": "millimètres", "d": "décimètres"}.get(match[1], "mètres")
        yield [Part(*match.span(), f"{name} {'carrés' if match[2] == '²' else 'cubes'}")]
    for match in _WITH_UNIT.finditer(text):
        if text.startswith("'", match.end()):
            continue  # « 5 s'il », « 3 j'aime »
        one, several, is_feminine = UNITS[match[3]]
        whole = match[1].replace(" ", "")
        if is_feminine and whole.isdigit():
            figures = feminine(int(whole))
        else:
            figures = hundreds(whole, one) or masculine(plain(match[1]))
        said = several if worth(whole) >= 2 else one
        yield [Part(*match.span(1), figures), Part(match.end(1), match.end(), f" {said}")]


def plain(number: str) -> str:
    """A number as engines read it at once: without spaces or points between thousands, with a comma."""
    return number.replace(" ", "").replace(".", "" if _THOUSANDS.fullmatch(number) else ",")


def worth(number: str) -> float:
    """What `number` is worth."""
    return float(plain(number).replace(",", "."))
