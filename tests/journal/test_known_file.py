"""A journal that somebody else replaces while it is open is noticed, whatever it looks like, and nothing is lost."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bestio.journal.journal import Journal, look
from bestio.storage.disk import ASIDE


def in_place(path: Path, content: bytes) -> None:
    with path.open("r+b") as stream:
        stream.write(content)
        stream.truncate()


def renamed_over(path: Path, content: bytes) -> None:
    other = path.with_suffix(".tmp")
    other.write_bytes(content)
    other.replace(path)


def at_the_same_time(path: Path, content: bytes) -> None:
    before = path.stat()
    in_place(path, content)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


WAYS = [in_place, renamed_over, at_the_same_time]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("first", [False, True])
def test_other_bytes_of_the_same_length_are_noticed(
    way: Callable[[Path, bytes], None], first: bool, tmp_path: Path, clock: Any
) -> None:
    path = tmp_path / "ours.yaml"
    with Journal.create(path, clock=clock) as journal:
        journal.record("note.write", text="la première")
    with Journal.open(path, clock=clock) as journal:
        if not first:
            journal.record("note.write", text="la deuxième")
        before = path.read_bytes()
        other = before.replace("ère".encode(), "ÈRE".encode()).replace("ème".encode(), "ÈME".encode())
        assert (len(other), other != before) == (len(before), True)
        way(path, other)
        journal.record("note.write", text="la dernière")
        notes = [note.text for note in journal.creation.notes]
        assert any(ASIDE in notice for notice in journal.notices)
        assert journal.trouble is None
    found = look(path, clock=clock)
    assert [note.text for note in found.creation.notes] == notes
    assert found.problems == []
    assert other in path.with_name(f"ours{ASIDE}").read_bytes()


@pytest.mark.parametrize("way", WAYS)
def test_what_was_replaced_after_the_last_event_is_put_back(
    way: Callable[[Path, bytes], None], tmp_path: Path, clock: Any
) -> None:
    path = tmp_path / "ours.yaml"
    with Journal.create(path, clock=clock) as journal:
        journal.record("note.write", text="la première")
        ours = path.read_bytes()
        other = b"--- x" + b"#" * (len(ours) - 5)
        if way is not at_the_same_time:
            way(path, other)
    if way is not at_the_same_time:
        assert path.with_name(f"ours{ASIDE}").read_bytes().startswith(other)
    assert path.read_bytes() == ours


def test_a_shorter_or_longer_journal_in_its_place(tmp_path: Path, clock: Any) -> None:
    for name, other in (("a", b"--- {bestio: journal/1, group: x}\n"), ("b", b"#" * 5_000 + b"\n")):
        path = tmp_path / f"{name}.yaml"
        with Journal.create(path, clock=clock) as journal:
            journal.record("note.write", text="la première")
            renamed_over(path, other)
            journal.record("note.write", text="la dernière")
        assert len(look(path, clock=clock).creation.notes) == 2
        assert path.with_name(f"{name}{ASIDE}").read_bytes() == other


@pytest.mark.parametrize("way", WAYS)
def test_the_same_bytes_again_are_nothing_new(way: Callable[[Path, bytes], None], tmp_path: Path, clock: Any) -> None:
    path = tmp_path / "ours.yaml"
    with Journal.create(path, clock=clock) as journal:
        for number in range(3):
            journal.record("note.write", text=f"note {number}")
            way(path, path.read_bytes())
            path.touch()
        assert journal.notices == []
    assert len(look(path, clock=clock).events) == 3
    assert not path.with_name(f"ours{ASIDE}").exists()


@pytest.mark.skipif(os.name != "posix", reason="pipes")
def test_a_pipe_in_its_place_is_not_waited_for(tmp_path: Path, clock: Any) -> None:
    path = tmp_path / "ours.yaml"
    with Journal.create(path, clock=clock) as journal:
        path.unlink()
        os.mkfifo(path)
        journal.record("note.write", text="la première")
        assert journal.trouble is not None
        path.unlink()
        assert journal.retry()
    assert len(look(path, clock=clock).events) == 1


def test_unchanged_content_is_not_read_again(tmp_path: Path, clock: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    with Journal.create(tmp_path / "ours.yaml", clock=clock) as journal:
        journal.record("note.write", text="la première")
        monkeypatch.setattr("bestio.journal.known_file.read_regular", lambda *_given: pytest.fail("it was read"))
        for _number in range(5):
            journal.record("note.write", text="et encore")
