"""A duet as a text file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bestio.creation.state import Said
from bestio.errors import BestioError, reason_of
from bestio.i18n import _
from bestio.private_files import make_folder
from bestio.storage import atomic
from bestio.studio.duet import describe_duet

TEXT = ".txt"
"""What its name ends with."""


def write_duet(path: Path, lines: Sequence[Said]) -> None:
    """Write who says what, and which word was caught, into `path`, whole or not at all. Raises BestioError."""
    try:
        make_folder(path.parent)
        atomic.replace(path, ("\n".join(describe_duet(lines)) + "\n").encode("utf-8", "replace"))
    except OSError as error:
        raise BestioError(_("{file} cannot be written: {reason}").format(file=path, reason=reason_of(error))) from error
