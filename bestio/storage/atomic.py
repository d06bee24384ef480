"""Writing a file whole or not at all: a neighbour is written and renamed over it.

Where that is cut short, the neighbour may stay: it is called `.NAME.….part`.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import threading
from collections.abc import Iterator
from pathlib import Path

from bestio import private_files


def replace(path: Path, data: bytes, *, lasting: bool = True) -> int:
    """Put `data` into `path`, whole or not at all; its length. The folder must exist. Raises OSError.

    A new file is as private as its folder asks, one that was there stays as it was. `lasting`: it is on the disk when
    this returns (what can be made again needs no wait).
    """
    with replacing(path, lasting=lasting) as part:
        handle = os.open(part, os.O_WRONLY | os.O_TRUNC | getattr(os, "O_BINARY", 0))
        try:
            write_all(handle, data)
            if lasting:
                sync(handle)
        finally:
            os.close(handle)
    return len(data)


@contextlib.contextmanager
def replacing(path: Path, *, lasting: bool = True) -> Iterator[Path]:
    """An empty neighbour of `path`, to be written (and synced) by others; it takes the place of `path` at the end.

    Where the block raises, it is taken away and `path` left alone. The folder must exist. Raises OSError.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}.part")
    try:
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
        os.close(os.open(part, flags, private_files.PRIVATE_FILE))
        take_mode(part, path)
        yield part
        part.replace(path)
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
    if lasting:
        sync_folder(path.parent)


def take_mode(new: Path, old: Path) -> None:
    """Let `new` be as open to others as `old` is already; where that is not there, as its folder is."""
    try:
        new.chmod(stat.S_IMODE(old.stat().st_mode) | private_files.PRIVATE_FILE)
    except FileNotFoundError:
        private_files.set_mode(new)
    except OSError:
        return  # a disk without permissions


def write_all(handle: int, data: bytes) -> None:
    """Write all of `data`, however little the system takes at once. Raises OSError."""
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]


def sync(handle: int) -> None:
    """Wait until what was written is on the disk. Raises OSError."""
    try:
        os.fsync(handle)
    except OSError as error:
        # Some network and phone drives have no such call; they write when they can.
        if error.errno not in {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP}:
            raise


def sync_folder(folder: Path) -> None:
    """Make a new name in `folder` last, on systems where that takes a call of its own."""
    if os.name != "posix":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
