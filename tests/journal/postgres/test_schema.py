"""The tables are laid once, whoever comes first, and never backwards."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from bestio.journal.journal import JournalError
from tests.postgres import Server, above

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("postgres")]  # which tells where there is none


def test_of_many_who_come_at_once_one_lays_them(postgres: Server) -> None:
    from bestio.journal.postgres.connections import Connections
    from bestio.journal.postgres.schema import MIGRATIONS

    address, wrong, ready = postgres.new(), [], threading.Barrier(6)

    def come() -> None:
        try:
            ready.wait()
            Connections(address).rows("select 1")
        except Exception as error:
            wrong.append(error)

    threads = [threading.Thread(target=come) for _one in range(6)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert not wrong
    assert Connections(address).rows("select number from bestio.migrations order by number") == [
        (number,) for number in range(1, len(MIGRATIONS) + 1)
    ]


def test_an_older_program_refuses_a_newer_form_and_says_which(postgres: Server) -> None:
    from psycopg import connect

    from bestio.journal.postgres.connections import Connections
    from bestio.journal.postgres.postgres_journals import PostgresJournals
    from bestio.journal.postgres.schema import MIGRATIONS, prepare

    address = postgres.new()
    Connections(address).rows("select 1")
    with connect(address, autocommit=True) as connection:
        newer = (*MIGRATIONS, "alter table bestio.classes add ends date")
        prepare(connection, newer)
        prepare(connection, newer)
        connection.execute("select ends from bestio.classes")
    journals = PostgresJournals(Path("workshops"), lambda: 0.0, address)
    with pytest.raises(JournalError, match=rf"\({len(MIGRATIONS) + 1}\).*\({len(MIGRATIONS)}\)"):
        journals.classes()


def test_a_step_that_fails_leaves_nothing_behind(postgres: Server) -> None:
    from psycopg import Error, connect

    from bestio.journal.postgres.schema import MIGRATIONS, prepare

    with connect(postgres.new(), autocommit=True) as connection:
        with pytest.raises(Error):
            prepare(connection, (*MIGRATIONS, "alter table bestio.nothing add ends date"))
        prepare(connection)
        row: Any = connection.execute("select max(number) from bestio.migrations").fetchone()
        assert row == (len(MIGRATIONS),)


def test_samples_that_were_taken_before_go(postgres: Server) -> None:
    """The server keeps samples of columns for its plans, and pupils' words were among them."""
    from psycopg import connect

    from bestio.journal.postgres.schema import MIGRATIONS, prepare

    with connect(above(postgres.new()), autocommit=True) as connection:  # who sees what others must not
        prepare(connection, MIGRATIONS[:1])
        connection.execute("insert into bestio.classes (name) select 'c' || one from generate_series(1, 9) one")
        sampled = "select attname::text from pg_stats where schemaname = 'bestio' and tablename = 'classes' order by 1"
        connection.execute("analyze bestio.classes")
        assert ("name",) in connection.execute(sampled).fetchall()
        prepare(connection)
        connection.execute("analyze bestio.classes")
        assert connection.execute(sampled).fetchall() == [("id",), ("made",)]
