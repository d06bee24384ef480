"""Folders of what can be made again keep what was used last."""

import os
from pathlib import Path

import pytest

from bestio.storage.cache import keep_latest


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    made = [tmp_path / f"{name}" for name in "edcba"]
    for at, path in enumerate(made):
        path.write_bytes(b"x" * 10)
        os.utime(path, (1000 + at, 1000 + at))
    return made


@pytest.mark.parametrize(("most", "left"), [(0, ""), (2, "ba"), (5, "edcba"), (9, "edcba"), (None, "edcba")])
def test_so_many_are_kept(files: list[Path], most: int | None, left: str) -> None:
    keep_latest(reversed(files), most=most)
    assert [path.name for path in files if path.exists()] == list(left)


@pytest.mark.parametrize(("most_bytes", "left"), [(0, ""), (29, "ba"), (30, "cba"), (50, "edcba")])
def test_so_many_bytes_are_kept(files: list[Path], most_bytes: int, left: str) -> None:
    keep_latest(files, most_bytes=most_bytes)
    assert [path.name for path in files if path.exists()] == list(left)


def test_both_bounds_hold(files: list[Path]) -> None:
    keep_latest(files, most=3, most_bytes=25)
    assert [path.name for path in files if path.exists()] == ["b", "a"]


def test_what_is_gone_meanwhile_is_gone(files: list[Path]) -> None:
    files[4].unlink()
    keep_latest(files, most=1)
    assert [path.name for path in files if path.exists()] == ["b"]
