"""The launcher opens this very program, whatever stands in its path."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from bestio import __version__
from bestio.cli.shortcut import launcher
from bestio.errors import BestioError
from tests.cli.conftest import Line

ODD = "/dossier d'été/$HOME `x` \\ %d"


def words_of_exec(line: str) -> list[str]:
    """The words of an Exec line as a desktop reads it: the value's escapes first, then the quotation marks, then %."""
    value = re.sub(r"\\(.)", r"\1", line.removeprefix("Exec="))
    words = re.findall(r'"((?:[^"\\]|\\.)*)"', value)
    return [re.sub(r"\\(.)", r"\1", word).replace("%%", "%") for word in words]


def test_a_desktop_reads_the_words_of_linux_as_they_are() -> None:
    made = launcher("linux", [ODD, "-m", "bestio"])
    line = next(one for one in made.text.splitlines() if one.startswith("Exec="))
    assert words_of_exec(line) == [ODD, "-m", "bestio"]
    assert "Terminal=true" in made.text


def test_a_shell_reads_those_of_macos() -> None:
    made = launcher("darwin", [ODD, "-m", "bestio"])
    assert made.name == "Bestio.command"
    assert shlex.split(made.text.splitlines()[1]) == ["exec", ODD, "-m", "bestio"]


def test_windows_is_given_each_word_in_quotes() -> None:
    made = launcher("win32", [r"C:\Élèves & Cie\100% à nous\python.exe", "-m", "bestio"])
    assert made.name == "Bestio.cmd"
    lines = made.text.split("\r\n")
    assert lines[1] == "chcp 65001 >nul"
    assert lines[2] == r'"C:\Élèves & Cie\100%% à nous\python.exe" "-m" "bestio"'
    assert "\n" not in made.text.replace("\r\n", "")


@pytest.mark.parametrize("system", ["linux", "darwin", "win32"])
def test_a_path_that_no_launcher_holds_is_told(system: str) -> None:
    with pytest.raises(BestioError, match="lanceur"):
        launcher(system, ["/a\nb", "-m", "bestio"])


@pytest.mark.skipif(sys.platform == "win32", reason="a desktop file is for Linux, a command file for macOS")
def test_what_is_written_opens_bestio(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    line = Line(tmp_path, monkeypatch, capsys)
    folder = tmp_path / "un bureau"
    path = Path(line.data("shortcut", str(folder), "--home", str(tmp_path / "maison"))["file"])
    assert path.parent == folder
    assert os.access(path, os.X_OK)
    text = path.read_text(encoding="utf-8")
    wanted = next(one for one in text.splitlines() if one.startswith(("Exec=", "exec ")))
    words = words_of_exec(wanted) if path.suffix == ".desktop" else shlex.split(wanted)[1:]
    assert words[:3] == [sys.executable, "-m", "bestio"]
    assert words[3:] == ["--home", str(tmp_path / "maison")]
    done = subprocess.run([*words[:3], "--version"], capture_output=True, text=True, check=True)
    assert __version__ in done.stdout


def test_a_desktop_that_cannot_be_written_to_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    line = Line(tmp_path, monkeypatch, capsys)
    (tmp_path / "fichier").write_text("", encoding="utf-8")
    assert "lanceur" in line("shortcut", str(tmp_path / "fichier"), code=1)
