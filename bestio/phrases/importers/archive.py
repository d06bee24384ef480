"""The parts of a zipped document, within bounds: what it says of itself is looked at before anything is unpacked.

A part is read as a stream, and what really comes out is counted. Parts that nobody asks for are never unpacked.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from bestio.phrases.importers.refusals import damaged, protected, too_complicated

MAX_UNPACKED_BYTES = 64 << 20
"""What all the parts together may say that they hold."""
MAX_PARTS = 4_000

_ENTRY = b"PK\x01\x02"
_ENCRYPTED = 0x1
_CHUNK = 64 << 10
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)


@dataclass
class Budget:
    """What may still be unpacked: bytes of all the parts that are read."""

    bytes: int


class Archive:
    """An opened zip. Raises UnreadableText where it is damaged, protected or too big, now or while it is read."""

    def __init__(self, data: bytes, name: str) -> None:
        self._name = name
        # Each entry of the list of parts begins so; reading a list of 400,000 parts would already take all memory.
        if data.count(_ENTRY) > MAX_PARTS:
            raise too_complicated(name)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGED:
            raise damaged(name) from None
        infos = self._zip.infolist()
        self._parts = {_folded(info.filename): info for info in infos}
        if len(self._parts) != len(infos):
            raise damaged(name)
        if sum(info.file_size for info in infos) > MAX_UNPACKED_BYTES:
            raise too_complicated(name)

    def names(self) -> list[str]:
        """The names of the parts as they are written, in their order."""
        return [info.filename for info in self._parts.values()]

    def __contains__(self, part: str) -> bool:
        return _folded(part) in self._parts

    def size(self, part: str) -> int:
        """How many bytes `part` says that it holds; 0 where it is not there."""
        info = self._parts.get(_folded(part))
        return info.file_size if info else 0

    def read(self, part: str, limit: int) -> bytes:
        """The beginning of a small part, at most `limit` bytes; nothing where it is not there."""
        if part not in self:
            return b""
        return b"".join(self.stream(part, Budget(limit)))

    def stream(self, part: str, budget: Budget) -> Iterator[bytes]:
        """The bytes of `part`, piece by piece, taken off the budget; whoever takes too much is told so."""
        info = self._parts.get(_folded(part))
        if info is None:
            raise damaged(self._name)
        if info.flag_bits & _ENCRYPTED:
            raise protected(self._name)
        if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise damaged(self._name)
        if info.file_size > budget.bytes:
            raise too_complicated(self._name)
        try:
            with self._zip.open(info) as stream:
                while piece := stream.read(_CHUNK):
                    budget.bytes -= len(piece)
                    if budget.bytes < 0:
                        raise too_complicated(self._name)
                    yield piece
        except _DAMAGED:
            raise damaged(self._name) from None


def _folded(part: str) -> str:
    """A part's name for comparing: the names of a package's parts are the same in small and in capital letters."""
    return part.replace("\\", "/").lstrip("/").lower()
