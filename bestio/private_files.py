"""New files and folders are the user's alone, unless they come into a folder that others already share.

A pupil's text is nobody else's business on a machine with several users. But where a school keeps the workspace in a
folder that a group of people writes in, what is made there belongs to that group, as the folder itself does.
"""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700
_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH
_FILE_BITS = 0o666


def is_shared(folder: Path) -> bool:
    """Whether others than its owner write in `folder`; a place for everybody's temporary files is not shared."""
    try:
        mode = folder.stat().st_mode
    except OSError:
        return False
    return os.name == "posix" and bool(mode & _OTHERS_WRITE) and not mode & stat.S_ISVTX


def file_mode(folder: Path) -> int:
    """The permissions of a new file in `folder`: the owner's alone, or what the folder itself grants."""
    return folder.stat().st_mode & _FILE_BITS if is_shared(folder) else PRIVATE_FILE


def make_folder(folder: Path) -> None:
    """Make `folder` and those that lead to it, where they are missing. Raises OSError."""
    missing = []
    while not folder.is_dir():
        missing.append(folder)
        if folder.parent == folder:
            break
        folder = folder.parent
    for path in reversed(missing):
        shared = is_shared(path.parent)
        # One that another window makes at this moment is as good; a file in its place is told by what comes next.
        path.mkdir(PRIVATE_FOLDER, exist_ok=True)
        if shared:
            with contextlib.suppress(OSError):
                path.chmod(stat.S_IMODE(path.parent.stat().st_mode))


def set_mode(path: Path) -> None:
    """Give a file that another library has made the permissions of a new one; a disk without any is left alone."""
    with contextlib.suppress(OSError):
        path.chmod(file_mode(path.parent))
