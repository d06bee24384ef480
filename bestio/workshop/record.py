"""One event as one line of a journal, and back.

A line is a JSON object after `--- `: `--- {"at": 12.4, "do": "trait.draw", "slot": "tete", "seed": 8123}`. That is a
YAML document too, so that a journal is a YAML stream. Lines of the first format are read as they were (`record_1`); a
line that somebody wrote or changed by hand in another form is left to `yamlio`, which takes ten times longer.

A line in the form that `encode` writes is looked at, not taken apart: its values are made when somebody asks for them.
What could go wrong then is ruled out first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import msgspec

from bestio import yamlio
from bestio.errors import BestioError, Where
from bestio.i18n import _
from bestio.workshop import record_1
from bestio.workshop.events import KINDS, MAX_NESTING, Event, Refused, is_too_deep, plain
from bestio.workshop.record_1 import MAX_KEYS, MAX_LINE

__all__ = ["MAX_LINE", "START", "decode", "decode_bytes", "decode_own", "decode_yaml", "encode", "encode_again", "flow"]

START = "--- "

# What JSON leaves as it is and YAML reads as the end of a line, or refuses.
_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_HEAD = re.compile(rb'--- \{"at": (\d{1,15}(?:\.\d{1,6})?), "do": "([a-z][a-z0-9_.-]{0,79})"(?=[,}])')
_KEYS = msgspec.json.Decoder(dict[str, msgspec.Raw])
_VALUES = msgspec.json.Decoder(dict[str, Any])
_NUMBERS = bytes.maketrans(b"123456789E", b"000000000e")
_LARGE = re.compile(rb"\d[eE]\+?\d{3}")
_MANY_DIGITS = b"0" * 200  # fewer, with an exponent of two digits, are in range
_NOT_SIGNS = bytes(set(range(256)) - set(b'[]{}"'))
_ABOUT_A_KEY = 6  # the brackets and commas, quotation marks, colon and blanks, as `encode` sets them


def encode(event: Event) -> str:
    """`event` on exactly one line, without a line end. Raises Refused for values that a journal cannot hold."""
    data = plain(event.data)
    if "at" in data or "do" in data:
        raise Refused(_("“at” and “do” are the event's own words: a value cannot be called so."))
    return encode_again(Event(event.at, plain(event.do), data))


def encode_again(event: Event) -> str:
    """The line, as `encode` gives it, of an event that was read from a journal: its values are plain already."""
    values = f", {_json(event.data)[1:]}" if event.data else "}"
    return f'{START}{{"at": {_moment(event.at)}, "do": {_json(event.do)}{values}'


def flow(data: Mapping[str, Any]) -> str:
    """Plain `data` on one line in the same form."""
    return START + _json(data)


def _json(value: Any) -> str:
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
        return record_1.decode_line(line)
    try:
        event = _looked_at(line.encode())
    except UnicodeEncodeError:
        event = None
    return event if event is not None else _taken_apart(line)


def decode_bytes(line: bytes) -> Event | None:
    """The event of a line, as `decode_own` gives it."""
    event = _looked_at(line)
    return event if event is not None else decode_own(line.decode("utf-8", "replace"))


def _looked_at(line: bytes) -> Event | None:
    """The event of a line in today's form, its values unread; None where anything of it has to be looked at twice."""
    head = _HEAD.match(line) if len(line) <= MAX_LINE else None
    if head is None:
        return None
    body = line[len(START) :].rstrip()
    try:
        keys = _KEYS.decode(body)
        if not body.isascii():
            body.decode()
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    # As `encode` writes it, a key that is there twice would be missing here, and so would any other sign.
    length = sum(map(len, keys)) + sum(map(len, keys.values())) + _ABOUT_A_KEY * len(keys)
    if length != len(body) or len(keys) > MAX_KEYS + 2 or not _is_shallow(body) or not _is_in_range(body):
        return None
    do = head[2].decode()
    return Event.unread(float(head[1]), do, body, _decoder(do))


def _is_in_range(body: bytes) -> bool:
    """Whether no number has a large exponent or very many digits, so that none can be out of range."""
    signs = body.translate(_NUMBERS)
    if b"0e" in signs and _LARGE.search(body):
        return False
    return _MANY_DIGITS not in signs


def _is_shallow(body: bytes) -> bool:
    """Whether sound JSON is certainly not nested too deep, whatever is in its texts."""
    if body.count(b"{") + body.count(b"[") <= MAX_NESTING:
        return True
    if b"\\" in body:  # in this order: a backslash before a quote may be an escaped one
        body = body.replace(b"\\\\", b"").replace(b'\\"', b"")
    signs = body.translate(None, _NOT_SIGNS).replace(b'""', b"")
    if b'"' in signs:  # a text with a bracket in it
        return False
    signs = signs[1:-1]
    for _levels in range(0, MAX_NESTING - 1, 2):  # two go at each turn, where a list is in a mapping
        if not signs:
            return True
        signs = signs.replace(b"[]", b"").replace(b"{}", b"")
    return False


@cache
def _decoder(do: str) -> msgspec.json.Decoder[Any] | None:
    return msgspec.json.Decoder(KINDS[do]) if do in KINDS else None


def _taken_apart(line: str) -> Event | None:
    """The event of a line that is a JSON object in any form."""
    data = record_1.decode_object(line[len(START) :])
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
