"""What a document holds, said once: of a shape come its reading, what is told of a mistake in it, and on which line.

A kind reads a value: it gives what the program works with, or tells what is wrong and gives None. One bad entry costs
one entry; whoever needs the whole asks whether all of it was `sound`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

import msgspec

from bestio.documents import yamlio
from bestio.documents.complaints import legible, number_wanted, shortened, shown
from bestio.documents.enough import MOST, AtMost, Enough
from bestio.documents.messages import YamlError, as_text, as_written, explain, nearest, unknown_key
from bestio.errors import Level, Problem, Report, Where
from bestio.i18n import N_, _

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
Locate = Callable[..., Where]
"""Where the value that some keys lead to stands."""
Told = tuple[str, str]
"""What is wrong, and what to write instead."""

_FIGURES = 40
"""A name of more figures than that is no name."""
_LONGEST_KEY = 40


class At:
    """A value's place in what is read, and who hears of what is wrong there."""

    def __init__(
        self, place: Locate, report: Report, keys: tuple[str | int, ...] = (), text: str = "", name: str = "…"
    ) -> None:
        self._name = name
        self._place = place
        self._report = report
        self._text = text
        self.keys = keys
        self.sound = True
        """Whether nothing has been told here, nor of anything inside."""

    @classmethod
    def top(cls, document: yamlio.Document, report: Report) -> At:
        """The place of a whole document."""
        return cls(document.where, report, (), document.text)

    def __truediv__(self, key: str | int) -> At:
        """The place of what a key leads to from here."""
        return At(self._place, self.report, (*self.keys, key), self._text, self._name)

    @property
    def name(self) -> str:
        """What the value is called: the nearest key that is a name."""
        return next((str(key) for key in reversed(self.keys) if isinstance(key, str)), self._name)

    def where(self, *keys: str | int) -> Where:
        """The line of the value, or of what `keys` lead to from it."""
        return self._place(*self.keys, *keys)

    def report(self, problem: Problem) -> None:
        """Tell a problem that is worded already."""
        self.sound = False
        self._report(problem)

    def tell(self, message: str, hint: str = "", *keys: str | int, below: int = 0, level: Level = "error") -> None:
        """Tell what is wrong at the value, or at what `keys` lead to from it, `below` lines further down."""
        where = self.where(*keys)
        if below and where.line is not None:
            where = Where(where.path, where.line + below)
        if level == "error":
            self.report(Problem(where, message, hint))
        else:
            self._report(Problem(where, message, hint, level))

    def refuse(self, value: Any, hint: str) -> None:
        """Tell that the value cannot be what it is, and what would be right."""
        self.tell(_("“{field}” cannot be {value}.").format(field=self.name, value=shown(value)), hint)

    def refuse_text(self, value: Any, hint: str) -> None:
        """The same of a value in whose place a text belongs: a sign may have made a list of it."""
        self.refuse(value, f"{hint} {as_text(value)}" if isinstance(value, list | tuple | dict) else hint)

    def misfit(self, value: Any, error: str, model: Any) -> None:
        """Tell why msgspec could not make a `model` of the value."""
        self.report(explain(value, self.name, self.where, self._text, error, model))


def not_a_group(_value: Any, at: At) -> None:
    """Tell that names and values are wanted."""
    hint = _("Write each setting under it, a little to the right, as in “name: value”.")
    at.tell(_("“{field}” is not a group of settings.").format(field=at.name), hint)


class Kind(Protocol[T_co]):
    """What a value may be."""

    def read(self, value: Any, at: At) -> T_co | None:
        """The value as the program works with it; None, and told, where it does not fit."""
        ...


@dataclass(frozen=True)
class Read(Generic[T]):
    """A value that a function of its own reads."""

    function: Callable[[Any, At], T | None]

    def read(self, value: Any, at: At) -> T | None:
        """What the function gives."""
        return self.function(value, at)


@dataclass(frozen=True)
class Word:
    """A word of a given form; one of figures only, which YAML reads as a number, is a word too.

    `wanted` is the remedy, a message id.
    """

    form: re.Pattern[str]
    wanted: str

    def read(self, value: Any, at: At) -> str | None:
        """The word."""
        if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**_FIGURES:
            value = str(value)
        if isinstance(value, str) and self.form.fullmatch(value):
            return value
        at.refuse_text(value, _(self.wanted))
        return None


@dataclass(frozen=True)
class Line:
    """One line of at most `longest` letters; with `empty`, none is a line too, with `figures`, a number.

    `wanted`: another remedy, a message id.
    """

    longest: int
    empty: bool = True
    figures: bool = True
    wanted: str = ""

    def read(self, value: Any, at: At) -> str | None:
        """The line, without blanks at its ends."""
        if self.figures and isinstance(value, int | float) and abs(value) < 10**_FIGURES:
            value = str(value)
        if isinstance(value, str):
            text = value.strip()
            if (text or self.empty) and len(text) <= self.longest and legible(text):
                return text
        hint = _(self.wanted) or _("It must be one line of at most {count} characters.").format(count=self.longest)
        at.refuse_text(value, hint)
        return None


@dataclass(frozen=True)
class Text:
    """A text of any length. `hint`: another remedy than quotation marks, a message id."""

    hint: str = ""

    def read(self, value: Any, at: At) -> str | None:
        """The text as it is written."""
        if isinstance(value, str):
            return value
        hint = _(self.hint) or _("Put the text between quotation marks.")
        hint = as_text(value) if isinstance(value, list | dict) and not self.hint else hint
        at.tell(_("“{field}” should be {expected}.").format(field=at.name, expected=_("a text")), hint)
        return None


@dataclass(frozen=True)
class OneOf:
    """One of some words."""

    words: tuple[str, ...]

    def read(self, value: Any, at: At) -> str | None:
        """The word."""
        if isinstance(value, str) and value in self.words:
            return value
        at.refuse_text(value, self._remedy(value))
        return None

    def _remedy(self, value: object) -> str:
        all_of_them = _("It must be one of: {names}.").format(names=", ".join(self.words))
        near = nearest(str(value).strip("“”«»‘’ \u00a0\u202f"), self.words) if isinstance(value, str) else None
        return f"{_('Did you mean “{name}”?').format(name=near)} {all_of_them}" if near else all_of_them


@dataclass(frozen=True)
class Number:
    """A finite number from `low` to `high`, which may be `whole` ones only."""

    low: float
    high: float
    whole: bool = False

    def allows(self, value: object) -> bool:
        """Whether a value is such a number."""
        if isinstance(value, bool) or not isinstance(value, int | float):
            return False
        # Compared before any conversion: a whole number may be too large for a float. NaN fails both comparisons.
        return bool(self.low <= value <= self.high) and (not self.whole or value == int(value))

    def read(self, value: Any, at: At) -> float | None:
        """The number, whole where only such are taken."""
        if self.allows(value):
            return int(value) if self.whole else float(value)
        at.refuse(value, number_wanted(value, self.low, self.high, whole=self.whole))
        return None


@dataclass(frozen=True)
class Fits(Generic[T]):
    """What msgspec makes a `type` of."""

    type: type[T]

    def read(self, value: Any, at: At) -> T | None:
        """The value as that type."""
        try:
            return msgspec.convert(value, self.type)
        except (msgspec.ValidationError, ValueError) as error:
            at.misfit(value, str(error), self.type)
            return None


@dataclass(frozen=True)
class Group(Generic[T]):
    """Names and values: each name that is known, with what its value may be, and what is made of them.

    A name without a value, or whose value does not fit, is not given to `make`; without one that is `needed`, nothing
    is made. `wrong` tells of something else than names and values; with `bare`, nothing at all is none of them.
    """

    fields: Mapping[str, Kind[Any]]
    make: Callable[..., T]
    needed: tuple[str, ...] = ()
    wrong: Callable[[Any, At], None] = not_a_group
    bare: bool = False
    stranger: Callable[[object, At], None] | None = None
    """Tells of a name that is not known; None: as everywhere."""
    most: int = MOST + 1
    """How many such names are told."""
    goes_on: bool = False
    """Whether the rest is read even where they are too many to be told."""

    def read(self, value: Any, at: At) -> T | None:
        """What is made of those that fit."""
        if value is None and self.bare:
            value = {}
        if not isinstance(value, Mapping):
            self.wrong(value, at)
            return None
        with suppress(*((Enough,) if self.goes_on else ())):
            for key in islice((key for key in value if key not in self.fields), self.most):
                self._strange(key, at / str(key)[:_LONGEST_KEY])
        found: dict[str, Any] = {}
        absent = [name for name in self.needed if name not in value]
        for name, written in (*value.items(), *((name, None) for name in absent)):
            read = self._field(name, written, at)
            if read is not None:
                found[name] = read
        return self.make(**found) if all(name in found for name in self.needed) else None

    def _field(self, name: Any, written: Any, at: At) -> Any:
        kind = self.fields.get(name) if isinstance(name, str) else None
        if kind is None or (written is None and name not in self.needed and not isinstance(kind, Text)):
            return None
        return kind.read(written, at / name)

    def _strange(self, key: object, at: At) -> None:
        if self.stranger is not None:
            self.stranger(key, at)
        else:
            at.tell(*unknown_key(shortened(key), self.fields))


@dataclass(frozen=True)
class Each(Generic[T]):
    """A list, each entry of a kind; those that do not fit are left out. `wrong` words what is no list."""

    kind: Kind[T]
    wrong: Callable[[Any, At], None]

    def read(self, value: Any, at: At) -> tuple[T, ...] | None:
        """The entries that fit."""
        if not isinstance(value, list | tuple):
            self.wrong(value, at)
            return None
        found: list[T] = []
        with suppress(Enough):
            for place, entry in enumerate(value):
                read = self.kind.read(entry, at / place)
                if read is not None:
                    found.append(read)
        return tuple(found)


@dataclass(frozen=True)
class Entries(Generic[T]):
    """Entries by their names; those that do not fit are left out.

    `refused` tells what is wrong with a name, and what to write instead; None where nothing is.
    """

    kind: Kind[T]
    refused: Callable[[object], Told | None]
    wrong: Callable[[Any, At], None]

    def read(self, value: Any, at: At) -> dict[str, T]:
        """The entries that fit."""
        found: dict[str, T] = {}
        if value is None:
            return found
        if not isinstance(value, dict):
            self.wrong(value, at)
            return found
        with suppress(Enough):
            for key, entry in value.items():
                here = at / key
                if (told := self.refused(key)) is not None:
                    here.tell(*told)
                elif (read := self.kind.read(entry, here)) is not None:
                    found[key] = read
        return found


@dataclass(frozen=True)
class Format(Generic[T]):
    """A kind of file: the line that it begins with, what it holds, and what is told of a file that is something else.

    `no_such` and `begin` are message ids: of a file that begins otherwise, where “{found}” stands for what it says and
    “{header}” for the line; `no_group` is told in their place, and what to write, where it holds no names and values.
    """

    header: str
    shape: Kind[T]
    no_such: str
    begin: str = N_("Begin the file with “bestio: {header}”.")
    no_group: Told | None = None

    def read(self, path: Path, report: Report) -> T | None:
        """What a file holds, without what is wrong in it; None, and told, where nothing of it can be used."""
        document = open_document(path, report)
        return None if document is None else self.of(document, report)

    def of(self, document: yamlio.Document, report: Report) -> T | None:
        """What a document holds."""
        with suppress(Enough):
            return self.take(document.data, At.top(document, AtMost(report)))
        return None

    def take(self, data: Any, at: At) -> T | None:
        """What plain values hold, which stand at a place."""
        found = data.get("bestio") if isinstance(data, Mapping) else None
        if found == self.header:
            return self.shape.read(data, at)
        if self.no_group is not None and not isinstance(data, Mapping):
            at.tell(*map(_, self.no_group))
        else:
            begin = _(self.begin).format(header=self.header)
            at.tell(_(self.no_such).format(found=as_written(found)), begin, "bestio")
        return None


def open_document(path: Path, report: Report) -> yamlio.Document | None:
    """The document in a file; None, and told, where it cannot be read."""
    try:
        return yamlio.read(path)
    except YamlError as error:
        report(Problem(error.where or Where.of(path), error.message, error.hint))
        return None


class Header:
    """The line that says what a file is, which was looked at before."""

    def read(self, value: Any, at: At) -> Any:
        """The line."""
        return value
