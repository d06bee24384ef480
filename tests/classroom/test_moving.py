"""A group moved to another class goes with all that it has made, and is never half in two places for good."""

from __future__ import annotations

from pathlib import Path

import pytest

from bestio.classroom.moving import move_group
from bestio.classroom.store import Store
from bestio.errors import UsageError
from bestio.journal.journal import JournalBusy


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store(tmp_path, lambda: 0.0)
    with store.new("Les Ours", "5a") as journal:
        journal.record("note.write", text="un mot")
    for kind, name in (("sons", "a.mp3"), ("images", "a.png")):
        file = tmp_path / kind / "5a" / "les-ours" / name
        file.parent.mkdir(parents=True)
        file.write_bytes(b"x")
    return store


def move(store: Store, home: Path, to: str = "5b") -> Path:
    made = [home / "exports", home / "sons", home / "images"]
    return move_group(store, store.path("5a", "les-ours"), to, made=made)


def test_all_that_a_group_has_made_goes_with_it(store: Store, tmp_path: Path) -> None:
    aside = tmp_path / "workshops" / "5a" / "les-ours.mis-de-cote.txt"
    aside.write_text("x", encoding="utf-8")
    path = move(store, tmp_path)
    assert path == tmp_path / "workshops" / "5b" / "les-ours.yaml"
    with store.open(path) as journal:
        assert journal.creation.notes[0].text == "un mot"
    assert (tmp_path / "sons" / "5b" / "les-ours" / "a.mp3").is_file()
    assert (tmp_path / "images" / "5b" / "les-ours" / "a.png").is_file()
    assert (tmp_path / "workshops" / "5b" / "les-ours.mis-de-cote.txt").is_file()
    assert not [file for file in tmp_path.rglob("*les-ours*") if "5a" in file.parts]


def test_what_was_interrupted_is_finished_by_moving_again(store: Store, tmp_path: Path) -> None:
    there = tmp_path / "sons" / "5b" / "les-ours"
    there.mkdir(parents=True)
    (there / "b.mp3").write_bytes(b"y")
    move(store, tmp_path)
    assert sorted(file.name for file in there.iterdir()) == ["a.mp3", "b.mp3"]


def test_a_group_of_that_name_or_at_work_is_left_alone(store: Store, tmp_path: Path) -> None:
    with store.open(store.path("5a", "les-ours")), pytest.raises(JournalBusy):
        move(store, tmp_path)
    store.new("Les Ours", "5b").close()
    with pytest.raises(UsageError):
        move(store, tmp_path)
    with pytest.raises(UsageError):
        move(store, tmp_path, "../..")
    assert store.path("5a", "les-ours").is_file()
    assert (tmp_path / "sons" / "5a" / "les-ours" / "a.mp3").is_file()
