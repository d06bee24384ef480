"""The server itself keeps the classes apart: not what we ask, but what it answers to whatever is asked."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bestio.errors import BestioError
from bestio.journal.journal import Journal
from bestio.journal.shared import Here
from tests.journal.postgres.two_classes import OURS, OUTSIDE, SECRET, THEIRS, both, everything, of_a_class, rows_of
from tests.postgres import Server, above

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("postgres")]  # which tells where there is none
DENIED = "42501"
Make = Callable[..., Any]


@pytest.fixture(scope="module")
def address(postgres: Server) -> str:
    return postgres.new()


@pytest.fixture(scope="module")
def journals(journals_on_server: Make, address: str) -> Any:
    """Those of who looks after the server, once both classes have some of everything."""
    return both(journals_on_server, address)


@pytest.fixture(scope="module")
def ours(journals: Any, journals_on_server: Make, address: str) -> Any:
    return journals_on_server(Path("workshops"), time.time, address, OURS)


@pytest.fixture(scope="module")
def theirs(journals: Any, journals_on_server: Make, address: str) -> Any:
    return journals_on_server(Path("workshops"), time.time, address, THEIRS)


@pytest.fixture(autouse=True)
def unchanged(journals: Any) -> Iterator[None]:
    """Whatever was tried, both classes have what they had."""
    before = everything(journals)
    yield
    assert everything(journals) == before


def refused(journals: Any, query: str, *values: Any) -> str | None:
    """Why the server did not do something; None where it did it, and that was taken back."""
    from psycopg import Error, Rollback

    connection = journals.connections.take()
    try:
        with connection.transaction():
            connection.execute(query, values)
            raise Rollback
    except Error as error:
        return error.sqlstate
    finally:
        journals.connections.give(connection)
    return None


def test_every_table_is_known_and_has_some_of_both_classes(journals: Any) -> None:
    """A table that is added gets a policy, and something of both classes here; or a reason in `OUTSIDE`."""
    for table in of_a_class(journals):
        asked = "select relrowsecurity, relforcerowsecurity from pg_class where oid = ('bestio.' || %s)::regclass"
        assert journals.connections.rows(asked, (table,)) == [(True, True)], table
        assert len(rows_of(journals.connections, table)) >= 2, table
    assert set(OUTSIDE) <= set(everything(journals))
    assert all(OUTSIDE.values())


def test_a_connection_with_a_scope_reads_its_class_alone(journals: Any, ours: Any, theirs: Any) -> None:
    for table in of_a_class(journals):
        here, there = rows_of(ours.connections, table), rows_of(theirs.connections, table)
        assert here, table
        assert there, table
        assert not set(here) & set(there), table
        assert sorted(here + there) == rows_of(journals.connections, table), table
        assert SECRET not in str(here)
    assert SECRET in str([rows_of(theirs.connections, table) for table in of_a_class(journals)])


@pytest.mark.parametrize("scope", ["6c", "5e", "5e-a ", "5E-A", "%", "5e-_", "' or true --", "5e-a,5e-b", ""])
def test_the_scope_of_nobody_reads_nothing_and_changes_nothing(journals: Any, ours: Any, scope: str) -> None:
    connection = ours.connections.take()
    try:
        with connection.transaction(force_rollback=True):
            connection.execute("select set_config('bestio.class', %s, true)", (scope,))
            for table in of_a_class(journals):
                assert connection.execute(f"select * from bestio.{table}").fetchall() == [], table
                assert connection.execute(f"delete from bestio.{table}").rowcount == 0, table
    finally:
        ours.connections.give(connection)


def test_another_class_gets_no_row_from_here(journals: Any, ours: Any, theirs: Any) -> None:
    """Each row of the other class, table by table, as it is and under a key of its own."""
    for table in of_a_class(journals):
        record = f"select * from jsonb_populate_record(null::bestio.{table}, %s)"
        put = f"insert into bestio.{table} overriding system value {record}"
        for row in rows_of(theirs.connections, table):
            assert refused(ours, put, row) == DENIED, table
            assert refused(ours, f"{put} on conflict do nothing", row) == DENIED, table
            assert refused(journals, f"{put} on conflict do nothing", row) is None, table  # it is a row indeed
            if "id" in json.loads(row) and table in {"creations", "classes"}:
                new = json.dumps({**json.loads(row), "id": 9_999, "name": "neu"})
                assert refused(ours, put, new) == DENIED
                assert refused(journals, put, new) is None


def test_no_row_of_ours_goes_to_another_class(journals: Any, ours: Any) -> None:
    ((class_id,),) = journals.connections.rows("select id from bestio.classes where name = %s", (THEIRS,))
    ((creation,),) = journals.connections.rows(
        "select id from bestio.creations where class = %s and name = 'zoe'", (class_id,)
    )
    tried = 0
    for table in of_a_class(journals):
        row = json.loads(rows_of(journals.connections, table)[0])
        for column, value in (("class", class_id), ("creation", creation)):
            if column in row and table != "events":  # which nobody changes
                tried += 1
                assert refused(ours, f"update bestio.{table} set {column} = %s", value) == DENIED, table
    assert tried >= 8
    assert refused(ours, "update bestio.classes set name = %s", "6c") == DENIED
    assert refused(ours, "insert into bestio.classes (name) values (%s)", "6c") == DENIED
    assert (
        refused(ours, "insert into bestio.classes (name) values (%s) on conflict (name) do nothing", THEIRS) == DENIED
    )
    assert refused(ours, "update bestio.held set program = %s", f"program of {SECRET}") == DENIED
    assert refused(ours, "insert into bestio.migrations values (99)") == DENIED


def test_what_is_changed_or_erased_everywhere_is_so_in_our_class_alone(
    journals: Any, ours: Any, theirs: Any, address: str, journals_on_server: Make
) -> None:
    connection = ours.connections.take()
    try:
        with connection.transaction(force_rollback=True):
            for table in of_a_class(journals):
                here = len(rows_of(ours.connections, table))
                if table != "events":
                    column = next(iter(json.loads(rows_of(theirs.connections, table)[0])))
                    if column not in {"id", "class", "number"}:
                        done = connection.execute(f"update bestio.{table} set {column} = {column}")
                        assert done.rowcount == here, table
            for table in ("held", "hands", "rooms", "programs", "renderings", "clips", "banks", "kept", "creations"):
                connection.execute(f"delete from bestio.{table}")
            connection.execute("delete from bestio.classes")
            assert all(not connection.execute(f"select * from bestio.{t}").fetchall() for t in of_a_class(journals))
            connection.execute("select set_config('bestio.class', %s, true)", (THEIRS,))
            for table in of_a_class(journals):  # of the other class, nothing is gone with it
                count = connection.execute(f"select count(*) from bestio.{table}").fetchone()
                assert count == (len(rows_of(theirs.connections, table)),), table
    finally:
        ours.connections.give(connection)


def test_which_form_the_tables_have_is_not_changed_from_a_class(journals: Any, ours: Any) -> None:
    assert rows_of(ours.connections, "migrations") == rows_of(journals.connections, "migrations")
    connection = ours.connections.take()
    with connection.transaction(force_rollback=True):
        assert connection.execute("delete from bestio.migrations").rowcount == 0
        assert connection.execute("update bestio.migrations set number = number + 1").rowcount == 0
    ours.connections.give(connection)


def test_what_was_prepared_in_one_scope_answers_in_another(ours: Any, theirs: Any) -> None:
    """A plan that is kept has no class in it."""
    asked = "select line from bestio.events order by creation, number"
    here, there = (sorted(one.connections.rows(asked)) for one in (ours, theirs))
    connection = ours.connections.take()
    try:
        with connection.transaction(force_rollback=True):
            connection.execute(f"prepare lines as {asked}")
            for _time in range(12):  # from the sixth on with one plan for all
                for scope, found in ((OURS, here), (THEIRS, there)):
                    connection.execute("select set_config('bestio.class', %s, true)", (scope,))
                    assert sorted(connection.execute("execute lines").fetchall()) == found
                    assert sorted(connection.execute(asked, prepare=True).fetchall()) == found
            connection.execute("deallocate lines")
    finally:
        ours.connections.give(connection)


@pytest.mark.parametrize("slip", ["reset all", "discard all", "reset bestio.class"])
def test_a_connection_that_is_set_back_keeps_its_scope(ours: Any, slip: str) -> None:
    connection = ours.connections.take()
    connection.execute(slip)
    assert connection.execute("select name from bestio.classes").fetchall() == [(OURS,)]
    ours.connections.give(connection)
    assert ours.classes() == [OURS]


@pytest.mark.parametrize("other", [THEIRS, ""])
def test_a_connection_that_was_given_another_scope_is_not_used_again(ours: Any, other: str) -> None:
    connection = ours.connections.take()
    connection.execute("select set_config('bestio.class', %s, false)", (other,))
    ours.connections.give(connection)
    assert ours.connections.rows("select name from bestio.classes") == [(OURS,)]
    assert connection.closed


def test_a_connection_that_is_cut_comes_back_with_its_scope(ours: Any, journals: Any) -> None:
    ((number,),) = ours.connections.rows("select pg_backend_pid()")
    journals.connections.rows("select pg_terminate_backend(%s, 10000)", (number,))
    assert ours.connections.rows("select name from bestio.classes") == [(OURS,)]
    assert ours.connections.rows("select pg_backend_pid()") != [(number,)]


@given(scope=st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=40))
@example(scope="5e b\\ -c bestio.class=5e-a")
@example(scope="5e-a'; reset all; --")
@example(scope=" \t\n\\")
@example(scope="5ème – Œuvres 🦉")
@settings(max_examples=30)
def test_a_scope_is_the_name_that_was_given_to_the_letter(address: str, scope: str) -> None:
    from bestio.journal.postgres.connections import Connections

    connections = Connections(address, scope)
    try:
        assert connections.rows("select current_setting('bestio.class')") == [(scope,)]
        assert connections.rows("select count(*) from bestio.events") == [(0,)]
    finally:
        connections.close()


@pytest.mark.parametrize("written", ["&options=-c%20bestio.class%3D5e-a", "&options=-c%20work_mem%3D8MB"])
def test_what_an_address_says_does_not_widen_the_scope(address: str, journals: Any, written: str) -> None:
    from bestio.journal.postgres.connections import Connections

    connections = Connections(address + written, OURS)
    assert connections.rows("select name from bestio.classes") == [(OURS,)]
    connections.close()


def test_who_is_above_all_rights_is_known_to_be(
    address: str, journals: Any, journals_on_server: Make, ours: Any
) -> None:
    assert ours.keeps_apart()
    assert journals.keeps_apart()
    over = journals_on_server(Path("workshops"), time.time, above(address), OURS)
    assert not over.keeps_apart()
    assert over.classes() == [THEIRS, OURS]  # which is why it is told
    over.close()


def test_what_the_program_asks_with_a_scope_finds_the_class_alone(ours: Any, journals: Any) -> None:
    path = Path("workshops", THEIRS, "zoe.yaml")
    assert (ours.classes(), ours.has_class(THEIRS), ours.title(THEIRS), ours.made(THEIRS)) == ([OURS], False, "", 0.0)
    assert {entry.class_id for entry in ours.entries()} == {OURS}
    assert ours.entries(THEIRS) == []
    assert not ours.is_there(path)
    assert ours.banks.classes() == (OURS,)
    assert (ours.banks.state(THEIRS), ours.banks.made(THEIRS)) == ((), [])
    assert ours.banks.sounds(THEIRS, ["bb22"]) == ours.banks.sizes(THEIRS) == {}
    for do in (
        lambda: ours.content(path),
        lambda: Journal.over(ours.open(path), clock=time.time),
        lambda: ours.make_class(THEIRS, "Autre"),
        lambda: ours.keep(THEIRS, "key", b"ours"),
        lambda: ours.add(path.with_name("neu.yaml"), journals.content(path)),
        lambda: ours.banks.lines(THEIRS),
    ):
        with pytest.raises((BestioError, OSError)):
            do()
    own = Path("workshops", OURS, "zoe.yaml")
    for held in (
        lambda: ours.banks.writing(THEIRS),
        lambda: ours.moving(own, path.with_name("neu.yaml")),
        lambda: ours.moving(path, own.with_name("neu.yaml")),
    ):
        with pytest.raises((BestioError, OSError)), held():
            pass


def test_what_is_begun_held_or_erased_with_a_scope_is_so_in_the_class_alone(ours: Any) -> None:
    path = Path("workshops", THEIRS, "zoe.yaml")
    new = Journal.over(ours.new(path.with_name("neu.yaml"), "Neu"), clock=time.time)
    new.record("persona.name", name="Neu")
    assert not new.saved
    new.close()
    with ours.erasing([path]) as erasing:
        erasing.erase([path], {path: lambda _content: b""}, THEIRS, {THEIRS: ["bb22"]})
    room = ours.common_room(THEIRS, f"program of {SECRET}")
    common = room.exchange(Here((), {"over": True}, {"zoe": True}, ["zoe"], first=True))
    assert (common.told, common.hands, list(common.others)) == ({}, frozenset(), [])
    room.leave()


def test_a_class_begins_with_its_scope(journals_on_server: Make, postgres: Server) -> None:
    """On a server that nobody has used: the tables are laid once, and of many who come none is in the way."""
    fresh, names, wrong = postgres.new(), [f"classe-{number}" for number in range(4)], []
    ready = threading.Barrier(len(names))

    def come(class_id: str) -> None:
        try:
            ready.wait()
            journals = journals_on_server(Path("workshops"), time.time, fresh, class_id)
            assert journals.keep(class_id, "key", class_id.encode()) == class_id.encode()
            path = Path("workshops", class_id, "zoe.yaml")
            with Journal.over(journals.new(path, "Zoé"), clock=time.time) as journal:
                assert journal.saved
            assert journals.classes() == [class_id]
            journals.close()
        except BaseException as error:
            wrong.append(error)

    threads = [threading.Thread(target=come, args=(name,)) for name in names]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert not wrong
    every = journals_on_server(Path("workshops"), time.time, fresh)
    assert every.classes() == names
    assert len(every.connections.rows("select distinct value from bestio.kept")) == len(names)


def test_a_step_for_all_rows_is_done_to_all_of_them_whoever_comes_first(
    journals_on_server: Make, postgres: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    from psycopg import connect

    from bestio.journal.postgres import connections, policies
    from bestio.journal.postgres.schema import MIGRATIONS, is_ready, prepare

    fresh = postgres.new()
    with connect(fresh, autocommit=True) as connection:
        prepare(connection, MIGRATIONS[: MIGRATIONS.index(policies.MIGRATION)])
        connection.execute("insert into bestio.classes (name) values ('5e-a'), ('5e-b')")
        connection.execute("insert into bestio.shared values ('serve.key', 'of all')")
    newer = (*MIGRATIONS, "update bestio.classes set title = 'neu'")
    monkeypatch.setattr(connections, "prepare", partial(prepare, migrations=newer))
    monkeypatch.setattr(connections, "is_ready", partial(is_ready, migrations=newer))
    first = journals_on_server(Path("workshops"), time.time, fresh, OURS)
    assert first.connections.rows("select name, title from bestio.classes") == [(OURS, "neu")]
    every = journals_on_server(Path("workshops"), time.time, fresh)
    assert [every.title(name) for name in (THEIRS, OURS)] == ["neu", "neu"]
    assert first.keep(OURS, "serve.key", b"of one") == b"of one"  # what all knew is no key any more
    own = "select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
    assert every.connections.rows(own) == [(1,)]
