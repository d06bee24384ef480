"""An app that hangs, grows or dies is opened again in the same browser, and no other feels anything of it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Awaitable, Callable

import psutil
import pytest

from bestio.i18n import _
from bestio.serve.seat import MOST_AGAIN, Seat
from bestio.serve.watch import DIED, EVERY, GREW, HUNG, Watch
from tests.serve.conftest import Line, Served, until
from tests.serve.test_live import CREATURE, ESCAPE, PHRASES, events


def test_who_answers_is_asked_again_and_who_does_not_hangs() -> None:
    watch = Watch(os.getpid(), hangs=20.0, memory=1 << 40)
    assert watch.asks(100.0)
    assert not watch.asks(100.0 + EVERY)  # it has not answered yet
    assert watch.trouble(119.0) == ""
    watch.answered()
    assert watch.trouble(140.0) == ""
    assert watch.asks(140.0)
    watch.answered()
    assert not watch.asks(140.0 + EVERY / 2)
    assert watch.asks(140.0 + EVERY)
    assert watch.trouble(161.0 + EVERY) == HUNG


def test_who_takes_too_much_is_told_and_who_has_gone_is_not() -> None:
    held = psutil.Process().memory_info().rss
    assert Watch(os.getpid(), memory=held * 4).trouble(0.0) == ""
    assert Watch(os.getpid(), memory=held // 4).trouble(0.0) == GREW
    gone = subprocess.Popen([sys.executable, "-c", "pass"])
    watch = Watch(gone.pid, memory=1)
    gone.wait()
    assert watch.trouble(0.0) == ""
    assert Watch(gone.pid, memory=1).trouble(0.0) == ""


async def hang(seat: Seat, process: psutil.Process) -> None:
    seat.watch = Watch(process.pid, hangs=1.0, memory=1 << 40)
    process.suspend()


async def grow(seat: Seat, process: psutil.Process) -> None:
    seat.watch = Watch(process.pid, memory=1 << 20)


async def die(_seat: Seat, process: psutil.Process) -> None:
    process.kill()


async def at_work(served: Served, tab: str) -> tuple[str, Line, Seat]:
    client = served.client()
    name = await client.new_group()
    line = await client.line(tab=tab)
    await line.shows("Échap")
    await line.types(ESCAPE)
    path = served.journal(name)
    before = events(path)
    await line.types(" ")
    await until(lambda: events(path) > before)
    return name, line, served.server.room.seats[path.stem]


@pytest.mark.slow
@pytest.mark.parametrize(("harm", "told"), [(hang, HUNG), (grow, GREW), (die, DIED)])
async def test_what_harms_one_is_ended_and_its_creation_opened_again(
    served: Served, harm: Callable[[Seat, psutil.Process], Awaitable[None]], told: str
) -> None:
    name, line, seat = await at_work(served, "a" * 16)
    _name, other, other_seat = await at_work(served, "b" * 16)
    neighbour = other_seat.pid
    path = served.journal(name)
    before, painted, process = events(path), len(line.painted), psutil.Process(seat.pid)

    await harm(seat, process)
    await until(lambda: line.heard("step") == ["step", _(told)], 60)
    await until(lambda: len(line.painted) > painted + 2000, 60)
    await until(lambda: not process.is_running())
    assert line.heard("left") is None
    assert events(path) == before  # nothing is lost, and nothing done again

    # One works on in the same browser; the neighbour has the process that it had.
    await line.rests()
    await line.types(PHRASES)
    await line.types(CREATURE)
    await line.rests()
    await line.types(" ")
    await until(lambda: events(path) > before)
    assert other_seat.pid == neighbour
    assert other.heard("step") is None
    await other.types(PHRASES)
    await other.shows("F3 Phrases")


@pytest.mark.slow
async def test_one_that_dies_again_and_again_is_left(served: Served) -> None:
    _name, line, seat = await at_work(served, "a" * 16)
    for _time in range(MOST_AGAIN + 1):
        pid = seat.pid
        os.kill(pid, signal.SIGKILL)
        await until(lambda: line.heard("left") or seat.pid != pid)  # noqa: B023 (before the next turn)
    await until(lambda: line.heard("left"))
    assert served.server.room.seats == {}
