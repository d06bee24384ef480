"""What a file of the workspace holds, told by its content and never by its ending: a journal, a bundle, other words.

Editors, sync programs and people leave copies under names that no list knows (`x.yaml~`, `.x.yaml.swp`, `x (conflit)`).
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import re
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

from msgspec import Struct

from bestio.classroom import bundle, unpacking
from bestio.classroom.store import SUFFIX
from bestio.errors import BestioError, Where
from bestio.i18n import _
from bestio.journal import reader

Kind = Literal["journal", "bundle", "packed", "archive", "other", "nothing"]
_FIRST_LINE = re.compile(rb'bestio"?: "journal/')
_MOST_INSIDE = 64 << 20
"""Bytes that are looked at in one archive, at most."""
_MOST_MEMBERS = 5_000
_DEEPEST = 3
_EVENT = re.compile(rb"^--- \{", re.MULTILINE)
_TEXTS = frozenset({".yaml", ".yml", ".bak", ".part", ".txt"})
_TAG = re.compile(r"<[^<>]{0,2000}>")
# Sounds and pictures in dots, which hold no words of pupils that could be read.
_MEDIA = (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2", b"fLaC", b"OggS", b"RIFF", b"\x89PNG", b"\xff\xd8\xff")
_UNPACK: dict[bytes, Callable[[io.BytesIO], object]] = {
    b"\x1f\x8b": lambda stream: gzip.GzipFile(fileobj=stream),
    b"BZh": bz2.BZ2File,
    b"\xfd7zXZ": lzma.LZMAFile,
}


class Inside(Struct, frozen=True):
    """What a file holds: `journal` as it may be cleaned line by line, else `texts` that can only be looked at.

    `kind` "packed" is one journal in another coding or compressed, "archive" several files that somebody put together;
    "nothing" are sounds and pictures.
    """

    kind: Kind
    journal: bytes = b""
    texts: tuple[str, ...] = ()


def look_inside(path: Path) -> Inside:
    """What the file `path` holds. Raises BestioError where that cannot be told: locked, damaged, too large."""
    if _is_media(path):
        return Inside("nothing")
    return inside(reader.read_bytes(path, unpacking.MAX_FILE), path)


def inside(data: bytes, path: Path, depth: int = 0) -> Inside:
    """What `data`, the content of `path`, holds. Raises BestioError."""
    if data.startswith(_MEDIA):
        return Inside("nothing")
    if data.startswith(b"PK"):
        return _zip(data, path, depth)
    if data[257:262] == b"ustar":
        return Inside("archive", texts=tuple(_words_of(_tar(data), path, depth)))
    packed = next((_unpacked(data, unpack, path) for mark, unpack in _UNPACK.items() if data.startswith(mark)), None)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        packed = data.decode("utf-16", "replace").encode()
    if packed is not None:
        return _packed(packed, path, depth)
    return _plain(data, path)


def _plain(data: bytes, path: Path) -> Inside:
    if b"\0" not in data and (_EVENT.search(data) or _is_begun(data) or path.suffix.lower() in _TEXTS):
        return Inside("journal", journal=data)
    return Inside("other", texts=(_text(data),))


def is_first_line(line: bytes) -> bool:
    """Whether a line of a file is the first of a journal, of any format."""
    return _FIRST_LINE.search(line) is not None


def _is_begun(data: bytes) -> bool:
    return _FIRST_LINE.search(data[:4096]) is not None


def _is_media(path: Path) -> bool:
    try:
        if not path.is_file():
            return False
        with path.open("rb") as stream:
            return stream.read(8).startswith(_MEDIA)
    except OSError:
        return False  # reading all of it tells why


def _packed(data: bytes, path: Path, depth: int) -> Inside:
    if depth >= _DEEPEST:
        return Inside("nothing")
    found = inside(data, path, depth + 1)
    return Inside("packed", journal=found.journal) if found.kind == "journal" and _is_journal(data) else found


def _is_journal(data: bytes) -> bool:
    return _is_begun(data) or _EVENT.search(data) is not None


def _zip(data: bytes, path: Path, depth: int) -> Inside:
    if path.suffix.lower() == SUFFIX and depth == 0:
        return Inside("bundle", journal=bundle.journal_in(data, path))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if "journal.yaml" in archive.namelist() and depth == 0:
                return Inside("bundle", journal=bundle.journal_in(data, path))
            return Inside("archive", texts=tuple(_words_of(_members(archive), path, depth)))
    except BestioError:
        raise
    except Exception as error:
        raise _damaged(path) from error


def _members(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    for entry in archive.infolist():
        with archive.open(entry) as stream:
            yield entry.filename, stream.read(_MOST_INSIDE)


def _tar(data: bytes) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        for entry in archive:
            stream = archive.extractfile(entry) if entry.isreg() else None
            yield entry.name, stream.read(_MOST_INSIDE) if stream is not None else b""


def _words_of(members: Iterator[tuple[str, bytes]], path: Path, depth: int) -> Iterator[str]:
    """The names and the words of what an archive holds, archives in it opened, up to a limit."""
    left = _MOST_INSIDE
    try:
        for number, (name, data) in enumerate(members):
            if number >= _MOST_MEMBERS or left <= 0:
                raise _damaged(path)
            left -= len(data)
            yield name
            if depth < _DEEPEST:
                found = inside(data, Path(name), depth + 1)
                yield from found.texts or ([_text(found.journal)] if found.journal else [])
    except BestioError:
        raise
    except Exception as error:
        raise _damaged(path) from error


def _unpacked(data: bytes, unpack: Callable[[io.BytesIO], object], path: Path) -> bytes:
    try:
        with unpack(io.BytesIO(data)) as stream:  # type: ignore[attr-defined]
            found: bytes = stream.read(_MOST_INSIDE + 1)
    except Exception as error:
        raise _damaged(path) from error
    if len(found) > _MOST_INSIDE:
        raise _damaged(path)
    return found


def _text(data: bytes) -> str:
    """The words in some bytes; those of a document between its tags, as they are read."""
    text = data.replace(b"\0", b"\n").decode("utf-8", "replace")
    return text + "\n" + _TAG.sub("", text) if "</" in text[:1_000_000] else text


def _damaged(path: Path) -> BestioError:
    return BestioError(_("It is damaged, or it is protected by a password."), where=Where.of(path))
