"""Which sound files were made of whose recordings: they can be found again when somebody takes their voice back.

A line a file, kept beside the bank (in `<bank>/rendus.txt`): where it was written, what it holds (its digest), who is
heard in it.
"""

from __future__ import annotations

import os
from collections.abc import Container, Iterable, Iterator
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from bestio.private_files import file_mode
from bestio.regular_file import open_regular, read_regular
from bestio.speech.recorded.clip import digest_of
from bestio.storage.atomic import sync, write_all

LEDGER: Final = "rendus.txt"
SOUNDS: Final = frozenset({".wav", ".mp3", ".flac", ".ogg", ".opus", ".html", ".htm", ".zip"})
"""Endings of files in which voices are heard: sounds, pages that hold some, packages of pages."""
_MOST = 64 << 20
_LARGEST = 1 << 30
_FLAGS = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)


class Rendering(Struct, frozen=True):
    """A sound file, as it was written, with the ids of its clips and who says them."""

    file: str
    digest: str
    who: tuple[str, ...]
    clips: tuple[str, ...]

    def line(self) -> bytes:
        """It as it is kept, without an end."""
        return msgspec.json.encode(self)


_decoder = msgspec.json.Decoder(Rendering)


def add_line(folder: Path, line: bytes) -> None:
    """Add the `line` of a rendering to those of the bank in `folder`. Raises OSError."""
    handle = os.open(folder / LEDGER, _FLAGS, file_mode(folder))
    try:
        write_all(handle, b"\n" + line + b"\n")
        sync(handle)
    finally:
        os.close(handle)


def lines_of(folder: Path) -> list[bytes]:
    """The lines on what was made of the bank in `folder`."""
    try:
        data = read_regular(folder / LEDGER, _MOST)
    except OSError:
        return []
    return [line for line in data.split(b"\n") if line]


def read(lines: Iterable[bytes]) -> Iterator[Rendering]:
    """The renderings that lines tell of; a damaged line is left out."""
    for line in lines:
        try:
            yield _decoder.decode(line)
        except (msgspec.MsgspecError, UnicodeDecodeError):
            continue


def is_of(line: bytes, clips: Container[str]) -> bool:
    """Whether a line is to go with `clips`: it tells of a sound made of one of them, or cannot be read."""
    found = next(read([line]), None)
    return found is None or any(one in clips for one in found.clips)


def digest_of_file(path: Path) -> str:
    """The digest of what a file holds; "" where it cannot be read."""
    try:
        with open_regular(path) as stream:
            return digest_of(stream.read(_LARGEST))
    except OSError:
        return ""
