"""The app's end of the microphone: listens when asked to, shows how loud it is, gives what was heard."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Sequence
from pathlib import Path

import msgspec
import numpy as np

from bestio.speech import protocol
from bestio.speech.process import WorkerProcess, worker_command
from bestio.speech.recorded.clip import RATE
from bestio.speech.speech import Samples

LONGEST_TAKE = 60.0
"""Seconds after which a recording that nobody ends is kept as it is."""
OPENING = 8.0
"""Seconds that a microphone may take to be there."""
_FALLING = 0.8  # of the level that is left a moment later: it is to be read


class Microphone:
    """One microphone, in a process of its own. Thread-safe."""

    def __init__(self, command: Sequence[str] | None = None, log: Path | None = None) -> None:
        self._command = command or worker_command("bestio.speech.capture_worker")
        self._log = log
        self._worker: WorkerProcess | None = None
        self._lock = threading.Lock()
        self._opened = threading.Event()
        self._there = False
        self._number = 0
        self._listening = False
        self._pieces: list[Samples] = []
        self._level = 0.0
        self._decoder = msgspec.msgpack.Decoder(protocol.FromCapture)

    def open(self, timeout: float = OPENING) -> bool:
        """Look for a microphone, and wait until it is known whether there is one."""
        if self._worker is None:
            try:
                self._worker = WorkerProcess(self._command, self._log, self._receive)
            except OSError:
                return False
        self._opened.wait(timeout)
        return self._there

    @property
    def listening(self) -> bool:
        """Whether what is said now is kept."""
        return self._listening

    @property
    def level(self) -> float:
        """How loud it is at this moment, 0..1; 1 is too loud."""
        return self._level if self._listening else 0.0

    @property
    def seconds(self) -> float:
        """How long what has been heard by now lasts."""
        with self._lock:
            return sum(map(len, self._pieces)) / RATE

    def start(self) -> bool:
        """Begin to listen; whether there is something to listen with."""
        if self._worker is None or not self._there:
            return False
        with self._lock:
            self._number += 1
            self._pieces = []
            self._level = 0.0
            self._listening = True
        self._worker.send(protocol.Listen(self._number))
        return True

    def stop(self) -> Samples:
        """Listen no more, and give what was heard since `start`."""
        if self._worker is not None:
            self._worker.send(protocol.Halt(keep=False))
        with self._lock:
            self._listening = False
            pieces, self._pieces = self._pieces, []
        return np.concatenate(pieces) if pieces else np.zeros(0, np.float32)

    def close(self) -> None:
        """Let the microphone go."""
        worker, self._worker = self._worker, None
        self._there = self._listening = False
        if worker is not None:
            worker.kill()

    def _receive(self, frame: bytes | None) -> None:
        message: protocol.FromCapture | None = None
        if frame is not None:
            with contextlib.suppress(msgspec.DecodeError):
                message = self._decoder.decode(frame)
        if isinstance(message, protocol.Captured):
            self._hear(message)
            return
        self._there = isinstance(message, protocol.Device) and message.real
        if not self._there:
            self._listening = False
        self._opened.set()

    def _hear(self, message: protocol.Captured) -> None:
        sound = np.frombuffer(message.sound[: len(message.sound) // 4 * 4], "<f4").copy()
        np.nan_to_num(sound, copy=False)
        with self._lock:
            if not self._listening or message.number != self._number or not len(sound):
                return
            self._pieces.append(sound)
            self._level = min(1.0, max(float(np.abs(sound).max()), _FALLING * self._level))
            if sum(map(len, self._pieces)) > LONGEST_TAKE * RATE:
                self._listening = False
