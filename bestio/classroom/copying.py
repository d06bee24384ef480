"""All creations of a workspace copied from where they are kept to where they are to be: files, or a server.

Each journal is copied whole or not at all, with the same bytes of events; one that was cut short is done again by
copying again. Nothing that is there is written over.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from msgspec import Struct

from bestio.classroom.store import Store
from bestio.errors import BestioError, Where
from bestio.i18n import _
from bestio.journal import reader
from bestio.journal.header import JournalError
from bestio.journal.server_refusal import ServerRefusal
from bestio.journal.todays_form import line_by_line


class Copied(Struct, frozen=True):
    """What became of one journal: `state`, and why it was left where it was; `left_out`: lines that are no events."""

    path: Path
    state: Literal["copied", "same", "differs", "left"]
    why: str = ""
    left_out: int = 0


def copy_all(source: Store, target: Store) -> Iterator[Copied]:
    """Copy every class with its title, and every journal. Raises BestioError where the target can keep nothing."""
    for class_id in source.classes():
        make_alike(source, target, class_id)
        for entry in source.groups(class_id):
            yield _copy(source, target, entry.path)


def make_alike(source: Store, target: Store, class_id: str) -> None:
    """Make the class in `target` too, with its title and its last day where it has none there. Raises BestioError."""
    target.journals.make_class(class_id, source.journals.title(class_id))
    if target.journals.last_day(class_id):
        return
    with contextlib.suppress(BestioError):  # what is written is no day: whoever looks at the class is told
        if (day := source.last_day(class_id)) is not None:
            target.set_last_day(class_id, day)


def _copy(source: Store, target: Store, path: Path) -> Copied:
    there = target.path(path.parent.name, path.stem)
    try:
        content, left_out = _lines_of(source.content(path), path)
        if target.journals.is_there(there):
            same = _lines_of(target.content(there), there)[0] == content
            return Copied(there, "same" if same else "differs", left_out=left_out)
        if not target.journals.add(there, content):
            return Copied(there, "left", _("Somebody is at work on it there."))
    except ServerRefusal as error:
        raise error.error() from error
    except BestioError as error:
        return Copied(there, "left", error.message)
    if target.content(there) != content:
        return Copied(there, "differs", left_out=left_out)
    return Copied(there, "copied", left_out=left_out)


def _lines_of(data: bytes, path: Path) -> tuple[bytes, int]:
    """A journal as it is copied, and how many of its lines are no events. Raises JournalError for a newer one."""
    reading = reader.parse(data, path)
    if reading.newer:
        raise JournalError(_("A newer Bestio wrote this journal: it stays where it is."), where=Where.of(path))
    if reading.fresh:
        raise JournalError(_("There is nothing in this creation."), where=Where.of(path))
    return line_by_line(reading, data), len(reading.problems) + bool(reading.tail)
