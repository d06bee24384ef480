"""The README cannot lie: each of its commands is there, each command is in it, and its session in plain text runs."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from bestio.cli.app import app
from bestio.cli.verbs import find_verb
from tests.acts_table import PAGE, page
from tests.cli.command import bestio
from tests.front_door import spans

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
def test_its_session_in_plain_text_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "texte.txt").write_text(
        "Le robot mange la lune et la soupe chante dans la nuit. " * 10, encoding="utf-8"
    )
    section = README.partition("### With a screen reader")[2].partition("\n## ")[0]
    blocks = [block.partition("```")[0] for block in section.split("```sh\n")[1:]]
    lines = ['bestio new --group "Les Hiboux"', *"".join(blocks).strip().splitlines()]
    for line in lines:
        words = shlex.split(line, comments=True)
        assert words[0] == "bestio"
        assert bestio(*words[1:], home=tmp_path / "home").stdout.strip(), line


def test_every_verb_that_it_names_is_there() -> None:
    section = README.partition("### With a screen reader")[2].partition("\n## ")[0]
    named = set(re.findall(r"^bestio act les-hiboux (\S+)", section, re.MULTILINE))
    named |= {span.split()[0] for span in spans(section) if " " in span} - {"bestio"}
    assert len(named) > 12
    for verb in named:
        assert find_verb(verb) is not None


def test_the_table_of_acts_is_made_of_their_declarations() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "python -m tests.acts_table"
