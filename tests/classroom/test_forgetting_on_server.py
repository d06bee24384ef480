"""Forgetting where a server keeps the creations: at once or not at all, and nothing is left in its tables and files."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bestio.classroom.class_report import describe_forgetting, erasure_of
from bestio.classroom.erasure.plan import Erasure
from bestio.classroom.store import Store
from bestio.errors import BestioError
from bestio.journal.journal import Journal, JournalBusy
from bestio.journal.journal_store import Overtaken
from bestio.library import Library, find_bundled
from bestio.speech.voice import Voice, save_voice
from tests.classroom.conftest import DYING
from tests.postgres import Server, above, running

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("postgres")]  # which tells where there is none

SECRET = "Mon chat Biscotte dort sous l’armoire."
MARKS = ("Biscotte", "Zèbres", "zebres", "Le chat", "biscotte")
HERS = {"source": "class:les-zebres:t1", "author": "Les Zèbres", "title": "Le chat", "sentence": SECRET}
OURS = {"source": "own:t1", "author": "Ours", "title": "", "sentence": "Le vent souffle."}
LONG = " ".join(f"Biscotte numéro {number} dort." for number in range(2_000))
"""What the server keeps apart, and packed."""


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(find_bundled(), tmp_path / "Bestio")


def filled(store: Store, library: Library) -> Store:
    """The zebras, who have saved a voice that the bears have chosen and who are quoted by bears and crabs."""
    with store.new("Les Zèbres", "5a") as journal:
        journal.record("creation.begin", lexicons=["ferraille"], name="Bob", traits={"tete": "maison:pot"})
        journal.record("text.write", id="t1", title="Le chat", text=f"Il pleut. {SECRET} Voilà.")
        journal.record("text.write", id="t2", title="Le chat encore", text=LONG)
        journal.record("text.share", id="t1")
        voice = Voice("voix-de-biscotte", "Voix de Biscotte", rate=200)
        save_voice(library.own("voices") / "voix-de-biscotte.yaml", voice, saved_by=journal.header.mark)
    for name, class_id in (("Ours", "5b"), ("Crabes", "5a")):
        with store.new(name, class_id) as journal:
            journal.record("text.write", id="t1", title="", text="Le vent souffle.")
            steps = [{"word": word, **HERS} for word in ("mon", "chat", "Biscotte", "dort")]
            text = "Le vent et mon chat Biscotte dort."
            journal.record("phrase.make", id="p1", text=text, steps=[{"word": "Le", **OURS}, *steps])
            journal.record("phrase.keep", id="p1")
            journal.record("voice.choose", id="voix-de-biscotte")
    sound = library.workspace / "sons" / "5a" / "les-zebres" / "voix.mp3"
    sound.parent.mkdir(parents=True, exist_ok=True)
    sound.write_bytes(b"son")
    return store


@pytest.fixture
def address(postgres: Server) -> str:
    return postgres.new()


@pytest.fixture
def store(library: Library, clock: Any, journals_on_server: Any, address: str) -> Store:
    journals = journals_on_server(library.workspace / "workshops", clock, address)
    return filled(Store(library.workspace, clock, journals), library)


@pytest.fixture
def erasure(store: Store, library: Library) -> Erasure:
    return erasure_of(store, library)


def seen(store: Store, class_id: str, group_id: str) -> Journal:
    with store.open(store.path(class_id, group_id), read_only=True) as journal:
        return journal


def in_tables(address: str) -> Iterator[str]:
    """Where a mark stands in what the database can be asked for: each row of each table, and what is known of them."""
    from psycopg import connect
    from psycopg.sql import SQL, Identifier

    with connect(above(address), autocommit=True) as connection:
        connection.execute("analyze")
        tables = connection.execute(
            "select schemaname, tablename from pg_tables where schemaname = 'bestio' or tablename = 'pg_statistic'"
        ).fetchall()
        assert len(tables) >= 5
        for schema, table in tables:
            rows = connection.execute(SQL("select * from {}").format(Identifier(schema, table))).fetchall()
            told = " ".join(
                bytes(one).decode("utf-8", "replace") if isinstance(one, bytes | memoryview) else str(one)
                for row in rows
                for one in row
            )
            coded = [mark.encode().hex() for mark in MARKS]
            yield from (f"{table}: {mark}" for mark in (*MARKS, *coded) if mark in told)


def in_files(server: Server, address: str) -> list[str]:
    """Which files of the database, once all is written out, hold a mark."""
    from psycopg import connect

    with connect(above(address), autocommit=True) as connection:
        connection.execute("checkpoint")
        row: Any = connection.execute("select oid from pg_database where datname = current_database()").fetchone()
    folder = server.folder / "data"
    files = [
        *(folder / "base" / str(row[0])).iterdir(),
        *(folder / "global").iterdir(),
        *(folder / "pg_stat").iterdir(),
    ]
    return [path.name for path in files if any(mark.encode() in still_there(path) for mark in MARKS)]


def still_there(path: Path) -> bytes:
    """What a file of the server holds; nothing where it has just been taken away."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""


def in_workspace(library: Library) -> list[str]:
    files = [path for path in library.workspace.rglob("*") if path.is_file()]
    return [
        path.name for path in files
        if any(mark in str(path) or mark.encode() in path.read_bytes() for mark in MARKS) or path.name == "voix.mp3"
    ]  # fmt: skip


def test_nothing_is_left_in_any_table_nor_in_any_file_of_the_server(
    store: Store, library: Library, erasure: Erasure, address: str, postgres: Server, clock: Any
) -> None:
    assert list(in_tables(address))
    assert in_files(postgres, address)
    assert len(in_workspace(library)) == 2
    what = erasure.preview("5a", "les-zebres")
    told = "\n".join(describe_forgetting(what))
    for word in ("Ce que le serveur en garde", "Les sauvegardes du serveur", "(WAL)", "5b/ours.yaml"):
        assert word in told
    assert erasure.forget(what, now=clock()) == []
    assert list(in_tables(address)) == []
    assert in_files(postgres, address) == []
    assert in_workspace(library) == []
    for class_id, group in (("5b", "ours"), ("5a", "crabes")):
        journal = seen(store, class_id, group)
        assert not journal.problems
        assert [one.text for one in journal.creation.kept_phrases] == ["Le […]"]
        assert journal.events[-1].data["id"].startswith("voix-d-avant")
    assert [one.id for one in store.groups("5a")] == ["crabes"]
    assert erasure.forget(erasure.preview("5a"), now=clock()) == []
    assert store.classes() == ["5b"]


def test_who_has_read_it_before_is_told(store: Store, erasure: Erasure, clock: Any) -> None:
    what = erasure.preview("5a", "les-zebres")
    quoting, gone = (store.journals.open(store.path(*names)) for names in (("5b", "ours"), ("5a", "les-zebres")))
    for one in (quoting, gone):
        one.read()
    with store.open(store.path("5a", "les-zebres")), pytest.raises(JournalBusy):
        erasure.forget(what, now=clock())
    erasure.forget(what, now=clock())
    for one in (quoting, gone):
        with pytest.raises(Overtaken):
            one.lock()
    with pytest.raises(BestioError):
        erasure.preview("5a", "les-zebres")


def test_a_file_of_the_same_name_is_another_thing(store: Store, library: Library, erasure: Erasure, clock: Any) -> None:
    """A copy of the zebras in a file takes the name of another group of the server, and theirs is another group's."""
    folder = library.workspace / "workshops"
    data = store.content(store.path("5a", "les-zebres"))
    clock.pass_(60)
    with store.new("Pies", "5c") as journal:
        journal.record("text.write", id="t1", title="", text="Un nid.")
    pies = store.content(store.path("5c", "pies"))
    for class_id, name, content in (("5c", "pies", data), ("5a", "les-zebres", pies), ("5a", "crabes", data)):
        (folder / class_id).mkdir(parents=True, exist_ok=True)
        (folder / class_id / f"{name}.yaml").write_bytes(content)
    sound = library.workspace / "sons" / "5c" / "pies" / "pie.mp3"
    sound.parent.mkdir(parents=True)
    sound.write_bytes(b"son")
    what = erasure.preview("5a", "les-zebres")
    assert sorted(path.name for path in what.copies) == ["crabes.yaml", "pies.yaml"]
    erasure.forget(what, now=clock())
    assert store.content(store.path("5c", "pies")) == pies
    assert sound.exists()
    left = [path for path in folder.rglob("*") if path.is_file()]
    assert [path.read_bytes() for path in left] == [pies]
    assert [one.id for one in store.groups("5a")] == ["crabes"]


@pytest.mark.parametrize("looked_at", ["bestio.classes", "pg_class"])
def test_who_still_looks_on_or_has_too_much_is_told(
    looked_at: str, store: Store, erasure: Erasure, address: str, postgres: Server, clock: Any
) -> None:
    from psycopg import connect
    from psycopg.sql import SQL, Identifier

    from bestio.journal.postgres import sweeping
    from bestio.journal.postgres.connections import Connections

    with connect(address) as connection:
        connection.execute("begin isolation level repeatable read")
        connection.execute(SQL("select count(*) from {}").format(Identifier(*looked_at.split("."))))
        told = erasure.forget(erasure.preview("5a", "les-zebres"), now=clock())
        assert "VACUUM FULL" in str(told)
        assert "le disque du serveur" in str(told)
    assert list(in_tables(address)) == []
    connections = Connections(address)
    taken = connections.take()
    assert not sweeping.write_anew(taken, most=0)
    assert sweeping.write_anew(taken)
    connections.give(taken)
    assert in_files(postgres, address) == []


KILLED = (
    """
import os, signal, sys, time
from pathlib import Path
import psycopg
from bestio.library import Library
from bestio.classroom.class_report import erasure_of
from bestio.classroom.store import Store
from bestio.journal.postgres.postgres_journals import PostgresJournals

library = Library(Path(sys.argv[1]), Path(sys.argv[2]))
journals = PostgresJournals(library.workspace / "workshops", time.time, sys.argv[3])
last = int(sys.argv[4])
"""
    + DYING
    + """
care = erasure_of(Store(library.workspace, time.time, journals), library)
what = care.preview("5a", "les-zebres")
for where, names in ((os, ("open", "unlink", "rename", "replace", "rmdir")), (psycopg.Connection, ("execute", "wait"))):
    for name in names:
        setattr(where, name, dying(getattr(where, name)))
care.forget(what, now=time.time())
sys.stdout.write(str(made))
"""
)
MOST = 10


def forget_until(library: Library, address: str, last: int) -> int | None:
    """Forget in another process that is killed at that call; how many it made, None where it was killed."""
    words = [sys.executable, "-c", KILLED, str(library.bundled), str(library.workspace), address, str(last)]
    done = subprocess.run(words, check=False, capture_output=True)
    assert done.returncode in {0, -signal.SIGKILL}, done.stderr.decode()
    return int(done.stdout) if done.returncode == 0 else None


@pytest.mark.skipif(os.name != "posix", reason="killed with a signal")
@pytest.mark.timeout(600)
def test_killed_anywhere_the_server_has_all_of_it_or_nothing_and_forgetting_again_finishes_it(
    clock: Any, journals_on_server: Any, postgres: Server, tmp_path: Path
) -> None:
    def begun(number: int) -> tuple[Store, Library, str]:
        library = Library(find_bundled(), tmp_path / str(number))
        address = postgres.new()
        journals = journals_on_server(library.workspace / "workshops", clock, address)
        return filled(Store(library.workspace, clock, journals), library), library, address

    store, library, address = begun(-1)
    calls = forget_until(library, address, -1)
    assert calls is not None
    assert calls > MOST
    states = set()
    for number in sorted({round(part * (calls - 1) / (MOST - 1)) for part in range(MOST)}):
        store, library, address = begun(number)
        before = {entry.path: store.content(entry.path) for entry in store.recent()}
        forget_until(library, address, number)  # one that had to wait less may have come to its end
        after = {entry.path: store.content(entry.path) for entry in store.recent()}
        is_whole = after == before
        states.add(is_whole)
        assert is_whole or list(in_tables(address)) == []
        erasure = erasure_of(store, library)
        if is_whole:
            erasure.forget(erasure.preview("5a", "les-zebres"), now=clock())
        else:
            erasure.finish()
        assert list(in_tables(address)) == []
        assert in_workspace(library) == []
        assert len(store.recent()) == 2
        assert seen(store, "5b", "ours").creation.kept == ("p1",)
    assert states == {True, False}


def test_a_server_that_is_away_erases_nothing_and_is_told(library: Library, clock: Any) -> None:
    from bestio.journal.postgres.postgres_journals import PostgresJournals

    with running() as server:
        journals = PostgresJournals(library.workspace / "workshops", clock, server.new())
        store = filled(Store(library.workspace, clock, journals), library)
        erasure = erasure_of(store, library)
        what = erasure.preview("5a", "les-zebres")
        server.stop()
        for act in (lambda: erasure.forget(what, now=clock()), lambda: erasure.preview("5a", "les-zebres")):
            with pytest.raises(BestioError, match="ne répond pas"):
                act()
        assert len(in_workspace(library)) == 2
        server.start()
        erasure.forget(erasure.preview("5a", "les-zebres"), now=clock())
        assert in_workspace(library) == []
        journals.close()


def test_who_writes_meanwhile_is_not_lost(store: Store, erasure: Erasure, clock: Any, journals_on_server: Any) -> None:
    """Others go on at work while a group of theirs is erased: each act is there, and none holds anybody up."""
    what = erasure.preview("5a", "les-zebres")
    with store.new("Pies", "5b") as journal:
        done = threading.Event()
        thread = threading.Thread(target=lambda: (erasure.forget(what, now=clock()), done.set()))
        thread.start()
        while not done.is_set() or len(journal.events) < 20:
            journal.record("note.write", text=f"Note {len(journal.events)}", id=str(len(journal.events)))
        thread.join()
        journal.retry()
        assert journal.saved
        made = list(journal.events)
    assert list(seen(store, "5b", "pies").events) == made


def test_where_the_right_to_write_is_gone_nothing_is_erased(store: Store, postgres: Server, address: str) -> None:
    from psycopg import connect

    server = store.server
    assert server is not None
    path = store.path("5a", "les-zebres")
    with server.erasing([path]) as held:
        with connect(address, autocommit=True) as connection:
            connection.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity "
                "where datname = current_database() and pid <> pg_backend_pid()"
            )
        # Somebody else is at work now.
        with store.open(path), pytest.raises(OSError, match="ne répond pas"):
            held.erase([path], {})
    assert store.journals.is_there(path)
