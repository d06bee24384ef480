"""Which browser has a group's pages in hand, and what it is at. A group has one; the journal's lock rules all the same.

No lock is held between two requests: each act opens the journal, writes and gives it back. What is kept here is the
activity that is under way and what was told last; it goes when nobody has come for a while.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import AsyncIterator
from dataclasses import dataclass

from bestio.activities.engine import Activity
from bestio.classroom.progress import Place
from bestio.errors import BestioError
from bestio.i18n import _

ALONE = 600.0
"""Seconds after which a group's pages are nobody's any more, where nobody has asked for one."""
MOST_WAITING = 3
"""Requests of a group that may wait for the one that is being done."""


@dataclass(frozen=True)
class Heard:
    """A sound that goes with what is told: what it says, and where it is."""

    says: str
    address: str


@dataclass(frozen=True)
class Report:
    """What is told of the last act: lines, sounds, whether it can be undone."""

    lines: tuple[str, ...]
    sounds: tuple[Heard, ...] = ()
    undo: bool = False
    events: int = 0
    """How many events it added."""


@dataclass
class Desk:
    """The pages of a group, in the hands of one browser."""

    browser: str
    last: float

    def __post_init__(self) -> None:
        self.activity: Activity | None = None
        self.place: Place | None = None
        self.report: Report | None = None
        self.number = 0
        """How many things have been told: a page names the one it shows."""
        self.stopped = threading.Event()
        """Whether the work that is under way is no longer wanted."""
        self.work: asyncio.Future[None] | None = None
        self._one_at_a_time = asyncio.Lock()
        self._waiting = 0

    @property
    def working(self) -> bool:
        """Whether something is being done."""
        return self._one_at_a_time.locked()

    def tell(self, report: Report) -> int:
        """Keep what is told last; its number."""
        self.report = report
        self.number += 1
        return self.number

    @contextlib.asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Be the one request of the group that is done. Raises BestioError where too many wait already."""
        if self._waiting > MOST_WAITING:
            raise BestioError(_("One thing after the other: the last one is still being done."))
        self._waiting += 1
        try:
            await self._one_at_a_time.acquire()
        finally:
            self._waiting -= 1
        try:
            yield
        finally:
            self._one_at_a_time.release()


class Desks:
    """The desks of a class, by group. Times are seconds of one clock that only goes on."""

    def __init__(self) -> None:
        self._desks: dict[str, Desk] = {}

    def __len__(self) -> int:
        return len(self._desks)

    def find(self, group: str, browser: str) -> Desk | None:
        """The desk of a group, where this browser has it."""
        desk = self._desks.get(group)
        return desk if desk is not None and desk.browser == browser else None

    def is_elsewhere(self, group: str, browser: str) -> bool:
        """Whether another browser has the group's pages in hand."""
        desk = self._desks.get(group)
        return desk is not None and desk.browser != browser

    def open(self) -> list[tuple[str, str]]:
        """Each group whose pages somebody has in hand, and their browser."""
        return [(group, desk.browser) for group, desk in self._desks.items()]

    def is_open(self, group: str) -> bool:
        """Whether anybody has the group's pages in hand."""
        return group in self._desks

    def take(self, group: str, browser: str, now: float) -> Desk:
        """The group's desk, in this browser's hands from now on."""
        desk = self._desks.get(group)
        if desk is None or desk.browser != browser:
            if desk is not None:
                desk.stopped.set()
            desk = self._desks[group] = Desk(browser, now)
        desk.last = now
        return desk

    async def leave(self, group: str) -> None:
        """Nobody has the group's pages any more; what is being done there ends first."""
        desk = self._desks.pop(group, None)
        if desk is not None:
            desk.stopped.set()
            with contextlib.suppress(BestioError):
                async with desk.turn():
                    pass

    def look_after(self, now: float) -> None:
        """Done now and then: desks that nobody has come back to are cleared."""
        for group, desk in list(self._desks.items()):
            if now - desk.last > ALONE and not desk.working:
                del self._desks[group]

    async def close(self) -> None:
        """Let what is being done end."""
        for group in list(self._desks):
            await self.leave(group)
