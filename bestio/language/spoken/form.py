"""What is said in the place of what is written, and where each part of it stands in the text."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

STRAIGHT = dict.fromkeys(map(ord, "’‘ʼ＇´`"), "'") | dict.fromkeys(
    map(ord, "\u00a0\u202f\u2007\u2009\u200a\u2002\u2003\u3000\t\r\v\f\u0085\u2028\u2029"), " "
)
# Letters and figures in another form, which engines spell by their number in Unicode: ﬁ, ᵉ, Ⅳ, ℃, ½, fullwidth.
_COMPOSED = re.compile("[ªºʰ-ʸˡ-ˣᴬ-ᵪᶛ-ᶿ⁰ⁱ⁴-⁹⁺⁻ⁿ₀-₉ℂ-⅋⅐-↋ﬀ-ﬆ！-～¼-¾①-⓿𝐀-𝟿]")
# ² and ³ alone are read well; a sign of an exponent, and more than one figure, are not.
_EXPONENT = re.compile(r"(?<=\w)[⁺⁻][⁰¹²³⁴-⁹]{1,3}|(?:(?<=[\d)])|(?<=\b[a-z]))(?:[⁰⁴-⁹]|[⁰¹²³⁴-⁹]{2,4})(?![⁰¹²³⁴-⁹⁺⁻])")
# The charge of an ion is no exponent: Cu²⁺, SO₄²⁻.
_CHARGE = re.compile(r"(?<=[A-Za-z0-9₀-₉)])[²³⁴]?[⁺⁻](?![⁰¹²³⁴-⁹])")
_RAISED = {"⁺": "plusse ", "⁻": "moins "}
_NO_LETTERS = frozenset("™℠℗")
# They set words off, *grrr* or _non_: engines name them.
_DRAWN_SIGNS = frozenset("*_~|^")
_READ_WELL = frozenset("°²³€$£%‰+−×÷=≈≤≥<>&@#")
_USUAL = re.compile(r"(?:[^\W_]|[ \n,.;:!?'\"«»()…%–—-])*")
"""Text of nothing but letters, figures and the usual signs, all of which are read: most texts."""


class Part(NamedTuple):
    """The characters from `start` to `end` of a text, and what is said for them."""

    start: int
    end: int
    said: str


Edit = Sequence[Part]
"""Parts that follow each other; together they are said or not."""
Rule = Callable[[str], Iterable[Edit]]
"""Finds what is to be said otherwise in a text; edits in order, none overlapping another of the same rule."""


class _Run(NamedTuple):
    said_at: int
    at: int
    verbatim: bool


@dataclass(frozen=True)
class SpokenForm:
    """`text` is what an engine is given; `place` tells where in the written text a character of it comes from."""

    text: str
    runs: tuple[_Run, ...]
    origin: tuple[int, ...] | None

    @cached_property
    def _starts(self) -> list[int]:
        return [run.said_at for run in self.runs]

    def place(self, at: int) -> int:
        """Where in the written text the character `at` of the spoken one comes from; never goes back as `at` grows."""
        index = bisect_right(self._starts, at) - 1
        if index < 0:
            return 0
        run = self.runs[index]
        place = run.at + (at - run.said_at if run.verbatim else 0)
        return place if self.origin is None else self.origin[min(place, len(self.origin) - 1)]


def make(text: str, rules: Iterable[Rule]) -> SpokenForm:
    """The spoken form of a clean `text`: of edits that overlap, that of the earlier rule is made."""
    plain, origin = _plain(text)
    taken = bytearray(len(plain))
    parts: list[Part] = []
    for rule in rules:
        for edit in rule(plain):
            start, end = edit[0].start, edit[-1].end
            if taken.find(1, start, end) < 0:
                taken[start:end] = b"\1" * (end - start)
                parts.extend(edit)
    parts.sort()
    return _put_together(plain, parts, origin)


def _plain(text: str) -> tuple[str, tuple[int, ...] | None]:
    """`text` with one form for each letter, apostrophe and space, and the place of each character where one moved."""
    text = text.translate(STRAIGHT)
    if text.isascii() or not (_COMPOSED.search(text) or _EXPONENT.search(text)):
        return text, None
    raised = {
        at: (" puissance " if at == match.start() else "") + (_RAISED.get(text[at]) or str(unicodedata.digit(text[at])))
        for match in _EXPONENT.finditer(text)
        for at in range(*match.span())
    } | {
        at: " " + (_RAISED.get(text[at]) or str(unicodedata.digit(text[at])))
        for match in _CHARGE.finditer(text)
        for at in range(*match.span())
    }
    pieces: list[str] = []
    origin: list[int] = []
    for at, char in enumerate(text):
        plain = raised.get(at) or (_decomposed(char, text[at - 1 : at]) if _COMPOSED.match(char) else char)
        pieces.append(plain)
        origin.extend([at] * len(plain))
    origin.append(len(text))
    return "".join(pieces), tuple(origin)


def _decomposed(char: str, before: str) -> str:
    if char in "ºᵒ":
        return "°"
    if char in _NO_LETTERS:
        return " "
    if char == "№":
        return "n°"
    plain = unicodedata.normalize("NFKC", char).replace("⁄", "/")
    if char in _RAISED:
        return " "
    if "ⅰ" <= char <= "ⅿ":
        return plain.upper()
    # Two and a half is no twenty-one halves.
    return f" {plain}" if "/" in plain and before.isdigit() else plain


def _put_together(text: str, parts: Sequence[Part], origin: tuple[int, ...] | None) -> SpokenForm:
    said: list[str] = []
    runs: list[_Run] = []
    length = 0
    last = ""

    def add(piece: str, at: int, *, verbatim: bool) -> None:
        nonlocal length, last
        if piece[:1] == " " and last == " " and not verbatim:
            piece = piece[1:]
        elif piece[:1] == " " and last == " " and runs and not runs[-1].verbatim:
            piece, at = piece[1:], at + 1
        if not piece:
            return
        if piece[0].isalnum() and last.isalnum() and not (verbatim and runs and runs[-1].verbatim):
            said.append(" ")
            length += 1
        runs.append(_Run(length, at, verbatim))
        said.append(piece)
        length += len(piece)
        last = piece[-1]

    at = 0
    for part in parts:
        add(_all_readable(text[at : part.start]), at, verbatim=True)
        add(part.said, _first_of_word(text, part), verbatim=False)
        at = part.end
    add(_all_readable(text[at:]), at, verbatim=True)
    return SpokenForm("".join(said), tuple(runs), origin)


def _first_of_word(text: str, part: Part) -> int:
    """The place of the first letter or figure of `part`, where words begin; its start where it has none."""
    return next((at for at in range(part.start, part.end) if text[at].isalnum()), part.start)


def _all_readable(text: str) -> str:
    return text if _USUAL.fullmatch(text) else "".join(map(_readable, text))


def _readable(char: str) -> str:
    if char in _DRAWN_SIGNS:
        return " "
    if char.isascii() or char.isalnum() or char in _READ_WELL:
        return char
    if "←" <= char <= "⋿":
        return " "  # arrows and signs of sums, which engines name in English
    return " " if unicodedata.category(char) in {"So", "Sk", "Cn", "Co"} or char in "\ufe0e\ufe0f\u20e3" else char
