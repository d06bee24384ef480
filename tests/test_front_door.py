"""The pages for developers cannot lie: what they name is there, and the layers are those that are checked."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.version import Version

import bestio
from bestio.cli.app import EXAMPLES
from bestio.creation.events import KINDS
from tests.front_door import PACKAGE, ROOT, is_dotted, is_path, page, spans, there

PAGES = ("bestio/README.md", "CONTRIBUTING.md")
OUTSIDE = {"random.Random"}
"""Dotted names of Python's own."""
PROJECT = tomllib.loads(page("pyproject.toml"))


@pytest.mark.parametrize("name", PAGES)
def test_every_name_of_the_code_is_there(name: str) -> None:
    dotted = {span for span in spans(page(name)) if is_dotted(span)} - OUTSIDE
    assert len(dotted) > 20
    assert {span for span in dotted if not there(span) and span not in KINDS} == set()


@pytest.mark.parametrize("name", [*PAGES, "README.md", "LISEZMOI.md", "CHANGELOG.md"])
def test_every_path_is_there(name: str) -> None:
    text = page(name)
    here = (ROOT / name).parent
    links = set(re.findall(r"\]\((?!http)([^)#]+)\)", text))
    assert {link for link in links if not (here / link).exists()} == set()
    made_by_readers = {"bestio.svg", ".venv/bin/python", ".venv/bin/bestio", "workshops/sauvegardes.yaml"}
    paths = {span for span in spans(text) if is_path(span)} - made_by_readers
    folders = (ROOT, here, PACKAGE, PACKAGE / "speech/effects")
    assert {path for path in paths if path[0] != "/" and not any((at / path).exists() for at in folders)} == set()


@pytest.mark.parametrize("name", [*PAGES, "LISEZMOI.md"])
def test_every_command_is_there(name: str) -> None:
    named = {words[1] for span in spans(page(name)) if (words := span.split())[0] == "bestio" and len(words) > 1}
    assert named
    assert {word for word in named if not word.startswith("-")} <= set(EXAMPLES)


def test_the_french_page_installs_as_the_other_one_does() -> None:
    french, english = page("LISEZMOI.md"), page("README.md")
    commands = [span for span in spans(french) if "pip install" in span]
    assert len(commands) == 2
    assert all(command in english for command in commands)


def test_what_is_not_there_is_found_out() -> None:
    for made_up in (
        "journal.journal.Journal.aappend",
        "journal.jurnal",
        "journal.journal.apply",
        "nothing.at",
        "i18n.x",
    ):
        assert not there(made_up)


def test_the_layers_are_those_that_are_checked() -> None:
    contracts = PROJECT["tool"]["importlinter"]["contracts"]
    (checked,) = [contract["layers"] for contract in contracts if contract["id"] == "layers"]
    block = page("bestio/README.md").partition("## Layers")[2].split("```")[1]
    shown = [re.split(r" {2,}", line)[0] for line in block.strip().splitlines()]
    assert shown == [layer.replace("bestio.", "") for layer in checked]


def test_every_package_and_module_of_the_top_is_on_the_page() -> None:
    modules = {path.stem for path in PACKAGE.glob("*.py")} | {
        path.parent.name for path in PACKAGE.glob("*/__init__.py")
    }
    words = set(re.findall(r"\w+", page("bestio/README.md").partition("## What always holds")[0]))
    assert modules - words - {"__init__", "__main__"} == set()


def test_the_page_stays_short() -> None:
    assert len(page("bestio/README.md").splitlines()) <= 180


def test_the_version_stands_in_one_place() -> None:
    assert "version" in PROJECT["project"]["dynamic"]
    assert PROJECT["tool"]["hatch"]["version"]["path"] == "bestio/__init__.py"
    newest = re.search(r"^## \[([\d.]+)\]", page("CHANGELOG.md"), re.MULTILINE)
    assert newest is not None
    assert Version(bestio.__version__).base_version == newest[1]


def test_the_program_says_its_version_from_a_checkout(tmp_path: Path) -> None:
    """Read in place: nothing is installed, and one stands in another folder."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "bestio", "--version"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == f"bestio {bestio.__version__}"


def test_the_workflow_tries_each_python_that_the_project_names() -> None:
    workflow = page(".github/workflows/ci.yml")
    named = [line.rpartition(" ")[2] for line in PROJECT["project"]["classifiers"] if "Python :: 3." in line]
    assert re.findall(r'"(3\.\d+)"', workflow) == named
    for needed in ("-c constraints.txt", "ruff check", "mypy", "lint-imports", "pytest", "has not run"):
        assert needed in workflow


def test_nothing_else_stands_at_the_root() -> None:
    """What a newcomer sees first is what they need. Where git is, what it ignores or does not know is let be."""
    files = {
        "README.md",
        "LISEZMOI.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "LICENSE",
        "pyproject.toml",
        "constraints.txt",
    }
    folders = {"bestio", "lexicons", "tests", "voices", "workshops"}
    if (ROOT / ".git").exists():
        done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
        found = {name.partition("/")[0] for name in done.stdout.split("\0") if name}
    else:
        found = {path.name for path in ROOT.iterdir() if path.suffix != ".egg-info"} - {"build", "dist", "__pycache__"}
    assert {name for name in found if not name.startswith(".")} - folders <= files
    assert folders <= found
