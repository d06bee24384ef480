"""A group that goes to another class: its journal, what stands beside it, its sounds, its pictures and its pages."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from pathlib import Path

from bestio.errors import BestioError, UsageError, Where, reason_of
from bestio.i18n import _
from bestio.private_files import make_folder
from bestio.workshop import disk
from bestio.workshop.care import of_group
from bestio.workshop.lock import WriterLock, traces
from bestio.workshop.store import Store


def move_group(store: Store, path: Path, class_id: str, *, made: Iterable[Path], now: float) -> Path:
    """Move the group of the journal `path` to a class, which is made where there is none; its journal's new place.

    `made`: the folders that hold something of each group in <class>/<group>/. The journal goes last: where this is
    interrupted, moving again finishes it. Raises UsageError where that class has a group of this name, JournalBusy
    where the group is at work, BestioError where the disk refuses.
    """
    target = store.path(class_id, path.stem)
    _refuse_taken(target)
    try:
        _move(path, target, class_id, made, now)
    except OSError as error:
        raise BestioError(
            _("The group cannot be moved: {reason}.").format(reason=reason_of(error)),
            hint=_("Move it again once that is mended."),
            where=Where.of(path),
        ) from error
    return target


def _refuse_taken(target: Path) -> None:
    if disk.is_there(target):
        raise UsageError(
            _("There is already a group called “{name}” in the class “{class_name}”.").format(
                name=target.stem, class_name=target.parent.name
            ),
            hint=_("Rename one of the two files."),
        )


def _move(path: Path, target: Path, class_id: str, made: Iterable[Path], now: float) -> None:
    make_folder(target.parent)
    with contextlib.ExitStack() as held:
        for one in (path, target):  # nobody makes a group of that name there in the meantime
            writer = WriterLock(one, now)
            writer.acquire()
            held.callback(writer.release)
        _refuse_taken(target)
        for root in made:
            _move_folder(root / path.parent.name / path.stem, root / class_id / path.stem)
        for file in of_group(path):
            if file != path:
                file.replace(target.with_name(file.name))
        path.replace(target)
    for trace in traces(path):
        trace.unlink(missing_ok=True)
    disk.sync_folder(target.parent)


def _move_folder(here: Path, there: Path) -> None:
    """Move a folder; where there is one already, what has the same name stays where it was."""
    if not disk.is_folder(here):
        return
    make_folder(there.parent)
    if not disk.is_there(there):
        here.replace(there)
        return
    for file in sorted(here.iterdir()):
        if not disk.is_there(there / file.name):
            file.replace(there / file.name)
    if not any(here.iterdir()):
        here.rmdir()
