"""The real program in a real terminal: what was shown as done outlives a kill at any moment."""

from __future__ import annotations

import contextlib
import os
import re
import select
import signal
import struct
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.constants import ESCAPE_DELAY

from bestio.creation.fold import Creation
from bestio.journal.journal import look
from tests.pace import Patience

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are POSIX")

ESCAPES = re.compile(rb"\x1b\[[0-9;?<>=]*[ -/]*[@-~]|\x1b[\]P].*?(?:\x07|\x1b\\)|\x1b.", re.DOTALL)
KEYS = {
    "f2": b"\x1bOQ",
    "f3": b"\x1bOR",
    "f4": b"\x1bOS",
    "f5": b"\x1b[15~",
    "enter": b"\r",
    "space": b" ",
    "escape": b"\x1b",
}
LIMIT = 40.0
PROGRAM = ("-m", "bestio")
FAILING = """
from textual.constants import ESCAPE_DELAY

from bestio.cli import main
from bestio.tui.screens.workshop import WorkshopScreen

def fails(self, *_given):
    pupil = "le secret de Zoé"
    error = KeyError(pupil)
    if PICTURED:
        error.__rich__ = lambda: pupil
    if WORKER:
        async def work():
            raise error
        self.run_worker(work())
    else:
        raise error

WorkshopScreen.introduce = fails
main()
"""


class Terminal:
    """`bestio` at 80 x 24, its keys and what it has painted."""

    def __init__(self, home: Path, *words: str, program: tuple[str, ...] = PROGRAM) -> None:
        import fcntl
        import pty
        import termios

        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            environment = {**os.environ, "TERM": "xterm-256color", "BESTIO_HOME": str(home), "HOME": str(home)}
            os.execve(sys.executable, [sys.executable, *program, *words], environment)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.modes_before = termios.tcgetattr(self.fd)
        self.raw = b""
        self._since = 0  # where what is looked at begins

    @property
    def seen(self) -> str:
        """What has been painted since the last key, each command of the terminal a space.

        All of it is read anew: what comes in pieces may be cut within a letter or a command.
        """
        return ESCAPES.sub(b" ", self.raw[self._since :]).decode("utf-8", "replace")

    def read(self, seconds: float) -> bool:
        """Read what is painted; whether there may be more."""
        ready, _, _ = select.select([self.fd], [], [], seconds)
        if ready:
            try:
                painted = os.read(self.fd, 1 << 16)
            except OSError:
                painted = b""
            if not painted:
                return False  # the program has ended
            self.raw += painted
        return True

    def ended(self) -> int:
        """How the program ended, once it has: minus the signal, or its code."""
        patience = Patience(LIMIT)
        while self.read(0.1):
            assert not patience.over, self.seen[-2000:]
        while not (gone := os.waitpid(self.pid, os.WNOHANG))[0]:
            assert not patience.over
            time.sleep(0.01)
        return os.waitstatus_to_exitcode(gone[1])

    def given_back(self) -> bool:
        """Whether the terminal is as it was before the program came: nothing that was turned on is left so."""
        import termios

        modes = dict(re.findall(rb"\x1b\[\?(\d+)([hl])", self.raw))  # the last word on each
        hidden = {mode for mode, on in modes.items() if on == (b"l" if mode in {b"7", b"25"} else b"h")}
        return not hidden and termios.tcgetattr(self.fd) == self.modes_before

    def until(self, text: str) -> None:
        patience = Patience(LIMIT)
        while text not in self.seen.replace("\u00a0", " "):  # as what comes before “ !” is shown
            assert not patience.over, f"never: {text}\n{self.seen[-2000:]}"
            self.read(0.1)

    def press(self, *keys: str) -> None:
        for key in keys:
            self._since = len(self.raw)
            os.write(self.fd, KEYS.get(key, key.encode()))
            self.read(0.5)
            if key == "escape":  # a terminal tells it from Alt and the next key by the silence after it
                silence = time.monotonic() + 3 * ESCAPE_DELAY
                while time.monotonic() < silence and self.read(ESCAPE_DELAY):
                    pass

    def kill(self) -> None:
        with contextlib.suppress(ProcessLookupError, ChildProcessError):  # it has ended by itself
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self.fd)


@contextlib.contextmanager
def terminal(home: Path, *words: str, program: tuple[str, ...] = PROGRAM) -> Iterator[Terminal]:
    opened = Terminal(home, *words, program=program)
    try:
        yield opened
    finally:
        opened.kill()


def creation(home: Path) -> Creation:
    (path,) = (home / "workshops").rglob("*.yaml")
    journal = look(path, clock=lambda: 0.0)
    assert journal.problems == []
    return journal.creation


def wait_for(holds: object, home: Path, opened: Terminal) -> Creation:
    patience = Patience(LIMIT)
    while True:
        opened.read(0.05)
        with contextlib.suppress(ValueError, AssertionError):
            found = creation(home)
            if holds(found):  # type: ignore[operator]
                return found
        assert not patience.over, opened.seen[-2000:]


@pytest.mark.slow
def test_what_was_done_outlives_a_kill(tmp_path: Path) -> None:
    with terminal(tmp_path) as opened:
        opened.until("1/8")  # the very first time: a creature is there already, and shows the way
        opened.press("escape")
        opened.press("g", "t", "f3")
        opened.until("Fabriquer")
        opened.press("e")
        opened.until("Ton texte")
        opened.press(*"la lune mange des boulons et le robot rit dans la soupe")
        opened.press("escape")
        wait_for(lambda made: made.texts, tmp_path, opened)
        opened.press("space")
        wait_for(lambda made: len(made.phrases) == 1, tmp_path, opened)
        opened.press("g")
        done = wait_for(lambda made: made.kept, tmp_path, opened)
    assert creation(tmp_path) == done
    assert done.locked == {"tete"}
    assert "la lune mange des boulons" in next(iter(done.texts.values())).text

    (path,) = (tmp_path / "workshops").rglob("*.yaml")
    with terminal(tmp_path, "open", str(path)) as opened:
        opened.until(done.name)
        opened.press("f5")
        opened.until(" ".join(done.kept_phrases[0].shown.split()[:2]))
    assert creation(tmp_path) == done


def open_editor(opened: Terminal) -> None:
    """Go from the first creature to a new text, and wait for its window."""
    opened.until("1/8")
    opened.press("escape", "f3")
    opened.until("Fabriquer")
    opened.press("e")
    opened.until("Ton texte")


def write_boulons(opened: Terminal) -> None:
    """Write a text, and wait until all of it is shown: that is within the second of quiet before it is saved."""
    os.write(opened.fd, b"la lune mange des boulons")
    opened.until("mange des boulons")  # the count is of five words from the first letter of the last one on
    opened.until("5 mots. Encore")


@pytest.mark.slow
@pytest.mark.parametrize(
    "end", [signal.SIGHUP, signal.SIGTERM, signal.SIGINT, None], ids=["hangup", "request", "interrupt", "quit"]
)
def test_the_end_saves_and_gives_the_terminal_back(tmp_path: Path, end: signal.Signals | None) -> None:
    with terminal(tmp_path) as opened:
        open_editor(opened)
        assert not opened.given_back()
        write_boulons(opened)
        if end is None:
            os.write(opened.fd, b"\x11")
        else:
            os.kill(opened.pid, end)
        assert opened.ended() == (0 if end is None else -end)
        assert opened.given_back(), opened.raw[-300:]
    made = creation(tmp_path)
    assert next(iter(made.texts.values())).text == "la lune mange des boulons"


@pytest.mark.slow
def test_who_types_and_leaves_in_one_breath_loses_nothing(tmp_path: Path) -> None:
    with terminal(tmp_path) as opened:
        open_editor(opened)
        os.write(opened.fd, b"la lune mange des boulons\x11")
        assert opened.ended() == 0
    assert next(iter(creation(tmp_path).texts.values())).text == "la lune mange des boulons"


@pytest.mark.slow
def test_a_terminal_that_is_closed_loses_nothing(tmp_path: Path) -> None:
    with terminal(tmp_path) as opened:
        open_editor(opened)
        write_boulons(opened)
        away = os.open(os.devnull, os.O_RDWR)
        os.dup2(away, opened.fd)  # the window is gone: the system hangs up
        os.close(away)
        assert opened.ended() == -signal.SIGHUP
    made = creation(tmp_path)
    assert next(iter(made.texts.values())).text == "la lune mange des boulons"


@pytest.mark.slow
@pytest.mark.parametrize("how", ["plain", "pictured", "worker"])
def test_an_error_that_nobody_foresaw_gives_the_terminal_back_and_shows_nobody_s_words(
    tmp_path: Path, how: str
) -> None:
    script = FAILING.replace("PICTURED", str(how == "pictured")).replace("WORKER", str(how == "worker"))
    with terminal(tmp_path, program=("-c", script)) as opened:
        assert opened.ended() == 70
        assert opened.given_back()
        assert "Zoé" not in opened.raw.decode("utf-8", "replace")
        assert "Traceback" not in opened.seen
        report = next((tmp_path / "Bestio-secours").iterdir())
        assert report.name in "".join(opened.seen.split())  # the terminal breaks lines
    assert "builtins.KeyError" in report.read_text("utf-8")
    assert "Zoé" not in report.read_text("utf-8")
    creation(tmp_path)  # the journal is whole, and says what was done
