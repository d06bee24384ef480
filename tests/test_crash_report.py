"""A report of an unforeseen error tells where, and nothing of what anybody wrote."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from bestio.crash_report import KEPT, describe, write_report

SECRET = "le secret de Zoé"


def fail(word: str) -> None:
    try:
        int(word)
    except ValueError as error:
        try:
            raise KeyError(word) from error
        except KeyError as other:
            raise ExceptionGroup(
                word, [other, OSError(2, word, word), UnicodeDecodeError("x", b"a", 0, 1, word)]
            ) from None


def deep(word: str, levels: int) -> None:
    if levels:
        deep(word, levels - 1)
    fail(word)


def raised(levels: int = 0) -> BaseException:
    try:
        deep(SECRET, levels)
    except ExceptionGroup as error:
        return error
    raise AssertionError


def test_kinds_and_places_are_told_and_no_word() -> None:
    said = describe(raised())
    for part in (
        "ExceptionGroup",
        "KeyError",
        "ValueError",
        "FileNotFoundError",
        "errno 2",
        "test_crash_report.py:",
        "fail",
    ):
        assert part in said
    assert "Zoé" not in said
    assert str(Path(__file__).parent) not in said


def test_an_error_from_very_deep_is_a_page() -> None:
    assert len(describe(raised(400)).splitlines()) < 200


def test_errors_that_caused_each_other_end() -> None:
    one, other = ValueError(SECRET), KeyError(SECRET)
    one.__cause__, other.__cause__ = other, one
    assert describe(one).count("Error") == 2
    many: BaseException = ValueError()
    for _number in range(1000):
        following = ValueError()
        following.__context__, many = many, following
    assert len(describe(many).splitlines()) < 20


def test_the_report_is_for_its_owner_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        path = write_report(raised(), [tmp_path / "new"], now=1_763_800_000.0, version="1")
    finally:
        os.umask(before)
    assert path is not None
    assert "Zoé" not in path.read_text("utf-8")
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_where_a_folder_cannot_be_made_the_next_one_is_taken(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    folders = [tmp_path / "file" / "x", tmp_path / "a\0b", tmp_path / "y"]
    path = write_report(raised(), folders, now=0.0, version="1")
    assert path is not None
    assert path.parent == tmp_path / "y"
    assert write_report(raised(), folders[:2], now=0.0, version="1") is None


@pytest.mark.skipif(os.name != "posix", reason="links")
def test_what_stands_under_the_report_s_name_is_left_alone(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.write_text("x")
    first = write_report(raised(), [tmp_path], now=0.0, version="1")
    assert first is not None
    first.unlink()
    first.symlink_to(kept)
    second = write_report(raised(), [tmp_path], now=0.0, version="1")
    assert second not in (None, first)
    assert kept.read_text() == "x"


def test_a_program_that_fails_all_the_time_fills_no_disk(tmp_path: Path) -> None:
    paths = [write_report(raised(), [tmp_path], now=float(86_400 * day), version="1") for day in range(KEPT + 5)]
    assert sorted(tmp_path.iterdir()) == sorted(path for path in paths[5:] if path)
