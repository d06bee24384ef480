"""The screen of an app that stands in a browser: textual-serve's protocol, and what we add to it."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from functools import partial
from typing import Any, Protocol, runtime_checkable

import msgspec
from textual.app import App
from textual.drivers.web_driver import WebDriver
from textual.messages import ExitApp

from bestio.serve.loudspeaker import Heard
from bestio.serve.steps import Step
from bestio.serve.typed import Typed


@runtime_checkable
class Listens(Protocol):
    """An app that wants to know what the server says: how far its page is with a sound, how it is to look, whether

    anybody sees it, where the class goes.
    """

    def heard(self, heard: Heard) -> None:
        """The page has said so."""
        ...

    def wear(self, colours: str, *, easy: bool) -> None:
        """The page is shown in these colours, and in easy reading or not."""
        ...

    def rest(self, *, resting: bool) -> None:
        """Nobody sees the app, or somebody does again."""
        ...

    async def lead(self, step: Step) -> None:
        """The class goes to an activity of the plan."""
        ...


class ClassDriver(WebDriver):
    """Paints the screen whole when it is asked to, and ends the app where nobody is at the other end any more."""

    def __init__(self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None):
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._one_at_a_time = threading.Lock()
        self._write = self._write_whole  # type: ignore[assignment]
        if sys.platform != "win32":
            self._input_reader = Typed(sys.__stdin__.fileno())  # type: ignore[assignment, union-attr]

    def _write_whole(self, data: bytes) -> int:
        """Write all of `data`, from whichever thread; to nobody where the server has gone."""
        left = memoryview(data)
        with self._one_at_a_time:
            try:
                while left:
                    left = left[os.write(self.fileno, left) :]
            except OSError:
                return 0  # the end of the input ends the app
        return len(data)

    def on_meta(self, packet_type: str, payload: dict[str, object]) -> None:
        """Do what the server asks. On the thread that reads."""
        if packet_type == "redraw":
            self._app.call_later(self.redraw)
        elif packet_type == "alive":
            self._app.call_later(self.write_meta, {"type": "alive"})
        elif packet_type == "heard":
            if isinstance(self._app, Listens):
                with contextlib.suppress(msgspec.ValidationError):
                    self._app.heard(msgspec.convert(payload, Heard))
        elif packet_type == "look":
            if isinstance(self._app, Listens):
                wear = partial(self._app.wear, str(payload.get("colours")), easy=bool(payload.get("easy")))
                self._app.call_later(wear)
        elif packet_type == "rest":
            if isinstance(self._app, Listens):
                self._app.call_later(partial(self._app.rest, resting=payload.get("on") is True))
        elif packet_type == "step":
            if isinstance(self._app, Listens):
                with contextlib.suppress(msgspec.ValidationError):
                    self._app.call_later(self._app.lead, msgspec.convert(payload, Step))
        else:
            super().on_meta(packet_type, payload)

    def redraw(self) -> None:
        """Tell a terminal that knows nothing of us all that it must know; "whole" says where that begins."""
        self.write_meta({"type": "whole"})
        self.write("\x1b[?1049h\x1b[0m\x1b[2J\x1b[?25l")
        self._enable_mouse_support()
        self._enable_bracketed_paste()
        self._app.refresh()

    def run_input_thread(self) -> None:
        """Read to the end; where that comes by itself, the server has gone: save and leave."""
        super().run_input_thread()
        if not self.exit_event.is_set():
            self._app.post_message(ExitApp())
