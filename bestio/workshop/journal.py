"""The append-only record of what one group did, and the creation that it makes.

An event is acknowledged once it is on the disk. Where the disk refuses (full, read-only, stick taken out) the event
stays in memory, `trouble` tells why in words for the group, work goes on, and what is waiting is written as soon as
that is possible again: at the next event, or when `retry` is called.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from bestio.errors import BestioError, Problem, Where
from bestio.i18n import _, ngettext
from bestio.private_files import make_folder
from bestio.regular_file import open_regular
from bestio.workshop import disk, reader, record
from bestio.workshop.amount import Amount
from bestio.workshop.creation import EMPTY, Creation, apply, as_one_act
from bestio.workshop.events import Event, Refused, plain
from bestio.workshop.journal_file import JournalFile
from bestio.workshop.lock import JournalBusy, WriterLock
from bestio.workshop.migrate import migrate
from bestio.workshop.reader import MAX_BYTES, Header, JournalError, Reading
from bestio.workshop.trouble import Trouble, trouble_of

__all__ = ["Header", "Journal", "JournalBusy", "JournalError"]

Clock = Callable[[], float]
_FIRST_LINE = Amount(events=1, lines=2, values=100)


class Journal:
    """One group's journal, open for writing or for looking on. Make one with `create` or `open`; close it.

    `events` are all that happened, those waiting to be written among them; `creation` is what they make. `problems` are
    the lines that were left out, `notices` what was done about a damaged or older file, both for people.
    """

    def __init__(self, path: Path, clock: Clock, *, read_only: bool) -> None:
        self.path = path
        self.read_only = read_only
        self.header = Header(group=plain(path.stem))
        self.creation: Creation = EMPTY
        self.problems: list[Problem] = []
        self.notices: list[str] = []
        self.trouble: Trouble | None = None
        self._clock = clock
        self._last_clock = 0.0
        self._at = 0.0
        self._events: list[Event] = []
        self._waiting: list[bytes] = []
        self._file = JournalFile(self.notices)
        self._amount = _FIRST_LINE
        self._lines = 0
        self._seen = 0
        self._exists = False
        self._lock: WriterLock | None = None
        self._guard = threading.RLock()

    # --- opening and closing ------------------------------------------------------------------------------------------

    @classmethod
    def create(cls, path: Path, *, clock: Clock, group: str = "") -> Journal:
        """A new journal, its folder made if need be. Where the disk refuses, it lives in memory until that is over.

        Raises JournalError where there is a file of that name already, JournalBusy where another window is making it.
        """
        journal = cls(path, clock, read_only=False)
        if disk.is_there(path):
            raise JournalError(
                _("There is already a journal called “{name}”.").format(name=path.stem), where=Where.of(path)
            )
        journal.header = Header(group=plain(group or path.stem), started=round(clock(), 3), id=plain(path.stem))
        journal._last_clock = clock()
        with contextlib.suppress(OSError):
            make_folder(path.parent)
        journal._take_lock()
        journal._save()
        return journal

    @classmethod
    def open(cls, path: Path, *, clock: Clock, read_only: bool = False) -> Journal:
        """The journal of `path`; `read_only` looks on without the right to write, even while another window writes.

        A journal of a newer format is opened read-only whatever was asked. Raises JournalBusy where another window
        writes it, JournalError where it cannot be read at all.
        """
        journal = cls(path, clock, read_only=read_only)
        if not read_only:
            if not disk.is_file(path):
                reader.read(path)  # tells why
            journal._take_lock()
        try:
            data = reader.read_bytes(path)
            reading = reader.parse(data, path)
            journal._load(reading, data)
            if not journal.read_only:
                journal._mend(reading)
        except BaseException:
            journal._drop_lock()
            raise
        return journal

    def close(self, *, rescue: Path | None = None) -> Path | None:
        """Write what is waiting if that is possible now, and give the right to write back.

        Where it is not possible, and there is a folder `rescue`, the whole journal is written there; that file, which
        can be imported later. None where nothing had to be rescued, or could be.
        """
        with self._guard:
            if self._lock is not None and self.saved:
                self._file.put_back(self.path, self._whole)
            lost = not self.read_only and not self.saved and not self._save()
            self._drop_lock()
            self.read_only = True
            return self._rescue(rescue) if lost and rescue is not None else None

    def _rescue(self, folder: Path) -> Path | None:
        with contextlib.suppress(OSError):
            path = disk.free_name(folder, self.path.stem)
            self.write_copy(path)
            return path
        return None

    def __enter__(self) -> Journal:
        return self

    def __exit__(self, *_details: object) -> None:
        self.close()

    # --- what it holds ------------------------------------------------------------------------------------------------

    @property
    def events(self) -> Sequence[Event]:
        """Everything that happened, in order. Not to be changed."""
        return self._events

    @property
    def group(self) -> str:
        """The group's pseudonym: its newest name, else that of the journal's first line."""
        return self.creation.group or self.header.group

    @property
    def waiting(self) -> int:
        """How many events are only in memory."""
        return len(self._waiting)

    @property
    def saved(self) -> bool:
        """Whether all that happened is on the disk."""
        return self._exists and not self._waiting

    # --- what happens -------------------------------------------------------------------------------------------------

    def act(self, do: str, data: Mapping[str, Any] | None = None, /, **values: Any) -> Event:
        """Let the event `do` happen now, with the values of `data` and `values`; see `append`."""
        return self.append(Event(0.0, do, {**(data or {}), **values}))

    def append(self, event: Event, *more: Event) -> Event:
        """Let `event` happen now, and `more` with it as one act: its moment is set here, never before the last one.

        All is on the disk when this returns, or else `trouble` is set and it waits in memory. Raises Refused where one
        of them cannot happen (nothing is then recorded), JournalError where the journal is full or only looked at.
        """
        with self._guard:
            if self.read_only:
                raise JournalError(
                    _("This creation is only being looked at."),
                    hint=_("Open it for writing to change it."),
                    where=Where.of(self.path),
                )
            happened, creation = as_one_act(self.creation, (event, *more), self._moment())
            lines = [_line(one) for one in happened]
            amount = self._amount.plus(Amount.of(b"".join(lines)))
            if self._file.size + sum(map(len, (*self._waiting, *lines))) > MAX_BYTES or amount.too_much():
                raise JournalError(
                    _("This journal is full."), hint=_("Start a new creation."), where=Where.of(self.path)
                )
            self._amount = amount
            self._events.extend(happened)
            self._at = happened[-1].at
            self.creation = creation
            self._waiting.extend(lines)
            self._save()
            return happened[0]

    def retry(self) -> bool:
        """Try again to write what is waiting; whether everything is on the disk now."""
        with self._guard:
            return self.saved if self.read_only else self._save()

    def refresh(self) -> int:
        """Read what another window has added since, for one who looks on; how many events came."""
        with self._guard:
            if not self.read_only:
                return 0
            with contextlib.suppress(OSError, BestioError), open_regular(self.path) as stream:
                if reader.is_rewritten(stream.readline(reader.MAX_HEADER), self.header):
                    return self._read_again()
                stream.seek(self._seen)
                found, taken = reader.parse_more(stream.read(MAX_BYTES), self.path, self._lines)
                self._seen += taken
                self._lines += len(found)
                self._fold(found)
                return len(found)
            return 0

    def _read_again(self) -> int:
        """Read the whole file, which was brought to a newer format: what is known of it is at its beginning."""
        reading = reader.read(self.path)
        found = migrate(reading.events, reading.header.format)[len(self._events) :]
        self.header = reading.header
        self._seen = reading.good
        self._lines = reading.lines[-1] if reading.lines else 1
        self._fold(found)
        return len(found)

    def write_copy(self, path: Path) -> None:
        """Write the whole journal, what is waiting included, to another file. Raises OSError."""
        with self._guard:
            disk.replace(path, self._whole())

    # --- moments ------------------------------------------------------------------------------------------------------

    def _moment(self) -> float:
        # Clocks of school machines jump: a jump back counts as no time, and the events stay in order.
        now = self._clock()
        passed = max(0.0, now - self._last_clock)
        self._last_clock = now
        return round(self._at + passed, 3)

    # --- reading ------------------------------------------------------------------------------------------------------

    def _load(self, reading: Reading, data: bytes) -> None:
        self.header = reading.header
        self.problems.extend(reading.problems)
        self._amount = reading.amount
        if not self.read_only:
            self._file = JournalFile(self.notices, data, reading.header.format)
        self._seen = reading.good
        self._lines = reading.lines[-1] if reading.lines else 1
        self._exists = True
        events = reading.events
        if reading.newer:
            self.read_only = True
            self._drop_lock()
            self.notices.append(_("A newer Bestio wrote this journal: it can only be looked at here."))
        elif reading.header.format < reader.FORMAT:
            events = migrate(events, reading.header.format)
        self._fold(events, reading.lines)
        now = self._clock()
        expected = self.header.started + self._at
        self._last_clock = min(now, expected) if self.header.started else now

    def _fold(self, events: Sequence[Event], lines: Sequence[int] = ()) -> None:
        for index, event in enumerate(events):
            try:
                self.creation = apply(self.creation, event)
            except Refused as error:
                line = lines[index] if index < len(lines) else None
                hint = f"{error.hint} " + _("It is left out; the rest of the journal is kept.")
                self.problems.append(Problem(Where.of(self.path, line), error.message, hint.lstrip()))
            self._events.append(event)
            self._at = max(self._at, event.at)

    def _mend(self, reading: Reading) -> None:
        """Bring the file to a state that events can be added to; what is cut off is set aside first."""
        if reading.fresh:
            self.header = Header(group=plain(self.path.stem), started=round(self._clock(), 3), id=plain(self.path.stem))
            self._last_clock = self._clock()
            self._file.lead = f"\n{self.header.line()}\n".encode()
        elif reading.tail or not reading.ended:
            self._file.lead = b"\n"
        if self._lock is None:
            return
        disk.sweep(self.path)
        try:
            if reading.tail.strip(b"\0 \t\r\n"):
                aside = disk.set_aside(self.path, reading.tail)
                self.notices.append(
                    _("The end of the journal was damaged: it was set aside in “{file}”.").format(file=aside.name)
                )
            if reading.fresh:
                self._rewrite()
            elif reading.tail:
                self._file.cut(self.path, reading)
        except OSError as error:
            self.trouble = trouble_of(error, 0, self.path)

    # --- writing ------------------------------------------------------------------------------------------------------

    def _whole(self) -> bytes:
        header = msgspec.structs.replace(self.header, format=reader.FORMAT)
        lines = [header.line(), *(record.encode(event) for event in self._events)]
        return ("\n".join(lines) + "\n").encode()

    def _take_lock(self) -> None:
        lock = WriterLock(self.path, self._clock())
        try:
            lock.acquire()
        except OSError as error:
            self.trouble = trouble_of(error, len(self._waiting), self.path, existed=self._exists)
            return
        self._lock = lock
        told = _("This disk has no locks: open a creation in one window only.")
        if lock.by_marker and told not in self.notices:
            self.notices.append(told)

    def _drop_lock(self) -> None:
        if self._lock is not None:
            with contextlib.suppress(OSError):
                self._lock.release()
            self._lock = None

    def _save(self) -> bool:
        """Write the header and what is waiting; whether all is on the disk. Sets or clears `trouble`."""
        try:
            if self._lock is None:
                if not self._exists:
                    make_folder(self.path.parent)
                self._take_lock()
            if self._lock is None:
                return False
            if not self._exists:
                self._begin()
            elif self._waiting:
                self._file.add(self.path, b"".join(self._waiting), self._whole)
                self.header = msgspec.structs.replace(self.header, format=self._file.version)
        except JournalBusy as error:
            self.trouble = Trouble(error.message, error.hint, len(self._waiting), error.message)
            return False
        except OSError as error:
            self.trouble = trouble_of(error, len(self._waiting), self.path, existed=self._exists)
            return False
        count = len(self._waiting)
        if self.trouble is not None and count:
            self.notices.append(
                ngettext(
                    "{n} act that was waiting is written.", "{n} acts that were waiting are written.", count
                ).format(n=count)
            )
        self._waiting.clear()
        self.trouble = None
        return True

    def _begin(self) -> None:
        """Write the file for the first time, under another name where somebody else has made one of this name."""
        number = 2
        wanted = self.path
        while disk.is_there(self.path):
            self._drop_lock()
            self.path = wanted.with_name(f"{wanted.stem}-{number}.yaml")
            self._take_lock()
            number += 1
        self._rewrite()
        self._exists = True

    def _rewrite(self) -> None:
        self._file.rewrite(self.path, self._whole)
        self.header = msgspec.structs.replace(self.header, format=self._file.version)


def _line(event: Event) -> bytes:
    line = record.encode(event).encode() + b"\n"
    if len(line) > record.MAX_LINE:
        raise Refused(_("This is too long to be written down."), hint=_("Cut it into smaller parts."))
    return line


def look(path: Path, *, clock: Clock) -> Journal:
    """The journal of `path`, to look at. Raises JournalError."""
    return Journal.open(path, clock=clock, read_only=True)
