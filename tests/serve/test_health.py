"""Whether a program that serves lives, and may be sent a class: anybody may ask, and learns nothing of it."""

from __future__ import annotations

import asyncio
import threading
from typing import Any, cast

from bestio.serve.health import KNOWN_FOR, Health
from tests.serve.conftest import Served, until


async def test_the_answers_are_counts_and_no_names(served: Served) -> None:
    client = served.client()
    name = await client.new_group()
    for host in ("127.0.0.1:9", "bestio.example", ""):
        assert await client.get("/healthz", Host=host) == (200, "ok\n")
        status, text = await client.get("/readyz", Host=host)
        assert (status, text) == (200, "ok\nsessions 0\nlimit 8\n")
        assert name not in text
    assert (await client.get("/groupes", Host="bestio.example"))[0] == 421  # the door keeps its name


class _Shared:
    def __init__(self) -> None:
        self.asked, self.away, self.slow = 0, False, threading.Event()
        self.slow.set()

    def answers(self) -> bool:
        self.asked += 1
        self.slow.wait()
        return not self.away


class _Room:
    def __init__(self, shared: _Shared) -> None:
        self.shared, self.seats, self.limit = shared, {"zoe": 1}, 40


async def test_the_server_of_creations_is_asked_once_for_all_who_ask() -> None:
    shared, now = _Shared(), [0.0]
    health = Health(cast(Any, _Room(shared)), lambda: now[0])

    async def answer() -> tuple[int, str]:
        found = await health.handle_ready(cast(Any, None))
        return found.status, str(found.text)

    shared.slow.clear()
    many = [asyncio.create_task(answer()) for _one in range(50)]
    await until(lambda: shared.asked)
    shared.slow.set()
    assert {one.result() for one in (await asyncio.wait(many))[0]} == {(200, "ok\nsessions 1\nlimit 40\n")}
    shared.away = True
    assert (await answer())[0] == 200
    assert shared.asked == 1
    now[0] += KNOWN_FOR + 1
    assert await answer() == (503, "store away\nsessions 1\nlimit 40\n")
    health.leaving = True
    assert await answer() == (503, "leaving\nsessions 1\nlimit 40\n")
    assert shared.asked == 2
