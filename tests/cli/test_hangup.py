"""A closed terminal leaves no process and no folder, even where the system holds the workers."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from tests.pace import scaled, until

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="the signals of Unix")

APP = """
import sys, time
from pathlib import Path
from bestio.cli.signals import closed_by_hangup
from bestio.speech.player import Player
from bestio.speech.speaker import Speaker
from bestio.speech.voice import Voice
speaker, player = Speaker(temporary=Path(sys.argv[1])), Player()

def close():
    player.close()
    speaker.close()
    if sys.argv[2] == "hangs":
        time.sleep(60)

with closed_by_hangup(close):
    player.play(speaker.render("Le hibou compte.", Voice(id="v", title="V")))
    print(speaker.pid, player.pid, flush=True)
    while True:  # as the app does: a signal that came just before a read without end would wait for it
        time.sleep(0.05)
"""


@pytest.mark.parametrize("end", ["SIGHUP", "SIGTERM", "SIGINT"])
@pytest.mark.parametrize("closing", ["ends", pytest.param("hangs", marks=pytest.mark.slow)])
def test_held_workers_go_with_the_terminal(tmp_path: Path, end: str, closing: str) -> None:
    app = subprocess.Popen([sys.executable, "-c", APP, str(tmp_path), closing], stdout=subprocess.PIPE, text=True)
    assert app.stdout is not None
    pids = [int(pid) for pid in app.stdout.readline().split()]
    assert list(tmp_path.iterdir())
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    app.send_signal(getattr(signal, end))
    assert app.wait(scaled(10)) == -getattr(signal, end)
    until(lambda: not [pid for pid in pids if psutil.pid_exists(pid)], 5)
    assert not list(tmp_path.iterdir())
