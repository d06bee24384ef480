"""Colours of a portrait: the letters strips are drawn with, what each means, and the tones that one colour gives.

A strip names its *base* colours only (main, accent, glow ...); the tones around them are derived in OKLCH
(Björn Ottosson, 2020, "A perceptual color space for image processing"), darker ones turned towards blue and
lighter ones towards yellow, as painters do. So one colour is enough to dress a creature again.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType

RGB = tuple[int, int, int]

TRANSPARENT = "."

# Letter of a row → role of its colour.
LETTERS: Mapping[str, str] = MappingProxyType(
    {
        "k": "outline",
        "d": "deep",
        "s": "shade",
        "m": "main",
        "l": "light",
        "h": "shine",
        "b": "accent-shade",
        "a": "accent",
        "c": "accent-light",
        "f": "glow-shade",
        "g": "glow",
        "u": "glow-light",
        "q": "brass-shade",
        "j": "brass",
        "r": "brass-light",
        "x": "steel-shade",
        "e": "steel",
        "y": "steel-light",
        "i": "ink",
        "w": "white",
        "z": "white-shade",
        "o": "mouth",
        "t": "tongue",
    }
)

# Role → (its base, change of lightness in OKLab units 0..1, factor on chroma).
_DERIVED: Mapping[str, tuple[str, float, float]] = MappingProxyType(
    {
        "deep": ("main", -0.21, 0.95),
        "shade": ("main", -0.105, 1.0),
        "light": ("main", 0.09, 0.95),
        "shine": ("main", 0.18, 0.75),
        "accent-shade": ("accent", -0.13, 1.0),
        "accent-light": ("accent", 0.11, 0.85),
        "glow-shade": ("glow", -0.15, 1.0),
        "glow-light": ("glow", 0.1, 0.6),
        "brass-shade": ("brass", -0.17, 1.0),
        "brass-light": ("brass", 0.15, 0.8),
        "steel-shade": ("steel", -0.15, 1.0),
        "steel-light": ("steel", 0.16, 0.8),
        "white-shade": ("white", -0.14, 1.0),
    }
)

BASES: Mapping[str, str] = MappingProxyType(
    {
        "main": "#8a7f92",
        "accent": "#c8694a",
        "glow": "#ffd75e",
        "brass": "#c2913f",
        "steel": "#8b98a8",
        "ink": "#221d2b",
        "white": "#f4efe2",
        "mouth": "#4a1f2e",
        "tongue": "#d9626b",
    }
)

ROLES: tuple[str, ...] = tuple(dict.fromkeys([*BASES, *LETTERS.values()]))

# To lay over a creature that is to be coloured in, so that only shapes are left: the outline as ink, every tone as its
# base but the two that strips draw lines with (stripes, seams, the turns of a shell).
FLAT: Mapping[str, str] = MappingProxyType(
    {
        **BASES,
        **{role: BASES[base] for role, (base, _light, _chroma) in _DERIVED.items()},
        "outline": BASES["ink"],
        "deep": "#777777",
        "accent-shade": "#888888",
    }
)

_OUTLINE_LIGHTNESS = 0.31  # seen on a black screen as on a white one
_HEX = re.compile(r"#[0-9a-fA-F]{6}")


def is_colour(text: str) -> bool:
    """Whether `text` is a colour as strips write it: `#` and six hexadecimal digits."""
    return _HEX.fullmatch(text) is not None


def to_rgb(text: str) -> RGB:
    """`#rrggbb` as three numbers 0..255. Raises ValueError where it is not a colour."""
    if not is_colour(text):
        raise ValueError(text)
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


def to_hex(colour: RGB) -> str:
    """Three numbers 0..255 as `#rrggbb`."""
    return "#{:02x}{:02x}{:02x}".format(*colour)


def palette(*layers: Mapping[str, str]) -> Mapping[str, RGB]:
    """The colour of every letter when `layers` (role → `#rrggbb`) are laid over each other, the last on top.

    A layer that changes a base colour changes all its tones; a tone named by the same or a later layer stays so.
    """
    return _palette(tuple(tuple(sorted(layer.items())) for layer in layers if layer))


@lru_cache(maxsize=1024)
def _palette(layers: tuple[tuple[tuple[str, str], ...], ...]) -> Mapping[str, RGB]:
    roles = dict(BASES)
    for layer in layers:
        changed = {role for role, _colour in layer if role in BASES}
        roles = {role: colour for role, colour in roles.items() if _base(role) not in changed}
        roles.update(layer)
    colours = {role: to_rgb(colour) for role, colour in roles.items()}
    for role in BASES:
        colours.setdefault(role, to_rgb(BASES[role]))
    for role, (base, lightness, chroma) in _DERIVED.items():
        colours.setdefault(role, tone(colours[base], lightness, chroma))
    colours.setdefault("outline", outline(colours["main"]))
    return MappingProxyType({letter: colours[role] for letter, role in LETTERS.items()})


def _base(role: str) -> str:
    if role == "outline":
        return "main"
    return _DERIVED[role][0] if role in _DERIVED else role


def tone(colour: RGB, lightness: float, chroma: float = 1.0) -> RGB:
    """`colour` made lighter or darker by `lightness` (OKLab, -1..1), warmer where lighter, cooler where darker."""
    light, strength, hue = _to_lch(colour)
    target = math.radians(95 if lightness > 0 else 285)
    turn = math.remainder(target - hue, 2 * math.pi) * min(0.35, abs(lightness) * 0.75)
    return _from_lch(min(0.985, max(0.12, light + lightness)), strength * chroma, hue + turn)


def outline(colour: RGB) -> RGB:
    """The dark line that is drawn around something of that `colour`."""
    _light, strength, hue = _to_lch(colour)
    turn = math.remainder(math.radians(285) - hue, 2 * math.pi) * 0.2
    return _from_lch(_OUTLINE_LIGHTNESS, min(0.07, strength * 0.6), hue + turn)


def _to_lch(colour: RGB) -> tuple[float, float, float]:
    red, green, blue = (_linear(value / 255) for value in colour)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    light = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return light, math.hypot(a, b), math.atan2(b, a)


def _from_lch(light: float, chroma: float, hue: float) -> RGB:
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return _clip(
        (
            4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
            -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
            -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
        )
    )


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _clip(linear: Iterable[float]) -> RGB:
    values = (12.92 * v if v <= 0.0031308 else 1.055 * v ** (1 / 2.4) - 0.055 for v in linear)
    red, green, blue = (round(255 * min(1.0, max(0.0, value))) for value in values)
    return red, green, blue
