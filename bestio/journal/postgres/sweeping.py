"""Tables that are written anew, so that nothing of what was erased stands in the files of the server."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence

import psycopg

from bestio.journal.header import JournalError
from bestio.journal.postgres.connections import Connection, Connections, rows
from bestio.journal.server_refusal import ServerRefusal

MOST_WRITTEN_ANEW = 256 << 20
"""Bytes of tables that are written anew while who works has to wait: some seconds of a slow disk."""
CREATIONS = ("bestio.events", "bestio.creations", "bestio.classes")
RECORDINGS = ("bestio.clips", "bestio.renderings", "bestio.banks")
_SIZE = "select sum(pg_total_relation_size(one::regclass))::bigint from unnest(%s::text[]) one"
_NOW = "select pg_current_xact_id()::xid::text"
_LOOKING_ON = """
    select count(*) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()
        and greatest(age(backend_xid), age(backend_xmin)) >= age(%s::xid)
"""
_WAIT = "select pg_sleep(0.05)::text"
_LONGEST_WAIT = 60  # times
_FILES = "select pg_relation_filenode(one::regclass) from unnest(%s::text[]) one"


def sweep(connections: Connections, tables: Sequence[str] = CREATIONS) -> bool:
    """Write `tables` anew, so that nothing of what was erased stands in their files; whether that was done."""
    try:
        connection = connections.take()
        try:
            return write_anew(connection, tables)
        finally:
            connections.give(connection)
    except (ServerRefusal, JournalError):
        return False


def write_anew(connection: Connection, tables: Sequence[str] = CREATIONS, most: int = MOST_WRITTEN_ANEW) -> bool:
    """Write `tables` anew, so that nothing of what was erased stands in their files; whether that was done.

    Where they are larger than `most` bytes, somebody is in the middle of an act, or they are not ours, what was erased
    only becomes room to be written over.
    """
    tables = list(tables)
    try:
        before = rows(connection, _FILES, (tables,))
        if (rows(connection, _SIZE, (tables,))[0][0] or 0) <= most and _nobody_sees_it(connection):
            try:
                connection.execute("set lock_timeout = '3s'")
                connection.execute(f"vacuum (full) {', '.join(tables)}")
            finally:
                with contextlib.suppress(psycopg.Error):
                    connection.execute("reset lock_timeout")
            after = rows(connection, _FILES, (tables,))
            if all(old != new for old, new in zip(before, after, strict=True)):
                return True
    except (psycopg.Error, OSError):
        pass
    with contextlib.suppress(psycopg.Error, OSError):
        connection.execute(f"vacuum {', '.join(tables)}")
    return False


def _nobody_sees_it(connection: Connection) -> bool:
    """Wait until no act is under way that began before; False where one takes long. What it sees has to stay."""
    ((now,),) = rows(connection, _NOW)
    for _time in range(_LONGEST_WAIT):
        if not rows(connection, _LOOKING_ON, (now,))[0][0]:
            return True
        rows(connection, _WAIT)
    return False
