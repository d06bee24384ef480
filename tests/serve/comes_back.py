"""A page without a screen that calls again as the app's own page does, wherever a proxy then sends it."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field

import aiohttp

from tests.serve.conftest import TAB, Client, Line

FIRST_PAUSE, LONGEST_PAUSE = 0.25, 8.0
"""As in `static/line.js`."""
LONGEST_CALL = 10.0
"""Seconds after which nobody waits for an answer any more."""


@dataclass
class Away:
    """How long somebody was away, in seconds, and with what: `began` by the clock that only goes on."""

    began: float
    paused: float = 0.0
    """Between two tries, of its own accord."""
    failed: float = 0.0
    """In tries that came to nothing."""
    called: float = 0.0
    """In the try that came through, until it was let in."""
    opened: float = 0.0
    """From there until the creation was given to it."""
    painted: float = 0.0
    """From there until it was seen."""
    why: Counter[str] = field(default_factory=Counter)
    """What came of the tries that came to nothing."""

    @property
    def seconds(self) -> float:
        return self.paused + self.failed + self.called + self.opened + self.painted

    def fail(self, since: float, why: str) -> None:
        """A try that was begun at `since` came to nothing."""
        self.failed += time.monotonic() - since
        self.why[why] += 1


class Page:
    """It keeps one line, types what was not taken once more, and knows how long it was away each time."""

    def __init__(self, client: Client, tab: str = TAB) -> None:
        self.client, self.tab = client, tab
        self.line: Line | None = None
        self.back: list[Away] = []
        self.refused: list[str] = []
        self._number = time.time_ns() // 1000
        self._waiting: list[tuple[int, str]] = []
        self._first = True
        self._running = asyncio.create_task(self._run())

    @property
    def is_in(self) -> bool:
        """Whether it has its app before it: in hand, and painted."""
        return self.line is not None and self.line.heard("role") is not None and bool(self.line.painted)

    @property
    def text(self) -> str:
        return self.line.text if self.line is not None else ""

    async def type(self, keys: str) -> int:
        """Type, now or once there is a line; the number of it."""
        self._number += 1
        self._waiting.append((self._number, keys))
        if self.line is not None:
            with suppress(ConnectionError, aiohttp.ClientError):
                await self.line.socket.send_json(["stdin", keys, self._number])
        return self._number

    def took(self, number: int) -> bool:
        """Whether what has this number was handed to an app."""
        heard = self.line.heard("done") if self.line is not None else None
        if heard is not None:
            self._waiting = [one for one in self._waiting if one[0] > heard[1]]
        return all(one[0] != number for one in self._waiting)

    async def _run(self) -> None:
        pause, away = FIRST_PAUSE, Away(time.monotonic())
        while True:
            since, why, was_in = time.monotonic(), "", False
            try:
                line = await asyncio.wait_for(self.client.line(self.tab), LONGEST_CALL)
                self.line, pause = line, FIRST_PAUSE
                for number, keys in list(self._waiting):
                    await line.socket.send_json(["stdin", keys, number])
                closed = asyncio.create_task(line.closed())
                was_in = await self._comes_in(away, since, closed)
                why = f"closed with {await closed}"
                self.took(0)
                if (refused := line.heard("refused")) is not None:
                    self.refused.append(str(refused[1]))
                    why = str(refused[1])[:60]
            except aiohttp.WSServerHandshakeError as error:
                why = str(error.status)
            except (aiohttp.ClientError, ConnectionError, TimeoutError) as error:
                why = type(error).__name__
            self.line = None
            if was_in:
                away = Away(time.monotonic())
            else:
                away.fail(since, why)
            before = time.monotonic()
            await asyncio.sleep(pause)
            away.paused += time.monotonic() - before
            pause = min(LONGEST_PAUSE, 2 * pause)

    async def _comes_in(self, away: Away, since: float, closed: asyncio.Task[int | None]) -> bool:
        """Follow a try that was begun at `since` until its page is there; False where it was closed before."""
        accepted, given = time.monotonic(), 0.0
        while not closed.done():
            if not given and self.line is not None and self.line.heard("role") is not None:
                given = time.monotonic()
            if given and self.is_in:
                away.called, away.opened = accepted - since, given - accepted
                away.painted = time.monotonic() - given
                if not self._first:
                    self.back.append(away)
                self._first = False
                return True
            await asyncio.sleep(0.01)
        return False

    async def close(self) -> None:
        self._running.cancel()
        with suppress(asyncio.CancelledError):
            await self._running
        if self.line is not None:
            await self.line.leave()
