"""Erasing on the server: creations that go, others that are put in anew without what they quoted, and what is left.

All of it is one transaction. The rows that it is about are locked before they are read: what somebody adds meanwhile is
either read, or finds that the creation is another one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path

from bestio.journal import reader
from bestio.journal.header import header_in
from bestio.journal.postgres.connections import Connection, Connections, rows, translated
from bestio.journal.postgres.postgres_banks import erase_recorded
from bestio.journal.postgres.postgres_store import PostgresStore
from bestio.journal.postgres.tables import CREATION, add, find, lines_in, name_in, names_of
from bestio.journal.server_refusal import server_away

_CLASS = "select id from bestio.classes where name = %s for update"
_CREATION = """
    select found.id, found.class from bestio.creations found join bestio.classes class on class.id = found.class
    where class.name = %s and found.name = %s for update of found
"""
_ERASE = "delete from bestio.creations where id = %s returning id"
_ERASE_CLASS = """
    delete from bestio.classes gone
    where name = %s and not exists (select from bestio.creations kept where kept.class = gone.id) returning id
"""
_NOTHING: Mapping[str, Collection[str]] = {}


class PostgresErasing:
    """Erases over `connections`; `held` have the right to write what is to be erased, which goes where it dies."""

    def __init__(self, connections: Connections, held: Sequence[PostgresStore]) -> None:
        self._connections = connections
        self._held = held

    def erase(
        self,
        gone: Iterable[Path],
        rewritten: Mapping[Path, Callable[[bytes], bytes]],
        class_id: str | None = None,
        recorded: Mapping[str, Collection[str]] = _NOTHING,
    ) -> None:
        """Erase and rewrite in one transaction. Raises ServerRefusal, JournalError."""
        connection = self._connections.take()
        try:
            if not all(store.locked for store in self._held):
                raise server_away()
            with translated(), connection.transaction():
                if class_id is not None:  # first, as who makes a creation does: nobody waits for each other
                    rows(connection, _CLASS, (class_id,))
                going = set(gone)
                for path in sorted({*going, *rewritten}):
                    for number, held in rows(connection, _CREATION, names_of(path)):
                        if path in going:
                            rows(connection, _ERASE, (number,))
                        else:
                            _rewrite(connection, path, held, rewritten[path])
                for name, ids in sorted(recorded.items()):
                    erase_recorded(connection, name, ids, whole=name == class_id)
                if class_id is not None:
                    rows(connection, _ERASE_CLASS, (class_id,))
        finally:
            self._connections.give(connection)


def _rewrite(connection: Connection, path: Path, class_number: int, clean: Callable[[bytes], bytes]) -> None:
    """Put a creation in anew: as another one, so that who has read it before is told."""
    kept = find(connection, path)
    if kept is None or (content := clean(kept.whole())) == kept.whole():
        return
    rows(connection, _ERASE, (kept.id,))
    lines = lines_in(content if content.endswith(b"\n") else content + b"\n")
    header = lines.pop(0) if lines and header_in(lines[0]) is not None else kept.header
    ((number,),) = rows(connection, CREATION, (class_number, names_of(path)[1], header, len(header) + 1))
    if lines:
        name = name_in(reader.parse(content, path).events)
        add(connection, number, 0, lines, name, None, sum(map(len, lines)) + len(lines))
