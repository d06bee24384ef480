"""The app's end of the speech worker: starts it, asks it, and knows when it is lost."""

from __future__ import annotations

import atexit
import queue
import threading
import weakref
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

import msgspec

from bestio.speech import protocol
from bestio.speech.process import WorkerProcess
from bestio.speech.scratch import make_scratch, remove_scratch

START_TIMEOUT = 20.0
"""Seconds that a new worker may take to be ready: an old hard disk and an antivirus are slow."""

Pieces = tuple[tuple[str, int], ...]
_Inbox = queue.SimpleQueue[bytes | None]


class SpeakingProcess(Protocol):
    """What speaks, as `WorkerProcess` is spoken to: it takes `protocol.ToWorker`."""

    @property
    def pid(self) -> int:
        """The number of its process; 0 where it is not ours alone."""
        ...

    @property
    def alive(self) -> bool:
        """Whether it may answer still."""
        ...

    def send(self, message: msgspec.Struct) -> None:
        """Put an order on its way, without waiting."""
        ...

    def kill(self) -> None:
        """Have nothing more to do with it."""
        ...


Give = Callable[[str, Sequence[str]], tuple[bytes, ...]]
"""Gives a worker the sounds of clips of a bank, or of none its lines: see `protocol.Want`."""
StartWorker = Callable[[Callable[[bytes | None], None]], SpeakingProcess]
"""Starts what speaks; the function is called with each of its messages, and with None at its end. Raises OSError."""


class Lost(Exception):  # noqa: N818 (a state, not a mistake)
    """The worker has died, or gave no sign of life for too long. It has been killed."""


class SpeechLink:
    """One worker at a time, started when it is needed. `drop` may be called from any thread, the rest from one."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        models: Sequence[Path] = (),
        log: Path | None = None,
        temporary: Path | None = None,
        start: StartWorker | None = None,
        give: Give | None = None,
    ) -> None:
        """`start`: what starts something else that speaks, no worker of our own: it needs no folder."""
        self._give = give
        self.starts = 0
        self._command = tuple(command)
        self._models = tuple(str(folder) for folder in models)
        self._log = log
        self._temporary = temporary
        self._start = start
        self._lock = threading.Lock()
        self._worker: SpeakingProcess | None = None
        self._inbox: _Inbox = queue.SimpleQueue()
        self._ready = False
        self._scratch: Path | None = None
        self._number = 0
        self._decoder = msgspec.msgpack.Decoder(protocol.FromWorker)
        atexit.register(_close_at_exit, weakref.ref(self))

    @property
    def pid(self) -> int | None:
        """The number of the worker process, while there is one."""
        worker = self._worker
        return worker.pid if worker is not None else None

    @property
    def ready(self) -> bool:
        """Whether a worker has said that it listens."""
        return self._ready and self._worker is not None

    def start(self) -> None:
        """Start a worker unless there is one, without waiting for it. Raises OSError."""
        with self._lock:
            if self._worker is not None and self._worker.alive:
                return
            if self._scratch is None and self._start is None:
                self._scratch = make_scratch(self._temporary)
            self._inbox = queue.SimpleQueue()
            self._ready = False
            if self._start is not None:
                self._worker = self._start(self._inbox.put)
            else:
                self._worker = WorkerProcess(self._command, self._log, self._inbox.put)
            self.starts += 1
            self._worker.send(protocol.Begin(str(self._scratch or ""), self._models))

    def ask(
        self, pieces: Pieces, recipe: protocol.Recipe, timeout: float, manners: tuple[protocol.Manner, ...] = ()
    ) -> protocol.Spoken | protocol.Failed:
        """The worker's answer. Raises Lost, with the worker killed, and OSError where none can be started."""
        self.start()
        worker, inbox = self._worker, self._inbox
        if worker is None:
            raise Lost("dropped")
        self._number += 1
        order = protocol.Say(self._number, pieces, recipe, manners)
        if self._ready:
            worker.send(order)
        patience = timeout if self._ready else max(timeout, START_TIMEOUT)
        while True:
            message = self._next(inbox, patience)
            patience = timeout + (message.more if isinstance(message, protocol.Progress) else 0.0)
            if isinstance(message, protocol.Ready):
                self._ready = True
                worker.send(order)
            elif isinstance(message, protocol.Want):
                nothing = (b"",) * max(1, len(message.clips))
                given = self._give(message.bank, message.clips) if self._give is not None else nothing
                worker.send(protocol.Given(message.number, given))
            elif isinstance(message, protocol.Spoken | protocol.Failed) and message.number == order.number:
                return message

    def drop(self) -> None:
        """Kill the worker; whoever waits for it gets Lost. The next `ask` starts another one."""
        with self._lock:
            worker, self._worker, self._ready = self._worker, None, False
        if worker is not None:
            worker.kill()

    def close(self) -> None:
        """Kill the worker and remove its folder."""
        self.drop()
        if self._scratch is not None:
            remove_scratch(self._scratch)
            self._scratch = None

    def _next(self, inbox: _Inbox, patience: float) -> protocol.FromWorker:
        try:
            frame = inbox.get(timeout=patience)
        except queue.Empty:
            self.drop()
            raise Lost("no sign of life") from None
        if frame is None:
            self.drop()
            raise Lost("ended")
        try:
            message: protocol.FromWorker = self._decoder.decode(frame)
        except msgspec.DecodeError as error:
            self.drop()
            raise Lost(f"unreadable: {error}") from error
        return message


def _close_at_exit(link: weakref.ref[SpeechLink]) -> None:
    """Leave no process and no folder when the program ends without closing."""
    found = link()
    if found is not None:
        found.close()
