"""How an app for a browser is started: as a copy of a warm process, or as a process of its own where none is copied."""

from __future__ import annotations

import asyncio
import socket
import subprocess
from collections.abc import Mapping, Sequence
from typing import Protocol

from bestio.serve import forks
from bestio.serve.started import Link
from bestio.serve.voices import SharedVoices

PATIENCE = 30.0
"""Seconds that a warm process may take to read everything, and to copy itself."""
_GONE = 5.0


class Starter(Protocol):
    """Starts apps."""

    def begin(self) -> None:
        """Get ready, without waiting for it: the first app then comes sooner."""
        ...

    async def start(self, order: bytes) -> Link:
        """Start an app that does `order`. Raises OSError."""
        ...

    async def close(self) -> None:
        """Start no more."""
        ...


class ForkStarter:
    """Starts apps as copies of one process, which is started anew where it ends."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        """`command`: with the number of the channel to be added, the process that calls `forks.next_order`."""
        self._command = tuple(command)
        self._environment = dict(environment)
        self._control: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._one_at_a_time = asyncio.Lock()

    def begin(self) -> None:
        """Start the warm process without waiting for it."""
        ours, its = socket.socketpair()
        with its:
            self._process = subprocess.Popen(
                [*self._command, str(its.fileno())],
                env=self._environment,
                pass_fds=[its.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                start_new_session=True,
            )
        ours.setblocking(False)
        self._control = ours

    async def start(self, order: bytes) -> Link:
        async with self._one_at_a_time:
            for last in (False, True):
                if self._control is None:
                    self.begin()
                try:
                    return await asyncio.wait_for(self._ask(order), PATIENCE)
                except (OSError, TimeoutError, EOFError) as error:
                    await self.close()
                    if last:
                        raise OSError(str(error)) from error
        raise OSError

    async def _ask(self, order: bytes) -> Link:
        control, loop = self._control, asyncio.get_running_loop()
        if control is None:
            raise EOFError
        ours, its = socket.socketpair()
        with its:
            forks.ask(control, order, its)
        try:
            answer = b""
            while len(answer) < forks.ANSWER:
                more = await loop.sock_recv(control, forks.ANSWER - len(answer))
                if not more:
                    raise EOFError
                answer += more
        except BaseException:
            ours.close()
            raise
        reader, writer = await asyncio.open_connection(sock=ours)
        return Link(forks.number_of(answer), reader, writer, _nothing())

    async def close(self) -> None:
        control, self._control = self._control, None
        process, self._process = self._process, None
        if control is not None:
            control.close()  # which ends the process
        if process is not None:
            await asyncio.to_thread(_end, process)


class SpawnStarter:
    """Starts each app as a process of its own."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        """`command`: with the order to be added, the process that is an app."""
        self._command = tuple(command)
        self._environment = dict(environment)
        self._running: set[asyncio.Task[int]] = set()

    def begin(self) -> None:
        """Each app reads everything itself."""

    async def start(self, order: bytes) -> Link:
        process = await asyncio.create_subprocess_exec(
            *self._command,
            order.decode(),
            env=self._environment,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
        if process.stdin is None or process.stdout is None:
            raise OSError
        waiting = asyncio.create_task(process.wait())  # so that it is forgotten when it ends
        self._running.add(waiting)
        waiting.add_done_callback(self._running.discard)
        return Link(process.pid, process.stdout, process.stdin, _nothing())

    async def close(self) -> None:
        if self._running:
            await asyncio.wait(self._running, timeout=_GONE)


class WithVoices:
    """Starts apps that have in common who speaks."""

    def __init__(self, starter: Starter, voices: SharedVoices) -> None:
        self._starter = starter
        self._voices = voices

    def begin(self) -> None:
        self._starter.begin()
        self._voices.begin()

    async def start(self, order: bytes) -> Link:
        await self._voices.open(self._starter.start)
        return await self._starter.start(order)

    async def close(self) -> None:
        await self._starter.close()
        await self._voices.close()


def _nothing() -> asyncio.StreamReader:
    reader = asyncio.StreamReader()
    reader.feed_eof()
    return reader


def _end(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(_GONE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
