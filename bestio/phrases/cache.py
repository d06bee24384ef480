"""Indexes kept on disk, named by what is in them, so that opening a class again costs a file to read.

A file is a line of JSON that says what follows, then plain arrays and text, then a checksum: nothing in it is run. One
that is cut, changed or of another version is made again. The folder may be deleted at any time.
"""

from __future__ import annotations

import contextlib
import os
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import msgspec
import numpy as np

from bestio.phrases.corpus import Corpus
from bestio.phrases.index import Index
from bestio.phrases.ngram_levels import Array, Level
from bestio.private_files import make_folder
from bestio.regular_file import read_regular
from bestio.storage.atomic import replacing
from bestio.storage.cache import keep_latest

# To be raised with every change to tokens, sentences, typography or the arrays.
VERSION = 3
MAGIC = b"bestio index\n"
KEPT = 40
LARGEST = 128 << 20  # bytes: what is longer was not put here by this program
# Corpora under this many characters are read again in less time than a file takes.
WORTH = 20_000


Kind = Literal["text", "u2", "u4"]
"""What a part of a file is: UTF-8, or numbers of so many bytes each."""


class Head(msgspec.Struct, frozen=True):
    """What a file holds: its version, the digest of the texts, the levels, and each part: name, kind, size in bytes."""

    version: int
    digest: str
    levels: list[int]
    parts: list[tuple[str, Kind, int]]


def open_index(corpus: Corpus, folder: Path | None, *, order: int = 2) -> Index:
    """The index of `corpus`, ready to draw at `order`: from `folder` where it is there, else made and put there.

    A folder that cannot be written costs time, not the index.
    """
    if folder is None or sum(len(source.text) for source in corpus.sources) < WORTH:
        return Index.of(corpus)
    digest = corpus.texts_digest
    path = folder / f"{digest}.index"
    index = load(path, corpus, digest)
    if index is None or order + 2 not in index.levels.built:
        index = index or Index.of(corpus)
        for level in range(1, order + 3):
            index.levels.level(level)
        with contextlib.suppress(OSError):
            save(path, index, digest)
            keep_latest(folder.glob("*.index"), most=KEPT)
    return index


def save(path: Path, index: Index, digest: str) -> None:
    """Write `index` and the levels it has built, whole or not at all."""
    parts = list(_parts(index))
    levels = sorted(index.levels.built)
    head = msgspec.json.encode(Head(VERSION, digest, levels, [(name, kind, len(data)) for name, kind, data in parts]))
    # The arrays begin at a multiple of 8 bytes, where they can be used as they lie.
    line = head + b" " * (-(len(MAGIC) + len(head) + 1) % 8) + b"\n"
    make_folder(path.parent)
    with replacing(path, lasting=False) as part, part.open("wb") as stream:
        check = 0
        for data in (MAGIC, line, *(data for _name, _kind, data in parts)):
            check = zlib.crc32(data, check)
            stream.write(data)
        stream.write(check.to_bytes(4, "little"))


def load(path: Path, corpus: Corpus, digest: str) -> Index | None:
    """The index in a file, or None where there is none that can be trusted to be that of `corpus`."""
    try:
        data = read_regular(path, LARGEST)
    except OSError:
        return None
    end = data.find(b"\n", len(MAGIC))
    if (
        not data.startswith(MAGIC)
        or end < 0
        or zlib.crc32(memoryview(data)[:-4]) != int.from_bytes(data[-4:], "little")
    ):
        return None
    try:
        head = msgspec.json.decode(data[len(MAGIC) : end], type=Head)
    except msgspec.MsgspecError:
        return None
    if (
        head.version != VERSION
        or head.digest != digest
        or end + 1 + sum(size for _name, _kind, size in head.parts) != len(data) - 4
    ):
        return None
    arrays: dict[str, Array] = {}
    texts: dict[str, str] = {}
    at = end + 1
    for name, kind, size in head.parts:
        if kind == "text":
            texts[name] = data[at : at + size].decode("utf-8", "surrogatepass")
        else:
            lies = np.dtype(f"<{kind}")
            arrays[name] = np.require(
                np.frombuffer(data, lies, size // lies.itemsize, at), lies.newbyteorder("="), ["C", "A"]
            )
        at += size
    index = Index(
        vocabulary=texts["vocabulary"].split("\n"),
        words=arrays["words"],
        firsts=arrays["firsts"],
        owners=arrays["owners"],
        spans=arrays["spans"].reshape(-1, 2),
        text=texts["text"],
        sources=corpus.sources,
    )
    for number in head.levels:
        index.levels.built[number] = Level(
            *(arrays[f"{number}.{name}"] for name in ("sorted", "group", "bounds", "slices"))
        )
    with contextlib.suppress(OSError):
        os.utime(path)
    return index


def _parts(index: Index) -> Iterator[tuple[str, Kind, bytes]]:
    yield from (_numbers(name, getattr(index, name)) for name in ("firsts", "spans", "words", "owners"))
    for number, level in sorted(index.levels.built.items()):
        for name in ("sorted", "group", "bounds", "slices"):
            yield _numbers(f"{number}.{name}", getattr(level, name))
    yield "vocabulary", "text", "\n".join(index.vocabulary).encode("utf-8", "surrogatepass")
    yield "text", "text", index.text.encode("utf-8", "surrogatepass")


def _numbers(name: str, array: Array) -> tuple[str, Kind, bytes]:
    kind: Kind = "u2" if array.dtype.itemsize == 2 else "u4"
    return name, kind, array.astype(f"<{kind}").tobytes()
