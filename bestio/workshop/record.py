"""One event as one line of a journal, and back.

A line is a YAML document in flow style, `--- {at: 12.4, do: trait.draw, slot: "tete", seed: 8123}`: bare keys at the
top, and values written as JSON, which is YAML too. Python's JSON scanner reads that narrow form ten times faster than a
YAML parser does; a line that somebody wrote or changed by hand in another form is left to `yamlio`.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from typing import Any

from bestio import yamlio
from bestio.errors import BestioError, Where
from bestio.i18n import _
from bestio.workshop.events import MAX_NESTING, Event, Refused, is_too_deep, plain

START = "--- "
MAX_LINE = 1 << 20
"""Bytes in the longest line; an event that is longer is refused."""

_NO_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
_SHALLOW = 8
_TEXT = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"')
_MOST_ESCAPED = 20_000  # letters written by their number: each text that holds one is looked at twice
_MAX_KEYS = 100
"""Values of an event, whose kinds have twenty at most."""
_HEAD = re.compile(r"--- \{at: (\d{1,15}(?:\.\d{1,6})?), do: ([a-z][a-z0-9_.-]{0,79})(?=[,}])")
_KEY = re.compile(r', "?([a-z][a-z0-9_]{0,79})"?: ')
# Words that some YAML reader takes for something else, so that they are quoted as keys.
_QUOTED = frozenset(["true", "false", "null", "yes", "no", "on", "off", "y", "n"])
_WORD = re.compile(r"[a-z][a-z0-9_]{0,79}\Z")
_KIND = re.compile(r"[a-z][a-z0-9_.-]{0,79}\Z")
# What JSON leaves as it is and YAML reads as the end of a line, or refuses.
_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
# Half a character, or a number that could not be written again.
_ODD = re.compile(r"\\u|\d{300}")


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def _finite(number: str) -> float:
    value = float(number)
    if math.isfinite(value):
        return value
    raise ValueError(number)


_SCAN = json.JSONDecoder(parse_constant=_no_constant, parse_float=_finite).raw_decode


def encode(event: Event) -> str:
    """`event` on exactly one line, without a line end. Raises Refused for values that a journal cannot hold."""
    data = plain(event.data)
    if "at" in data or "do" in data:
        raise Refused(_("“at” and “do” are the event's own words: a value cannot be called so."))
    if _KIND.match(event.do) and all(map(_WORD.match, data)):
        return f"{START}{{at: {_moment(event.at)}, do: {event.do}{_pairs(data)}}}"
    return START + _json({"at": float(_moment(event.at)), "do": event.do, **data})


def flow(data: Mapping[str, Any]) -> str:
    """`data`, whose keys are plain words, on one line in the same form."""
    return f"{START}{{{_pairs(data)[2:]}}}"


def _pairs(data: Mapping[str, Any]) -> str:
    return "".join(f", {_json(key) if key in _QUOTED else key}: {_json(value)}" for key, value in data.items())


def _json(value: Any) -> str:
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(value, ensure_ascii=False))


def decode(line: str, where: Where) -> Event:
    """The event of a journal's `line` (or of a document that was laid out by hand over several lines).

    Raises BestioError, naming the place, where it is none.
    """
    event = decode_own(line)
    return event if event is not None else decode_yaml(line, where)


def _moment(at: float) -> str:
    return f"{max(0.0, at):.3f}".rstrip("0").rstrip(".")


def decode_own(line: str) -> Event | None:
    """The event of a line in the form that `encode` writes; None for any other line."""
    head = _HEAD.match(line) if len(line) <= MAX_LINE else None
    if head is None:
        return None
    data: dict[str, Any] = {}
    position = head.end()
    try:
        while (key := _KEY.match(line, position)) is not None:
            if key[1] in data or key[1] in {"at", "do"} or len(data) >= _MAX_KEYS:
                return None
            data[key[1]], position = _SCAN(line, key.end())
        if line.count("\\u") > _MOST_ESCAPED:
            return None
        if _ODD.search(line):
            data = plain(data)
    except (ValueError, RecursionError, BestioError):
        return None
    # How deep Python's scanner goes is another thing in each version of it.
    if not _is_shallow(line) and is_too_deep(data):
        return None
    return Event(float(head[1]), head[2], data) if line[position:].rstrip() == "}" else None


def _is_shallow(line: str) -> bool:
    """Whether the brackets of a line of sound JSON, taken away in pairs from within, are gone soon."""
    if line.count("[") + line.count("{") <= MAX_NESTING:
        return True
    left = _TEXT.sub("", line).encode("utf-8", "replace").translate(None, _NO_BRACKETS)
    for level in range(0, _SHALLOW, 2):  # two go at each turn, where a list is in a mapping
        if level + len(left) // 2 <= MAX_NESTING:
            return True
        left = left.replace(b"[]", b"").replace(b"{}", b"")
    return False


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
    if not isinstance(data, dict):
        raise BestioError(_("This is not an event: “at” and “do” are expected."), where=where)
    at, do = data.pop("at", None), data.pop("do", None)
    if isinstance(at, bool) or not isinstance(at, int | float) or not 0 <= at < 1e15 or not isinstance(do, str):
        raise BestioError(_("This is not an event: “at” and “do” are expected."), where=where)
    return Event(float(at), do, data)
