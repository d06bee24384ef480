"""One event as one line of a journal, and back.

A line is a JSON object after `--- `: `--- {"at": 12.4, "do": "trait.draw", "slot": "tete", "seed": 8123}`. That is a
YAML document too, so that a journal is a YAML stream. Lines of the first format are read as they were (`record_1`); a
line that somebody wrote or changed by hand in another form is left to `yamlio`, which takes ten times longer.

A line in the form that `encode` writes is looked at, not taken apart (`record_2`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import msgspec

from bestio.creation.events import Event, Refused, is_too_deep, plain
from bestio.documents import yamlio
from bestio.errors import BestioError, Where
from bestio.i18n import _
from bestio.journal import codec_1
from bestio.journal.codec_1 import MAX_LINE
from bestio.journal.codec_2 import look_at_one

__all__ = ["MAX_LINE", "START", "decode", "decode_bytes", "decode_own", "decode_yaml", "encode", "encode_again", "flow"]

START = "--- "

# What JSON leaves as it is and YAML reads as the end of a line, or refuses.
_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def encode(event: Event) -> str:
    """`event` on exactly one line, without a line end. Raises Refused for values that a journal cannot hold."""
    data = plain(event.data)
    if "at" in data or "do" in data:
        raise Refused(_("“at” and “do” are the event's own words: a value cannot be called so."))
    return encode_again(Event(event.at, plain(event.do), data))


def encode_again(event: Event) -> str:
    """The line, as `encode` gives it, of an event that was read from a journal: its values are plain already."""
    values = f", {as_json(event.data)[1:]}" if event.data else "}"
    return f'{START}{{"at": {_moment(event.at)}, "do": {as_json(event.do)}{values}'


def flow(data: Mapping[str, Any]) -> str:
    """Plain `data` on one line in the same form."""
    return START + as_json(data)


def as_json(value: Any) -> str:
    text = msgspec.json.format(msgspec.json.encode(value), indent=0).decode()
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _moment(at: float) -> str:
    return f"{max(0.0, at):.3f}".rstrip("0").rstrip(".")


def decode(line: str, where: Where) -> Event:
    """The event of a journal's `line` (or of a document that was laid out by hand over several lines).

    Raises BestioError, naming the place, where it is none.
    """
    event = decode_own(line)
    return event if event is not None else decode_yaml(line, where)


def decode_own(line: str) -> Event | None:
    """The event of a line in the form that a Bestio writes, today's or an earlier one; None for any other line."""
    if not line.startswith('--- {"'):
        return codec_1.decode_line(line)
    try:
        event = look_at_one(line.encode())
    except UnicodeEncodeError:
        event = None
    return event if event is not None else _taken_apart(line)


def decode_bytes(line: bytes) -> Event | None:
    """The event of a line, as `decode_own` gives it."""
    event = look_at_one(line)
    return event if event is not None else decode_own(line.decode("utf-8", "replace"))


def _taken_apart(line: str) -> Event | None:
    """The event of a line that is a JSON object in any form."""
    data = codec_1.decode_object(line[len(START) :])
    return _event_of(data) if data is not None and not is_too_deep(data) else None


def _event_of(data: dict[str, Any]) -> Event | None:
    at, do = data.pop("at", None), data.pop("do", None)
    if isinstance(at, bool) or not isinstance(at, int | float) or not 0 <= at < 1e15 or not isinstance(do, str):
        return None
    return Event(float(at), do, data)


def decode_yaml(text: str, where: Where) -> Event:
    """The event of a YAML document, which takes ten times longer. Raises BestioError, naming the place."""
    if len(text) > MAX_LINE:
        raise BestioError(_("This line is too long to be an event."), where=where)
    try:
        data = plain(yamlio.parse(text, where.path).data)
    except BestioError as error:
        raise BestioError(error.message, hint=error.hint, where=where) from error
    except (ValueError, ArithmeticError, RecursionError) as error:
        raise BestioError(_("This line holds a number that is out of all range."), where=where) from error
    event = _event_of(data) if isinstance(data, dict) else None
    if event is None:
        raise BestioError(_("This is not an event: “at” and “do” are expected."), where=where)
    return event
