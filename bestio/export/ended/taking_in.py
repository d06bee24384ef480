"""An export of a class taken in again: its journals, its recordings, its voices and lexicons, what its groups made.

Nothing that is there is written over, and the class has no end: what was cut short is done by doing it again.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from bestio.classroom.bundle import import_extras
from bestio.classroom.class_report import made_by_groups
from bestio.classroom.copying import Copied, copy_all
from bestio.classroom.copying_voices import CopiedBank, copy_banks
from bestio.classroom.unpacking import EXTRA
from bestio.documents import yamlio
from bestio.errors import BestioError, Where, reason_of
from bestio.export.ended.folder import ATELIER, check_whole, store_in
from bestio.export.ended.sums import SUMS, inside
from bestio.i18n import _
from bestio.library import Library
from bestio.private_files import make_folder
from bestio.regular_file import read_regular
from bestio.studio.workspace import Workspace


class TakenIn(Struct, frozen=True):
    """What was taken in: the titles of the classes, what became of each journal and bank, what there is to tell."""

    titles: tuple[str, ...]
    creations: tuple[Copied, ...]
    banks: tuple[CopiedBank, ...]
    notices: tuple[str, ...]

    @property
    def left(self) -> int:
        """How many journals and banks were left as they were."""
        wrong = {"differs", "left"}
        return sum(one.state in wrong for one in self.creations) + sum(one.state in wrong for one in self.banks)


def is_export(folder: Path) -> bool:
    """Whether a folder is the export of a class."""
    return (folder / SUMS).is_file() and (folder / ATELIER / "workshops").is_dir()


def take_in(folder: Path, workspace: Workspace) -> TakenIn:
    """Take in the export in a folder. Raises BestioError, before anything is written, where it is damaged."""
    check_whole(folder)
    source, target = store_in(folder, workspace), workspace.store
    atelier = Library(workspace.library.bundled, folder / ATELIER)
    try:
        notices = [told for extra in _extras(atelier) for told in _add(extra, folder, workspace.library)]
        creations = tuple(copy_all(source, target))
        banks = tuple(copy_banks(source, target))
        for class_id in source.classes():
            _copy_made(atelier, workspace.library, class_id)
    except OSError as error:
        raise BestioError(
            _("Not all of the class could be taken in ({reason}).").format(reason=reason_of(error)),
            hint=_("Mend that, then do it again: nothing is taken in twice."),
            where=Where.of(folder),
        ) from error
    return TakenIn(tuple(target.title_of(name) for name in source.classes()), creations, banks, tuple(notices))


def _add(extra: tuple[str, bytes], folder: Path, library: Library) -> list[str]:
    """Add one voice or lexicon, for itself: what is to tell of it."""
    try:
        return import_extras(dict([extra]), folder, library)[1]
    except BestioError as error:
        return [error.message]


def _extras(atelier: Library) -> Iterator[tuple[str, bytes]]:
    for kind in ("voices", "lexicons"):
        for path in inside(atelier.workspace / kind):
            if EXTRA.fullmatch(name := f"{kind}/{path.name}"):
                yield name, read_regular(path, yamlio.MAX_BYTES)


def _copy_made(here: Library, there: Library, class_id: str) -> None:
    """What the groups of a class made, where there is nothing of that name yet."""
    for folder, to in zip(made_by_groups(here), made_by_groups(there), strict=True):
        for path in inside(folder / class_id):
            target = to / class_id / path.relative_to(folder / class_id)
            if target.exists():
                continue
            make_folder(target.parent)
            shutil.copyfile(path, target)
