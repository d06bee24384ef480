"""The end of a séance: every app saves and leaves, nobody comes in, and all that was made goes into one file."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from bestio.classroom.class_report import EXPORTS
from bestio.errors import BestioError, reason_of
from bestio.export.seance import write_seance
from bestio.i18n import _

if TYPE_CHECKING:
    from bestio.serve.room import Room
    from bestio.serve.teaching import Teaching

State = Literal["open", "working", "done", "failed"]
PATIENCE = 20.0
"""Seconds that a line which is being said, or a book that is being set, may take where the file is given up."""


class Now(Struct, frozen=True):
    """How far it is: what is done in words, the part that is done (0 to 1), the file once it is there."""

    state: State = "open"
    told: str = ""
    part: float = 0.0
    file: Path | None = None


class GivenUp(Exception):  # noqa: N818 (asked for, not an error)
    """The file is no longer wanted."""


class Ending:
    """Ends the séance of a room, and opens it again. `now` gives seconds since 1970."""

    def __init__(self, room: Room, teaching: Teaching, now: Callable[[], float]) -> None:
        self.now = Now()
        self._room = room
        self._teaching = teaching
        self._clock = now
        self._task: asyncio.Task[None] | None = None
        self._given_up = False

    @property
    def shown(self) -> Now:
        """How far the end is, where another program may have ended the séance, or opened it again."""
        if self._room.over and self.now.state == "open":
            return Now("done", _("It was ended on another computer, which has its file."))
        if not self._room.over and self.now.state in {"done", "failed"}:
            return Now()
        return self.now

    async def end(self) -> None:
        """Let all save and leave, then write the file; nothing where that is being done already."""
        if self.now.state == "working":
            return
        self._given_up = False
        self.now = Now("working", _("Everybody saves…"))
        self._task = asyncio.create_task(self._run())

    async def _run(self) -> None:
        try:
            await self._room.end()
            self.now = await asyncio.to_thread(self._write)
        except GivenUp:
            self.now = Now("failed", _("The file was given up. Everything is saved."))
        except BestioError as error:
            self.now = Now("failed", f"{error.message} {error.hint}".strip())
        except OSError as error:
            self.now = Now("failed", reason_of(error))
        finally:
            if self.now.state == "working":
                self.now = Now("failed", _("The file could not be made. Everything is saved."))

    def _write(self) -> Now:
        teaching = self._teaching
        day = time.strftime("%Y-%m-%d-%Hh%M", time.localtime(self._clock()))
        folder = teaching.workspace.library.workspace / EXPORTS / teaching.class_id
        path = folder / f"{teaching.class_id}-{day}.zip"

        def progress(number: int, of: int, group: str) -> None:
            self._tell(_("{group} ({n} of {of})…").format(group=group, n=number, of=of), (number - 1) / max(1, of))

        packed = write_seance(path, teaching.workspace, teaching.class_id, teaching.render, progress, self._tell)
        return Now("done", " ".join(packed.notes[:5]), 1.0, path)

    def _tell(self, told: str, part: float | None = None) -> None:
        """On the thread that writes. Raises GivenUp."""
        if self._given_up:
            raise GivenUp
        self.now = Now("working", told, self.now.part if part is None else part)

    def give_up(self) -> None:
        """Want the file no longer."""
        self._given_up = True

    async def reopen(self) -> None:
        """Let the groups come in again."""
        self.give_up()
        await self._wait()
        self._room.reopen()
        self.now = Now()

    async def close(self, _app: object = None) -> None:
        """The server ends: so does this."""
        self.give_up()
        await self._wait()

    async def _wait(self) -> None:
        if self._task is not None:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(asyncio.shield(self._task), PATIENCE)
