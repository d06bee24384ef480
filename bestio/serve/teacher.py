"""The teacher's page: the room group by group, and what is said to all of it. For the machine that serves alone."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from aiohttp import web

from bestio.errors import BestioError, UsageError
from bestio.i18n import _
from bestio.serve.steps import next_step
from bestio.serve.teacher_door import HERE
from bestio.serve.teacher_page import Plan, Told, live, teacher_page

if TYPE_CHECKING:
    from bestio.serve.ending import Ending
    from bestio.serve.room import Room
    from bestio.serve.teacher_door import TeacherDoor
    from bestio.serve.teaching import Teaching
    from bestio.serve.wall import Wall

KEPT = "private, max-age=86400, immutable"


class TeacherPages:
    """What the teacher sees and does."""

    def __init__(
        self, room: Room, teaching: Teaching, wall: Wall, ending: Ending, door: TeacherDoor, addresses: Sequence[str]
    ) -> None:
        self._room = room
        self._teaching = teaching
        self._wall = wall
        self._ending = ending
        self._door = door
        self._trouble = ""
        self._addresses = tuple(addresses)

    def routes(self) -> list[web.RouteDef]:
        """Where the pages are."""
        return [
            web.get("/prof", self.handle_page),
            web.get("/prof/groupes", self.handle_live),
            web.get("/prof/portrait/{group}", self.handle_portrait),
            web.get("/prof/fichier", self.handle_file),
            web.post("/prof", self.handle_order),
        ]

    async def handle_page(self, request: web.Request) -> web.Response:
        """The page; for a browser of another machine, first the line for the code."""
        if not await self._door.lets(request):
            return self._door.asked()
        mine = await self._door.sign_in.shown(request) if self._door.sign_in is not None else ""
        html = teacher_page(self._room.title, await self._live(request), mine)
        return web.Response(text=html, content_type="text/html")

    async def handle_live(self, request: web.Request) -> web.Response:
        """What changes of the page, as it asks for it again and again."""
        await self._door.need(request)
        return web.Response(text=await self._live(request), content_type="text/html")

    async def handle_portrait(self, request: web.Request) -> web.Response:
        """A creature; the address has in it how it looks, so that a browser asks once."""
        await self._door.need(request)
        svg = await asyncio.to_thread(self._teaching.portrait, request.match_info["group"])
        return web.Response(text=svg, content_type="image/svg+xml", headers={"Cache-Control": KEPT})

    async def handle_file(self, request: web.Request) -> web.StreamResponse:
        """What the séance has left, once it is whole."""
        await self._door.need(request)
        file = self._ending.now.file
        if file is None or not await asyncio.to_thread(file.is_file):
            raise web.HTTPNotFound
        return web.FileResponse(file, headers={"Content-Disposition": f'attachment; filename="{file.name}"'})

    async def handle_order(self, request: web.Request) -> web.Response:
        """Something that is said to the whole room, a hand that was seen, or what the wall is to show."""
        await self._door.need(request)
        said = {name: value for name, value in (await request.post()).items() if isinstance(value, str)}
        self._trouble = ""
        try:
            await self._do(said)
        except BestioError as error:
            self._trouble = f"{error.message} {error.hint}".strip()
        return web.Response(status=303, headers={"Location": "/prof"})

    async def _do(self, said: dict[str, str]) -> None:
        match said:
            case {"do": "freeze" | "thaw" as order}:
                await self._room.freeze(order == "freeze")
            case {"do": "hush" | "sound" as order}:
                await self._room.hush(order == "hush")
            case {"do": "lead", "to": key}:
                step = next((one for one in self._teaching.steps if one.key == key), None)
                if step is None:
                    raise UsageError(_("There is no activity “{name}” in the plan.").format(name=key[:40]))
                await self._room.lead(step)
            case {"lead": key}:
                await self._do({"do": "lead", "to": key})
            case {"do": "end"}:
                await self._ending.end()
            case {"do": "give-up"}:
                self._ending.give_up()
            case {"do": "reopen"}:
                await self._ending.reopen()
            case {"wall": asked}:
                await self._wall.ask(asked)
            case {"seen": group}:
                await self._room.lower_hand(group[:200])

    async def _live(self, request: web.Request) -> str:
        groups = await asyncio.to_thread(self._teaching.groups)
        room = self._room
        steps = await asyncio.to_thread(lambda: self._teaching.steps)
        following = next_step(steps, (row for row, _seen in groups), room.step)
        plan = Plan(steps, room.step, following)
        told = Told(
            room.frozen,
            room.quiet,
            frozenset(room.hands),
            self._wall.scene,
            plan,
            self._ending.shown,
            self._elsewhere(request),
            self._trouble,
            room.colleagues.programs if room.colleagues is not None else 1,
            room.colleagues is not None and room.colleagues.away,
            await asyncio.to_thread(self._teaching.term),
        )
        return live(groups, told, room.pages, self._teaching.activities)

    def _elsewhere(self, request: web.Request) -> tuple[str, str]:
        """By which address and code this page opens on another device; told on the machine that serves alone."""
        known = urlsplit(self._addresses[0]).hostname not in HERE  # else no other device finds it
        return (f"{self._addresses[0]}/prof", self._door.code) if known and self._door.is_here(request) else ("", "")
