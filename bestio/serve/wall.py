"""The wall: what the projector shows, as the teacher's page says it; the page on the projector follows."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from aiohttp import web

from bestio.errors import BestioError
from bestio.export.page.markup import line_data
from bestio.export.page.sounds import line_of
from bestio.serve.scenes import Scene, as_data
from bestio.serve.wall_page import wall_page

if TYPE_CHECKING:
    from bestio.serve.room import Room
    from bestio.serve.teacher_door import TeacherDoor
    from bestio.serve.teaching import Teaching
    from bestio.speech.voice import Voice

WAITS = 20.0
"""Seconds after which a page that follows the wall is told that nothing is new."""
ADDRESS, AGAIN, GALLERY, STAGE, DUET, REPLAY = "address", "again", "gallery", "stage", "duet", "replay"
MOST_ASKED = 400
_KEPT_LINES = 64


class Wall:
    """What is on the wall now. `number` is another one whenever there is something else to see, or the same again."""

    def __init__(self, room: Room, teaching: Teaching, door: TeacherDoor) -> None:
        self.scene = Scene()
        self.number = 1
        self._room = room
        self._teaching = teaching
        self._door = door
        self._changed = asyncio.Event()
        self._made: dict[tuple[str, Voice], dict[str, Any]] = {}
        self._closed = False
        self._began = self.number
        self._asked = ADDRESS
        self._stamp: tuple[int, int] | None = None
        self._looking: asyncio.Task[None] | None = None

    # --- what the teacher asks for ------------------------------------------------------------------------------------

    async def ask(self, asked: str) -> None:
        """Show what a button of the teacher's page names: “stage:GROUP:PHRASE”, “gallery”. Raises BestioError."""
        what, group, which = _parts(asked)
        teaching = self._teaching
        if what == STAGE:
            scene = await asyncio.to_thread(teaching.stage, group, which)
        elif what == DUET:
            scene = await asyncio.to_thread(teaching.duet, group, which)
        elif what == REPLAY:
            scene = await asyncio.to_thread(teaching.replay, group)
        elif what == GALLERY:
            scene = await asyncio.to_thread(teaching.gallery)
        else:
            scene = self.scene if what == AGAIN else Scene()
        if what != AGAIN:
            self._asked = asked
            self._stamp = await asyncio.to_thread(self._look_at, group) if what == STAGE else None
        self.show(scene)

    def show(self, scene: Scene) -> None:
        """Let the wall show a scene, from its beginning."""
        self.scene = scene
        self.number += 1
        self._began = self.number
        self._tell()

    def look_after(self) -> None:
        """Done now and then: a creature on its stage is shown as its group has it now, without beginning again.

        It is done apart: whatever happens to it, the class goes on.
        """
        if self._stamp is not None and (self._looking is None or self._looking.done()):
            self._looking = asyncio.create_task(self._follow())

    async def _follow(self) -> None:
        _what, group, which = _parts(asked := self._asked)
        stamp = await asyncio.to_thread(self._look_at, group)
        if stamp in {None, self._stamp}:
            return
        self._stamp = stamp
        try:
            scene = await asyncio.to_thread(self._teaching.stage, group, which)
        except (BestioError, OSError):
            return  # what stands there stays, until the teacher wants another
        if asked == self._asked and scene != self.scene:
            self.scene = scene
            self.number += 1
            self._tell()

    def _look_at(self, group: str) -> tuple[int, int] | None:
        try:
            found = self._teaching.entry(group)
        except (BestioError, OSError):
            return None
        return found.stamp, found.size

    def _tell(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()

    # --- what the projector gets --------------------------------------------------------------------------------------

    def routes(self, addresses: list[str], code: str) -> list[web.RouteDef]:
        """Where the pages are; `addresses` and `code` are for those who come in."""

        async def page(request: web.Request) -> web.Response:
            if not await self._door.lets(request):
                return self._door.asked()
            html = wall_page(self._room.title, addresses, code, self.number)
            return web.Response(text=html, content_type="text/html")

        return [
            web.get("/projecteur", page),
            web.get("/projecteur/scene", self.handle_scene),
            web.get("/projecteur/ligne", self.handle_line),
        ]

    async def handle_scene(self, request: web.Request) -> web.Response:
        """What there is to see, once it is another than the one that the page knows; the same after WAITS seconds."""
        await self._door.need(request)
        if request.query.get("after") == str(self.number) and not self._closed:
            try:
                await asyncio.wait_for(self._changed.wait(), WAITS)
            except TimeoutError:
                return web.json_response({"number": self.number})
        return web.json_response(
            {"number": self.number, "began": self._began, **await asyncio.to_thread(as_data, self.scene)}
        )

    async def handle_line(self, request: web.Request) -> web.Response:
        """The sound of a line, and when its words and the mouth move; the text alone where it is silent."""
        await self._door.need(request)
        scene, said = self.scene, request.query.get("line", "")
        place = int(said) if said.isascii() and said.isdigit() and len(said) < 6 else len(scene.lines)
        if place >= len(scene.lines):
            raise web.HTTPNotFound
        key = (scene.lines[place].text, scene.lines[place].voice)
        if key not in self._made:
            if len(self._made) >= _KEPT_LINES:
                self._made.pop(next(iter(self._made)))
            self._made[key] = await asyncio.to_thread(self._say, scene, place)
        return web.json_response(self._made[key])

    def _say(self, scene: Scene, place: int) -> dict[str, Any]:
        line = scene.lines[place]
        try:
            speech = self._teaching.render(line.text, line.voice)
        except BestioError as error:
            return {"text": line.text, "trouble": error.message}
        made = line_of(line.text, speech)
        return line_data(made) if made is not None else {"text": line.text}

    async def close(self, _app: object = None) -> None:
        """Let nobody wait any more."""
        self._closed = True
        self._tell()


def _parts(asked: str) -> tuple[str, str, str]:
    what, group, which = (*asked[:MOST_ASKED].split(":", 2), "", "")[:3]
    return what, group, which
