"""What is tried with journals in files and on a server, and what a process dies of where it stands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bestio.journal.journals import Journals
from bestio.library import Library, find_bundled

IN_FILES = pytest.mark.parametrize("keeping", ["files"], indirect=True)
"""For what only files have, or for what is the same on both and slow."""

DYING = """
made = 0

def dying(real):
    def call(*args, **named):
        global made
        if made == last:
            os.kill(os.getpid(), signal.SIGKILL)
        made += 1
        return real(*args, **named)
    return call
"""
"""Kills its process at call number `last`, of all the functions that are wrapped in it."""


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(find_bundled(), tmp_path / "Bestio")


@pytest.fixture(params=["files", pytest.param("server", marks=pytest.mark.slow)])
def keeping(request: pytest.FixtureRequest, library: Library, clock: Any) -> Journals | None:
    """What the journals are in: files, or a server."""
    if request.param == "files":
        return None
    kept: Journals = request.getfixturevalue("journals_on_server")(library.workspace / "workshops", clock)
    return kept
