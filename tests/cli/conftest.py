"""What tests of the commands share: the real command line, run here, with answers typed on standard input."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bestio.classroom.store import Store
from bestio.cli import run


class Line:
    """A command line in a workspace of its own."""

    def __init__(self, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.home = home
        self._monkeypatch = monkeypatch
        self._capsys = capsys

    def __call__(self, *words: str, answers: tuple[str, ...] = (), code: int | None = 0) -> str:
        """Run a command with these answers, one a line; all that it said. `code` None: any that we give."""
        self._monkeypatch.setenv("BESTIO_HOME", str(self.home))
        self._monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{answer}\n" for answer in answers)))
        self._capsys.readouterr()
        given = run(list(words))
        said = self._capsys.readouterr()
        assert given in ({0, 1, 2} if code is None else {code}), (given, said.out[-2000:], said.err[-2000:])
        self.out, self.err = said.out, said.err
        return said.out + said.err

    def data(self, *words: str, answers: tuple[str, ...] = (), code: int = 0) -> Any:
        """What a command gives as JSON."""
        self(*words, "--json", answers=answers, code=code)
        return json.loads(self.out)

    def events(self, path: str = "5b/ours.yaml") -> list[tuple[str, dict[str, Any]]]:
        """The events of a journal."""
        with Store(self.home, lambda: 0.0).open(self.home / "workshops" / path, read_only=True) as journal:
            return [(event.do, dict(event.data)) for event in journal.events]


@pytest.fixture
def line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """The command line of an empty workspace."""
    return Line(tmp_path, monkeypatch, capsys)
