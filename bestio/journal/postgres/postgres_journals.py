"""The journals of a workspace in PostgreSQL: their classes, their lists, and each of them whole."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from bestio.creation.events import plain
from bestio.errors import UsageError
from bestio.i18n import _
from bestio.journal import reader
from bestio.journal.header import JournalError, header_in
from bestio.journal.journals import Entry
from bestio.journal.postgres.connections import Connections, Row, rows, translated
from bestio.journal.postgres.erasing import PostgresErasing
from bestio.journal.postgres.postgres_banks import PostgresBanks
from bestio.journal.postgres.postgres_room import PostgresRoom
from bestio.journal.postgres.postgres_schools import PostgresSchools
from bestio.journal.postgres.postgres_sign_ins import PostgresSignIns
from bestio.journal.postgres.postgres_store import PostgresStore
from bestio.journal.postgres.sweeping import sweep
from bestio.journal.postgres.tables import (
    CLASS,
    CREATION,
    add,
    as_text,
    cannot_be_read,
    find,
    lines_in,
    lock_of,
    name_in,
    names_of,
    no_journal,
    place,
)
from bestio.journal.save_status import trouble_of
from bestio.journal.server_refusal import ServerRefusal
from bestio.journal.todays_form import line_by_line
from bestio.library import BANKS

Clock = Callable[[], float]

_AWAY = 2.0
"""Seconds for which a server that did not answer is not asked for a list again: a screen has many of them."""

_CLASSES = 'select name from bestio.classes order by name collate "C"'
_ENTRIES = """
    select class.name, found.name, found.header, found.called, found.bytes,
        extract(epoch from found.changed)::float8, (extract(epoch from found.changed) * 1000000)::bigint
    from bestio.creations found join bestio.classes class on class.id = found.class
"""
_IN_CLASS = f"{_ENTRIES} where class.name = %s"
_MADE = "select extract(epoch from made)::float8 from bestio.classes where name = %s"
_TITLE = "select title from bestio.classes where name = %s"
_LAST_DAY = "select to_char(last_day, 'YYYY-MM-DD') from bestio.classes where name = %s and last_day is not null"
_SET_LAST_DAY = "update bestio.classes set last_day = nullif(%s, '')::date where name = %s"
_MAKE_CLASS = """
    insert into bestio.classes (name, title) values (%s, %s)
    on conflict (name) do update set title = excluded.title where classes.title = ''
"""
_KEEP = """
    insert into bestio.kept (class, name, value) select id, %s, %s from bestio.classes where name = %s
    on conflict do nothing
"""
_KEPT = """
    select one.value from bestio.kept one join bestio.classes class on class.id = one.class
    where one.name = %s and class.name = %s
"""
_NOW = "select extract(epoch from clock_timestamp())::float8"
_APART = "select row_security_active('bestio.events')"
_MOVE = """
    update bestio.creations set class = %s, name = %s
    where class = (select id from bestio.classes where name = %s) and name = %s returning id
"""


class PostgresJournals:
    """The journals that the server at `address` keeps, known by the paths that they would have under `root`.

    Lists that were seen once are told again while the server is away, as a screen goes on showing them. `scope`: the
    class that alone is seen and changed here, "" for all of them.
    """

    def __init__(self, root: Path, clock: Clock, address: str, scope: str = "") -> None:
        self.root = root
        self._clock = clock
        self.connections = Connections(address, as_text(scope))
        self.banks = PostgresBanks(self.connections, root.parent / BANKS, clock)
        self._seen: dict[tuple[str, tuple[Any, ...]], list[Row]] = {}
        self._refused: float | None = None

    def close(self) -> None:
        """Close the connection that is kept."""
        self.connections.close()

    def _rows(self, query: str, *values: Any) -> list[Row]:
        """What a question gives, or has given before. Raises BestioError where the server was never reached."""
        refused = self._refused
        if refused is not None and self._seen and 0 <= self._clock() - refused < _AWAY:
            return self._seen.get((query, values), [])
        try:
            found = self.connections.rows(query, values)
        except ServerRefusal as error:
            if not self._seen:
                raise error.error() from error
            self._refused = self._clock()
            return self._seen.get((query, values), [])
        self._seen[query, values], self._refused = found, None
        return found

    # --- lists --------------------------------------------------------------------------------------------------------

    def classes(self) -> list[str]:
        """The names of the classes, in order."""
        return [name for (name,) in self._rows(_CLASSES)]

    def has_class(self, class_id: str) -> bool:
        """Whether there is a class of that name."""
        return class_id in self.classes()

    def made(self, class_id: str) -> float:
        """When a class was made or had a group added last."""
        return next((made for (made,) in self._rows(_MADE, as_text(class_id))), 0.0)

    def title(self, class_id: str) -> str:
        """The title that a class was made with."""
        return next((title for (title,) in self._rows(_TITLE, as_text(class_id))), "")

    def make_class(self, class_id: str, title: str) -> None:
        """Make a class; where it has no title yet, `title` is it. Raises NotSavedError."""
        self._change(_MAKE_CLASS, as_text(class_id), as_text(title))

    def last_day(self, class_id: str) -> str:
        """The day with which a class ends."""
        return next((day for (day,) in self._rows(_LAST_DAY, as_text(class_id))), "")

    def set_last_day(self, class_id: str, day: str) -> None:
        """Let a class end with a day, or never. Raises NotSavedError."""
        self._change(_SET_LAST_DAY, day, as_text(class_id))

    def _change(self, query: str, *values: str) -> None:
        try:
            connection = self.connections.take()
            try:
                with translated():
                    connection.execute(query, values)
            finally:
                self.connections.give(connection)
        except ServerRefusal as error:
            raise trouble_of(error, 0).error() from error

    def entries(self, class_id: str | None = None) -> list[Entry]:
        """The journals of a class, or of all of them."""
        found = self._rows(_ENTRIES) if class_id is None else self._rows(_IN_CLASS, as_text(class_id))
        return [self._entry(row) for row in found]

    def _entry(self, row: Row) -> Entry:
        class_id, name, first, called, size, modified, stamp = row
        header = header_in(bytes(first))
        group = called or (header.group if header else "") or plain(name)
        path = self.root / class_id / f"{name}.yaml"
        return Entry(path, class_id, name, group, modified, size, header.started if header else 0.0, stamp)

    def keep(self, class_id: str, name: str, value: bytes) -> bytes:
        """Keep a value for all programs that serve a class, where there is none of that name yet; that which is kept.

        The class is made where it is not there yet. Raises BestioError.
        """
        held = as_text(class_id)
        try:
            connection = self.connections.take()
            try:
                with translated(), connection.transaction():
                    connection.execute(_MAKE_CLASS, (held, ""))
                    connection.execute(_KEEP, (name, value, held))
                    return bytes(rows(connection, _KEPT, (name, held))[0][0])
            finally:
                self.connections.give(connection)
        except ServerRefusal as error:
            raise error.error() from error

    def common_room(self, class_id: str, program: str) -> PostgresRoom:
        """A class for the program of that name, which no other has."""
        return PostgresRoom(self.connections, class_id, program)

    def keeps_apart(self) -> bool:
        """Whether the server itself keeps the classes apart: it does not for a superuser. Raises BestioError."""
        try:
            return bool(self.connections.rows(_APART)[0][0])
        except ServerRefusal as error:
            raise error.error() from error

    def schools(self) -> PostgresSchools:
        """The schools, their teachers, and whose class is whose."""
        return PostgresSchools(self.connections)

    def sign_ins(self, class_id: str) -> PostgresSignIns:
        """The browsers in which teachers of a class have signed in."""
        return PostgresSignIns(self.connections, class_id)

    def answers(self) -> bool:
        """Whether the server can be reached now."""
        try:
            self.connections.rows("select 1")
        except (ServerRefusal, JournalError):
            return False
        return True

    # --- one journal --------------------------------------------------------------------------------------------------

    def is_there(self, path: Path) -> bool:
        """Whether there is a journal of that name, as far as can be known."""
        try:
            connection = self.connections.take()
            try:
                return find(connection, path) is not None
            finally:
                self.connections.give(connection)
        except (ServerRefusal, JournalError):
            return False

    def content(self, path: Path) -> bytes:
        """The whole journal as it would stand in a file. Raises JournalError."""
        try:
            connection = self.connections.take()
            try:
                kept = find(connection, path)
            finally:
                self.connections.give(connection)
        except ServerRefusal as error:
            raise cannot_be_read(error, path) from error
        if kept is None:
            raise no_journal(path)
        return kept.whole()

    def open(self, path: Path, *, read_only: bool = False) -> PostgresStore:
        """The store of a journal; that there is none is told when it is read."""
        return PostgresStore(self.connections, path, self._clock)

    def new(self, path: Path, group: str) -> PostgresStore:
        """The store of a journal that is not there yet. Raises JournalError where there is one."""
        if self.is_there(path):
            raise JournalError(
                _("There is already a journal called “{name}”.").format(name=path.stem), where=place(path)
            )
        return PostgresStore.new(self.connections, path, self._clock, group)

    @contextlib.contextmanager
    def moving(self, path: Path, target: Path) -> Iterator[None]:
        """Hold both names; then the journal has the other one. Raises JournalBusy, JournalError, ServerRefusal."""
        _refuse_what_no_server_holds(target)
        with contextlib.ExitStack() as held:
            for one in (path, target):
                store = PostgresStore(self.connections, one, self._clock)
                store.lock()
                held.callback(store.unlock)
            yield
            connection = self.connections.take()
            held.callback(self.connections.give, connection)
            with translated(), connection.transaction():
                ((there,),) = rows(connection, CLASS, (target.parent.name,))
                if not rows(connection, _MOVE, (there, target.stem, *names_of(path))):
                    raise no_journal(path)

    @contextlib.contextmanager
    def erasing(self, paths: Iterable[Path]) -> Iterator[PostgresErasing]:
        """Hold the right to write each of `paths`. Raises JournalBusy, ServerRefusal."""
        stores = [PostgresStore(self.connections, path, self._clock) for path in sorted(set(paths))]
        with contextlib.ExitStack() as held:
            for store in stores:
                store.lock()
                held.callback(store.unlock)
            yield PostgresErasing(self.connections, stores)
        self._seen.clear()

    def now(self) -> float:
        """What the server takes for now. Raises BestioError."""
        try:
            return float(self.connections.rows(_NOW)[0][0])
        except ServerRefusal as error:
            raise error.error() from error

    def sweep(self) -> bool:
        """Let nothing of the creations that were erased stand in the files of the server; False where it cannot now."""
        return sweep(self.connections)

    def add(self, path: Path, content: bytes) -> bool:
        """Keep a whole journal, all of it or nothing. Raises ServerRefusal, JournalError."""
        reading = reader.parse(content, path)
        if reading.newer:
            raise JournalError(
                _("A newer Bestio wrote this journal: it stays where it is."),
                hint=_("Install the newer Bestio here too."),
                where=place(path),
            )
        lines = lines_in(line_by_line(reading, content))
        _refuse_what_no_server_holds(path)
        connection = self.connections.take()
        try:
            with translated(), connection.transaction():
                key = lock_of(path)  # which the server gives twice to one connection
                if self.connections.is_claimed(key):
                    return False
                if not rows(connection, "select pg_try_advisory_xact_lock(%s)", (key,))[0][0]:
                    return False
                class_id, name = names_of(path)
                ((held,),) = rows(connection, CLASS, (class_id,))
                made = rows(connection, CREATION, (held, name, lines[0], len(lines[0]) + 1))
                if made and lines[1:]:
                    length = sum(map(len, lines[1:])) + len(lines) - 1
                    add(connection, made[0][0], 0, lines[1:], name_in(reading.events), None, length)
                return bool(made)
        finally:
            self.connections.give(connection)


def _refuse_what_no_server_holds(path: Path) -> None:
    if names_of(path) != (path.parent.name, path.stem):
        raise UsageError(
            _("“{name}” cannot be the name of a class or a group.").format(name=names_of(path)[1][:80]),
            hint=_("Use letters, digits and hyphens."),
        )
