"""The store: names that are safe everywhere, lists, and what a person means by a group."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestio.classroom.store import DEFAULT_CLASS, TITLE, Store, safe_name
from bestio.errors import UsageError
from bestio.journal.journal import JournalError
from bestio.text.slug import slug


@pytest.fixture
def store(tmp_path: Path, clock: Any) -> Store:
    return Store(tmp_path, clock)


def test_a_new_group_is_listed_and_opened(store: Store) -> None:
    with store.new("Les Zébrés !") as journal:
        assert journal.path == store.root / DEFAULT_CLASS / "les-zebres.yaml"
        assert journal.group == "Les Zébrés !"
    [entry] = store.groups()
    assert (entry.id, entry.group, entry.class_id) == ("les-zebres", "Les Zébrés !", DEFAULT_CLASS)
    store.open(entry.path).close()
    assert store.classes() == [DEFAULT_CLASS]


def test_the_same_pseudonym_twice_makes_two_groups(store: Store) -> None:
    ids = []
    for _round in range(3):
        with store.new("Zoé", "5b") as journal:
            ids.append(journal.path.stem)
    assert ids == ["zoe", "zoe-2", "zoe-3"]
    with store.new("") as journal:
        assert (journal.path.stem, journal.group) == ("groupe", "groupe")


def test_a_group_that_takes_another_name_keeps_its_file(store: Store) -> None:
    with store.new("Zoé") as journal:
        journal.record("group.name", name="Les Loups")
        assert journal.group == "Les Loups"
        journal.record("persona.name", name="Bob")
        journal.record("undo")
        assert journal.group == "Les Loups"
    assert [(entry.id, entry.group) for entry in store.groups()] == [("zoe", "Les Loups")]


def test_the_newest_come_first(store: Store) -> None:
    for index, name in enumerate(["a", "b", "c"]):
        with store.new(name, f"classe-{index}") as journal:
            path = journal.path
        os.utime(path, (1000 + index * (1 if index < 2 else -1), 1000 + index * (1 if index < 2 else -1)))
    assert [entry.id for entry in store.recent()] == ["b", "a", "c"]
    assert len(store.recent(2)) == 2


def test_what_is_no_journal_is_not_in_the_way(store: Store, tmp_path: Path) -> None:
    store.new("Zoé").close()
    folder = store.folder(DEFAULT_CLASS)
    (folder / ".zoe.yaml").write_text("x")
    (folder / "notes.txt").write_text("x")
    (folder / "image.yaml").write_bytes(b"\x89PNG")
    (tmp_path / "workshops" / "plan.yaml").write_text("bestio: sequence/1")
    outside = tmp_path / "dehors"
    outside.mkdir()
    (store.root / "lien").symlink_to(outside)
    assert [entry.id for entry in store.groups()] == ["image", "zoe"]
    assert store.classes() == [DEFAULT_CLASS]
    assert store.groups("absente") == []


def test_a_class_keeps_the_title_it_was_made_with(store: Store) -> None:
    assert store.make_class("5e  B – Œuvres") == "5e-b-oeuvres"
    assert store.title_of("5e-b-oeuvres") == "5e B – Œuvres"
    store.make_class("5E b œuvres")
    assert store.title_of("5e-b-oeuvres") == "5e B – Œuvres"
    store.make_class("4a")
    for nameless in ("4a", "absente", ".."):
        assert store.title_of(nameless) == nameless
    assert [entry.id for entry in store.groups("5e-b-oeuvres")] == []


@pytest.mark.parametrize(
    ("content", "title"),
    [(b"", "5b"),
     (b"\xff\xfe5\0", "\ufffd\ufffd5"), ("\ufeffCinquième\r\nB".encode(), "Cinquième"),
     (b"\x1b[31m\n", "[31m"),
     (b"x" * 10_000, "x" * 60)],
)  # fmt: skip
def test_whatever_stands_in_the_file_of_a_title_is_one_short_line(store: Store, content: bytes, title: str) -> None:
    store.make_class("5b")
    (store.folder("5b") / TITLE).write_bytes(content)
    assert store.title_of("5b") == title


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
def test_a_pipe_is_no_title(store: Store) -> None:
    store.make_class("5b")
    os.mkfifo(store.folder("5b") / TITLE)
    assert store.title_of("5b") == "5b"


def test_what_is_new_goes_to_the_only_class_or_to_the_one_at_work_last(store: Store) -> None:
    assert store.class_for_new() == DEFAULT_CLASS
    store.make_class("5e B")
    assert store.class_for_new() == "5e-b"
    for number, class_id in enumerate(("4a", "5e-b", "6c")):
        with store.new("Ours", class_id) as journal:
            path = journal.path
        at = 2_000_000_000 + (10 if class_id == "5e-b" else number)
        os.utime(path, (at, at))
    assert store.classes_in_use() == ["5e-b", "6c", "4a"]
    assert store.class_to_use(None) == "5e-b"
    assert store.class_to_use("3e D") == "3e-d"
    assert store.title_of("3e-d") == "3e D"
    assert store.class_to_use("5e B") == "5e-b"
    with pytest.raises(UsageError):
        store.class_to_use("日本")  # not silently into another class


@pytest.mark.parametrize(
    "name", ["..", ".", "", "../x", "a/b", "a\\b", "C:x", ".cache", "a\0b", "a\n", "x" * 200, "fin.", "fin "]
)
def test_names_that_lead_elsewhere_are_refused(store: Store, name: str) -> None:
    with pytest.raises(UsageError):
        store.path("5b", name)
    with pytest.raises(UsageError):
        store.new("zoe", name)


@given(st.text())
def test_any_pseudonym_gives_a_safe_name(text: str) -> None:
    name = slug(text, "groupe")
    assert safe_name(name) == name
    assert 0 < len(name) <= 42
    assert name.isascii()
    assert name not in {"con", "nul", "aux", "prn", "com1"}


def test_names_that_windows_keeps_for_itself() -> None:
    assert slug("CON", "x") == "con-1"
    assert slug("Œuf à l’æther", "x") == "oeuf-a-l-aether"
    assert slug("日本", "groupe") == "groupe"


@pytest.mark.skipif(not hasattr(os, "fork") or os.geteuid() != 0, reason="only the superuser can become nobody")
@pytest.mark.parametrize("mode", [0o555, 0o444, 0o000])
def test_a_folder_that_is_not_ours_is_told_and_work_goes_on(clock: Any, mode: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        store = Store(Path(name), clock)
        with store.new("Zoé", "5b") as journal:
            journal.record("persona.name", name="Bob")
        store.root.chmod(0o755)  # as an older program made it: a new one lets nobody in
        store.path("5b", "zoe").chmod(0o644)
        store.folder("5b").chmod(mode)
        child = os.fork()
        if child == 0:
            failed = 1
            try:
                _work_as_nobody(store, readable=mode == 0o555)
                failed = 0
            finally:
                os._exit(failed)
        assert os.waitpid(child, 0)[1] == 0
        store.folder("5b").chmod(0o755)


def _work_as_nobody(store: Store, *, readable: bool) -> None:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
    for read in (store.classes, store.groups, store.recent):
        read()
    new = store.new("Léo", "5b")
    new.record("persona.name", name="Zed")
    assert new.trouble is not None
    assert new.creation.name == "Zed"
    if readable:
        assert store.open(store.path("5b", "zoe")).trouble is not None
    else:
        with pytest.raises(JournalError):
            store.open(store.path("5b", "zoe"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes of that kind here")
def test_what_is_no_file_is_no_journal_and_is_not_waited_for(store: Store) -> None:
    store.new("Zoé", "5b").close()
    folder = store.folder("5b")
    os.mkfifo(folder / "tuyau.yaml")
    (folder / "dossier.yaml").mkdir()
    (folder / "lien.yaml").symlink_to(folder / "zoe.yaml")
    assert [entry.id for entry in store.groups("5b")] == ["zoe"]
