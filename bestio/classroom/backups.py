"""Which backups there are, as whoever looks after them has written it down: where they go, how long each is kept.

Bestio makes no backups and opens none. So that it can say what still holds something that was erased, and until when,
a YAML file tells it: `workshops/sauvegardes.yaml` in the workspace. Without it, it says that it does not know.
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any, Final

from msgspec import Struct

from bestio.classroom.made_up import describe_date
from bestio.classroom.term import today
from bestio.documents.reader import At, Each, Format, Group, Header, Line, Number
from bestio.errors import Report
from bestio.i18n import N_, _, ngettext
from bestio.library import Library

NAME: Final = "sauvegardes"
"""The file's name without its end."""
HEADER: Final = "backups/1"
MOST_DAYS: Final = 3_660
_MOST_FILES = 20_000
"""Names in a folder of backups that are looked at."""
_DAY = 86_400.0


class Backup(Struct, frozen=True):
    """One kind of backup: where it goes, what it is called, for how many `days` one is kept (None: nobody has said)."""

    where: str
    title: str = ""
    days: int | None = None

    @property
    def name(self) -> str:
        """What it is called, and where it is."""
        return f"{self.title} ({self.where})" if self.title else self.where


class Holding(Struct, frozen=True):
    """What a backup still has of something that is erased now.

    `until`: the last day (ISO) on which it can be there, "" where nobody has said. Of a folder of this machine: how
    many `files` are in it, the days (ISO) of the `oldest` and of the newest, how many are older than they may be.
    """

    backup: Backup
    until: str
    files: int = 0
    oldest: str = ""
    newest: str = ""
    overdue: int = 0


def read_backups(path: Path, report: Report) -> tuple[Backup, ...] | None:
    """The backups in a YAML file; what is wrong in it is reported with its line and left out. None for no such file."""
    return FILE.read(path, report)


def load_backups(library: Library, report: Report) -> tuple[Backup, ...] | None:
    """The backups that the workspace's file tells of; None where there is no file, or nothing of it can be used."""
    path = library.files("workshops").get(NAME)
    return read_backups(path, report) if path is not None else None


def file_of(library: Library) -> Path:
    """Where the file is, or would be."""
    return library.own("workshops") / f"{NAME}.yaml"


def holding(backups: Iterable[Backup], now: float) -> tuple[Holding, ...]:
    """What each has of something that is erased at `now` (seconds since 1970): the last one may be of this moment."""
    return tuple(_holding(one, now) for one in backups)


def describe_backups(library: Library, found: Iterable[Holding] | None, *, on_server: bool) -> list[str]:
    """Which backups still hold what is erased, and until when, line by line; None: nobody has said which there are."""
    if found is None:
        into = _("Which there are, and for how long, is written into {file}").format(file=file_of(library))
        return [told_unknown(on_server=on_server), into]
    lines = [line for one in found for line in _told(one)]
    return lines or [_("There are no backups of it, says {file}").format(file=file_of(library))]


def told_unknown(*, on_server: bool) -> str:
    """That nobody has said which backups there are."""
    if on_server:
        return _(
            "It stays in the backups of the server that were made before, until whoever looks after it replaces them: "
            "tell them"
        )
    return _("It stays wherever somebody has copied this workspace to: Bestio knows of no backups")


def _told(one: Holding) -> Iterator[str]:
    name = one.backup.name
    if one.until:
        yield _("Backup “{name}”: it has it until {date}").format(name=name, date=describe_date(one.until))
    else:
        yield _("Backup “{name}”: it has it, and nobody has said until when").format(name=name)
    if one.files:
        first, last = describe_date(one.oldest), describe_date(one.newest)
        yield ngettext(
            "{n} file is there now, of {last}", "{n} files are there now, from {first} to {last}", one.files
        ).format(n=one.files, first=first, last=last)
    if one.overdue:
        yield ngettext(
            "{n} of them is older than it may be: see why it was not erased",
            "{n} of them are older than they may be: see why they were not erased",
            one.overdue,
        ).format(n=one.overdue)


def _holding(backup: Backup, now: float) -> Holding:
    until = (today(now) + timedelta(backup.days)).isoformat() if backup.days is not None else ""
    times = sorted(_times_in(backup.where))
    if not times:
        return Holding(backup, until)
    # The program that erases them comes by once a day.
    oldest_allowed = now - (backup.days + 1) * _DAY if backup.days is not None else times[0]
    overdue = sum(one < oldest_allowed for one in times)
    return Holding(backup, until, len(times), _day(times[0]), _day(times[-1]), overdue)


def _times_in(where: str) -> Iterator[float]:
    """When each file in the folder of that name was written; nothing where it is none that we may look into."""
    if not Path(where).is_absolute():
        return
    with contextlib.suppress(OSError, ValueError), os.scandir(where) as entries:
        for entry in islice(entries, _MOST_FILES):
            with contextlib.suppress(OSError):
                found = entry.stat(follow_symlinks=False)
                if stat.S_ISREG(found.st_mode):
                    yield found.st_mtime


def _day(moment: float) -> str:
    try:
        return today(moment).isoformat()
    except (OverflowError, OSError, ValueError):
        return date.min.isoformat()


def _no_list(_value: Any, at: At) -> None:
    at.tell(
        _("“{field}” should be {expected}.").format(field=at.name, expected=_("a list")),
        _("Write each so: “- where: /var/backups/bestio”, then “days: 14” under it."),
    )


def _no_backup(_value: Any, at: At) -> None:
    at.tell(_("This is not a backup."), _("Write each so: “- where: /var/backups/bestio”, then “days: 14” under it."))


_WHERE = N_("Write where it goes: a folder, a place, who has it.")
FILE = Format(
    HEADER,
    Group(
        {
            "bestio": Header(),
            "title": Line(60),
            "backups": Each(
                Group(
                    {
                        "where": Line(200, empty=False, wanted=_WHERE),
                        "title": Line(60),
                        "days": Number(0, MOST_DAYS, whole=True),
                    },
                    Backup,
                    needed=("where",),
                    wrong=_no_backup,
                ),
                _no_list,
            ),
        },
        lambda bestio, backups, title="": backups,
        needed=("backups",),
    ),
    N_("This is not a list of backups."),
)
"""What a file of backups holds."""
