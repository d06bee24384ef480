"""Whether the clock can be believed by which classes end: one that has leapt ahead would have them erased early.

What is known of the time without that clock: the server's own, when journals were written last, and when classes were
ended here before.
"""

from __future__ import annotations

import contextlib
from datetime import date
from pathlib import Path
from typing import Final

from bestio.classroom.made_up import describe_date
from bestio.classroom.term import today
from bestio.errors import UsageError
from bestio.i18n import _, ngettext
from bestio.storage import atomic
from bestio.studio.workspace import Workspace

MOST_APART: Final = 86_400.0
"""Seconds that the clocks of this machine and of the server may be apart."""
LEAP: Final = 400
"""Days that may pass in which nothing is written and no class is looked at: a school year, and its holidays."""
LAST_RUN: Final = ".retention"
"""The file of the workspace that holds the day on which classes were ended here last."""


class ClockDoubt(UsageError):  # noqa: N818 (it says what is the matter)
    """The clock of this machine may be wrong."""


def check_clock(workspace: Workspace) -> None:
    """Raises ClockDoubt where the clock of `workspace` may be ahead, BestioError where nothing can be learned of it."""
    now, server = workspace.clock(), workspace.store.server
    if server is not None:
        theirs = server.now()
        if abs(now - theirs) > MOST_APART:
            raise _doubt(
                _("This machine says that it is {here}, and the server of the creations says {there}.").format(
                    here=_told(now), there=_told(theirs)
                )
            )
    before, after = _longest_rest(workspace, now)
    if (days := (today(after) - today(before)).days) > LEAP:
        raise _doubt(
            ngettext(
                "By the clock of this machine, nothing was written for {n} day, from {before} to {after}.",
                "By the clock of this machine, nothing was written for {n} days, from {before} to {after}.",
                days,
            ).format(n=days, before=_told(before), after=_told(after))
        )


def note_run(workspace: Workspace) -> None:
    """Keep the day of today as that on which classes were ended here; where that cannot be, the next run knows less."""
    root = workspace.library.workspace
    with contextlib.suppress(OSError):
        if root.is_dir():
            atomic.replace(root / LAST_RUN, f"{today(workspace.clock()).isoformat()}\n".encode())


def _longest_rest(workspace: Workspace, now: float) -> tuple[float, float]:
    """The longest time in which nothing happened since classes were ended last, else since the last act, until now."""
    moments = sorted(one.modified for one in workspace.store.journals.entries() if one.modified <= now + MOST_APART)
    last = _last_run(workspace.library.workspace)
    if last is None or last > now + MOST_APART:  # the clock was ahead then
        known = [*moments[-1:], now]
    else:
        known = [last, *(one for one in moments if one > last), now]
    return max(zip(known, [*known[1:], now], strict=True), key=lambda rest: rest[1] - rest[0])


def _last_run(root: Path) -> float | None:
    try:
        day = date.fromisoformat((root / LAST_RUN).read_text(encoding="ascii").strip())
    except (OSError, ValueError):
        return None
    return (day - date(1970, 1, 1)).days * 86_400.0


def _doubt(told: str) -> ClockDoubt:
    hint = _(
        "Nothing was exported or erased: a clock that is ahead would end classes early. Look at the clock (date, "
        "timedatectl), set it right, and begin again; if it is right, once: bestio retention --to FOLDER --yes "
        "--trust-clock"
    )
    return ClockDoubt(told, hint=hint)


def _told(moment: float) -> str:
    return describe_date(today(moment).isoformat())
