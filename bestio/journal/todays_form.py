"""A whole journal that was read, one line an event: as it is where it is so, else as today's Bestio writes it."""

from __future__ import annotations

from msgspec.structs import replace

from bestio.journal import codec
from bestio.journal.header import FORMAT
from bestio.journal.migrate import migrate
from bestio.journal.reader import Reading

_SAME_EVENTS = range(1, FORMAT + 1)
"""The formats whose events are today's, however they are written."""


def in_todays_form(reading: Reading, journal: bytes, *, name: str | None = None) -> bytes:
    """The events of `journal`, which gave `reading`, under its first line; `name` is the id that it has from now on."""
    header = replace(reading.header, format=FORMAT, id=reading.header.id if name is None else name)
    first = f"{header.line()}\n".encode()
    if reading.header.format == FORMAT and _is_line_by_line(reading):  # to write it anew takes long
        return first + _ended(reading, journal).partition(b"\n")[2]
    lines = map(codec.encode_again, migrate(reading.events, reading.header.format))
    return first + "".join(f"{line}\n" for line in lines).encode()


def line_by_line(reading: Reading, journal: bytes) -> bytes:
    """`journal`, which gave `reading`, byte for byte, where each event is one line that means the same today.

    What is none (a tail, lines laid out by hand, the events of format 0) is written as today.
    """
    if reading.header.format in _SAME_EVENTS and _is_line_by_line(reading):
        return _ended(reading, journal)
    return in_todays_form(reading, journal)


def _is_line_by_line(reading: Reading) -> bool:
    lines = reading.body.count(b"\n") + (not reading.ended)
    return not reading.problems and not reading.by_hand and lines == len(reading.events) + 1


def _ended(reading: Reading, journal: bytes) -> bytes:
    return journal[: reading.good] + (b"" if reading.ended else b"\n")
