"""The recorded voices of a class as its teacher sees them: on or off, who has recorded, until when, and what is told.

The lines and the screen of a class do these acts by the same functions, and tell the same.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from bestio.classroom.backups import told_unknown
from bestio.classroom.class_report import told_beyond
from bestio.classroom.consent import consent
from bestio.classroom.erasure.withdrawal import Withdrawal
from bestio.classroom.made_up import describe_date, read_date
from bestio.classroom.recorded_voices import RecordedVoices
from bestio.i18n import _, ngettext
from bestio.speech.recorded.bank import Bank, describe_state
from bestio.speech.recorded.bank_index import Leave
from bestio.speech.recorded.clip import Clip


class Person(Struct, frozen=True):
    """Somebody who has recorded, under a made-up name: how many `clips`, how many of them are `heard` today.

    `until` is the last day (ISO) on which one of them is heard.
    """

    who: str
    clips: int
    heard: int
    until: str

    def told(self) -> str:
        """The person in one line."""
        count = ngettext("{who}: {n} recording", "{who}: {n} recordings", self.clips).format(who=self.who, n=self.clips)
        until = describe_date(self.until)
        when = _("until {date}") if self.heard else _("no longer heard (until {date})")
        return f"{count}, {when.format(date=until)}"


def people_of(bank: Bank) -> list[Person]:
    """Who has recorded, by the alphabet; those too who are no longer heard, for they may take their voice back."""
    found: dict[str, list[Clip]] = {}
    for clip in (*bank.clips, *bank.expired, *bank.missing):
        found.setdefault(clip.who, []).append(clip)
    heard = {clip.id for clip in bank.clips} if bank.open else set()
    return [
        Person(who, len(clips), sum(clip.id in heard for clip in clips), max(clip.until for clip in clips))
        for who, clips in sorted(found.items())
    ]


def state_line(leave: Leave, title: str) -> str:
    """Whether the class called `title` may record and be heard."""
    if leave.on:
        return _("Recorded voices of “{name}”: on until {date}.").format(name=title, date=describe_date(leave.until))
    return _("Recorded voices of “{name}”: off.").format(name=title)


def describe_voices(bank: Bank, title: str) -> list[str]:
    """All that there is to know of the recorded voices of a class, line by line."""
    return [state_line(bank.leave, title), *(one.told() for one in people_of(bank)), *describe_state(bank)]


class TurnedOn(Struct, frozen=True):
    """What turning the voices of a class on gives: the `leave`, the text to have signed, and what is told."""

    leave: Leave
    consent: str
    told: tuple[str, ...]


def turn_on(kept: RecordedVoices, class_id: str, title: str, until: str = "") -> TurnedOn:
    """Let a class record and be heard until a day as people write it (six months where it is "").

    Raises UsageError for what is no day to come, BestioError where the disk refuses.
    """
    leave = kept.turn_on(class_id, title, read_date(until))
    told = (state_line(leave, title), _("Have this text signed before anybody records."))
    return TurnedOn(leave, consent(title, leave.until), told)


def turn_off(kept: RecordedVoices, class_id: str, title: str) -> tuple[str, ...]:
    """Let a class record and be heard no more; what is told. Raises BestioError."""
    kept.turn_off(class_id)
    return tuple(describe_voices(kept.bank(class_id), title))


def describe_withdrawal(what: Withdrawal, backups: Iterable[str] | None = None) -> list[str]:
    """What goes when somebody takes their voice back, line by line; `backups` tell what still holds it then."""
    backups = [told_unknown(on_server=what.remote)] if backups is None else backups
    lines = [*what.told(), _("What the program had kept to go faster (it will be made again)")]
    return [*lines, *(told_beyond(backups) if what.remote else backups)]


def as_data(people: Iterable[Person]) -> list[dict[str, object]]:
    """People as plain values."""
    return [{"who": one.who, "clips": one.clips, "heard": one.heard, "until": one.until} for one in people]
