"""The README cannot lie: each of its commands is there, each command is in it, and its session in plain text runs."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from bestio.cli.app import app
from bestio.cli.verbs import find_verb
from tests.pace import scaled

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_command_is_documented_and_every_documented_one_is_there() -> None:
    declared = set(app.commands)
    named = set(re.findall(r"`bestio ([a-z]+)", README.partition("## Commands")[2]))
    assert declared - named == set()
    assert named - declared == set()


def test_what_it_links_to_is_there() -> None:
    for target in re.findall(r"\]\((?!http)([^)#]+)\)", README):
        assert (ROOT / target).exists(), target


@pytest.mark.slow
def test_its_session_in_plain_text_runs(tmp_path: Path) -> None:
    (tmp_path / "texte.txt").write_text(
        "Le robot mange la lune et la soupe chante dans la nuit. " * 10, encoding="utf-8"
    )
    environment = {**os.environ, "BESTIO_HOME": str(tmp_path / "home")}
    section = README.partition("### With a screen reader")[2].partition("\n## ")[0]
    blocks = [block.partition("```")[0] for block in section.split("```sh\n")[1:]]
    lines = ['bestio new --group "Les Hiboux"', *"".join(blocks).strip().splitlines()]
    for line in lines:
        words = shlex.split(line, comments=True)
        assert words[0] == "bestio"
        done = subprocess.run(
            [sys.executable, "-m", "bestio", *words[1:]],
            env=environment, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=scaled(60),
        )  # fmt: skip
        assert done.returncode == 0, (line, done.stderr)
        assert done.stdout.strip(), line


def test_every_verb_that_it_lists_is_there() -> None:
    table = README.partition("| in the app | as a line")[2].partition("\n\n")[0]
    named = {code.split()[0] for code in re.findall(r"`([^`]+)`", table)} - {"bestio"}
    assert named
    for verb in named:
        assert find_verb(verb) is not None
