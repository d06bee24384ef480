"""The word guard: what is not for a class, flagged in texts on their way in and in finished phrases.

Words are compared whole, with accents, capitals, plurals, figures put for letters, repeated and spaced letters seen
through. The list is a YAML file that teachers edit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, NamedTuple

from bestio.documents.reader import At, Each, Format, Group, Header, Read, Text
from bestio.errors import Report
from bestio.i18n import N_, _
from bestio.text.fold import fold

HEADER = "guard/1"
Grade = Literal["block", "warn"]

_TOKEN = re.compile("[\\w@$*€\u0300-\u036f]+(?:[!|][\\w@$*\u0300-\u036f]+)*")
_BETWEEN = re.compile(r"[\s’'\-]*")
_FIGURES = (str.maketrans("0134578@$€!|", "oieastbaseil"), str.maketrans("0134578@$€!|", "oleastbaseli"))
_REPEATED = re.compile(r"(.)\1{2,}")
_APART = 3
"""Signs between two letters that may still be spelled out together, at most."""
_MOST_KEPT, _LONGEST_KEPT = 20_000, 40
"""Tokens that are known again, and how long one may be."""


@dataclass(frozen=True)
class Flag:
    """A word or an expression that the list holds: as it stands in the text, the entry, and the line (from 1)."""

    grade: Grade
    found: str
    entry: str
    line: int
    start: int
    end: int


class _Met(NamedTuple):
    """What a token may stand for, and whether any of it may begin something that the list flags."""

    forms: frozenset[str]
    listed: bool


class _Piece(NamedTuple):
    """A token of a text."""

    met: _Met
    start: int
    end: int


@dataclass(frozen=True)
class _Entry:
    grade: Grade
    text: str
    words: tuple[str, ...]


class Guard:
    """Words and expressions to block or to warn of, and others that are always accepted."""

    def __init__(self, block: Iterable[str] = (), warn: Iterable[str] = (), allow: Iterable[str] = ()) -> None:
        self.block = tuple(block)
        self.warn = tuple(warn)
        self.allow = tuple(allow)
        self._table: dict[str, list[_Entry]] = {}
        self._families: list[_Entry] = []
        self._allowed: dict[str, list[tuple[str, ...]]] = {}
        self._met: dict[str, _Met] = {}
        """Tokens that were met: a class writes the same words again and again."""
        for entry in self.block:
            self._learn("block", entry)
        for entry in self.warn:
            self._learn("warn", entry)
        for entry in self.allow:
            words = _folded_words(entry)
            if words:
                self._allowed.setdefault(words[0], []).append(words)
        self._stems = tuple(entry.words[0] for entry in self._families)

    def _learn(self, grade: Grade, entry: str) -> None:
        words = _folded_words(entry)
        if len(words) == 1 and entry.rstrip().endswith("*"):
            self._families.append(_Entry(grade, entry, words))
        elif words:
            self._table.setdefault(words[0], []).append(_Entry(grade, entry, words))

    def check(self, text: str) -> list[Flag]:
        """What `text` holds of the list, in order; of two that overlap, the graver, then the longer."""
        pieces = list(self._pieces(text))
        listed = [at for at, piece in enumerate(pieces) if piece.met.listed]
        if not listed:
            return []
        skipped = self._accepted(pieces, text)
        found = [flag for at in listed if at not in skipped for flag in self._at(pieces, at, text)]
        found.sort(key=lambda flag: (flag.grade != "block", flag.start - flag.end, flag.start))
        kept: list[Flag] = []
        taken: set[int] = set()
        for flag in found:
            span = range(flag.start, flag.end)
            if taken.isdisjoint(span):
                kept.append(flag)
                taken.update(span)
        return sorted(kept, key=lambda flag: flag.start)

    def refuses(self, text: str) -> bool:
        """Whether `text` holds something that must not be shown."""
        return any(flag.grade == "block" for flag in self.check(text))

    def _accepted(self, pieces: list[_Piece], text: str) -> set[int]:
        """The pieces that belong to a word or an expression that is always accepted."""
        skipped: set[int] = set()
        for at, piece in enumerate(pieces):
            for form in piece.met.forms & self._allowed.keys():
                for words in self._allowed[form]:
                    if _follows(pieces, at, words, text):
                        skipped.update(range(at, at + len(words)))
        return skipped

    def _at(self, pieces: list[_Piece], at: int, text: str) -> Iterator[Flag]:
        piece = pieces[at]
        for form in piece.met.forms:
            for entry in self._table.get(form, ()):
                if _follows(pieces, at, entry.words, text):
                    yield _flag(entry, text, piece.start, pieces[at + len(entry.words) - 1].end)
            if form.startswith(self._stems):
                for entry in self._families:
                    if form.startswith(entry.words[0]):
                        yield _flag(entry, text, piece.start, piece.end)
            if "*" in form:
                yield from self._masked(form, piece, text)

    def _pieces(self, text: str) -> Iterator[_Piece]:
        """The tokens of a text; letters set apart (c o n, c.o.n) are put together as one."""
        letters: list[re.Match[str]] = []
        for match in _TOKEN.finditer(text):
            token = match[0]
            if len(token) == 1 and token.isalpha():
                if letters and match.start() - letters[-1].end() > _APART:
                    yield from self._spelled(letters)
                    letters = []
                letters.append(match)
                continue
            if letters:
                yield from self._spelled(letters)
                letters = []
            yield _Piece(self._meet(token), *match.span())
        yield from self._spelled(letters)

    def _spelled(self, letters: list[re.Match[str]]) -> Iterator[_Piece]:
        """Letters that stand alone: one word of three or more where nothing else stands between them than signs."""
        if len(letters) >= 3:
            word = "".join(match[0] for match in letters)
            yield _Piece(self._meet(word), letters[0].start(), letters[-1].end())
        else:
            for match in letters:
                yield _Piece(self._told(frozenset({fold(match[0])})), *match.span())

    def _meet(self, token: str) -> _Met:
        met = self._met.get(token)
        if met is None:
            met = self._told(_forms(token))
            if len(token) <= _LONGEST_KEPT:
                if len(self._met) >= _MOST_KEPT:
                    self._met.clear()
                self._met[token] = met
        return met

    def _told(self, forms: frozenset[str]) -> _Met:
        listed = any(form in self._table or form.startswith(self._stems) or "*" in form for form in forms)
        return _Met(forms, listed)

    def _masked(self, form: str, piece: _Piece, text: str) -> Iterator[Flag]:
        """A word with letters starred out: only worth a warning, since it could be another."""
        if form.count("*") * 2 > len(form):
            return
        pattern = re.compile(re.escape(form).replace(r"\*", "."))
        for entries in self._table.values():
            for entry in entries:
                if entry.grade == "block" and len(entry.words) == 1 and pattern.fullmatch(entry.words[0]):
                    yield _flag(_Entry("warn", entry.text, entry.words), text, piece.start, piece.end)


def read_guard(path: Path, report: Report) -> Guard | None:
    """The guard in a YAML file; what is wrong in it is reported with its line and left out.

    None where nothing can be used.
    """
    return FILE.read(path, report)


def _entry(value: Any, at: At) -> str | None:
    """A word, several, or the beginning of one."""
    entry = str(value)
    words = _entry_words(entry)
    starred = entry.rstrip().endswith("*")
    if not isinstance(value, str | int | float):
        at.tell(_("A list is not a word of the guard."), _("Write each word on a line of its own, after “- ”."))
    elif not words or "*" in entry.rstrip()[:-1] or (len(words) > 1 and "*" in entry):
        message = _("“{entry}” is not a word of the guard.").format(entry=entry[:60])
        at.tell(message, _("Write a word, several words, or the beginning of a word and “*”."))
    elif len(words) == 1 and starred and len(words[0]) < 3:
        message = _("“{entry}” would flag too many words.").format(entry=entry)
        at.tell(message, _("Write at least three letters before “*”."))
    else:
        if isinstance(value, str) and "," in value.strip(" ,"):
            message = _("“{entry}” is one expression: the comma parts no words.").format(entry=entry[:60])
            at.tell(message, _("Write each word on a line of its own, after “- ”."), level="warning")
        return entry
    return None


def _no_list(_value: Any, at: At) -> None:
    message = _("“{key}” must be a list.").format(key=at.name)
    at.tell(message, _("Write each word on a line of its own, after “- ”."))


def _entry_words(entry: str) -> list[str]:
    return re.findall(r"\w+", entry.rstrip().rstrip("*"))


def _folded_words(entry: str) -> tuple[str, ...]:
    return tuple(map(fold, _entry_words(entry)))


def _follows(pieces: list[_Piece], at: int, words: Sequence[str], text: str) -> bool:
    """Whether `words` stand one after the other from piece `at`, with nothing but spaces or hyphens between them."""
    if at + len(words) > len(pieces):
        return False
    for further, word in enumerate(words):
        piece = pieces[at + further]
        if word not in piece.met.forms:
            return False
        if further and not _BETWEEN.fullmatch(text, pieces[at + further - 1].end, piece.start):
            return False
    return True


def _forms(token: str) -> frozenset[str]:
    """What a token may stand for: as it is, with letters for figures, repeated letters reduced, without its plural."""
    folded = fold(token)
    forms = {folded}
    if any(map(str.isalpha, folded)) and not folded.isalpha():
        forms.update(folded.translate(figures) for figures in _FIGURES)
    for form in list(forms):
        if _REPEATED.search(form):
            forms.add(_REPEATED.sub(r"\1", form))
            forms.add(_REPEATED.sub(r"\1\1", form))
    for form in list(forms):
        if len(form) > 3 and form[-1] in "sx":
            forms.add(form[:-1])
    return frozenset(forms)


def _flag(entry: _Entry, text: str, start: int, end: int) -> Flag:
    return Flag(entry.grade, text[start:end], entry.text, text.count("\n", 0, start) + 1, start, end)


_ENTRIES = Each(Read(_entry), _no_list)
FILE = Format(
    HEADER,
    Group(
        {
            "bestio": Header(),
            "title": Text(),
            **dict.fromkeys(("block", "warn", "allow"), Each(Read(_entry), _no_list)),
        },
        lambda bestio, title="", **lists: Guard(**lists),
        goes_on=True,
    ),
    N_("This is not a word guard."),
)
"""What a file of words that are not for a class holds."""
