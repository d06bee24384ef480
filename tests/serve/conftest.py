from __future__ import annotations

import asyncio
import itertools
import re
import socket
import ssl
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from random import Random
from typing import Any

import aiohttp
import psutil
import pytest

from bestio.classroom.store import Store
from bestio.cli.serve import starter_for
from bestio.cli.speaking import AudioOutput
from bestio.library import Library, open_library
from bestio.serve.door import class_code
from bestio.serve.lines.sounds import Sounds
from bestio.serve.lines.writer import Writer
from bestio.serve.network import Network
from bestio.serve.room import Room
from bestio.serve.server import ClassServer
from bestio.serve.teacher_door import OF
from bestio.serve.teaching import Teaching
from bestio.studio.workspace import Workspace
from tests.pace import Patience

KEY = b"k" * 32
TAB = "0123456789abcdef"
OTHER_TAB = "fedcba9876543210"


async def until(holds: Callable[[], Any], seconds: float = 20.0, what: str = "") -> Any:
    """Wait until something is true, and give it."""
    patience = Patience(seconds)
    while not (found := holds()):
        assert not patience.over, what or "never"
        await asyncio.sleep(0.01)
    return found


def app_processes(server: int) -> list[psutil.Process]:
    """The apps of a server: copies of its warm process."""
    return [grandchild for child in psutil.Process(server).children() for grandchild in child.children()]


class Line:
    """A browser's line, as the page of the app keeps it: what was painted, and what else was said."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket
        self.painted = b""
        self.said: list[list[Any]] = []
        self._number = time.time_ns() // 1000
        self._reading = asyncio.create_task(self._read())

    async def _read(self) -> None:
        with suppress(ConnectionError):
            await self._read_on()

    async def _read_on(self) -> None:
        async for message in self.socket:
            if message.type is aiohttp.WSMsgType.BINARY:
                self.painted += message.data
            else:
                self.said.append(message.json())

    async def types(self, keys: str) -> int:
        self._number += 1
        await self.socket.send_json(["stdin", keys, self._number])
        return self._number

    def heard(self, kind: str) -> list[Any] | None:
        """The last message of a kind."""
        return next((one for one in reversed(self.said) if one[0] == kind), None)

    async def shows(self, text: str, seconds: float = 30.0) -> None:
        try:
            await until(lambda: text in self.text, seconds)
        except AssertionError:
            raise AssertionError(f"{text!r} is not in {self.text[-1500:]!r}; said: {self.said[-5:]}") from None

    async def rests(self, still: float = 0.4) -> None:
        """Wait until nothing has been painted for a moment."""
        loop = asyncio.get_running_loop()
        painted, since = len(self.painted), loop.time()
        while loop.time() - since < still:
            await asyncio.sleep(0.02)
            if len(self.painted) != painted:
                painted, since = len(self.painted), loop.time()

    @property
    def text(self) -> str:
        """All that was painted, without colours and moves."""
        return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", self.painted.decode("utf-8", "replace"))

    async def closed(self) -> int | None:
        await self._reading
        return self.socket.close_code

    async def leave(self) -> None:
        await self.socket.close()
        with suppress(asyncio.CancelledError):
            await self._reading


class Client:
    """A browser without a screen; `at`: which address of this machine it calls from."""

    def __init__(self, address: str, code: str, at: str = "") -> None:
        self.address, self.code = address, code
        self.session = aiohttp.ClientSession(
            cookie_jar=aiohttp.CookieJar(unsafe=True),
            headers={"Origin": address},
            trust_env=False,
            connector=aiohttp.TCPConnector(ssl=False, local_addr=(at, 0) if at else None),  # a test vouches for itself
        )

    async def post(self, path: str, **fields: str) -> tuple[int, str]:
        async with self.session.post(self.address + path, data=fields) as answer:
            return answer.status, await answer.text()

    async def get(self, path: str, **headers: str) -> tuple[int, str]:
        async with self.session.get(self.address + path, headers=headers) as answer:
            return answer.status, await answer.text()

    async def enter(self) -> str:
        status, page = await self.post("/entrer", code=self.code)
        assert status == 200
        return page

    async def new_group(self) -> str:
        """Come in and take the first name that is proposed; that name."""
        page, status, name = await self.enter(), 409, ""
        while status == 409:  # another was quicker
            name = re.findall(r'name="name" value="([^"]+)"', page)[0]
            status, page = await self.post("/groupes", name=name)
        assert status == 200
        assert "/static/textual.js" in page
        return str(name)

    async def line(self, tab: str = TAB, size: tuple[int, int] = (80, 24)) -> Line:
        return Line(
            await self.session.ws_connect(
                f"{self.address}/ws?width={size[0]}&height={size[1]}&tab={tab}", max_msg_size=0
            )
        )


class Served:
    """A class that is served, in this very process; its apps are processes of their own."""

    def __init__(self, server: ClassServer, library: Library, stop: asyncio.Event) -> None:
        self.server, self.library, self.stop = server, library, stop
        self.address = server.addresses[0]
        self.clients: list[Client] = []

    def client(self) -> Client:
        self.clients.append(Client(self.address, self.server.code))
        return self.clients[-1]

    def journal(self, name: str) -> Path:
        store = Store(self.library.workspace, time.time)
        return next(one.path for one in store.groups(self.server.room.class_id) if one.group == name)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@asynccontextmanager
async def serving(
    home: Path,
    *,
    port: int | None = None,
    limit: int = 8,
    silent: float = 15.0,
    chance: Callable[[], Random] | None = None,
    tls: ssl.SSLContext | None = None,
    name: str = "127.0.0.1",
    address: str = "",
    watchers: Sequence[Network] = (),
) -> AsyncIterator[Served]:
    """A class in browsers; without `chance`, lines draw the same in each run of a test, and never twice within it."""
    seeds = itertools.count(11)
    chances = chance or (lambda: Random(next(seeds)))
    library = open_library(home, {})
    workspace = Workspace(library, time.time, print)
    store = workspace.store
    class_id = store.class_to_use("5e B")
    starter, aloud = starter_for(library), AudioOutput(library)
    server = ClassServer(
        lambda server: Room(store, class_id, starter, server.download_manager, Random(7), limit),
        key=KEY,
        code=class_code(KEY, class_id, "2026-11-29"),
        teacher_code=class_code(KEY, OF + class_id, "2026-11-29"),
        names=[name],
        port=free_port(),
        now=time.time,
        clock=time.monotonic,
        teaching=Teaching(workspace, class_id, aloud.render, aloud.pronounce),
        writer=Writer(
            workspace,
            class_id,
            chances,
            Sounds(lambda: AudioOutput(library), time.monotonic),
        ),
        silent=silent,
        tls=tls,
        address=address,
        watchers=watchers,
    )
    stop, ready = asyncio.Event(), asyncio.Event()
    running = asyncio.create_task(server.run(["127.0.0.1"], stop, ready.set))
    await asyncio.wait({running, waiting := asyncio.create_task(ready.wait())}, return_when=asyncio.FIRST_COMPLETED)
    served = Served(server, library, stop)
    try:
        yield served
    finally:
        waiting.cancel()
        for client in served.clients:
            await client.session.close()
        stop.set()
        await running
        aloud.close()
        await starter.close()


@pytest.fixture
async def served(tmp_path: Path) -> AsyncIterator[Served]:
    async with serving(tmp_path / "home") as one:
        yield one
