"""The digests of all files of a folder, in the form that `sha256sum --check` reads: whether it is whole can be told."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from bestio.regular_file import open_regular, read_regular
from bestio.storage.atomic import replace, sync, sync_folder

SUMS: Final = "SHA256SUMS"
_LINE = re.compile(rb"(\\?)([0-9a-f]{64}) [ *](.+)", re.DOTALL)
_ESCAPED = {b"\\\\": b"\\", b"\\n": b"\n", b"\\r": b"\r"}
_MOST_BYTES = 64 << 20
_BLOCK = 1 << 20


def digest_of(path: Path) -> str:
    """The digest of a file. Raises OSError."""
    found = hashlib.sha256()
    with open_regular(path) as stream:
        while block := stream.read(_BLOCK):
            found.update(block)
    return found.hexdigest()


def inside(folder: Path) -> Iterator[Path]:
    """The regular files in a folder and below it, in order; no hidden ones, no links, nothing that a link leads to."""
    for root, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = Path(root, name)
            if not name.startswith(".") and path.is_file() and not path.is_symlink():
                yield path


def write_sums(folder: Path) -> None:
    """Write the digests of all that is in a folder into it, and wait until all is on the disk. Raises OSError."""
    lines = []
    for path in inside(folder):
        _settle(path)
        if path != folder / SUMS:
            lines.append(_line(digest_of(path), os.fsencode(path.relative_to(folder).as_posix())))
    replace(folder / SUMS, b"".join(lines))
    for root, _folders, _names in os.walk(folder):
        sync_folder(Path(root))


def damaged(folder: Path) -> str:
    """The first file that is missing, or not what it was when the digests were written; "" where all is as it was."""
    try:
        found = read_regular(folder / SUMS, _MOST_BYTES + 1)
    except OSError:
        return SUMS
    if len(found) > _MOST_BYTES or (found and not found.endswith(b"\n")):
        return SUMS
    return next((fault for line in found.split(b"\n")[:-1] if (fault := _fault(folder, line))), "")


def _fault(folder: Path, line: bytes) -> str:
    """The name of the file that a line is about, where it is not as it was; that of the digests for a damaged line."""
    match = _LINE.fullmatch(line)
    if match is None:
        return SUMS
    escaped, digest, written = match.groups()
    name = os.fsdecode(re.sub(rb"\\[\\nr]", lambda one: _ESCAPED[one[0]], written) if escaped else written)
    path = Path(name)
    try:
        same = not path.is_absolute() and ".." not in path.parts and digest_of(folder / path).encode() == digest
    except OSError:
        same = False
    return "" if same else name


def _line(digest: str, name: bytes) -> bytes:
    plain = name.replace(b"\\", b"\\\\").replace(b"\n", b"\\n").replace(b"\r", b"\\r")
    return (b"" if plain == name else b"\\") + digest.encode() + b"  " + plain + b"\n"


def _settle(path: Path) -> None:
    handle = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))  # read-only handles are not synced everywhere
    try:
        sync(handle)
    finally:
        os.close(handle)
