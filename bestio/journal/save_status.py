"""What keeps a group's work from the disk, in words for the group: why, where, and what to do."""

from __future__ import annotations

import errno
from pathlib import Path

from msgspec import Struct

from bestio.errors import BestioError, Where, reason_of
from bestio.i18n import _, ngettext
from bestio.journal.server_refusal import ServerRefusal

_FULL = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})
_FORBIDDEN = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})
_AWAY = frozenset(
    number
    for name in (
        "EIO", "ENODEV", "ENXIO", "ESTALE", "ENOTCONN", "EHOSTDOWN", "EHOSTUNREACH", "ENETDOWN", "ENETUNREACH",
        "ETIMEDOUT", "ECONNRESET", "ECONNABORTED", "ECONNREFUSED", "EREMOTEIO", "ENOLINK", "ESHUTDOWN",
    )
    if (number := getattr(errno, name, None)) is not None
)  # fmt: skip
"""A stick that was taken out, a network share that no longer answers."""
_AWAY_ON_WINDOWS = frozenset({21, 53, 59, 64, 65, 67, 121, 1167, 1231})
_GONE = frozenset({errno.ENOENT, errno.ENOTDIR})


class NotSavedError(BestioError):
    """The disk refuses what somebody wanted to keep: it is to be answered, not only seen."""

    @classmethod
    def default_title(cls) -> str:
        """A few words over the message."""
        return _("Nothing can be saved!")


class SaveStatus(Struct, frozen=True):
    """Why `waiting` events are only in memory, and what to do; `cause` is the why alone, `folder` the where."""

    message: str
    hint: str
    waiting: int
    cause: str
    folder: str = ""

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()

    def error(self) -> NotSavedError:
        """The same as an error, where nothing can wait in memory."""
        return NotSavedError(self.cause, hint=self.hint, where=Where.of(self.folder) if self.folder else None)


def trouble_of(error: OSError, waiting: int, path: Path | None = None, *, existed: bool = True) -> SaveStatus:
    """What a refusal of the disk to write `path` means for the group, with `waiting` events in memory.

    `existed`: the file has been written before, so that its folder can have gone away.
    """
    number = error.errno
    if isinstance(error, ServerRefusal):
        message, hint, path = error.message, error.hint, None
    elif number in _FULL:
        message = _("The disk is full.")
        hint = _("Make room on it: empty its bin, take large files away. It will be written as soon as there is some.")
    elif number in _FORBIDDEN:
        message = _("This folder cannot be written.")
        hint = _("The folder must allow writing, or another one be chosen (bestio --home FOLDER).")
    elif number in _AWAY or getattr(error, "winerror", None) in _AWAY_ON_WINDOWS:
        message = _("The disk or the network does not answer.")
        hint = _("Put the stick back in, or wait for the network: it is tried again.")
    elif number in _GONE and existed:
        message, hint = _("The folder of the creation is gone."), _("Put the stick or the drive back in.")
    elif number in _GONE or number == errno.EEXIST:
        message = _("The folder cannot be made there.")
        hint = _("Another one must be chosen (bestio --home FOLDER).")
    else:
        message = _("The disk refuses to write ({reason}).").format(reason=reason_of(error))
        hint = _("Keep this window open: it is tried again.")
    cause = message
    if waiting:
        kept = ngettext("{n} act is kept in memory.", "{n} acts are kept in memory.", waiting).format(n=waiting)
        message = f"{message} {kept}"
    return SaveStatus(message, hint, waiting, cause, str(path.parent) if path is not None else "")


def not_saved(error: OSError, path: Path) -> NotSavedError:
    """The refusal of the disk to write `path`, as an error to raise."""
    return trouble_of(error, 0, path, existed=False).error()


def refusal(error: BestioError) -> BestioError | None:
    """`error`, where it tells that the disk refuses to write; None for any other."""
    if isinstance(error, NotSavedError):
        return error
    cause = error.__cause__
    known = isinstance(cause, OSError) and cause.errno in _FULL | _FORBIDDEN | _AWAY
    return error if known else None
