"""What is made of many files: put together beside its place, so that it is there whole or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bestio.errors import BestioError, Where, reason_of
from bestio.i18n import _


@contextmanager
def beside(path: Path, refused: str, hint: str) -> Iterator[Path]:
    """A name beside `path`, with nothing there yet; what is left there at the end is taken away.

    Raises BestioError where the disk refuses: `refused` (with a place for the {reason}) and `hint` are message ids.
    """
    part = path.with_name(f".{path.name}.part")
    try:
        shutil.rmtree(part, ignore_errors=True)  # of one that was killed
        try:
            yield part
        finally:
            shutil.rmtree(part, ignore_errors=True)
    except OSError as error:
        raise BestioError(_(refused).format(reason=reason_of(error)), hint=_(hint), where=Where.of(path)) from error
