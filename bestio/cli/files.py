"""`bestio where`: the folders in use."""

from __future__ import annotations

from pathlib import Path

from bestio.cli.environment import environment
from bestio.cli.output import say, say_json
from bestio.i18n import _
from bestio.library import BANKS, open_library


def where(*, as_json: bool, home: Path | None) -> int:
    """Print every folder in use."""
    library = open_library(home, environment())
    folders: dict[str, Path] = {
        "bundled": library.bundled,
        "workspace": library.workspace,
        "voices": library.own("voices"),
        "lexicons": library.own("lexicons"),
        "workshops": library.own("workshops"),
        "recordings": library.workspace / BANKS,
        "cache": library.cache,
    }
    if library.rescue is not None:
        folders["rescue"] = library.rescue
    if as_json:
        say_json(
            {name: str(path) for name, path in folders.items()}
            | ({"store": library.store_shown} if library.store else {})
        )
        return 0
    names = {
        "bundled": _("What comes with the program"),
        "workspace": _("The workspace"),
        "voices": _("Your voices"),
        "lexicons": _("Your lexicons"),
        "workshops": _("Your workshops and creations"),
        "recordings": _("Recorded voices"),
        "cache": _("What can be made again"),
        "rescue": _("What could not be saved there"),
    }
    for name, path in folders.items():
        missing = "" if path.exists() else "  (" + _("not there yet") + ")"
        say(f"{names[name]:<32} {path}{missing}")
    if library.store:
        say(f"{_('The creations are kept at'):<32} {library.store_shown}")
    return 0
