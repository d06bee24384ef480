"""The recipes of CONTRIBUTING.md, followed as they stand."""

from __future__ import annotations

import gettext
import io
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.pofile import read_po

from bestio.cli import run
from bestio.session.actions.register import ACTIONS
from bestio.tui.commands import commands_of
from tests.cli.conftest import Line
from tests.front_door import PACKAGE, ROOT, block, section

Follow = Callable[[str], list[str]]


@pytest.fixture
def follow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Follow:
    """Follow the recipe of a title in an empty workspace; what its commands said, one by one."""

    def following(title: str) -> list[str]:
        recipe = section(title)
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("BESTIO_HOME", str(tmp_path))
        for name in re.findall(r"<!-- file: (\S+) -->", recipe):
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block(recipe, f"file: {name}"), encoding="utf-8")
        said = []
        for line in block(recipe, "run").strip().splitlines():
            program, *words = shlex.split(line)
            assert program == "bestio"
            capsys.readouterr()
            code = run(words)
            heard = capsys.readouterr()
            assert code == 0, (line, heard.out, heard.err)
            said.append(heard.out)
        return said

    return following


def test_a_trait_is_added(follow: Follow) -> None:
    checked, creature, phrase = follow("Add a trait")
    assert "le harpon" in checked
    assert "harpon rouillé" in creature
    assert phrase.strip()


def test_a_voice_is_added(follow: Follow, tmp_path: Path) -> None:
    follow("Add a voice")
    assert (tmp_path / "phare.wav").read_bytes()[:4] == b"RIFF"


def test_a_text_is_added(tmp_path: Path) -> None:
    recipe = section("Add a text of the interface")
    entry = block(recipe, "entry")
    folder = tmp_path / "bestio/locale/fr/LC_MESSAGES"
    folder.mkdir(parents=True)
    french = (PACKAGE / "locale/fr/LC_MESSAGES/bestio.po").read_text(encoding="utf-8")
    (folder / "bestio.po").write_text(f"{french}\n{entry}", encoding="utf-8")
    line = shlex.split(block(recipe, "compile").splitlines()[0])
    assert line[0] == ".venv/bin/pybabel"
    subprocess.run(
        [sys.executable, "-m", "babel.messages.frontend", *line[1:]], cwd=tmp_path, check=True, capture_output=True
    )
    (message,) = [one for one in read_po(io.BytesIO(entry.encode())) if one.id]
    told = gettext.translation("bestio", tmp_path / "bestio/locale", languages=["fr"])
    assert told.gettext(str(message.id)) == message.string != message.id
    assert (ROOT / shlex.split(block(recipe, "compile").splitlines()[1])[-1]).exists()


def test_an_action_is_added(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    line = Line(tmp_path, monkeypatch, capsys)
    recipe = section("Add an action")
    added = ModuleType("shout")
    exec(compile(block(recipe, "file: shout.py"), "recipe", "exec"), added.__dict__)
    # Who keeps a list of its own comes first: it may be imported only now, and is to find the acts as they were.
    for user in ("bestio.cli.verbs", "bestio.session.actions.register"):
        monkeypatch.setattr(f"{user}.ACTIONS", (*ACTIONS, added.shout))
    line("new", "--group", "Les Ours", "--class", "5b", "--seed", "4")
    line("act", "les-ours", "fabriquer", "--seed", "2")
    was = line.data("act", "les-ours", "phrases")["result"][0]["text"]
    assert "How loud!" in line("act", "les-ours", "crier", "p1")
    assert line.data("act", "les-ours", "phrases")["result"][0]["text"] == was.upper()
    assert "crier PHRASE" in line("act", "les-ours", "crier", "--help")
    assert commands_of("phrases")["shout"].acts == (added.shout,)
