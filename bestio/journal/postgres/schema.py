"""The tables, as numbered steps that run once and go forward only.

An event is one row, the very bytes of its line in a file; (creation, number) is unique, so that of two who add at the
same place one wins. Nothing changes an event: a creation that is to be forgotten goes as a whole, and one that quotes
it is put in anew (`erasing`). No samples of what stands in them are kept elsewhere in the database.
"""

from __future__ import annotations

from typing import Any

import psycopg

from bestio.i18n import _
from bestio.journal.header import JournalError
from bestio.journal.postgres import policies, school_tables

_ONE_AT_A_TIME = 0x42657374696F  # the lock of who lays the tables
_NOT_THERE = {"42P01", "3F000"}

MIGRATIONS = (
    """
    create table bestio.classes (
        id bigint generated always as identity primary key,
        name text collate "C" not null unique,
        title text not null default '',
        made timestamptz not null default clock_timestamp()
    );
    create table bestio.creations (
        id bigint generated always as identity primary key,
        class bigint not null references bestio.classes,
        name text collate "C" not null,
        header bytea not null,
        called text not null default '',
        events integer not null default 0,
        bytes bigint not null,
        changed timestamptz not null default clock_timestamp(),
        unique (class, name)
    ) with (fillfactor = 50);
    create table bestio.events (
        creation bigint not null references bestio.creations on delete cascade,
        number integer not null check (number >= 0),
        line bytea not null,
        primary key (creation, number)
    );
    create function bestio.refuse() returns trigger language plpgsql as
        $$ begin raise exception 'an event is never changed'; end $$;
    create trigger unchanged before update on bestio.events for each row execute function bestio.refuse();
    create trigger kept before truncate on bestio.events for each statement execute function bestio.refuse();
    """,
    # What the programs that serve classes have in common.
    """
    create table bestio.shared (
        name text collate "C" primary key,
        value bytea not null
    );
    """,
    # The server keeps samples of columns, for its plans: pupils' words would stay there after they were forgotten. To
    # say the type of a column again is what lets the samples go that were taken before.
    """
    alter table bestio.classes alter name set statistics 0, alter title set statistics 0;
    alter table bestio.creations
        alter name set statistics 0, alter header set statistics 0, alter called set statistics 0;
    alter table bestio.events alter line set statistics 0;
    alter table bestio.classes alter name type text collate "C", alter title type text;
    alter table bestio.creations alter name type text collate "C", alter header type bytea, alter called type text;
    alter table bestio.events alter line type bytea;
    """,
    # What a class has recorded. A bank is the class's leave; a clip is a row, the bytes of its line and of its sound in
    # files; a rendering is what some machine has made of clips. A sound is packed already.
    """
    create table bestio.banks (
        class bigint primary key references bestio.classes on delete cascade,
        leave bytea not null default '',
        changed timestamptz not null default clock_timestamp()
    );
    create table bestio.clips (
        class bigint not null references bestio.banks on delete cascade,
        id text collate "C" not null,
        place bigint generated always as identity,
        line bytea not null check (octet_length(line) <= 1048576),
        sound bytea not null check (octet_length(sound) <= 8388608),
        primary key (class, id)
    );
    create table bestio.renderings (
        class bigint not null references bestio.banks on delete cascade,
        number bigint generated always as identity,
        machine text collate "C" not null,
        line bytea not null check (octet_length(line) <= 1048576),
        primary key (class, number)
    );
    alter table bestio.banks alter leave set statistics 0;
    alter table bestio.clips
        alter id set statistics 0, alter line set statistics 0, alter sound set statistics 0,
        alter sound set storage external;
    alter table bestio.renderings alter machine set statistics 0, alter line set statistics 0;
    """,
    # A class as the programs that serve it have it in common. All of it is told again and again, so that it need not
    # outlive a server that falls.
    """
    create unlogged table bestio.programs (
        name text collate "C" primary key,
        class bigint not null references bestio.classes on delete cascade,
        seen timestamptz not null default clock_timestamp()
    );
    create unlogged table bestio.rooms (
        class bigint primary key references bestio.classes on delete cascade,
        told jsonb not null
    );
    create unlogged table bestio.hands (
        creation bigint primary key references bestio.creations on delete cascade
    );
    create unlogged table bestio.held (
        program text collate "C" not null references bestio.programs on delete cascade,
        creation bigint not null references bestio.creations on delete cascade,
        pages integer not null,
        browser text collate "C" not null,
        lines boolean not null,
        looks_on boolean not null,
        wanted boolean not null default false,
        primary key (program, creation)
    );
    create index on bestio.held (creation);
    """,
    # The day with which a class ends, after which it is exported and erased.
    """
    alter table bestio.classes add last_day date;
    alter table bestio.classes alter last_day set statistics 0;
    """,
    policies.MIGRATION,
    school_tables.MIGRATION,
    policies.ONE_BY_ONE,
    school_tables.ACCOUNTS,
)


def prepare(connection: psycopg.Connection[Any], migrations: tuple[str, ...] = MIGRATIONS) -> None:
    """Bring the tables to what `migrations` make of them, where they are not. Raises JournalError for newer ones.

    For a connection without a scope: what a step does to rows, it does to those of every class.
    """
    if is_ready(connection, migrations):
        return
    with connection.transaction():
        connection.execute("select pg_advisory_xact_lock(%s)", (_ONE_AT_A_TIME,))
        connection.execute("create schema if not exists bestio")
        connection.execute("create table if not exists bestio.migrations (number integer primary key)")
        for number in range(_version(connection, migrations), len(migrations)):
            connection.execute(migrations[number])
            connection.execute("insert into bestio.migrations values (%s)", (number + 1,))


def is_ready(connection: psycopg.Connection[Any], migrations: tuple[str, ...] = MIGRATIONS) -> bool:
    """Whether the tables are what `migrations` make of them. Raises JournalError where they are newer."""
    return _version(connection, migrations) == len(migrations)


def _version(connection: psycopg.Connection[Any], migrations: tuple[str, ...]) -> int:
    """How many of the steps have run."""
    try:
        row = connection.execute("select max(number) from bestio.migrations").fetchone()
    except psycopg.Error as error:
        if error.sqlstate not in _NOT_THERE:
            raise
        return 0
    found = int(row[0] or 0) if row else 0
    if found > len(migrations):
        raise JournalError(
            _("The creations are kept in a newer form ({found}) than this Bestio knows ({known}).").format(
                found=found, known=len(migrations)
            ),
            hint=_("Install the newer Bestio here too."),
        )
    return found
