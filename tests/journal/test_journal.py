"""The journal: kept, found again, one writer at a time, and what happens when the disk does not follow."""

from __future__ import annotations

import contextlib
import errno
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bestio.creation.events import Refused
from bestio.creation.fold import fold
from bestio.errors import Where
from bestio.journal import codec
from bestio.journal.journal import Journal, JournalBusy, JournalError, look

TRAITS = {"tete": "ferraille:hibou", "corps": "ferraille:theiere"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "atelier" / "zebres.yaml"


def begun(path: Path, clock: Any) -> Journal:
    journal = Journal.create(path, clock=clock, group="Les Zèbres")
    journal.record("creation.begin", lexicons=["ferraille"], seed=3, name="Bob", traits=TRAITS)
    return journal


def test_what_happened_is_found_again(path: Path, clock: Any) -> None:
    with begun(path, clock) as journal:
        clock.pass_(12.4)
        event = journal.record("persona.name", name="Zoé « la » bête: {oui}")
        assert event.at == 12.4
        assert journal.saved
        creation, events = journal.creation, list(journal.events)
    with Journal.open(path, clock=clock) as again:
        assert (again.creation, list(again.events), again.group) == (creation, events, "Les Zèbres")
        assert not again.problems
        assert not again.notices


def test_the_file_is_a_stream_of_yaml_documents_one_a_line(path: Path, clock: Any) -> None:
    begun(path, clock).close()
    lines = path.read_text("utf-8").splitlines()
    documents = list(yaml.safe_load_all(path.read_text("utf-8")))
    assert len(documents) == len(lines) == 2
    assert documents[0]["bestio"] == "journal/2"
    assert documents[0]["group"] == "Les Zèbres"
    assert lines[1].startswith('--- {"at": 0, "do": "creation.begin", "lexicons": ')


def test_an_event_that_cannot_happen_leaves_no_trace(path: Path, clock: Any) -> None:
    with begun(path, clock) as journal:
        before = path.read_bytes()
        impossible: list[tuple[str, dict[str, Any]]] = [
            ("phrase.keep", {"id": "rien"}),
            ("trait.draw", {"slot": 3}),
            ("undo", {}),
            ("x", {"a": object()}),
        ]
        for do, data in impossible:
            with contextlib.suppress(Refused):
                journal.record(do, data)
        with pytest.raises(Refused):
            journal.record("note.write", text="x" * 390_000, about="y", id="z", more=["é" * 400_000])
        assert path.read_bytes() == before
        assert len(journal.events) == 1


def test_a_clock_that_jumps_back_counts_as_no_time(path: Path, clock: Any) -> None:
    with begun(path, clock) as journal:
        clock.pass_(10)
        journal.record("persona.name", name="a")
        clock.pass_(-86_400)
        journal.record("persona.name", name="b")
        clock.pass_(5)
        journal.record("persona.name", name="c")
        assert [event.at for event in journal.events] == [0, 10, 10, 15]
    clock.pass_(-1_000_000)
    with Journal.open(path, clock=clock) as journal:
        clock.pass_(3)
        assert journal.record("persona.name", name="d").at == 18
    clock.pass_(2_000_000)
    with Journal.open(path, clock=clock) as journal:
        assert journal.record("persona.name", name="e").at > 18


def test_the_second_writer_is_told_who_has_it_and_may_look_on(path: Path, clock: Any) -> None:
    with begun(path, clock) as journal:
        with pytest.raises(JournalBusy) as caught:
            Journal.open(path, clock=clock)
        assert caught.value.owner is not None
        assert caught.value.owner.pid == os.getpid()
        assert str(os.getpid()) in str(caught.value)
        onlooker = look(path, clock=clock)
        assert onlooker.creation == journal.creation
        with pytest.raises(JournalError):
            onlooker.record("persona.name", name="x")
        journal.record("persona.name", name="Zoé")
        assert onlooker.refresh() == 1
        assert onlooker.refresh() == 0
        assert onlooker.creation == journal.creation
    Journal.open(path, clock=clock).close()


def test_a_process_that_dies_leaves_no_lock(path: Path, clock: Any) -> None:
    begun(path, clock).close()
    code = (
        "import sys,time,os;from pathlib import Path;from bestio.journal.journal import Journal;"
        "j=Journal.open(Path(sys.argv[1]),clock=time.time);print('ready',flush=True);sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        with pytest.raises(JournalBusy) as caught:
            Journal.open(path, clock=clock)
        assert caught.value.owner is not None
        assert caught.value.owner.pid == process.pid
        process.kill()
    Journal.open(path, clock=clock).close()


def test_making_a_journal_twice_is_refused(path: Path, clock: Any) -> None:
    begun(path, clock).close()
    with pytest.raises(JournalError):
        Journal.create(path, clock=clock)


@pytest.mark.parametrize("cut", [1, 2, 5, 20, 60])
def test_a_torn_tail_is_set_aside(path: Path, clock: Any, cut: int) -> None:
    with begun(path, clock) as journal:
        journal.record("persona.name", name="Zoé")
        journal.record("note.write", text="Une note assez longue pour être coupée en plusieurs endroits différents.")
    whole = path.read_bytes()
    path.write_bytes(whole[:-cut])
    torn = whole[whole.rstrip(b"\n").rfind(b"\n") + 1 : -cut]
    with Journal.open(path, clock=clock) as again:
        assert again.creation.name == "Zoé"
        if cut == 1:  # only the line end is missing: the event is all there
            assert len(again.events) == 3
        else:
            assert len(again.events) == 2
            assert again.notices
            assert path.with_name("zebres.mis-de-cote.txt").read_bytes() == torn + b"\n"
        again.record("persona.name", name="Après")
    with Journal.open(path, clock=clock) as last:
        assert last.creation.name == "Après"
        assert not last.problems


def test_zeros_after_a_power_cut_are_cut_off(path: Path, clock: Any) -> None:
    begun(path, clock).close()
    with path.open("ab") as stream:
        stream.write(b"\0" * 4096)
    with Journal.open(path, clock=clock) as journal:
        journal.record("persona.name", name="Zoé")
    assert b"\0" not in path.read_bytes()
    assert look(path, clock=clock).creation.name == "Zoé"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0\0\0",
        b"\n\n",
        b"--- {best",
        b'--- {"best',
        b'--- {bestio: "journal/1", gro',
        b'--- {"bestio": "journal/2", "gro',
    ],
)
def test_a_journal_that_was_never_begun_starts_again(path: Path, clock: Any, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    with Journal.open(path, clock=clock) as journal:
        assert not journal.events
        journal.record("persona.name", name="Zoé")
    again = look(path, clock=clock)
    assert (again.creation.name, again.problems) == ("Zoé", [])


def test_one_bad_line_costs_one_event(path: Path, clock: Any) -> None:
    with begun(path, clock) as journal:
        journal.record("persona.name", name="Zoé")
        journal.record("note.write", text="fin")
    lines = path.read_bytes().split(b"\n")
    for bad in (b"--- {at: 1, do: [", b"ligne perdue", b"\xff\xfe\x00", b"--- !!python/object/apply:os.system [ls]"):
        path.write_bytes(b"\n".join([*lines[:2], bad, *lines[2:]]))
        found = look(path, clock=clock)
        assert (found.creation.name, len(found.creation.notes)) == ("Zoé", 1)
        assert [problem.where.line for problem in found.problems] == [3]
        with Journal.open(path, clock=clock) as journal:
            journal.record("persona.name", name="Zoé")
        assert bad in path.read_bytes()


def test_a_line_that_follows_one_changed_by_hand_is_told_on_its_own(path: Path, clock: Any) -> None:
    begun(path, clock).close()
    with path.open("a", encoding="utf-8") as stream:
        stream.write("--- {at: 3, do: persona.name, name: Zoé}\nn’importe quoi\n")
    found = look(path, clock=clock)
    assert found.creation.name == "Zoé"
    assert [problem.where.line for problem in found.problems] == [4]


def test_refused_events_are_told_with_their_line(path: Path, clock: Any) -> None:
    begun(path, clock).close()
    with path.open("a", encoding="utf-8") as stream:
        stream.write('--- {at: 3, do: phrase.keep, id: "rien"}\n--- {at: 4, do: aura.glow, colour: 3}\n')
    found = look(path, clock=clock)
    assert [(problem.where.line, problem.where.path) for problem in found.problems] == [(3, str(path))]
    assert [event.do for event in found.events] == ["creation.begin", "phrase.keep", "aura.glow"]


def test_a_first_line_that_is_lost_costs_only_the_name(path: Path, clock: Any) -> None:
    begun(path, clock).close()
    lines = path.read_bytes().split(b"\n")
    path.write_bytes(b"\n".join(lines[1:]))
    found = look(path, clock=clock)
    assert (found.creation.name, found.group, len(found.problems)) == ("Bob", "zebres", 1)
    path.write_bytes(b"\n".join([b"--- {bestio: journal/1, group: [", *lines[1:]]))
    found = look(path, clock=clock)
    assert (found.creation.name, found.group, len(found.problems)) == ("Bob", "zebres", 1)


def test_a_newer_journal_is_only_looked_at(path: Path, clock: Any) -> None:
    path.parent.mkdir()
    text = (
        "--- {bestio: journal/7, group: Futur, started: 1}\n"
        "--- {at: 1, do: aura.glow}\n--- {at: 2, do: persona.name, name: Zed}\n"
    )
    path.write_text(text)
    with Journal.open(path, clock=clock) as journal:
        assert journal.read_only
        assert journal.notices
        assert journal.creation.name == "Zed"
        Journal.open(path, clock=clock).close()
    assert path.read_text() == text


def test_an_older_journal_is_migrated_and_the_old_one_kept(path: Path, clock: Any) -> None:
    path.parent.mkdir()
    text = (
        "--- {bestio: journal/0, group: Anciens, started: 1}\n"
        "--- {at: 1, do: creation.begin, lexicons: [ferraille], seed: 1, name: Bob, traits: {tete: hibou}}\n"
        "--- {at: 12.4, do: trait.draw, slot: tete, trait: grue, seed: 8123}\n"
    )
    path.write_text(text)
    assert look(path, clock=clock).creation.traits == {"tete": "ferraille:grue"}
    assert path.read_text() == text
    with Journal.open(path, clock=clock) as journal:
        journal.record("persona.name", name="Neuf")
        assert journal.notices
    assert path.with_name("zebres.journal-0.bak").read_text() == text
    found = look(path, clock=clock)
    assert (found.header.format, found.creation.traits, found.creation.name) == (2, {"tete": "ferraille:grue"}, "Neuf")


@pytest.mark.parametrize(
    "content",
    [
        b"bestio: voice/1\nid: x\n",
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40,
        b"a: &a [x, x]\nb: &b [*a, *a]\n",
        b"!!python/object/apply:os.system ['touch hacked']\n",
        b"[" * 100_000,
        b"--- {bestio: journal/un}\n",
        b"une phrase de texte\nune autre\n",
    ],
)
def test_what_is_no_journal_is_left_alone(path: Path, clock: Any, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(JournalError):
        Journal.open(path, clock=clock)
    assert path.read_bytes() == content
    assert not Path("hacked").exists()
    assert not list(path.parent.glob("*mis-de-cote*"))


def test_a_huge_file_is_refused_at_once(path: Path, clock: Any) -> None:
    path.parent.mkdir()
    with path.open("wb") as stream:
        stream.truncate(100 << 20)
    with pytest.raises(JournalError):
        Journal.open(path, clock=clock)


def test_a_folder_in_place_of_a_journal(path: Path, clock: Any) -> None:
    path.mkdir(parents=True)
    with pytest.raises(JournalError):
        Journal.open(path, clock=clock)
    with pytest.raises(JournalError):
        look(path.with_name("absent.yaml"), clock=clock)


class Disk:
    """Makes `os.write` or `os.open` refuse, as a bad disk does."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.error: int | None = None
        self.room = 0
        real_write, real_open = os.write, os.open

        def write(handle: int, data: Any) -> int:
            if self.error is None:
                return real_write(handle, data)
            if self.room:
                written = real_write(handle, data[: self.room])
                self.room = 0
                return written
            raise OSError(self.error, os.strerror(self.error))

        def open_(path: Any, flags: int, *rest: Any, **named: Any) -> int:
            if self.error in {errno.EROFS, errno.EACCES} and flags & (os.O_WRONLY | os.O_RDWR):
                raise OSError(self.error, os.strerror(self.error))
            return real_open(path, flags, *rest, **named)

        monkeypatch.setattr(os, "write", write)
        monkeypatch.setattr(os, "open", open_)


@pytest.fixture
def bad_disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    return Disk(monkeypatch)


@pytest.mark.parametrize("room", [0, 7, 30])
def test_a_full_disk_keeps_acts_in_memory_until_there_is_room(
    path: Path, clock: Any, bad_disk: Disk, room: int
) -> None:
    with begun(path, clock) as journal:
        bad_disk.error, bad_disk.room = errno.ENOSPC, room
        journal.record("persona.name", name="Un")
        journal.record("persona.name", name="Deux")
        assert journal.creation.name == "Deux"
        assert journal.trouble is not None
        assert journal.trouble.waiting == journal.waiting == 2
        assert not journal.saved
        assert not journal.retry()
        bad_disk.error = None
        assert journal.retry()
        assert journal.trouble is None
        assert journal.notices
        journal.record("persona.name", name="Trois")
        events = list(journal.events)
    found = look(path, clock=clock)
    assert list(found.events) == events
    assert not found.problems


def test_a_read_only_folder_lets_the_group_work(path: Path, clock: Any, bad_disk: Disk) -> None:
    begun(path, clock).close()
    bad_disk.error = errno.EROFS
    journal = Journal.open(path, clock=clock)
    assert journal.trouble is not None
    assert journal.creation.name == "Bob"
    journal.record("persona.name", name="Zoé")
    assert journal.waiting == 1
    bad_disk.error = None
    journal.record("persona.name", name="Léo")
    assert journal.saved
    journal.close()
    assert [event.do for event in look(path, clock=clock).events] == ["creation.begin", "persona.name", "persona.name"]


def test_a_new_creation_where_nothing_can_be_written(path: Path, clock: Any, bad_disk: Disk) -> None:
    path.parent.mkdir()
    bad_disk.error = errno.EACCES
    journal = begun(path, clock)
    assert not journal.saved
    assert not path.exists()
    bad_disk.error = None
    assert journal.retry()
    journal.close()
    assert look(path, clock=clock).creation.name == "Bob"


def test_a_new_creation_does_not_overwrite_one_that_came_meanwhile(path: Path, clock: Any, bad_disk: Disk) -> None:
    path.parent.mkdir()
    bad_disk.error = errno.EACCES
    journal = begun(path, clock)
    bad_disk.error = None
    path.write_text("--- {bestio: journal/1, group: Autres}\n")
    assert journal.retry()
    journal.close()
    assert look(path, clock=clock).group == "Autres"
    assert look(path.with_name("zebres-2.yaml"), clock=clock).creation.name == "Bob"


def test_a_stick_taken_out_and_put_back(path: Path, clock: Any) -> None:
    with begun(path, clock) as journal:
        away = path.parent.with_name("parti")
        path.parent.rename(away)
        journal.record("persona.name", name="Zoé")
        assert journal.trouble is not None
        assert not path.parent.exists()
        away.rename(path.parent)
        assert journal.retry()
    assert look(path, clock=clock).creation.name == "Zoé"


def test_a_journal_that_was_deleted_is_written_again(path: Path, clock: Any) -> None:
    with begun(path, clock) as journal:
        path.unlink()
        journal.record("persona.name", name="Zoé")
        assert journal.saved
        events = list(journal.events)
    assert list(look(path, clock=clock).events) == events


def test_what_another_program_wrote_is_set_aside(path: Path, clock: Any) -> None:
    with begun(path, clock) as journal:
        with path.open("ab") as stream:
            stream.write(b"# une synchronisation maladroite\n")
        journal.record("persona.name", name="Zoé")
        path.write_bytes(b"--- vieille copie\n")
        journal.record("persona.name", name="Léo")
        events = list(journal.events)
        assert len(journal.notices) == 2
    aside = path.with_name("zebres.mis-de-cote.txt").read_bytes()
    assert b"une synchronisation maladroite" in aside
    assert b"vieille copie" in aside
    found = look(path, clock=clock)
    assert list(found.events) == events
    assert not found.problems


def test_what_an_interrupted_write_left_is_swept(path: Path, clock: Any) -> None:
    begun(path, clock).close()
    begun(path.with_name("zebres-2.yaml"), clock).close()
    left = [path.with_name(name) for name in (".zebres.yaml.123.part", ".zebres-2.yaml.123.part")]
    for part in left:
        part.write_text("moitié")
    look(path, clock=clock)
    assert all(part.exists() for part in left)
    Journal.open(path, clock=clock).close()
    assert [part.exists() for part in left] == [False, True]


def test_a_drive_that_cannot_sync_is_written_all_the_same(
    path: Path, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_handle: int) -> None:
        raise OSError(errno.EINVAL, "no such call")

    monkeypatch.setattr(os, "fsync", refuse)
    with begun(path, clock) as journal:
        assert journal.saved
    assert look(path, clock=clock).creation.name == "Bob"


def test_what_is_still_waiting_at_the_end_is_rescued(path: Path, tmp_path: Path, clock: Any) -> None:
    rescue = tmp_path / "secours"
    for expected in ("zebres-1.yaml", "zebres-2.yaml"):
        journal = begun(path, clock)
        path.parent.rename(tmp_path / expected)
        journal.record("persona.name", name="Zoé")
        assert journal.close(rescue=rescue) == rescue / expected
        assert look(rescue / expected, clock=clock).creation.name == "Zoé"
    with begun(path, clock) as journal:
        pass
    assert journal.close(rescue=rescue) is None
    (tmp_path / "fichier").write_text("")
    journal = begun(path.with_name("autre.yaml"), clock)
    path.parent.rename(tmp_path / "parti")
    journal.record("persona.name", name="Zoé")
    assert journal.close(rescue=tmp_path / "fichier") is None


def test_acts_of_several_threads_keep_their_order(path: Path) -> None:
    with Journal.create(path, clock=time.time) as journal:

        def write(number: int) -> None:
            for index in range(25):
                journal.record("note.write", text=f"{number} {index}")

        threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        events = list(journal.events)
    assert len(events) == 200
    assert [event.at for event in events] == sorted(event.at for event in events)
    found = look(path, clock=time.time)
    assert list(found.events) == events
    assert len(found.creation.notes) == 200


def test_a_copy_holds_what_is_waiting_too(path: Path, tmp_path: Path, clock: Any, bad_disk: Disk) -> None:
    with begun(path, clock) as journal:
        bad_disk.error = errno.ENOSPC
        journal.record("persona.name", name="Zoé")
        bad_disk.error = None
        journal.write_copy(tmp_path / "copie.yaml")
    assert look(tmp_path / "copie.yaml", clock=clock).creation.name == "Zoé"


def test_a_small_full_disk_for_real(tmp_path: Path, clock: Any) -> None:
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(tmp_path)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("no right to mount a small disk")
    try:
        path = tmp_path / "zebres.yaml"
        filler = tmp_path / "plein"
        journal = Journal.create(path, clock=clock)
        with contextlib.suppress(OSError), filler.open("wb") as stream:
            while True:
                stream.write(b"x" * 4096)
                stream.flush()
        for index in range(200):
            journal.record("note.write", text=f"Note {index} " + "é" * 100)
        assert journal.trouble is not None
        assert journal.waiting > 100
        on_disk = list(look(path, clock=clock).events)
        assert on_disk == list(journal.events[: len(on_disk)])
        filler.unlink()
        assert journal.retry()
        journal.close()
        assert list(look(path, clock=clock).events) == list(journal.events)
    finally:
        subprocess.run(["umount", str(tmp_path)], check=True)


def test_a_read_only_disk_for_real(tmp_path: Path, clock: Any) -> None:
    mounted = subprocess.run(["mount", "-t", "tmpfs", "tmpfs", str(tmp_path)], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("no right to mount a disk")
    try:
        path = tmp_path / "zebres.yaml"
        begun(path, clock).close()
        subprocess.run(["mount", "-o", "remount,ro", str(tmp_path)], check=True)
        journal = Journal.open(path, clock=clock)
        journal.record("persona.name", name="Zoé")
        assert journal.trouble is not None
        subprocess.run(["mount", "-o", "remount,rw", str(tmp_path)], check=True)
        assert journal.retry()
        journal.close()
        assert look(path, clock=clock).creation.name == "Zoé"
    finally:
        subprocess.run(["umount", str(tmp_path)], check=True)


@given(data=st.data())
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_any_journal_is_found_again_even_cut_anywhere(
    event_lists: Any, tmp_path: Path, clock: Any, data: st.DataObject
) -> None:
    clock = type(clock)()
    path = tmp_path / "hasard.yaml"
    path.unlink(missing_ok=True)
    with Journal.create(path, clock=clock) as journal:
        for event in data.draw(event_lists(max_size=15)):
            clock.pass_(event.at % 7)
            with contextlib.suppress(Refused):
                journal.append(event)
        events = list(journal.events)
    whole = path.read_bytes()
    assert fold(events) == look(path, clock=clock).creation
    cut = data.draw(st.integers(whole.index(b"\n") + 1, len(whole)))
    path.write_bytes(whole[:cut])
    with Journal.open(path, clock=clock) as torn:
        count = whole[:cut].count(b"\n") - 1
        assert list(torn.events[:count]) == events[:count]
        assert len(torn.events) <= count + 1
        torn.record("persona.name", name="Zoé")
    again = look(path, clock=clock)
    assert again.creation.name == "Zoé"
    assert not again.problems


def test_events_are_encoded_as_they_will_be_read(path: Path, clock: Any) -> None:
    with begun(path, clock) as journal:
        event = journal.record(
            "phrase.make", id="p", text="A", steps=({"word": "a", "probability": 1 / 3},), copied=None
        )
        assert event.data["steps"] == [{"word": "a", "probability": 1 / 3}]
        assert codec.decode(path.read_text("utf-8").splitlines()[-1], Where.of(path, 3)) == event


def test_who_looks_on_goes_on_once_nobody_writes_any_more(path: Path, clock: Any) -> None:
    with Journal.create(path, clock=clock, group="Zoé") as writer:
        writer.record("persona.name", name="Bob")
        seen = Journal.open(path, clock=clock, read_only=True)
        assert not seen.take_up()
        assert seen.read_only
        writer.record("persona.name", name="Zed")
    clock.pass_(5)
    assert seen.take_up()
    assert seen.take_up()
    assert seen.creation.name == "Zed"  # what it had not read yet
    seen.record("persona.name", name="Léo")
    assert seen.saved
    with pytest.raises(JournalBusy):
        Journal.open(path, clock=clock)
    seen.close()
    with Journal.open(path, clock=clock) as again:
        assert [event.data["name"] for event in again.events] == ["Bob", "Zed", "Léo"]
