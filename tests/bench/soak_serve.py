"""A class at work for long, or killed again and again: what grows, what is left behind, what is lost.

    python -m tests.bench.soak_serve --browsers 30 --minutes 40
    python -m tests.bench.soak_serve --browsers 3 --kills 60

The first gives each browser a key every three seconds of what groups do, and tells each minute how the server is; it
fails where memory grows by more than a tenth between the first quarter and the last, or anything is left behind. The
second kills the server (every other time with all its apps, as a power cut does) at moments that nobody chose; it fails
where an event that was on the disk is not there afterwards.
"""

from __future__ import annotations

import argparse
import asyncio
import socket
import struct
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from itertools import cycle
from pathlib import Path
from random import Random
from statistics import median, quantiles

import aiohttp
import psutil

from bestio.classroom.store import Store
from bestio.creation.events.event import Event
from bestio.serve.door import class_code, read_key
from tests.bench.measure_serve import CREATURE, ESCAPE, PHRASES, VOICE, Page, cpu, memory, tree, until
from tests.serve.conftest import Client, free_port

EVERY = 3.0
WORDS = "La marée monte, et le hibou du port compte ses boulons. Qui a rallumé la lampe ? "
MIX = (
    " ", "\x1b[B", " ", "g", " ", "\x1b[B", " ",
    PHRASES, " ", " ", "g", " ",
    "e", *(WORDS[at : at + 9] for at in range(0, len(WORDS), 9)), ESCAPE, " ",
    VOICE, "\x1b[C", "\x1b[C", "\x1b[B", "\x1b[C", " ",
    CREATURE,
)  # fmt: skip
"""Wheels, phrases, words, knobs, and a line said: a minute and a half of a group at work."""
CLASS, CLASS_ID = "5e B", "5e-b"
TCP_INFO_RECEIVED = 128  # where the bytes that came stand in Linux's struct tcp_info
BACK = 4.0
PAINTS_NOTHING = 5.0  # seconds for which `Page.key` waits


class Wire(Page):
    """A page that also knows what came over the wire, compressed as browsers ask for it."""

    @property
    def received(self) -> int:
        line: socket.socket = self.socket.get_extra_info("socket")
        info = line.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 192)
        (count,) = struct.unpack_from("<Q", info, TCP_INFO_RECEIVED)
        return int(count)


class Served:
    """`bestio serve` as a process, and browsers that come in."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.clients: list[Client] = []
        self.process: asyncio.subprocess.Process | None = None

    @property
    def server(self) -> psutil.Process:
        assert self.process is not None
        return psutil.Process(self.process.pid)

    async def start(self) -> None:
        self.process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bestio", "serve", CLASS, "--port", str(self.port), "--home", str(self.home),
            stdout=asyncio.subprocess.DEVNULL,
        )  # fmt: skip

    async def stop(self) -> None:
        assert self.process is not None
        for client in self.clients:
            await client.session.close()
        if self.process.returncode is None:
            self.process.terminate()
            await asyncio.wait_for(self.process.wait(), 60)

    async def new_group(self) -> tuple[Client, str]:
        client = Client(self.address, class_code(read_key(self.home / ".cache"), CLASS_ID, time.strftime("%Y-%m-%d")))
        self.clients.append(client)
        return client, await client.new_group()

    async def line(self, client: Client, number: int, *, deflate: bool = True) -> Wire:
        where = f"{self.address}/ws?width=80&height=24&tab={number:016x}"
        return Wire(await client.session.ws_connect(where, compress=15 if deflate else 0, max_msg_size=0))

    async def opened(self) -> None:
        """Wait until it answers."""
        async with aiohttp.ClientSession() as session:
            for _try in range(600):
                with suppress(aiohttp.ClientError):
                    async with session.get(self.address):
                        return
                await asyncio.sleep(0.1)
        raise TimeoutError


def left_behind(server: psutil.Process) -> tuple[int, int, int]:
    """Descriptors of the server, processes, zombies among them."""
    processes = tree(server)
    zombies = 0
    for one in processes:
        with suppress(psutil.Error):
            zombies += one.status() == psutil.STATUS_ZOMBIE
    return server.num_fds(), len(processes), zombies


async def at_work(page: Wire, keys: Iterator[str], waits: list[float], late: float) -> None:
    await asyncio.sleep(late)
    while True:
        start = time.perf_counter()
        waits.append(await page.key(next(keys), numbered=True))
        await asyncio.sleep(max(0.0, EVERY - (time.perf_counter() - start)))


async def soak(browsers: int, minutes: int, *, deflate: bool) -> bool:
    """A class at work for `minutes`; whether nothing grew and nothing was left behind."""
    with tempfile.TemporaryDirectory() as home:
        served = Served(Path(home))
        await served.start()
        try:
            await served.opened()
            groups = [await served.new_group() for _browser in range(browsers)]
            pages = await asyncio.gather(
                *(served.line(client, number, deflate=deflate) for number, (client, _name) in enumerate(groups))
            )
            await until(lambda: all(page.bytes > 4000 for page in pages))
            for page in pages:
                await page.key(ESCAPE, numbered=True)
            waits: list[float] = []
            workers = [
                asyncio.create_task(at_work(page, cycle(MIX), waits, EVERY * number / browsers))
                for number, page in enumerate(pages)
            ]
            held: list[int] = []
            ends: list[tuple[int, int, int]] = []
            for minute in range(1, minutes + 1):
                before, used = sum(page.received for page in pages), cpu(served.server)
                waits.clear()
                await asyncio.sleep(60)
                assert not any(worker.done() for worker in workers)
                held.append(memory(served.server))
                ends.append(left_behind(served.server))
                sent = (sum(page.received for page in pages) - before) / browsers / 1000
                painted = [wait for wait in waits if wait < PAINTS_NOTHING]
                print(
                    f"minute {minute}: {held[-1] / 2**20:.0f} MB, {ends[-1][0]} descriptors, {ends[-1][1]} processes, "
                    f"{ends[-1][2]} zombies; {len(waits)} keys, {len(waits) - len(painted)} that paint nothing; "
                    f"a key after {1000 * median(painted):.0f} ms, p95 {1000 * quantiles(painted, n=20)[-1]:.0f} ms, "
                    f"longest {1000 * max(painted):.0f} ms; {sent:.0f} KB a session; "
                    f"{100 * (cpu(served.server) - used) / 60:.0f} % of a core",
                    flush=True,
                )
            for worker in workers:
                worker.cancel()
            quarter = max(1, minutes // 4)
            first, last = median(held[:quarter]), median(held[-quarter:])
            descriptors = ends[-1][0] - ends[0][0]
            done = Counter(
                event.do
                for one in Store(served.home, time.time).groups(CLASS_ID)
                for event in read_only(served.home, one.path)
            )
            print("done:", ", ".join(f"{count} {kind}" for kind, count in done.most_common(8)))
            print(f"memory {100 * (last / first - 1):+.0f} %, descriptors {descriptors:+d}, {ends[-1][2]} zombies")
            return last <= 1.1 * first and descriptors <= browsers and ends[-1][2] == 0
        finally:
            await served.stop()


def read_only(home: Path, path: Path) -> list[Event]:
    with Store(home, time.time).open(path, read_only=True) as journal:
        return list(journal.events)


def whole(journal: bytes) -> bytes:
    """What certainly was on the disk: all but the event that was written last."""
    return journal[: journal.rfind(b"\n--- ") + 1]


async def kills(browsers: int, rounds: int, random: Random) -> bool:
    """Kill the server `rounds` times while all work; whether all that was on the disk is there afterwards."""
    with tempfile.TemporaryDirectory() as home:
        served, lost, waits = Served(Path(home)), 0, []
        await served.start()
        try:
            await served.opened()
            groups = [await served.new_group() for _browser in range(browsers)]
            paths = {one.group: one.path for one in Store(served.home, time.time).groups(CLASS_ID)}
            journals = [paths[name] for _client, name in groups]
            for turn in range(rounds):
                start = time.perf_counter()
                await served.opened()
                pages = await asyncio.gather(
                    *(served.line(client, number) for number, (client, _name) in enumerate(groups))
                )
                await until(lambda: all(page.bytes > 4000 for page in pages))  # noqa: B023 (awaited at once)
                if turn:
                    waits.append(time.perf_counter() - start)
                for page in pages:
                    await page.key(ESCAPE if turn == 0 else " ", numbered=True)
                workers = [asyncio.create_task(typing(page)) for page in pages]
                await asyncio.sleep(3 * random.random())
                victims = tree(served.server) if turn % 2 else [served.server]
                before = [path.read_bytes() for path in journals]
                for victim in victims:
                    with suppress(psutil.Error):
                        victim.kill()
                assert served.process is not None
                await served.process.wait()
                for worker in workers:
                    worker.cancel()
                for page in pages:
                    await page.socket.close()
                await asyncio.sleep(0.5)
                for path, was in zip(journals, before, strict=True):
                    kept = len(read_only(served.home, path))
                    if not path.read_bytes().startswith(whole(was)) or kept < whole(was).count(b"\n--- "):
                        lost += 1
                        print(f"round {turn}: {path.stem} has lost something")
                await served.start()
            events = [path.read_bytes().count(b"\n--- ") for path in journals]
            print(f"{rounds} kills, {events} events, {lost} journals that lost something")
            if waits:
                print(f"back after {median(waits):.1f} s, at the longest {max(waits):.1f} s (asked: {BACK} s)")
            return lost == 0
        finally:
            await served.stop()


async def typing(page: Wire) -> None:
    with suppress(ConnectionError, aiohttp.ClientError):
        for key in cycle((" ", "\x1b[B", "g")):
            await page.key(key, numbered=True)
            await asyncio.sleep(0.05)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--browsers", type=int, default=30)
    parser.add_argument("--minutes", type=int, default=40)
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--no-deflate", action="store_true")
    asked = parser.parse_args()
    if asked.kills:
        right = asyncio.run(kills(asked.browsers, asked.kills, Random(asked.seed)))
    else:
        right = asyncio.run(soak(asked.browsers, asked.minutes, deflate=not asked.no_deflate))
    sys.exit(0 if right else 1)
