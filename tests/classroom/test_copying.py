"""Creations copied from files to a server and back: the same bytes, gone on with where cut short, none written over."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bestio.classroom.copying import copy_all
from bestio.classroom.store import Store
from bestio.errors import BestioError
from bestio.journal.file_journals import FileJournals
from bestio.journal.server_refusal import server_away
from bestio.library import find_bundled

Far = Callable[[Path], Store]


@pytest.fixture(params=["files", pytest.param("server", marks=pytest.mark.slow)])
def far(request: pytest.FixtureRequest, tmp_path: Path) -> Far:
    """What keeps creations elsewhere, for the workspace in a folder."""
    make = FileJournals if request.param == "files" else request.getfixturevalue("journals_on_server")

    def store(workspace: Path) -> Store:
        root = tmp_path / "ailleurs" if request.param == "files" else workspace / "workshops"
        return Store(
            workspace, time.time, _Elsewhere(root, workspace) if request.param == "files" else make(root, time.time)
        )

    return store


class _Elsewhere(FileJournals):
    """Files in another folder, under the names of the workspace."""

    def __init__(self, root: Path, workspace: Path) -> None:
        super().__init__(root, time.time)
        self.shown = workspace / "workshops"

    def _there(self, path: Path) -> Path:
        return self.root / path.parent.name / path.name

    def is_there(self, path: Path) -> bool:
        return super().is_there(self._there(path))

    def content(self, path: Path) -> bytes:
        return super().content(self._there(path))

    def add(self, path: Path, content: bytes) -> bool:
        return super().add(self._there(path), content)

    def entries(self, class_id: str | None = None) -> Any:
        from msgspec.structs import replace

        return [replace(one, path=self.shown / one.class_id / one.path.name) for one in super().entries(class_id)]


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A workspace with the creations that ship, and two classes."""
    workspace = tmp_path / "atelier"
    shutil.copytree(find_bundled() / "workshops" / "exemples", workspace / "workshops" / "exemples")
    store = Store(workspace, time.time)
    store.make_class("5e B – l’été; drop table")
    with store.new("Zoé", "5e-b-l-ete-drop-table") as journal:
        journal.record("persona.name", name="O'Hara\\")
    return workspace


def contents(workspace: Path) -> dict[str, bytes]:
    root = workspace / "workshops"
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*") if path.is_file() and not path.name.startswith(".")
    }  # fmt: skip


def states(source: Store, target: Store) -> set[str]:
    return {one.state for one in copy_all(source, target)}


def test_there_and_back_is_the_same_byte_for_byte(workspace: Path, far: Far) -> None:
    files, there = Store(workspace, time.time), far(workspace)
    before = contents(workspace)
    assert len(before) > 3
    assert states(files, there) == {"copied"}
    assert {one.path: there.content(one.path) for one in there.recent(99)} == {
        one.path: files.content(one.path) for one in files.recent(99)
    }
    assert [(one.id, one.group) for one in there.groups("exemples")] == [
        (one.id, one.group) for one in files.groups("exemples")
    ]
    shutil.rmtree(workspace / "workshops")
    assert states(there, files) == {"copied"}
    assert contents(workspace) == before
    assert states(there, files) == states(files, there) == {"same"}


@pytest.mark.slow
def test_a_creation_of_an_older_format_goes_on_where_a_server_keeps_it(
    workspace: Path, journals_on_server: Any
) -> None:
    files = Store(workspace, time.time)
    there = Store(workspace, time.time, journals_on_server(workspace / "workshops", time.time))
    list(copy_all(files, there))
    path = files.path("exemples", "zero-zebre")
    with files.open(path, read_only=True) as journal:
        assert journal.header.format == 1
        before = journal.creation
    with there.open(path) as journal:
        assert journal.creation == before
        looks_on = there.open(path, read_only=True)
        journal.record("persona.name", name="Bob")
        journal.record("undo")
        journal.record("persona.name", name="Zed")
        assert journal.saved
        assert looks_on.refresh() == 3
        assert looks_on.creation == journal.creation
        events = [(event.at, event.do, dict(event.data)) for event in journal.events]
    [entry] = [one for one in there.groups("exemples") if one.id == "zero-zebre"]
    assert entry.size == len(there.content(path))
    shutil.rmtree(workspace / "workshops")
    list(copy_all(there, files))
    for store in (there, files):
        with store.open(path) as journal:
            assert [(event.at, event.do, dict(event.data)) for event in journal.events] == events
            assert (journal.creation.name, journal.header.format, journal.problems) == ("Zed", 2, [])


@pytest.mark.slow
def test_a_whole_class_that_has_worked_a_year(
    workspace: Path, journals_on_server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = Store(workspace, time.time)
    there = Store(workspace, time.time, journals_on_server(workspace / "workshops", time.time))
    with monkeypatch.context() as quick:
        quick.setattr("bestio.storage.disk.sync", lambda _handle: None)
        for number in range(35):
            with files.new(f"Groupe {number}", "5a") as journal:
                for act in range(1_000):
                    journal.record("persona.name", name=f"Œuf {number}-{act}")
    before = contents(workspace)
    assert states(files, there) == {"copied"}
    shutil.rmtree(workspace / "workshops")
    assert states(there, files) == {"copied"}
    assert contents(workspace) == before


def test_what_was_cut_short_is_gone_on_with(workspace: Path, far: Far, monkeypatch: pytest.MonkeyPatch) -> None:
    files, there = Store(workspace, time.time), far(workspace)
    real, left = there.journals.add, [2]

    def add(path: Path, content: bytes) -> bool:
        left[0] -= 1
        if left[0] < 0:
            raise server_away()
        return real(path, content)

    with monkeypatch.context() as patched:
        patched.setattr(there.journals, "add", add)
        with pytest.raises(BestioError, match="ne répond pas"):
            states(files, there)
    assert len(there.recent(99)) == 2
    assert sorted(one.state for one in copy_all(files, there)) == sorted(
        ["same", "same"] + ["copied"] * (len(files.recent(99)) - 2)
    )


def test_what_is_another_one_there_is_told_and_left(workspace: Path, far: Far) -> None:
    files, there = Store(workspace, time.time), far(workspace)
    list(copy_all(files, there))
    path = files.path("5e-b-l-ete-drop-table", "zoe")
    with files.open(path) as journal:
        journal.record("persona.name", name="Autre")
    before = there.content(path)
    [other] = [one for one in copy_all(files, there) if one.state != "same"]
    assert (other.path, other.state) == (path, "differs")
    assert there.content(path) == before


@pytest.mark.parametrize(
    ("ending", "left_out"),
    [(b"\n\n", 0), (b'--- {"at": 9, "do": "undo"}', 0), (b"--- {at: 9, do: undo}\n", 0),
     (b'--- {"at": 9,\n  "do": "undo"}\n', 0), (b"--- nothing\n", 1), (b'--- {"at": 9, "do": "un', 1),
     (b'--- {"at": 9, "do": "undo"}\r\n', 0)],
)  # fmt: skip
def test_a_journal_that_somebody_changed_by_hand_keeps_its_events(
    workspace: Path, far: Far, ending: bytes, left_out: int
) -> None:
    files, there = Store(workspace, time.time), far(workspace)
    path = files.path("5e-b-l-ete-drop-table", "zoe")
    path.write_bytes(path.read_bytes() + ending)
    with files.open(path, read_only=True) as journal:
        events = [(event.at, event.do, dict(event.data)) for event in journal.events]
    done = {one.path: one for one in copy_all(files, there)}[path]
    assert (done.state, done.left_out) == ("copied", left_out)
    shutil.rmtree(workspace / "workshops")
    list(copy_all(there, files))
    with files.open(path, read_only=True) as journal:
        assert [(event.at, event.do, dict(event.data)) for event in journal.events] == events
        assert not journal.problems


def test_what_a_newer_program_wrote_stays_where_it_is(workspace: Path, far: Far) -> None:
    files, there = Store(workspace, time.time), far(workspace)
    path = files.path("5e-b-l-ete-drop-table", "zoe")
    path.write_bytes(path.read_bytes().replace(b"journal/2", b"journal/9"))
    done = {one.path: one for one in copy_all(files, there)}[path]
    assert done.state == "left"
    assert "plus récent" in done.why
    assert not there.journals.is_there(path)
