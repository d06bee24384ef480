"""An app's end of the line to who speaks for the whole class: spoken to as a worker of its own is."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, cast

import msgspec

from bestio.speech import protocol


class LineToVoices:
    """A line to `voices.SharedVoices`. `on_frame` is called with each message, and with None at the end."""

    def __init__(self, address: Path, on_frame: Callable[[bytes | None], None]) -> None:
        """Raises OSError where nobody listens."""
        self._socket = socket.socket(socket.AF_UNIX)
        try:
            self._socket.connect(str(address))
        except OSError:
            self._socket.close()
            raise
        self._orders = cast(BinaryIO, self._socket.makefile("wb"))
        self._on_frame = on_frame
        self._alive = True
        threading.Thread(target=self._read, name="bestio-voices", daemon=True).start()

    @property
    def pid(self) -> int:
        """No process of this app."""
        return 0

    @property
    def alive(self) -> bool:
        """Whether the line stands."""
        return self._alive

    def send(self, message: msgspec.Struct) -> None:
        """Put an order on its way: it is short, and the system takes it at once. Lost where the line is cut."""
        with contextlib.suppress(OSError, ValueError):
            protocol.write_frame(self._orders, message)

    def kill(self) -> None:
        """Hang up: what was asked is given up."""
        self._alive = False
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)

    def _read(self) -> None:
        answers = cast(BinaryIO, self._socket.makefile("rb"))
        try:
            while (frame := protocol.read_frame(answers)) is not None:
                self._on_frame(frame)
        except (OSError, ValueError):
            pass
        finally:
            self._alive = False
            answers.close()
            with contextlib.suppress(OSError):
                self._orders.close()
            self._socket.close()
            self._on_frame(None)
