"""The few settings of the interface, kept in the workspace: the app, lines and pages follow them."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import msgspec
from msgspec.structs import replace

from bestio.errors import Problem
from bestio.library import Library
from bestio.regular_file import read_regular

FILE = "reglages.yaml"
LARGEST = 1 << 16  # bytes: what is longer is no file of settings


class Settings(msgspec.Struct, frozen=True):
    """How the interface looks: colours, whether things move by themselves, whether what is said stands there in large
    letters, whether texts are laid out for dyslexic readers; whether the first visit has begun.
    """

    theme: Literal["bestio-nuit", "bestio-jour", "bestio-contraste"] | str = "bestio-nuit"
    motion: bool = True
    welcomed: bool = False
    large: bool = False
    dys: bool = False

    def reading(self, *, easy: bool) -> Settings:
        """The same in easy reading, with the strongest contrast; or in the usual one, by night."""
        if easy == self.dys:
            return self
        return replace(self, dys=easy, theme="bestio-contraste" if easy else "bestio-nuit")


def _path(library: Library) -> Path:
    return library.workspace / FILE


def read_settings(library: Library) -> Settings:
    """The settings; the usual ones where there are none, or where they cannot be read."""
    path = _path(library)
    try:
        return msgspec.json.decode(read_regular(path, LARGEST), type=Settings)
    except FileNotFoundError:
        return Settings()
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return _read_edited(path)


def _read_edited(path: Path) -> Settings:
    """The settings of a file that somebody wrote otherwise than `write_settings` does."""
    from bestio.documents.reader import At, Fits, open_document  # noqa: PLC0415 (17 ms, which the first screen saves)

    document = open_document(path, _unheard)
    found = None if document is None else Fits(Settings).read(document.data, At.top(document, _unheard))
    return found or Settings()


def _unheard(_problem: Problem) -> None:
    """What is wrong in the file: the usual settings are taken."""


def write_settings(library: Library, settings: Settings) -> None:
    """Keep the settings: one line of YAML, which is JSON too and so read at once. Raises OSError."""
    from bestio.documents import yamlio  # noqa: PLC0415

    yamlio.write_text(_path(library), msgspec.json.encode(settings).decode() + "\n")
