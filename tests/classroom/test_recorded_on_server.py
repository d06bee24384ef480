"""What a class has recorded, where a server keeps it: with its leave alone, all or nothing, and gone when asked."""

from __future__ import annotations

import hashlib
import socket
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bestio.classroom import copying_voices
from bestio.classroom.class_report import erasure_of
from bestio.classroom.class_voices import describe_withdrawal
from bestio.classroom.copying_voices import copy_banks, faults_of
from bestio.classroom.own_voices import every_voice, on_server
from bestio.classroom.recorded_voices import NotAllowed, RecordedVoices
from bestio.classroom.store import Store
from bestio.errors import BestioError
from bestio.journal.server_refusal import ServerRefusal, server_away
from bestio.library import BANKS, Library, find_bundled
from bestio.serve.class_store import ClassStore
from bestio.speech.recorded.bank import Banks
from bestio.speech.recorded.clip import RATE, Clip, encoded
from bestio.speech.recorded.file_banks import FileBanks
from bestio.speech.recorded.intake import Cut
from bestio.speech.recorded.renderings import Rendering, digest_of_file
from tests.postgres import Server, above

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("postgres")]  # which tells where there is none

NOW = 1_795_000_000.0  # 18 November 2026


def cut(text: str, seed: int = 0, seconds: float = 0.3) -> Cut:
    noise = np.random.default_rng(seed).normal(0, 0.1, round(seconds * RATE)).astype(np.float32)
    return Cut(text, noise, ((text, 0.0, seconds),))


@pytest.fixture
def address(postgres: Server) -> str:
    return postgres.new()


Node = Callable[[str], Store]


@pytest.fixture
def node(tmp_path: Path, journals_on_server: Any, address: str) -> Node:
    """A machine that serves the class: a workspace of its own, and a connection."""
    return lambda name: Store(
        tmp_path / name, lambda: NOW, journals_on_server(tmp_path / name / "workshops", lambda: NOW, address)
    )


@pytest.fixture
def store(node: Node) -> Store:
    made = node("ici")
    made.make_class("5b")
    return made


def voices_of(store: Store, now: float = NOW) -> RecordedVoices:
    return RecordedVoices(store.root.parent, now, store.banks)


def told_in_tables(address: str) -> bytes:
    """All that the database can be asked for: each row of each table of ours, and what is known of them."""
    from psycopg import connect
    from psycopg.sql import SQL, Identifier

    found = b""
    with connect(above(address), autocommit=True) as connection:
        connection.execute("analyze")
        tables = connection.execute(
            "select schemaname, tablename from pg_tables where schemaname = 'bestio' or tablename = 'pg_statistic'"
        ).fetchall()
        assert {"clips", "banks", "renderings"} <= {name for _schema, name in tables}
        for schema, name in tables:
            for row in connection.execute(SQL("select * from {}").format(Identifier(schema, name))).fetchall():
                found += b" ".join(bytes(one) if isinstance(one, bytes) else str(one).encode() for one in row)
    return found


def on_the_disk(server: Server, address: str) -> Iterator[bytes]:
    from psycopg import connect

    with connect(above(address), autocommit=True) as connection:
        connection.execute("checkpoint")
        row: Any = connection.execute("select oid from pg_database where datname = current_database()").fetchone()
    for path in (server.folder / "data" / "base" / str(row[0])).iterdir():
        with suppress(FileNotFoundError):  # just taken away
            yield path.read_bytes()


def test_who_takes_their_voice_back_leaves_no_sound_anywhere(
    store: Store, node: Node, address: str, postgres: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In no table and no file of the server, nor in a copy in files, nor in a sound; where else some may be, told."""
    kept = voices_of(store)
    kept.turn_on("5b", "5b")
    hers = kept.add("5b", "Hibou", [cut("lune", 1), cut("nuit", 2)], group="ours")
    his = kept.add("5b", "Vis", [cut("mur", 3)])
    marks = [encoded(cut("", seed).samples)[2_000:2_100] for seed in (1, 2)]
    files = Store(store.root.parent, lambda: NOW)
    assert [one.copied for one in copy_banks(store, files)] == [3]
    sound = store.root.parent / "sons" / "5b" / "a.wav"
    sound.parent.mkdir(parents=True)
    sound.write_bytes(b"RIFF" + bytes(3_000))
    line = Rendering(str(sound), digest_of_file(sound), ("Hibou",), (hers[0].id,)).line()
    Banks(store.banks, lambda: NOW).note("5b", line)
    with monkeypatch.context() as other:
        other.setattr(socket, "gethostname", lambda: "salle-2")
        elsewhere = node("salle 2").banks
    far = Rendering("/srv/sons/b.mp3", "0" * 24, ("Hibou",), (hers[1].id,)).line()
    Banks(elsewhere, lambda: NOW).note("5b", far)
    Banks(store.banks, lambda: NOW).note("5b", Rendering("c.mp3", "1" * 24, ("Vis",), (his[0].id,)).line())
    assert b"Hibou" in told_in_tables(address)
    assert all(mark in told_in_tables(address) for mark in marks)
    assert any(marks[0] in data for data in on_the_disk(postgres, address))

    what = kept.of_person("5b", "hibou")
    told = "\n".join(describe_withdrawal(what))
    for word in ("2 enregistrements", "a.wav", "salle-2: /srv/sons/b.mp3", "sauvegardes du serveur", "(WAL)"):
        assert word in told
    assert kept.erase(what) == []

    left = told_in_tables(address)
    for data in (left, *on_the_disk(postgres, address)):
        assert b"Hibou" not in data
        assert not any(mark in data for mark in marks)
    assert b"Vis" in left
    assert b"c.mp3" in left
    assert not sound.exists()
    assert not [path for path in store.root.parent.rglob("*") if path.is_file() and b"Hibou" in path.read_bytes()]
    assert len(list((store.root.parent / BANKS).rglob("*.wav"))) == 1
    assert [clip.who for clip in voices_of(node("salle 2")).bank("5b").clips] == ["Vis"]


@pytest.mark.parametrize("group", ["ours", None])
def test_what_is_forgotten_goes_at_once_or_not_at_all(
    store: Store, address: str, group: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("Ours", "Loups"):
        with store.new(name, "5b") as journal:
            journal.record("persona.name", name="Bob")
    kept = voices_of(store)
    kept.turn_on("5b", "5b")
    kept.add("5b", "Hibou", [cut("lune", 1)], group="ours")
    kept.add("5b", "Vis", [cut("mur", 3)], group="loups")
    erasure = erasure_of(store, Library(find_bundled(), store.root.parent))
    what = erasure.preview("5b", group)

    from bestio.journal.postgres import erasing, postgres_banks

    real = postgres_banks.erase_recorded

    def breaks(*given: Any, **named: Any) -> None:
        real(*given, **named)
        raise server_away()

    monkeypatch.setattr(erasing, "erase_recorded", breaks)
    with pytest.raises(BestioError):
        erasure.forget(what, now=NOW)
    monkeypatch.undo()
    assert len(store.groups("5b")) == 2
    assert {clip.who for clip in kept.bank("5b").clips} == {"Hibou", "Vis"}

    assert erasure.forget(erasure.preview("5b", group), now=NOW) == []
    left = told_in_tables(address)
    assert b"Hibou" not in left
    assert (b"Vis" in left) == (group is not None)
    assert kept.classes() == (() if group is None else ("5b",))
    assert store.classes() == ([] if group is None else ["5b"])


def test_every_machine_sees_what_the_teacher_says_without_being_started_again(store: Store, node: Node) -> None:
    here, there = voices_of(store), node("salle 2")
    banks = Banks(there.banks, lambda: NOW)
    library = Library(find_bundled(), there.root.parent)
    assert not banks.bank("5b").open
    assert not on_server(there)
    here.turn_on("5b", "5e B", "2027-01-31")
    (clip,) = here.add("5b", "Hibou", [cut("lune")])
    assert banks.bank("5b").leave.until == "2027-01-31"
    assert [one.text for one in banks.bank("5b").clips] == ["lune"]
    assert banks.bank("5b") is banks.bank("5b")  # and what has not changed is not read again
    assert banks.give("5b", (clip.id, "x")) == (encoded(cut("lune").samples), b"")
    found = every_voice(library, there, lambda problem: pytest.fail(str(problem)))
    assert {"nos-5b", "tous-5b"} <= set(found)
    assert list(found) == sorted(found)
    assert not (library.workspace / "voices").exists()
    there.make_class("6c")
    group = ClassStore(there.root.parent, lambda: NOW, "6c", there.path("6c", "x"), there.journals)
    assert not on_server(group)  # they are of another class
    here.turn_off("5b")
    assert not banks.bank("5b").open
    assert banks.give("5b", (clip.id,)) == (b"",)
    assert banks.give("5b", ()) == (b"",)
    with pytest.raises(NotAllowed):
        voices_of(there).add("5b", "Vis", [cut("mur")])


def test_after_its_date_nothing_is_heard_and_nobody_hears_where_it_is_away(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = voices_of(store)
    kept.turn_on("5b", "5b", "2026-12-01")
    (clip,) = kept.add("5b", "Hibou", [cut("lune")])
    late = Banks(store.banks, lambda: NOW + 30 * 86_400)
    assert not late.bank("5b").open
    assert late.give("5b", (clip.id,)) == (b"",)
    banks = Banks(store.banks, lambda: NOW)
    assert banks.bank("5b").open
    journals: Any = store.journals

    def away(*_given: Any) -> None:
        raise server_away()

    monkeypatch.setattr(journals.connections, "take", away)
    assert not banks.bank("5b").open
    assert banks.give("5b", (clip.id,)) == (b"",)
    for ask in (lambda: kept.bank("5b"), lambda: kept.add("5b", "Vis", [cut("mur")]), lambda: kept.turn_off("5b")):
        with pytest.raises(BestioError, match="ne répond pas"):
            ask()


def test_what_is_too_much_is_refused_whole_and_told(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    from bestio.journal.postgres import postgres_banks

    kept = voices_of(store)
    kept.turn_on("5b", "5b")
    size = len(encoded(cut("lune").samples))
    monkeypatch.setattr(postgres_banks, "LARGEST_BANK", 2 * size)
    kept.add("5b", "Hibou", [cut("lune")])
    with pytest.raises(BestioError, match="pas davantage"):
        kept.add("5b", "Hibou", [cut("nuit", 1), cut("mur", 2)])
    assert [clip.text for clip in kept.bank("5b").clips] == ["lune"]
    kept.add("5b", "Hibou", [cut("nuit", 1)])
    monkeypatch.setattr(postgres_banks, "LARGEST_BANK", 1 << 30)
    monkeypatch.setattr(postgres_banks, "LARGEST_CLIP", size - 1)
    with pytest.raises(BestioError, match="pas davantage"):
        kept.add("5b", "Hibou", [cut("mur", 2)])
    assert len(kept.bank("5b").clips) == 2


def whole(keeper: Any, class_id: str, clips: tuple[Clip, ...]) -> tuple[bytes, list[str], list[bytes]]:
    sounds = keeper.sounds(class_id, [clip.id for clip in clips])
    digests = [hashlib.sha256(sounds[clip.id]).hexdigest() for clip in clips]
    return keeper.lines(class_id), digests, [line for _machine, line in keeper.made(class_id)]


def test_recordings_are_copied_there_and_back_with_the_same_bytes_and_resumed(
    tmp_path: Path, journals_on_server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying_voices, "AT_ONCE", 2)
    files = Store(tmp_path / "a", lambda: NOW)
    files.make_class("5e B – l’été")
    (class_id,) = files.classes()
    kept = voices_of(files)
    kept.turn_on(class_id, "5e B")
    clips = kept.add(class_id, "Hibou", [cut(f"mot {number}", number) for number in range(5)])
    kept.turn_off(class_id)
    Banks(files.banks, lambda: NOW).note(class_id, Rendering("a.mp3", "0" * 24, ("Hibou",), (clips[0].id,)).line())
    server = Store(tmp_path / "a", lambda: NOW, journals_on_server(tmp_path / "a" / "workshops", lambda: NOW))
    real, asked = FileBanks.sounds, [0]

    def breaks(self: FileBanks, *given: Any) -> dict[str, bytes]:
        asked[0] += 1
        if asked[0] == 3:
            raise ServerRefusal(5, "fin", "")
        return real(self, *given)

    monkeypatch.setattr(FileBanks, "sounds", breaks)
    with pytest.raises(BestioError):
        list(copy_banks(files, server))
    monkeypatch.setattr(FileBanks, "sounds", real)
    assert len(server.banks.sizes(class_id)) == 4
    (done,) = copy_banks(files, server)
    assert (done.copied, done.same, done.left_out, done.state) == (1, 4, 0, "copied")
    assert next(iter(copy_banks(files, server))).state == "same"
    assert server.title_of(class_id) == "5e B – l’été"
    assert whole(server.banks, class_id, clips) == whole(files.banks, class_id, clips)
    back = Store(tmp_path / "b", lambda: NOW)
    assert [one.copied for one in copy_banks(server, back)] == [5]
    assert whole(back.banks, class_id, clips) == whole(files.banks, class_id, clips)
    assert not faults_of(server.banks, class_id)

    # A leave that was given there stays; what is damaged here is told, and left out.
    voices_of(server).turn_on(class_id, "5e B")
    kept.turn_on(class_id, "5e B", "2027-02-01")
    (more,) = kept.add(class_id, "Vis", [cut("mur", 9)])
    (files.root.parent / BANKS / class_id / f"{more.id}.wav").write_bytes(b"RIFF")
    (done,) = copy_banks(files, server)
    assert (done.copied, done.left_out, done.differs) == (0, 1, True)
    assert voices_of(server).bank(class_id).leave.until != "2027-02-01"


def test_what_was_changed_on_the_server_is_found(store: Store, address: str) -> None:
    from psycopg import connect

    kept = voices_of(store)
    kept.turn_on("5b", "5b")
    kept.add("5b", "Hibou", [cut("lune", 1), cut("nuit", 2)])
    assert not faults_of(store.banks, "5b")
    with connect(address, autocommit=True) as connection:
        connection.execute("update bestio.clips set sound = set_byte(sound, 99, 1) where place = 1")
    assert len(faults_of(store.banks, "5b")) == 1


def test_two_machines_that_record_at_once_lose_nothing(store: Store, node: Node) -> None:
    import threading

    voices_of(store).turn_on("5b", "5b")
    wrong: list[BaseException] = []

    def record(number: int) -> None:
        try:
            own = voices_of(node(f"salle {number}"))
            for at in range(5):
                own.add("5b", f"P{number}", [cut(f"mot{at}", 10 * number + at, 0.05)])
        except BaseException as error:
            wrong.append(error)

    threads = [threading.Thread(target=record, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
    bank = voices_of(store).bank("5b")
    assert len(bank.clips) == 15
    assert not bank.missing
