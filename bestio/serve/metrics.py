"""The figures of this program, for who looks after it: never for a browser of the room, and never with a name in them.

Asked for by this very machine, or by one that was named (`watchers`), and by each of them for itself: what a proxy
hands on is for somebody else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from ipaddress import ip_address
from typing import TYPE_CHECKING

import psutil
from aiohttp import web

from bestio import __version__
from bestio.serve.figures import CONTENT_TYPE, gauge
from bestio.serve.network import Network
from bestio.serve.teacher_door import HANDED_ON

if TYPE_CHECKING:
    from bestio.serve.health import Health
    from bestio.serve.room import Room

METRICS = "/metrics"


class Metrics:
    """Gives the figures of `room`, and whether its store answers, to who may have them.

    `hosts`: by what this machine calls us itself; a page of another name that leads here is somebody else's.
    """

    def __init__(self, room: Room, health: Health, hosts: Collection[str], watchers: Sequence[Network] = ()) -> None:
        self._room = room
        self._health = health
        self._hosts = hosts
        self._watchers = tuple(watchers)

    def routes(self) -> list[web.RouteDef]:
        """Where they are."""
        return [web.get(METRICS, self.handle)]

    async def handle(self, request: web.Request) -> web.Response:
        """All of them; for anybody else there is nothing here."""
        if not self._may(request):
            raise web.HTTPNotFound
        answers = await self._health.store_answers()
        text = "\n".join((*self._standing(answers=answers), *self._room.figures.lines(), ""))
        return web.Response(body=text.encode(), headers={"Content-Type": CONTENT_TYPE})

    def _may(self, request: web.Request) -> bool:
        # Who holds the other end of the connection, whatever a proxy says of for whom it asks.
        peer = request.transport.get_extra_info("peername") if request.transport is not None else None
        if not peer or any(name in request.headers for name in HANDED_ON):
            return False
        asks = ip_address(str(peer[0]).partition("%")[0])
        if any(asks in network for network in self._watchers):
            return True
        return asks.is_loopback and request.headers.get("Host", "").lower() in self._hosts

    def _standing(self, *, answers: bool) -> Iterator[str]:
        """What there is now."""
        room = self._room
        seats = list(room.seats.values())
        held = [seat.memory for seat in seats]
        holders = sum(seat.holder is not None for seat in seats)
        looking = sum(len(seat.viewers) for seat in seats) - holders
        yield from gauge("bestio_info", "The version that runs.", {__version__: 1}, "version")
        sessions = {"app": len(seats), "pages": len(room.desks)}
        yield from gauge("bestio_sessions", "Groups at work, by the app or by plain pages.", sessions, "by")
        yield from gauge("bestio_sessions_limit", "Groups that may be at work by the app.", room.limit)
        browsers = {"hold": holders, "look": looking}
        yield from gauge("bestio_browsers", "Pages of the app that hold it, or look on.", browsers, "role")
        yield from gauge(
            "bestio_sessions_memory_bytes", "Memory of all apps; what they share counts in each.", sum(held)
        )
        yield from gauge("bestio_session_memory_max_bytes", "Memory of the largest app.", max(held, default=0))
        own = psutil.Process().memory_info().rss
        yield from gauge("process_resident_memory_bytes", "Memory of the program itself.", own)
        yield from gauge("bestio_store_answers", "Whether what keeps the creations can be reached.", int(answers))
        yield from gauge("bestio_leaving", "Whether it has been asked to end.", int(self._health.leaving))
