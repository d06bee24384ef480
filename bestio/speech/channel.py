"""A worker's own pair of streams, out of reach of whatever prints."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import BinaryIO


def private_channel() -> tuple[BinaryIO, BinaryIO]:
    """The streams to read from and to answer on. From here on, whatever prints goes to standard error's log."""
    requests = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    with Path(os.devnull).open("rb") as nothing:
        os.dup2(nothing.fileno(), 0)
    # What Python code prints is of no use, and must not fail where the log's disk is full.
    sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 (open as long as the process)
    # Ctrl-C in the terminal is for the app, which ends its workers itself.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    return requests, answers
