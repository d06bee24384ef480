"""Putting a stick together: all of it, or nothing."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from bestio.errors import BestioError, UsageError, Where
from bestio.export.stick import python as windows_python
from bestio.export.stick.fetch import Progress
from bestio.export.stick.launchers import HASHES, PROGRAM, launchers
from bestio.export.stick.lock import Pin, digest_of
from bestio.export.stick.program import compile_all, copy_program
from bestio.export.stick.wheels import PACKAGES, room_of, unpack_wheel
from bestio.export.whole import beside
from bestio.i18n import N_, _
from bestio.storage.atomic import replace

LONGEST_PATH = 200
"""Characters of a path from the folder on: Windows takes 260 with the drive and the folders above."""
_FOR_ALL = 0o644
_MEGABYTE = 1_000_000
_PROGRAM_ROOM = 60 * _MEGABYTE
"""About what Python, the program and what is compiled take beside the wheels."""


class Needed(Struct, frozen=True):
    """What a stick is made of: the Python's archive, and each wheel of the lock."""

    python: Path
    wheels: Mapping[Pin, Path]


class Made(Struct, frozen=True):
    """How many wheels and files a stick holds, how many bytes, and what there is to say of it, for people."""

    wheels: int
    files: int
    size: int
    notes: tuple[str, ...] = ()


def may_be_written(folder: Path, *, update: bool) -> None:
    """Raise UsageError where `folder` holds something that would be lost, or where there is nothing to update."""
    is_stick = (folder / PROGRAM / HASHES).is_file()
    if update and not is_stick:
        raise UsageError(
            _("There is no stick in “{folder}” that could be renewed.").format(folder=folder),
            hint=_("Without --update, a new one is made."),
        )
    if is_stick and not update:
        raise UsageError(
            _("There is a stick in “{folder}” already.").format(folder=folder),
            hint=_("To renew its program, and leave its workspace as it is: --update"),
        )
    if not is_stick and folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise UsageError(
            _("“{folder}” is there already, and is not empty.").format(folder=folder),
            hint=_("Name a new folder, such as {folder}.").format(folder=folder / "Bestio"),
        )


def write_stick(folder: Path, needed: Needed, progress: Progress, *, update: bool = False) -> Made:
    """Make the stick in `folder`, or with `update` renew its program; its workspace is never touched.

    Raises UsageError as `may_be_written` does, BestioError where a piece does not fit or the disk refuses; then all is
    as it was.
    """
    may_be_written(folder, update=update)
    program = folder / PROGRAM
    refused = N_("The stick cannot be written ({reason}).")
    hint = N_("Leave Bestio on it if it runs there, free some space, or choose another folder.")
    with beside(program if update else folder, refused, hint) as part:
        made = _program(part if update else part / PROGRAM, needed, progress)
        if update:
            _swap(part, program)
            _put_launchers(folder)
        else:
            _put_launchers(part)
            if folder.is_dir():
                folder.rmdir()
            part.rename(folder)
    return made


def _swap(part: Path, program: Path) -> None:
    """Put the new program in the place of the old one, which comes back where that does not work."""
    old = program.with_name(f".{program.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    program.rename(old)
    try:
        part.rename(program)
    except OSError:
        old.rename(program)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _put_launchers(folder: Path) -> None:
    for name, data in launchers().items():
        replace(folder / name, data)
        (folder / name).chmod(_FOR_ALL)  # on a share, others start it


def _program(target: Path, needed: Needed, progress: Progress) -> Made:
    notes = []
    if not windows_python.check(needed.python):
        notes.append(
            _("{file} is not the file that is known to be Python {version}: take it only from whom you trust.").format(
                file=needed.python.name, version=windows_python.VERSION
            )
        )
    _ask_for_room(target, needed)
    python = target / "python"
    python.mkdir(parents=True)
    of = len(needed.wheels) + 3
    progress(1, of, "Python")
    windows_python.unpack_python(needed.python, python)
    for number, (pin, wheel) in enumerate(needed.wheels.items(), 2):
        progress(number, of, pin.name)
        unpack_wheel(wheel, python)
    progress(of - 1, of, "Bestio")
    copy_program(python / PACKAGES)
    progress(of, of, _("compiling"))
    if not compile_all(python / PACKAGES):
        notes.append(
            _("Made by another Python than 3.11, the stick compiles itself at its first start: that is slower.")
        )
    _put_hashes(target / HASHES, needed)
    files = [path for path in target.rglob("*") if path.is_file()]
    _ask_for_short_paths(target, files)
    return Made(len(needed.wheels), len(files), sum(path.stat().st_size for path in files), tuple(notes))


def _ask_for_room(target: Path, needed: Needed) -> None:
    there = next(path for path in target.parents if path.exists())
    free = shutil.disk_usage(there).free
    wanted = sum(map(room_of, needed.wheels.values())) + _PROGRAM_ROOM
    if free < wanted:
        raise BestioError(
            _("A stick takes {wanted} MB, and there are only {free} MB left there.").format(
                wanted=wanted // _MEGABYTE, free=free // _MEGABYTE
            ),
            hint=_("Make room, or choose another folder."),
            where=Where.of(there),
        )


def _put_hashes(path: Path, needed: Needed) -> None:
    """What the stick was made of: a line each, as `sha256sum --check` reads them."""
    files = [needed.python, *needed.wheels.values()]
    lines = [f"{digest_of(file)}  {file.name}\n" for file in files]
    path.write_bytes("".join(lines).encode())


def _ask_for_short_paths(target: Path, files: Sequence[Path]) -> None:
    for path in files:
        name = f"{PROGRAM}\\{path.relative_to(target)}"
        if len(name) > LONGEST_PATH:
            raise BestioError(_("This path is too long for Windows: {name}").format(name=name))
