"""All of a class in one folder: to read (`anthologie`), to take home (`creations`), to go on with (`atelier`).

`atelier` is a workspace of its own that holds this class and nothing else, with the very bytes of its journals: Bestio
opens it as it is, and takes it in again. The folder has its name only once all of it is there, and on the disk.
"""

from __future__ import annotations

import contextlib
import filecmp
import shutil
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Final

from bestio.classroom.bundle import export_creation, parts_of
from bestio.classroom.class_report import made_by_groups
from bestio.classroom.copying_voices import copy_bank
from bestio.classroom.made_up import describe_date
from bestio.classroom.store import SUFFIX, Store
from bestio.classroom.term import today
from bestio.errors import BestioError, Where, reason_of
from bestio.export.anthology.write import INDEX, write_anthology
from bestio.export.ended.sums import SUMS, damaged, inside, write_sums
from bestio.export.whole import beside
from bestio.i18n import N_, _, ngettext
from bestio.journal.file_journals import LAST_DAY
from bestio.journal.server_refusal import ServerRefusal
from bestio.private_files import make_folder
from bestio.speech.recorded.bank import bank_of
from bestio.speech.recorded.bank_index import read_index
from bestio.speech.recorded.clip import Clip, digest_of
from bestio.storage.atomic import replace, sync_folder
from bestio.studio.workspace import Workspace

ATELIER: Final = "atelier"
CREATIONS: Final = "creations"
COPIES: Final = "copies"
README: Final = "LISEZMOI.txt"
_REFUSED, _HINT = N_("The class cannot be exported there ({reason})."), N_("Choose another folder, or free some space.")
_AT_ONCE = 40
"""Sounds that are looked at together."""


Besides = Mapping[Path, Path]
"""Files that are the class's too, wherever they are, each with its name in the export."""


def write_class(folder: Path, workspace: Workspace, class_id: str, last: date, besides: Besides) -> None:
    """Put all of a class into `folder`, which is not there yet, whole or not at all.

    Raises BestioError where something of it cannot be read, or the disk refuses.
    """
    with beside(folder, _REFUSED, _HINT) as part, _of_server():
        make_folder(part)
        notes = [*_write_creations(part, workspace, class_id)]
        for path, name in besides.items():
            _copy_file(path, part / name)
        clips = _write_bank(part, workspace, class_id)
        _copy_made(part, workspace, class_id)
        notes += _write_anthology(part, workspace, class_id)
        told = _readme(part, workspace.store, class_id, last, clips, notes)
        replace(part / README, "\n".join(told).encode("utf-8-sig"))  # Notepad takes UTF-8 for something else without
        _tidy(part)
        write_sums(part)
        part.rename(folder)
        sync_folder(folder.parent)


def check_whole(folder: Path) -> None:
    """Raise BestioError where a file of an export is missing, or not what was written."""
    if name := damaged(folder):
        raise _not_whole(folder, name)


def check_holds(folder: Path, workspace: Workspace, class_id: str, besides: Besides) -> None:
    """Raise BestioError where a class now has something that its export does not hold, byte for byte."""
    with _answering():
        for name in _missing(folder, workspace, class_id, besides):
            raise _not_whole(folder, name)


def store_in(folder: Path, workspace: Workspace) -> Store:
    """The journals of an export, which are files."""
    return Store(folder / ATELIER, workspace.clock)


# --- what is written --------------------------------------------------------------------------------------------------


def _write_creations(part: Path, workspace: Workspace, class_id: str) -> Iterator[str]:
    """Each journal as it is, and as a file to carry; what of them could not be made such a file."""
    store, here = workspace.store, store_in(part, workspace)
    here.journals.make_class(class_id, store.journals.title(class_id))
    for entry in store.groups(class_id):
        path = here.root / class_id / entry.path.name  # also where that is no name that a group could be given
        if not here.journals.add(path, store.content(entry.path)):
            raise _not_whole(part, entry.id)
        try:
            file = export_creation(path, part / CREATIONS / f"{entry.path.stem}{SUFFIX}", workspace.library)
        except BestioError as error:
            yield f"{entry.group}: {error.message}"
            continue
        for name, content in parts_of(file.read_bytes(), file).items():
            if "/" in name:  # a voice, or a lexicon
                make_folder((part / ATELIER / name).parent)
                replace(part / ATELIER / name, content, lasting=False)


def _write_bank(part: Path, workspace: Workspace, class_id: str) -> int:
    """What the class has recorded and may still be heard; how many clips."""
    wanted = _heard(workspace, class_id)
    if wanted:
        there = store_in(part, workspace).banks
        done = copy_bank(workspace.store.banks, there, class_id, lambda clip: clip.id in wanted)
        if done.why or done.left_out or done.copied != len(wanted):
            raise _not_whole(part, done.why or _("its recordings"))
    return len(wanted)


def _heard(workspace: Workspace, class_id: str) -> dict[str, Clip]:
    """The clips of a class that are there and whose time is not over."""
    bank = bank_of(workspace.store.banks, class_id, today(workspace.clock()).isoformat())
    return {clip.id: clip for clip in bank.clips}


def _copy_made(part: Path, workspace: Workspace, class_id: str) -> None:
    """What its groups made, and where its journals are files, what stands beside them."""
    for path, name in _made(workspace, class_id):
        if not (part / ATELIER / name).exists():
            _copy_file(path, part / ATELIER / name)


def _made(workspace: Workspace, class_id: str) -> Iterator[tuple[Path, Path]]:
    """The files that belong to a class, each with its name in the workspace."""
    root = workspace.library.workspace
    folders = [one / class_id for one in made_by_groups(workspace.library)]
    if workspace.store.server is None:
        folders.append(workspace.store.folder(class_id))
    for folder in folders:
        for path in inside(folder) if not folder.is_symlink() else ():
            if path != workspace.store.folder(class_id) / LAST_DAY:  # who takes it in again does not want it to end
                yield path, path.relative_to(root)


def _copy_file(path: Path, to: Path) -> None:
    make_folder(to.parent)
    shutil.copyfile(path, to)


def _write_anthology(part: Path, workspace: Workspace, class_id: str) -> Iterator[str]:
    """The book and the pages, without sound: where there is a creature; what was left out of them."""
    if any(_begun(workspace, path) for path in (entry.path for entry in workspace.store.groups(class_id))):
        yield from write_anthology(part / _("anthology"), workspace, class_id, lasts=False).notes


def _begun(workspace: Workspace, path: Path) -> bool:
    try:
        with workspace.store.open(path, read_only=True) as journal:
            return bool(journal.creation.begun)
    except BestioError:
        return False


def _tidy(part: Path) -> None:
    """Take away what was there only to write the rest: locks."""
    for path in [one for one in part.rglob(".*") if one.is_file()]:
        path.unlink()


def _readme(part: Path, store: Store, class_id: str, last: date, clips: int, notes: Iterable[str]) -> Iterator[str]:
    title, groups = store.title_of(class_id), store.groups(class_id)
    day = describe_date(last.isoformat())
    yield _("The class “{name}”, which ended on {date}").format(name=title, date=day)
    yield ""
    yield _("It was put here for its teacher, and is then erased where it was. These files hold what pupils made:")
    yield _("keep them no longer than you need, and give each group what is its own.")
    yield ""
    yield ngettext("{n} group: {names}", "{n} groups: {names}", len(groups)).format(
        n=len(groups), names=", ".join(entry.group for entry in groups) or "–"
    )
    yield ""
    folder = _("anthology")
    if (part / folder).is_dir():
        yield _("To read: {file} (any browser), with the book and the passports to print.").format(
            file=f"{folder}/{INDEX}"
        )
    if groups:
        yield _("To take home: a file for each group in {folder}. Bestio takes it in: bestio import FILE").format(
            folder=CREATIONS
        )
    yield _("To go on with the class: bestio import, and the name of this folder.")
    yield _("To look at it as it stands: bestio --home {folder}").format(folder=ATELIER)
    if (part / COPIES).is_dir():
        yield _("What else was found of it, such as copies and galleries: {folder}").format(folder=COPIES)
    yield _("To see that nothing is damaged: sha256sum --check {file}").format(file=SUMS)
    if clips:
        yield ngettext(
            "{n} recorded voice is in it, which may be heard as long as its consent says.",
            "{n} recorded voices are in it, which may be heard as long as their consents say.",
            clips,
        ).format(n=clips)
    yield from ("", *notes)


# --- what is looked over ----------------------------------------------------------------------------------------------


def _missing(folder: Path, workspace: Workspace, class_id: str, besides: Besides) -> Iterator[str]:
    """What the class has, and the export has not, or otherwise."""
    store, here = workspace.store, store_in(folder, workspace)
    if not here.has_class(class_id):
        yield class_id
        return
    for entry in store.groups(class_id):
        if _content(here, here.root / class_id / entry.path.name) != store.content(entry.path):
            yield entry.id
    made = [(path, ATELIER / name) for path, name in _made(workspace, class_id)]
    yield from (name.as_posix() for path, name in [*made, *besides.items()] if not _same(path, folder / name))
    yield from _missing_clips(here, workspace, class_id)


def _content(store: Store, path: Path) -> bytes:
    try:
        return store.content(path)
    except BestioError:
        return b""


def _same(path: Path, other: Path) -> bool:
    """Whether both files hold the same; one that is gone needs no other."""
    try:
        return filecmp.cmp(path, other, shallow=False)
    except FileNotFoundError:
        return not path.exists()


def _missing_clips(here: Store, workspace: Workspace, class_id: str) -> Iterator[str]:
    wanted = _heard(workspace, class_id)
    try:
        known = {clip.id: clip for clip in read_index(here.banks.lines(class_id), here.banks.place(class_id)).clips}
    except FileNotFoundError:
        known = {}
    ids = list(wanted)
    for start in range(0, len(ids), _AT_ONCE):
        part = ids[start : start + _AT_ONCE]
        sounds = here.banks.sounds(class_id, part)
        for one in part:
            if known.get(one) != wanted[one] or digest_of(sounds.get(one, b"")) != wanted[one].digest:
                yield f"{one} ({wanted[one].who})"


@contextlib.contextmanager
def _of_server() -> Iterator[None]:
    """What is asked here raises BestioError where the server does not answer."""
    try:
        yield
    except ServerRefusal as error:
        raise error.error() from error


@contextlib.contextmanager
def _answering() -> Iterator[None]:
    """What is asked here raises BestioError where the server, or the disk, refuses."""
    try:
        with _of_server():
            yield
    except OSError as error:
        raise BestioError(
            _("Something of the class cannot be read ({reason}).").format(reason=reason_of(error)),
            hint=_("Mend that, then do it again: nothing was erased."),
            where=Where.of(error.filename) if isinstance(error.filename, str) else None,
        ) from error


def _not_whole(folder: Path, name: str) -> BestioError:
    return BestioError(
        _("The export does not hold all of the class: “{name}” is missing, or another one.").format(name=name[:200]),
        hint=_("Nothing was erased. Do it again: the class is then exported once more, beside it."),
        where=Where.of(folder),
    )
