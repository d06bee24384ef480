"""Two programs serve one class from one PostgreSQL: what is made at one is at the other, whichever of them dies."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from yarl import URL

from bestio.classroom.store import Store
from tests.pace import Patience, scaled
from tests.postgres import Server, running
from tests.serve.conftest import OTHER_TAB, Client, Line, app_processes, free_port, until
from tests.serve.test_live import all_gone

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("postgres")]  # which tells where there is none

ESCAPE = "\x1b"


class Node:
    """A `bestio serve` with a workspace of its own."""

    def __init__(self, home: Path, store: str) -> None:
        self.home, self.store, self.port = home, store, free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.code = self.teacher_code = ""
        self.process: asyncio.subprocess.Process | None = None

    def command(self) -> list[str]:
        words = ["--store", self.store, "serve", "5e B", "--port", str(self.port), "--home", str(self.home)]
        return [sys.executable, "-m", "bestio", *words]

    def environment(self) -> dict[str, str]:
        return dict(os.environ)

    async def start(self) -> None:
        self.process = await asyncio.create_subprocess_exec(
            *self.command(), env=self.environment(), stdout=asyncio.subprocess.PIPE
        )
        assert self.process.stdout is not None
        said = ""
        while "Ctrl+C" not in said:
            said = (await asyncio.wait_for(self.process.stdout.readline(), scaled(60))).decode()
            assert said
            self.code = said.split()[-1] if "code de la classe" in said else self.code
            self.teacher_code = said.split()[-1] if "votre propre code" in said else self.teacher_code

    async def end(self, how: signal.Signals = signal.SIGTERM) -> int:
        assert self.process is not None
        if self.process.returncode is None:
            self.process.send_signal(how)
        return await asyncio.wait_for(self.process.wait(), scaled(60))

    def apps(self) -> list[Any]:
        assert self.process is not None
        return app_processes(self.process.pid)


@asynccontextmanager
async def nodes(tmp_path: Path, store: str, number: int = 2) -> AsyncIterator[list[Node]]:
    made = [Node(tmp_path / f"node{one}", store) for one in range(number)]
    try:
        await asyncio.gather(*(one.start() for one in made))
        yield made
    finally:
        for one in made:
            if one.process is not None and one.process.returncode is None:
                with suppress(ProcessLookupError):
                    one.process.kill()
                await one.process.wait()


@asynccontextmanager
async def browser(node: Node, known: Client | None = None) -> AsyncIterator[Client]:
    """A browser at a node, which knows what `known` was given at another: one proxy stands before both."""
    client = Client(node.address, node.code)
    for cookie in known.session.cookie_jar if known is not None else ():
        client.session.cookie_jar.update_cookies({cookie.key: cookie.value}, URL(node.address))
    try:
        yield client
    finally:
        await client.session.close()


class Kept:
    """What the server has of the class."""

    def __init__(self, journals: Any) -> None:
        self._journals = journals

    def lines(self, group: str) -> list[bytes]:
        path = next(one.path for one in self._journals.entries("5e-b") if one.group == group)
        return list(self._journals.content(path).split(b"\n")[:-1])

    def begin(self, group: str) -> None:
        """Begin a group as another node does at its door."""
        Store(Path(), time.time, self._journals).new(group, "5e-b").close()

    def id(self, group: str) -> str:
        return next(str(one.id) for one in self._journals.entries("5e-b") if one.group == group)

    def connections(self) -> list[str]:
        """Who has each connection to the database: program, process, machine."""
        asked = "select application_name from pg_stat_activity where datname = current_database() order by 1"
        return [str(name) for (name,) in self._journals.connections.rows(asked)]

    def has_more(self, group: str, than: int) -> bool:
        return len(self.lines(group)) > than


@pytest.fixture
def kept(postgres: Server, store: str, journals_on_server: Callable[..., Any]) -> Kept:
    return Kept(journals_on_server(Path("workshops"), time.time, store))


@pytest.fixture
def store(postgres: Server) -> str:
    return postgres.new()


async def spins(line: Line, kept: Kept, group: str) -> list[bytes]:
    """Turn a wheel; what the server has of the group once it has that too."""
    before = len(kept.lines(group))
    number = await line.types(" ")
    await until(partial(kept.has_more, group, before))
    await until(lambda: line.heard("done") == ["done", number])
    return kept.lines(group)


async def test_a_creation_goes_on_at_another_node_when_its_own_is_killed(
    tmp_path: Path, store: str, kept: Kept
) -> None:
    async with nodes(tmp_path, store) as (first, second), browser(first) as pupils:
        assert first.code == second.code
        assert first.teacher_code == second.teacher_code != first.code
        name = await pupils.new_group()
        line = await pupils.line()
        await line.shows("Échap")
        await line.types(ESCAPE)
        await spins(line, kept, name)

        async with browser(second) as others:
            assert name in await others.enter()  # the group is at the other door
            assert "/static/textual.js" in (await others.post("/groupes", group=kept.id(name), how="look"))[1]
            looking = await others.line(OTHER_TAB)
            await looking.shows("ouverte ailleurs")
            before = kept.lines(name)
            number = await looking.types(" ")
            await until(lambda: looking.heard("done") == ["done", number])
            await looking.rests()
            assert kept.lines(name) == before
            looking.painted = b""
            acknowledged = await spins(line, kept, name)
            await until(lambda: looking.painted)  # and sees what the others do
            assert (await others.get("/prof"))[1].count(name) >= 1

            apps = first.apps()
            assert await first.end(signal.SIGKILL) != 0
            async with browser(second, pupils) as again:  # the cookie of the first node
                page = (await again.get("/atelier"))[1]
                assert name in page
                back = await again.line()
                await back.shows("Créature")
                await until(lambda: "Plus personne" in looking.text or "Plus personne" in back.text)
                assert kept.lines(name)[: len(acknowledged)] == acknowledged
                await again.post("/groupes", group=kept.id(name), how="take")
                took = await again.line()
                await until(lambda: took.heard("role") == ["role", "hold", 80, 24])
                more = await spins(took, kept, name)
                assert more[: len(acknowledged)] == acknowledged
            await until(partial(all_gone, apps))
        assert await second.end() == 0


async def ready(client: Client) -> tuple[int, list[str]]:
    status, text = await client.get("/readyz", Host="ailleurs.example")
    return status, text.splitlines()


async def test_a_node_that_is_asked_to_end_lets_its_pages_go_on_elsewhere(
    tmp_path: Path, store: str, kept: Kept
) -> None:
    async with nodes(tmp_path, store) as (first, second), browser(first) as pupils:
        name = await pupils.new_group()
        line = await pupils.line()
        await line.shows("Échap")
        await line.types(ESCAPE)
        saved = await spins(line, kept, name)
        assert await ready(pupils) == (200, ["ok", "sessions 1", "limit 40"])
        held = kept.connections()
        assert len(held) == len(set(held)) == 4, held  # one each: two nodes, one app, and ours
        ended = asyncio.create_task(first.end())
        assert await line.closed() == 1012  # a page calls again then
        assert "s’arrête" in line.heard("step")[1]  # type: ignore[index]
        assert line.heard("left") is None
        async with browser(second, pupils) as again:
            back = await again.line()
            await until(lambda: back.heard("role") == ["role", "hold", 80, 24])
            await back.shows("Créature")
            more = await spins(back, kept, name)
            assert "ouverte ailleurs" not in back.text  # its last app had saved and left
            assert more[: len(saved)] == saved
            assert await ended == 0


async def test_a_server_that_goes_away_is_told_and_waited_for(
    tmp_path: Path, journals_on_server: Callable[..., Any]
) -> None:
    with running() as server:
        address = server.new()
        kept = Kept(journals_on_server(Path("workshops"), time.time, address))
        async with nodes(tmp_path, address, 1) as (node,), browser(node) as pupils, browser(node) as others:
            name = await pupils.new_group()
            line = await pupils.line()
            await line.shows("Échap")
            await line.types(ESCAPE)
            before = await spins(line, kept, name)
            assert (await pupils.get("/prof"))[1].count(name)
            await asyncio.to_thread(server.stop)
            line.painted = b""
            await line.types(" ")
            await line.shows("ne répond pas")
            await line.types("\x1b[B\r")  # go on without saving
            await line.rests()
            await line.types(" ")
            assert (await pupils.get("/healthz")) == (200, "ok\n")
            for answer in [await pupils.get("/prof"), (200, await others.enter())]:
                assert answer[0] == 200
                assert name in answer[1]  # what was seen
            free = re.findall(r'name="name" value="([^"]+)"', (await others.get("/groupes"))[1])[0]
            status, told = await others.post("/groupes", name=free)
            assert status == 409
            assert "ne répond pas" in told
            assert (await others.get("/healthz"))[0] == 200
            patience = Patience(20)
            while (await ready(others)) != (503, ["store away", "sessions 1", "limit 40"]):
                assert not patience.over
            await asyncio.to_thread(server.start)
            await until(partial(kept.has_more, name, len(before) + 1), what="what was kept in memory is not there")
            assert kept.lines(name)[: len(before)] == before
            await until(lambda: "enregistré" in line.text)
            patience = Patience(20)
            while (await ready(others))[0] != 200:
                assert not patience.over
            assert (await others.post("/groupes", name=free))[0] == 200
            assert await node.end() == 0


SENT = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">|<textarea[^>]*name="([^"]+)"[^>]*>\s*([^<]*)<')


async def test_what_a_plain_page_sends_while_the_server_is_away_comes_back_to_be_sent_again(
    tmp_path: Path, journals_on_server: Callable[..., Any]
) -> None:
    with running() as server:
        address = server.new()
        kept = Kept(journals_on_server(Path("workshops"), time.time, address))
        async with nodes(tmp_path, address, 1) as (node,), browser(node) as pupils:
            group = await pupils.new_group()
            assert (await pupils.post("/lignes/commencer"))[0] == 200
            before = kept.lines(group)
            await asyncio.to_thread(server.stop)
            status, told = await pupils.post(
                "/lignes/faire", geste="name", name="Bob des mers du Sud", retour="phrases"
            )
            assert status == 409
            assert "ne répond pas" in told
            assert "Rien n’est perdu" in told
            again = told[told.index('action="/lignes/faire"') :].partition("</form>")[0]
            sent = {one[0] or one[2]: (one[1] or one[3]).strip() for one in SENT.findall(again)}
            assert sent == {"geste": "name", "name": "Bob des mers du Sud", "retour": "phrases"}
            status, told = await pupils.get("/lignes/creature")
            assert status == 409
            assert "ne répond pas" in told
            assert 'href="/lignes/creature"' in told
            await asyncio.to_thread(server.start)
            patience = Patience(20)
            while (await pupils.get("/lignes/creature"))[0] != 200:
                assert not patience.over
            assert (await pupils.post("/lignes/faire", **sent))[0] == 200
            after = kept.lines(group)
            assert after[: len(before)] == before
            assert len(after) == len(before) + 1
            assert b"Bob des mers du Sud" in after[-1]
            assert await node.end() == 0
