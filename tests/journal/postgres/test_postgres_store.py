"""Journals on a server that is killed, stopped, raced for and lied to: nothing is lost, nothing is there twice."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from bestio.creation.events import Event
from bestio.journal.journal import Journal, JournalBusy, JournalError
from bestio.journal.journal_store import Overtaken
from bestio.journal.journals import Journals
from bestio.journal.server_refusal import server_away
from tests.postgres import NOBODY, OWNER, Server, running

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("postgres")]  # which tells where there is none

ROOT = Path(__file__).parents[3]
PATH = Path("workshops/5b/zoe.yaml")
HOSTILE = [
    "'; drop table bestio.events; --", '"', "\\", "\0", "%s", "%(id)s", "$$", "\\x00", "{}", "\r\n", "\u2028",
    "'" * 999, "é 🤖 日本", "\ud800",
]  # fmt: skip


@pytest.fixture
def journals(journals_on_server: Callable[..., Any], clock: Any) -> Iterator[Any]:
    made = journals_on_server(Path("workshops"), clock)
    yield made
    made.close()


def named(journals: Journals, path: Path = PATH) -> list[str]:
    """The names that a creature took, in the order in which the server has them."""
    with Journal.over(journals.open(path), clock=lambda: 0.0, read_only=True) as journal:
        return [event.data["name"] for event in journal.events if event.do == "persona.name"]


def begin(journals: Journals, clock: Any, path: Path = PATH) -> Journal:
    return Journal.over(journals.new(path, "Zoé"), clock=clock)


def another(journals: Any) -> Any:
    """A connection of its own: that of `journals` may be cut."""
    from psycopg import connect

    connection = journals.connections.take()
    host, database = connection.info.host, connection.info.dbname
    journals.connections.give(connection)
    return connect(host=host, dbname=database, user=NOBODY, autocommit=True)


def ask(journals: Any, query: str, *values: Any) -> list[Any]:
    with another(journals) as connection:
        rows: list[Any] = connection.execute(query, values).fetchall()
    return rows


# --- what is said -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_is_written_is_kept_and_obeyed_by_nobody(journals: Any, clock: Any, text: str) -> None:
    path = Path("workshops") / "5b" / f"{'zoé'}.yaml"
    with Journal.over(journals.new(path, text), clock=clock) as journal:
        journal.record("group.name", name=text[:80])
        journal.record("text.write", id="t1", title=text[:80], text=text)
        journal.record("note.write", text=text)
        assert journal.saved
        kept = list(journal.events)
    with Journal.over(journals.open(path), clock=clock, read_only=True) as journal:
        assert list(journal.events) == kept
        assert not journal.problems
    [entry] = journals.entries()
    assert entry.group
    assert ask(journals, "select count(*) from bestio.events") == [(len(kept),)]


@pytest.mark.parametrize("name", [one for one in HOSTILE if "\0" not in one])
def test_whatever_a_class_or_a_group_is_called(journals: Any, clock: Any, name: str) -> None:
    path = Path("workshops", name.replace("/", "-")[:80], f"{name[:80]}.yaml")
    begin(journals, clock, path).close()
    journals.make_class(path.parent.name, name)
    assert journals.is_there(path)
    assert journals.has_class(journals.classes()[0])
    assert len(journals.entries(path.parent.name)) == 1
    assert journals.title(path.parent.name)


def test_an_event_is_never_changed(journals: Any, clock: Any) -> None:
    from psycopg import Error

    with begin(journals, clock) as journal:
        journal.record("persona.name", name="Bob")
    for query in ("update bestio.events set line = ''", "truncate bestio.events"):
        with pytest.raises(Error, match="never changed"):
            ask(journals, query)
    assert named(journals) == ["Bob"]


def test_events_that_are_missing_are_told(journals: Any, clock: Any) -> None:
    with begin(journals, clock) as journal:
        for name in ("Bob", "Zed", "Léo"):
            journal.record("persona.name", name=name)
    ask(journals, "delete from bestio.events where number = 1 returning number")
    with pytest.raises(JournalError, match="Des actes de cette création manquent"):
        journals.content(PATH)


# --- who writes -------------------------------------------------------------------------------------------------------


def test_of_many_at_one_place_one_wins(journals: Any, clock: Any) -> None:
    begin(journals, clock).close()
    [(number,)] = ask(journals, "select id from bestio.creations")
    from bestio.journal.postgres.tables import add

    won: list[tuple[int, int]] = []
    ready = threading.Barrier(4)

    def race(who: int) -> None:
        ready.wait()
        for place in range(50):
            line = [f'--- {{"at": 1, "do": "persona.name", "name": "{who}"}}'.encode()]
            with another(journals) as connection:
                if add(connection, number, place, line, None, None, len(line[0]) + 1):
                    won.append((place, who))

    threads = [threading.Thread(target=race, args=(who,)) for who in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(place for place, _who in won) == list(range(50))
    assert named(journals) == [str(who) for _place, who in sorted(won)]


def test_two_programs_race_for_a_thousand_appends(postgres: Server, journals: Any, clock: Any) -> None:
    begin(journals, clock).close()
    address = ask(journals, "select current_database()")[0][0]
    racers = [racer("race", postgres.address(address, OWNER), who, "500") for who in "ab"]
    told = [one.communicate(timeout=300)[0].split("\n") for one in racers]
    assert [one.returncode for one in racers] == [0, 0]
    found = named(journals)
    assert sorted(found, key=lambda name: (name[0], int(name[1:]))) == [f"{w}{n}" for w in "ab" for n in range(500)]
    for who in "ab":  # in the order of each
        own = [int(name[1:]) for name in found if name[0] == who]
        assert own == sorted(own)
    assert [n for (n,) in ask(journals, "select number from bestio.events order by number")] == list(range(1_000))
    refused = {line for lines in told for line in lines if line}
    assert all(line.startswith("«\xa0zoe\xa0» est déjà ouvert dans une autre fenêtre") for line in refused)


def racer(how: str, address: str, who: str, count: str, path: Path = PATH) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.journal.postgres.racer", how, address, str(path), who, count],
        stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True, encoding="utf-8", cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip


def test_who_is_killed_loses_nothing_that_was_acknowledged_and_holds_nothing(
    postgres: Server, journals: Any, clock: Any
) -> None:
    begin(journals, clock).close()
    address = postgres.address(ask(journals, "select current_database()")[0][0], OWNER)
    acknowledged: list[str] = []
    for who in "abcdef":
        one = racer("write", address, who, "100000")
        assert one.stdout is not None
        mine = [one.stdout.readline().strip() for _line in range(7)]
        with pytest.raises(JournalBusy) as busy:
            Journal.over(journals.open(PATH), clock=clock)
        assert busy.value.owner is not None
        assert busy.value.owner.pid == one.pid
        one.send_signal(signal.SIGKILL)
        mine += one.stdout.read().split()
        one.wait()
        one.stdout.close()
        acknowledged += mine
    free = False
    while not free:  # the server learns of the end of a process a moment after it
        try:
            Journal.over(journals.open(PATH), clock=clock).close()
            free = True
        except JournalBusy:
            continue
    found = named(journals)
    assert len(found) == len(set(found))
    assert set(acknowledged) <= set(found)
    assert len(found) <= len(acknowledged) + 6  # the one that each was about


def test_who_looks_on_sees_what_is_added(journals: Any, clock: Any) -> None:
    with begin(journals, clock) as journal:
        seen = Journal.over(journals.open(PATH), clock=clock, read_only=True)
        assert seen.refresh() == 0
        journal.append(Event(0.0, "persona.name", {"name": "Bob"}), Event(0.0, "persona.name", {"name": "Zed"}))
        assert seen.refresh() == 2
        assert seen.refresh() == 0
        assert seen.creation.name == "Zed"


def test_a_creation_that_became_another_is_not_added_to(journals: Any, clock: Any) -> None:
    with begin(journals, clock) as journal:
        journal.record("persona.name", name="Bob")
        ask(journals, "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()")
        ask(journals, "delete from bestio.creations returning id")
        begin(journals, clock).close()
        journal.record("persona.name", name="Zed")
        assert not journal.retry()
        assert journal.trouble is not None
        assert str(journal.trouble).startswith(Overtaken(PATH).message)
    assert named(journals) == []


# --- the server goes away ---------------------------------------------------------------------------------------------


def test_a_connection_that_is_cut_costs_nothing(journals: Any, clock: Any) -> None:
    with begin(journals, clock) as journal:
        for number in range(20):
            journal.record("persona.name", name=str(number))
            journal.retry()
            cut = "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()"
            ask(journals, f"{cut} and pid <> pg_backend_pid()")
        journal.retry()
        assert journal.saved
    assert named(journals) == [str(number) for number in range(20)]


@pytest.mark.parametrize("fresh", [False, True])
def test_what_arrived_though_nobody_said_so_is_not_there_twice(
    journals: Any, clock: Any, monkeypatch: pytest.MonkeyPatch, fresh: bool
) -> None:
    from bestio.journal.postgres import postgres_store
    from bestio.journal.postgres.tables import add as real

    made, lost = vars(postgres_store.PostgresStore)["_made"], [False]

    def cut(connection: Any) -> None:
        """The connection dies after the server has added, before it could say so."""
        if lost[0]:
            lost[0] = False
            connection.close()
            raise server_away()

    def add(connection: Any, *of: Any) -> Any:
        found = real(connection, *of)
        if not fresh:
            cut(connection)
        return found

    def begins(store: Any, *of: Any) -> Any:
        found = made(store, *of)
        cut(vars(store)["_writer"])
        return found

    if not fresh:
        begin(journals, clock).close()
    monkeypatch.setattr(postgres_store, "add", add)
    monkeypatch.setattr(postgres_store.PostgresStore, "_made", begins)
    kept = journals.new(PATH, "Zoé") if fresh else journals.open(PATH)
    with monkeypatch.context() as away:
        if fresh:
            away.setattr(journals.connections, "take", lambda: (_ for _ in ()).throw(server_away()))
        journal = Journal.over(kept, clock=clock)
        if fresh:
            journal.record("persona.name", name="0")
            journal.record("group.name", name="Les Zébus")
    lost[0] = True
    journal.record("persona.name", name="1")
    assert not journal.saved
    assert journal.trouble is not None
    journal.record("persona.name", name="2")
    assert journal.saved
    journal.close()
    assert named(journals) == ["0", "1", "2"][0 if fresh else 1 :]
    assert [entry.group for entry in journals.entries()] == ["Les Zébus" if fresh else "Zoé"]


def test_a_server_that_is_stopped_is_waited_for(clock: Any, tmp_path: Path) -> None:
    from bestio.journal.postgres.postgres_journals import PostgresJournals

    with running() as server:
        journals = PostgresJournals(Path("workshops"), clock, server.new())
        journals.make_class("5b", "5e B")
        with begin(journals, clock) as journal:
            journal.record("persona.name", name="Bob")
            assert journal.saved
            listed = journals.entries("5b")
            for round_ in range(3):
                server.stop("immediate")
                journal.record("persona.name", name=f"Zed {round_}")
                journal.record("undo")
                assert journal.waiting == 2
                assert not journal.retry()
                assert "Le serveur qui garde les créations ne répond pas" in str(journal.trouble)
                assert journals.entries("5b")[0].path == listed[0].path  # what was seen goes on being shown
                with pytest.raises(JournalError, match="ne répond pas"):
                    Journal.over(journals.open(PATH), clock=clock, read_only=True)
                server.start()
                assert journal.retry()
                assert (journal.trouble, journal.waiting) == (None, 0)
            server.stop("immediate")
            new = Journal.over(journals.new(PATH.with_name("leo.yaml"), "Léo"), clock=clock)
            new.record("persona.name", name="Zorro")
            assert not new.saved
            journal.record("persona.name", name="Fin")
            rescued = journal.close(rescue=tmp_path / "secours")
            assert rescued is not None
            assert b"Fin" in rescued.read_bytes()
            server.start()
            assert new.retry()
            new.close()
        assert named(journals) == ["Bob", "Zed 0", "Zed 1", "Zed 2"]
        assert named(journals, PATH.with_name("leo.yaml")) == ["Zorro"]


def test_a_server_that_is_killed_again_and_again_loses_and_doubles_nothing(clock: Any) -> None:
    from bestio.journal.postgres.postgres_journals import PostgresJournals

    groups = {who: PATH.with_name(f"{who}.yaml") for who in "abc"}
    with running() as server:
        address = server.new()
        journals = PostgresJournals(Path("workshops"), clock, address)
        for path in groups.values():
            begin(journals, clock, path).close()
        chance, told = Random(18), dict[str, list[str]]()
        racers = {who: racer("wait", address, who, "1000000", path) for who, path in groups.items()}
        try:
            for _kill in range(12):
                for who, one in racers.items():
                    assert one.stdout is not None
                    told.setdefault(who, []).extend(
                        one.stdout.readline().strip() for _act in range(chance.randrange(3, 40))
                    )
                server.stop("immediate")
                server.start()
        finally:
            for who, one in racers.items():
                one.kill()
                told[who] += one.communicate()[0].split()
        for who, path in groups.items():
            found = named(journals, path)
            assert found == [f"{who}{number}" for number in range(len(found))]
            assert told[who] == found[: len(told[who])]
            assert len(found) - len(told[who]) <= 1  # the one that it was about when it was killed
        assert min(map(len, told.values())) > 36
        journals.close()


def test_a_server_that_is_away_is_not_asked_for_each_list(clock: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from bestio.journal.postgres.postgres_journals import PostgresJournals

    with running() as server:
        journals, asked = PostgresJournals(Path("workshops"), clock, server.new()), [0]
        journals.make_class("5b", "5e B")
        before = (journals.classes(), journals.title("5b"), journals.entries("5b"))
        real = journals.connections.rows

        def rows(query: str, values: Any = ()) -> Any:
            asked[0] += 1
            return real(query, values)

        monkeypatch.setattr(journals.connections, "rows", rows)
        server.stop()
        for _look in range(5):
            assert (journals.classes(), journals.title("5b"), journals.entries("5b")) == before
        assert asked == [1]
        server.start()
        journals.make_class("6c", "")
        clock.pass_(3)
        assert journals.classes() == ["5b", "6c"]


def test_a_server_that_only_lets_read_is_told_and_waited_for(clock: Any) -> None:
    from bestio.journal.postgres.postgres_journals import PostgresJournals

    with running() as server:
        journals = PostgresJournals(Path("workshops"), clock, server.new())
        with begin(journals, clock) as journal:
            server.restart("-c default_transaction_read_only=on")
            journal.record("persona.name", name="Bob")
            journal.retry()
            assert "ne laisse pas Bestio écrire" in str(journal.trouble)
            server.restart()
            journal.retry()
            assert journal.retry()
        assert named(journals) == ["Bob"]


# --- one connection a process -----------------------------------------------------------------------------------------

OWN = "select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"


def test_a_process_has_one_connection_whatever_it_writes_and_reads(journals: Any, clock: Any) -> None:
    assert journals.connections.rows("select 1") == [(1,)]
    open_ = [begin(journals, clock, PATH.with_name(f"g{number}.yaml")) for number in range(30)]
    done = threading.Barrier(31)

    def work(journal: Journal) -> None:
        for number in range(10):
            journal.record("persona.name", name=str(number))
            journals.content(journal.path)
        done.wait()

    threads = [threading.Thread(target=work, args=(one,)) for one in open_]
    for one in threads:
        one.start()
    done.wait()
    assert ask(journals, OWN) == [(1,)]
    for one in threads:
        one.join()
    with pytest.raises(JournalBusy, match="process"):
        Journal.over(journals.open(open_[3].path), clock=clock)
    assert not journals.add(open_[3].path, journals.content(open_[3].path))
    for journal in open_:
        assert journal.saved
        assert named(journals, journal.path) == [str(number) for number in range(10)]
    open_[3].close()
    Journal.over(journals.open(open_[3].path), clock=clock).close()
    with pytest.raises(JournalBusy):  # giving one back leaves the others
        Journal.over(journals.open(open_[4].path), clock=clock)
    for journal in open_:
        journal.close()
    assert ask(journals, "select count(*) from pg_locks where locktype = 'advisory'") == [(0,)]


def test_all_that_one_connection_wrote_is_taken_up_again_when_it_is_cut(journals: Any, clock: Any) -> None:
    open_ = [begin(journals, clock, PATH.with_name(f"g{number}.yaml")) for number in range(5)]
    for round_ in range(4):
        ask(journals, "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() "
            "and pid <> pg_backend_pid()")  # fmt: skip
        for journal in open_:
            journal.record("persona.name", name=str(round_))
        for journal in open_:
            assert journal.retry()
    for journal in open_:
        with pytest.raises(JournalBusy):
            Journal.over(journals.open(journal.path), clock=clock)
        journal.close()
        assert named(journals, journal.path) == list("0123")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system copies no process")
def test_a_copy_of_a_process_has_a_connection_of_its_own(journals: Any, clock: Any) -> None:
    journal = begin(journals, clock)
    copy = os.fork()
    if copy == 0:
        with contextlib.suppress(BaseException):
            try:
                Journal.over(journals.open(PATH), clock=clock)
            except JournalBusy:
                begin(journals, clock, PATH.with_name("copie.yaml")).close()
        os._exit(0)
    os.waitpid(copy, 0)
    assert journals.is_there(PATH.with_name("copie.yaml"))
    with pytest.raises(JournalBusy):  # what the copy did not have, it has not given back
        Journal.over(journals.open(PATH), clock=clock)
    journal.record("persona.name", name="Bob")
    assert journal.saved
    journal.close()
    assert named(journals) == ["Bob"]
