"""Where the journals of a workspace are, as one address says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from bestio.errors import UsageError
from bestio.i18n import _
from bestio.journal.journals import Journals


def journals_at(address: str, root: Path, clock: Callable[[], float], scope: str = "") -> Journals | None:
    """The journals that the server at `address` keeps under the names of `root`; None where there is no address.

    `scope`: the class that alone is seen and changed there, "" for all of them.

    Raises UsageError where what speaks to such a server is not installed, or the address cannot be read.
    """
    if not address:
        return None
    try:
        from bestio.journal.postgres.postgres_journals import PostgresJournals  # noqa: PLC0415 (only where it is asked for)
    except ImportError as error:
        if (error.name or "").partition(".")[0] == "bestio":
            raise
        raise UsageError(
            _("What speaks to a server of creations is not installed here."),
            hint=_("Install it: pip install bestio[academy]"),
        ) from error
    return PostgresJournals(root, clock, address, scope)
