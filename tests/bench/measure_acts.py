"""What each act of a group costs in `bestio serve`, by who pays it: the apps, the server, who speaks, who listens.

    python -m tests.bench.measure_acts --browsers 8

All browsers do the same act at the same moment, and are then left in peace for as long as it takes. CPU is told for one
act of one browser, less what the class costs when nobody does anything; so it may be compared with another tree's on a
machine that is busy, where the times that follow may not.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, fields
from pathlib import Path
from statistics import median

import aiohttp
import psutil

from tests.bench.measure_serve import CREATURE, ESCAPE, KEEP, NEXT, PHRASES, VOICE, until
from tests.bench.soak_serve import Served, Wire

REST = 4.0
"""Seconds of nothing that are measured."""
SHORT, SPOKEN = 3.0, 9.0
"""Seconds that an act is given."""
ACTS = (
    ("a spin", " "), ("a spin", " "), ("all wheels", "t"), ("keep a wheel", KEEP), ("the next wheel", NEXT),
    ("F3, first", PHRASES), ("a phrase", " "), ("a phrase", " "),
    ("F4, first", VOICE), ("a line said", " "), ("the same line", " "),
    ("F2 again", CREATURE), ("a spin", " "), ("F4 again", VOICE), ("another line said", " "),
)  # fmt: skip
"""What is done, in its order."""


@dataclass
class Paid:
    """Seconds of CPU."""

    app: float = 0.0
    server: float = 0.0
    speech: float = 0.0
    other: float = 0.0

    def less(self, before: Paid) -> Paid:
        return Paid(*(getattr(self, one.name) - getattr(before, one.name) for one in fields(self)))

    def times(self, factor: float) -> Paid:
        return Paid(*(getattr(self, one.name) * factor for one in fields(self)))


def paid(server: psutil.Process) -> Paid:
    """What all have used until now. `other`: the process that apps are copied from, and who listens."""
    paid = Paid(server=used(server))
    for child in server.children():
        if "bestio.speech.worker" in " ".join(child.cmdline()):
            paid.speech += used(child)
            continue
        paid.other += used(child)
        for copy in child.children():
            if copy.nice() > child.nice() + 5:
                paid.other += used(copy)
            else:
                paid.app += used(copy)
    return paid


def used(process: psutil.Process) -> float:
    with suppress(psutil.Error):
        times = process.cpu_times()
        return times.user + times.system
    return 0.0


class Watched(Wire):
    """A page that knows, too, when it was first painted after an act, and when a sound came."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        super().__init__(socket)
        self.first = self.sound = 0.0
        self.pictures = 0

    async def _read(self) -> None:
        async for message in self.socket:
            now = time.perf_counter()
            if message.type is aiohttp.WSMsgType.BINARY:
                self.bytes += len(message.data)
                self.pictures += 1
                self.painted, self.first = now, self.first or now
            elif message.data.startswith('["sound", "play"'):
                self.sound = self.sound or now

    async def act(self, keys: str) -> None:
        self._number += 1
        self.first = self.sound = 0.0
        self.bytes = self.pictures = 0
        await self.socket.send_json(["stdin", keys, self._number])


async def do(name: str, keys: str, pages: list[Watched], server: psutil.Process, rest: Paid) -> None:
    before, start = paid(server), time.perf_counter()
    await asyncio.gather(*(page.act(keys) for page in pages))

    await asyncio.sleep(SPOKEN if "line" in name else SHORT)
    took = time.perf_counter() - start
    cost = paid(server).less(before).less(rest.times(took)).times(1000 / len(pages))
    firsts = sorted(page.first - start for page in pages if page.first)
    sounds = sorted(page.sound - start for page in pages if page.sound)
    count = len(pages)
    told = [
        f"{name:>20}: app {cost.app:4.0f}, server {cost.server:3.0f}, speech {cost.speech:3.0f}, "
        f"other {cost.other:3.0f} ms",
        f"{sum(page.bytes for page in pages) / count / 1000:3.0f} KB in "
        f"{sum(page.pictures for page in pages) / count:3.0f} pictures",
    ]
    for what, waits in (("painted", firsts), ("sound", sounds)):
        if waits:
            told.append(f"{what} after {1000 * median(waits):4.0f} ms, last {1000 * waits[-1]:4.0f}")
    print("; ".join(told), flush=True)


async def measure(browsers: int, rounds: int) -> None:
    with tempfile.TemporaryDirectory() as home:
        served = Served(Path(home))
        await served.start()
        try:
            await served.opened()
            groups = [await served.new_group() for _browser in range(browsers)]
            where = f"{served.address}/ws?width=80&height=24&tab="
            pages = [
                Watched(await client.session.ws_connect(f"{where}{number:016x}", compress=15, max_msg_size=0))
                for number, (client, _name) in enumerate(groups)
            ]
            await until(lambda: all(page.bytes > 4000 for page in pages))
            await asyncio.sleep(REST)
            for page in pages:
                await page.key(ESCAPE, numbered=True)  # the tour of a new group
            await asyncio.sleep(2 * REST)
            before, start = paid(served.server), time.perf_counter()
            await asyncio.sleep(REST)
            rest = paid(served.server).less(before).times(1 / (time.perf_counter() - start))
            one = rest.times(1000 / browsers)
            print(
                f"at rest, a second: app {one.app:.0f}, server {one.server:.0f}, speech {one.speech:.0f} ms", flush=True
            )
            for _round in range(rounds):
                for name, keys in ACTS:
                    await do(name, keys, pages, served.server, rest)
        finally:
            await served.stop()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--browsers", type=int, default=8)
    parser.add_argument("--rounds", type=int, default=1)
    asked = parser.parse_args()
    asyncio.run(measure(asked.browsers, asked.rounds))
