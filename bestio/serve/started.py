"""A process of ours that was started: an app, or who listens for them all."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from dataclasses import dataclass


@dataclass
class Link:
    """A started app: what it writes, what it reads, and its process's number."""

    pid: int
    stdout: asyncio.StreamReader
    stdin: asyncio.StreamWriter
    stderr: asyncio.StreamReader
    """Nothing: an app writes its reports into a file."""

    def kill(self) -> None:
        """End the process now, whatever it does."""
        if not self.stdout.at_eof():  # else the number may be another's by now
            with contextlib.suppress(OSError):
                os.kill(self.pid, getattr(signal, "SIGKILL", signal.SIGTERM))
        self.stdin.close()
