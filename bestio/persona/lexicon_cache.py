"""What the YAML of a lexicon says, kept in a quicker form beside the workspace: a big lexicon opens ten times faster.

One file a lexicon, named after it and written over; it is used only while the digest of the YAML file is the one it
was made from. It may be deleted at any time, and nothing is lost where it cannot be written.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from pathlib import Path
from typing import Any

import msgspec

VERSION = 1


class _Kept(msgspec.Struct, frozen=True):
    """The content of a cache file."""

    version: int
    digest: str
    data: Any


def digest_of(raw: bytes) -> str:
    """What a lexicon file is recognised by."""
    return hashlib.sha256(raw).hexdigest()


def recall(folder: Path, stem: str, digest: str) -> Any | None:
    """The data kept for the lexicon `stem`; None where there is none for that very content."""
    try:
        kept = msgspec.msgpack.decode(_file(folder, stem).read_bytes(), type=_Kept)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return None
    return kept.data if (kept.version, kept.digest) == (VERSION, digest) else None


def remember(folder: Path, stem: str, digest: str, data: Any) -> None:
    """Keep `data` for the lexicon `stem`, whole or not at all; only where the workspace around `folder` is there."""
    if not folder.parent.is_dir():
        return
    path = _file(folder, stem)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    with contextlib.suppress(OSError, msgspec.MsgspecError, TypeError, OverflowError):
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(msgspec.msgpack.encode(_Kept(VERSION, digest, data)))
        part.replace(path)
    with contextlib.suppress(OSError):
        part.unlink(missing_ok=True)


def _file(folder: Path, stem: str) -> Path:
    return folder / "lexicons" / f"{stem}.msgpack"
