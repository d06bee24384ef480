"""A made-up name and a day, as people write them."""

from __future__ import annotations

import contextlib
from datetime import date
from typing import Final

from bestio.errors import UsageError
from bestio.i18n import _
from bestio.text.sanitise import sanitise

LONGEST_NAME: Final = 40


def name_of_person(who: str) -> str:
    """A made-up name as it is written down. Raises UsageError where it is none."""
    name = " ".join(sanitise(who, instead=" ").split())[:LONGEST_NAME]
    if not any(map(str.isalnum, name)):
        raise UsageError(
            _("Who speaks? Give a made-up name."), hint=_("Never a pupil’s own name: the group’s, or an invented one.")
        )
    return name


def describe_date(iso: str) -> str:
    """A day for people: 29/05/2027."""
    return "/".join(reversed(iso.split("-")))


def read_date(text: str) -> str:
    """A day that a person wrote, 29/05/2027 or 2027-05-29, as ISO; "" for none. Raises UsageError."""
    if not text:
        return ""
    parts = text.strip().replace("-", "/").replace(".", "/").split("/")
    if len(parts) == 3 and len(parts[0]) < 4:
        parts.reverse()
    with contextlib.suppress(ValueError, OverflowError):
        return date(*map(int, parts[:3])).isoformat() if len(parts) == 3 else date.fromisoformat(text).isoformat()
    raise UsageError(_("“{text}” is not a date.").format(text=text[:40]), hint=_("Write it like this: 30/06/2027"))
