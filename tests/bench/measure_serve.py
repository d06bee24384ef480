"""How much a class in browsers costs, beside textual-serve as it comes with the same app: joins, memory, keys, bytes.

    python -m tests.bench.measure_serve --browsers 30 --keys 10

One run measures both on the same machine, with the browsers in this very process: the ratios count, not the figures.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from statistics import median, quantiles

import aiohttp
import psutil

from tests.serve.conftest import Client, free_port

SPIN, KEEP, NEXT, CREATURE, PHRASES, VOICE = " ", "g", "\x1b[B", "\x1bOQ", "\x1bOR", "\x1bOS"
MIX = (SPIN, SPIN, KEEP, NEXT, SPIN, PHRASES, SPIN, VOICE, CREATURE, SPIN)
"""What a group does, key by key: wheels, a phrase, a look at the voices. Each of them paints something: a wheel that is
kept does not turn."""
TOLD = ("a wheel", "a wheel", "keep", "the next", "a wheel", "F3", "a phrase", "F4", "F2", "a wheel")
"""The same, for people."""
ESCAPE = "\x1b"
STOCK = (
    "import sys, time; from pathlib import Path; from random import SystemRandom; "
    "from bestio.library import open_library; from bestio.tui.app import make_app; "
    "from bestio.classroom.store import Store; library = open_library(Path(sys.argv[1]), {}); "
    "journal = Store(library.workspace, time.time).new('Zig'); journal.close(); "
    "make_app(library, random=SystemRandom(), clock=time.time, journal=journal.path).run()"
)
SERVER = (
    "import sys; from textual_serve.server import Server; "
    "Server(sys.argv[1], host='127.0.0.1', port=int(sys.argv[2])).serve()"
)


async def until(holds: Callable[[], object]) -> None:
    for _look in range(60_000):
        if holds():
            return
        await asyncio.sleep(0.001)
    raise TimeoutError


class Page:
    """A browser's line: when it was last painted, and how many bytes came over the wire's messages."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket
        self.bytes = 0
        self.painted = 0.0
        self._number = 0
        self._reading = asyncio.create_task(self._read())

    async def _read(self) -> None:
        async for message in self.socket:
            if message.type is aiohttp.WSMsgType.BINARY:
                self.bytes += len(message.data)
                self.painted = time.perf_counter()

    async def key(self, keys: str, *, numbered: bool) -> float:
        """Type, and give the seconds until something is painted; at most 5."""
        self._number += 1
        before, start = self.painted, time.perf_counter()
        await self.socket.send_json(["stdin", keys, self._number] if numbered else ["stdin", keys])
        await until(lambda: self.painted != before or time.perf_counter() - start > 5)
        return time.perf_counter() - start


def tree(process: psutil.Process) -> list[psutil.Process]:
    return [process, *process.children(recursive=True)]


def memory(process: psutil.Process) -> int:
    """Bytes of a process and all that it has started, what is shared counted once (PSS)."""
    total = 0
    for one in tree(process):
        with suppress(psutil.Error):
            total += one.memory_full_info().pss
    return total


def cpu(process: psutil.Process) -> float:
    """Seconds of CPU that a process and all that it has started have used, those that run still."""
    total = 0.0
    for one in tree(process):
        with suppress(psutil.Error):
            times = one.cpu_times()
            total += times.user + times.system
    return total


async def measure(
    name: str, command: Sequence[str], join: Callable[[int], object], browsers: int, keys: int, numbered: bool
) -> None:
    process = await asyncio.create_subprocess_exec(
        *command, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL
    )
    server = psutil.Process(process.pid)
    pages: list[Page] = []
    try:
        start = time.perf_counter()
        while True:
            try:
                first = await join(0)  # type: ignore[misc]
                break
            except (aiohttp.ClientError, OSError):
                assert time.perf_counter() - start < 60
                await asyncio.sleep(0.1)
        await until(lambda: first.bytes > 4000)
        before, start = cpu(server), time.perf_counter()
        pages = [first, *await asyncio.gather(*(join(number) for number in range(1, browsers)))]  # type: ignore[call-overload]
        await until(lambda: all(page.bytes > 4000 for page in pages))
        joined = time.perf_counter() - start
        print(f"{name}: {browsers} browsers painted in {joined:.1f} s, {cpu(server) - before:.1f} s of CPU")
        await asyncio.sleep(8)
        print(f"{name}: {memory(server) / 2**20:.0f} MB at rest, {len(tree(server))} processes")
        before, start = cpu(server), time.perf_counter()
        await asyncio.sleep(5)
        idle = (cpu(server) - before) / (time.perf_counter() - start)
        print(f"{name}: {100 * idle:.0f} % of a core with nobody typing")
        for page in pages if numbered else ():  # our groups are new, and the tour stands in their way
            await page.key(ESCAPE, numbered=numbered)
        sent = sum(page.bytes for page in pages)
        waits: list[float] = []
        by_key: dict[str, list[float]] = {}
        before = cpu(server)
        for turn in range(keys):
            start = time.perf_counter()
            for page in pages:  # one after the other, as thirty groups that press a key every three seconds
                waits.append(await page.key(MIX[turn % len(MIX)], numbered=numbered))
                by_key.setdefault(TOLD[turn % len(MIX)], []).append(waits[-1])
            await asyncio.sleep(max(0.0, 3 - (time.perf_counter() - start)))
        used = cpu(server) - before
        count = max(1, len(waits))
        if len(waits) > 1:
            worst = quantiles(waits, n=20)[-1]
            print(f"{name}: a key is painted after {1000 * median(waits):.0f} ms, p95 {1000 * worst:.0f} ms")
            told = (f"{key} {1000 * median(one):.0f} ({1000 * max(one):.0f})" for key, one in by_key.items())
            print(f"{name}: by key, in ms, in the middle (at the longest): {', '.join(told)}")
            sent = sum(page.bytes for page in pages) - sent
            print(f"{name}: {1000 * used / count:.0f} ms of CPU and {sent / count / 1000:.0f} KB a key")
        print(f"{name}: {memory(server) / 2**20:.0f} MB after {keys} keys each, {len(tree(server))} processes")
    finally:
        for page in pages:
            await page.socket.close()
        process.terminate()
        with suppress(TimeoutError):
            await asyncio.wait_for(process.wait(), 20)
        for one in tree(server) if server.is_running() else []:
            one.kill()


async def main(browsers: int, keys: int, stock: bool) -> None:
    with tempfile.TemporaryDirectory() as home, tempfile.TemporaryDirectory() as other:
        port = free_port()
        address = f"http://127.0.0.1:{port}"

        async def join(number: int) -> Page:
            from bestio.serve.door import class_code, read_key

            day = time.strftime("%Y-%m-%d")
            client = Client(address, class_code(read_key(Path(home) / ".cache"), "5e-b", day))
            clients.append(client)
            await client.new_group()
            return Page(await client.session.ws_connect(f"{address}/ws?width=80&height=24&tab={number:016x}"))

        clients: list[Client] = []
        command = [sys.executable, "-m", "bestio", "serve", "5e B", "--port", str(port), "--home", home]
        await measure("bestio serve", command, join, browsers, keys, numbered=True)
        for client in clients:
            await client.session.close()
        if not stock:
            return
        session = aiohttp.ClientSession()

        async def join_stock(_number: int) -> Page:
            return Page(await session.ws_connect(f"http://127.0.0.1:{second}/ws?width=80&height=24"))

        second = free_port()
        app = f'{sys.executable} -c "{STOCK}" {other}'
        await measure(
            "textual-serve",
            [sys.executable, "-c", SERVER, app, str(second)],
            join_stock,
            browsers,
            keys,
            numbered=False,
        )
        await session.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--browsers", type=int, default=30)
    parser.add_argument("--keys", type=int, default=10)
    parser.add_argument("--no-stock", action="store_true")
    asked = parser.parse_args()
    asyncio.run(main(asked.browsers, asked.keys, not asked.no_stock))
