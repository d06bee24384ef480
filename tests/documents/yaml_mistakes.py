"""Mistakes that a hand makes in a YAML file, each at a random place: what the tests of the messages are fed with."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import yaml

from bestio.documents.blanks import NO_BREAK

BLANKS = [*NO_BREAK, "\u2009", "\u200b", "\ufeff"]
SIGNS = [
    "!",
    "! ",
    "!!",
    "%",
    "@",
    "`",
    "*",
    "**",
    "* ",
    "&",
    "& ",
    "|",
    "| ",
    ">",
    "> ",
    "- ",
    "? ",
    ": ",
    ", ",
    "[",
    "{",
]
SIGNS += ["] ", "} "]
_ENTRY = re.compile(r"(?P<indent> *)(?P<dash>(?:- +)?)(?P<key>[\w-]+): (?P<value>[^|>\s].*)")
_WORDS = re.compile(r"[^\W\d_][^\"'\[{#:]*")


class Mistake(NamedTuple):
    """A text with one mistake in it, on `line` (from 1)."""

    text: str
    line: int
    what: str


class Sheet:
    """A sound file and the places in it where a hand can slip."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = text.split("\n")
        hidden: set[int] = set()
        self.quoted: list[Any] = []
        self.flows: list[tuple[Any, Any]] = []
        opened: list[Any] = []
        for token in yaml.scan(text, Loader=yaml.CBaseLoader):
            if isinstance(token, yaml.ScalarToken):
                hidden.update(range(token.start_mark.line + 1, token.end_mark.line + (token.end_mark.column > 0)))
                if token.style == '"' and token.start_mark.line == token.end_mark.line:
                    self.quoted.append(token)
            elif isinstance(token, yaml.FlowSequenceStartToken | yaml.FlowMappingStartToken):
                opened.append(token)
            elif isinstance(token, yaml.FlowSequenceEndToken | yaml.FlowMappingEndToken):
                self.flows.append((opened.pop(), token))
        for start, end in self.flows:
            hidden.update(range(start.start_mark.line + 1, end.end_mark.line + 1))
        self.entries = [
            (number, match)
            for number, line in enumerate(self.lines)
            if number not in hidden and (match := _ENTRY.fullmatch(line.split("  #")[0].rstrip()))
        ]

    def plain(self) -> list[tuple[int, re.Match[str]]]:
        """The entries whose value is a bare text of some words on one line."""
        after = {number: self.lines[number + 1 : number + 2] for number, _match in self.entries}
        return [
            (n, m)
            for n, m in self.entries
            if _WORDS.fullmatch(m["value"])
            and " " in m["value"]
            and not (after[n] and len(after[n][0]) - len(after[n][0].lstrip()) > len(m["indent"]) + len(m["dash"]))
        ]

    def with_line(self, number: int, line: str) -> str:
        """The text with another line."""
        return "\n".join([*self.lines[:number], line, *self.lines[number + 1 :]])

    def with_piece(self, start: int, end: int, piece: str) -> str:
        """The text with `piece` in the place of some characters."""
        return self.text[:start] + piece + self.text[end:]


Maker = Callable[[Sheet, random.Random], Iterator[Mistake]]


def _one(places: list[Any], chance: random.Random) -> Iterator[Any]:
    if places:
        yield chance.choice(places)


def no_space(sheet: Sheet, chance: random.Random) -> Iterator[Mistake]:
    for number, m in _one(sheet.entries, chance):
        line = f"{m['indent']}{m['dash']}{m['key']}:{m['value']}"
        yield Mistake(sheet.with_line(number, line), number + 1, "no space after the colon")


def no_colon(sheet: Sheet, chance: random.Random) -> Iterator[Mistake]:
    for number, m in _one([(n, m) for n, m in sheet.entries if not m["dash"]], chance):
        line = f"{m['indent']}{m['key']} {m['value']}"
        yield Mistake(sheet.with_line(number, line), number + 1, "no colon")


def odd_blank(sheet: Sheet, chance: random.Random) -> Iterator[Mistake]:
    odd = chance.choice(BLANKS)
    for number, m in _one(sheet.entries, chance):
        indent, dash, key, value = m["indent"], m["dash"], m["key"], m["value"]
        forms = {
            "before the colon": f"{indent}{dash}{key}{odd}: {value}",
            "after it": f"{indent}{dash}{key}:{odd}{value}",
        }
        forms["round it"] = f"{indent}{dash}{key}{odd}:{odd}{value}"
        if odd in NO_BREAK:
            if indent:
                forms["in the indentation"] = odd * len(indent) + f"{dash}{key}: {value}"
                forms["as one blank of it"] = f"{indent[1:]}{odd}{dash}{key}: {value}"
            if dash:
                forms["after the hyphen"] = f"{indent}-{odd}{key}: {value}"
        what = chance.choice(sorted(forms))
        yield Mistake(sheet.with_line(number, forms[what]), number + 1, f"{odd!r} {what}")


def odd_blank_between_brackets(sheet: Sheet, chance: random.Random) -> Iterator[Mistake]:
    odd = chance.choice(NO_BREAK)
    for start, end in _one([f for f in sheet.flows if f[0].start_mark.line == f[1].start_mark.line], chance):
        written = sheet.text[start.start_mark.index : end.end_mark.index]
        places = list(re.finditer(r"(?<=\w)(: |, )(?=\w)", written))
        for place in _one(places, chance):
            at = start.start_mark.index + place.start()
            if '"' in written[: place.start()] or "'" in written[: place.start()]:
                continue
            piece = chance.choice({",": [f",{odd}"], ":": [f":{odd}", f"{odd}: "]}[place[0][0]])
            yield Mistake(sheet.with_piece(at, at + 2, piece), start.start_mark.line + 1, f"{piece!r} between brackets")


def tab(sheet: Sheet, chance: random.Random) -> Iterator[Mistake]:
    for number, m in _one([(n, m) for n, m in sheet.entries if m["indent"]], chance):
        blank = chance.choice(["\t", m["indent"][:-1] + "\t", "\t" + m["indent"][1:]])
        line = sheet.lines[number]
        yield Mistake(sheet.with_line(number, blank + line.lstrip()), number + 1, "a tab")


def hash_sign(sheet: Sheet, chance: random.Random) -> Iterator[Mistake]:
    for number, m in _one(sheet.plain(), chance):
        words = m["value"].split(" ")
        at = chance.randrange(1, len(words))
        sign = chance.choice(["#3", "#robot", "# 3", "#"])
        value = " ".join([*words[:at], sign, *words[at:]])
        if sign == "#" and at == 1:
            continue  # one word and a remark: nobody could tell
        line = f"{m['indent']}{m['dash']}{m['key']}: {value}"
        yield Mistake(sheet.with_line(number, line), number + 1, f"{sign} in a text")


def hash_between_brackets(sheet: Sheet, chance: random.Random) -> Iterator[Mistake]:
    lists = [f for f in sheet.flows if sheet.text[f[0].start_mark.index] == "["]
    for start, _end in _one([f for f in lists if f[0].start_mark.line == f[1].start_mark.line], chance):
        at = start.end_mark.index
        yield Mistake(sheet.with_piece(at, at, "bip #1, "), start.start_mark.line + 1, "# between brackets")


def marks_in_a_list(sheet: Sheet, chance: random.Random) -> Iterator[Mistake]:
    lists = [f for f in sheet.flows if sheet.text[f[0].start_mark.index] == "["]
    for start, _end in _one(lists, chance):
        opening, closing = tuple(chance.choice(["“”", "«»", "„“", "()", "‹›"]))
        piece = f"{opening}bip, non{closing}, "
        at = start.end_mark.index
        yield Mistake(sheet.with_piece(at, at, piece), start.start_mark.line + 1, f"{piece} in a list")


def marks_inside(sheet: Sheet, chance: random.Random) -> Iterator[Mistake]:
    for token in _one(sheet.quoted, chance):
        inside = sheet.text[token.start_mark.index + 1 : token.end_mark.index - 1]
        places = [m.end() for m in re.finditer(r"\w(?= )", inside)] + [len(inside)]
        at = token.start_mark.index + 1 + chance.choice(places)
        piece = chance.choice([' "boum" fort', ' "boum"'])
        yield Mistake(sheet.with_piece(at, at, piece), token.start_mark.line + 1, "quotation marks inside")


def apostrophe(sheet: Sheet, chance: random.Random) -> Iterator[Mistake]:
    for number, m in _one(sheet.plain(), chance):
        line = f"{m['indent']}{m['dash']}{m['key']}: 'l'été de {m['value'].replace(chr(39), '’')}'"
        yield Mistake(sheet.with_line(number, line), number + 1, "an apostrophe between single marks")


def open_mark(sheet: Sheet, chance: random.Random) -> Iterator[Mistake]:
    for token in _one(sheet.quoted, chance):
        at = token.end_mark.index
        yield Mistake(sheet.with_piece(at - 1, at, ""), token.start_mark.line + 1, "a quotation mark left open")


def open_mark_of_a_word(sheet: Sheet, chance: random.Random) -> Iterator[Mistake]:
    for number, m in _one(sheet.plain(), chance):
        mark = chance.choice("\"'")
        value = m["value"].replace(mark, "’")
        line = f"{m['indent']}{m['dash']}{m['key']}: {mark}{value}"
        yield Mistake(sheet.with_line(number, line), number + 1, f"a {mark} left open")


def open_bracket(sheet: Sheet, chance: random.Random) -> Iterator[Mistake]:
    for start, end in _one(sheet.flows, chance):
        at = end.start_mark.index
        yield Mistake(sheet.with_piece(at, at + 1, ""), start.start_mark.line + 1, "a bracket left open")


def bracket_too_many(sheet: Sheet, chance: random.Random) -> Iterator[Mistake]:
    for _start, end in _one(sheet.flows, chance):
        at = end.end_mark.index
        piece = chance.choice("]}")
        yield Mistake(sheet.with_piece(at, at, piece), end.end_mark.line + 1, f"one {piece} too many")


def sign_first(sheet: Sheet, chance: random.Random) -> Iterator[Mistake]:
    for number, m in _one(sheet.plain(), chance):
        sign = chance.choice(SIGNS)
        line = f"{m['indent']}{m['dash']}{m['key']}: {sign}{m['value']}"
        yield Mistake(sheet.with_line(number, line), number + 1, f"{sign!r} first")


def brackets_first(sheet: Sheet, chance: random.Random) -> Iterator[Mistake]:
    for number, m in _one(sheet.plain(), chance):
        first, _space, rest = m["value"].partition(" ")
        word = chance.choice([f"[{first}]", f"{{{first}}}", f'"{first}"', f"'{first}'"])
        line = f"{m['indent']}{m['dash']}{m['key']}: {word} {rest}"
        yield Mistake(sheet.with_line(number, line), number + 1, "brackets or marks round the first word")


def list_for_text(sheet: Sheet, chance: random.Random) -> Iterator[Mistake]:
    texts = [(n, m) for n, m in sheet.plain() if m["key"] in {"title", "description", "pupils", "teacher", "goal"}]
    for number, m in _one(texts, chance):
        value = chance.choice([f"[{m['value'].replace(',', '')}]", f"{{{m['value'].replace(',', '')}}}"])
        line = f"{m['indent']}{m['dash']}{m['key']}: {value}"
        yield Mistake(sheet.with_line(number, line), number + 1, "a list for a text")


def colon_inside(sheet: Sheet, chance: random.Random) -> Iterator[Mistake]:
    for number, m in _one(sheet.plain(), chance):
        words = m["value"].split(" ")
        at = chance.randrange(1, len(words))
        value = " ".join([*words[:at], ":", *words[at:]])
        line = f"{m['indent']}{m['dash']}{m['key']}: {value}"
        yield Mistake(sheet.with_line(number, line), number + 1, "a colon in a text")


def stuck_hyphen(sheet: Sheet, chance: random.Random) -> Iterator[Mistake]:
    items = [(n, line) for n, line in enumerate(sheet.lines) if re.match(r" *- [\w{]", line)]
    numbers = {n for n, m in sheet.entries if m["dash"]}
    for number, line in _one([(n, line) for n, line in items if n in numbers or "{" in line], chance):
        yield Mistake(sheet.with_line(number, line.replace("- ", "-", 1)), number + 1, "no space after the hyphen")


def shifted(sheet: Sheet, chance: random.Random) -> Iterator[Mistake]:
    firsts = {
        n for n, m in sheet.entries
        if n == 0 or len(sheet.lines[n - 1]) - len(sheet.lines[n - 1].lstrip()) < len(m["indent"]) + len(m["dash"])
    }  # fmt: skip
    for number, _m in _one(
        [(n, m) for n, m in sheet.entries if n not in firsts and m["indent"] and not m["dash"]], chance
    ):
        line = sheet.lines[number]
        yield Mistake(
            sheet.with_line(number, chance.choice([" " + line, line[1:]])), number + 1, "one space too many or too few"
        )


MAKERS: dict[str, Maker] = {
    maker.__name__: maker
    for maker in (
        no_space, no_colon, odd_blank, odd_blank_between_brackets, tab, hash_sign, hash_between_brackets,
        marks_in_a_list, marks_inside, apostrophe, open_mark, open_mark_of_a_word, open_bracket, bracket_too_many,
        sign_first, brackets_first, list_for_text, colon_inside, stuck_hyphen, shifted,
    )
}  # fmt: skip
