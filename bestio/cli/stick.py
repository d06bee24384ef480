"""`bestio stick`: a folder for Windows that runs from a stick or a share, without installing."""

from __future__ import annotations

import os
from pathlib import Path

from bestio.cli.output import say, say_json, tell
from bestio.errors import BestioError, UsageError
from bestio.export.stick.fetch import fetch_python, fetch_wheels, pip_words
from bestio.export.stick.launchers import APP
from bestio.export.stick.lock import LOCK, Pin, found_in, read_lock
from bestio.export.stick.python import ADDRESS, NAME
from bestio.export.stick.write import Needed, may_be_written, write_stick
from bestio.i18n import _
from bestio.library import open_library

_KEPT = "stick"


def stick(
    folder: Path,
    *,
    python: Path | None,
    wheels: Path | None,
    download: bool,
    update: bool,
    as_json: bool,
    home: Path | None,
) -> int:
    """Make a stick in `folder`; only with `download` is anything asked of the internet."""
    folder = folder.absolute()
    may_be_written(folder, update=update)
    kept = open_library(home, os.environ).cache / _KEPT
    needed = gather(python, wheels or kept, kept, read_lock(LOCK.read_text(encoding="utf-8")), download=download)
    made = write_stick(folder, needed, _progress, update=update)
    if as_json:
        say_json(
            {
                "folder": str(folder),
                "wheels": made.wheels,
                "files": made.files,
                "bytes": made.size,
                "notes": list(made.notes),
            }
        )
        return 0
    megabytes = made.size // 1_000_000
    say(_("The stick is in {folder} ({n} MB): “{app}” opens Bestio.").format(folder=folder, n=megabytes, app=APP))
    for note in made.notes:
        say(note)
    return 0


def gather(python: Path | None, wheels: Path, kept: Path, pins: tuple[Pin, ...], *, download: bool) -> Needed:
    """What a stick is made of: what is named or was kept, and with `download` what is missing is fetched.

    Raises BestioError where something is missing: what, and how to get it.
    """
    if python is not None and not python.is_file():
        raise UsageError(_("There is no file “{name}”.").format(name=python))
    if python is None and (kept / NAME).is_file():
        python = kept / NAME
    if python is None and download:
        tell(_("Fetching {address}…").format(address=ADDRESS))
        python = fetch_python(kept)
    found = found_in(wheels, pins)
    if len(found) < len(pins) and download:
        fetch_wheels(wheels, _progress)
        found = found_in(wheels, pins)
    missing = [pin for pin in pins if pin not in found]
    if python is None or missing:
        raise BestioError(
            _missing(python, wheels, missing, len(pins)), hint=_("Or let Bestio fetch it all: --download")
        )
    return Needed(python, {pin: found[pin] for pin in pins})


def _missing(python: Path | None, wheels: Path, missing: list[Pin], of: int) -> str:
    told = [_("Something is missing to make a stick.")]
    if python is None:
        told.append(
            "\n"
            + _("Python for Windows: download {address} and name the file: --python {name}").format(
                address=ADDRESS, name=NAME
            )
        )
    if missing:
        names = ", ".join(f"{pin.name} {pin.version}" for pin in missing[:5]) + (" …" if len(missing) > 5 else "")
        told.append(
            "\n"
            + _(
                "{n} of {of} wheels ({names}): fetch them where there is internet, and name their folder with --wheels:"
            ).format(n=len(missing), of=of, names=names)
        )
        told.append(
            "\n  python -m " + " ".join(f'"{word}"' if " " in word else word for word in pip_words(LOCK, wheels))
        )
    return "".join(told) + "\n"


def _progress(number: int, of: int, name: str) -> None:
    tell(_("{group} ({n} of {of})…").format(group=name, n=number, of=of))
