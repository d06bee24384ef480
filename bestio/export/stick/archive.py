"""What comes out of an archive: only files, only into the folder that it is meant for."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path, PurePosixPath, PureWindowsPath

from bestio.errors import BestioError, Where
from bestio.export.stick.pe import is_for_x64
from bestio.i18n import _

COMPILED = frozenset({".pyd", ".dll", ".exe"})
Placed = Callable[[PurePosixPath], PurePosixPath | None]
"""Where a file of an archive goes; None: it is left out."""


def members(path: Path, placed: Placed) -> dict[PurePosixPath, zipfile.ZipInfo]:
    """What of an archive goes where. Raises BestioError where it is none, or would write outside of its folder."""
    try:
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
    except (OSError, zipfile.BadZipFile) as error:
        raise BestioError(_("This file is no archive that can be read."), where=Where.of(path)) from error
    found = {}
    for info in infos:
        name = PurePosixPath(info.filename)
        if info.is_dir():
            continue
        if PureWindowsPath(info.filename).anchor or ".." in name.parts or "\\" in info.filename:
            raise BestioError(
                _("This archive would write outside of its folder: “{name}”.").format(name=info.filename[:80]),
                where=Where.of(path),
            )
        place = placed(name)
        if place is not None:
            found[place] = info
    return found


def unpack(path: Path, folder: Path, placed: Placed) -> None:
    """Unpack an archive into `folder`. Raises BestioError where a compiled file is not for Windows x64, OSError."""
    found = members(path, placed)
    with zipfile.ZipFile(path) as archive:
        for place, info in found.items():
            target = folder / place
            target.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(info) as source, target.open("wb") as file:
                shutil.copyfileobj(source, file)
            if target.suffix.lower() in COMPILED and not is_for_x64(target):
                raise BestioError(
                    _("“{name}” is not made for Windows on x64.").format(name=place.name), where=Where.of(path)
                )
