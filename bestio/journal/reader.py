"""Reading a journal's file: as much of it as can be understood, and what was not, with the line.

Nothing here writes. One bad line costs one event; a tail that was being written when the power went is found and
measured, for the journal to set aside.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import msgspec

from bestio.creation.events import Event, plain
from bestio.errors import BestioError, Problem, Where, reason_of
from bestio.i18n import _
from bestio.journal import codec, codec_2
from bestio.journal.amount import MAX_LINES, MAX_VALUES, Amount
from bestio.journal.header import FORMAT, MAX_HEADER, Header, JournalError, header_of
from bestio.regular_file import open_regular, read_regular

MAX_BYTES = 32 << 20
"""Bytes in the largest journal that is opened, or written."""
MAX_BY_HAND = 1 << 18
"""Characters of lines in another form than Bestio's own that are tried; they take long, and a few are enough."""
_BLANK = b"\0 \t\r\n"
_BEGINNINGS = (b'--- {"bestio": "journal/', b'--- {bestio: "journal/')
_DOCUMENT = re.compile(rb"---(?:\s|\Z)")
_GROUP_NAMED = (b', "do": "group.name", ', b", do: group.name, ")
_MARK = b"\xef\xbb\xbf"
_MAX_BAD = 200
_LONG_LINE = 2_000
_FIRST_ONES = 50
_PEEKED = 4 << 20
TOGETHER = 1 << 17  # bytes that are looked at together: as many as stay near the processor
_START, _NEXT = b"--- ", b"\n--- "
_AFTER_FIRST = re.compile(rb"\n(?=---(?:\s|\Z))")


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
        amount = Amount.of_lines(data, codec.MAX_LINE)
    if message := amount.too_much():
        raise JournalError(message, hint=_("It was not made by Bestio, or it was damaged."), where=Where.of(path))
    if not data.strip(_BLANK) or (b"\n" not in data and _is_begun(data)):
        header = header_of(data, path) if data.strip(_BLANK) else None
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
    body = body.removeprefix(_MARK)
    _read_events(reading, body, _read_header(reading, body, path), 0, path)
    return reading


def _is_begun(data: bytes) -> bool:
    """Whether `data` is the beginning of a first line, of any format."""
    return any(one.startswith(data[: len(one)]) for one in _BEGINNINGS)


def parse_more(data: bytes, path: Path, line: int) -> tuple[list[Event], int]:
    """The events of the whole lines at the start of `data`, which follows line `line`; and how many bytes they take."""
    cut = data.rfind(b"\n") + 1
    reading = Reading(Header())
    _read_events(reading, data[:cut], 0, line, path)
    return reading.events, cut


def _documents(body: bytes) -> Iterator[tuple[int, bytes]]:
    """The YAML documents of a stream, each with its line; of one too long to be an event, enough to see that."""
    lines = body.split(b"\n")
    if not lines[-1]:
        lines.pop()
    first, size, document = 0, 0, [b""]
    for number, whole in enumerate(lines, 1):
        line = whole if len(whole) <= codec.MAX_LINE else whole[: 2 * codec.MAX_LINE]
        if line.startswith(b"--- ") or _DOCUMENT.match(line):
            if first:
                yield first, b"\n".join(document) if size else document[0]
            first, size, document = number, 0, [line]
        elif first:
            size += len(line) + 1
            if size <= 2 * codec.MAX_LINE:
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
        return header_of(tail, path) is not None
    text = _text(tail)
    if codec.decode_own(text) is not None:
        return True
    if len(text) > MAX_BY_HAND:
        return False
    try:
        codec.decode_yaml(text, Where.of(path))
    except BestioError:
        return False
    return True


def _read_header(reading: Reading, body: bytes, path: Path) -> int:
    """Read the header of a journal; where in `body` the documents begin that follow it."""
    line, text = next(_documents(body), (1, b""))
    header = header_of(text, path)
    if header is not None:
        reading.header = header
        if not header.group:
            reading.header = msgspec.structs.replace(header, group=plain(path.stem))
        return _end_of_first(body)
    if not any(_is_event(text, path) for _line, text in islice(_documents(body), _FIRST_ONES)):
        raise JournalError(
            _("This file is not a journal of Bestio."),
            hint=_("Nothing was changed in it."),
            where=Where.of(path, 1),
        )
    reading.header = Header(group=plain(path.stem))
    if _is_event(text, path):
        reading.problems.append(Problem(Where.of(path, 1), _("The journal's first line is missing.")))
        return 0
    reading.problems.append(Problem(Where.of(path, line), _("The journal's first line cannot be read.")))
    return _end_of_first(body)


def _end_of_first(body: bytes) -> int:
    """Where the second document of a stream begins; its end where there is none."""
    found = _AFTER_FIRST.search(body, len(body) - len(body.lstrip()))
    return found.end() if found else len(body)


def _is_event(document: bytes, path: Path) -> bool:
    line = _text(document.partition(b"\n")[0])
    if codec.decode_own(line) is not None:
        return True
    try:
        codec.decode_yaml(line[:_LONG_LINE], Where.of(path))
    except BestioError:
        return False
    return True


def _read_events(reading: Reading, body: bytes, start: int, line: int, path: Path) -> None:
    """Read the events of `body` from `start` on, which is after line `line`."""
    line += body.count(b"\n", 0, start) + 1
    while start < len(body):
        end = body.rfind(_NEXT, start, start + TOGETHER)
        end = end if end >= 0 else body.find(_NEXT, max(start, start + TOGETHER - len(_NEXT)))
        end = end if end >= 0 else len(body)
        part = body[start:end]
        lines = part.removeprefix(_START).removesuffix(b"\n").split(_NEXT)
        found = codec_2.look_at(lines, part) if part.startswith(_START) else None
        if found is not None:
            reading.events.extend(found)
            reading.lines.extend(range(line, line + len(found)))
            line += len(found)
        else:
            _read_one_by_one(reading, part, line - 1, path)
            line += part.count(b"\n") + 1
        start = end + 1


def _read_one_by_one(reading: Reading, body: bytes, line: int, path: Path) -> None:
    for number, document in _documents(body):
        event = codec.decode_bytes(document)
        if event is None:
            event = _read_other(reading, line + number, _text(document), path)
        if event is not None:
            reading.events.append(event)
            reading.lines.append(line + number)


def _read_other(reading: Reading, line: int, text: str, path: Path) -> Event | None:
    """An event that somebody wrote or changed by hand, or one that is followed by lines that are none."""
    where = Where.of(path, line)
    first, _end, rest = text.partition("\n")
    event = codec.decode_own(first) if rest.strip() else None
    if event is not None:
        _report(reading, Problem(Where.of(path, line + 1), _("This line is not an event: it is left out.")))
        return event
    reading.by_hand += len(text)
    if reading.by_hand > MAX_BY_HAND:
        _report(reading, Problem(where, _("This line is not an event: it is left out.")))
        return None
    try:
        return codec.decode_yaml(text, where)
    except BestioError as error:
        told = Problem(error.where or where, error.message, error.hint)
    try:
        event = codec.decode_yaml(first, where) if rest.strip() else None
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
            header = header_of(stream.readline(MAX_HEADER), path)
            rest = stream.read(_PEEKED)
    except (OSError, BestioError):
        return None
    at = max(map(rest.rfind, _GROUP_NAMED))
    if header is None or at < 0:
        return header
    event = codec.decode_bytes(rest[rest.rfind(b"\n", 0, at) + 1 :].partition(b"\n")[0])
    name = event.data.get("name") if event is not None and event.do == "group.name" else None
    return msgspec.structs.replace(header, group=name[:80]) if isinstance(name, str) and name else header
