"""The workspace that a command works in: what it asks the system for, in one place."""

from __future__ import annotations

import time
from pathlib import Path

from bestio.classroom.store import Store
from bestio.cli.environment import environment
from bestio.cli.output import tell
from bestio.library import Library, open_library
from bestio.studio.workspace import Workspace


def open_workspace(home: Path | None) -> Workspace:
    """The workspace of `home`, else of the environment; what is wrong in a file is told when it is read."""
    return Workspace(open_library(home, environment()), time.time, lambda problem: tell(str(problem)))


def open_store(home: Path | None) -> tuple[Library, Store]:
    """The library and the journals of that workspace."""
    workspace = open_workspace(home)
    return workspace.library, workspace.store
