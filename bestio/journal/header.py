"""The first line of a journal: whose it is, when it was begun, in which format it is written."""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from bestio.documents import yamlio
from bestio.errors import BestioError, Where
from bestio.i18n import _
from bestio.journal import codec

KIND = "journal"
FORMAT = 2
MAX_HEADER = 8192
"""Bytes of a journal's first line."""


class JournalError(BestioError):
    """A journal that cannot be opened at all."""

    @classmethod
    def default_title(cls) -> str:
        """A few words over the message."""
        return _("This journal cannot be opened")


class Header(Struct, frozen=True):
    """What a journal's first line says: the group's pseudonym, and when it was begun (seconds since 1970)."""

    group: str = ""
    started: float = 0.0
    format: int = FORMAT
    id: str = ""

    @property
    def mark(self) -> str:
        """What tells the creation from any other one, wherever it is carried, and nothing else of it."""
        return hashlib.blake2b(f"{self.started} {self.group}".encode("utf-8", "replace"), digest_size=8).hexdigest()

    def line(self) -> str:
        """The header as the first line of a journal."""
        return codec.flow(
            {"bestio": f"{KIND}/{self.format}", "id": self.id, "group": self.group, "started": self.started}
        )


def is_rewritten(line: bytes, header: Header) -> bool:
    """Whether the first line of a file tells of a newer format than `header`, which was read from it."""
    found = header_in(line)
    return found is not None and found.format > header.format


def header_in(line: bytes) -> Header | None:
    """The header that the first line of a journal holds; None where it is no such line."""
    try:
        return header_of(line, Path("…"))
    except BestioError:
        return None


def header_of(data: bytes, path: Path) -> Header | None:
    """The header that a first document holds; None where it is none. Raises JournalError for another kind of file."""
    if len(data) > MAX_HEADER:
        return None
    text = data.decode("utf-8", "replace").removeprefix("\ufeff")
    found: Any = _as_written(text.rstrip())
    if found is None:
        try:
            found = yamlio.parse(text, str(path)).data
        except BestioError:
            return None
    if not isinstance(found, dict) or not isinstance(found.get("bestio"), str):
        return None
    kind, _slash, number = found["bestio"].partition("/")
    if kind != KIND or not number.isascii() or not number.isdigit():
        raise JournalError(
            _("This file is a “{kind}”, not a journal of Bestio.").format(kind=found["bestio"][:40]),
            hint=_("Nothing was changed in it."),
            where=Where.of(path, 1),
        )
    group, started, key = found.get("group"), found.get("started"), found.get("id")
    return Header(
        group=group[:80] if isinstance(group, str) else "",
        started=float(started) if isinstance(started, int | float) and 0 <= started < 1e12 else 0.0,
        format=int(number[:6]),
        id=key[:80] if isinstance(key, str) else "",
    )


def _as_written(line: str) -> Any:
    """What a header says that is in the very form that `codec.flow` writes; None for any other, which is YAML's."""
    with contextlib.suppress(msgspec.MsgspecError, UnicodeEncodeError, RecursionError):
        found = msgspec.json.decode(line.removeprefix(codec.START))
        if isinstance(found, dict) and codec.flow(found) == line:
            return found
    return None
