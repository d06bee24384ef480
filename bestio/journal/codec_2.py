"""Lines of a journal in the form that Bestio writes today, many at once: looked at, not taken apart.

Their values are made when somebody asks for them, and what could go wrong then is ruled out here. Looking at each line
alone costs more than reading it: what can be asked of many lines in one call is asked so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

import msgspec

from bestio.creation.events import KINDS, MAX_NESTING, Event
from bestio.journal.codec_1 import MAX_KEYS, MAX_LINE

_START = b"--- "
_Keys = Mapping[str, msgspec.Raw]
_Read = Callable[[bytes], Any]
_KEYS = msgspec.json.Decoder(dict[str, msgspec.Raw])
_MANY_KEYS = msgspec.json.Decoder(list[dict[str, msgspec.Raw]])
_MOMENTS = msgspec.json.Decoder(list[float])
_TEXTS = msgspec.json.Decoder(list[str])
_KIND = re.compile(r"[a-z][a-z0-9_.-]{0,79}")
_LATEST = 1e15
_NUMBERS = bytes.maketrans(b"123456789+E", b"0000000000e")
_LARGE = b"0e000"  # a number with an exponent of three digits, or two and a plus
_DIGITS = 200  # fewer, with an exponent of two digits, are in range
_NOT_SIGNS = bytes(set(range(256)) - set(b'[]{}"'))
_ABOUT_A_KEY = 6  # the brackets and commas, quotation marks, colon and blanks, as `codec.encode` sets them


def look_at(objects: Sequence[bytes], together: bytes) -> list[Event] | None:
    """The events of `objects`, their values unread; None where anything of one of them has to be looked at twice.

    `together` has the bytes of all of them, with others between them.
    """
    try:
        if not objects[0].startswith(b'{"') or max(map(len, objects)) > MAX_LINE or not _can_be_made(together):
            return None
        return _events(objects, _keys_of(objects))
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, LookupError, ValueError):
        return None


def look_at_one(line: bytes) -> Event | None:
    """The event of one line in today's form, its values unread; None where it has to be looked at twice."""
    if not line.startswith(_START):
        return None
    found = look_at([line[len(_START) :].rstrip()], line)
    return found[0] if found else None


def _events(objects: Sequence[bytes], keys: Sequence[_Keys]) -> list[Event]:
    """Raises LookupError, ValueError where one is no event, or is to be looked at twice."""
    moments = _MOMENTS.decode(b"[" + b",".join([named["at"] for named in keys]) + b"]")
    kinds = _TEXTS.decode(b"[" + b",".join([named["do"] for named in keys]) + b"]")
    if min(moments) < 0 or max(moments) >= _LATEST or max(map(len, keys)) > MAX_KEYS + 2:
        raise ValueError(objects)
    known, found = _known(), []
    for at, do, line in zip(moments, kinds, objects, strict=True):
        read, values = known.get(do), None
        if read is not None:
            try:
                values = read(line)
            except (msgspec.ValidationError, ValueError):
                values = None  # told by who reads the event
        elif not _KIND.fullmatch(do):
            raise ValueError(do)
        found.append(Event(at, do, None, line, values))
    return found


@cache
def _known() -> Mapping[str, _Read]:
    """What reads the values of each kind."""
    return {do: msgspec.json.Decoder(kind).decode for do, kind in KINDS.items()}


def _keys_of(objects: Sequence[bytes]) -> Sequence[_Keys]:
    """The values of each object, unread, by their keys, where all are written as `codec.encode` writes them.

    A key that is there twice would be missing here. Raises MsgspecError, RecursionError, ValueError for other ones.
    """
    flat = [not one.rfind(b"{") and b"[" not in one for one in objects]
    nested = [one for one, is_flat in zip(objects, flat, strict=True) if not is_flat]
    if not _is_shallow(b"".join(nested)) and any(map(_may_be_deep, nested)):
        raise ValueError(nested)
    together = iter(_keys_of_flat([one for one, is_flat in zip(objects, flat, strict=True) if is_flat]))
    return [next(together) if is_flat else _keys_of_one(one) for one, is_flat in zip(objects, flat, strict=True)]


def _keys_of_flat(objects: Sequence[bytes]) -> Sequence[_Keys]:
    """Those of lines that begin with the only bracket they have: where there are as many objects, each line is one."""
    every = b"[" + b", ".join(objects) + b"]"
    keys = _MANY_KEYS.decode(every)
    as_written = msgspec.json.format(every, indent=0) == every
    # A text may hold such signs too: that there are more of them than keys is then seen line by line.
    if as_written and len(keys) == len(objects) and every.count(b'": ') == sum(map(len, keys)):
        return keys
    return [_keys_of_one(one) for one in objects]


def _keys_of_one(line: bytes) -> _Keys:
    keys = _KEYS.decode(line)
    length = sum(map(len, keys)) + sum(map(len, keys.values())) + _ABOUT_A_KEY * len(keys)
    # Closer signs could make up for a key that is missing.
    if length != len(line) or line.count(b'": ') < len(keys) or line.count(b', "') < len(keys) - 1:
        raise ValueError(length)
    return keys


def _can_be_made(lines: bytes) -> bool:
    """Whether all texts are UTF-8, and no number has a large exponent or so many digits that it can be out of range."""
    if not lines.isascii():
        lines.decode()
    signs = lines.translate(_NUMBERS)
    at = signs.find(_LARGE)
    while at >= 0:
        # In the middle of a text, as of a digest, it is no number.
        before = lines[max(0, at - _DIGITS) : at + 1].rstrip(b"0123456789.-")
        if not before or before.endswith((b" ", b":", b",", b"[")):
            return False
        at = signs.find(_LARGE, at + 1)
    return b"0" * _DIGITS not in signs


def _may_be_deep(line: bytes) -> bool:
    return line.count(b"{") + line.count(b"[") > MAX_NESTING and not _is_shallow(line)


def _is_shallow(lines: bytes) -> bool:
    """Whether sound JSON objects are certainly not nested too deep, whatever is in their texts."""
    if b"\\" in lines:  # in this order: a backslash before a quote may be an escaped one
        lines = lines.replace(b"\\\\", b"").replace(b'\\"', b"")
    signs = lines.translate(None, _NOT_SIGNS).replace(b'""', b"")
    if b'"' in signs:  # a text with a bracket in it
        return False
    for _levels in range(0, MAX_NESTING + 1, 2):  # two go at each turn, where a list is in a mapping
        if not signs:
            return True
        signs = signs.replace(b"[]", b"").replace(b"{}", b"")
    return False
