"""A class as the programs that serve it have it in common, in tables that a server which falls may lose.

Times are the server's own: what a machine takes for now does not matter. Creations go by their numbers, so that what is
forgotten is forgotten here too.
"""

from __future__ import annotations

import contextlib
import hashlib
import json

import psycopg

from bestio.journal.header import JournalError
from bestio.journal.postgres.connections import Connection, Connections, rows, translated
from bestio.journal.postgres.tables import as_text
from bestio.journal.server_refusal import ServerRefusal, server_away
from bestio.journal.shared import Common, Held, Here

GONE = 10
"""Seconds after which a program that has told nothing counts as dead, even where its connection is still there."""

_LIMIT = "set local lock_timeout = '2s'"
_ONE_AT_A_TIME = "select pg_advisory_xact_lock(%s, (%s & 2147483647)::integer)"
_ROOM = 0x73616C6C  # no lock of a journal has two numbers
_BURY = """
    delete from bestio.programs where name in (
        select name from bestio.programs
        where class = %s and name <> %s and seen < clock_timestamp() - %s * interval '1 second'
    )
"""
_CLASS = "select id from bestio.classes where name = %s"
_HERE = """
    insert into bestio.programs (name, class) values (%s, %s)
    on conflict (name) do update set seen = clock_timestamp()
"""
_PROGRAMS = "select count(*) from bestio.programs where class = %s"
_BEGIN = "delete from bestio.rooms where class = %s"
_LOWER_ALL = "delete from bestio.hands where creation in (select id from bestio.creations where class = %s)"
_TELL = """
    insert into bestio.rooms (class, told) values (%s, %s::jsonb)
    on conflict (class) do update set told = rooms.told || excluded.told
"""
_RAISE = """
    insert into bestio.hands (creation) select id from bestio.creations where class = %s and name = any(%s)
    on conflict do nothing
"""
_LOWER = """
    delete from bestio.hands where creation in (select id from bestio.creations where class = %s and name = any(%s))
"""
_HELD = """
    insert into bestio.held (program, creation, pages, browser, lines, looks_on)
    select %s, found.id, one.pages, one.browser, one.lines, one.looks_on
    from unnest(%s::text[], %s::integer[], %s::text[], %s::boolean[], %s::boolean[])
        one (name, pages, browser, lines, looks_on)
    join bestio.creations found on found.class = %s and found.name = one.name
    on conflict (program, creation) do update
    set pages = excluded.pages, browser = excluded.browser, lines = excluded.lines, looks_on = excluded.looks_on
    where (held.pages, held.browser, held.lines, held.looks_on)
        is distinct from (excluded.pages, excluded.browser, excluded.lines, excluded.looks_on)
"""
_LET_GO = """
    delete from bestio.held gone using bestio.creations found
    where gone.program = %s and found.id = gone.creation and found.name <> all(%s::text[])
"""
_WANT = """
    update bestio.held set wanted = true
    where program <> %s and creation in (select id from bestio.creations where class = %s and name = any(%s))
"""
_WANTED = """
    update bestio.held asked set wanted = false from bestio.creations found
    where asked.program = %s and asked.wanted and found.id = asked.creation returning found.name
"""
_TOLD = "select told from bestio.rooms where class = %s"
_HANDS = """
    select found.name from bestio.hands up join bestio.creations found on found.id = up.creation where found.class = %s
"""
_OTHER_PROGRAMS = """
    select name from bestio.programs
    where class = %s and name <> %s and seen >= clock_timestamp() - %s * interval '1 second'
"""
_IS_FREE = "select pg_try_advisory_xact_lock(%s)"
_OTHERS = """
    select found.name, one.pages, one.browser, one.lines, one.looks_on
    from bestio.held one
    join bestio.creations found on found.id = one.creation
    where found.class = %s and one.program = any(%s)
"""
_LEAVE = "delete from bestio.programs where name = %s"


class PostgresRoom:
    """The class `class_id` for one program. On any thread."""

    def __init__(self, connections: Connections, class_id: str, program: str, gone: float = GONE) -> None:
        """`gone`: see `GONE`."""
        self._connections = connections
        self._class = as_text(class_id)
        self._program = program
        self._gone = gone

    def exchange(self, here: Here) -> Common:
        """Tell the others, and hear of them. Raises BestioError."""
        try:
            connection = self._connections.take()
            try:
                with translated(), connection.transaction():
                    connection.execute(_LIMIT)
                    return self._exchange(connection, here)
            finally:
                self._connections.give(connection)
        except ServerRefusal as error:
            raise error.error() from error
        except psycopg.Error as error:  # a creation that is being forgotten at this moment, a wait that took too long
            raise server_away(" ".join(str(error).split())).error() from error

    def _exchange(self, connection: Connection, here: Here) -> Common:
        program, found = self._program, rows(connection, _CLASS, (self._class,))
        if not found:
            return Common()
        class_id = found[0][0]
        connection.execute(_ONE_AT_A_TIME, (_ROOM, class_id))  # they write to each other's rows
        connection.execute(_BURY, (class_id, program, self._gone))
        connection.execute(_HERE, (program, class_id))
        ((programs,),) = rows(connection, _PROGRAMS, (class_id,))
        if here.first and programs == 1:  # what was said to those of another day
            connection.execute(_BEGIN, (class_id,))
            connection.execute(_LOWER_ALL, (class_id,))
        if here.told:
            connection.execute(_TELL, (class_id, json.dumps(dict(here.told))))
        for query, raised in ((_RAISE, True), (_LOWER, False)):
            if names := [as_text(group) for group, up in here.hands.items() if up is raised]:
                connection.execute(query, (class_id, names))
        held = sorted({as_text(one.group): one for one in here.held}.items())
        names = [name for name, _one in held]
        connection.execute(_LET_GO, (program, names))
        if held:
            ones = [one for _name, one in held]
            connection.execute(_HELD, (
                program, names, [one.pages for one in ones], [one.browser for one in ones],
                [one.lines for one in ones], [one.looks_on for one in ones], class_id,
            ))  # fmt: skip
        if here.wants:
            connection.execute(_WANT, (program, class_id, [as_text(group) for group in here.wants]))
        others = self._alive(connection, class_id)
        told = rows(connection, _TOLD, (class_id,))
        return Common(
            told[0][0] if told else {},
            frozenset(name for (name,) in rows(connection, _HANDS, (class_id,))),
            [Held(*row) for row in rows(connection, _OTHERS, (class_id, others))] if others else [],
            [name for (name,) in rows(connection, _WANTED, (program,))],
            programs,
        )

    def _alive(self, connection: Connection, class_id: int) -> list[str]:
        """The other programs that live: each has a lock for as long as its connection, which goes when it is killed.

        One whose connection has just died takes its lock again with the next word that it says.
        """
        own = _life_of(self._program)
        if not self._connections.is_claimed(own):
            self._connections.claim(connection, own)
        found = rows(connection, _OTHER_PROGRAMS, (class_id, self._program, self._gone))
        return [name for (name,) in found if not rows(connection, _IS_FREE, (_life_of(name),))[0][0]]

    def leave(self) -> None:
        """Be no more of those that serve the class, as far as the server answers."""
        with contextlib.suppress(ServerRefusal, JournalError, psycopg.Error):
            connection = self._connections.take()
            try:
                connection.execute(_LEAVE, (self._program,))
            finally:
                self._connections.give(connection)


def _life_of(program: str) -> int:
    """The number of the lock that a program has for as long as it lives."""
    name = program.encode()
    return int.from_bytes(hashlib.blake2b(name, digest_size=8, person=b"bestio-life").digest(), "big", signed=True)
