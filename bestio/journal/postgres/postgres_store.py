"""A journal kept in PostgreSQL: one row an event, for one writer at a time.

The right to add is an advisory lock of the connection that adds: where that dies, the right is gone with it, and
nothing more can be added by who thinks to have it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec.structs import replace

from bestio.creation.events import Event, plain
from bestio.errors import Problem, Where
from bestio.journal import codec, reader
from bestio.journal.amount import Amount
from bestio.journal.header import FORMAT, Header, JournalError, header_in
from bestio.journal.journal_store import NotHeld, Overtaken
from bestio.journal.migrate import migrate
from bestio.journal.postgres.connections import Connection, Connections, rows, translated
from bestio.journal.postgres.tables import (
    CLASS,
    COUNT,
    CREATION,
    Kept,
    add,
    cannot_be_read,
    find,
    holder,
    lines_in,
    lock_of,
    name_in,
    names_of,
    no_journal,
    place,
)
from bestio.journal.server_refusal import ServerRefusal
from bestio.storage.lock import JournalBusy

Clock = Callable[[], float]


class PostgresStore:
    """A `journal_store.JournalStore`: the journal `path` on a server, which is read when it is first asked for."""

    def __init__(self, connections: Connections, path: Path, clock: Clock) -> None:
        self.path = path
        self.header = Header(group=plain(path.stem))
        self.problems: list[Problem] = []
        self.notices: list[str] = []
        self.newer = False
        self.there = True
        self.size = 0
        self.amount = Amount()
        self._connections = connections
        self._clock = clock
        self._writer: Connection | None = None
        self._key = 0
        self._id: int | None = None
        self._events: list[Event] = []
        self._lines: list[int] = []
        self._count = 0
        self._first, self._last = b"", b""
        self._loaded = False
        self._in_doubt: list[bytes] | None = None
        self._arrived = 0

    @classmethod
    def new(cls, connections: Connections, path: Path, clock: Clock, group: str = "") -> PostgresStore:
        """One that is not there yet; where another takes its name meanwhile, it takes the next one."""
        made = cls(connections, path, clock)
        name = plain(path.stem)
        made.header = Header(group=plain(group) or name, started=round(clock(), 3), id=name)
        first = f"{made.header.line()}\n".encode()
        made.there, made._loaded, made.size, made.amount = False, True, len(first), Amount.of(first)
        return made

    # --- the right to write -------------------------------------------------------------------------------------------

    @property
    def locked(self) -> bool:
        """Whether the right to add is held here, as far as is known."""
        return self._writer is not None and not self._writer.closed

    def lock(self) -> None:
        """Take the right to add; what others have added before is then known.

        Raises JournalBusy, ServerRefusal, and Overtaken where what was read is not what is there any more.
        """
        if self.locked:
            return
        connection, key = self._connections.take(), lock_of(self.path)
        try:
            if not self._connections.claim(connection, key):
                raise JournalBusy(self.path, holder(connection, key))
            self._writer, self._key = connection, key
            try:
                if self.there and self._loaded:
                    self._catch_up(connection)
            except BaseException:
                self.unlock()
                raise
        finally:
            self._connections.give(connection)

    def _catch_up(self, connection: Connection) -> None:
        """Learn what came since. What we had sent when a connection died may have arrived: then it is no other's."""
        checked = max(0, self._count - 1)
        kept = find(connection, self.path, checked)
        if kept is None or (self._id is not None and kept.id != self._id) or kept.events < self._count:
            raise Overtaken(self.path)
        self._know_header(kept)
        more = lines_in(kept.lines)
        if self._count and more.pop(0) != self._last:
            raise Overtaken(self.path)
        self._arrived = 0
        if more and self._in_doubt is not None and more == self._in_doubt[: len(more)]:
            self._arrived = len(more)
        elif more:
            self._take_more(more)
        self._in_doubt = None

    def unlock(self) -> None:
        """Give the right to add back."""
        writer, self._writer = self._writer, None
        if writer is not None:
            self._connections.release(writer, self._key)

    # --- reading ------------------------------------------------------------------------------------------------------

    def read(self, since: int = 0) -> Sequence[Event]:
        """The events from number `since` on. Raises JournalError."""
        try:
            if not self._loaded:
                self._load()
            elif self.there and not self.locked:
                self._read_on()
        except ServerRefusal as error:
            raise cannot_be_read(error, self.path) from error
        return self._events[since:]

    def watch(self, seen: int) -> bool:
        """Whether there may be more than the `seen` first events."""
        if len(self._events) > seen:
            return True
        if self.locked or self._id is None:
            return False
        with contextlib.suppress(ServerRefusal, JournalError):
            found = self._connections.rows(COUNT, (self._id,))
            return bool(found) and found[0][0] != self._count
        return False

    def where(self, number: int) -> Where:
        """The line of event `number`, as it is in a file."""
        return place(self.path, self._lines[number] if number < len(self._lines) else None)

    def _find(self, since: int) -> Kept:
        """Raises JournalError where there is none, ServerRefusal."""
        connection = self._connections.take()
        try:
            kept = find(connection, self.path, since)
        finally:
            self._connections.give(connection)
        if kept is None:
            raise no_journal(self.path)
        return kept

    def _load(self) -> None:
        kept = self._find(0)
        whole = kept.whole()
        reading = reader.parse(whole, self.path)
        self._id, self._count, self._first, self._last = kept.id, kept.events, kept.header, _last_of(kept.lines)
        self.header, self.amount, self.size = reading.header, reading.amount, len(whole)
        self.problems[:] = reading.problems
        self.newer = reading.newer
        older = reading.header.format < FORMAT
        self._events = migrate(reading.events, reading.header.format) if older else reading.events
        self._lines = reading.lines
        self._loaded = True

    def _read_on(self) -> None:
        kept = self._find(self._count)
        if kept.id == self._id:
            self._know_header(kept)
            self._take_more(lines_in(kept.lines))

    def _know_header(self, kept: Kept) -> None:
        """Who has added to one of an older format has changed its first line."""
        found = header_in(kept.header) if kept.header != self._first else None
        if found is not None:
            self.size += len(kept.header) - len(self._first)
            self.header, self._first = replace(self.header, format=found.format), kept.header

    def _take_more(self, lines: Sequence[bytes]) -> None:
        """Others have added `lines`."""
        data, last = b"".join(b"%b\n" % line for line in lines), self._count + 1
        found, _taken = reader.parse_more(data, self.path, last)
        self._events.extend(found)
        self._lines.extend(range(last + 1, last + 1 + len(found)))
        self._know(lines)

    def _know(self, lines: Sequence[bytes]) -> None:
        """`lines` are on the server."""
        data = b"".join(b"%b\n" % line for line in lines)
        self.amount = self.amount.plus(Amount.of(data))
        self.size += len(data)
        self._count += len(lines)
        self._last = lines[-1] if lines else self._last

    # --- writing ------------------------------------------------------------------------------------------------------

    def append(self, expected: int, events: Sequence[Event]) -> None:
        """Add `events` to the `expected` ones that there are. Raises Overtaken, NotHeld, ServerRefusal."""
        writer = self._writer
        if writer is None:
            raise NotHeld
        with self._connections.alone():
            self._append(writer, expected, events)

    def _append(self, writer: Connection, expected: int, events: Sequence[Event]) -> None:
        if not self._loaded:
            self.read()
        if expected != len(self._events):
            raise Overtaken(self.path)
        lines = [codec.encode_again(event).encode() for event in events]
        try:
            if not self.there:
                self._begin(lines, events)
            else:
                self._add(writer, lines, events)
        except ServerRefusal:
            if not self.locked:  # whether it has arrived is known when there is a connection again
                self._in_doubt = lines
                self.unlock()
            raise
        self._lines.extend(range(self._count + 2, self._count + 2 + len(lines)))
        self._events.extend(events)
        self._know(lines)
        self._arrived, self._in_doubt = 0, None

    def _add(self, writer: Connection, lines: Sequence[bytes], events: Sequence[Event]) -> None:
        new, place = lines[self._arrived :], self._count + self._arrived
        if not new:
            return
        first, length = None, sum(map(len, new)) + len(new)
        if self.header.format < FORMAT:  # its lines stay as they are: each is read in the form that it has
            first = replace(self.header, format=FORMAT).line().encode()
            length += len(first) - len(self._first)
        number = self._id
        if number is None or not add(writer, number, place, new, name_in(events), first, length):
            raise Overtaken(self.path)
        self.header, self._first = replace(self.header, format=FORMAT), first or self._first

    def _begin(self, lines: Sequence[bytes], events: Sequence[Event]) -> None:
        """Make it, under another name where somebody else has made one of this name."""
        number, wanted = 2, self.path
        while not self._made(lines, events):
            self.unlock()
            self.path = wanted.with_name(f"{wanted.stem}-{number}.yaml")
            self.lock()
            number += 1
        self.there = True

    def _made(self, lines: Sequence[bytes], events: Sequence[Event]) -> bool:
        """Make it with its first events; False where there is another one of this name."""
        writer = self._writer
        if writer is None:
            raise NotHeld
        kept = find(writer, self.path) if self._in_doubt is not None else None
        if kept is not None and kept.header == self.header.line().encode():  # what was sent before has arrived
            arrived = lines_in(kept.lines)
            if arrived != list(lines[: len(arrived)]):
                raise Overtaken(self.path)
            self._id, self._first, self._arrived = kept.id, kept.header, len(arrived)
            self._add(writer, lines, events)
            return True
        class_id, name = names_of(self.path)
        header = self.header.line().encode()
        with translated(), writer.transaction():
            ((held,),) = rows(writer, CLASS, (class_id,))
            made = rows(writer, CREATION, (held, name, header, len(header) + 1))
            if not made:
                return False
            self._id, self._first, self._arrived = made[0][0], header, 0
            self._add(writer, lines, events)
        return True


def _last_of(lines: bytes) -> bytes:
    return lines[lines.rfind(b"\n", 0, -1) + 1 : -1]
