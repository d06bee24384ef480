"""Room kept in folders of what can be made again."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from pathlib import Path


def keep_latest(files: Iterable[Path], *, most: int | None = None, most_bytes: int | None = None) -> None:
    """Take away the oldest of `files`, by their time, until at most `most` are left, of at most `most_bytes` in all.

    What another program takes away meanwhile is gone all the same; raises OSError where the disk refuses.
    """
    found: list[tuple[float, int, Path]] = []
    for path in files:
        with contextlib.suppress(FileNotFoundError):
            state = path.stat()
            found.append((state.st_mtime, state.st_size, path))
    found.sort(key=lambda one: one[:2])
    left, size = len(found), sum(size for _time, size, _path in found)
    for _time, its_size, path in found:
        if (most is None or left <= most) and (most_bytes is None or size <= most_bytes):
            return
        path.unlink(missing_ok=True)
        left -= 1
        size -= its_size
