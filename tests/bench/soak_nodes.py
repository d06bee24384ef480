"""What a class keeps while nodes and the server of creations are killed: real nodes behind nginx, as the page has them.

    python -m tests.bench.soak_nodes --groups 20 --kills 200 --server-kills 50 --minutes 30 --seed 1

Half of the groups work in apps (a key, and the next once it was taken), half in plain pages, where each act has a
number of its own and counts as acknowledged once its answer is there. Told: what was acknowledged and is not there,
what is there twice, what was seen on the server and is not there any more, and how long who was cut off was away, and
what with. As systemd would, whoever kills a node's first process kills the rest of it, too, every second time, and
begins it anew. Each kill has its share of the minutes, and comes at a random moment of it. Only what is lost or doubled
makes this fail: how long things take is this machine's, whose load is told.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random
from statistics import median, quantiles

import aiohttp
import psutil

from bestio.classroom.store import Store
from bestio.errors import BestioError
from bestio.journal.postgres.postgres_journals import PostgresJournals
from bestio.journal.server_refusal import ServerRefusal
from tests.postgres import Server, running
from tests.serve.comes_back import FIRST_PAUSE, Away, Page
from tests.serve.conftest import Client, until
from tests.serve.lines.pupil import FAULT, words
from tests.serve.test_nginx import Site, Unit, site

CLASS_ID = "5e-b"
NODES = 3
ASKED = 4.0
"""Seconds within which who was cut off is to be back."""
AGAIN = 1.0
"""Seconds until a node is begun anew: `RestartSec` of its unit."""
EVERY = 2.0
"""Seconds between two keys of a group."""
LEAST = 0.3
"""Seconds between two kills at least."""
SLOWEST = 8
"""How many of those that were away longest are told."""
KEPT = 8_000
"""Bytes of what was painted that are looked at."""
MAIN = re.compile(r"<main.*</main>", re.DOTALL)
SPIN, ESCAPE, GO_ON = " ", "\x1b", "\x1b[B\r"


@dataclass
class Pages:
    """A group in plain pages: it names its creature, with a number that comes once."""

    client: Client
    group: str
    number: int = 0
    acknowledged: list[int] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)
    back: list[Away] = field(default_factory=list)

    async def work(self) -> None:
        away: Away | None = None
        while True:
            self.number += 1
            said = {"geste": "name", "name": f"Bob {self.number}"}
            status, where, fault, since = 0, "", "", time.monotonic()
            with suppress(aiohttp.ClientError, ConnectionError, TimeoutError):
                at = f"{self.client.address}/lignes/faire"
                limit = aiohttp.ClientTimeout(total=30)
                async with self.client.session.post(at, data=said, allow_redirects=False, timeout=limit) as answer:
                    status, where = answer.status, answer.headers.get("Location", "")
                    page = await answer.text()
                    fault = words(found[0] if (found := FAULT.search(page) or MAIN.search(page)) else "")[:90]
            pause = EVERY / 4
            if status == 303 and "fait=" in where:
                self.acknowledged.append(self.number)
                if away is not None:
                    away.called = time.monotonic() - since
                    self.back.append(away)
                away = None
            else:
                why = f"{status or 'no answer'} {fault}".strip()
                self.refused[why] += 1
                if away is None and status in {0, 502, 504}:
                    away = Away(time.monotonic())
                elif away is not None:
                    away.fail(since, why)
                pause += FIRST_PAUSE
            before = time.monotonic()
            await asyncio.sleep(pause)
            if away is not None:
                away.paused += time.monotonic() - before


@dataclass
class App:
    """A group in an app: it turns a wheel, and again once that was taken."""

    page: Page
    group: str
    typed: int = 0

    async def work(self) -> None:
        while True:
            if self.page.is_in and (line := self.page.line) is not None:
                line.painted = line.painted[-KEPT:]  # else hours of pictures are carried along
                if "ne répond pas" in line.text:
                    await self.page.type(GO_ON)
                    line.painted = line.painted[-1:]
                number = await self.page.type(SPIN)
                self.typed += 1
                await holds(partial(self.page.took, number))
            await asyncio.sleep(EVERY)


class Seen:
    """What the server had of each creation, whenever it was looked at."""

    def __init__(self, address: str) -> None:
        self.journals = PostgresJournals(Path("workshops"), time.time, address)
        self.had: dict[str, bytes] = {}
        self.lost: list[str] = []

    def look(self) -> bool:
        """Whether all could be read; what is shorter or other than before is noted."""
        try:
            for entry in self.journals.entries(CLASS_ID):
                content = self.journals.content(entry.path).partition(b"\n")[2]
                if not content.startswith(self.had.get(entry.id, b"")):
                    self.lost.append(entry.id)
                self.had[entry.id] = content
        except (BestioError, ServerRefusal):
            return False
        return True


class Killer:
    """Kills, and begins anew."""

    def __init__(self, here: Site, server: Server, random: Random) -> None:
        self.here, self.server, self.random = here, server, random
        self.killed: Counter[str] = Counter()
        self.away: list[tuple[float, float]] = []
        """When the server was away, by the clock that only goes on."""
        self.anew: list[float] = []
        """Seconds that each node took to be there again, from its end."""
        self._beginning: dict[Unit, asyncio.Task[None]] = {}

    def alive(self) -> list[Unit]:
        return [one for one in self.here.nodes if one not in self._beginning]

    async def node(self) -> None:
        while len(self.alive()) < 2:  # one is there to go on at
            await asyncio.wait(self._beginning.values(), return_when=asyncio.FIRST_COMPLETED)
        victim = self.random.choice(self.alive())
        assert victim.process is not None
        first = psutil.Process(victim.process.pid)
        rest = first.children(recursive=True) if self.random.random() < 0.5 else []
        first.send_signal(signal.SIGKILL)
        for one in rest:
            with suppress(psutil.Error):
                one.kill()
        self.killed["node"] += 1
        self._beginning[victim] = task = asyncio.create_task(self._again(victim))
        task.add_done_callback(lambda _task: self._beginning.pop(victim))

    async def _again(self, victim: Unit) -> None:
        assert victim.process is not None
        await victim.process.wait()
        since = time.monotonic()
        while True:
            await asyncio.sleep(AGAIN)
            with suppress(AssertionError, TimeoutError):  # the server of creations was away
                await victim.start()
                self.anew.append(time.monotonic() - since)
                return

    async def database(self) -> None:
        since = time.monotonic()
        await asyncio.to_thread(self.server.stop)
        await asyncio.sleep(self.random.uniform(0, 2))
        await asyncio.to_thread(self.server.start)
        self.away.append((since, time.monotonic()))
        self.killed["server"] += 1

    async def all_there(self) -> None:
        while self._beginning:
            await asyncio.wait(self._beginning.values())


async def holds(look: Callable[[], bool]) -> None:
    """Wait, however long it takes."""
    while not look():  # noqa: ASYNC110 (what a page has taken comes without a sign)
        await asyncio.sleep(0.02)


PHASES = ("paused", "failed", "called", "opened", "painted")


def told(what: str, times: list[float]) -> str:
    if len(times) < 2:
        return f"{what}: {len(times)} times"
    slow = sum(one > ASKED for one in times)
    return (
        f"{what}: {len(times)} times, {median(times):.1f} s in the middle, p95 {quantiles(times, n=20)[-1]:.1f}, "
        f"at the longest {max(times):.1f}; {slow} over {ASKED:.0f} s"
    )


def tell_away(what: str, back: list[Away], server_away: list[tuple[float, float]]) -> None:
    """How long who was cut off was away, what with, and what the longest of them met."""
    met = {
        id(one): any(one.began < end and since < one.began + one.seconds for since, end in server_away) for one in back
    }
    print(told(f"{what} back", [one.seconds for one in back]))
    print(told("  the server being there", [one.seconds for one in back if not met[id(one)]]))
    for phase in PHASES:
        print(told(f"  {phase}", [getattr(one, phase) for one in back]))
    for one in sorted(back, key=lambda one: -one.seconds)[:SLOWEST]:
        parts = ", ".join(f"{phase} {getattr(one, phase):.1f}" for phase in PHASES)
        print(f"  {one.seconds:.1f} s: {parts}{'; the server was away' if met[id(one)] else ''}; {dict(one.why)}")


async def soak(groups: int, kills: int, server_kills: int, minutes: float, seed: int) -> bool:
    """Let all work while they are killed; whether nothing was lost or doubled."""
    random = Random(seed)
    with running() as server, tempfile.TemporaryDirectory() as home:
        address = server.new()
        async with site(Path(home) / "home", address, NODES) as here:
            apps: list[App] = []
            pages: list[Pages] = []
            for number in range(groups):
                client = here.client()
                name = await client.new_group()
                if number % 2:
                    await client.post("/lignes/commencer")
                    pages.append(Pages(client, name))
                else:
                    apps.append(App(Page(client, f"{number:016x}"), name))
            for app in apps:
                await until(lambda: app.page.is_in, 60)  # noqa: B023 (awaited at once)
                await app.page.type(ESCAPE)
            seen, killer = Seen(address), Killer(here, server, random)
            work = [
                asyncio.create_task(one) for one in (*(app.work() for app in apps), *(page.work() for page in pages))
            ]
            order = ["node"] * kills + ["server"] * server_kills
            random.shuffle(order)
            begun, share = time.monotonic(), 60 * minutes / len(order)
            for number, what in enumerate(order):
                moment = begun + share * (number + random.random())
                await asyncio.sleep(max(LEAST, moment - time.monotonic()))
                assert not any(one.done() for one in work)
                await asyncio.to_thread(seen.look)
                await (killer.node() if what == "node" else killer.database())
                if number % 10 == 9:
                    acknowledged = sum(len(one.acknowledged) for one in pages)
                    print(f"{dict(killer.killed)}: {acknowledged} acknowledged, {len(seen.lost)} lost", flush=True)
            await killer.all_there()
            await asyncio.sleep(5)
            for task in work:
                task.cancel()
            await asyncio.wait(work)
            for node in here.nodes:
                await node.end()
            right = report(killer, seen, apps, pages)
            for app in apps:
                await app.page.close()
            for one in (*(app.page.client for app in apps), *(page.client for page in pages)):
                await one.session.close()
            return right


def report(killer: Killer, seen: Seen, apps: list[App], pages: list[Pages]) -> bool:
    while not seen.look():
        time.sleep(0.1)
    store = Store(Path(), time.time, seen.journals)
    paths = {entry.group: entry.path for entry in seen.journals.entries(CLASS_ID)}
    lost = doubled = there = problems = spins = 0
    for page in pages:
        with store.open(paths[page.group], read_only=True) as journal:
            names = Counter(event.data["name"] for event in journal.events if event.do == "persona.name")
            problems += len(journal.problems)
        lost += sum(f"Bob {number}" not in names for number in page.acknowledged)
        doubled += sum(count > 1 for name, count in names.items() if str(name).startswith("Bob "))
        there += names.total()
    for app in apps:
        with store.open(paths[app.group], read_only=True) as journal:
            spins += sum(event.do == "trait.draw" for event in journal.events)
            problems += len(journal.problems)
    acknowledged = sum(len(page.acknowledged) for page in pages)
    refused = sum((page.refused for page in pages), Counter[str]())
    print(f"killed: {dict(killer.killed)}")
    print(f"plain pages: {acknowledged} acts acknowledged, {lost} lost, {doubled} doubled, {there} there")
    for why, count in refused.most_common():
        print(f"plain pages, not done: {count} times: {why}")
    print(f"apps: {sum(app.typed for app in apps)} keys, {spins} acts of them there")
    print(f"seen on the server and not there any more: {len(seen.lost)}; problems in journals: {problems}")
    tell_away("apps", [one for app in apps for one in app.page.back], killer.away)
    tell_away("plain pages", [one for page in pages for one in page.back], killer.away)
    print(told("nodes there again", killer.anew))
    print(f"processors wanted, in the last 1, 5, 15 minutes: {psutil.getloadavg()}, of {psutil.cpu_count()} there")
    print(f"apps refused: {Counter(one for app in apps for one in app.page.refused)}")
    return not lost and not doubled and not seen.lost and not problems


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--groups", type=int, default=20)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--server-kills", type=int, default=50)
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    sys.exit(0 if asyncio.run(soak(asked.groups, asked.kills, asked.server_kills, asked.minutes, asked.seed)) else 1)
