"""Opening a file that is to be read, where it is a file: a pipe would be waited for, and a device never ends.

What stands at a path is asked for before it is opened (opening alone can do something: a tape winds back), and once
more of what was opened, as it may have been put there meanwhile. Links are followed: what they lead to counts.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from pathlib import Path
from typing import BinaryIO

from bestio.errors import NotRegularError
from bestio.i18n import _

# A pipe is not waited for, a terminal does not become ours, Windows leaves line ends alone.
_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)
# What the shell passes to a program under a name: `/dev/stdin`, and `/dev/fd/63` for `<(…)`.
_PASSED = re.compile(r"/dev/stdin|(?:/dev|/proc/self)/fd/\d+")


def open_regular(path: Path) -> BinaryIO:
    """The file of `path`, open to be read from its first byte.

    A pipe that the shell passes as `/dev/stdin` or `/dev/fd/N` is given by name, and so read as standard input is.
    Raises NotRegularError, an OSError, where `path` leads to a folder, a pipe, a device or a socket; another OSError
    where it cannot be opened, also for a path that no system has (NUL in it).
    """
    try:
        if _PASSED.fullmatch(os.fspath(path)):
            return _open_passed(path)
        _refuse(path.stat(), path)
        handle = os.open(path, _FLAGS)
    except ValueError as error:
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path)) from error
    try:
        _refuse(os.fstat(handle), path)
        return os.fdopen(handle, "rb")
    except BaseException:
        os.close(handle)
        raise


def read_regular(path: Path, most: int) -> bytes:
    """The first `most` bytes of the file of `path`; ask for one more than is allowed to see that it is too large.

    Raises what `open_regular` does.
    """
    with open_regular(path) as stream:
        return stream.read(most)


def what_stands_at(path: Path) -> str:
    """In a few words what is at `path` where that is no regular file; "" where it is one, or nothing."""
    try:
        return _kind(path.stat().st_mode)
    except (OSError, ValueError):
        return ""


def _open_passed(path: Path) -> BinaryIO:
    stream = path.open("rb")
    mode = os.fstat(stream.fileno()).st_mode
    if stat.S_ISFIFO(mode) or stat.S_ISREG(mode) or stream.isatty():
        return stream
    stream.close()
    raise NotRegularError(str(path), _kind(mode))


def _refuse(state: os.stat_result, path: Path) -> None:
    if not stat.S_ISREG(state.st_mode):
        raise NotRegularError(str(path), _kind(state.st_mode))


def _kind(mode: int) -> str:
    if stat.S_ISREG(mode):
        return ""
    if stat.S_ISDIR(mode):
        return _("it is a folder")
    if stat.S_ISFIFO(mode):
        return _("it is a pipe between programs, not a file")
    if stat.S_ISSOCK(mode):
        return _("it is a socket, not a file")
    return _("it is a device, not a file")
