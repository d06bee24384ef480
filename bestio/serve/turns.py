"""Who of many that wait for a few workers is next: who wants little goes first, and nobody waits for ever."""

from __future__ import annotations

import asyncio
import heapq
from collections.abc import Callable
from itertools import count
from typing import Generic, TypeVar

_T = TypeVar("_T")


class Turns(Generic[_T]):
    """Lends what there are few of. For one event loop; `clock` gives seconds.

    Who wants it for `seconds` lets those go first that come meanwhile and are done sooner: each waits at most that much
    longer than who came at the same moment and wants nothing.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._free: list[_T] = []
        self._waiting: list[tuple[float, int, asyncio.Future[_T]]] = []
        self._number = count()

    def __len__(self) -> int:
        """How many wait."""
        return sum(not future.done() for _until, _number, future in self._waiting)

    def take_free(self) -> list[_T]:
        """All that nobody has."""
        free, self._free = self._free, []
        return free

    def give_back(self, one: _T) -> None:
        """It is free again."""
        while self._waiting:
            _until, _number, future = heapq.heappop(self._waiting)
            if not future.done():
                future.set_result(one)
                return
        self._free.append(one)

    async def take(self, seconds: float) -> _T:
        """One of them, to be given back."""
        if self._free:
            return self._free.pop(0)
        future: asyncio.Future[_T] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (self._clock() + seconds, next(self._number), future))
        try:
            return await future
        except asyncio.CancelledError:
            if future.done() and not future.cancelled():
                self.give_back(future.result())  # it came as its taker went
            raise
