"""`bestio shortcut`: a launcher on the desktop, that opens Bestio by two clicks, and installs nothing again."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from bestio.cli.output import say, say_json
from bestio.errors import BestioError, Where, reason_of
from bestio.i18n import _
from bestio.storage.atomic import replace

_FOR_ALL = 0o755


class Launcher(NamedTuple):
    """A launcher: the name of its file, and what stands in it."""

    name: str
    text: str


def launcher(system: str, command: Sequence[str]) -> Launcher:
    """What opens `command` by two clicks on a `system` named as in `sys.platform`. Raises BestioError.

    Some characters no launcher can hold in a path: line ends, and on Windows the quotation mark.
    """
    if any(set(word) & set('\r\n"' if system == "win32" else "\r\n") for word in command):
        raise BestioError(
            _("The path of the program holds a character that no launcher can hold."),
            hint=_("Move the folder of Bestio to another one, and install it there."),
        )
    if system == "win32":
        # In a command file, % stands for variables; with code page 65001 accents in paths are read right.
        words = " ".join('"' + word.replace("%", "%%") + '"' for word in command)
        return Launcher("Bestio.cmd", f"@echo off\r\nchcp 65001 >nul\r\n{words}\r\nif errorlevel 1 pause\r\n")
    if system == "darwin":
        return Launcher("Bestio.command", f"#!/bin/sh\nexec {shlex.join(command)}\n")
    return Launcher(
        "Bestio.desktop",
        "[Desktop Entry]\nType=Application\nName=Bestio\n"
        f"Comment={_('Invent a creature that speaks')}\n"
        f"Exec={' '.join(map(_desktop_word, command))}\nTerminal=true\nCategories=Education;\n",
    )


def _desktop_word(word: str) -> str:
    r"""A word of an Exec line: in quotation marks, where " ` $ \ are escaped, then \ again as in any value, and %.

    Desktop Entry Specification 1.5, “The Exec key”.
    """
    quoted = "".join("\\" + char if char in '"`$\\' else char for char in word)
    return '"' + quoted.replace("\\", "\\\\").replace("%", "%%") + '"'


def shortcut(*, folder: Path | None, as_json: bool, home: Path | None) -> int:
    """Write the launcher into `folder`, else onto the desktop."""
    import platformdirs  # noqa: PLC0415 (only where it is needed: it costs time at start)

    command = [sys.executable, "-m", "bestio", *(["--home", str(home.absolute())] if home is not None else [])]
    made = launcher(sys.platform, command)
    path = (folder or Path(platformdirs.user_desktop_dir())) / made.name
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        replace(path, made.text.encode())
        path.chmod(_FOR_ALL)
    except OSError as error:
        raise BestioError(
            _("The launcher cannot be written ({reason}).").format(reason=reason_of(error)),
            hint=_("Name a folder: bestio shortcut FOLDER"),
            where=Where.of(path),
        ) from error
    if as_json:
        say_json({"file": str(path)})
        return 0
    say(_("The launcher is {file}: two clicks open Bestio.").format(file=path))
    if made.name.endswith(".desktop"):
        say(_("The first time, click it with the right button and choose “Allow launching”."))
    return 0
