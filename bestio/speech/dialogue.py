"""Lines that wait to be said, made ahead while the one before is heard, so that a dialogue has no holes."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import NamedTuple

from bestio.errors import BestioError
from bestio.speech.speaker import Speaker
from bestio.speech.speech import Speech
from bestio.speech.voice import Voice

AHEAD = 2
"""Lines made before they are wanted."""


@dataclass(frozen=True, eq=False)
class Said:
    """A line of a queue with its sound, or with the reason why it has none. `number` counts lines from 0."""

    number: int
    text: str
    voice: Voice
    speech: Speech | None = None
    error: BestioError | None = None


class _Waiting(NamedTuple):
    number: int
    text: str
    voice: Voice


class LineQueue:
    """A queue of (text, voice): lines go in with `put`, come out in order, spoken, with `async for` or `get`.

    For one event loop, and one reader. A line that cannot be spoken comes out with its error; the next ones follow.
    """

    def __init__(self, speaker: Speaker, *, ahead: int = AHEAD) -> None:
        self._speaker = speaker
        self._ahead = max(0, ahead)
        self._waiting: deque[_Waiting] = deque()
        self._making: deque[asyncio.Task[Said]] = deque()
        self._count = 0
        self._finished = False
        self._changed = asyncio.Event()

    def __len__(self) -> int:
        return len(self._waiting) + len(self._making)

    def put(self, text: str, voice: Voice) -> int:
        """Add a line at the end; return its number."""
        number = self._count
        self._count += 1
        self._waiting.append(_Waiting(number, text, voice))
        self._changed.set()
        return number

    def finish(self) -> None:
        """No line will follow: iteration ends after the last one."""
        self._finished = True
        self._changed.set()

    def clear(self) -> None:
        """Forget the lines that have not come out; those in the making are given up."""
        self._waiting.clear()
        while self._making:
            self._making.pop().cancel()
        self._changed.set()

    async def get(self) -> Said | None:
        """The next line, as soon as it is spoken; None when the queue is finished and empty."""
        while True:
            self._make_ahead()
            if self._making:
                task = self._making[0]
                await asyncio.wait([task])
                if self._making and self._making[0] is task:
                    self._making.popleft()
                    self._make_ahead()
                    return task.result()
            elif self._finished:
                return None
            else:
                self._changed.clear()
                await self._changed.wait()

    async def __aiter__(self) -> AsyncIterator[Said]:
        while (said := await self.get()) is not None:
            yield said

    def _make_ahead(self) -> None:
        while self._waiting and len(self._making) <= self._ahead:
            self._making.append(asyncio.create_task(self._say(self._waiting.popleft())))

    async def _say(self, line: _Waiting) -> Said:
        try:
            speech = await self._speaker.arender(line.text, line.voice)
        except BestioError as error:
            return Said(line.number, line.text, line.voice, error=error)
        return Said(line.number, line.text, line.voice, speech)
