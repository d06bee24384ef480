"""Two layers of files, and where they are."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bestio.errors import BestioError, Problem, Where
from bestio.library import Library, choose_workspace, find_bundled
from bestio.persona.lexicons import load_lexicons
from tests.sure import right


def test_the_workspace_lies_over_what_ships(tmp_path: Path) -> None:
    library = Library(tmp_path / "a", tmp_path / "b")
    for layer, name in (("a", "x.yaml"), ("a", "y.yml"), ("b", "x.yaml"), ("b", ".z.yaml"), ("b", "notes.txt")):
        (tmp_path / layer / "voices").mkdir(parents=True, exist_ok=True)
        (tmp_path / layer / "voices" / name).touch()
    assert library.files("voices") == {"x": tmp_path / "b/voices/x.yaml", "y": tmp_path / "a/voices/y.yml"}
    assert library.files("lexicons") == {}


def test_a_folder_that_may_not_be_read_is_told_and_what_ships_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked = tmp_path / "lexicons"
    locked.mkdir()
    listed = Path.iterdir

    def refuse(folder: Path) -> Iterator[Path]:  # a folder cannot be closed to those who may read everything
        if folder == locked:
            raise PermissionError(errno.EACCES, "Permission denied")
        return listed(folder)

    monkeypatch.setattr(Path, "iterdir", refuse)
    library = Library(find_bundled(), tmp_path)
    problems: list[Problem] = []
    found = load_lexicons(library, problems.append)
    assert set(found) == set(load_lexicons(Library(find_bundled(), tmp_path / "none"), right))
    assert [(problem.where, "refusé" in problem.message) for problem in problems] == [(Where.of(locked), True)]
    assert library.files("lexicons")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="who may read everything is not kept out")
def test_a_closed_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "lexicons").mkdir(mode=0)
    problems: list[Problem] = []
    assert Library(find_bundled(), tmp_path).files("lexicons", problems.append)
    assert len(problems) == 1


def test_the_checkout_holds_what_ships() -> None:
    assert (find_bundled() / "lexicons").is_dir()


def test_a_broken_installation_says_so(tmp_path: Path) -> None:
    with pytest.raises(BestioError, match="Réinstallez"):
        find_bundled(tmp_path / "bestio")


def test_the_workspace_is_where_one_says(tmp_path: Path) -> None:
    assert choose_workspace(tmp_path, {"BESTIO_HOME": "/ailleurs"}) == tmp_path
    assert choose_workspace(None, {"BESTIO_HOME": str(tmp_path)}) == tmp_path
    assert choose_workspace(None, {}).name == "Bestio"


CORE = [
    "bestio.cli",
    "bestio.studio.studio",
    "bestio.persona.description",
    "bestio.phrases.machine",
    "bestio.speech.speaker",
]


def test_the_core_is_imported_without_screen_engine_effects_or_sound_card() -> None:
    code = (
        f"import importlib, sys\nfor name in {CORE!r}: importlib.import_module(name)\n"
        "print(sorted({'textual', 'pyttsx3', 'pedalboard', 'miniaudio'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=dict(os.environ)
    )
    assert done.stdout.strip() == "[]"
