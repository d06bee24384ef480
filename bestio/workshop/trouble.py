"""What keeps a journal from the disk, in words for the group."""

from __future__ import annotations

import errno

from msgspec import Struct

from bestio.errors import reason_of
from bestio.i18n import _, ngettext


class Trouble(Struct, frozen=True):
    """Why `waiting` events are only in memory, and what to do about it; `cause` is the why alone."""

    message: str
    hint: str
    waiting: int
    cause: str

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


def trouble_of(error: OSError, waiting: int) -> Trouble:
    """What a refusal of the disk means for the group, with `waiting` events in memory."""
    if error.errno in {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}:
        message, hint = _("The disk is full."), _("Make room on it: it will be written as soon as there is some.")
    elif error.errno in {errno.EROFS, errno.EACCES, errno.EPERM}:
        message = _("This folder cannot be written.")
        hint = _("Ask for the right to write there, or choose another folder.")
    elif error.errno in {errno.ENOENT, errno.EIO, errno.ENODEV, errno.ENXIO, errno.ENOTDIR, errno.ESTALE}:
        message, hint = _("The folder of the creation is gone."), _("Put the stick or the drive back in.")
    else:
        message = _("The disk refuses to write ({reason}).").format(reason=reason_of(error))
        hint = _("Keep this window open: it is tried again.")
    cause = message
    if waiting:
        kept = ngettext("{n} act is kept in memory.", "{n} acts are kept in memory.", waiting).format(n=waiting)
        message = f"{message} {kept}"
    return Trouble(message, hint, waiting, cause)
