"""What a server that keeps journals does not do: a refusal like that of a disk, told, waited for, and tried again."""

from __future__ import annotations

import errno

from bestio.errors import BestioError
from bestio.i18n import _


class ServerRefusal(OSError):  # noqa: N818 (what a server answers)
    """The server did not do what it was asked. `message` and `hint` are for the group; `reason` is what it said."""

    def __init__(self, number: int, message: str, hint: str, reason: str = "") -> None:
        super().__init__(number, message)
        self.message = message
        self.hint = hint
        self.reason = reason

    def error(self) -> BestioError:
        """The same for who has given the address, and can do something about it."""
        hint = _("Check the address (--store, or BESTIO_STORE), and that the server runs.")
        said = " " + _("It said: {reason}").format(reason=self.reason) if self.reason else ""
        return BestioError(self.message, hint=hint + said, title=_("The creations cannot be reached"))


class TooMuch(ServerRefusal):
    """It holds no more of this than it does already."""


def server_away(reason: str = "") -> ServerRefusal:
    """It cannot be reached, or went away meanwhile."""
    message = _("The server that keeps the creations does not answer.")
    return ServerRefusal(errno.ECONNRESET, message, _("Keep this window open: it is tried again."), reason)


def server_full(reason: str = "") -> ServerRefusal:
    """Its disk is full."""
    message = _("The disk of the server that keeps the creations is full.")
    hint = _("Tell whoever looks after it. Keep this window open: it is tried again.")
    return ServerRefusal(errno.ENOSPC, message, hint, reason)


def server_crowded(reason: str = "") -> ServerRefusal:
    """It has no connection to spare, or no memory."""
    message = _("Too many are at work on the server that keeps the creations.")
    return ServerRefusal(errno.ECONNREFUSED, message, _("Keep this window open: it is tried again."), reason)


def server_forbids(reason: str = "") -> ServerRefusal:
    """It does not let us in, or not write."""
    message = _("The server that keeps the creations does not let Bestio write.")
    hint = _("Tell whoever looks after it. Keep this window open: it is tried again.")
    return ServerRefusal(errno.EACCES, message, hint, reason)
