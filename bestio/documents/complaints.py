"""A wrong value as a message repeats it, and a number as a person writes it."""

from __future__ import annotations

import re

from bestio.documents.messages import as_written, shown_value
from bestio.i18n import _
from bestio.text.sanitise import is_seen

_NUMBER = re.compile(r"-?\d{1,9}(?:[,.]\d{1,9})?")
_SHOWN = 40  # how much of a wrong value a message repeats


def number_wanted(value: object, low: float, high: float, *, whole: bool) -> str:
    """What to write instead of a value that is no number from `low` to `high`."""
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        # A French comma, or a number between quotation marks.
        number = value.replace(",", ".")
        return _("Write it with a point and without quotation marks: {number}.").format(number=number)
    wanted = (
        _("It must be a whole number from {low} to {high}.")
        if whole
        else _("It must be a number from {low} to {high}.")
    )
    return wanted.format(low=plain(low), high=plain(high))


def shown(value: object) -> str:
    """A wrong value as a message repeats it: short, on one line, between quotation marks; a list is only named."""
    if value is None:
        return _("empty")
    return shown_value(value if isinstance(value, list | tuple | dict) else shortened(value))


def shortened(value: object) -> str:
    """At most 40 characters of a value, on one line, without control characters."""
    # A whole number of thousands of figures cannot be turned into text.
    huge = isinstance(value, int) and abs(value) >= 10**_SHOWN
    text = "10…" if huge else as_written(value)
    cut = text[:_SHOWN] + ("…" if len(text) > _SHOWN else "")
    return "".join(char if legible(char) else "�" for char in cut)


def legible(text: str) -> bool:
    """Whether a text is one line without control characters. (Python finds French spaces not printable.)"""
    return all(map(is_seen, text))


def plain(value: float) -> float | int:
    """A number as a person writes it: at most 4 decimals, none where it is whole."""
    rounded = round(value, 4)
    return int(rounded) if rounded == int(rounded) else rounded
