"""The server of a class: who may come in, what they see, and their line to the app of their group."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

from aiohttp import web
from textual_serve.server import Server

from bestio.classroom.pseudonyms import is_pseudonym
from bestio.classroom.store import Entry
from bestio.errors import BestioError, UsageError, reason_of
from bestio.i18n import _
from bestio.serve import pages
from bestio.serve.advice import advice_list, advice_page
from bestio.serve.app_line import AppLine
from bestio.serve.connections import SILENT, Guard
from bestio.serve.door import PASS_LASTS, STICKY, Door, Pass, Passes, is_code, new_browser, place_of
from bestio.serve.ending import Ending
from bestio.serve.health import PATHS, Health
from bestio.serve.lines.forms import ROOT
from bestio.serve.lines.routes import LinesPages
from bestio.serve.lines.writer import Writer
from bestio.serve.metrics import METRICS, Metrics
from bestio.serve.network import HERE, Network, allowed_hosts, asker, is_same_origin
from bestio.serve.own_voices import VoicesPages
from bestio.serve.papers import PapersPages
from bestio.serve.policy import policy_of
from bestio.serve.reading import Reading
from bestio.serve.recorder import Recorder
from bestio.serve.room import Group, Room
from bestio.serve.sign_in import SignIn
from bestio.serve.sign_in_page import Ways
from bestio.serve.statics import Statics
from bestio.serve.teacher import TeacherPages
from bestio.serve.teacher_door import TeacherDoor
from bestio.serve.teaching import Teaching
from bestio.serve.wall import Wall
from bestio.session.settings import read_settings

if TYPE_CHECKING:
    from bestio.serve.openid.account import Account
    from bestio.serve.openid.provider import Provider

LARGEST_POST = 8 << 10
LOOK = 0.5
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class ClassServer(Server):
    """textual-serve's server behind a door, with one app a group instead of one a page."""

    def __init__(
        self,
        room_of: Callable[[ClassServer], Room],
        *,
        key: bytes,
        code: str,
        teacher_code: str,
        names: Sequence[str],
        port: int,
        now: Callable[[], float],
        clock: Callable[[], float],
        teaching: Teaching,
        writer: Writer,
        tls: ssl.SSLContext | None = None,
        silent: float = SILENT,
        cookie: str = "",
        address: str = "",
        watchers: Sequence[Network] = (),
        provider: Provider | None = None,
    ) -> None:
        """`code` is for pupils, `teacher_code` for their teacher on another device.

        `names`: by what browsers may call this machine. `now`: seconds since 1970; `clock` only goes on.

        `teaching`: what the teacher's pages know of the class. `silent`: seconds that a connection may take for its
        first request. `tls`: the certificate that it serves with, where it does so over HTTPS. `writer`: what the
        plain pages act through. `cookie`: what the browser's is called where several programs serve the class, else it
        has the port in it. `address`: by what browsers call the proxy before us, which says for whom it asks.
        `watchers`: what machines besides this one may have the figures. `provider`: of identities, by which teachers
        come in too where a server keeps the creations.
        """
        super().__init__("", host=names[0], port=port, title="Bestio")
        self.code = code
        self.teacher_code = teacher_code
        self.room = room_of(self)
        self._proxy = frozenset({urlsplit(address).netloc.lower()} - {""})
        own = allowed_hosts((*HERE, *names), port)
        self._hosts = own | self._proxy
        self._names = tuple(names)
        self._passes = Passes(key, self.room.class_id)
        self._door = Door()
        self._teaching = teaching
        self._tls = tls
        self._address = address
        self._secure = self._scheme == "https"
        self._reading = Reading(usual=read_settings(teaching.workspace.library).dys, secure=self._secure)
        self._plain = LinesPages(self.room, writer, self._pass, clock, self._reading.is_easy)
        self._now = now
        self._clock = clock
        self._guard = Guard(self.room.limits.connections, silent)
        self._cookie = cookie or f"bestio-{port}"
        self._sticky = bool(cookie)
        door, refused = Door(), self.room.figures.refused
        self._sign_in: SignIn | None = None
        if self.room.shared is not None:
            self._sign_in = SignIn(
                self.room.shared.sign_ins(self.room.class_id), class_id=self.room.class_id,
                cookie=f"{self._cookie}-moi", secure=self._secure, address=self.addresses[0],
                door=door, clock=clock, refused=refused,
                ways=Ways(provider.registration.name) if provider is not None else None,
            )  # fmt: skip
        self.provider = provider
        self._account: Account | None = None
        if provider is not None and self._sign_in is not None and self.room.shared is not None:
            from bestio.serve.openid.account import Account  # noqa: PLC0415 (only where there is a provider)

            self._account = Account(
                provider, self._sign_in, self.room.shared.sign_ins(self.room.class_id), key=key,
                class_id=self.room.class_id, cookie=f"{self._cookie}-compte", secure=self._secure,
                address=self.addresses[0], door=door, now=now, clock=clock, refused=refused,
            )  # fmt: skip
        self._teachers = TeacherDoor(
            key=key, class_id=self.room.class_id, code=teacher_code,
            cookie=f"{cookie}-prof" if cookie else f"bestio-prof-{port}",
            secure=self._secure, now=now, clock=clock, refused=refused, door=door, sign_in=self._sign_in,
        )  # fmt: skip
        self._health = Health(self.room, clock)
        self._metrics = Metrics(self.room, self._health, own, watchers)
        self._statics = Statics(Path(self.statics_path))
        self._wall: Wall | None = None

    @property
    def addresses(self) -> list[str]:
        """Where the class finds the door, the best address first."""
        return [self._address] if self._address else [f"{self._scheme}://{name}:{self.port}" for name in self._names]

    @property
    def _scheme(self) -> str:
        if self._address:
            return urlsplit(self._address).scheme
        return "https" if self._tls is not None else "http"

    # --- running ------------------------------------------------------------------------------------------------------

    async def _make_app(self) -> web.Application:
        app = web.Application(client_max_size=LARGEST_POST, middlewares=[self._guarded])
        wall = self._wall = Wall(self.room, self._teaching, self._teachers)
        voices = VoicesPages(self._teaching, self._group_of)
        ending = Ending(self.room, self._teaching, self._now)
        app.on_shutdown.extend([wall.close, ending.close])
        app.add_routes(
            [
                web.get("/", self.handle_index),
                web.post("/entrer", self.handle_code),
                web.get("/groupes", self.handle_groups),
                web.post("/groupes", self.handle_choice),
                web.get("/atelier", self.handle_workshop),
                web.get("/reseau", self.handle_advice),
                web.get("/ws", AppLine(self.room, self._pass, self._clock).handle),
                web.get("/static/{name}", self._statics.handle),
                web.get("/download/{key}", self.handle_download),
                *self._health.routes(),
                *self._metrics.routes(),
                *voices.routes(),
                *wall.routes(self.addresses, self.code),
                *self._teachers.routes(),
                *(self._account.routes() if self._account is not None else ()),
                *TeacherPages(self.room, self._teaching, wall, ending, self._teachers, self.addresses).routes(),
                *PapersPages(self._teaching, self._teachers, self._reading.is_easy).routes(),
                *self._plain.routes(),
                *self._reading.routes(),
            ]
        )
        return app

    async def run(self, hosts: Sequence[str], stop: asyncio.Event, ready: Callable[[], None] = lambda: None) -> None:
        """Serve on the addresses `hosts` until `stop` is set, then let all apps save. Raises OSError."""
        runner = web.AppRunner(await self._make_app(), access_log=None, shutdown_timeout=2.0)
        await runner.setup()
        listening = []
        try:
            self._guard.watch(cast(web.Server, runner.server))
            for host in hosts:
                made = asyncio.get_running_loop().create_server(self._guard, host, self.port, ssl=self._tls)
                listening.append(await made)
            if self._sign_in is not None and self._address:
                await self._sign_in.tell_address()
            ready()
            while not stop.is_set():
                await self.room.look_after(self._clock())
                if self._wall is not None:
                    self._wall.look_after()
                self._plain.look_after()
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(stop.wait(), LOOK)
        finally:
            self._health.leaving = True
            for one in listening:
                one.close()
            await (self.room.close() if self.room.shared is None else self.room.move())
            await self.room.leave()
            await runner.cleanup()
            await self._plain.close()

    # --- who may ------------------------------------------------------------------------------------------------------

    @web.middleware
    async def _guarded(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Only those who call us by our name, and only from our own pages; every page says what it may load."""
        self._guard.has_spoken(request)
        if self._proxy:
            request = request.clone(remote=asker(request.headers))
        host = request.headers.get("Host", "").lower()
        changes = request.method != "GET" or request.path == "/ws"
        response: web.StreamResponse
        origin, referer = request.headers.get("Origin"), request.headers.get("Referer")
        refused = self.room.figures.refused
        if host not in self._hosts and request.path not in {*PATHS, METRICS}:
            refused.add("host")
            response = self._told(_("Bestio is not called so."), _("Use the address on the board."), 421)
        elif changes and not is_same_origin(origin, referer, self._scheme, host):
            refused.add("origin")
            response = self._told(_("Not from there"), _("This came from a page of another place: open ours."), 403)
        else:
            try:
                response = await handler(request)
            except web.HTTPSeeOther as error:
                response = self._go(str(error.location))
            except web.HTTPException as error:
                response = self._told(_("There is nothing here."), _("Go back to the door."), error.status)
            except BestioError as error:
                response = self._told(error.message, error.hint, 409)
            except OSError as error:
                response = self._told(_("This does not work now."), reason_of(error), 503)
        if not response.prepared:
            response.headers.update(
                {
                    "Content-Security-Policy": policy_of(request.path, host if host in self._hosts else "localhost"),
                    "X-Content-Type-Options": "nosniff",
                    "Referrer-Policy": "same-origin",
                    "Cross-Origin-Opener-Policy": "same-origin",
                    "Cross-Origin-Resource-Policy": "same-origin",
                }
            )
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    def _pass(self, request: web.Request) -> Pass | None:
        return self._passes.read(request.cookies.get(self._cookie, ""), self._now())

    async def _group_of(self, request: web.Request) -> Entry | None:
        """The group of whoever asks; None for whoever has not come in as one."""
        known = self._pass(request)
        return await asyncio.to_thread(self.room.find, known.group) if known is not None and known.group else None

    def _told(self, title: str, message: str, status: int) -> web.Response:
        return self._page(pages.told_page(title, message, ("/", _("To the door"))), status)

    @staticmethod
    def _page(html: str, status: int = 200) -> web.Response:
        return web.Response(text=html, content_type="text/html", status=status)

    def _go(self, where: str, one: Pass | None = None) -> web.Response:
        response = web.Response(status=303, headers={"Location": where})
        kept = {self._cookie: self._passes.write(one)} if one is not None else {}
        if one is not None and one.group and self._sticky:
            kept[STICKY] = place_of(one.class_id, one.group)
        for name, value in kept.items():
            response.set_cookie(name, value, max_age=PASS_LASTS, httponly=True, samesite="Strict", secure=self._secure)
        return response

    # --- the door -----------------------------------------------------------------------------------------------------

    async def handle_index(self, request: web.Request) -> web.Response:
        """The door, which leads on at once whoever has been here before."""
        known, lines = self._pass(request), pages.is_for_lines(request.query)
        if known is not None:
            return self._go((ROOT if lines else "/atelier") if known.group else pages.groups_address(lines=lines))
        return self._page(pages.door_page(self.room.title, request.query.get("code", "")[:20], "", lines=lines))

    async def handle_code(self, request: web.Request) -> web.Response:
        """Somebody tries the code."""
        address = request.remote or ""
        if self._door.is_closed(address, self._clock()):
            self.room.figures.refused.add("waiting")
            told = _("Too many wrong codes from here. Wait a minute, and read the board once more.")
            return self._page(pages.door_page(self.room.title, "", told), 429)
        said = await request.post()
        typed, lines = said.get("code", ""), pages.is_for_lines(said)
        if not isinstance(typed, str) or not is_code(typed, self.code):
            self._door.failed(address, self._clock())
            self.room.figures.refused.add("code")
            told = _("This is not the code. Look at the board once more.")
            return self._page(pages.door_page(self.room.title, "", told, lines=lines), 403)
        known = self._pass(request)
        browser = known.browser if known is not None else new_browser()
        return self._go(pages.groups_address(lines=lines), Pass(browser, self.room.class_id, int(self._now())))

    async def handle_groups(self, request: web.Request) -> web.Response:
        """Who are you?"""
        known = self._pass(request)
        if known is None:
            return self._go("/")
        groups = await asyncio.to_thread(self.room.groups, known.browser)
        lines = pages.is_for_lines(request.query)
        return self._page(pages.groups_page(self.room.title, groups, self.room.names(), lines=lines))

    async def handle_choice(self, request: web.Request) -> web.Response:
        """Somebody says which group they are, or takes a new name."""
        known = self._pass(request)
        if known is None:
            return self._go("/")
        said = await request.post()
        lines = pages.is_for_lines(said)
        group, name, how = (str(said.get(field, ""))[:200] for field in ("group", "name", "how"))
        if name and is_pseudonym(name):
            try:
                group = await asyncio.to_thread(self.room.new_group, name)
            except UsageError as error:  # another was quicker
                groups = await asyncio.to_thread(self.room.groups, known.browser)
                told = f"{error.message} {error.hint}".strip()
                return self._page(pages.groups_page(self.room.title, groups, self.room.names(), told, lines=lines), 409)
        elif (entry := await asyncio.to_thread(self.room.find, group)) is None:
            groups = await asyncio.to_thread(self.room.groups, known.browser)
            told = _("There is no such group here.")
            return self._page(pages.groups_page(self.room.title, groups, self.room.names(), told, lines=lines), 404)
        elif how not in {"take", "look"} and self.room.is_elsewhere(group, known.browser):
            return self._page(pages.taken_page(Group(entry.id, entry.group, elsewhere=True), lines=lines))
        elif how == "take":
            await self.room.take_over(group, known.browser, self._clock(), pages=lines)
        # An app that looked on would have the journal for itself: whoever looks on at pages does so in pages.
        lines = lines or self.room.stands(group, known.browser) == "lines"
        where = ROOT if lines else "/atelier"
        return self._go(where, Pass(known.browser, known.class_id, int(self._now()), group))

    async def handle_download(self, request: web.Request) -> web.StreamResponse:
        """A file that an app has made for its own browser."""
        if self._pass(request) is None:
            raise web.HTTPNotFound
        return await super().handle_download(request)

    # --- the app ------------------------------------------------------------------------------------------------------

    async def handle_workshop(self, request: web.Request) -> web.Response:
        """The page that holds the app."""
        entry = await self._group_of(request)
        if entry is None:
            return self._go("/") if self._pass(request) is None else self._go("/groupes")
        voices, easy = await self._may_record(), self._reading.is_easy(request)
        return self._page(pages.workshop_page(entry.group, advice_list(), voices=voices, easy=easy))

    async def _may_record(self) -> bool:
        try:
            return await asyncio.to_thread(Recorder(self._teaching).is_open)
        except BestioError:  # the app is there all the same, and tells
            return False

    async def handle_advice(self, _request: web.Request) -> web.Response:
        """What to check where the network is bad."""
        return self._page(advice_page())
