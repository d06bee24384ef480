"""A file of which every byte is known, so that it is seen when somebody else puts others there.

A sync client, a restored copy, another editor: what comes may have the very length of what was there. The inode and the
time tell at once that nothing has happened; where they tell nothing, the whole content is compared.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

from bestio.regular_file import read_regular
from bestio.storage import disk

_TAIL = 512
_MOST_FOREIGN = 128 << 20  # bytes of what another program wrote that are set aside


class KnownFile:
    """What is known of a file: its `size` in bytes, and by a digest what they are."""

    def __init__(self, content: bytes = b"") -> None:
        self._begin(content)

    def _begin(self, content: bytes) -> None:
        self.size = 0
        self._digest = hashlib.blake2b()
        self._tail = b""
        self._stamp: tuple[int, int, int] | None = None
        self._take(content)

    def append(self, path: Path, data: bytes) -> None:
        """Add `data` to the file and sync it. Raises OSError, or ChangedError, nothing written, where it is another."""
        self._stamp = disk.append(path, data, self.size, self._is_known)
        self._take(data)

    def replace(self, path: Path, content: bytes) -> None:
        """Put `content` there, whole or not at all. Raises OSError."""
        disk.replace(path, content)
        self._begin(content)

    def settle(self, path: Path, data: bytes, whole: Callable[[], bytes]) -> Path | None:
        """Have what is known and `data` in the file again, which is another; `whole()` is both.

        The file in which what somebody else put there was set aside; None where it was nothing. Raises OSError.
        """
        content = read_regular(path, _MOST_FOREIGN)
        if not self.begins(content):
            aside = disk.set_aside(path, content)
            self.replace(path, whole())
            return aside
        extra = content[self.size :]
        foreign = extra.strip(b"\0") and not data.startswith(extra)
        set_aside = disk.set_aside(path, extra) if foreign else None
        disk.cut(path, self.size)
        self.append(path, data)
        return set_aside

    def begins(self, content: bytes) -> bool:
        """Whether `content` begins with what is known."""
        return hashlib.blake2b(content[: self.size]).digest() == self._digest.digest()

    def is_all_of(self, content: bytes) -> bool:
        """Whether `content` is what is known, and nothing more."""
        return self.begins(content) and not content[self.size :].strip(b"\0")

    def has_changed(self, path: Path) -> bool:
        """Whether what is known no longer stands at the beginning of the file. Raises OSError."""
        return disk.stamp_of(path.stat()) != self._stamp and not self.begins(read_regular(path, self.size))

    def _take(self, data: bytes) -> None:
        self.size += len(data)
        self._digest.update(data)
        self._tail = (self._tail + data)[-_TAIL:]

    def _is_known(self, path: Path, handle: int) -> bool:
        """Whether the open file is the one that is known. Two writings may bear one time: the last line tells."""
        if disk.stamp_of(os.fstat(handle)) == self._stamp:
            os.lseek(handle, self.size - len(self._tail), os.SEEK_SET)
            return os.read(handle, _TAIL) == self._tail
        return self.begins(read_regular(path, self.size))
