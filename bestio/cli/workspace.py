"""The workspace that a command works in: what it asks the system for, in one place."""

from __future__ import annotations

import time
from pathlib import Path

from bestio.classroom.store import Store
from bestio.cli.environment import environment
from bestio.cli.output import tell
from bestio.errors import UsageError
from bestio.i18n import _
from bestio.library import Library, open_library
from bestio.studio.workspace import Workspace


def open_workspace(home: Path | None) -> Workspace:
    """The workspace of `home`, else of the environment; what is wrong in a file is told when it is read."""
    return Workspace(open_library(home, environment()), time.time, lambda problem: tell(str(problem)))


def open_store(home: Path | None) -> tuple[Library, Store]:
    """The library and the journals of that workspace."""
    workspace = open_workspace(home)
    return workspace.library, workspace.store


def known_class(store: Store, name: str) -> str:
    """The class that is called so. Raises UsageError where there is none."""
    found = store.class_named(name)
    if found not in store.classes():
        raise UsageError(
            _("There is no class called “{name}”.").format(name=name[:80]),
            hint=_("Known classes: {names}.").format(names=", ".join(store.classes()) or "–"),
        )
    return found
