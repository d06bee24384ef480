"""The help: every command's, in plain French, with an example that works; and what is told of a wrong line."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest

from bestio.cli.app import EXAMPLES, app
from bestio.session.actions.register import ACTIONS

NAMES = list(app.commands)
ENGLISH = re.compile(
    r"(?i)\b(?:the|and|with|of|show|usage:|options:|arguments:|commands:|default|required|write|make|integer|text|"
    r"exit|example)\b(?![-.])"
)


@pytest.mark.parametrize("name", ["", *NAMES])
def test_help_is_plain_french_and_cuts_nothing(line: Any, name: str) -> None:
    page = line(*filter(None, [name, "--help"]))
    assert not line.err
    assert ENGLISH.search(re.sub(r"--[a-z-]+", "", page)) is None, page
    assert "..." not in page.replace("]...", "").replace("[ARGUMENTS]...", "")
    assert all(len(row) <= 100 for row in page.splitlines())
    if name:
        assert "Exemple" in page
        assert " ".join(page.split()).endswith(EXAMPLES[name])


def test_the_workspace_may_be_named_before_the_command(line: Any, tmp_path: Path) -> None:
    elsewhere, other = tmp_path / "ailleurs", tmp_path / "autre"
    assert str(elsewhere) in line("--home", str(elsewhere), "where")
    line("--home", str(elsewhere), "new", "--group", "Zig")
    assert list(elsewhere.rglob("zig.yaml"))
    assert "La tête" in line("--home", str(elsewhere), "act", "zig", "voir")
    assert str(other) in line("--home", str(elsewhere), "where", "--home", str(other))


def test_each_example_works(line: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "texte.txt").write_text("Le robot mange la lune et la soupe chante. " * 10, encoding="utf-8")
    line("lexicons")
    lexicon = Path(__file__).parents[2] / "lexicons" / "ferraille.yaml"
    (tmp_path / "lexique.yaml").write_bytes(lexicon.read_bytes())
    line("class", "--new", "5e A")
    first = ["class", "new", "export"]
    for name in [
        *first,
        *(one for one in NAMES if one not in {*first, "open", "serve", "stick", "school", "import", "forget"}),
        "import",
        "forget",
    ]:
        words = shlex.split(EXAMPLES[name])
        assert words[:2] == ["bestio", name]
        answers = ("--yes",) if name == "forget" else ()
        line(*words[1:], *answers)
    assert (tmp_path / "robot.png").is_file()
    assert (tmp_path / "bonjour.wav").is_file()


@pytest.mark.parametrize(
    "words",
    ["--zzz", "zzz", "open a b c", "phrases --order x", "phrases --order", "replay", "move a", "invent --seed 1.5",
     "new --json=1", "phrases --order 9", "phrases --count -3", "invent --lock zzz", "phrases --share 7"],
)  # fmt: skip
def test_a_wrong_line_is_told_in_french(line: Any, words: str) -> None:
    line(*words.split(), code=2 if "9" not in words and "-3" not in words and "7" not in words else None)
    assert not line.out
    assert ENGLISH.search(line.err.replace("--help", "")) is None
    assert line.err.strip()


def test_a_verb_that_is_nearly_right_is_named(line: Any) -> None:
    line("new", "--group", "Les Ours")
    assert "tourner" in line("act", "les-ours", "tourne", code=2)
    said = line("act", "les-ours", "xyzzy", code=2)
    assert "aide" in said
    assert len(said) < 200
    page = line("act", "les-ours", "aide")
    assert len(page.splitlines()) == len(ACTIONS)
    assert ENGLISH.search(re.sub(r"\([a-z-]+\)|=\w+|\b[a-z]+=", "", page)) is None
