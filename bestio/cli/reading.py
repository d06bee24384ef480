"""`bestio reading`: easy reading or the usual one, which the app, lines, pages and sheets follow."""

from __future__ import annotations

import os
from pathlib import Path

from bestio.cli.output import say, say_json
from bestio.errors import BestioError, UsageError, reason_of
from bestio.i18n import _
from bestio.library import Library, open_library
from bestio.session.settings import Settings, read_settings, write_settings
from bestio.text.fold import fold

EASY = frozenset({"easy", "aisee", "dys", "on", "oui"})
USUAL = frozenset({"usual", "usuelle", "habituelle", "ordinaire", "off", "non"})


def is_easy(asked: bool | None, library: Library) -> bool:
    """Whether something is to be written for easy reading: as `asked`, else as the workspace reads."""
    return read_settings(library).dys if asked is None else asked


def reading(wanted: str, *, as_json: bool, home: Path | None) -> int:
    """Choose how the workspace reads, or tell it. Raises UsageError for a word of no meaning, BestioError."""
    library = open_library(home, os.environ)
    settings = read_settings(library)
    if wanted:
        settings = _changed(library, settings, wanted)
    if as_json:
        say_json({"easy": settings.dys, "colours": settings.theme})
        return 0
    say(
        _("Easy reading: in the app, in these lines, and in the pages and sheets that are written.")
        if settings.dys
        else _("The usual reading. For lines apart and letters that are easily told apart: bestio reading easy")
    )
    return 0


def _changed(library: Library, settings: Settings, wanted: str) -> Settings:
    word = fold(wanted)
    if word not in EASY | USUAL:
        raise UsageError(
            _("“{text}” is no way of reading.").format(text=wanted[:40]),
            hint=_("Write: bestio reading easy, or bestio reading usual."),
        )
    changed = settings.reading(easy=word in EASY)
    try:
        write_settings(library, changed)
    except OSError as error:
        raise BestioError(_("The settings cannot be saved ({reason}).").format(reason=reason_of(error))) from error
    return changed
