"""Real apps behind the door: what is done is kept, whoever or whatever goes away."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
import time
from functools import partial
from pathlib import Path
from random import Random

import aiohttp
import psutil
import pytest
from yarl import URL

from bestio import tui
from bestio.classroom.store import Store
from bestio.journal import reader
from bestio.library import open_library
from bestio.serve.app_line import LARGEST_MESSAGE
from bestio.serve.class_app import ClassServices
from bestio.serve.seat import MOST_WAITING
from tests.pace import Patience, scaled
from tests.serve.conftest import Client, Line, Served, app_processes, free_port, serving, until

OTHER = "fedcba9876543210"
ESCAPE, CREATURE, PHRASES = "\x1b", "\x1bOQ", "\x1bOR"


def events(path: Path) -> int:
    return path.read_bytes().count(b"\n--- ")


def more_events(path: Path, than: int) -> bool:
    return events(path) > than


def all_gone(processes: list[psutil.Process]) -> bool:
    return not any(one.is_running() and one.status() != psutil.STATUS_ZOMBIE for one in processes)


async def sent(line: Line, message: str, times: int) -> int:
    """Send a message again and again until the server has enough of it; how often it was sent."""
    for number in range(times):
        try:
            await line.socket.send_str(message)
        except (ConnectionError, aiohttp.ClientError):
            return number
        if number % 100 == 0 or len(message) > 1000:
            await asyncio.sleep(0)
    return times


@pytest.mark.slow
async def test_a_group_works_leaves_and_comes_back(served: Served) -> None:
    client = served.client()
    name = await client.new_group()
    line = await client.line()
    await line.shows("Échap")  # the tour
    await line.types(ESCAPE)
    path = served.journal(name)
    before = events(path)
    number = await line.types(" ")  # spin a wheel
    await until(lambda: events(path) > before)
    await until(lambda: line.heard("done") == ["done", number])

    # The same keys again, as a page sends them that does not know whether they came: done once.
    await line.socket.send_json(["stdin", " ", number])
    await line.types(PHRASES)
    await line.shows("F3 Phrases")
    after = events(path)

    # The connection drops: the app goes on, and a page that comes back gets its whole screen, once.
    await line.leave()
    again = await client.line()
    await again.shows("Phrases")
    assert again.heard("role") == ["role", "hold", 80, 24]
    assert again.painted.count(b"\x1b[2J") == 1
    assert events(path) == after
    assert len(app_processes(os.getpid())) == 1

    # The app is left: the page is told, and opening it again starts it where it was.
    await again.types("\x11")  # Ctrl+Q
    await until(lambda: again.heard("left"))
    await until(lambda: not served.server.room.seats)
    await again.leave()
    back = await client.line()
    await back.shows("Créature")
    assert events(path) >= after
    assert 'name="group"' in (await client.get("/groupes"))[1]


@pytest.mark.slow
async def test_each_app_draws_by_a_seed_of_its_own_that_the_room_draws(tmp_path: Path) -> None:
    """All are copies of one process: with its chance, too, they would all draw the same, or never the same again."""

    async def creatures(home: Path) -> list[str]:
        async with serving(home) as served:
            made = []
            for _group in range(2):
                client = served.client()
                path = served.journal(await client.new_group())
                line = await client.line()
                await line.shows("Échap")
                await until(partial(more_events, path, 0))
                made.append(reader.read(path).events[0].data["name"])
                await line.leave()
            return made

    first = await creatures(tmp_path / "one")
    assert first[0] != first[1]
    assert await creatures(tmp_path / "other") == first


async def test_one_has_it_in_hand_and_the_others_look_on(served: Served) -> None:
    first, second = served.client(), served.client()
    name = await first.new_group()
    line = await first.line()
    await line.shows("Échap")
    tab = await first.line(OTHER)  # a second tab
    await tab.shows("Échap")
    assert tab.heard("role") == ["role", "look", 80, 24]
    path = served.journal(name)
    before = events(path)
    number = await tab.types(" ")
    await until(lambda: tab.heard("done") == ["done", number])

    page = await second.enter()
    assert "ouvert dans un autre navigateur" in page
    group = path.stem
    assert 'name="how" value="take"' in (await second.post("/groupes", group=group))[1]
    assert "/static/textual.js" in (await second.post("/groupes", group=group, how="look"))[1]
    looking = await second.line(size=(100, 30))
    await until(lambda: looking.heard("role") == ["role", "look", 80, 24])
    assert "/static/textual.js" in (await second.post("/groupes", group=group, how="take"))[1]
    taking = await second.line(OTHER, size=(100, 30))
    await until(lambda: taking.heard("role") == ["role", "hold", 100, 30])
    await until(lambda: line.heard("role") == ["role", "look", 100, 30])
    assert events(path) == before

    await line.socket.send_json(["take"])
    await until(lambda: line.heard("role") == ["role", "hold", 80, 24])
    await until(lambda: taking.heard("role") == ["role", "look", 80, 24])
    assert len(app_processes(os.getpid())) == 1


@pytest.mark.slow
async def test_an_app_reads_no_file_of_the_machine_and_opens_no_other_group(served: Served) -> None:
    secret = served.library.workspace / "secret.txt"
    secret.write_text("Le mot de passe de la salle des profs est chouquette. " * 5, encoding="utf-8")
    with Store(served.library.workspace, time.time).new("Les Autres", "5e-b") as other:
        taken = events(other.path)
    client = served.client()
    await client.new_group()
    line = await client.line()
    await line.shows("Échap")
    await line.types(PHRASES)
    await line.shows("Réglages")
    await line.types("i")
    await line.shows("Quel texte")
    number = await line.types(f"{secret}\r")
    await until(lambda: line.heard("done") == ["done", number])
    line.painted = b""
    while "Nouvelle créature" not in line.text:  # home
        await line.types(ESCAPE)
        await line.rests()
    await line.types("c")
    await line.shows("qui enseigne")
    await line.types("n")
    await line.shows("Dans un navigateur")
    assert "chouquette" not in line.text
    assert events(other.path) == taken


def test_whoever_asks_for_a_path_asks_whether_there_are_files() -> None:
    """A line for a path leads to the files of the machine that serves: a new one must think of browsers."""
    sources = {path.name: path.read_text(encoding="utf-8") for path in Path(tui.__file__).parent.rglob("*.py")}
    asking = {name for name, text in sources.items() if "import typed_" in text}
    assert asking == {"importer.py", "unsaved.py", "bank_files.py", "class_files.py"}
    assert all("own_files" in sources[name] for name in asking - {"class_files.py"})  # no browser gets to the class


def test_no_browser_hears_the_microphone_of_another_machine(tmp_path: Path) -> None:
    services = ClassServices(open_library(tmp_path, {}), Random(1), time.time)
    assert not services.new_microphone().open(timeout=1)


@pytest.mark.slow
async def test_hostile_lines_harm_nobody_else(served: Served) -> None:
    good, bad = served.client(), served.client()
    name = await good.new_group()
    line = await good.line()
    await line.shows("Échap")
    await bad.new_group()
    for message in ('["stdin"', '["stdin", 1, 1]', '{"a": 1}', "[" * 100_000, '["resize", "x", 2]', "null", "\x00"):
        one = await bad.line()
        await one.socket.send_str(message)
        assert await one.closed() in {1008, 1009}
    large = await bad.line()
    assert await sent(large, "x" * (LARGEST_MESSAGE + 1), 400) < 400  # 100 MB
    flood = await bad.line()
    assert await sent(flood, '["ping"]', 1_000_000) < 1_000_000
    assert await flood.closed() in {1008, 1006}
    empty = await bad.line()
    await empty.types("")
    await empty.shows("Créature")
    await empty.types(PHRASES)
    await empty.shows("Réglages")
    await empty.leave()
    sizes = await bad.line()
    for size in ((10**9, -5), (0, 0), (-1, 10**300)):
        await sizes.socket.send_json(["resize", *size])
    path = served.journal(name)
    before = events(path)
    await line.types(ESCAPE)
    await line.types(" ")
    await until(lambda: events(path) > before)


@pytest.mark.slow
async def test_no_more_sessions_than_are_let_in(tmp_path: Path) -> None:
    async with serving(tmp_path / "home", limit=1) as served:
        first = served.client()
        await first.new_group()
        line = await first.line()
        await line.shows("Échap")
        refused = 0
        for _browser in range(20):
            client = served.client()
            await client.new_group()
            one = await client.line()
            assert await one.closed() == 4403
            refused += "travaillent déjà" in str(one.heard("refused"))
        assert refused == 20
        assert len(app_processes(os.getpid())) == 1
        await line.types(CREATURE)


@pytest.mark.slow
async def test_who_reads_nothing_is_not_waited_for(served: Served) -> None:
    """A page that takes no bytes holds up neither the app nor the other pages, and no memory is filled for it."""
    client, slow = served.client(), served.client()
    name = await client.new_group()
    line = await client.line()
    await line.shows("Échap")
    await slow.enter()
    await slow.post("/groupes", group=served.journal(name).stem, how="look")
    narrow = socket.socket()
    narrow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    narrow.connect(("127.0.0.1", served.server.port))
    _reader, writer = await asyncio.open_connection(sock=narrow, limit=1024)  # it takes 2 KB
    cookie = slow.session.cookie_jar.filter_cookies(URL(served.address)).output(header="Cookie:", attrs=[])
    writer.write(
        f"GET /ws?width=80&height=24&tab={OTHER} HTTP/1.1\r\nHost: 127.0.0.1:{served.server.port}\r\n{cookie}\r\n"
        f"Origin: {served.address}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n".encode()
    )
    seat = await until(lambda: next((one for one in served.server.room.seats.values() if len(one.viewers) == 2), None))
    behind = next(viewer for viewer in seat.viewers if viewer.tab == OTHER)
    patience, most = Patience(60), 0
    while behind.knows or not most:  # it knows until more waits for it than is kept
        number = await line.types(PHRASES)
        await line.types(CREATURE)
        await until(lambda: line.heard("done") == ["done", number + 1])  # noqa: B023 (awaited at once)
        await line.rests(0.1)
        most = max(most, behind.line.waiting())
        assert not patience.over, f"{most} bytes wait"
    assert most < MOST_WAITING + (1 << 20)
    writer.close()


@pytest.mark.slow
async def test_the_server_is_killed_and_all_that_was_acknowledged_is_there(tmp_path: Path) -> None:
    port, home = free_port(), tmp_path / "home"

    async def start() -> tuple[asyncio.subprocess.Process, str]:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bestio", "serve", "5e B", "--port", str(port), "--home", str(home),
            stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        assert process.stdout is not None
        code = ""
        while not code:
            said = (await asyncio.wait_for(process.stdout.readline(), scaled(30))).decode()
            assert said
            code = said.split()[-1] if "code de la classe" in said else ""
        return process, code

    server, code = await start()
    client = Client(f"http://127.0.0.1:{port}", code)
    try:
        name = await client.new_group()
        path = next(one.path for one in Store(home, time.time).groups("5e-b") if one.group == name)
        for _kill in range(4):
            line = await client.line()
            await line.shows("Créature")
            await line.types(ESCAPE)
            before = events(path)
            await line.types(" ")
            await until(partial(more_events, path, before))
            apps = app_processes(server.pid)
            done = events(path)
            server.kill()
            await server.wait()
            await until(partial(all_gone, apps))
            assert events(path) >= done
            server, again = await start()
            assert again == code
        line = await client.line()
        await line.shows("Créature")
        apps = app_processes(server.pid)
        assert apps
        server.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(server.wait(), scaled(20)) == 0
        await until(partial(all_gone, apps))
        with Store(home, time.time).open(path) as journal:  # nobody holds it
            assert journal.creation.begun
    finally:
        if server.returncode is None:
            server.kill()
            await server.wait()
        await client.session.close()
