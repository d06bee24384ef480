"""What a command does without: an engine that it does not run is not imported, whatever asked for it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

from tests.front_door import ROOT

SOUND = {"soundfile", "pedalboard", "miniaudio", "pyttsx3"}
SCREEN = {"textual", "rich"}
RUN = """
import json, sys
from bestio.cli import run
found = [[run(line.split()), sorted(sys.modules)] for line in sys.argv[1:]]
sys.stderr.write("\\n" + json.dumps(found))
"""


def engines() -> set[str]:
    """What no module may import but the function that runs it, and what costs more still."""
    rules = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["ruff"]["lint"]
    return {*rules["flake8-tidy-imports"]["banned-module-level-imports"], *SOUND, *SCREEN}


def imported_by(home: Path, *lines: str) -> list[set[str]]:
    """What a process has imported after each of these commands, one after the other."""
    done = subprocess.run(
        [sys.executable, "-c", RUN, *lines],
        env={**os.environ, "BESTIO_HOME": str(home)}, capture_output=True, check=True, encoding="utf-8", cwd=ROOT,
    )  # fmt: skip
    found = json.loads(done.stderr.rpartition("\n")[2])
    assert [code for code, _modules in found] == [0] * len(lines), done.stderr[:2000]
    return [set(modules) for _code, modules in found]


def test_a_command_imports_no_engine_that_it_does_not_run(tmp_path: Path) -> None:
    assert "yaml" in imported_by(tmp_path, "new --group Ours")[0]  # the lexicons are read, and kept
    where, help_page, verbs, spun, undone, made = imported_by(
        tmp_path, "where", "--help", "act ours aide tourner --json", "act ours tourner tete", "act ours annuler",
        "act ours fabriquer",
    )  # fmt: skip
    assert "msgspec" not in where
    assert not engines() & (where | help_page | verbs)
    assert engines() & (spun | undone) == {"bestio.persona.lexicons"}
    assert {"numpy", "yaml", "bestio.phrases.machine"} <= made


def test_no_database_is_imported_where_files_keep_the_creations(tmp_path: Path) -> None:
    for modules in imported_by(
        tmp_path, "new --group Ours", "class", "replay ours --plain", "store check", "store size"
    ):
        assert not [name for name in modules if name.startswith(("psycopg", "bestio.journal.postgres"))]
        assert "bestio.journal.file_journals" in modules


SERVES = """
import asyncio, json, sys
from pathlib import Path
from bestio.cli.serve import class_server
from bestio.cli.serve_options import Asked
from bestio.library import open_library

async def begins():
    async with class_server(open_library(Path(sys.argv[1]), {}), "5e-b", Asked()) as server:
        await server._make_app()

asyncio.run(begins())
print(json.dumps(sorted(sys.modules)))
"""


def test_nothing_that_speaks_to_a_provider_is_imported_where_none_is_named(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SERVES, str(tmp_path)], capture_output=True, check=True, encoding="utf-8", cwd=ROOT
    )
    modules = json.loads(done.stdout.rpartition("\n[")[2].join(["[", ""]) if "\n[" in done.stdout else done.stdout)
    assert "bestio.serve.sign_in" in modules
    foreign = ("authlib", "joserfc", "cryptography", "bestio.serve.openid.")
    assert {name for name in modules if name.startswith(foreign)} == set()
