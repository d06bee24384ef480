"""Workspace, clock and chance are arguments: only the commands ask the system for them."""

from __future__ import annotations

import ast
import re

import pytest

from tests.conftest import ASKING_FOR_CHANCE
from tests.front_door import PACKAGE

ASKED = {
    "os": {"environ", "getenv"},
    "time": {"time"},
    "random": {"SystemRandom", "random", "choice", "seed", "shuffle"},
}
MAY = {
    "i18n.py": "the language of the interface is that of the process",
    "tui/__init__.py": "how often Textual paints is read from there when it is imported",
}
_BRINGS = re.compile(r"^\s*(?:import|from) (?:os|time|random)\b", re.MULTILINE)
_WORTH_PARSING = re.compile("|".join(rf"\b{name}\b" for names in ASKED.values() for name in names))


def asked_of_the_system(source: str) -> set[str]:
    """`module.name` of each thing of ASKED that a source reads from a module that it imports."""
    if not _BRINGS.search(source) or not _WORTH_PARSING.search(source):
        return set()
    nodes = list(ast.walk(ast.parse(source)))
    modules = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    found = set()
    for node in nodes:
        if isinstance(node, ast.ImportFrom) and node.module in ASKED:
            found |= {f"{node.module}.{alias.name}" for alias in node.names if alias.name in ASKED[node.module]}
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in modules:
            found |= {f"{node.value.id}.{node.attr}"} if node.attr in ASKED.get(node.value.id, ()) else set()
    return found


def test_only_the_commands_ask_the_system() -> None:
    sources = {path.relative_to(PACKAGE).as_posix(): path for path in PACKAGE.rglob("*.py")}
    found = {name: asked_of_the_system(path.read_text(encoding="utf-8")) for name, path in sources.items()}
    asking = {name for name, asked in found.items() if asked}
    assert any(name.startswith("cli/") for name in asking)
    assert {name for name in asking if not name.startswith("cli/")} == set(MAY)
    drawing = {name for name, asked in found.items() if "random.SystemRandom" in asked}
    assert drawing == {f"cli/{name}.py" for name in ASKING_FOR_CHANCE}


@pytest.mark.parametrize(
    "source",
    [
        "import time\ntime.time()",
        "from time import time",
        "import os\nos.environ['A']",
        "from random import SystemRandom",
    ],
)
def test_what_asks_is_found(source: str) -> None:
    assert asked_of_the_system(source)


def test_a_generator_that_is_passed_in_is_no_question() -> None:
    assert not asked_of_the_system("from random import Random\ndef draw(random: Random): return random.random()")
