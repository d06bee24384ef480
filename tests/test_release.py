"""What a tag gives out cannot be tried where there is no GitHub: its file is read, its commands are those there are."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from bestio.cli.app import app
from bestio.export.stick.launchers import APP, PROGRAM, WORKSPACE
from tests.front_door import ROOT

FILE = ROOT / ".github" / "workflows" / "release.yml"
STARTS = re.compile(r"(?:^|/)(?:bestio|Bestio\.command|Bestio\.cmd)$|^call$")


@pytest.fixture(scope="module")
def jobs() -> dict[str, Any]:
    read = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    assert set(read) == {"name", True, "permissions", "jobs"}  # YAML takes “on” for a yes
    assert read[True]["push"] == {"tags": ["v*"]}
    found: dict[str, Any] = read["jobs"]
    return found


def steps(jobs: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, job in jobs.items():
        for step in job["steps"]:
            yield name, step


def lines_of_bestio(jobs: dict[str, Any]) -> Iterator[list[str]]:
    """The words behind `bestio`, however it is started."""
    for _job, step in steps(jobs):
        for line in step.get("run", "").splitlines():
            words = shlex.split(line, posix=step.get("shell") != "cmd")
            if "-m" in words and words[words.index("-m") + 1] == "bestio":
                words = words[words.index("-m") + 1 :]
            elif words[:1] == ["call"]:
                words = words[1:]
            elif not words or not STARTS.search(words[0]):
                continue
            if not any("$here" in word for word in words):  # (the launcher, which has a test of its own)
                yield words[1:]


def test_each_command_and_option_of_it_is_there(jobs: dict[str, Any]) -> None:
    found = list(lines_of_bestio(jobs))
    assert {words[0] for words in found} == {"--version", "check", "invent", "speak", "stick"}
    for words in found:
        context = app.make_context("bestio", list(words), resilient_parsing=True)
        if words[0] != "--version":
            command = app.commands[words[0]]
            assert isinstance(context, click.Context)
            command.make_context(words[0], words[1:], parent=context)  # raises for what is not there


def test_every_job_is_whole(jobs: dict[str, Any]) -> None:
    assert {name: job["runs-on"] for name, job in jobs.items()} == {
        "packages": "ubuntu-latest", "windows": "windows-latest", "macos": "macos-latest", "release": "ubuntu-latest",
    }  # fmt: skip
    for name, job in jobs.items():
        assert job["timeout-minutes"] <= 30, name
        assert all(("uses" in step) != ("run" in step) for step in job["steps"]), name
    assert set(jobs["release"]["needs"]) == set(jobs) - {"release"}
    assert jobs["release"]["permissions"] == {"contents": "write"}
    kept = {step["with"]["name"] for _name, step in steps(jobs) if "upload-artifact" in step.get("uses", "")}
    assert kept == set(jobs) - {"release"}


def test_what_it_names_is_where_it_says(jobs: dict[str, Any]) -> None:
    text = FILE.read_text(encoding="utf-8")
    assert "has not run" in text
    assert rf"call dist\Bestio\{APP}" in text
    assert f"{PROGRAM}/python/python.exe" in text
    assert f'--home "$here/{WORKSPACE}"' in text
    python = {step["with"]["python-version"] for _job, step in steps(jobs) if "setup-python" in step.get("uses", "")}
    assert python == {"3.11"}  # the one that the stick's lock is for


@pytest.mark.skipif(sys.platform == "win32", reason="a script of the shell")
def test_the_launcher_of_macos_starts_what_is_beside_it(jobs: dict[str, Any], tmp_path: Path) -> None:
    """In a folder with a space and an accent, from elsewhere, with the words that it was given."""
    (script,) = [
        step["run"] for name, step in steps(jobs) if name == "macos" and "Bestio.command <<" in step.get("run", "")
    ]
    folder = tmp_path / "une clé"
    python = folder / "dist" / "Bestio" / PROGRAM / "python" / "bin" / "python3.11"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\nprintf "%s\\n" "$0" "$@"\n', encoding="utf-8")
    python.chmod(0o755)
    subprocess.run(["sh", "-e", "-c", script], cwd=folder, check=True)
    made = folder / "dist" / "Bestio" / "Bestio.command"
    done = subprocess.run([made, "act", "les ours"], cwd=tmp_path, check=True, capture_output=True, text=True)
    assert done.stdout.splitlines() == [
        str(python), "-m", "bestio", "--home", str(made.parent / WORKSPACE), "act", "les ours",
    ]  # fmt: skip
