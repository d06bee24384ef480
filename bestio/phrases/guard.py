"""The word guard: what is not for a class, flagged in texts on their way in and in finished phrases.

Words are compared whole, with accents, capitals, plurals, figures put for letters, repeated and spaced letters seen
through. The list is a YAML file that teachers edit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from bestio import yamlio
from bestio.enough import AtMost, Enough
from bestio.errors import Problem, Report
from bestio.i18n import _
from bestio.text.fold import fold
from bestio.yaml_messages import as_text, unknown_key

HEADER = "guard/1"
Grade = Literal["block", "warn"]

_TOKEN = re.compile("[\\w@$*€\u0300-\u036f]+(?:[!|][\\w@$*\u0300-\u036f]+)*")
_BETWEEN = re.compile(r"[\s’'\-]*")
_FIGURES = (str.maketrans("0134578@$€!|", "oieastbaseil"), str.maketrans("0134578@$€!|", "oleastbaseli"))
_REPEATED = re.compile(r"(.)\1{2,}")
_KEYS = ("bestio", "title", "block", "warn", "allow")


@dataclass(frozen=True)
class Flag:
    """A word or an expression that the list holds: as it stands in the text, the entry, and the line (from 1)."""

    grade: Grade
    found: str
    entry: str
    line: int
    start: int
    end: int


@dataclass(frozen=True)
class _Piece:
    """A token of a text and the forms it may stand for."""

    forms: frozenset[str]
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
        for entry in self.block:
            self._learn("block", entry)
        for entry in self.warn:
            self._learn("warn", entry)
        for entry in self.allow:
            words = _folded_words(entry)
            if words:
                self._allowed.setdefault(words[0], []).append(words)

    def _learn(self, grade: Grade, entry: str) -> None:
        words = _folded_words(entry)
        if len(words) == 1 and entry.rstrip().endswith("*"):
            self._families.append(_Entry(grade, entry, words))
        elif words:
            self._table.setdefault(words[0], []).append(_Entry(grade, entry, words))

    def check(self, text: str) -> list[Flag]:
        """What `text` holds of the list, in order; of two that overlap, the graver, then the longer."""
        pieces = list(_pieces(text))
        skipped = self._accepted(pieces, text)
        found = [flag for at in range(len(pieces)) if at not in skipped for flag in self._at(pieces, at, text)]
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
            for form in piece.forms & self._allowed.keys():
                for words in self._allowed[form]:
                    if _follows(pieces, at, words, text):
                        skipped.update(range(at, at + len(words)))
        return skipped

    def _at(self, pieces: list[_Piece], at: int, text: str) -> Iterator[Flag]:
        piece = pieces[at]
        for form in piece.forms:
            for entry in self._table.get(form, ()):
                if _follows(pieces, at, entry.words, text):
                    yield _flag(entry, text, piece.start, pieces[at + len(entry.words) - 1].end)
            for entry in self._families:
                if form.startswith(entry.words[0]):
                    yield _flag(entry, text, piece.start, piece.end)
            if "*" in form:
                yield from self._masked(form, piece, text)

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
    try:
        document = yamlio.read(path)
    except yamlio.YamlError as error:
        report(Problem(error.where or yamlio.Document(None, str(path)).where(), error.message, error.hint))
        return None
    data = document.data
    if not isinstance(data, dict) or data.get("bestio") != HEADER:
        report(
            Problem(
                document.where("bestio"),
                _("This is not a word guard."),
                _("Begin the file with “bestio: {header}”.").format(header=HEADER),
            )
        )
        return None
    report = AtMost(report)
    with suppress(Enough):
        for key in data:
            if key not in _KEYS:
                report(Problem(document.where(key), *unknown_key(key, _KEYS)))
    title = data.get("title", "")
    if not isinstance(title, str):
        message = _("“{field}” should be {expected}.").format(field="title", expected=_("a text"))
        hint = as_text(title) if isinstance(title, list | dict) else _("Put the text between quotation marks.")
        report(Problem(document.where("title"), message, hint))
    return Guard(*(tuple(_entries(document, key, data.get(key), report)) for key in ("block", "warn", "allow")))


def _entries(document: yamlio.Document, key: str, value: Any, report: Report) -> Iterator[str]:
    if value is None:
        return
    if not isinstance(value, list):
        report(
            Problem(
                document.where(key),
                _("“{key}” must be a list.").format(key=key),
                _("Write each word on a line of its own, after “- ”."),
            )
        )
        return
    with suppress(Enough):
        yield from _sound_entries(document, key, value, report)


def _sound_entries(document: yamlio.Document, key: str, value: list[Any], report: Report) -> Iterator[str]:
    for at, entry in enumerate(value):
        words = _entry_words(str(entry))
        if not isinstance(entry, str | int | float):
            report(
                Problem(
                    document.where(key, at),
                    _("A list is not a word of the guard."),
                    _("Write each word on a line of its own, after “- ”."),
                )
            )
        elif not words or "*" in str(entry).rstrip()[:-1] or (len(words) > 1 and "*" in str(entry)):
            report(
                Problem(
                    document.where(key, at),
                    _("“{entry}” is not a word of the guard.").format(entry=str(entry)[:60]),
                    _("Write a word, several words, or the beginning of a word and “*”."),
                )
            )
        elif len(words) == 1 and str(entry).rstrip().endswith("*") and len(words[0]) < 3:
            report(
                Problem(
                    document.where(key, at),
                    _("“{entry}” would flag too many words.").format(entry=entry),
                    _("Write at least three letters before “*”."),
                )
            )
        else:
            yield str(entry)


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
        if word not in piece.forms:
            return False
        if further and not _BETWEEN.fullmatch(text, pieces[at + further - 1].end, piece.start):
            return False
    return True


def _pieces(text: str) -> Iterator[_Piece]:
    """The tokens of a text; letters set apart (c o n, c.o.n) are put together as one."""
    known: dict[str, frozenset[str]] = {}
    letters: list[re.Match[str]] = []
    for match in _TOKEN.finditer(text):
        token = match[0]
        if len(token) == 1 and token.isalpha() and (not letters or match.start() - letters[-1].end() <= 3):
            letters.append(match)
            continue
        yield from _spelled(letters)
        letters = []
        if len(token) == 1 and token.isalpha():
            letters.append(match)
            continue
        forms = known.get(token)
        if forms is None:
            forms = known[token] = _forms(token)
        yield _Piece(forms, *match.span())
    yield from _spelled(letters)


def _spelled(letters: list[re.Match[str]]) -> Iterator[_Piece]:
    """Letters that stand alone: one word where there are three or more and nothing else between them than signs."""
    if len(letters) >= 3:
        yield _Piece(_forms("".join(match[0] for match in letters)), letters[0].start(), letters[-1].end())
    else:
        for match in letters:
            yield _Piece(frozenset({fold(match[0])}), *match.span())


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
