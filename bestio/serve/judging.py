"""Can a voice be understood? One process listens for all apps, when nothing else is to be done.

What it measures is told by `speech.understanding`.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import queue
import struct
import threading
from collections.abc import Awaitable, Callable
from typing import BinaryIO, Final

import msgspec

from bestio.errors import BestioError
from bestio.serve.line_to_voices import LineToVoices
from bestio.serve.started import Link
from bestio.speech import protocol
from bestio.speech.intelligibility_gate import Unheard
from bestio.speech.voice import Accepts, Voice

LISTEN = b"listen"
"""The order that makes a process of ours one that listens, and no app."""
PATIENCE = 60.0
"""Seconds for which an app waits for a verdict: others may be before it, and keys come before all of them."""
LONGEST = 20.0
"""Seconds after which a process that listens is replaced."""
MOST_FOUND = 4000
_KINDER = 10
_MOST_BYTES = 1 << 10
_LENGTH: Final = struct.Struct("<I")


Start = Callable[[bytes], Awaitable[Link]]
"""Starts a process of ours that does an order. Raises OSError."""


class Judge(msgspec.Struct, frozen=True, tag="judge"):
    """Can this voice be understood?"""

    voice: Voice


class Verdict(msgspec.Struct, frozen=True, tag="verdict"):
    """Whether it can; None where nothing is heard."""

    understood: bool | None


_decode_judge = msgspec.msgpack.Decoder(Judge).decode
_decode_verdict = msgspec.msgpack.Decoder(Verdict).decode


def give_way() -> None:
    """Let the apps of the class go first, this process and those that it starts from now on."""
    if hasattr(os, "nice"):
        os.nice(_KINDER)


def judge_all(accepts: Accepts, requests: BinaryIO, answers: BinaryIO) -> None:
    """Be the process that listens: answer each `Judge` until the input ends."""
    while (frame := protocol.read_frame(requests)) is not None:
        try:
            verdict = Verdict(accepts(_decode_judge(frame).voice))
        except BestioError:
            verdict = Verdict(None)
        try:
            protocol.write_frame(answers, verdict)
        except OSError:
            return


class Judging:
    """The process that listens, started when it is first asked; what it found is kept."""

    def __init__(self, start: Start) -> None:
        self._start = start
        self._link: Link | None = None
        self._turn = asyncio.Lock()
        self._found: dict[bytes, bool] = {}

    async def ask(self, order: Judge) -> bool | None:
        """Whether a voice can be understood; None where nobody can tell."""
        asked = msgspec.msgpack.encode(order)
        key = hashlib.blake2b(asked, digest_size=16).digest()
        async with self._turn:
            if key not in self._found:
                try:
                    found = await asyncio.wait_for(self._ask(asked), LONGEST)
                except (OSError, EOFError, TimeoutError, msgspec.MsgspecError):
                    self.close()
                    return None
                if found is None:
                    return None
                self._found[key] = found
                if len(self._found) > MOST_FOUND:
                    del self._found[next(iter(self._found))]
            return self._found[key]

    async def _ask(self, asked: bytes) -> bool | None:
        if self._link is None:
            self._link = await self._start(LISTEN)
        self._link.stdin.write(_LENGTH.pack(len(asked)) + asked)
        await self._link.stdin.drain()
        (length,) = _LENGTH.unpack(await self._link.stdout.readexactly(_LENGTH.size))
        if length > _MOST_BYTES:
            raise EOFError
        return _decode_verdict(await self._link.stdout.readexactly(length)).understood

    def close(self) -> None:
        """End it; the next question starts another one."""
        link, self._link = self._link, None
        if link is not None:
            link.kill()


class AskedElsewhere:
    """What `intelligibility_gate.Gate` takes for a listener: who listens for all is asked, one voice at a time."""

    def __init__(self, connect: Callable[[Callable[[bytes | None], None]], LineToVoices]) -> None:
        """`connect`: a line to `voices.SharedVoices`. Raises OSError."""
        self._connect = connect
        self._one_at_a_time = threading.Lock()
        self._line: LineToVoices | None = None
        self._answers: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()

    def __call__(self, voice: Voice) -> bool:
        """Whether `voice` can be understood. Raises Unheard where nobody can tell."""
        with self._one_at_a_time:
            try:
                answer = self._ask(voice)
            except (OSError, queue.Empty, msgspec.MsgspecError):
                answer = None
            if answer is None or answer.understood is None:
                self.close()
                raise Unheard
            return answer.understood

    def close(self) -> None:
        """Hang up; the next question calls again."""
        line, self._line = self._line, None
        if line is not None:
            line.kill()

    def _ask(self, voice: Voice) -> Verdict | None:
        if self._line is None or not self._line.alive:
            self._answers = queue.SimpleQueue()
            self._line = self._connect(self._answers.put)
        self._line.send(Judge(voice))
        frame = self._answers.get(timeout=PATIENCE)
        return _decode_verdict(frame) if frame is not None else None
