"""The end of a class: a day as people write it, whether it has passed here, and how that is told.

The day belongs to the class to its last second, by the clock of this place; after it nothing hurries.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from bestio.classroom.made_up import describe_date, read_date
from bestio.classroom.store import Store
from bestio.errors import BestioError, UsageError
from bestio.i18n import _, ngettext

NOTICE: Final = 30
"""Days before its end from which on a class is told to end."""
GRACE: Final = 7
"""Days after its end for which a class stays, where nobody says otherwise: one can still change one's mind."""
UNSURE: Final = 3600.0
"""Seconds that a clock may be ahead without a class ending too early."""
_NEVER = frozenset({"never", "jamais"})
_MOST_YEARS = 10


def today(now: float) -> date:
    """The day of a moment (seconds since 1970) in this place."""
    return datetime.fromtimestamp(now).date()


def read_last_day(text: str, now: float) -> date | None:
    """The day that a person wrote for the end of a class; None for never. Raises UsageError for one that cannot be."""
    if text.strip().casefold() in _NEVER:
        return None
    if not (iso := read_date(text.strip())):
        raise UsageError(_("The end of the class is missing."), hint=_("Write it like this: 30/06/2027, or: never"))
    day, here = date.fromisoformat(iso), today(now)
    if day < here:
        raise UsageError(
            _("{date} is past: a class ends today at the earliest.").format(date=describe_date(iso)),
            hint=_("To erase a class now: bestio forget CLASS"),
        )
    if day.year > here.year + _MOST_YEARS:
        raise UsageError(
            ngettext("{date} is more than {n} year away.", "{date} is more than {n} years away.", _MOST_YEARS).format(
                date=describe_date(iso), n=_MOST_YEARS
            ),
            hint=_("Check the year; or write: never"),
        )
    return day


def days_left(last: date, now: float) -> int:
    """The days from today to the end of a class: 0 on its last day, below 0 after it."""
    return (last - today(now)).days


def has_ended(last: date, now: float, grace: int = 0) -> bool:
    """Whether the day `last` has been over for `grace` days, for sure: a clock may be `UNSURE` seconds ahead."""
    return (today(now - UNSURE) - last).days > grace


def describe_end(last: date, now: float) -> str:
    """When a class ends, or has ended, in a sentence."""
    left, day = days_left(last, now), describe_date(last.isoformat())
    if left < 0:
        return _("It ended on {date}: “bestio retention” exports and erases it.").format(date=day)
    if left == 0:
        return _("It ends today, {date}.").format(date=day)
    return ngettext("It ends on {date}, in {n} day.", "It ends on {date}, in {n} days.", left).format(date=day, n=left)


def end_told(store: Store, class_id: str, now: float, within: int | None = None) -> str:
    """When a class ends, in a sentence; "" where it has no end, or where that is not `within` so many days."""
    try:
        last = store.last_day(class_id)
    except BestioError as error:
        return f"{error.message} {error.hint}".strip()
    if last is None or (within is not None and days_left(last, now) > within):
        return ""
    return describe_end(last, now)


def end_shown(store: Store, class_id: str) -> str:
    """Until when a class lasts, in two words; "" where it has no end."""
    try:
        last = store.last_day(class_id)
    except BestioError:
        return _("its end cannot be read")
    return _("until {date}").format(date=describe_date(last.isoformat())) if last is not None else ""
