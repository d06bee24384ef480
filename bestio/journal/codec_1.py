"""One line of a journal of the first format, read: bare keys, and values written as JSON.

`--- {at: 12.4, do: trait.draw, slot: "tete", seed: 8123}`. Python's JSON scanner reads that narrow form ten times
faster than a YAML parser does; a line in any other form is left to `yamlio`. No journal is written so any more.
"""

from __future__ import annotations

import json
import math
import re
from typing import Any

from bestio.creation.events import MAX_NESTING, Event, is_too_deep, plain
from bestio.errors import BestioError

MAX_LINE = 1 << 20
"""Bytes in the longest line; an event that is longer is refused."""
MAX_KEYS = 100
"""Values of an event, whose kinds have twenty at most."""
MAX_ESCAPED = 20_000
"""Letters written by their number in a line: each text that holds one is looked at twice."""

_NO_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
_SHALLOW = 8
_TEXT = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"')
_HEAD = re.compile(r"--- \{at: (\d{1,15}(?:\.\d{1,6})?), do: ([a-z][a-z0-9_.-]{0,79})(?=[,}])")
_KEY = re.compile(r', "?([a-z][a-z0-9_]{0,79})"?: ')
# Half a character, or a number that could not be written again.
_ODD = re.compile(r"\\u|\d{300}")


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def _finite(number: str) -> float:
    value = float(number)
    if math.isfinite(value):
        return value
    raise ValueError(number)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError(pairs)
    return found


_SCAN = json.JSONDecoder(parse_constant=_no_constant, parse_float=_finite).raw_decode
_SCAN_WHOLE = json.JSONDecoder(parse_constant=_no_constant, parse_float=_finite, object_pairs_hook=_once).decode


def decode_line(line: str) -> Event | None:
    """The event of a line as the first format wrote it; None for any other line."""
    head = _HEAD.match(line) if len(line) <= MAX_LINE else None
    if head is None:
        return None
    data: dict[str, Any] = {}
    position = head.end()
    try:
        while (key := _KEY.match(line, position)) is not None:
            if key[1] in data or key[1] in {"at", "do"} or len(data) >= MAX_KEYS:
                return None
            data[key[1]], position = _SCAN(line, key.end())
        if line.count("\\u") > MAX_ESCAPED:
            return None
        if _ODD.search(line):
            data = plain(data)
    except (ValueError, RecursionError, BestioError):
        return None
    # How deep Python's scanner goes is another thing in each version of it.
    if not _is_shallow(line) and is_too_deep(data):
        return None
    return Event(float(head[1]), head[2], data) if line[position:].rstrip() == "}" else None


def decode_object(text: str) -> dict[str, Any] | None:
    """The values of a JSON object, however it is written, as a journal may hold them; None where it is none.

    A key that is there twice, a number out of all range, too deep a nesting: None, too.
    """
    if len(text) > MAX_LINE or text.count("\\u") > MAX_ESCAPED:
        return None
    try:
        found = plain(_SCAN_WHOLE(text))
    except (ValueError, RecursionError, BestioError):
        return None
    return found if isinstance(found, dict) and len(found) <= MAX_KEYS + 2 else None


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
