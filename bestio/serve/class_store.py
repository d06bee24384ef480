"""The journals of a class as one of its groups sees them: its own to write, the others to look at."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from bestio.classroom.store import Entry, Store
from bestio.errors import BestioError, UsageError
from bestio.i18n import N_, _
from bestio.journal.journal import Clock, Journal, JournalBusy
from bestio.journal.journals import Journals

AT_THE_DOOR = N_("In a browser, one chooses one’s group at the door.")
LEAVE_FIRST = N_("Ctrl+Q leads back there.")
_BUSY = 1.5
"""Seconds for which whoever had a creation before may take to let it go."""
_LOOK = 0.05


class ClassStore(Store):
    """The journals of one class; of them, one may be written."""

    def __init__(self, workspace: Path, clock: Clock, class_id: str, own: Path, journals: Journals) -> None:
        super().__init__(workspace, clock, journals)
        self._class_id = class_id
        self._own = own

    def recent(self, limit: int = 10) -> list[Entry]:
        """The journals of the class that were changed last, our own before all."""
        found = self.groups(self._class_id)
        return sorted(found, key=lambda entry: (entry.path != self._own, -entry.modified, entry.id))[:limit]

    def classes(self) -> list[str]:
        """The one class."""
        return [self._class_id]

    def new(self, pseudonym: str = "", class_id: str = "") -> Journal:
        """No new group from here. Raises UsageError."""
        raise UsageError(_(AT_THE_DOOR), hint=_(LEAVE_FIRST))

    def open(self, path: Path, *, read_only: bool = False) -> Journal:
        """Our own journal, or another to look at. Raises JournalBusy, JournalError, UsageError."""
        if path != self._own and not read_only:
            raise UsageError(_(AT_THE_DOOR), hint=_(LEAVE_FIRST))
        return super().open(path, read_only=read_only)


def wait_until_free(store: Store, path: Path, sleep: Callable[[float], None] = time.sleep) -> bool:
    """Wait while another still writes a journal, for a moment at most; False where that was not enough."""
    for _try in range(round(_BUSY / _LOOK)):
        kept = store.keeping(path).open(path, read_only=True)
        try:
            kept.lock()
        except JournalBusy:
            sleep(_LOOK)
        except (OSError, BestioError):
            return True  # who opens it is told what is amiss
        else:
            kept.unlock()
            return True
    return False
