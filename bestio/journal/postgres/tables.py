"""What is asked of the tables, and what they answer of one journal."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from bestio.creation.events import Event
from bestio.errors import Where
from bestio.i18n import _
from bestio.journal.header import JournalError
from bestio.journal.postgres.connections import APPLICATION, Connection, rows, translated
from bestio.journal.server_refusal import ServerRefusal
from bestio.storage.lock import Owner

_FOUND = """
    select found.id, found.header, found.events, kept.number, kept.lines
    from bestio.creations found join bestio.classes class on class.id = found.class,
    lateral (
        select count(*) as number, string_agg(event.line, '\\x0a'::bytea order by event.number) as lines
        from bestio.events event where event.creation = found.id and event.number >= %s
    ) kept
    where class.name = %s and found.name = %s
"""
COUNT = "select events from bestio.creations where id = %s"
_ADD = """
    with held as (
        update bestio.creations
        set events = events + %s, bytes = bytes + %s, called = coalesce(%s, called),
            header = coalesce(%s, header), changed = clock_timestamp()
        where id = %s and events = %s
        returning id, events
    )
    insert into bestio.events (creation, number, line)
    select held.id, %s + more.place - 1, more.line
    from held, unnest(%s::bytea[]) with ordinality more (line, place)
"""
CLASS = """
    insert into bestio.classes (name) values (%s)
    on conflict (name) do update set made = clock_timestamp() returning id
"""
CREATION = """
    insert into bestio.creations (class, name, header, bytes) values (%s, %s, %s, %s)
    on conflict (class, name) do nothing returning id
"""
_HOLDER = """
    select coalesce(who.application_name, ''), extract(epoch from who.backend_start)::float8
    from pg_locks held join pg_stat_activity who on who.pid = held.pid
    where held.locktype = 'advisory' and held.objsubid = 1 and held.granted and held.database =
        (select oid from pg_database where datname = current_database())
        and held.classid = ((%s::bigint >> 32) & 4294967295)::oid and held.objid = (%s::bigint & 4294967295)::oid
"""


class Kept(Struct, frozen=True):
    """What the server has of one creation: its number there, its first line, how many events, and the last of them."""

    id: int
    header: bytes
    events: int
    lines: bytes

    def whole(self) -> bytes:
        """All of it as it stands in a file, where `lines` are all of them."""
        return b"%b\n%b" % (self.header, self.lines)


def find(connection: Connection, path: Path, since: int = 0) -> Kept | None:
    """What there is of the journal `path`, with its lines from number `since` on; None where there is none.

    Raises ServerRefusal, and JournalError where events are missing.
    """
    class_id, name = names_of(path)
    found = rows(connection, _FOUND, (since, class_id, name))
    if not found:
        return None
    number, header, events, counted, lines = found[0]
    if counted != max(0, events - since):
        raise JournalError(
            _("Some acts of this creation are missing on the server."),
            hint=_("Tell whoever looks after it: its backups have them."),
            where=place(path),
        )
    return Kept(number, bytes(header), events, bytes(lines) + b"\n" if lines is not None else b"")


def add(
    connection: Connection, creation: int, place: int, lines: Sequence[bytes], name: str | None, header: bytes | None,
    length: int,
) -> bool:  # fmt: skip
    """Add `lines` to the `place` events of a creation, `length` bytes; False where there are others: nothing was added.

    `name`: what the group is called from now on, `header`: its first line, None where either stays. How many rows came
    is told by the server without them: to send them back, each would be looked at again. Raises ServerRefusal.
    """
    values = (len(lines), length, name, header, creation, place, place, lines)
    with translated():
        added: int = connection.execute(_ADD, values, binary=True).rowcount
    return added == len(lines)


def no_journal(path: Path) -> JournalError:
    """That there is none of that name."""
    return JournalError(_("There is no journal here."), hint=_("Check its name."), where=place(path))


def cannot_be_read(error: ServerRefusal, path: Path) -> JournalError:
    """That the server does not give a journal now."""
    hint = _("Try again in a moment. If it stays so, tell whoever looks after the server.")
    return JournalError(error.message, hint=hint, where=place(path))


def place(path: Path, line: int | None = None) -> Where:
    """Where a journal is, as people can find it: there is no file of that path."""
    return Where.of(f"{path.parent.name}/{path.stem}", line)


def names_of(path: Path) -> tuple[str, str]:
    """What the class and the group of a journal are called on the server."""
    return as_text(path.parent.name), as_text(path.stem)


def lines_in(data: bytes) -> list[bytes]:
    """The lines of `data`, each of which has its end."""
    return data.split(b"\n")[:-1]


def lock_of(path: Path) -> int:
    """The number of a journal's lock, which can be had before the journal is there."""
    name = "/".join(names_of(path)).encode()
    return int.from_bytes(hashlib.blake2b(name, digest_size=8, person=b"bestio").digest(), "big", signed=True)


def as_text(name: str) -> str:
    """`name` as a database can hold it."""
    return name.encode("utf-8", "replace").decode().replace("\0", "\ufffd")


def name_in(events: Sequence[Event]) -> str | None:
    """The name that a group takes last in `events`; None where it takes none."""
    names = [event.data.get("name") for event in events if event.do == "group.name"]
    return next((as_text(name[:80]) for name in reversed(names) if isinstance(name, str) and name), None)


def holder(connection: Connection, key: int) -> Owner | None:
    """Who has the right to add, as far as the server tells."""
    with contextlib.suppress(ServerRefusal):
        for name, since in rows(connection, _HOLDER, (key, key)):
            program, _space, rest = name.partition(" ")
            number, _space, host = rest.partition(" ")
            if program == APPLICATION and number.isdigit():
                return Owner(int(number), host, since)
    return None
