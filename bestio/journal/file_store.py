"""A journal kept in a file: read as far as it can be understood, mended before it is added to, never shortened."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec.structs import replace

from bestio.creation.events import Event, plain
from bestio.errors import Problem, Where
from bestio.i18n import _
from bestio.journal import codec, reader
from bestio.journal.amount import Amount
from bestio.journal.header import FORMAT, MAX_HEADER, Header, JournalError, is_rewritten
from bestio.journal.journal_file import JournalFile
from bestio.journal.journal_store import NotHeld, Overtaken
from bestio.journal.migrate import migrate
from bestio.journal.reader import MAX_BYTES, Reading
from bestio.private_files import make_folder
from bestio.regular_file import open_regular
from bestio.storage import disk
from bestio.storage.lock import WriterLock

Clock = Callable[[], float]
_FIRST_LINE = Amount(events=1, lines=2, values=100)
_Stamp = tuple[int, ...]


class FileStore:
    """A `journal_store.JournalStore`: the journal of the file `path`, which is read when it is first asked for."""

    def __init__(self, path: Path, clock: Clock) -> None:
        self.path = path
        self.header = Header(group=plain(path.stem))
        self.problems: list[Problem] = []
        self.notices: list[str] = []
        self.newer = False
        self.there = True
        self.amount = _FIRST_LINE
        self._clock = clock
        self._events: list[Event] = []
        self._lines: list[int] = []
        self._file = JournalFile(self.notices)
        self._unmended: Reading | None = None
        self._loaded = False
        self._added = False  # whether there is more in the file than what was read, all of it ours
        self._stamp: _Stamp = ()
        self._seen = 0
        self._lock: WriterLock | None = None

    @classmethod
    def new(cls, path: Path, clock: Clock, group: str = "") -> FileStore:
        """One that is not there yet; where another takes its name meanwhile, it takes the next one."""
        made = cls(path, clock)
        made.header = made._new_header(group)
        made.there, made._loaded = False, True
        return made

    @classmethod
    def create(cls, path: Path, clock: Clock, group: str = "") -> FileStore:
        """One that is not there yet. Raises JournalError where there is a file of that name already."""
        if disk.is_there(path):
            raise JournalError(
                _("There is already a journal called “{name}”.").format(name=path.stem), where=Where.of(path)
            )
        return cls.new(path, clock, group)

    @classmethod
    def open(cls, path: Path, clock: Clock, *, read_only: bool = False) -> FileStore:
        """One that is there. Raises JournalError where it is not, for one who wants to write."""
        if not read_only and not disk.is_file(path):
            reader.read(path)  # tells why
        return cls(path, clock)

    def _new_header(self, group: str = "") -> Header:
        stem = plain(self.path.stem)
        return Header(group=plain(group) or stem, started=round(self._clock(), 3), id=stem)

    @property
    def size(self) -> int:
        """Its length in bytes, as far as that is known."""
        return self._file.size

    # --- the right to write -------------------------------------------------------------------------------------------

    @property
    def locked(self) -> bool:
        """Whether the right to add is held here."""
        return self._lock is not None

    def lock(self) -> None:
        """Take the right to add; what others have added before is then known.

        Raises JournalBusy, OSError, and Overtaken where what was read is not what is there any more.
        """
        if self._lock is not None:
            return
        if not self.there:
            make_folder(self.path.parent)
        lock = WriterLock(self.path, self._clock())
        lock.acquire()
        self._lock = lock
        told = _("This disk has no locks: open a creation in one window only.")
        if lock.by_marker and told not in self.notices:
            self.notices.append(told)
        if self.there and self._loaded:
            try:
                self._catch_up()
            except BaseException:
                self._release()
                raise

    def _catch_up(self) -> None:
        """Read the file again, which others may have written since. Raises Overtaken where it holds another past."""
        if not disk.is_there(self.path):
            return  # it is written again with what is added
        before = self._events
        self._load(reader.read_bytes(self.path))
        if self._events[: len(before)] != before:
            self._events = before
            raise Overtaken(self.path)

    def unlock(self) -> None:
        """Give the right to add back; where something took the place of the file, it is put back before."""
        if self._lock is None:
            return
        if self.there and self._loaded and not self.newer:
            self._file.put_back(self.path, self._whole)
        self._release()

    def _release(self) -> None:
        if self._lock is not None:
            with contextlib.suppress(OSError):
                self._lock.release()
        self._lock = None

    # --- reading ------------------------------------------------------------------------------------------------------

    def read(self, since: int = 0) -> Sequence[Event]:
        """The events from number `since` on. Raises JournalError, OSError."""
        looks_on = self._lock is None and self.there
        if not self._loaded or (looks_on and self._added):
            self._load(reader.read_bytes(self.path))
        elif looks_on:
            self._read_on()
        return self._events[since:]

    def watch(self, seen: int) -> bool:
        """Whether there may be more than the `seen` first events."""
        return len(self._events) > seen or (self._lock is None and self.there and self._stamp_now() != self._stamp)

    def where(self, number: int) -> Where:
        """The line of event `number`."""
        return Where.of(self.path, self._lines[number] if number < len(self._lines) else None)

    def _stamp_now(self) -> _Stamp:
        try:
            state = self.path.stat()
        except OSError:
            return ()
        return (*disk.stamp_of(state), state.st_size)

    def _load(self, data: bytes) -> None:
        """Take `data` for what the file holds. Who only looks on keeps no account of its bytes."""
        stamp, writes = self._stamp_now(), self._lock is not None
        reading = reader.parse(data, self.path)
        self._loaded, self._added = True, False
        self.header = reading.header
        self.problems[:] = reading.problems
        self.amount = reading.amount
        self.newer = reading.newer
        if reading.fresh:
            self.header = Header(group=plain(self.path.stem))
        self._file = JournalFile(self.notices, data if writes else b"", reading.header.format)
        self._unmended = reading if writes else None
        self._keep(reading)
        self._stamp = stamp

    def _keep(self, reading: Reading) -> None:
        older = reading.header.format < FORMAT
        self._events = migrate(reading.events, reading.header.format) if older else reading.events
        self._lines = reading.lines
        self._seen = reading.good

    def _read_on(self) -> None:
        """Read what came since; all of it where it was brought to a newer format."""
        stamp = self._stamp_now()
        with open_regular(self.path) as stream:
            if is_rewritten(stream.readline(MAX_HEADER), self.header):
                reading = reader.read(self.path)
                self.header = reading.header
                self._keep(reading)
                self._stamp = stamp
                return
            stream.seek(self._seen)
            last = self._lines[-1] if self._lines else 1
            found, taken = reader.parse_more(stream.read(MAX_BYTES), self.path, last)
        self._stamp = stamp
        self._seen += taken
        self._events.extend(found)
        self._lines.extend(range(last + 1, last + 1 + len(found)))

    # --- writing ------------------------------------------------------------------------------------------------------

    def append(self, expected: int, events: Sequence[Event]) -> None:
        """Add `events` to the `expected` ones that there are. Raises Overtaken, NotHeld, OSError."""
        if self._lock is None:
            raise NotHeld
        if not self._loaded:
            self.read()
        if expected != len(self._events):
            raise Overtaken(self.path)
        lines = b"".join(f"{codec.encode_again(event)}\n".encode() for event in events)
        if not self.there:
            self._begin(events)
        else:
            self._mend()
            if events:
                self._file.add(self.path, lines, lambda: self._whole(events))
        self.header = replace(self.header, format=self._file.version)
        self.amount = self.amount.plus(Amount.of(lines))
        self._events.extend(events)
        self._added = True

    def _whole(self, more: Sequence[Event] = ()) -> bytes:
        header = replace(self.header, format=FORMAT)
        return as_file(header, [*self._events, *more])

    def _begin(self, events: Sequence[Event]) -> None:
        """Write the file for the first time, under another name where somebody else has made one of this name."""
        number = 2
        wanted = self.path
        while disk.is_there(self.path):
            self.unlock()
            self.path = wanted.with_name(f"{wanted.stem}-{number}.yaml")
            self.lock()
            number += 1
        self._file.rewrite(self.path, lambda: self._whole(events))
        self.there = True

    def _mend(self) -> None:
        """Bring the file to a state that events can be added to; what is cut off is set aside first. Raises OSError."""
        reading, self._unmended = self._unmended, None
        if reading is None:
            return
        if reading.fresh:
            self.header = self._new_header()
            self._file.lead = f"\n{self.header.line()}\n".encode()
        elif reading.tail or not reading.ended:
            self._file.lead = b"\n"
        disk.sweep(self.path)
        if reading.tail.strip(b"\0 \t\r\n"):
            aside = disk.set_aside(self.path, reading.tail)
            self.notices.append(
                _("The end of the journal was damaged: it was set aside in “{file}”.").format(file=aside.name)
            )
        if reading.fresh:
            self._file.rewrite(self.path, self._whole)
        elif reading.tail:
            self._file.cut(self.path, reading)


def as_file(header: Header, events: Sequence[Event]) -> bytes:
    """A whole journal in today's format, as it stands in a file."""
    return ("\n".join([header.line(), *(codec.encode(event) for event in events)]) + "\n").encode()
