"""What comes in from the server, waited for without looking now and then whether there is something (not on Windows).

Textual's reader looks ten times a second, so that a lone Escape is known for one when nothing follows it; thirty apps
that nobody types in looked three hundred times.
"""

from __future__ import annotations

import contextlib
import os
import selectors
import socket
import time
from collections.abc import Iterator

from textual.constants import ESCAPE_DELAY

FOLLOWS = ESCAPE_DELAY / 2
"""Seconds between two looks for as long as what came last may be the beginning of something."""
_MOST = 4096


class Typed:
    """Reads `fileno` until its end, or until it is closed."""

    def __init__(self, fileno: int) -> None:
        self._fileno = fileno
        self._closed = False
        self._woken, self._waker = socket.socketpair()

    def close(self) -> None:
        """Read no more. On any thread, as often as one likes."""
        self._closed = True
        with contextlib.suppress(OSError):
            self._waker.send(b"\0")

    def __iter__(self) -> Iterator[bytes]:
        """What comes; b"" where nothing has come for a moment: whoever waits for more need not any longer."""
        with selectors.DefaultSelector() as selector, self._woken, self._waker:
            selector.register(self._fileno, selectors.EVENT_READ)
            selector.register(self._woken, selectors.EVENT_READ)
            until = 0.0
            while not self._closed:
                ready = selector.select(FOLLOWS if time.monotonic() < until else None)
                if any(key.fd == self._fileno for key, _events in ready):
                    data = os.read(self._fileno, _MOST)
                    if not data:
                        return
                    until = time.monotonic() + 2 * ESCAPE_DELAY
                    yield data
                yield b""
