"""The program itself, as it runs here, put into a stick."""

from __future__ import annotations

import compileall
import shutil
import sys
from pathlib import Path
from py_compile import PycInvalidationMode

import bestio
from bestio.library import KINDS, find_bundled

_PYTHON = (3, 11)
_LICENCE, _DATA = "LICENSE", "_data"


def copy_program(packages: Path) -> None:
    """Put the running program and all that ships with it among the packages of a stick. Raises OSError."""
    target, bundled = packages / "bestio", find_bundled()
    _copy(Path(bestio.__file__).parent, target)
    for kind in KINDS:
        _copy(bundled / kind, target / _DATA / kind)
    if (bundled / _LICENCE).is_file():
        shutil.copyfile(bundled / _LICENCE, target / _DATA / _LICENCE)


def _copy(source: Path, target: Path) -> None:
    """Copy a folder without what is compiled, and without the data, which may lie elsewhere."""
    target.mkdir(parents=True, exist_ok=True)
    for path in sorted(source.iterdir()):
        if path.name in {"__pycache__", _DATA}:
            continue
        if path.is_dir():
            _copy(path, target / path.name)
        else:
            shutil.copyfile(path, target / path.name)


def compile_all(packages: Path) -> bool:
    """Compile what is in `packages`, so that the first start is quick; whether the Python that runs here can.

    The files are never compared with their sources: a stick keeps times only to two seconds.
    """
    if sys.version_info[:2] != _PYTHON:
        return False
    compileall.compile_dir(
        packages, quiet=2, stripdir=packages, invalidation_mode=PycInvalidationMode.UNCHECKED_HASH, workers=1
    )
    return True
