"""A file is written whole or not at all."""

import os
import stat
import threading
from pathlib import Path

import pytest

from bestio.storage.atomic import replace, replacing


@pytest.mark.parametrize("lasting", [True, False])
def test_written_whole(tmp_path: Path, lasting: bool) -> None:
    path = tmp_path / "a.txt"
    assert replace(path, b"un" * 100_000, lasting=lasting) == 200_000
    assert replace(path, b"deux", lasting=lasting) == 4
    assert path.read_bytes() == b"deux"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["write", "fsync"])
def test_what_the_disk_refuses_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    path = tmp_path / "a.txt"
    replace(path, b"un")

    def refuse(*_given: object) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr(os, name, refuse)
    with pytest.raises(OSError, match="full"):
        replace(path, b"deux")
    monkeypatch.undo()
    assert path.read_bytes() == b"un"
    assert list(tmp_path.iterdir()) == [path]


def test_a_block_that_raises_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    replace(path, b"un")

    def stopped() -> None:
        with replacing(path) as part:
            part.write_bytes(b"deux")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert path.read_bytes() == b"un"
    assert list(tmp_path.iterdir()) == [path]


def test_what_is_small_at_a_time_is_written_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: write(handle, bytes(data)[:3]))
    replace(tmp_path / "a", b"0123456789")
    assert (tmp_path / "a").read_bytes() == b"0123456789"


@pytest.mark.skipif(os.name != "posix", reason="there are no such permissions here")
def test_a_new_file_is_private_and_an_old_one_stays_as_open_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "a"
    replace(path, b"1")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.chmod(0o644)
    replace(path, b"2")
    assert stat.S_IMODE(path.stat().st_mode) == 0o644


def test_two_who_write_at_once_do_not_mix(tmp_path: Path) -> None:
    path = tmp_path / "a"
    contents = [bytes([65 + at]) * 300_000 for at in range(4)]

    def write(content: bytes) -> None:
        for _turn in range(10):
            replace(path, content, lasting=False)

    threads = [threading.Thread(target=write, args=(content,)) for content in contents]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert path.read_bytes() in contents
    assert list(tmp_path.iterdir()) == [path]
