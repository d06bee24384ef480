"""The append-only record of what one group did, and the creation that it makes.

An event is acknowledged once it is on the disk, ours or a server's. Where that refuses (full, read-only, stick taken
out, server away) the event stays in memory, `trouble` tells why in words for the group, work goes on, and what is
waiting is written as soon as that is possible again: at the next event, or when `retry` is called.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from bestio.creation.events import Event, Refused
from bestio.creation.fold import EMPTY, Creation, as_one_act, fold
from bestio.errors import BestioError, Problem, Where
from bestio.i18n import _, ngettext
from bestio.journal import codec
from bestio.journal.amount import Amount
from bestio.journal.file_store import FileStore, as_file
from bestio.journal.header import FORMAT, Header, JournalError
from bestio.journal.journal_store import JournalStore, Overtaken
from bestio.journal.reader import MAX_BYTES
from bestio.journal.save_status import SaveStatus, trouble_of
from bestio.storage import disk
from bestio.storage.lock import JournalBusy

__all__ = ["Header", "Journal", "JournalBusy", "JournalError"]

Clock = Callable[[], float]


class Journal:
    """One group's journal, open for writing or for looking on. Make one with `create`, `open` or `over`; close it.

    `events` are all that happened, those waiting to be written among them; `creation` is what they make. `problems` are
    the lines that were left out, `notices` what was done about a damaged or older file, both for people.
    """

    def __init__(self, store: JournalStore, clock: Clock, *, read_only: bool) -> None:
        self.read_only = read_only
        self.creation: Creation = EMPTY
        self.trouble: SaveStatus | None = None
        self._store = store
        self._clock = clock
        self._last_clock = 0.0
        self._at = 0.0
        self._events: list[Event] = []
        self._waiting: list[Event] = []
        self._waiting_bytes = 0
        self._amount = store.amount
        self._refused: list[Problem] = []
        self._guard = threading.RLock()

    # --- opening and closing ------------------------------------------------------------------------------------------

    @classmethod
    def create(cls, path: Path, *, clock: Clock, group: str = "") -> Journal:
        """A new journal, its folder made if need be. Where the disk refuses, it lives in memory until that is over.

        Raises JournalError where there is a file of that name already, JournalBusy where another window is making it.
        """
        return cls.over(FileStore.create(path, clock, group), clock=clock)

    @classmethod
    def open(cls, path: Path, *, clock: Clock, read_only: bool = False) -> Journal:
        """The journal of `path`; `read_only` looks on without the right to write, even while another window writes.

        A journal of a newer format is opened read-only whatever was asked. Raises JournalBusy where another window
        writes it, JournalError where it cannot be read at all.
        """
        return cls.over(FileStore.open(path, clock, read_only=read_only), clock=clock, read_only=read_only)

    @classmethod
    def over(cls, store: JournalStore, *, clock: Clock, read_only: bool = False) -> Journal:
        """The journal that `store` keeps; made there, as far as can be, where there is none yet. Raises as `open`."""
        journal = cls(store, clock, read_only=read_only)
        if not read_only:
            journal._take_lock()
        try:
            journal._load()
            if not journal.read_only and (store.locked or not store.there):
                journal._save()
        except BaseException:
            store.unlock()
            raise
        return journal

    def close(self, *, rescue: Path | None = None) -> Path | None:
        """Write what is waiting if that is possible now, and give the right to write back.

        Where it is not possible, and there is a folder `rescue`, the whole journal is written there; that file, which
        can be imported later. None where nothing had to be rescued, or could be.
        """
        with self._guard:
            lost = not self.read_only and not self.saved and not self._save()
            self._store.unlock()
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
    def now(self) -> float:
        """This moment, in seconds since the journal was begun."""
        return self._clock() - self.header.started

    @property
    def path(self) -> Path:
        """Where it is kept."""
        return self._store.path

    @property
    def header(self) -> Header:
        """What its first line says."""
        return self._store.header

    @property
    def problems(self) -> Sequence[Problem]:
        """What was left out, with the line."""
        return [*self._store.problems, *self._refused]

    @property
    def notices(self) -> list[str]:
        """What was done about a damaged or older file."""
        return self._store.notices

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
        return self._store.there and not self._waiting

    # --- what happens -------------------------------------------------------------------------------------------------

    def record(self, do: str, data: Mapping[str, Any] | None = None, /, **values: Any) -> Event:
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
            lines = b"".join(map(_line, happened))
            amount = self._amount.plus(Amount.of(lines))
            if self._store.size + self._waiting_bytes + len(lines) > MAX_BYTES or amount.too_much():
                raise JournalError(
                    _("This journal is full."), hint=_("Start a new creation."), where=Where.of(self.path)
                )
            self._amount = amount
            self._events.extend(happened)
            self._at = happened[-1].at
            self.creation = creation
            self._waiting.extend(happened)
            self._waiting_bytes += len(lines)
            self._save()
            return happened[0]

    def retry(self) -> bool:
        """Try again to write what is waiting; whether everything is on the disk now."""
        with self._guard:
            return self.saved if self.read_only else self._save()

    def take_up(self) -> bool:
        """Write from now on what was only looked at, where nobody else does any more; whether that is so."""
        with self._guard:
            if not self.read_only:
                return True
            if self._store.newer:
                return False
            try:
                self._store.lock()
                found = self._store.read(len(self._events))
            except (OSError, BestioError):
                self._store.unlock()
                return False
            self.read_only, self._amount = False, self._store.amount
            self._fold(found)
            self._set_clock()
            return True

    def refresh(self) -> int:
        """Read what another window has added since, for one who looks on; how many events came."""
        with self._guard:
            if not self.read_only or not self._store.watch(len(self._events)):
                return 0
            with contextlib.suppress(OSError, BestioError):
                found = self._store.read(len(self._events))
                self._fold(found)
                return len(found)
            return 0

    def write_copy(self, path: Path) -> None:
        """Write the whole journal, what is waiting included, to another file. Raises OSError."""
        with self._guard:
            disk.replace(path, as_file(replace(self.header, format=FORMAT), self._events))

    # --- moments ------------------------------------------------------------------------------------------------------

    def _moment(self) -> float:
        # Clocks of school machines jump: a jump back counts as no time, and the events stay in order.
        now = self._clock()
        passed = max(0.0, now - self._last_clock)
        self._last_clock = now
        return round(self._at + passed, 3)

    # --- reading ------------------------------------------------------------------------------------------------------

    def _load(self) -> None:
        events = self._store.read()
        self._amount = self._store.amount
        if self._store.newer:
            self.read_only = True
            self._store.unlock()
            self.notices.append(_("A newer Bestio wrote this journal: it can only be looked at here."))
        self._fold(events)
        self._set_clock()

    def _set_clock(self) -> None:
        now = self._clock()
        expected = self.header.started + self._at
        self._last_clock = min(now, expected) if self.header.started else now

    def _fold(self, events: Sequence[Event]) -> None:
        first = len(self._events)

        def left_out(index: int, _event: Event, error: Refused) -> None:
            hint = f"{error.hint} " + _("It is left out; the rest of the journal is kept.")
            self._refused.append(Problem(self._store.where(first + index), error.message, hint.lstrip()))

        self.creation = fold(events, start=self.creation, refused=left_out)
        self._events.extend(events)
        self._at = max((self._at, *(event.at for event in events)))

    # --- writing ------------------------------------------------------------------------------------------------------

    def _take_lock(self) -> None:
        try:
            self._store.lock()
        except OSError as error:
            self.trouble = trouble_of(error, len(self._waiting), self.path, existed=self._store.there)

    def _save(self) -> bool:
        """Have what is waiting kept; whether all is on the disk. Sets or clears `trouble`."""
        store, count = self._store, len(self._waiting)
        try:
            if not store.locked:
                store.lock()
            store.append(len(self._events) - count, self._waiting)
        except (JournalBusy, JournalError, Overtaken) as error:
            self.trouble = SaveStatus(error.message, error.hint, count, error.message)
            return False
        except OSError as error:
            self.trouble = trouble_of(error, count, self.path, existed=store.there)
            return False
        if self.trouble is not None and count:
            self.notices.append(
                ngettext(
                    "{n} act that was waiting is written.", "{n} acts that were waiting are written.", count
                ).format(n=count)
            )
        self._waiting.clear()
        self._waiting_bytes = 0
        self.trouble = None
        return True


def _line(event: Event) -> bytes:
    line = codec.encode(event).encode() + b"\n"
    if len(line) > codec.MAX_LINE:
        raise Refused(_("This is too long to be written down."), hint=_("Cut it into smaller parts."))
    return line


def look(path: Path, *, clock: Clock) -> Journal:
    """The journal of `path`, to look at. Raises JournalError."""
    return Journal.open(path, clock=clock, read_only=True)
