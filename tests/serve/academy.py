"""A school with two classes on a real server, the nodes that serve them, and browsers that come to these by a proxy."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import aiohttp
from yarl import URL

from bestio.classroom.sign_in import DAY, Invitation, invite
from bestio.classroom.store import Store
from bestio.cli.serve import starter_for
from bestio.cli.speaking import AudioOutput
from bestio.library import STORE, open_library
from bestio.serve.door import class_code, cookie_of, shared_key
from bestio.serve.lines.sounds import Sounds
from bestio.serve.lines.writer import Writer
from bestio.serve.room import Room
from bestio.serve.server import ClassServer
from bestio.serve.teacher_door import OF
from bestio.serve.teaching import Teaching
from bestio.studio.workspace import Workspace
from tests.serve.conftest import free_port
from tests.sure import sure

INSIDE = 'name="do" value="freeze"'
"""What the teacher's page has, and none of those that ask for a code."""


class Node:
    """A node of a class, and how a proxy before it asks for somebody."""

    def __init__(self, server: ClassServer, name: str) -> None:
        self.server, self.name = server, name
        self.at = f"http://127.0.0.1:{server.port}"

    def browser(self, who: str = "10.0.0.5") -> Browser:
        return Browser(self, who)


class Browser:
    """A browser far away: what it keeps it shows to whichever node it comes to."""

    def __init__(self, node: Node, who: str, cookies: dict[str, str] | None = None) -> None:
        self.node, self.who = node, who
        self.cookies: dict[str, str] = {} if cookies is None else cookies
        self.set: list[str] = []
        self.headers: dict[str, str] = {}

    def elsewhere(self, node: Node) -> Browser:
        """The same browser, at another node."""
        return Browser(node, self.who, self.cookies)

    async def asks(self, path: str, fields: dict[str, str] | None = None) -> tuple[int, str]:
        name = f"https://{self.node.name}"
        headers = {"Host": self.node.name, "X-Forwarded-For": self.who, "Origin": name}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{key}={value}" for key, value in self.cookies.items())
        async with aiohttp.ClientSession(headers=headers, cookie_jar=aiohttp.DummyCookieJar()) as session:
            at = URL(self.node.at + path, encoded=True)
            ask = (
                session.post(at, data=fields, allow_redirects=False)
                if fields is not None
                else session.get(at, allow_redirects=False)
            )
            async with ask as answer:
                self.set = answer.headers.getall("Set-Cookie", [])
                self.headers = dict(answer.headers)
                for one in answer.cookies.values():
                    if one.value and one["max-age"] != "0":
                        self.cookies[one.key] = one.value
                    else:
                        self.cookies.pop(one.key, None)
                return answer.status, await answer.text()

    async def comes_in(self, made: Invitation) -> None:
        status, page = await self.asks(made.path)
        assert status == 200
        assert 'name="code"' in page
        assert (await self.asks(made.path, {"code": made.code.lower()}))[0] == 303
        assert self.headers["Location"] == "/prof"

    async def is_in(self) -> bool:
        status, page = await self.asks("/prof")
        assert status == 200
        hidden = (await self.asks("/prof/groupes"))[0]
        assert hidden == (200 if INSIDE in page else 404)
        return INSIDE in page


class Academy:
    """A school with two classes and two teachers, and the nodes that serve them."""

    def __init__(self, home: Path, store: str, journals: Any, stack: AsyncExitStack) -> None:
        self._home, self._store, self._stack = home, store, stack
        self.journals = journals
        for class_id, title in (("5e-a", "5e A"), ("5e-b", "5e B")):
            journals.make_class(class_id, title)
        self.schools = journals.schools()
        self.schools.make("tilleuls", "Tilleuls")
        for class_id in ("5e-a", "5e-b"):
            self.schools.place(self._school.number, class_id)
        self.ortie = self.teacher("Mme <Ortie>", "5e-a", "5e-b")
        self.ronce = self.teacher("M. Ronce", "5e-a")

    @property
    def _school(self) -> Any:
        return self.schools.every()[0]

    def teacher(self, title: str, *classes: str) -> int:
        name = re.sub(r"\W", "", title)
        assert self.schools.add_teacher(self._school.number, name, title)
        number = next(int(one.number) for one in self._school.teachers if one.id == name)
        for class_id in classes:
            assert self.schools.give(number, class_id)
        return number

    def invites(self, teacher: int, class_id: str = "5e-b") -> Invitation:
        return sure(invite(self.schools, teacher, class_id, DAY))

    async def node(
        self,
        class_id: str = "5e-b",
        late: float = 0.0,
        *,
        proxied: bool = True,
        address: str = "",
        provider: Any = None,
    ) -> Node:
        """One more node of a class; `late`: by how much its clock is wrong, in seconds.

        `address`: another one than `https://CLASS.example`, `provider`: of identities.
        """
        name = f"{class_id}.example"
        address = address or (f"https://{name}" if proxied else "")
        serving = self._serving(class_id, address, late, provider)
        return Node(await self._stack.enter_async_context(serving), name)

    @asynccontextmanager
    async def _serving(self, class_id: str, address: str, late: float, provider: Any) -> AsyncIterator[ClassServer]:
        library = replace(open_library(self._home, {STORE: self._store}), scope=class_id)  # as `bestio serve` asks
        workspace = Workspace(library, time.time, print)
        store = Store.of(library, time.time)
        key = shared_key(sure(store.shared), class_id)
        starter, aloud = starter_for(library), AudioOutput(library, store)
        server = ClassServer(
            lambda server: Room(store, class_id, starter, server.download_manager, Random(7), 4),
            key=key,
            code=class_code(key, class_id, "2026-11-29"),
            teacher_code=class_code(key, OF + class_id, "2026-11-29"),
            names=["127.0.0.1"],
            port=URL(address).explicit_port or free_port(),
            now=lambda: time.time() + late,
            clock=time.monotonic,
            teaching=Teaching(workspace, class_id, aloud.render, aloud.pronounce),
            writer=Writer(workspace, class_id, lambda: Random(1), Sounds(lambda: aloud, time.monotonic)),
            address=address,
            cookie=cookie_of(class_id),
            provider=provider,
        )
        stop, ready = asyncio.Event(), asyncio.Event()
        task = asyncio.create_task(server.run(["127.0.0.1"], stop, ready.set))
        await asyncio.wait({task, waiting := asyncio.create_task(ready.wait())}, return_when=asyncio.FIRST_COMPLETED)
        try:
            yield server
        finally:
            waiting.cancel()
            stop.set()
            await task
            aloud.close()
            await starter.close()
            sure(store.shared).close()
