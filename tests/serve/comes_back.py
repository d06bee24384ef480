"""A page without a screen that calls again as the app's own page does, wherever a proxy then sends it."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress

import aiohttp

from tests.serve.conftest import TAB, Client, Line

FIRST_PAUSE, LONGEST_PAUSE = 0.25, 8.0
"""As in `static/line.js`."""


class Page:
    """It keeps one line, types what was not taken once more, and knows how long it was away each time, in seconds."""

    def __init__(self, client: Client, tab: str = TAB) -> None:
        self.client, self.tab = client, tab
        self.line: Line | None = None
        self.back: list[float] = []
        self.refused: list[str] = []
        self._number = time.time_ns() // 1000
        self._waiting: list[tuple[int, str]] = []
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
        pause, lost_at = FIRST_PAUSE, 0.0
        while True:
            with suppress(aiohttp.ClientError, ConnectionError, TimeoutError):
                line = await asyncio.wait_for(self.client.line(self.tab), 10)
                self.line, pause = line, FIRST_PAUSE
                for number, keys in list(self._waiting):
                    await line.socket.send_json(["stdin", keys, number])
                closed = asyncio.create_task(line.closed())
                while lost_at and not closed.done():
                    if self.is_in:
                        self.back.append(time.monotonic() - lost_at)
                        lost_at = 0.0
                    await asyncio.sleep(0.01)
                await closed
                self.took(0)
                if (refused := line.heard("refused")) is not None:
                    self.refused.append(str(refused[1]))
            self.line = None
            lost_at = lost_at or time.monotonic()
            await asyncio.sleep(pause)
            pause = min(LONGEST_PAUSE, 2 * pause)

    async def close(self) -> None:
        self._running.cancel()
        with suppress(asyncio.CancelledError):
            await self._running
        if self.line is not None:
            await self.line.leave()
