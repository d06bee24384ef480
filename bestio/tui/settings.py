"""The few settings of the interface, kept in the workspace."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import msgspec

from bestio.errors import BestioError
from bestio.library import Library
from bestio.regular_file import read_regular

FILE = "reglages.yaml"
LARGEST = 1 << 16  # bytes: what is longer is no file of settings


class Settings(msgspec.Struct, frozen=True):
    """How the interface looks: colours, and whether things move by themselves; whether the first visit has begun."""

    theme: Literal["bestio-nuit", "bestio-jour", "bestio-contraste"] | str = "bestio-nuit"
    motion: bool = True
    welcomed: bool = False


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
    from bestio import yamlio  # noqa: PLC0415 (17 ms, which the first screen does without)

    try:
        document = yamlio.read(path)
    except BestioError:
        return Settings()
    found = yamlio.convert(document, [], Settings, lambda _problem: None)
    return found or Settings()


def write_settings(library: Library, settings: Settings) -> None:
    """Keep the settings: one line of YAML, which is JSON too and so read at once. Raises OSError."""
    from bestio import yamlio  # noqa: PLC0415

    yamlio.write_text(_path(library), msgspec.json.encode(settings).decode() + "\n")
