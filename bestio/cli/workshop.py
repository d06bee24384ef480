"""Commands on creations: finding a journal by what people call it."""

from __future__ import annotations

import os
import time
from pathlib import Path

from bestio.library import open_library
from bestio.workshop.store import Store


def find_journal(name: str, home: Path | None) -> Path:
    """The journal that a person means by a path, `class/group` or a group's name. Raises UsageError."""
    library = open_library(home, os.environ)
    return Store(library.workspace, time.time).find(name)
