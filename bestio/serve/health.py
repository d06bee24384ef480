"""What whoever runs many machines asks each of them: does it live, and may it be sent a class? Counts and no more."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from aiohttp import web

if TYPE_CHECKING:
    from bestio.serve.room import Room

ALIVE, READY = "/healthz", "/readyz"
PATHS = frozenset({ALIVE, READY})
"""Asked by any name: a proxy has its own for us, and nothing is told that a door keeps."""
KNOWN_FOR = 2.0
"""Seconds for which what the server of creations answered is not asked again."""
PATIENCE = 5.0
"""Seconds that the server of creations may take before it counts as away."""


class Health:
    """The two answers of this program. `clock` only goes on, in seconds."""

    def __init__(self, room: Room, clock: Callable[[], float]) -> None:
        self.leaving = False
        """Whether it has been asked to end."""
        self._room = room
        self._clock = clock
        self._asked_at = float("-inf")
        self._answers = True
        self._asking: asyncio.Task[bool] | None = None

    def routes(self) -> list[web.RouteDef]:
        """Where the answers are."""
        return [web.get(ALIVE, self.handle_alive), web.get(READY, self.handle_ready)]

    async def handle_alive(self, _request: web.Request) -> web.Response:
        """It lives: who gets no answer starts another."""
        return web.Response(text="ok\n")

    async def handle_ready(self, _request: web.Request) -> web.Response:
        """Whether it can be sent a browser: 503 where it ends, or the server of creations does not answer it."""
        state = "leaving" if self.leaving else "ok" if await self.store_answers() else "store away"
        text = f"{state}\nsessions {len(self._room.seats)}\nlimit {self._room.limit}\n"
        return web.Response(text=text, status=200 if state == "ok" else 503)

    async def store_answers(self) -> bool:
        """Whether what keeps the creations can be reached.

        However many ask: one question at a time, and none for a moment after its answer.
        """
        shared = self._room.shared
        if shared is None:
            return True
        if self._asking is None and self._clock() - self._asked_at > KNOWN_FOR:
            self._asking = asyncio.create_task(asyncio.to_thread(shared.answers))
        if self._asking is not None:
            asking = self._asking
            done, _waiting = await asyncio.wait({asking}, timeout=PATIENCE)
            if not done:
                return False  # it is still being asked
            if self._asking is asking:
                self._answers, self._asked_at, self._asking = asking.result(), self._clock(), None
        return self._answers
