"""Each command, where the server shows one class alone: with the names of another class's things it finds nothing."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
import pytest

from bestio.cli.app import app
from bestio.library import SCOPE, STORE
from bestio.session.actions.register import ACTIONS
from tests.postgres import Server, above
from tests.serve.town import GROUP, MARK, OTHER_GROUP, OURS, SECRET, THEIR_GROUP, THEIRS, lay_out

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("postgres")]  # which tells where there is none
ELSEWHERE = {
    "open": "the app, in a terminal: its screens ask the same store",
    "serve": "a node: `tests/serve/test_apart.py`",
    "stick": "downloads what it needs, and knows no store",
    "shortcut": "writes to the desktop, and knows no store",
}
"""The commands that are not tried here, and why."""
NAMES = (
    THEIR_GROUP,
    f"{THEIRS}/{THEIR_GROUP}",
    f"'; set bestio.class = '{THEIRS}'; --",
    THEIRS,
    f"../{THEIRS}/{THEIR_GROUP}",
    f"nos-{THEIRS}",
    "' or '1'='1",
    f"{OURS}' -c bestio.class={THEIRS}",
)
FEW = NAMES[:3]
"""What is tried where each try takes its time: pages are tried with all of it."""
COMMANDS = [name for name in app.commands if name not in ELSEWHERE]
VERBS = [action.verb for action in ACTIONS]


@pytest.fixture(scope="module")
def store(postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> str:
    address = postgres.new()
    lay_out(tmp_path_factory.mktemp("town"), address)
    return address


@pytest.fixture(scope="module")
def theirs(store: str, journals_on_server: Callable[..., Any]) -> Any:
    return journals_on_server(Path("workshops"), time.time, store, THEIRS)


@pytest.fixture
def scoped(
    line: Any, store: str, theirs: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[Callable[..., str]]:
    """The command line of our class; theirs is as it was, and nothing of it stands in a file."""
    from tests.journal.postgres.two_classes import rows_of, tables

    monkeypatch.setenv(STORE, store)
    monkeypatch.setenv(SCOPE, OURS)
    monkeypatch.chdir(tmp_path)
    before = {table: rows_of(theirs.connections, table) for table in tables(theirs)}
    assert SECRET in str(before)

    def run(*words: str) -> str:
        told: str = line(*words, answers=("oui", THEIR_GROUP, THEIRS, "1", ""), code=None)
        assert SECRET not in told, words
        return told

    yield run
    assert {table: rows_of(theirs.connections, table) for table in tables(theirs)} == before
    for path in tmp_path.rglob("*"):
        assert not (path.is_file() and SECRET.encode() in path.read_bytes()), path


def words_of(command: click.Command, name: str) -> list[str]:
    """What must be said to a command, each this."""
    return [name for one in command.params if isinstance(one, click.Argument)]


def options_of(command: click.Command) -> list[str]:
    """The options that take a text, beside the folder of all that is tried."""
    return [
        one.opts[0] for one in command.params
        if isinstance(one, click.Option) and not one.is_flag and one.name != "home" and not one.multiple
    ]  # fmt: skip


@pytest.mark.parametrize("name", COMMANDS)
def test_no_command_shows_or_changes_what_is_another_classs(scoped: Callable[..., str], name: str) -> None:
    command = app.commands[name]
    for foreign in NAMES:
        scoped(name, *words_of(command, foreign))
    for foreign in FEW[:2]:
        for option in options_of(command):
            scoped(name, *words_of(command, foreign), option, foreign)
            scoped(name, *words_of(command, OTHER_GROUP), option, foreign)


@pytest.mark.parametrize("verb", VERBS)
def test_no_act_does(scoped: Callable[..., str], verb: str) -> None:
    for foreign in FEW:
        scoped("act", foreign, verb)
    for foreign in FEW[:2]:
        scoped("act", OTHER_GROUP, verb, foreign)


def test_what_is_ours_is_found_and_who_sees_all_finds_theirs(
    scoped: Callable[..., str], line: Any, store: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked = (("class",), ("replay", "{}", "--plain"), ("act", "{}", "notes"), ("voices",), ("store", "size"))
    told = [scoped(*(word.format(GROUP) for word in words)) for words in asked]
    assert MARK in told[1]
    assert MARK in told[2]
    assert "1 classe" in told[4]
    scoped("store", "copy", "--to", "fichiers")
    assert [one.name for one in sorted((line.home / "workshops").iterdir())] == [OURS]
    monkeypatch.delenv(SCOPE)
    line.home = tmp_path.parent / f"{tmp_path.name}-all"
    every = [line(*(word.format(f"{THEIRS}/{THEIR_GROUP}") for word in words), code=0) for words in asked]
    assert SECRET in every[0]
    assert SECRET in every[1]
    assert SECRET in every[2]
    assert SECRET in every[3]
    assert "2 classes" in every[4]


@pytest.mark.parametrize("over", [False, True])
def test_a_role_that_is_above_all_rights_is_told(line: Any, store: str, over: bool) -> None:
    address = above(store) if over else store
    assert line.data("--store", address, "store", "check")["apart"] is not over
    assert ("passe outre" in line.err) is over
