"""What stands at the top of a stick, to be clicked or read. Every path is relative to the stick's own folder."""

from __future__ import annotations

from collections.abc import Iterable

from bestio.export.stick.explained import explained
from bestio.i18n import _

PROGRAM, WORKSPACE, HASHES = "programme", "Atelier", "paquets.sha256"
APP, CLASS, EXPLAINED = "Bestio.cmd", "Bestio en classe.cmd", "LISEZ-MOI.txt"
_START = f'"%~dp0{PROGRAM}\\python\\python.exe" -m bestio --home "%~dp0{WORKSPACE}"'
_MARK = b"\xef\xbb\xbf"
"""By these three bytes every Notepad knows UTF-8."""


def launchers() -> dict[str, bytes]:
    """The files, by their names.

    In a command file %~dp0 is the folder that it is in, with a backslash at the end. None of them changes the folder
    one is in: cmd.exe can be in none of a share.
    """
    app = ["@echo off", "chcp 65001 >nul", "title Bestio", f"{_START} %*", "if errorlevel 1 pause"]
    question = _("Name of the class (or nothing: your usual class):")
    lesson = [
        *app[:3],
        'set "CLASSE=%~1"',
        f'if not defined CLASSE set /p "CLASSE={question} "',
        'if defined CLASSE set "CLASSE=%CLASSE:"=%"',  # a quotation mark would end the word
        f'if defined CLASSE ({_START} serve "%CLASSE%" --lan) else ({_START} serve --lan)',
        "pause",
    ]
    return {
        APP: _lines(app),
        CLASS: _lines(lesson),
        EXPLAINED: _MARK + _lines(explained(APP, CLASS, PROGRAM, WORKSPACE, HASHES)),
    }


def _lines(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\r\n" for line in lines).encode()
