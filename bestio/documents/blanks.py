"""Blanks that a word processor or a web page slips into YAML where plain spaces are needed: told, and read as meant.

YAML knows one blank, the space of the keyboard. A no-break space before a colon, as French typography wants it, or in
an indentation that was pasted, makes another key or no YAML at all, and nobody sees why. Inside texts such blanks are
right, and stay.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from typing import NamedTuple

from bestio.documents.messages import Slip
from bestio.i18n import _

NO_BREAK = "\u00a0\u202f\u2007"
WIDE = "\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000"
UNSEEN = "\u00ad\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
ODD = NO_BREAK + WIDE + UNSEEN
"""Characters that look like a space or like nothing, and that YAML takes for letters."""

_ODD = re.compile(f"[{ODD}]")
_RUN = re.compile(f"[ \t{ODD}]*")
_DASHES = re.compile(f"(?:-[ {ODD}]+)*")
_WORD = re.compile(r"\w[\w.-]*")
_KEY = re.compile(rf"(?:\"[^\"\n]*\"|'[^'\n]*'|\w[\w:./-]*?)(?P<before>[ {ODD}]*):(?P<after>[ {ODD}]+|$)", re.MULTILINE)
_ENTRY = re.compile(rf"-[{ODD}]|[a-z_][\w-]*[ {ODD}]*:[{ODD}]")
_BLOCK = re.compile(r"[|>][-+0-9]{0,2}[ \t]*(?:#.*)?$", re.MULTILINE)
_MARKS = {'"': re.compile(r'(?:[^"\\\n]|\\.)*"'), "'": re.compile(r"(?:[^'\n]|'')*'(?!')")}
_FLOW_PLAIN = re.compile(rf"(?:[^,\[\]{{}}#:\n]|(?<=[^\s,\[{{])#|:(?![ \t,\[\]{{}}{ODD}]|$))+", re.MULTILINE)


class Blank(NamedTuple):
    """A run of blanks from `start` to `end` of a text that holds an odd one, the line from 0, and where it stands."""

    start: int
    end: int
    line: int
    place: str


def mend(text: str) -> tuple[str, list[Slip]]:
    """`text` with plain spaces where YAML needs them, line for line; and what was put right, a slip a line at most."""
    if not _ODD.search(text):
        return text, []
    pieces: list[str] = []
    slips: dict[int, Slip] = {}
    done = 0
    for blank in _Reading(text).blanks():
        odd = text[blank.start : blank.end]
        plain = _ODD.sub(lambda c: "" if c[0] in UNSEEN else " ", odd)
        pieces += text[done : blank.start], plain or (" " if blank.place == "after" else "")
        done = blank.end
        slips.setdefault(blank.line, _slip(blank, odd))
    return "".join([*pieces, text[done:]]), list(slips.values())


def holds_odd(text: str) -> bool:
    """Whether there is any odd blank in `text`."""
    return _ODD.search(text) is not None


def is_odd_entry(text: str) -> bool:
    """Whether a bare text begins as an entry does, but for an odd blank after its hyphen or its colon."""
    return _ENTRY.match(text) is not None


def _slip(blank: Blank, odd: str) -> Slip:
    seen = not any(c in UNSEEN for c in odd)
    message = {
        "indent": _("There is a no-break space at the start of the line."),
        "before": _("There is a no-break space before the colon."),
        "after": _("There is a no-break space after the colon."),
        "dash": _("There is a no-break space after the hyphen."),
        "flow": _("There is a no-break space between the brackets."),
    }[blank.place]
    if not seen:
        message = _("There is a character here that cannot be seen.")
    return Slip(blank.line, message, _("Delete it, and type an ordinary space with the space bar."))


class _Reading:
    """One reading of a text, line by line, that knows what stands in quotation marks, in brackets and in blocks."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.line = 0
        self.quote = ""  # the mark that is open
        self.opened: list[str] = []  # brackets
        self.margin = 0  # the indentation of the line where the first of them stands
        self.block: int | None = None  # the column that the lines of a block scalar stand to the right of
        self.content = 0  # how far its lines are indented, once known

    def blanks(self) -> Iterator[Blank]:
        """The structural runs of blanks that hold an odd one, in order."""
        start = 0
        for self.line, line in enumerate(self.text.split("\n")):  # noqa: B020 (where it stands is part of its state)
            yield from self._line(start, start + len(line))
            start += len(line) + 1

    def _odd(self, start: int, end: int, place: str) -> Iterator[Blank]:
        if _ODD.search(self.text, start, end):
            yield Blank(start, end, self.line, place)

    def _line(self, start: int, end: int) -> Iterator[Blank]:
        at = self._after_blanks(start, end)
        if self.block is not None:
            if at == end:
                return
            if at - start > self.block:
                self.content = self.content or at - start
                yield from self._odd(start, min(at, start + self.content), "indent")
                return
            self.block = None
        if self.opened and not self.quote and at < end and at - start <= self.margin:
            self.opened = []  # it was never closed
        if self.quote or self.opened:
            at = self._quoted(start, end) if self.quote else start
            yield from self._flow(at, end) if self.opened else ()
        elif at < end:
            yield from self._entry(start, at, end)

    def _entry(self, start: int, at: int, end: int) -> Iterator[Blank]:
        yield from self._odd(start, at, "indent")
        dashes = _DASHES.match(self.text, at, end)
        column = at - start
        if dashes is not None and dashes.end() > at:
            yield from self._odd(at, dashes.end(), "dash")
            column, at = dashes.end() - start, dashes.end()
        key = _KEY.match(self.text, at, end)
        if key is not None:
            yield from self._odd(key.start("before"), key.end("before"), "before")
            yield from self._odd(key.start("after"), key.end("after"), "after")
            at = key.end()
        elif dashes is not None and dashes.group():
            column = max(column - 2, 0)
        self.margin = column
        if at >= end:
            return
        first = self.text[at]
        if first in _MARKS:
            self.quote = first
            self._quoted(at + 1, end)
        elif first in "[{":
            yield from self._flow(at, end)
        elif _BLOCK.match(self.text, at, end):
            self.block, self.content = column, 0

    def _after_blanks(self, at: int, end: int) -> int:
        found = _RUN.match(self.text, at, end)
        return at if found is None else found.end()

    def _quoted(self, at: int, end: int) -> int:
        """Where the open quotation mark is closed on this line, and past it; `end` where it is not."""
        closed = _MARKS[self.quote].match(self.text, at, end)
        if closed is None:
            return end
        self.quote = ""
        return closed.end()

    def _flow(self, at: int, end: int) -> Iterator[Blank]:
        text = self.text
        while at < end:
            after = self._after_blanks(at, end)
            yield from self._odd(at, after, "flow")
            at = after
            if at >= end or (text[at] == "#" and (at == 0 or text[at - 1] in " \t\n")):
                return
            char = text[at]
            if char in "[{":
                self.opened.append(char)
            elif char in "]}":
                del self.opened[-1:]
                if not self.opened:
                    return
            elif char in _MARKS:
                self.quote = char
                at = self._quoted(at + 1, end)
                continue
            else:
                plain = _FLOW_PLAIN.match(text, at, end)
                if plain is not None:
                    at = yield from self._plain(at, plain.end(), end)
                    continue
            at += 1

    def _plain(self, start: int, at: int, end: int) -> Generator[Blank, None, int]:
        """A bare text between brackets, the blanks after it, and those after its colon; returns where it ends."""
        text = self.text
        stop = start + len(text[start:at].rstrip(" \t" + ODD))
        colon = text[at : at + 1] == ":"
        key = self.opened[-1] == "{" and _WORD.fullmatch(text, start, stop) is not None
        if colon and not key and text[at + 1 : at + 2] in ODD:
            return self._after_blanks(at + 1, end)  # « Attention : danger » in a list of texts
        yield from self._odd(stop, at, "before" if colon else "flow")
        if colon:
            after = self._after_blanks(at + 1, end)
            yield from self._odd(at + 1, after, "after")
            return after
        return at
