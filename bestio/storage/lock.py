"""One writer at a time for a journal, and who that is.

The lock is the operating system's own (it goes with the process, however that ends); who holds it is written in a file
beside it, only to be told to the next one.
"""

from __future__ import annotations

import contextlib
import errno
import os
import socket
import warnings
from datetime import datetime
from pathlib import Path

import filelock
import msgspec
from msgspec import Struct

from bestio.errors import BestioError, Where
from bestio.i18n import _
from bestio.private_files import file_mode, set_mode
from bestio.regular_file import read_regular, what_stands_at

_NO_LOCKS = {errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOLCK}


class Owner(Struct, frozen=True):
    """Who holds a lock: process, machine, and since when (seconds since 1970)."""

    pid: int = 0
    host: str = ""
    since: float = 0.0


class JournalBusy(BestioError):  # noqa: N818 (a state, not a fault)
    """Another window writes this journal; `owner` tells which, where it is known."""

    def __init__(self, path: Path, owner: Owner | None) -> None:
        if owner is None:
            message = _("“{name}” is already open in another window.").format(name=path.stem)
        else:
            message = _("“{name}” is already open in another window (on {host} since {time}, process {pid}).").format(
                name=path.stem,
                host=owner.host[:60],
                time=_clock_time(owner.since),
                pid=owner.pid,
            )
        super().__init__(
            message,
            hint=_("Close it there, or look on here without writing."),
            where=Where.of(path),
            title=_("Already open"),
        )
        self.owner = owner


class WriterLock:
    """The right to write `path`, held from `acquire` to `release`."""

    def __init__(self, path: Path, now: float) -> None:
        self.path = path
        self._now = now
        self.by_marker = False
        """Whether the disk has no locks, so that only a file says that somebody writes."""
        self._who = path.with_name(f".{path.stem}.who")
        self._file = path.with_name(f".{path.stem}.lock")
        self._mode = file_mode(path.parent)
        self._lock: filelock.BaseFileLock = filelock.FileLock(
            self._file, timeout=0, mode=self._mode, thread_local=False
        )

    def acquire(self) -> None:
        """Take the right to write. Raises JournalBusy, or OSError where the folder cannot be written."""
        try:
            self._acquire()
        except filelock.Timeout as error:
            raise JournalBusy(self.path, read_owner(self._who)) from error
        if what_stands_at(self._who):
            return  # a pipe would be waited for
        with contextlib.suppress(OSError):
            self._who.write_bytes(msgspec.json.encode(Owner(os.getpid(), socket.gethostname(), self._now)))
            set_mode(self._who)

    def _acquire(self) -> None:
        try:
            # From 3.20 on the library says so in English, and makes a marker file of another name.
            with warnings.catch_warnings():
                warnings.filterwarnings("error", message="flock not supported")
                self._lock.acquire(timeout=0)
        except (OSError, NotImplementedError, UserWarning) as error:
            refused = isinstance(error, OSError) and error.errno not in _NO_LOCKS
            if isinstance(error, filelock.Timeout) or refused:
                raise
            # Some network drives have no locks: a marker file is better than nothing.
            self.by_marker = True
            self._lock = filelock.SoftFileLock(f"{self._file}.soft", timeout=0, mode=self._mode, thread_local=False)
            self._lock.acquire(timeout=0)

    def release(self) -> None:
        """Give the right to write back."""
        if self._lock.is_locked:
            with contextlib.suppress(OSError):
                self._who.unlink(missing_ok=True)
            self._lock.release()

    @property
    def held(self) -> bool:
        """Whether this object holds the right to write."""
        return bool(self._lock.is_locked)


def read_owner(path: Path) -> Owner | None:
    """Who a lock's neighbour file names; None where it is missing or damaged."""
    try:
        return msgspec.json.decode(read_regular(path, 4096), type=Owner)
    except (OSError, msgspec.MsgspecError, ValueError, RecursionError):
        return None


def traces(path: Path) -> list[Path]:
    """The small files that locks leave beside the journal `path`."""
    names = (f".{path.stem}.lock", f".{path.stem}.who", f".{path.stem}.lock.soft")
    return [found for name in names if (found := path.with_name(name)).exists()]


def _clock_time(since: float) -> str:
    try:
        return datetime.fromtimestamp(since).astimezone().strftime("%H:%M")
    except (OverflowError, OSError, ValueError):
        return "?"
