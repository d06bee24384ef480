"""The line between a page of a browser and the app that it shows: who may have one, and what comes over it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec
from aiohttp import WSMsgType, web

from bestio.errors import BestioError, reason_of
from bestio.i18n import _
from bestio.serve.connections import SocketLine
from bestio.serve.loudspeaker import Heard
from bestio.serve.network import Tap
from bestio.serve.seat import Seat, Viewer

if TYPE_CHECKING:
    from bestio.serve.door import Pass
    from bestio.serve.room import Room

LARGEST_MESSAGE = 256 << 10
MESSAGES, BURST, SIZE = 120.0, 400.0, 256.0 * 1024
"""What a browser may send: messages a second and at once, bytes a second."""
MOST_LINES = 4
"""Lines for each session that is let in."""
ALIVE = 12.0
"""Seconds between two signs of life that a browser is asked for."""
LEFT = (1000, 1001)
"""How a line ends whose page was closed, or loaded again."""
NO_PASS, NOT_NOW = 4401, 4403
_TAB = re.compile(r"[0-9a-f]{16}")


class AppLine:
    """Lets pages in to the apps of `room`. `who` knows a browser by its pass; `clock` only goes on."""

    def __init__(self, room: Room, who: Callable[[web.Request], Pass | None], clock: Callable[[], float]) -> None:
        self._room = room
        self._pass = who
        self._clock = clock
        self._lines = 0

    async def handle(self, request: web.Request) -> web.WebSocketResponse:
        """The line between a page and its app."""
        answer = web.WebSocketResponse(heartbeat=ALIVE, max_msg_size=LARGEST_MESSAGE)
        await answer.prepare(request)
        known, tab = self._pass(request), request.query.get("tab", "")
        entry = await asyncio.to_thread(self._room.find, known.group) if known is not None and known.group else None
        if known is None or entry is None or not _TAB.fullmatch(tab):
            self._room.figures.refused.add("pass")
            await answer.close(code=NO_PASS)
            return answer
        size = (_number(request.query.get("width")), _number(request.query.get("height")))
        viewer = Viewer(SocketLine(answer, request), known.browser, tab, size)
        self._lines += 1
        try:
            if self._lines > MOST_LINES * self._room.limit:
                raise BestioError(_("Too many browsers are here already."), hint=_("Close some tabs."))
            seat = await self._room.sit(entry.id, viewer)
            try:
                await self._room.welcome(viewer, entry.id)
                await self._listen(answer, seat, viewer, entry.id)
            finally:
                await seat.detach(viewer, lost=answer.close_code not in LEFT)
        except (BestioError, OSError) as error:
            told = f"{error.message} {error.hint}" if isinstance(error, BestioError) else reason_of(error)
            self._room.figures.refused.add("seat")
            await viewer.tell("refused", told)
            await answer.close(code=NOT_NOW)
        finally:
            self._lines -= 1
        return answer

    async def _listen(self, answer: web.WebSocketResponse, seat: Seat, viewer: Viewer, group: str) -> None:
        """Do what a page asks, until it goes; one that sends too much, or what no page of ours sends, is let go."""
        tap = Tap(MESSAGES, BURST, SIZE, LARGEST_MESSAGE * 2, self._clock())
        async for message in answer:
            if message.type is not WSMsgType.TEXT or not tap.lets(len(message.data), self._clock()):
                await answer.close(code=1008)
                break
            match _read(message.data):
                case ["stdin", str(data), int(number)]:
                    await seat.typed(viewer, "" if self._room.frozen else data, number)
                case ["hand", bool(raised)]:
                    await self._room.raise_hand(group, raised)
                case ["resize", int(width), int(height)]:
                    await seat.resize(viewer, (width, height))
                case ["hidden", bool(hidden)]:
                    await seat.hide(viewer, hidden)
                case ["again"]:
                    viewer.knows = False
                    await seat.redraw()
                case ["heard", int(number), int(moment), bool(moving), bool(ended)]:
                    await seat.heard(viewer, Heard(number, moment, moving, ended))
                case ["look", str(colours), bool(easy)]:
                    await seat.wear(viewer, colours, easy=easy)
                case ["take"]:
                    await self._room.take(group, seat, viewer)
                case ["ping"]:
                    await viewer.tell("pong")
                case _:
                    await answer.close(code=1008)
                    break


def _read(text: str) -> object:
    try:
        return msgspec.json.decode(text)
    except (msgspec.MsgspecError, RecursionError, UnicodeError):
        return None


def _number(said: str | None) -> int:
    return int(said) if said is not None and said.isascii() and said.isdigit() and len(said) < 6 else 0
