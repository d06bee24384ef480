"""The lexicons that come with the program, kept as they were read: to read their YAML takes twenty times longer.

Those of a workspace are read each time: what somebody wrote stands in no other file than theirs. The kept file holds
plain values and a checksum; one that is cut, changed, of another version or of other lexicons is made again. It may be
deleted at any time.
"""

from __future__ import annotations

import contextlib
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

import bestio
from bestio.library import Library, is_folder
from bestio.persona.trait import Lexicon
from bestio.private_files import make_folder
from bestio.regular_file import read_regular
from bestio.storage.atomic import replacing

# To be raised with every change to what reading a lexicon gives.
VERSION = 1
NAME = "lexicons.msgpack"
LARGEST = 32 << 20  # bytes: what is longer was not put here by this program
_CHECK = 4  # bytes of the checksum at the end


class Kept(msgspec.Struct, frozen=True):
    """Lexicons by the names of their files, and of which files they are: see `stamp_of`."""

    stamp: list[tuple[str, int, int]]
    lexicons: dict[str, Lexicon]
    version: int = VERSION
    program: str = ""


def stamp_of(files: Iterable[Path]) -> list[tuple[str, int, int]]:
    """What tells that files are the same as before: of each its path, time and size. Raises OSError."""
    states = [(path, path.stat()) for path in files]
    return [(str(path), state.st_mtime_ns, state.st_size) for path, state in states]


def load(library: Library, files: Iterable[Path]) -> Mapping[str, Lexicon]:
    """The lexicons of the bundled `files` that are kept, by the names of these; none where they cannot be trusted."""
    try:
        data = read_regular(library.cache / NAME, LARGEST + 1)
        if len(data) > LARGEST or zlib.crc32(data[:-_CHECK]) != int.from_bytes(data[-_CHECK:], "little"):
            return {}
        kept = msgspec.msgpack.decode(data[:-_CHECK], type=Kept)
        same = (kept.version, kept.program, kept.stamp) == (VERSION, bestio.__version__, stamp_of(files))
    except (OSError, msgspec.MsgspecError, ValueError, RecursionError):
        return {}
    return kept.lexicons if same else {}


def save(library: Library, files: Iterable[Path], lexicons: Mapping[str, Lexicon]) -> None:
    """Keep the `lexicons` of bundled `files`. Nothing is made where there is no workspace yet, or the disk refuses."""
    if not is_folder(library.workspace):
        return
    with contextlib.suppress(OSError, UnicodeEncodeError):
        data = msgspec.msgpack.encode(Kept(stamp_of(files), dict(lexicons), program=bestio.__version__))
        make_folder(library.cache)
        with replacing(library.cache / NAME, lasting=False) as part:
            part.write_bytes(data + zlib.crc32(data).to_bytes(_CHECK, "little"))
