import asyncio
from collections.abc import Iterator

import pytest

from bestio.speech.cleaning import LONGEST_TEXT, TextTooLong
from bestio.speech.dialogue import LineQueue
from bestio.speech.speaker import Speaker
from bestio.speech.voice import Timbre, Voice

LOW = Voice(id="low", title="Low", rate=300, timbre=Timbre(pitch_hz=(60, 80)))
HIGH = Voice(id="high", title="High", rate=300, timbre=Timbre(pitch_hz=(200, 260)))


@pytest.fixture(scope="module")
def speaker() -> Iterator[Speaker]:
    with Speaker() as speaker:
        yield speaker


async def test_lines_come_out_in_order_each_in_its_voice(speaker: Speaker) -> None:
    queue = LineQueue(speaker)
    for number in range(7):
        assert queue.put(f"Ligne {number}.", (LOW, HIGH)[number % 2]) == number
    queue.finish()
    said = [line async for line in queue]
    assert [line.text for line in said] == [f"Ligne {number}." for number in range(7)]
    assert [line.speech.voice for line in said if line.speech] == ["low", "high"] * 3 + ["low"]
    assert len(queue) == 0


async def test_a_line_that_cannot_be_said_does_not_stop_the_others(speaker: Speaker) -> None:
    queue = LineQueue(speaker)
    for text in ("Un.", "a" * (LONGEST_TEXT + 1), "Deux."):
        queue.put(text, LOW)
    queue.finish()
    said = [line async for line in queue]
    assert [line.speech is not None for line in said] == [True, False, True]
    assert isinstance(said[1].error, TextTooLong)


async def test_lines_may_be_added_while_others_come_out(speaker: Speaker) -> None:
    queue = LineQueue(speaker)
    first = asyncio.create_task(queue.get())
    await asyncio.sleep(0)
    queue.put("Un.", LOW)
    line = await first
    assert line is not None
    assert line.text == "Un."
    queue.finish()
    assert await queue.get() is None


async def test_cleared_lines_do_not_come_out(speaker: Speaker) -> None:
    queue = LineQueue(speaker)
    for number in range(5):
        queue.put(f"Oubli {number}.", LOW)
    waiting = asyncio.create_task(queue.get())
    await asyncio.sleep(0)
    queue.clear()
    queue.put("Reste.", LOW)
    line = await waiting
    assert line is not None
    assert line.text == "Reste."
