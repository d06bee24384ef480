"""`bestio` and `bestio open`: the app."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from random import SystemRandom
from typing import TYPE_CHECKING

from bestio.cli.environment import environment
from bestio.cli.output import tell
from bestio.cli.signals import closed_by_hangup
from bestio.cli.unforeseen import UNFORESEEN, told
from bestio.errors import UsageError
from bestio.i18n import _
from bestio.library import Library, open_library

if TYPE_CHECKING:
    from bestio.tui.app import BestioApp


def open_app(group: str | None, *, home: Path | None, read_only: bool = False) -> int:
    """Open the app, on the creation that `group` means where one is named, and stay until it is left."""
    library = open_library(home, environment())
    if library.store:
        _reach(library)
    journal, only_seen = (None, False) if group is None else what_to_open(group, library)
    read_only = read_only or only_seen
    if not sys.stdin.isatty() or not sys.stdout.isatty():
        raise UsageError(
            _("The app needs a terminal."), hint=_("In a script, use the commands: bestio --help lists them.")
        )
    from bestio.tui.app import make_app  # noqa: PLC0415 (Textual is only for the app)

    app = make_app(
        library,
        random=SystemRandom(),
        clock=time.time,
        journal=journal,
        read_only=read_only,
        rescue=library.rescue,
    )
    run(app)
    for path in app.rescued:
        tell(_("The disk refused to the end. What was not saved is in {file}").format(file=path))
    if app.failure is not None:
        tell(told(app.failure))
        return UNFORESEEN
    return app.return_code or 0


def _reach(library: Library) -> None:
    """Tell here, before there is a screen, that a server cannot be reached. Raises BestioError."""
    from bestio.classroom.store import Store  # noqa: PLC0415

    Store.of(library, time.time).classes()


def what_to_open(group: str, library: Library) -> tuple[Path, bool]:
    """The journal that `group` means, and whether it can only be looked at. Raises UsageError."""
    from bestio.classroom.finding import find_group, ships  # noqa: PLC0415 (the app alone does without)
    from bestio.classroom.store import Store  # noqa: PLC0415

    journal = find_group(group, Store.of(library, time.time), library)
    return journal, ships(journal, library)


def run(app: BestioApp) -> None:
    """Let the app be used until it is left, or its terminal is closed."""
    with closed_by_hangup(app.hang_up):
        app.run()
