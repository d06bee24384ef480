"""One worker process seen from the app: started, spoken to without ever waiting, killed without a trace."""

from __future__ import annotations

import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO, cast

import msgspec

from bestio.speech import protocol

_ROOT = Path(__file__).resolve().parents[2]
_PIPE = 1 << 20  # bytes on their way at most, where the system lets one choose: a line of speech, whole
_GONE = 5.0  # seconds that a killed process may take to be gone


def worker_command(module: str) -> tuple[str, ...]:
    """The command that runs `module.main()` with this Python and this very package, wherever it is run from.

    `-P` keeps the current folder, which may hold a pupil's `wave.py`, out of the way.
    """
    code = f"import sys; sys.path.insert(0, {str(_ROOT)!r}); from {module} import main; main()"
    return (sys.executable, "-P", "-c", code)


class WorkerProcess:
    """A running worker. `on_frame` is called with each frame from it, and with None once it has ended.

    Both are called on a thread of this object. `send` never blocks; `kill` returns when the process is gone.
    """

    def __init__(self, command: Sequence[str], log: Path | None, on_frame: Callable[[bytes | None], None]) -> None:
        with _log(log) as errors:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                pipesize=_PIPE,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        self._on_frame = on_frame
        self._outbox: queue.SimpleQueue[msgspec.Struct | None] = queue.SimpleQueue()
        for work in (self._read, self._write):
            threading.Thread(target=work, name=f"bestio-{work.__name__}", daemon=True).start()

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether the process still runs (or is held)."""
        return self._process.poll() is None

    def send(self, message: msgspec.Struct) -> None:
        """Put `message` on its way; lost without a word when the process is gone, which `on_frame` tells."""
        self._outbox.put(message)

    def kill(self) -> None:
        """End the process now, even a stopped one, and wait until the system has forgotten it."""
        self._process.kill()
        self._outbox.put(None)
        try:
            self._process.wait(_GONE)
        except subprocess.TimeoutExpired:
            return

    def _read(self) -> None:
        answers = cast(BinaryIO, self._process.stdout)
        try:
            while (frame := protocol.read_frame(answers)) is not None:
                self._on_frame(frame)
        except (OSError, ValueError):
            pass
        finally:
            answers.close()
            self._outbox.put(None)
            self._on_frame(None)

    def _write(self) -> None:
        requests = cast(BinaryIO, self._process.stdin)
        try:
            while (message := self._outbox.get()) is not None:
                protocol.write_frame(requests, message)
        except (OSError, ValueError):
            pass
        finally:
            _close_quietly(requests)


def _log(path: Path | None) -> BinaryIO:
    """Where a worker's prints go: a file that starts anew, or nowhere."""
    if path is not None:
        try:
            return path.open("wb")
        except OSError:
            pass
    return Path(os.devnull).open("wb")


def _close_quietly(stream: BinaryIO) -> None:
    try:
        stream.close()
    except OSError:
        return
