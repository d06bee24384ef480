"""The one family of errors that people are shown, and the problems that a check collects.

An error owns what is shown of it: a title, what happened, what to do about it, and where. Everything above
this module raises these; only the command line and the app render them.
"""

from __future__ import annotations

import errno
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from bestio.i18n import _


@dataclass(frozen=True, order=True)
class Where:
    """A place in a file: its path, and the line counted from 1 where it is known."""

    path: str
    line: int | None = None

    def __str__(self) -> str:
        return self.path if self.line is None else f"{self.path}:{self.line}"

    @classmethod
    def of(cls, path: Path | str, line: int | None = None) -> Where:
        """The place `line` of `path`."""
        return cls(str(path), line)


class BestioError(Exception):
    """Something that went wrong and that a person can act upon.

    `message` says what happened, `hint` what to do, `where` the place; all are already translated.
    `exit_code` is what a command ends with: 1 for a problem found, 2 for a wrong usage.
    """

    exit_code: int = 1

    def __init__(
        self, message: str, *, hint: str = "", where: Where | None = None, title: str = "", exit_code: int | None = None
    ) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.where = where
        self.title = title or self.default_title()
        if exit_code is not None:
            self.exit_code = exit_code

    @classmethod
    def default_title(cls) -> str:
        """A few words over the message; a subclass gives its own."""
        return _("Something went wrong")

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        hint = f" {self.hint}" if self.hint else ""
        return f"{place}{self.message}{hint}"


class UsageError(BestioError):
    """A command was called with something it does not know; ends with exit code 2."""

    exit_code = 2


Level = Literal["error", "warning"]


@dataclass(frozen=True)
class Problem:
    """One thing found wrong in one entry of a file; the entry is left out and the rest still loads."""

    where: Where
    message: str
    hint: str = ""
    level: Level = "error"

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" + (f" {self.hint}" if self.hint else "")

    def error(self) -> BestioError:
        """The same as an error to raise, where the whole cannot go on without the entry."""
        return BestioError(self.message, hint=self.hint, where=self.where)


class NotRegularError(OSError):
    """What stands at a path is no regular file; `kind` says in a few words, already translated, what it is."""

    def __init__(self, path: str, kind: str) -> None:
        super().__init__(errno.EINVAL, kind, path)
        self.kind = kind


# Where a loader puts what it found wrong: usually the `append` of a list.
Report = Callable[[Problem], None]


def reason_of(error: OSError) -> str:
    """What the system complains of, in a few words; its number where it is a rare complaint."""
    if isinstance(error, NotRegularError):
        return error.kind
    known = {
        errno.EACCES: _("access is not allowed"),
        errno.EPERM: _("access is not allowed"),
        errno.EROFS: _("nothing can be written there"),
        errno.ENOENT: _("it is gone"),
        errno.EIO: _("the disk does not answer"),
        errno.ENOSPC: _("the disk is full"),
        getattr(errno, "EDQUOT", errno.ENOSPC): _("the disk is full"),
        errno.EFBIG: _("the file would be too large"),
        errno.ENAMETOOLONG: _("its name is too long"),
        errno.EISDIR: _("it is a folder"),
        errno.ENOTDIR: _("a part of its path is not a folder"),
        errno.EEXIST: _("something of that name is already there"),
        errno.ENOTEMPTY: _("the folder is not empty"),
        errno.ELOOP: _("its links go round in circles"),
        errno.EBUSY: _("another program holds it"),
        errno.EMFILE: _("too many files are open"),
        errno.ENOMEM: _("there is no memory left"),
        errno.EBADF: _("the output is closed"),
        errno.EINVAL: _("its name or its place does not fit"),
    }
    return known.get(error.errno or 0) or _("error {number}").format(number=error.errno or type(error).__name__)
