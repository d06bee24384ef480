"""The clock by which classes end: what a server says of the time, and what was written when."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bestio.classroom.store import Store
from bestio.export.ended.clock import LAST_RUN, LEAP, MOST_APART, ClockDoubt, check_clock, note_run
from bestio.journal.journals import Journals
from bestio.library import Library
from bestio.studio.workspace import Workspace
from tests.classroom.conftest import library
from tests.postgres import Server

__all__ = ["library"]
DAY = 86_400.0


def at(library: Library, ahead: float, kept: Journals | None = None) -> Workspace:
    """The workspace by a clock that is some seconds ahead."""

    def clock() -> float:
        return time.time() + ahead

    return Workspace(library, clock, lambda _problem: None, store=Store(library.workspace, clock, kept))


@pytest.mark.slow
def test_the_clock_of_the_server_is_asked(
    postgres: Server, journals_on_server: Callable[..., Any], library: Library
) -> None:
    kept = journals_on_server(library.workspace / "workshops", time.time, postgres.new())
    for ahead in (0.0, MOST_APART / 2, -MOST_APART / 2):
        check_clock(at(library, ahead, kept))
    for ahead in (MOST_APART + 60, -MOST_APART - 60, 4 * 365 * DAY):
        with pytest.raises(ClockDoubt, match="le serveur des créations"):
            check_clock(at(library, ahead, kept))


def test_where_nothing_was_ever_written_there_is_nothing_to_doubt(library: Library) -> None:
    check_clock(at(library, 4 * 365 * DAY))


def test_what_was_written_last_is_looked_at_and_each_run_since_the_last(library: Library) -> None:
    workspace = at(library, 0.0)
    workspace.store.new("Les Ours", "5e-b").close()
    check_clock(at(library, (LEAP - 1) * DAY))
    later = at(library, (LEAP + 1) * DAY)
    with pytest.raises(ClockDoubt, match=f"pendant {LEAP + 1} jours"):
        check_clock(later)
    # Somebody works by the clock that is ahead: who looked at it before knows better.
    note_run(workspace)
    assert (library.workspace / LAST_RUN).read_text() == f"{date.today().isoformat()}\n"
    path = later.store.new("Les Lynx", "5e-b").path
    os.utime(path, (later.clock(), later.clock()))
    with pytest.raises(ClockDoubt, match=f"pendant {LEAP + 1} jours"):
        check_clock(later)
    check_clock(workspace)


def test_a_place_that_cannot_be_written_to_hinders_nobody(library: Library, tmp_path: Path) -> None:
    workspace = at(library, 0.0)
    (library.workspace / LAST_RUN).mkdir(parents=True)
    note_run(workspace)
    check_clock(workspace)
