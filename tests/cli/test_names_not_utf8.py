"""A file name that is not UTF-8, as old sticks and archives bring it, breaks neither its class nor itself."""

from __future__ import annotations

import os
import shutil
import sys
from typing import Any

import pytest

pytestmark = pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="file names of bytes are Linux's")
ODD = os.fsdecode(b"caf\xe9")


@pytest.fixture
def beside(line: Any) -> Any:
    """A group with a proper name, one with another, and a class and files with others."""
    line("new", "--group", "Les Ours", "--class", "5b", "--seed", "1")
    folder = line.home / "workshops" / "5b"
    shutil.copy(folder / "les-ours.yaml", folder / f"{ODD}.yaml")
    (line.home / "workshops" / ODD).mkdir()
    shutil.copy(folder / "les-ours.yaml", line.home / "workshops" / ODD / f"{ODD}.yaml")
    (line.home / f"{ODD}.txt").write_text("Le robot mange la lune. La lune rit.", encoding="utf-8")
    for kind in ("voices", "lexicons"):
        (line.home / kind).mkdir()
        (line.home / kind / f"{ODD}.yaml").write_text(f"bestio: {kind[:-1]}/1\nid: x\ntitle: X\n")
    return line


def test_the_class_is_seen(beside: Any) -> None:
    assert "5b" in beside("class")
    assert "2 groupes" in beside("class", "5b")
    assert {row["id"] for row in beside.data("class", "5b")} >= {"les-ours"}
    assert len(beside.data("class")) == 2
    assert "1 groupe" in beside("class", ODD)


@pytest.mark.parametrize("journal", [f"5b/{ODD}", f"{ODD}/{ODD}", "5b/les-ours"])
def test_each_group_works(beside: Any, journal: str) -> None:
    beside("act", journal, "tourner")
    beside("act", journal, "écrire", str(beside.home / f"{ODD}.txt"))
    beside("act", journal, "partager", "t1")
    beside("act", journal, "fabriquer")
    assert beside.data("act", journal, "voir")
    beside("replay", journal, "--plain")
    beside("act", journal, "portrait")
    beside("export", journal, "--out", str(beside.home / "x.bestio"))
    beside("import", str(beside.home / "x.bestio"), "--class", "6a")
    beside("move", journal, "6c")


def test_what_is_not_usable_for_its_name_is_told(beside: Any) -> None:
    said = beside("check", code=1)
    assert "caf\ufffd.yaml" in said
    problems = beside.data("check", code=1)
    assert any("caf" in problem["file"] for problem in problems)
    beside("voices", code=None)
    beside("lexicons", code=None)


def test_such_a_group_is_forgotten(beside: Any) -> None:
    beside("forget", f"5b/{ODD}", "--yes")
    assert not (beside.home / "workshops" / "5b" / f"{ODD}.yaml").exists()
