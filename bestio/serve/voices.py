"""Who speaks for a whole class: a few workers for the lines of all apps, and what was said is kept for the next one.

An app speaks to it as it would to a worker of its own (`speech.protocol`), over a socket in a folder that is the
owner's alone; where it hangs up, what it wanted is given up.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import socket
import struct
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeVar

import msgspec

from bestio.serve.judging import Judge, Judging, Start, Verdict
from bestio.serve.turns import Turns
from bestio.speech import protocol
from bestio.speech.process import worker_command
from bestio.speech.rendering import recipe_of
from bestio.speech.scratch import make_scratch, remove_scratch
from bestio.speech.speaker import SLOW_ENGINES, TIMEOUT
from bestio.speech.voice import Effect, Voice
from bestio.speech.worker_client import Give, Lost, SpeechLink

CAN_SHARE = hasattr(socket, "AF_UNIX") and hasattr(asyncio, "start_unix_server")
"""Whether this system lets the apps share who speaks (Linux, macOS); elsewhere each has its own."""
WORKERS = 2
KEPT = 8 << 20
"""Bytes of sound that are kept for whoever says the same."""
SIGN = 1.0
"""Seconds between two signs of life while a line is waited for."""
LETTERS = 100.0
"""Letters by which a line that is longer may be behind those that come a second later."""
MOST_ORDERS = 8
"""Orders of one app that wait; it is not read from further before one is done."""
GRACE = 0.5
"""Seconds that a worker may still take for a line that nobody wants any more, before it is ended."""
LONGEST = 1 << 20
"""Bytes that an order of an app may have."""
WARMING: Final = "Bonjour."
"""What a worker says for nobody: with it comes all that it needs for others."""
_LENGTH: Final = struct.Struct("<I")
_SOCKET = "voix"
_T = TypeVar("_T")
_encoder = msgspec.msgpack.Encoder()
_Order = protocol.Say | Judge
_orders = msgspec.msgpack.Decoder(protocol.Begin | _Order)


class SharedVoices:
    """Says the lines of all apps, `WORKERS` at a time. `address` is where they ask for it."""

    def __init__(
        self,
        models: Sequence[Path] = (),
        *,
        timeout: float = TIMEOUT,
        command: Sequence[str] | None = None,
        give: Give | None = None,
    ) -> None:
        """`models`: folders of piper models. `timeout`: see `speaker.TIMEOUT`. `command`: other workers than ours.

        `give`: see `worker_client.Give`; it is called in threads.

        Raises OSError where no folder can be made.
        """
        command = command or worker_command("bestio.speech.worker")
        self._folder = make_scratch()
        self.address = self._folder / _SOCKET
        self._timeout = timeout
        self._links = [SpeechLink(command, models=models, give=give) for _one in range(WORKERS)]
        self._turns: Turns[SpeechLink] = Turns(time.monotonic)
        for link in self._links:
            self._turns.give_back(link)
        self._threads = ThreadPoolExecutor(WORKERS, thread_name_prefix="bestio-voices")
        self._server: asyncio.Server | None = None
        self._warming: list[tuple[SpeechLink, Future[protocol.Spoken | protocol.Failed]]] = []
        self._lines: set[asyncio.Task[None]] = set()
        self._kept = Kept(KEPT)
        self._judging: Judging | None = None

    @property
    def pids(self) -> list[int]:
        """The numbers of the workers that run."""
        return [pid for link in self._links if (pid := link.pid) is not None]

    def begin(self) -> None:
        """Let the workers get ready, before `open` and without waiting: a class says its first lines all at once."""
        recipe = recipe_of(Voice(id="", title="", effects=(Effect.make("tremolo"),)))
        for link in self._turns.take_free():
            said = self._threads.submit(link.ask, ((WARMING, 0),), recipe, self._timeout)
            self._warming.append((link, said))

    async def open(self, start: Start) -> None:
        """Let apps ask from now on; `start` starts the process that listens. Doing it again changes nothing.

        Raises OSError.
        """
        for link, said in self._warming:
            asyncio.wrap_future(said).add_done_callback(partial(self._is_free, link))
        self._warming.clear()
        if self._server is None:
            self._judging = Judging(start)
            self._server = await asyncio.start_unix_server(self._hear, str(self.address))

    async def close(self) -> None:
        """Be silent, and end the workers."""
        if self._server is not None:
            self._server.close()
        for line in list(self._lines):
            line.cancel()
        if self._lines:
            await asyncio.wait(self._lines)
        if self._judging is not None:
            self._judging.close()
        for last in (False, True):  # who was just being asked may have begun anew
            for link in self._links:
                await asyncio.to_thread(link.close)
            if not last:
                await asyncio.to_thread(self._threads.shutdown, cancel_futures=True)
        remove_scratch(self._folder)

    async def _hear(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Do what an app asks, one order after the other, until it hangs up."""
        task = asyncio.current_task()
        assert task is not None
        self._lines.add(task)
        gone = asyncio.Event()
        orders: asyncio.Queue[_Order] = asyncio.Queue(MOST_ORDERS)
        reading = asyncio.create_task(_read(reader, writer, orders.put))
        reading.add_done_callback(lambda _done: gone.set())
        try:
            while (order := await _first(orders.get(), gone)) is not None:
                answer = await self._do(order, gone, lambda number: _write(writer, protocol.Progress(number)))
                if answer is None:
                    break
                _write(writer, answer)
                await writer.drain()
        except (OSError, asyncio.CancelledError):
            pass  # the app has gone, or all end
        finally:
            reading.cancel()
            self._lines.discard(task)
            writer.close()

    async def _do(self, order: _Order, gone: asyncio.Event, sign: Callable[[int], None]) -> msgspec.Struct | None:
        if isinstance(order, protocol.Say):
            return await self._answer(order, gone, sign)
        return Verdict(await self._judging.ask(order) if self._judging is not None else None)

    async def _answer(
        self, order: protocol.Say, gone: asyncio.Event, sign: Callable[[int], None]
    ) -> protocol.Spoken | protocol.Failed | None:
        """What is said to `order`; None where the app has gone, or no worker lived long enough."""
        key = _key(order)
        if (kept := self._kept.get(key)) is not None:
            return msgspec.structs.replace(kept, number=order.number)
        asked = asyncio.ensure_future(self._ask(order, gone))
        try:
            while not asked.done():
                await asyncio.wait({asked}, timeout=SIGN)
                if not asked.done():
                    sign(order.number)
        except BaseException:
            asked.cancel()
            raise
        answer = asked.result()
        if isinstance(answer, protocol.Spoken) and order.recipe.bank is None:
            self._kept.put(key, answer)  # what is made of somebody's recordings is not kept: they may take them back
        return answer if answer is None else msgspec.structs.replace(answer, number=order.number)

    async def _ask(self, order: protocol.Say, gone: asyncio.Event) -> protocol.Spoken | protocol.Failed | None:
        link = await self._worker_for(order, gone)
        if link is None:
            return None
        timeout = max(self._timeout, SLOW_ENGINES.get(order.recipe.engine, 0.0))
        loop = asyncio.get_running_loop()
        said = loop.run_in_executor(self._threads, link.ask, order.pieces, order.recipe, timeout, order.manners)
        said.add_done_callback(partial(self._is_free, link))
        try:
            if not await _done_or(said, gone):
                await asyncio.wait({said}, timeout=GRACE)
                if not said.done():
                    link.drop()
            return await said
        except (Lost, OSError):
            return None
        except asyncio.CancelledError:
            link.drop()
            raise

    async def _worker_for(self, order: protocol.Say, gone: asyncio.Event) -> SpeechLink | None:
        """A worker, short lines first; None where the app has gone before."""
        letters = sum(len(text) for text, _at in order.pieces)
        taking = asyncio.create_task(self._turns.take(letters / LETTERS))
        try:
            return taking.result() if await _done_or(taking, gone) else None
        except asyncio.CancelledError:
            if taking.done():
                self._turns.give_back(taking.result())
            raise
        finally:
            taking.cancel()

    def _is_free(self, link: SpeechLink, said: asyncio.Future[protocol.Spoken | protocol.Failed]) -> None:
        self._turns.give_back(link)
        if not said.cancelled():
            said.exception()  # where nobody waits any more, nobody is told of it


class Kept:
    """What was said, by what was asked: the latest, `most` bytes of sound."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._said: OrderedDict[bytes, protocol.Spoken] = OrderedDict()
        self._bytes = 0

    def get(self, key: bytes) -> protocol.Spoken | None:
        """What was said to this, if it is kept."""
        found = self._said.get(key)
        if found is not None:
            self._said.move_to_end(key)
        return found

    def put(self, key: bytes, said: protocol.Spoken) -> None:
        """Keep it, and let go what was not asked for the longest."""
        self._bytes += len(said.sound) - (len(self._said.pop(key).sound) if key in self._said else 0)
        self._said[key] = said
        while self._bytes > self._most:
            _key, oldest = self._said.popitem(last=False)
            self._bytes -= len(oldest.sound)


def _key(order: protocol.Say) -> bytes:
    said = _encoder.encode((order.pieces, order.recipe, order.manners))
    return hashlib.blake2b(said, digest_size=16).digest()


async def _read(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, put: Callable[[_Order], Awaitable[None]]
) -> None:
    """Hand on what an app asks, until it hangs up or says what no app of ours says."""
    with contextlib.suppress(OSError, EOFError, msgspec.MsgspecError):
        while True:
            (length,) = _LENGTH.unpack(await reader.readexactly(_LENGTH.size))
            if length > LONGEST:
                return
            order = _orders.decode(await reader.readexactly(length))
            if isinstance(order, protocol.Begin):
                _write(writer, protocol.Ready())
            else:
                await put(order)


def _write(writer: asyncio.StreamWriter, message: msgspec.Struct) -> None:
    body = _encoder.encode(message)
    writer.write(_LENGTH.pack(len(body)) + body)


async def _first(coming: Awaitable[_T], gone: asyncio.Event) -> _T | None:
    """What comes, or None where the app has gone before."""
    got = asyncio.ensure_future(coming)
    try:
        return got.result() if await _done_or(got, gone) else None
    finally:
        got.cancel()


async def _done_or(future: asyncio.Future[Any], gone: asyncio.Event) -> bool:
    """Wait for it or for the app to go; whether it is done."""
    leaving = asyncio.create_task(gone.wait())
    try:
        await asyncio.wait([future, leaving], return_when=asyncio.FIRST_COMPLETED)
    finally:
        leaving.cancel()
    return future.done()
