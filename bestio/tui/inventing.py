"""Inventing a voice out of sight, with a word on each try and a way to stop it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from itertools import count

from bestio.speech.voice import Accepts, Voice

Invent = Callable[[Accepts], Voice]


class _Stopped(Exception):  # noqa: N818 (asked for, not an error)
    """Nobody waits for the invention any more."""


async def attempt(invent: Invent, understood: Callable[[], Accepts], tell: Callable[[int], None]) -> Voice:
    """What `invent` gives when it is told which candidates are `understood`; about a second for each.

    `tell` is called with the number of each candidate, in the caller's thread. Cancelling the task frees the other
    thread within one candidate. Raises what `invent` and `understood` raise.
    """
    loop, stop, numbers = asyncio.get_running_loop(), threading.Event(), count(1)

    def told(number: int) -> None:
        if not stop.is_set():  # what `tell` shows it on may be gone by then
            tell(number)

    def work() -> Voice:
        accepts = understood()

        def heard(voice: Voice) -> bool:
            if stop.is_set():
                raise _Stopped
            loop.call_soon_threadsafe(told, next(numbers))
            return accepts(voice)

        return invent(heard)

    try:
        return await asyncio.to_thread(work)
    finally:
        stop.set()
