"""A folder for a worker's files, gone when the app is, and swept later if nobody was left to do it."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import psutil

_PREFIX = "bestio-voix-"


def make_scratch(parent: Path | None = None) -> Path:
    """A new folder in the system's temporary folder (or `parent`), named after this process. Raises OSError."""
    root = Path(parent or tempfile.gettempdir())
    _sweep(root)
    return Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=root))


def remove_scratch(folder: Path) -> None:
    """Remove the folder and what it holds; what cannot be removed now is swept another time."""
    shutil.rmtree(folder, ignore_errors=True)


def _sweep(root: Path) -> None:
    """Remove folders whose app was killed together with its worker."""
    for folder in root.glob(f"{_PREFIX}*"):
        owner = folder.name[len(_PREFIX) :].partition("-")[0]
        if owner.isdigit() and not psutil.pid_exists(int(owner)):
            shutil.rmtree(folder, ignore_errors=True)
