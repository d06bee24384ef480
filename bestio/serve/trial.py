"""A browser without a screen, that tries a class as a group would: door, name, app, key, sound, wall."""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from html import unescape

import aiohttp
from msgspec import Struct

from bestio.errors import reason_of
from bestio.i18n import _

PATIENCE = 40.0
"""Seconds that each thing may take: the first app of an old computer takes its time."""
REACH = 5.0
TAB = "0123456789abcdef"
STILL = 0.4
"""Seconds without anything painted: a key that comes later is one of its own."""
_BENCH = b"F4"
ESCAPE, VOICE = "\x1b", "\x1bOS"
_NAME = re.compile(r'name="name" value="([^"]+)"')
_SIZE = (80, 24)


class Tried(Struct, frozen=True):
    """One thing that was tried: whether it works, how many seconds it took, and what to do where it does not."""

    what: str
    works: bool
    seconds: float = 0.0
    told: str = ""


class NotThereError(Exception):
    """What was tried did not come."""


class Trial:
    """Tries the class at `address`; `code` opens its door. Certificates are not looked at: it is our own server."""

    def __init__(self, address: str, code: str, patience: float = PATIENCE) -> None:
        self._address = address
        self._code = code
        self._patience = patience
        self._page = ""
        self._line: aiohttp.ClientWebSocketResponse | None = None
        self._number = time.time_ns() // 1000

    async def run(self) -> AsyncIterator[Tried]:
        """Try one thing after the other, to the first that does not work: what comes after leans on it."""
        connector = aiohttp.TCPConnector(ssl=False)
        jar = aiohttp.CookieJar(unsafe=True)  # an address is no name
        headers = {"Origin": self._address}
        async with aiohttp.ClientSession(connector=connector, cookie_jar=jar, headers=headers) as self._session:
            for what, hint, do in self._steps():
                began = time.monotonic()
                try:
                    async with asyncio.timeout(self._patience):
                        await do()
                except (NotThereError, TimeoutError, aiohttp.ClientError, OSError) as error:
                    reason = reason_of(error) if isinstance(error, OSError) and error.errno else ""
                    yield Tried(what, False, time.monotonic() - began, f"{hint} {reason}".strip())
                    break
                yield Tried(what, True, time.monotonic() - began)
            if self._line is not None:
                await self._line.close()

    def _steps(self) -> list[tuple[str, str, Callable[[], Awaitable[None]]]]:
        nobody = _("Nobody answers there. A firewall or a proxy of this computer may stand between.")
        app = _("The app does not begin: “bestio open” in a terminal tells why.")
        return [
            (_("The door opens"), nobody, self._door),
            (_("The code lets in, and a group gets its name"), app, self._group),
            (_("The app is painted"), app, self._app),
            (_("A key is heard"), app, self._key),
            (
                _("A creature speaks, and its sound arrives"),
                _("“bestio speak Bonjour” tells what is amiss."),
                self._sound,
            ),
            (_("The teacher’s page and the projector’s"), nobody, self._teacher),
        ]

    async def _door(self) -> None:
        self._page = await self._get("/")
        _need('name="code"' in self._page)

    async def _group(self) -> None:
        names = _NAME.findall(await self._post("/entrer", code=self._code))
        _need(bool(names))
        _need("/static/textual.js" in await self._post("/groupes", name=unescape(names[0])))

    async def _app(self) -> None:
        width, height = _SIZE
        self._line = await self._session.ws_connect(
            f"{self._address}/ws?width={width}&height={height}&tab={TAB}", max_msg_size=0
        )
        painted = b""
        while _BENCH not in painted:
            painted += await self._next(aiohttp.WSMsgType.BINARY)
        await self._settle()

    async def _key(self) -> None:
        await self._type(ESCAPE)  # the tour
        await self._settle()
        await self._type(" ")
        await self._next(aiohttp.WSMsgType.BINARY)
        await self._settle()

    async def _sound(self) -> None:
        await self._type(VOICE)
        await self._settle()
        await self._type(" ")
        await self._said(_is_sound)

    async def _teacher(self) -> None:
        _need('id="groups"' in await self._get("/prof"))
        _need(self._code in await self._get("/projecteur"))
        _need('"number"' in await self._get("/projecteur/scene"))

    async def _get(self, path: str) -> str:
        async with self._session.get(self._address + path) as answer:
            _need(answer.status == 200)
            return await answer.text()

    async def _post(self, path: str, **fields: str) -> str:
        async with self._session.post(self._address + path, data=fields) as answer:
            _need(answer.status == 200)
            return await answer.text()

    async def _type(self, keys: str) -> int:
        self._number += 1
        await self._socket.send_json(["stdin", keys, self._number])
        return self._number

    async def _settle(self) -> None:
        """Wait until nothing is painted for a moment."""
        with contextlib.suppress(TimeoutError):
            while True:
                async with asyncio.timeout(STILL):
                    await self._next(aiohttp.WSMsgType.BINARY)

    async def _said(self, wanted: Callable[[list[object]], bool]) -> None:
        while not wanted(json.loads(await self._next(aiohttp.WSMsgType.TEXT))):
            pass

    async def _next(self, kind: aiohttp.WSMsgType) -> bytes:
        async for message in self._socket:
            if message.type is kind:
                return message.data.encode() if isinstance(message.data, str) else bytes(message.data)
        raise NotThereError

    @property
    def _socket(self) -> aiohttp.ClientWebSocketResponse:
        if self._line is None:
            raise NotThereError
        return self._line


def _is_sound(message: list[object]) -> bool:
    data = message[4] if len(message) > 4 else ""
    return message[:2] == ["sound", "play"] and isinstance(data, str) and len(data) > 500


def _need(holds: bool) -> None:
    if not holds:
        raise NotThereError


async def reached(address: str) -> Tried:
    """Whether this machine finds itself at an address of the room."""
    what = _("{address} answers").format(address=address)
    hint = _("Take another of the addresses. A firewall of this computer may stand between.")
    began = time.monotonic()
    try:
        async with (
            asyncio.timeout(REACH),
            aiohttp.ClientSession(connector=aiohttp.TCPConnector(ssl=False)) as session,
            session.get(address + "/") as answer,
        ):
            _need(answer.status == 200)
    except (NotThereError, TimeoutError, aiohttp.ClientError, OSError):
        return Tried(what, False, time.monotonic() - began, hint)
    return Tried(what, True, time.monotonic() - began)
