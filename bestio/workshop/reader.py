"""Reading a journal's file: as much of it as can be understood, and what was not, with the line.

Nothing here writes. One bad line costs one event; a tail that was being written when the power went is found and
measured, for the journal to set aside.
"""

from __future__ import annotations

import hashlib
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from bestio import yamlio
from bestio.errors import BestioError, Problem, Where, reason_of
from bestio.i18n import _
from bestio.regular_file import open_regular, read_regular
from bestio.workshop import record
from bestio.workshop.amount import MAX_LINES, MAX_VALUES, Amount
from bestio.workshop.events import Event, plain

KIND = "journal"
FORMAT = 2
MAX_BYTES = 32 << 20
"""Bytes in the largest journal that is opened, or written."""
MAX_BY_HAND = 1 << 18
"""Characters of lines in another form than Bestio's own that are tried; they take long, and a few are enough."""
MAX_HEADER = 8192
"""Bytes of a journal's first line."""
_BLANK = b"\0 \t\r\n"
_BEGINNINGS = (b'--- {"bestio": "journal/', b'--- {bestio: "journal/')
_DOCUMENT = re.compile(rb"---(?:\s|\Z)")
_GROUP_NAMED = (b', "do": "group.name", ', b", do: group.name, ")
_MARK = b"\xef\xbb\xbf"
_MAX_BAD = 200
_LONG_LINE = 2_000
_FIRST_ONES = 50
_PEEKED = 4 << 20


class JournalError(BestioError):
    """A journal that cannot be opened at all."""

    @classmethod
    def default_title(cls) -> str:
        """A few words over the message."""
        return _("This journal cannot be opened")


class Header(Struct, frozen=True):
    """What a journal's first line says: the group's pseudonym, and when it was begun (seconds since 1970)."""

    group: str = ""
    started: float = 0.0
    format: int = FORMAT
    id: str = ""

    @property
    def mark(self) -> str:
        """What tells the creation from any other one, wherever it is carried, and nothing else of it."""
        return hashlib.blake2b(f"{self.started} {self.group}".encode(), digest_size=8).hexdigest()

    def line(self) -> str:
        """The header as the first line of a journal."""
        return record.flow(
            {"bestio": f"{KIND}/{self.format}", "id": self.id, "group": self.group, "started": self.started}
        )


@dataclass
class Reading:
    """What was read: events and their lines, what was not understood, and the `tail` that is only half an event.

    `amount` is how much there is in the file, `size` its length in bytes, `good` that of the `body` before the tail;
    `ended` tells whether the body ends with a line end.
    """

    header: Header
    events: list[Event] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    size: int = 0
    good: int = 0
    tail: bytes = b""
    body: bytes = b""
    ended: bool = True
    fresh: bool = False
    by_hand: int = 0
    amount: Amount = field(default_factory=Amount)

    @property
    def newer(self) -> bool:
        """Whether a newer program wrote the journal."""
        return self.header.format > FORMAT


def read(path: Path, *, max_bytes: int = MAX_BYTES) -> Reading:
    """The journal of `path`. Raises JournalError where it is missing, too large, or no journal."""
    return parse(read_bytes(path, max_bytes), path)


def read_bytes(path: Path, max_bytes: int = MAX_BYTES) -> bytes:
    """The content of a file of at most `max_bytes`. Raises JournalError."""
    try:
        data = read_regular(path, max_bytes + 1)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise JournalError(_("There is no journal here."), hint=_("Check its name."), where=Where.of(path)) from error
    except OSError as error:
        raise JournalError(
            _("The journal cannot be read ({reason}).").format(reason=reason_of(error)),
            hint=_("Check that the disk or the stick is still there."),
            where=Where.of(path),
        ) from error
    if len(data) > max_bytes:
        raise JournalError(
            _("The journal is too large (more than {size} MiB).").format(size=max_bytes >> 20),
            hint=_("It was not made by Bestio, or it was damaged."),
            where=Where.of(path),
        )
    return data


def parse(data: bytes, path: Path) -> Reading:
    """What the bytes of a journal say. Raises JournalError where they are no journal, or more than can be read."""
    amount = Amount.of(data)
    if amount.values > MAX_VALUES and amount.lines <= MAX_LINES:  # a line that is too long costs only itself
        amount = Amount.of_lines(data, record.MAX_LINE)
    if message := amount.too_much():
        raise JournalError(message, hint=_("It was not made by Bestio, or it was damaged."), where=Where.of(path))
    if not data.strip(_BLANK) or (b"\n" not in data and _is_begun(data)):
        header = _header_of(data, path) if data.strip(_BLANK) else None
        if header is None:
            return Reading(Header(), size=len(data), good=0, tail=data, fresh=True)
    cut = data.rfind(b"\n") + 1
    body, tail = data[:cut], data[cut:]
    if (tail and _is_whole(tail, body, path)) or not tail.strip(b" \t\r"):
        body, tail = data, b""
    reading = Reading(
        Header(), size=len(data), good=len(body), tail=tail, body=body, ended=not body or body.endswith(b"\n")
    )
    reading.amount = amount
    for line, text in _read_header(reading, body, path):
        _read_event(reading, line, text, path)
    return reading


def _is_begun(data: bytes) -> bool:
    """Whether `data` is the beginning of a first line, of any format."""
    return any(one.startswith(data[: len(one)]) for one in _BEGINNINGS)


def parse_more(data: bytes, path: Path, line: int) -> tuple[list[Event], int]:
    """The events of the whole lines at the start of `data`, which follows line `line`; and how many bytes they take."""
    cut = data.rfind(b"\n") + 1
    reading = Reading(Header())
    for number, text in _documents(data[:cut]):
        _read_event(reading, line + number, text, path)
    return reading.events, cut


def _documents(body: bytes) -> Iterator[tuple[int, bytes]]:
    """The YAML documents of a stream, each with its line; of one too long to be an event, enough to see that."""
    lines = body.removeprefix(_MARK).split(b"\n")
    if not lines[-1]:
        lines.pop()
    first, size, document = 0, 0, [b""]
    for number, whole in enumerate(lines, 1):
        line = whole if len(whole) <= record.MAX_LINE else whole[: 2 * record.MAX_LINE]
        if line.startswith(b"--- ") or _DOCUMENT.match(line):
            if first:
                yield first, b"\n".join(document) if size else document[0]
            first, size, document = number, 0, [line]
        elif first:
            size += len(line) + 1
            if size <= 2 * record.MAX_LINE:
                document.append(line)
        elif line.strip():
            first, document = number, [line]
    if first:
        yield first, b"\n".join(document)


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _is_whole(tail: bytes, body: bytes, path: Path) -> bool:
    """Whether an unended last line is nevertheless all there."""
    if not _DOCUMENT.match(tail):
        last = deque(_documents(body), maxlen=1)
        tail = last[0][1] + tail if last else tail
    if not body:
        return _header_of(tail, path) is not None
    text = _text(tail)
    if record.decode_own(text) is not None:
        return True
    if len(text) > MAX_BY_HAND:
        return False
    try:
        record.decode_yaml(text, Where.of(path))
    except BestioError:
        return False
    return True


def _read_header(reading: Reading, body: bytes, path: Path) -> Iterator[tuple[int, bytes]]:
    """Read the header of a journal; the documents that follow it."""
    documents = _documents(body)
    line, text = next(documents, (1, b""))
    header = _header_of(text, path)
    if header is not None:
        reading.header = header
        if not header.group:
            reading.header = msgspec.structs.replace(header, group=plain(path.stem))
        return documents
    if not any(_is_event(text, path) for _line, text in islice(_documents(body), _FIRST_ONES)):
        raise JournalError(
            _("This file is not a journal of Bestio."),
            hint=_("Nothing was changed in it."),
            where=Where.of(path, 1),
        )
    reading.header = Header(group=plain(path.stem))
    if _is_event(text, path):
        reading.problems.append(Problem(Where.of(path, 1), _("The journal's first line is missing.")))
        return chain([(line, text)], documents)
    reading.problems.append(Problem(Where.of(path, line), _("The journal's first line cannot be read.")))
    return documents


def _is_event(document: bytes, path: Path) -> bool:
    line = _text(document.partition(b"\n")[0])
    if record.decode_own(line) is not None:
        return True
    try:
        record.decode_yaml(line[:_LONG_LINE], Where.of(path))
    except BestioError:
        return False
    return True


def is_rewritten(line: bytes, header: Header) -> bool:
    """Whether the first line of a file tells of a newer format than `header`, which was read from it."""
    found = header_in(line)
    return found is not None and found.format > header.format


def header_in(line: bytes) -> Header | None:
    """The header that the first line of a journal holds; None where it is no such line."""
    try:
        return _header_of(line, Path("…"))
    except BestioError:
        return None


def _header_of(data: bytes, path: Path) -> Header | None:
    """The header that a first document holds; None where it is none. Raises JournalError for another kind of file."""
    if len(data) > MAX_HEADER:
        return None
    try:
        found: Any = yamlio.parse(data.decode("utf-8", "replace").removeprefix("\ufeff"), str(path)).data
    except BestioError:
        return None
    if not isinstance(found, dict) or not isinstance(found.get("bestio"), str):
        return None
    kind, _slash, number = found["bestio"].partition("/")
    if kind != KIND or not number.isascii() or not number.isdigit():
        raise JournalError(
            _("This file is a “{kind}”, not a journal of Bestio.").format(kind=found["bestio"][:40]),
            hint=_("Nothing was changed in it."),
            where=Where.of(path, 1),
        )
    group, started, key = found.get("group"), found.get("started"), found.get("id")
    return Header(
        group=group[:80] if isinstance(group, str) else "",
        started=float(started) if isinstance(started, int | float) and 0 <= started < 1e12 else 0.0,
        format=int(number[:6]),
        id=key[:80] if isinstance(key, str) else "",
    )


def _read_event(reading: Reading, line: int, document: bytes, path: Path) -> None:
    event = record.decode_bytes(document)
    if event is None:
        event = _read_other(reading, line, _text(document), path)
    if event is not None:
        reading.events.append(event)
        reading.lines.append(line)


def _read_other(reading: Reading, line: int, text: str, path: Path) -> Event | None:
    """An event that somebody wrote or changed by hand, or one that is followed by lines that are none."""
    where = Where.of(path, line)
    first, _end, rest = text.partition("\n")
    event = record.decode_own(first) if rest.strip() else None
    if event is not None:
        _report(reading, Problem(Where.of(path, line + 1), _("This line is not an event: it is left out.")))
        return event
    reading.by_hand += len(text)
    if reading.by_hand > MAX_BY_HAND:
        _report(reading, Problem(where, _("This line is not an event: it is left out.")))
        return None
    try:
        return record.decode_yaml(text, where)
    except BestioError as error:
        told = Problem(error.where or where, error.message, error.hint)
    try:
        event = record.decode_yaml(first, where) if rest.strip() else None
    except BestioError:
        event = None
    if event is not None:
        told = Problem(Where.of(path, line + 1), _("This line is not an event: it is left out."))
    _report(reading, told)
    return event


def _report(reading: Reading, problem: Problem) -> None:
    if len(reading.problems) < _MAX_BAD:
        reading.problems.append(problem)
    elif len(reading.problems) == _MAX_BAD:
        reading.problems.append(Problem(problem.where, _("And more lines that cannot be read.")))


def peek(path: Path) -> Header | None:
    """The header of `path` with the name that the group took last, its events unread; None where it has none."""
    try:
        with open_regular(path) as stream:
            header = _header_of(stream.readline(MAX_HEADER), path)
            rest = stream.read(_PEEKED)
    except (OSError, BestioError):
        return None
    at = max(map(rest.rfind, _GROUP_NAMED))
    if header is None or at < 0:
        return header
    event = record.decode_bytes(rest[rest.rfind(b"\n", 0, at) + 1 :].partition(b"\n")[0])
    name = event.data.get("name") if event is not None and event.do == "group.name" else None
    return msgspec.structs.replace(header, group=name[:80]) if isinstance(name, str) and name else header
