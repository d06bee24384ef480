"""Writing that keeps what it has acknowledged: appended and synced, replaced whole, or set aside, never erased."""

from __future__ import annotations

import contextlib
import glob
import os
from collections.abc import Callable
from pathlib import Path

from bestio import private_files
from bestio.regular_file import read_regular
from bestio.storage.atomic import replace, sync, sync_folder, take_mode, write_all

__all__ = [
    "ASIDE",
    "ChangedError",
    "append",
    "cut",
    "free_name",
    "is_file",
    "is_folder",
    "is_there",
    "keep_older",
    "older_forms",
    "replace",
    "set_aside",
    "shown",
    "stamp_of",
    "sweep",
    "sync_folder",
    "unfinished",
]

_FLAGS = os.O_RDWR | os.O_APPEND | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
ASIDE = ".mis-de-cote.txt"
"""What the name of the file that damaged parts are moved to ends with."""


class ChangedError(Exception):
    """The file is not what it was: somebody else wrote it, or an older copy came back."""


def stamp_of(state: os.stat_result) -> tuple[int, int, int]:
    """What changes with nearly every change of a file, and costs nothing to ask."""
    return state.st_dev, state.st_ino, state.st_mtime_ns


def shown(path: Path) -> str:
    """A file's name with that of its folder, to be told: what is no character of any language is a sign."""
    return f"{path.parent.name}/{path.name}".encode("utf-8", "replace").decode()


def is_there(path: Path) -> bool:
    """Whether there is something at `path` that we may know of."""
    try:
        return path.exists()
    except OSError:
        return False


def is_file(path: Path) -> bool:
    """Whether `path` is a file that we may know of."""
    return is_there(path) and path.is_file()


def is_folder(path: Path) -> bool:
    """Whether `path` is a folder that we may know of, and no link to one."""
    return is_there(path) and path.is_dir() and not path.is_symlink()


def append(path: Path, data: bytes, expected: int, known: Callable[[Path, int], bool]) -> tuple[int, int, int]:
    """Add `data` to `path`, which has `expected` bytes, and sync it; its stamp then.

    Where the disk refuses half-way the file is cut back to its length. Raises OSError, or ChangedError where the file
    does not have its length, or where `known` says of its path and handle that it is another; then nothing is written.
    """
    # Opened each time: a folder that is gone is noticed, and a stick can be taken out between two acts.
    handle = os.open(path, _FLAGS)
    try:
        if os.fstat(handle).st_size != expected or not known(path, handle):
            raise ChangedError
        try:
            write_all(handle, data)
            sync(handle)
        except OSError:
            with contextlib.suppress(OSError):
                os.ftruncate(handle, expected)
            raise
        return stamp_of(os.fstat(handle))
    finally:
        os.close(handle)


def cut(path: Path, length: int) -> None:
    """Shorten `path` to `length` bytes and sync it. Raises OSError."""
    handle = os.open(path, os.O_WRONLY | getattr(os, "O_BINARY", 0))
    try:
        os.ftruncate(handle, length)
        sync(handle)
    finally:
        os.close(handle)


def set_aside(path: Path, data: bytes) -> Path:
    """Add `data` to the neighbour of `path` that keeps damaged parts; that neighbour, synced. Raises OSError."""
    aside = path.with_name(path.stem + ASIDE)
    handle = os.open(aside, _FLAGS | os.O_CREAT, private_files.PRIVATE_FILE)
    try:
        take_mode(aside, path)
        write_all(handle, data if data.endswith(b"\n") else data + b"\n")
        sync(handle)
    finally:
        os.close(handle)
    return aside


def free_name(folder: Path, stem: str) -> Path:
    """A path in `folder`, which is made where it is missing, that nothing has yet. Raises OSError."""
    private_files.make_folder(folder)
    number = 1
    while is_there(path := folder / f"{stem}-{number}.yaml"):
        number += 1
    return path


def sweep(path: Path) -> None:
    """Take away what was left behind where `path` was being written. Only for who may write `path`."""
    with contextlib.suppress(OSError):
        for part in unfinished(path):
            part.unlink(missing_ok=True)


def unfinished(path: Path) -> list[Path]:
    """What an interrupted `replace` of `path`, or of an older form of it that is kept, left behind. Raises OSError."""
    stem = glob.escape(path.stem)
    patterns = (f".{glob.escape(path.name)}.*.part", f".{stem}.journal-*.bak.*.part")
    return [part for pattern in patterns for part in sorted(path.parent.glob(pattern))]


def older_forms(path: Path) -> list[Path]:
    """The files in which older forms of the journal `path` were kept. Raises OSError."""
    return sorted(path.parent.glob(f"{glob.escape(path.stem)}.journal-*.bak"))


def keep_older(path: Path, data: bytes, version: int) -> Path:
    """Keep `data`, what the journal `path` was in an older format, beside it: in which file. Raises OSError.

    Nothing that is kept already is written over; the very same is not kept twice.
    """
    number = 1
    while True:
        again = f"-{number}" if number > 1 else ""
        kept = path.with_name(f"{path.stem}.journal-{version}{again}.bak")
        if not is_there(kept):
            replace(kept, data)
            return kept
        if read_regular(kept, len(data) + 1) == data:
            return kept
        number += 1
