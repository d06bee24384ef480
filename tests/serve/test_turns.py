from __future__ import annotations

import asyncio
from random import Random

import pytest

from bestio.serve.turns import Turns
from tests.serve.conftest import until


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


async def test_short_ones_go_first_and_long_ones_are_not_passed_for_ever() -> None:
    clock = Clock()
    turns: Turns[str] = Turns(clock)
    turns.give_back("worker")
    done: list[str] = []

    async def work(name: str, seconds: float) -> None:
        one = await turns.take(seconds)
        done.append(name)
        turns.give_back(one)

    held = await turns.take(0)
    working = [asyncio.create_task(work("long", 5.0))]
    await until(lambda: len(turns) == 1)
    for second in range(1, 8):  # a short one each second
        clock.now = second
        working.append(asyncio.create_task(work(f"short {second}", 0.5)))
        await until(lambda: len(turns) == second + 1)  # noqa: B023 (awaited at once)
    turns.give_back(held)
    await asyncio.gather(*working)
    assert done == ["short 1", "short 2", "short 3", "short 4", "long", "short 5", "short 6", "short 7"]


async def test_who_comes_at_the_same_moment_with_as_much_is_served_in_order() -> None:
    turns: Turns[int] = Turns(Clock())
    order: list[int] = []

    async def work(number: int) -> None:
        one = await turns.take(0.5)
        order.append(number)
        turns.give_back(one)

    working = [asyncio.create_task(work(number)) for number in range(30)]
    await until(lambda: len(turns) == 30)
    turns.give_back(0)
    await asyncio.gather(*working)
    assert order == list(range(30))


@pytest.mark.parametrize("seed", range(20))
async def test_nothing_is_lost_or_lent_twice_whoever_gives_up(seed: int) -> None:
    random = Random(seed)
    turns: Turns[int] = Turns(Clock())
    for one in range(3):
        turns.give_back(one)
    out: set[int] = set()

    async def work() -> None:
        one = await turns.take(random.random())
        assert one not in out
        out.add(one)
        try:
            for _step in range(random.randrange(4)):
                await asyncio.sleep(0)
        finally:
            out.remove(one)
            turns.give_back(one)

    working = [asyncio.create_task(work()) for _one in range(60)]
    for task in random.sample(working, 25):
        for _step in range(random.randrange(3)):
            await asyncio.sleep(0)
        task.cancel()
    done = await asyncio.wait_for(asyncio.gather(*working, return_exceptions=True), 20)
    assert all(one is None or isinstance(one, asyncio.CancelledError) for one in done)
    assert not out
    assert sorted(turns.take_free()) == [0, 1, 2]
    assert len(turns) == 0
