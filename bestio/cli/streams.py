"""The standard streams as commands need them: there, in UTF-8, and quiet once nobody listens."""

from __future__ import annotations

import contextlib
import os
import sys

# What a stream that was closed (`bestio … >&-`) leads to: nothing comes from it; what goes to the output is refused, as
# it is on a full disk; and nothing is said. Left closed, its number would be that of the next file that is opened, and
# what a library prints would go into a journal.
_CLOSED = (("stdin", os.O_RDONLY, "r"), ("stdout", os.O_RDONLY, "w"), ("stderr", os.O_WRONLY, "w"))


def open_streams() -> None:
    """Have three streams, that take French letters: Windows consoles and bare locales would refuse them."""
    for number, (name, flags, mode) in enumerate(_CLOSED):
        if getattr(sys, name) is None:
            handle = os.open(os.devnull, flags)
            if handle != number:
                os.dup2(handle, number)
                os.close(handle)
            setattr(sys, name, open(number, mode, encoding="utf-8", closefd=False))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]


def give_up_output() -> None:
    """Let what still waits to be printed go nowhere: Python would try again, and complain, when it ends."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
