"""An event as a journal holds it: a moment, the name of its kind, and plain values."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec import Struct

from bestio.errors import BestioError
from bestio.i18n import _

MAX_NESTING = 24
_MAX_BITS = 1_024


class Refused(BestioError):  # noqa: N818 (what happened to the event)
    """An event that cannot happen: its values do not fit, or the creation has nothing to apply it to."""

    @classmethod
    def default_title(cls) -> str:
        """A few words over the message."""
        return _("This cannot be done")


class Event(Struct, gc=False, eq=False):
    """Something that happened `at` seconds after the journal was begun; `do` names its kind, `data` holds its values.

    A kind that is not in `registry.KINDS` belongs to a newer program: such an event is kept and skipped. `values` are
    those of the kind's own shape, where they have been read already; `line` a sound JSON object that holds them, where
    they have not. Never to be changed.
    """

    at: float
    do: str
    given: dict[str, Any] | None = None
    line: bytes = b""
    values: Any = None

    @property
    def data(self) -> dict[str, Any]:
        """The values, plain."""
        if self.given is None:
            found = msgspec.json.decode(self.line) if self.line else {}
            found.pop("at", None)
            found.pop("do", None)
            self.given = found
        return self.given

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Event):
            return NotImplemented
        return (self.at, self.do, self.data) == (other.at, other.do, other.data)

    __hash__ = None  # type: ignore[assignment]  # as of what holds lists and mappings

    def __repr__(self) -> str:
        return f"Event({self.at!r}, {self.do!r}, {self.data!r})"


JOINED = "joined"
"""Of an event's values: it is the same act as what came before it at the same moment.

It stands beside the values of any kind, where programs that do not know it pass over it: they undo the event alone.
"""


def is_too_deep(data: Mapping[str, Any]) -> bool:
    """Whether plain `data` is nested deeper than a journal may hold: what `plain` refuses, at a tenth of its cost."""
    level: list[Any] = [data]
    for _depth in range(MAX_NESTING + 1):
        level = [
            item
            for value in level
            if isinstance(value, dict | list)
            for item in (value.values() if isinstance(value, dict) else value)
        ]
        if not level:
            return False
    return True


def plain(value: Any, depth: int = 0) -> Any:  # noqa: PLR0911 (one return a kind)
    """`value` as journals may hold it: texts, finite numbers, booleans, nothing, lists, keys and values.

    Tuples become lists, structs mappings, half surrogates U+FFFD. Raises Refused for anything else, or nested too deep.
    """
    if depth > MAX_NESTING:
        raise Refused(_("The values are nested too deep to be written down."))
    # What most values are comes first, by its exact type: a phrase has a thousand of them.
    kind, below = type(value), depth + 1
    if kind is str:
        return value if value.isascii() else _whole(value)
    if kind is float and math.isfinite(value):
        return value
    if value is None or kind is bool or (isinstance(value, int) and value.bit_length() < _MAX_BITS):
        return value
    if kind is list or isinstance(value, list | tuple):
        return [item if item is None else plain(item, below) for item in value]
    if kind is dict or isinstance(value, Mapping):
        return {
            key if type(key) is str and key.isascii() else str(plain(key, below)): plain(item, below)
            for key, item in value.items()
        }
    if isinstance(value, str):
        return _whole(value)
    if isinstance(value, float) and math.isfinite(value):
        return value
    if isinstance(value, set | frozenset):
        return sorted((plain(item, below) for item in value), key=str)
    if isinstance(value, Struct):
        return plain(msgspec.to_builtins(value), below)
    raise Refused(_("A value of the kind “{kind}” cannot be written down.").format(kind=type(value).__name__))


def _whole(text: str) -> str:
    """`text` without half characters."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text
