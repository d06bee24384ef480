"""All kinds of events, by name; and an event read in the shape of its kind."""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from bestio.creation.events import creature, duets, notes, phrases, texts, undo, voice
from bestio.creation.events.event import Event, Refused
from bestio.creation.events.kind import Kind
from bestio.i18n import _, ngettext

KINDS: Mapping[str, type[Kind]] = {
    kind.kind_name(): kind
    for module in (creature, texts, phrases, duets, voice, notes, undo)
    for kind in vars(module).values()
    if isinstance(kind, type) and issubclass(kind, Kind) and kind.__module__ == module.__name__ and kind.label
}


def read(event: Event) -> Kind | None:
    """The values of `event` in the shape of its kind; None for a kind that this program does not know.

    Raises Refused, with the field at fault, where the values do not fit.
    """
    known: Kind | None = event.values
    if known is not None:
        return known
    kind = KINDS.get(event.do)
    if kind is None:
        return None
    try:
        event.values = values = msgspec.convert(event.data, kind)
        return values
    except (msgspec.ValidationError, ValueError, ArithmeticError, RecursionError) as error:
        raise Refused(
            _("The event “{do}” has a value that does not fit: {field}.").format(do=event.do, field=_field(str(error))),
            hint=_limit(str(error)),
        ) from error


_FIELD = re.compile(r"field `([^`]+)`|at `\$\.([^`]+)`")


def _field(error: str) -> str:
    """The field that msgspec complains about."""
    found = _FIELD.search(error)
    return (found[1] or found[2])[:80] if found else "…"


_LIMIT = re.compile(r"Expected `(\w+)` (?:of length )?([<>])= (-?[\d.]+)")


def _limit(error: str) -> str:
    """The limit that msgspec says was passed, for people; "" where it says none."""
    found = _LIMIT.search(error)
    if found is None:
        return ""
    kind, sign, number = found.groups()
    if kind == "str" and sign == ">":
        return _("It must not be empty.")
    if kind == "str":
        return ngettext("At most {n} letter.", "At most {n} letters.", int(number)).format(n=number)
    n = f"{float(number):g}"
    return _("At most {n}.").format(n=n) if sign == "<" else _("At least {n}.").format(n=n)
