"""The file of a journal as it is written: added to, brought to today's format, and put right where somebody else was.

What is on the disk is never lost: what another program wrote, and a file in an older format, are kept beside it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path

from bestio.i18n import _
from bestio.journal import reader
from bestio.journal.header import FORMAT
from bestio.journal.known_file import KnownFile
from bestio.regular_file import read_regular
from bestio.storage import disk

Whole = Callable[[], bytes]
"""The whole journal in today's format, what is to be added included."""
_MOST_KEPT = 128 << 20  # bytes of an older form, and of what another program put in its place


class JournalFile:
    """What is known of a journal's file: its bytes, its `version` (the number of its format).

    `lead` is what has to stand before the next line; `notices` tell people what was done about the file.
    """

    def __init__(self, notices: list[str], content: bytes = b"", version: int = FORMAT) -> None:
        self.version = version
        self.lead = b""
        self.notices = notices
        self._known = KnownFile(content)

    @property
    def size(self) -> int:
        """Its length in bytes, as far as it is known."""
        return self._known.size

    def cut(self, path: Path, reading: reader.Reading) -> None:
        """Take away the half of a line that it ends with. Raises OSError."""
        disk.cut(path, reading.good)
        self._known = KnownFile(reading.body)
        self.lead = b"" if reading.ended else b"\n"

    def rewrite(self, path: Path, whole: Whole) -> None:
        """Write all of it, whole or not at all. Raises OSError."""
        self._known.replace(path, whole())
        self.version = FORMAT
        self.lead = b""

    def add(self, path: Path, lines: bytes, whole: Whole) -> None:
        """Have `lines` at its end, synced; one of an older format is written anew in today's. Raises OSError."""
        data = self.lead + lines
        try:
            if self.version < FORMAT:
                self._migrate(path, data, whole)
            else:
                self._known.append(path, data)
        except FileNotFoundError:
            # Only the file is gone, not its folder: all of it is still in memory.
            if not disk.is_there(path.parent):
                raise
            self.rewrite(path, whole)
            self.notices.append(_("The journal's file was gone: it was written again."))
        except disk.ChangedError:
            self._reconcile(path, data, whole)
        self.lead = b""

    def put_back(self, path: Path, whole: Whole) -> None:
        """Write it again where another file took its place after the last event. Nobody is left to be told."""
        with contextlib.suppress(OSError, disk.ChangedError):
            if self._known.has_changed(path):
                self._reconcile(path, b"", whole)

    def _migrate(self, path: Path, data: bytes, whole: Whole) -> None:
        old, new = read_regular(path, _MOST_KEPT), whole()
        if len(new) > reader.MAX_BYTES:  # today's form takes a little more: what is added to a full one stands in both
            self._known.append(path, data)
            return
        kept = disk.keep_older(path, old, self.version)
        known = self._known.is_all_of(old)
        self.rewrite(path, lambda: new)
        if known:
            told = _("This journal was of an older format: the old one is kept as “{file}”.")
        else:
            told = _("Another program changed the journal: what it wrote was set aside in “{file}”.")
        self.notices.append(told.format(file=kept.name))

    def _reconcile(self, path: Path, data: bytes, whole: Whole) -> None:
        """The file is not what it was: keep what somebody else put there, then write ours."""
        aside = self._known.settle(path, data, whole)
        if aside is not None:
            told = _("Another program changed the journal: what it wrote was set aside in “{file}”.")
            self.notices.append(told.format(file=aside.name))
