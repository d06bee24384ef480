"""The connection to one server: made when it is asked for, kept for the next one, thrown away where it has died.

A pool with threads of its own would let who asks wait for a server that is away; here it is told at once.
"""

from __future__ import annotations

import contextlib
import os
import re
import socket
from collections.abc import Iterator, Mapping, Sequence
from threading import RLock
from typing import Any, TypeAlias

import psycopg
from psycopg import conninfo

from bestio.errors import UsageError
from bestio.i18n import _
from bestio.journal.header import JournalError
from bestio.journal.postgres.policies import SCOPE
from bestio.journal.postgres.schema import is_ready, prepare
from bestio.journal.server_refusal import (
    ServerRefusal,
    server_away,
    server_crowded,
    server_forbids,
    server_full,
)

Connection: TypeAlias = "psycopg.Connection[Any]"
Row: TypeAlias = tuple[Any, ...]

APPLICATION = "bestio"
_LIMITS = {
    # A server that is gone without a word is known to be so before a group gives up on it, and so is one of us.
    "connect_timeout": "2",
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "2",
    "tcp_user_timeout": "10000",
    "options": "-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=2",
}
_SCOPED = f"select current_setting('{SCOPE}', true)"
_FULL = {"53100"}
_FORBIDDEN = {"25006", "42501", "3D000"}


class Connections:
    """The one connection that this process has to the server at `address`, as libpq reads it. Raises UsageError.

    With a `scope`, the name of a class, the server shows that class alone, and lets nothing else be changed.

    It is made when it is first asked for, and made again where it has died, or where the process is a copy of the one
    that made it. Threads have it one after the other. The right to write a journal is a lock of this connection, and
    goes with it; `claim` keeps account of those that are had here: the server would let us have them twice.
    """

    def __init__(self, address: str, scope: str = "") -> None:
        try:
            given = conninfo.conninfo_to_dict(address)
        except psycopg.Error as error:
            raise UsageError(
                _("The address of the server cannot be read."),
                hint=_("Write it so: postgresql://user@machine/database"),
            ) from error
        self._given = self._everywhere = {**_LIMITS, **given}
        self._scope = scope
        if scope:  # said with the first word to the server: it holds however the connection is set back
            options = f"{self._everywhere['options']} -c {SCOPE}={_as_option(scope)}"
            self._given = {**self._everywhere, "options": options}
        self._guard = RLock()
        self._connection: Connection | None = None
        self._claimed: set[int] = set()
        self._made_by = 0
        self._refusals = 0
        self._refusal: ServerRefusal | None = None

    def take(self) -> Connection:
        """The connection, for this thread alone until it gives it back. Raises ServerRefusal, JournalError."""
        before = self._refusals
        self._guard.acquire()
        try:
            known = self._known()
            if known is not None:
                with contextlib.suppress(psycopg.Error):
                    if self._is_in_scope(known):
                        return known
                self.drop(known)
            refusal = self._refusal
            if refusal is not None and self._refusals != before:  # while we waited for our turn
                raise refusal
            return self._connect()
        except BaseException:
            self._guard.release()
            raise

    def _is_in_scope(self, connection: Connection) -> bool:
        """Whether a connection has the scope that it was made with. Raises psycopg.Error."""
        found = connection.execute(_SCOPED).fetchone()
        return not self._scope or found == (self._scope,)

    def give(self, connection: Connection) -> None:
        """Let the next thread have it; one that died meanwhile is thrown away."""
        if connection.closed:
            self.drop(connection)
        self._guard.release()

    @contextlib.contextmanager
    def everywhere(self) -> Iterator[Connection]:
        """A connection without the scope, where this has one: for what the teacher of several classes asks for.

        It is made for this and thrown away. Raises ServerRefusal, JournalError.
        """
        if not self._scope:
            connection = self.take()
            try:
                yield connection
            finally:
                self.give(connection)
            return
        with contextlib.closing(self._connected(self._everywhere)) as other:
            yield other

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """Let no other thread have the connection meanwhile: for who has had it before, and still uses it."""
        with self._guard:
            yield

    def claim(self, connection: Connection, key: int) -> bool:
        """Take the lock `key` of who has the connection; False where somebody has it. Raises ServerRefusal."""
        if self.is_claimed(key) or not rows(connection, "select pg_try_advisory_lock(%s)", (key,))[0][0]:
            return False
        self._claimed.add(key)
        return True

    def is_claimed(self, key: int) -> bool:
        """Whether somebody in this process has the lock `key`."""
        return key in self._claimed

    def release(self, connection: Connection, key: int) -> None:
        """Give the lock `key` back, which was taken over `connection`."""
        with self._guard:
            held = self._connection
            if held is None or held is not connection:
                return  # it died, and all its locks with it
            try:
                connection.execute("select pg_advisory_unlock(%s)", (key,))
            except psycopg.Error:
                self.drop(connection)
            self._claimed.discard(key)

    def drop(self, connection: Connection) -> None:
        """Throw a connection away: its locks go with it."""
        with self._guard:
            connection.close()
            if connection is self._connection:
                self._connection = None
                self._claimed.clear()

    def rows(self, query: str, values: Sequence[Any] = ()) -> list[Row]:
        """What a question gives. Raises ServerRefusal, JournalError."""
        connection = self.take()
        try:
            return rows(connection, query, values)
        finally:
            self.give(connection)

    def close(self) -> None:
        """Close it, where it is kept; who asks again makes another."""
        with self._guard:
            if (known := self._known()) is not None:
                self.drop(known)

    def _known(self) -> Connection | None:
        """The connection as far as is known; that of the process that we were copied from is not ours."""
        if self._connection is not None and self._made_by != os.getpid():
            self._connection = None  # psycopg closes none but in the process that made it
            self._claimed.clear()
        return self._connection

    def _connect(self) -> Connection:
        try:
            made = self._connected(self._given)
            try:
                self._prepare(made)
            except BaseException:
                made.close()
                raise
        except ServerRefusal as error:
            self._refusals += 1
            self._refusal = error
            raise
        self._connection, self._made_by, self._refusal = made, os.getpid(), None
        return made

    @staticmethod
    def _connected(given: Mapping[str, Any]) -> Connection:
        who = f"{APPLICATION} {os.getpid()} {socket.gethostname()[:40]}"
        with translated():
            return psycopg.connect(conninfo.make_conninfo("", **{"application_name": who, **given}), autocommit=True)

    def _prepare(self, made: Connection) -> None:
        """Have the tables as they should be; by a connection for itself where this one has a scope."""
        with translated():
            if not self._scope:
                prepare(made)
                return
            if not self._is_in_scope(made):
                raise JournalError(_("The server does not keep to the class “{name}”.").format(name=self._scope))
            if not is_ready(made):
                with contextlib.closing(self._connected(self._everywhere)) as other:
                    prepare(other)


def _as_option(value: str) -> str:
    """`value` as libpq reads it among options: a blank would end it."""
    return re.sub(r"([\\\s])", r"\\\1", value)


def rows(connection: Connection, query: str, values: Sequence[Any] = ()) -> list[Row]:
    """What a question gives over one connection. Raises ServerRefusal."""
    with translated():
        found: list[Row] = connection.execute(query, values, binary=True).fetchall()
        return found


@contextlib.contextmanager
def translated() -> Iterator[None]:
    """What is done here raises ServerRefusal where the server does not do it."""
    try:
        yield
    except psycopg.Error as error:
        refusal = _refusal_of(error)
        if refusal is None:
            raise
        raise refusal from error


def _refusal_of(error: psycopg.Error) -> ServerRefusal | None:
    state, reason = error.sqlstate or "", " ".join(str(error).split())
    if state in _FULL:
        return server_full(reason)
    if state.startswith("53"):
        return server_crowded(reason)
    if state in _FORBIDDEN or state.startswith("28"):
        return server_forbids(reason)
    if isinstance(error, psycopg.OperationalError | psycopg.InterfaceError):
        return server_away(reason)
    return None
