"""Inventing a voice out of sight."""

from __future__ import annotations

import asyncio
import threading

import pytest

from bestio.speech.voice import Accepts, Voice
from bestio.tui.inventing import attempt


def voice() -> Voice:
    return Voice(id="une", title="Une")


async def test_each_candidate_is_told_by_its_number() -> None:
    told: list[int] = []

    def invent(understood: Accepts) -> Voice:
        assert [understood(voice()) for _turn in range(3)] == [True] * 3
        return voice()

    assert await attempt(invent, lambda: lambda _voice: True, told.append) == voice()
    assert told == [1, 2, 3]


async def test_a_candidate_that_comes_after_the_stop_is_told_to_nobody() -> None:
    """Where it was shown may be gone by then."""
    told: list[int] = []
    begun, stopped, tried = threading.Event(), threading.Event(), threading.Event()

    def invent(understood: Accepts) -> Voice:
        begun.set()
        assert stopped.wait(20)
        understood(voice())
        return voice()

    def heard(_voice: Voice) -> bool:
        tried.set()
        return True

    task = asyncio.create_task(attempt(invent, lambda: heard, told.append))
    assert await asyncio.to_thread(begun.wait, 20)
    task.cancel()
    stopped.set()
    assert tried.wait(20)  # in this thread: the candidate is heard before the task learns that it is to stop
    with pytest.raises(asyncio.CancelledError):
        await task
    await asyncio.sleep(0)
    assert told == []
