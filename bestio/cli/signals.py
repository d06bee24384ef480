"""What is still done when the terminal is closed, or the system asks the program to end."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from types import FrameType

PATIENCE = 2.0
"""Seconds that closing may take before the program ends without it, and as many for giving the terminal back."""
_ENDS = ("SIGHUP", "SIGTERM", "SIGINT")
LEAVE = "".join(
    f"\x1b[{code}"
    for code in (
        "?2026l",  # a picture that was begun is ended
        "?1000l", "?1003l", "?1015l", "?1006l", "?1016l",  # the mouse
        "?1004l", "?2004l", "?2048l", "<u",  # reports of focus, of pastes and of sizes, and the keys of kitty
        "0m", "?7h", "?1049l", "?25h",  # colours, wrapped lines, what stood there before the app, the cursor
    )
)  # fmt: skip
"""What takes back all that Textual 8 asks of a terminal (`textual.drivers.linux_driver`)."""


@contextlib.contextmanager
def closed_by_hangup(close: Callable[[], None]) -> Iterator[None]:
    """Call `close` before a hangup or a request to end takes effect, which it does as ever, and give the terminal back.

    A worker ends with the app by itself, but not one that the system holds: only the app can still kill that one. For
    the main thread.
    """
    give_back = _terminal_as_it_is()
    numbers = [getattr(signal, name) for name in _ENDS if hasattr(signal, name)]

    def end(number: int, _frame: FrameType | None) -> None:
        for other in numbers:  # a system that ends sends several: one is enough, and must not cut short what it does
            signal.signal(other, signal.SIG_IGN)
        for act in (close, give_back):
            # On a thread: the one that was interrupted may hold what this needs.
            doing = threading.Thread(target=act, daemon=True)
            doing.start()
            doing.join(PATIENCE)
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)

    before = {number: signal.signal(number, end) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _terminal_as_it_is() -> Callable[[], None]:
    """What gives the terminal back as it is now, where the app has taken it meanwhile and still has it."""
    try:
        import termios  # noqa: PLC0415 (not on Windows)

        keys, screen = sys.stdin.fileno(), sys.stderr.fileno()
        before = termios.tcgetattr(keys)
    except (ImportError, OSError, ValueError, termios.error):
        return lambda: None

    def give_back() -> None:
        with contextlib.suppress(OSError, termios.error):
            if os.tcgetpgrp(keys) == os.getpgrp() and termios.tcgetattr(keys) != before:
                os.write(screen, LEAVE.encode())
                termios.tcsetattr(keys, termios.TCSAFLUSH, before)

    return give_back
