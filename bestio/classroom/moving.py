"""A group that goes to another class: its journal, what stands beside it, its sounds, its pictures and its pages."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from bestio.classroom.store import Store
from bestio.errors import BestioError, UsageError, Where, reason_of
from bestio.i18n import _
from bestio.journal.server_refusal import ServerRefusal
from bestio.private_files import make_folder
from bestio.storage import disk


def move_group(store: Store, path: Path, class_id: str, *, made: Iterable[Path]) -> Path:
    """Move the group of the journal `path` to a class, which is made where there is none; its journal's new place.

    `made`: the folders that hold something of each group in <class>/<group>/. The journal goes last: where this is
    interrupted, moving again finishes it. Raises UsageError where that class has a group of this name, JournalBusy
    where the group is at work, BestioError where the disk or the server refuses.
    """
    target = store.path(class_id, path.stem)
    _refuse_taken(store, target)
    try:
        with store.journals.moving(path, target):
            _refuse_taken(store, target)
            for root in made:
                _move_folder(root / path.parent.name / path.stem, root / class_id / path.stem)
    except ServerRefusal as error:
        raise error.error() from error
    except OSError as error:
        raise BestioError(
            _("The group cannot be moved: {reason}.").format(reason=reason_of(error)),
            hint=_("Move it again once that is mended."),
            where=Where.of(path),
        ) from error
    return target


def _refuse_taken(store: Store, target: Path) -> None:
    if store.journals.is_there(target):
        raise UsageError(
            _("There is already a group called “{name}” in the class “{class_name}”.").format(
                name=target.stem, class_name=target.parent.name
            ),
            hint=_("Rename one of the two files."),
        )


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
