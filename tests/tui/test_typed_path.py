"""Paths as people type, paste and drop them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestio.tui.typed_path import typed_file, typed_path


@pytest.mark.parametrize(
    "line", ["/clé/mon texte.txt", " '/clé/mon texte.txt' ", '"/clé/mon texte.txt"', r"/clé/mon\ texte.txt"]
)
def test_a_dropped_file_is_found_whatever_the_terminal_does_with_its_spaces(line: str) -> None:
    assert typed_path(line) == Path("/clé/mon texte.txt")


def test_a_tilde_is_the_home_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/zoe")
    monkeypatch.setenv("USERPROFILE", "/home/zoe")
    assert typed_path("~/lac.txt") == Path("/home/zoe/lac.txt")
    assert typed_path("~~ la lune ~~") == Path("~~ la lune ~~")


@given(st.text(max_size=40))
def test_no_line_is_refused(line: str) -> None:
    assert isinstance(typed_path("~" + line), Path)


def test_a_file_to_write_goes_into_the_folder_for_it_unless_it_names_another(tmp_path: Path) -> None:
    assert typed_file("zig.bestio", tmp_path) == tmp_path / "zig.bestio"
    assert typed_file("clé usb/zig.bestio", tmp_path) == tmp_path / "clé usb" / "zig.bestio"
    elsewhere = (tmp_path / "ailleurs" / "zig.bestio").absolute()
    assert typed_file(f"'{elsewhere}'", tmp_path / "exports") == elsewhere
