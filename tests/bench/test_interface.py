"""How quick the interface is: the first screen against a bare Textual app, and from a key to the painted screen."""

from __future__ import annotations

import asyncio
import os
import pty
import select
import signal
import statistics
import struct
import sys
import time
from itertools import cycle, islice
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest
from textual.drivers.headless_driver import HeadlessDriver
from textual.events import Key

from bestio.library import Library, find_bundled
from bestio.session.settings import Settings, write_settings
from bestio.speech.speech import Speech
from bestio.speech.voice import Voice
from bestio.tui.app import make_app
from bestio.tui.benches import voice
from bestio.tui.screens.workshop import WorkshopScreen
from tests.glass import Glass
from tests.pace import Patience

ROUNDS = 10
PAINT_LIMIT = 0.060  # seconds, for 95 keys in 100
QUIET = 0.08  # seconds without a repaint after which a key is taken to have been obeyed
BARE = """
from textual.app import App
from textual.widgets import Static

class Bare(App):
    def compose(self):
        yield Static("Nouvelle créature")

Bare().run()
"""


class Silent:
    """A speaker and a player that have nothing to do, and nothing amiss."""

    trouble = ""
    playing = paused = False

    def start(self) -> None: ...

    def close(self) -> None: ...

    def stop(self) -> None: ...

    def play(self, _speech: Speech) -> None: ...

    def pronounce(self, _text: str, _voice: Voice) -> None: ...

    def render(self, text: str, _voice: Voice) -> Speech:
        return Speech(text, np.zeros(100, np.float32), 22050)

    async def arender(self, text: str, voice: Voice) -> Speech:
        return self.render(text, voice)


def told(line: str) -> None:
    """Tell a figure, past the app that takes what is printed."""
    print(line, file=sys.__stdout__)


def seconds_to(text: str, *command: str, home: Path) -> float:
    """From starting a process in a terminal of 80 x 24 to the moment it has painted `text`."""
    import fcntl
    import termios

    start = time.perf_counter()
    pid, terminal = pty.fork()
    if pid == 0:
        os.execve(command[0], list(command), {**os.environ, "TERM": "xterm-256color", "BESTIO_HOME": str(home)})
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    seen, patience = b"", Patience(30)
    while text.encode() not in seen:
        assert not patience.over, seen[-500:]
        assert select.select([terminal], [], [], 30)[0], seen[-500:]
        seen += os.read(terminal, 1 << 16)
    passed = time.perf_counter() - start
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    os.close(terminal)
    return passed


def test_the_first_screen_comes_within_one_and_a_half_times_a_bare_app(tmp_path: Path) -> None:
    bare = tmp_path / "bare.py"
    bare.write_text(BARE)
    # The very first start shows a creature.
    write_settings(Library(find_bundled(), tmp_path), Settings(welcomed=True))
    ours, theirs, lists = [], [], []
    start = [sys.executable, "-m", "bestio"]
    for _round in range(ROUNDS + 1):  # the first one warms the disk
        theirs.append(seconds_to("Nouvelle créature", sys.executable, str(bare), home=tmp_path))
        ours.append(seconds_to("mi-machines", *start, home=tmp_path))
        lists.append(seconds_to("Nouvelle créature", *start, home=tmp_path))
    first, least, whole = (statistics.median(taken[1:]) for taken in (ours, theirs, lists))
    told(f"first screen: {first:.3f} s, {first / least:.2f} times a bare app; its list: {whole / least:.2f} times")
    assert first <= 1.5 * least
    assert whole <= 4 * least


class Terminal(HeadlessDriver):
    """The app's driver, with nobody before the screen: keys go in where a terminal's do, what is painted comes out."""

    last: Terminal
    """The one that the newest app has made."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        type(self).last = self
        self.glass = Glass()
        self.written: list[tuple[float, str]] = []

    @property
    def is_headless(self) -> bool:
        return False

    def write(self, data: str) -> None:
        self.written.append((time.perf_counter(), data))

    def flush(self) -> None: ...

    async def paint(self, key: str) -> float:
        """Seconds from a key to the last repaint that changes what is seen; 0.0 where it changes nothing."""
        self._look()
        start = time.perf_counter()
        self.process_message(Key(key, {"space": " "}.get(key, key if len(key) == 1 else None)))
        await self._quiet(start)
        return max(0.0, self._look() - start)

    async def _quiet(self, since: float) -> None:
        last = self.written[-1][0] if self.written else since
        if (left := last + QUIET - time.perf_counter()) > 0:
            await asyncio.sleep(left)
            await self._quiet(since)

    def _look(self) -> float:
        """Take in what was written; when the last of it came that changed anything."""
        seen = [moment for moment, data in self.written if self.glass.write(data)]
        self.written.clear()
        return seen[-1] if seen else 0.0


BENCHES = {
    "f2": ["down", "space", "g", "up", "g", "right", "left", "p", "t"],
    "f3": ["down", "right", "left", "g", "up", "right", "g", "tab", "shift+tab", "space"],
    "f4": ["down", "down", "up", "tab", "right", "right", "left", "tab", "shift+tab", "shift+tab"],
    "f5": ["down", "right", "up", "left"],
}
KEYS = 80  # on each bench


@pytest.mark.parametrize("bench", BENCHES)
async def test_from_a_key_to_the_painted_screen(bench: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(voice, "SAY_AFTER", 3600.0)  # the line that a knob says later is not what the key paints
    library = Library(find_bundled(), tmp_path)
    # Nothing moves by itself here: what is painted comes from the keys.
    write_settings(library, Settings(welcomed=True, motion=False))
    app = make_app(library, random=Random(3), clock=time.time, speaker=Silent, player=Silent)  # type: ignore[arg-type]
    app.driver_class = Terminal
    async with app.run_test(headless=False, size=(120, 30)) as pilot:
        await app.ready()
        await app.begin()
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, WorkshopScreen)
        screen.studio.write_text("t1", "Soupe", "Le robot mange la lune et la soupe chante dans la nuit. " * 20)
        for _turn in range(6):
            screen.studio.make_phrase(screen.studio.machine())
            screen.studio.record("phrase.keep", id=list(screen.studio.creation.phrases)[-1])
        screen.creation = screen.studio.creation
        await pilot.press(bench)
        await pilot.pause()
        driver = Terminal.last
        await driver.paint("f1")
        await driver.paint("escape")
        times: dict[str, list[float]] = {}
        for key in islice(cycle(BENCHES[bench]), KEYS):
            times.setdefault(key, []).append(await driver.paint(key))
    every = sorted(seconds for of_key in times.values() for seconds in of_key)
    p95 = statistics.quantiles(every, n=20)[-1]
    for key, of_key in times.items():
        told(f"  {key:>10}: median {statistics.median(of_key) * 1000:5.1f} ms, most {max(of_key) * 1000:5.1f} ms")
    median, load = statistics.median(every), os.getloadavg()[0]
    told(f"{bench}: median {median * 1000:.1f} ms, p95 {p95 * 1000:.1f} ms, under a load of {load:.1f}")
    assert median > 0
    assert p95 <= PAINT_LIMIT
