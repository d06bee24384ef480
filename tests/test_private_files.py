"""What the program writes is the user's alone, but for a folder that others share already."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from bestio.classroom.bundle import export_creation, import_creation
from bestio.classroom.store import Store
from bestio.documents import yamlio
from bestio.library import Library, find_bundled
from bestio.private_files import is_shared, make_folder
from bestio.storage import disk

pytestmark = pytest.mark.skipif(os.name != "posix", reason="permissions are of another kind there")


def modes(root: Path) -> dict[str, int]:
    return {str(path.relative_to(root)): stat.S_IMODE(path.stat().st_mode) for path in [root, *root.rglob("*")]}


def work(workspace: Path) -> None:
    """What a group leaves behind: a journal and its locks, a damaged tail, a voice, a bundle, an import, a rescue."""
    library = Library(find_bundled(), workspace)
    store = Store(workspace, lambda: 1_763_800_000.0)
    with store.new("Ours", "5a") as journal:
        journal.record("text.write", id="t1", title="", text="Le vent souffle.")
    path = store.path("5a", "ours")
    with path.open("ab") as stream:
        stream.write(b"--- {at: 3, do: ")
    store.open(path).close()
    yamlio.write(library.own("voices") / "v.yaml", {"bestio": "voice/1"})
    import_creation(export_creation(path, workspace / "exports" / "5a", library), store, "5b", library)
    disk.replace(path, path.read_bytes())


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o002])
def test_everything_is_private(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        work(tmp_path / "Documents" / "Bestio")
    finally:
        os.umask(before)
    found = modes(tmp_path / "Documents")
    assert len(found) > 10
    assert {name: mode for name, mode in found.items() if mode not in {0o600, 0o700}} == {}
    assert {mode for name, mode in found.items() if (tmp_path / "Documents" / name).is_dir()} == {0o700}


@pytest.mark.parametrize("mode", [0o770, 0o775, 0o777, 0o2770])
def test_a_folder_that_others_write_in_stays_shared(tmp_path: Path, mode: int) -> None:
    shared = tmp_path / "Bestio"
    shared.mkdir()
    shared.chmod(mode)
    work(shared)
    for name, found in modes(shared).items():
        expected = mode if (shared / name).is_dir() else mode & 0o666
        assert found == expected, name


def test_what_others_may_only_read_is_not_shared(tmp_path: Path) -> None:
    for mode, shared in ((0o755, False), (0o1777, False), (0o700, False), (0o775, True)):
        tmp_path.chmod(mode)
        assert is_shared(tmp_path) is shared
    tmp_path.chmod(0o755)
    work(tmp_path)
    assert all(mode in {0o600, 0o700} for name, mode in modes(tmp_path).items() if name != ".")


def test_what_is_there_stays_as_open_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(b"a")
    path.chmod(0o644)
    disk.replace(path, b"b")
    assert stat.S_IMODE(path.stat().st_mode) == 0o644


def test_a_folder_is_made_once_and_never_in_the_place_of_a_file(tmp_path: Path) -> None:
    make_folder(tmp_path / "a" / "b")
    make_folder(tmp_path / "a" / "b")
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OSError, match="file"):
        make_folder(tmp_path / "file" / "c")
    with pytest.raises(FileExistsError):
        make_folder(tmp_path / "file")
