"""What is said of a wrong voice or bend: the same words in files of voices and in traits that bend them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from bestio.errors import Problem, Where
from bestio.i18n import _
from bestio.speech.bounds import Parameter
from bestio.text.sanitise import is_seen
from bestio.yaml_messages import as_text, as_written, is_stuck, shown_value, unknown_key

_NUMBER = re.compile(r"-?\d{1,9}(?:[,.]\d{1,9})?")
_SHOWN = 40  # how much of a wrong value a message repeats


def wrong_number(parameter: Parameter, value: object, where: Where) -> Problem:
    """`value` is not a number that `parameter` allows."""
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        # A French comma, or a number between quotation marks.
        hint = _("Write it with a point and without quotation marks: {number}.").format(number=value.replace(",", "."))
        return wrong_value(parameter.name, value, hint, where)
    wanted = (
        _("It must be a whole number from {low} to {high}.")
        if parameter.whole
        else _("It must be a number from {low} to {high}.")
    )
    return _cannot_be(parameter.name, value, wanted.format(low=plain(parameter.low), high=plain(parameter.high)), where)


def wrong_value(field: str, value: object, hint: str, where: Where) -> Problem:
    """`value` does not suit `field`, which takes a word or a text; `hint` says what would."""
    if isinstance(value, list | tuple | dict):
        hint = f"{hint} {as_text(value)}"
    return _cannot_be(field, value, hint, where)


def _cannot_be(field: str, value: object, hint: str, where: Where) -> Problem:
    return Problem(where, _("“{field}” cannot be {value}.").format(field=field, value=shown(value)), hint)


def unknown_name(name: object, known: Iterable[str], where: Where) -> Problem:
    """There is no `name` among `known`."""
    return Problem(where, *unknown_key(shortened(name), known))


def not_settings(field: str, where: Where) -> Problem:
    """`field` should hold names and values."""
    hint = _("Write each setting under it, a little to the right, as in “name: value”.")
    return Problem(where, _("“{field}” is not a group of settings.").format(field=field), hint)


def not_an_effect(example: str, where: Where, data: object = None) -> Problem:
    """Something, `data`, stands where an effect should, written as in `example`."""
    stuck = next((key for key in data if is_stuck(key)), None) if isinstance(data, Mapping) else None
    if stuck is not None:
        return unknown_name(stuck, (), where)
    return Problem(where, _("This is not an effect."), _("Write it as in {example}.").format(example=example))


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
