"""A browser that comes to a plain page: who it is, how things stand with its group, one thing done at a time for it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TypeVar

from aiohttp import web

from bestio.classroom.store import Entry
from bestio.errors import BestioError
from bestio.i18n import _
from bestio.serve.door import Pass
from bestio.serve.lines.desk import Desk, Report
from bestio.serve.lines.layout import Frame
from bestio.serve.lines.writer import Writer
from bestio.serve.room import Room
from bestio.session.actions.action import NotNow
from bestio.session.session import Session

PATIENCE = 6.0
"""Seconds after which a page is shown that says that the work goes on."""
THREADS = 3
TO_DOOR = "/?vers=lignes"
TO_GROUPS = "/groupes?vers=lignes"
_Made = TypeVar("_Made")


class _Elsewhere(web.HTTPSeeOther):
    """Who asks must go through the door first."""


class Visits:
    """Those who come to the plain pages. `who` knows a browser by its pass; `clock` only goes on, in seconds."""

    def __init__(
        self, room: Room, writer: Writer, who: Callable[[web.Request], Pass | None], clock: Callable[[], float]
    ) -> None:
        self._room = room
        self._writer = writer
        self._pass = who
        self._clock = clock
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="bestio-lines")
        self._tasks: set[asyncio.Task[int]] = set()

    async def close(self) -> None:
        """Let what is being done end."""
        if self._tasks:
            await asyncio.wait(self._tasks)
        self._threads.shutdown(wait=False)

    async def who(self, request: web.Request) -> tuple[Pass, Entry]:
        """The browser that asks, and its group; who has none yet is led to the door, or to the list of groups."""
        known = self._pass(request)
        if known is None:
            raise _Elsewhere(TO_DOOR)
        entry = await asyncio.to_thread(self._room.find, known.group) if known.group else None
        if entry is None:
            raise _Elsewhere(TO_GROUPS)
        return known, entry

    def frame(self, known: Pass, entry: Entry, page: str, number: str = "") -> Callable[[Session], Frame]:
        """What stands around a page, once the creation is known; `number`: which thing that was told it tells."""
        room, desk = self._room, self._room.desks.find(entry.id, known.browser)
        elsewhere = room.stands(entry.id, known.browser)
        report = desk.report if desk is not None and number == str(desk.number) else None
        working = desk is not None and desk.working
        news = room.leading.news(entry.id) if desk is not None else ""
        awaited = desk.number + 1 if desk is not None and working else 0
        return lambda session: Frame(
            entry.group, session.creation.name, page, elsewhere, room.frozen, room.quiet, entry.id in room.hands,
            room.over, news, awaited, report,
        )  # fmt: skip

    async def off(self, do: Callable[[], _Made]) -> _Made:
        """Something that takes its time, in a thread."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, do)

    async def in_hand(self, known: Pass, group: str) -> Desk:
        """The group's desk, for this browser. Raises NotNow where another has it, or where all look at the board."""
        if self._room.frozen:
            raise NotNow(_("Look at the board!"), hint=_("What you have written is still here."))
        return await self._room.hold_pages(group, known.browser, self._clock())

    async def do(self, desk: Desk, do: Callable[[], Report]) -> int | None:
        """Do something as the one thing that is done for a group; the number of what is told of it, None where it goes
        on. Raises BestioError.
        """

        async def doing() -> int:
            async with desk.turn():
                desk.stopped.clear()
                report = await self.off(do)
                self._room.figures.acts.add(times=report.events)
                return desk.tell(report)

        task = asyncio.create_task(doing())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        await asyncio.wait({task}, timeout=PATIENCE)
        if task.done():
            return task.result()
        task.add_done_callback(partial(_late, desk))
        return None

    async def shown(self, group: str, make: Callable[[Session], tuple[str, int]]) -> web.Response:
        """A page of a group's creation, as it stands: what `make` gives of it, as HTML and status."""

        def work() -> tuple[str, int]:
            with self._writer.open(group, read_only=True) as session:
                return make(session)

        text, status = await self.off(work)
        return web.Response(text=text, content_type="text/html", status=status)

    def come_back(self, known: Pass, group: str) -> None:
        """Who looks at a page that is theirs still has it in hand."""
        if self._room.desks.find(group, known.browser) is not None:
            self._room.desks.take(group, known.browser, self._clock())


def _late(desk: Desk, task: asyncio.Task[int]) -> None:
    """Nobody waits for it any more: what went wrong is told on the next page."""
    error = task.exception()
    if error is not None:
        told = f"{error.message} {error.hint}".strip() if isinstance(error, BestioError) else _("This was not done")
        desk.tell(Report((told,)))
