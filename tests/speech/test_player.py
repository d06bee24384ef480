import asyncio
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import psutil
import pytest

from bestio.speech import protocol
from bestio.speech.playback_buffer import FRAME, PlaybackBuffer
from bestio.speech.player import LOOK_AGAIN, Player
from bestio.speech.process import WorkerProcess
from bestio.speech.speech import Speech
from tests.pace import pace, scaled, until, within
from tests.sure import sure

unix = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="the signals of Unix")
RATE = 22_050


def tone(seconds: float) -> Speech:
    times = np.arange(round(seconds * RATE)) / RATE
    return Speech("la", (0.3 * np.sin(2 * np.pi * 440 * times)).astype(np.float32), RATE)


@pytest.fixture(scope="module")
def player() -> Iterator[Player]:
    with Player() as player:
        player.play(tone(0.05))
        until(lambda: not player.playing)
        yield player


def with_devices(tmp_path: Path, code: str) -> tuple[str, ...]:
    """A player whose devices are made by `code`, a Python function `opener(rate, *, real)`."""
    script = tmp_path / "player.py"
    script.write_text(
        "import os, sys, time\n"
        f"sys.path[:0] = {sys.path!r}\n"
        "from bestio.speech import player_worker\n"
        "from bestio.speech.devices import AudioDevice, ClockDevice, open_device\n"
        "from bestio.speech.channel import private_channel\n"
        f"{code}\n"
        "player_worker.serve(*private_channel(), opener)\n"
    )
    return (sys.executable, str(script))


def test_it_plays_in_real_time(player: Player) -> None:
    player.play(tone(0.8))
    until(lambda: player.position() > 0)
    start, drift = time.monotonic(), []
    while player.playing:
        drift.append(player.position() - (time.monotonic() - start))
        time.sleep(0.005)
    slow = pace()
    assert 0.8 - 0.2 < time.monotonic() - start < 0.8 + 0.2 * slow
    assert max(abs(value) for value in drift[:-20]) < 0.08 * slow
    assert player.position() == pytest.approx(0.8)


def test_position_never_goes_back(player: Player) -> None:
    player.play(tone(0.5))
    last = 0.0
    while player.playing:
        now = player.position()
        assert now >= last
        last = now


def test_a_second_sound_takes_the_place_of_the_first(player: Player) -> None:
    player.play(tone(5))
    until(lambda: player.position() > 0.1)
    player.play(tone(0.2))
    assert player.position() < 0.1
    assert until(lambda: not player.playing, 1)


def test_stop_is_at_once_and_leaves_the_position(player: Player) -> None:
    player.play(tone(5))
    until(lambda: player.position() > 0.1)
    with within(2):  # what it may cost is for the benchmark
        player.stop()
    assert not player.playing
    place = player.position()
    assert 0.1 < place < 5
    time.sleep(0.1)
    assert player.position() == place


def test_pause_and_resume(player: Player) -> None:
    player.play(tone(0.5))
    until(lambda: player.position() > 0.1)
    player.pause()
    place = player.position()
    assert player.paused
    assert player.playing
    time.sleep(0.15)
    assert player.position() == place
    player.resume()
    assert not player.paused
    until(lambda: player.position() > place)
    until(lambda: not player.playing)
    assert player.position() == pytest.approx(0.5)
    player.resume()
    assert not player.playing


def test_a_paused_sound_can_be_stopped(player: Player) -> None:
    player.play(tone(0.5))
    player.pause()
    player.stop()
    assert not player.playing
    assert not player.paused


def test_what_plays_can_be_waited_for() -> None:
    with Player() as player:
        assert player.wait_open() == player.has_sound
        assert player.device


def test_it_can_start_in_the_middle(player: Player) -> None:
    player.play(tone(1), start=0.8)
    assert player.position() >= 0.8
    assert until(lambda: not player.playing) < 0.8


async def test_it_can_be_awaited(player: Player) -> None:
    player.play(tone(0.2))
    await asyncio.wait_for(player.wait(), 2)
    assert not player.playing


def test_an_empty_sound_ends(player: Player) -> None:
    player.play(Speech("", np.zeros(0, np.float32), RATE))
    until(lambda: not player.playing)


def test_sample_rates_may_change(player: Player) -> None:
    for rate in (16_000, 48_000, RATE):
        player.play(Speech("la", np.zeros(rate // 5, np.float32), rate))
        assert 0.1 < until(lambda: not player.playing) < scaled(0.45)
        assert player.position() == pytest.approx(0.2, abs=0.01)


@unix
def test_a_killed_player_is_replaced_where_it_was(player: Player) -> None:
    player.play(tone(1.0))
    until(lambda: player.position() > 0.3)
    pid = sure(player.pid)
    os.kill(pid, signal.SIGKILL)
    until(lambda: player.pid != pid)
    assert player.playing
    until(lambda: not player.playing)
    assert player.position() == pytest.approx(1.0)
    until(lambda: not psutil.pid_exists(pid))


@pytest.mark.slow
@unix
def test_a_held_player_is_replaced_and_nothing_is_skipped(player: Player) -> None:
    player.play(tone(1.0))
    until(lambda: player.position() > 0.2)
    pid = sure(player.pid)
    os.kill(pid, signal.SIGSTOP)
    until(lambda: (player.pid != pid and player.playing) or not player.playing)
    assert player.position() < 0.6
    until(lambda: not player.playing)
    assert player.position() == pytest.approx(1.0)
    until(lambda: not psutil.pid_exists(pid))


def test_without_a_card_it_says_so(tmp_path: Path) -> None:
    code = "def opener(rate, *, real): return open_device(rate, real=False)"
    with Player(command=with_devices(tmp_path, code)) as player:
        player.play(tone(0.2))
        until(lambda: not player.playing)
        assert player.device == "Null"
        assert not player.has_sound
        assert player.trouble


def test_without_miniaudio_the_clock_plays(tmp_path: Path) -> None:
    code = "sys.modules['miniaudio'] = None\nopener = open_device"
    with Player(command=with_devices(tmp_path, code)) as player:
        player.play(tone(0.3))
        until(lambda: player.position() > 0)
        assert 0.15 < until(lambda: not player.playing) < scaled(0.45)
        assert player.device == "clock"
        assert not player.has_sound


LOSING = """
class Losing(ClockDevice):
    name, real = "Card", True
    def _run(self, tape):
        for _turn in range(20):
            time.sleep(0.015)
            tape.take(round(0.015 * self.rate))
def opener(rate, *, real): return Losing(rate) if real else open_device(rate, real=False)
"""


def test_a_lost_card_is_told_and_words_move_on(tmp_path: Path) -> None:
    with Player(command=with_devices(tmp_path, LOSING)) as player:
        player.play(tone(1.0))
        until(lambda: player.position() > 0.1)
        assert player.has_sound
        until(lambda: not player.has_sound)
        assert player.playing
        assert player.trouble
        until(lambda: not player.playing)
        assert player.position() == pytest.approx(1.0)
        player.retry()
        until(lambda: player.device == "Card")
        assert player.has_sound
        assert not player.trouble


def test_a_card_that_refuses_to_start_is_lost(tmp_path: Path) -> None:
    code = (
        "class Refusing(ClockDevice):\n"
        "    name, real = 'Card', True\n"
        "    def start(self, tape): raise OSError('busy')\n"
        "def opener(rate, *, real): return Refusing(rate) if real else open_device(rate, real=False)\n"
    )
    with Player(command=with_devices(tmp_path, code)) as player:
        player.play(tone(0.3))
        until(lambda: not player.playing)
        assert not player.has_sound
        assert player.position() == pytest.approx(0.3)


@pytest.mark.parametrize("command", [(sys.executable, "-c", "raise SystemExit(1)"), ("/no/such/program",)])
def test_players_that_never_work_leave_the_clock(command: tuple[str, ...]) -> None:
    with Player(command=command) as player:
        player.play(tone(0.3))
        until(lambda: not player.playing)
        assert player.position() == pytest.approx(0.3)
        assert player.device == "clock"
        assert player.trouble
        player.play(tone(0.3))
        until(lambda: player.position() > 0.1)
        player.pause()
        assert player.paused
        player.resume()
        until(lambda: not player.playing)


def test_a_player_that_ends_before_it_is_known_is_seen_to_end(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stillborn(WorkerProcess):
        def __init__(self, command: Sequence[str], log: Path | None, on_frame: Callable[[bytes | None], None]) -> None:
            super().__init__(command, log, on_frame)
            self._process.wait()
            time.sleep(0.05)  # what has ended is told while nobody knows yet what was started

    monkeypatch.setattr("bestio.speech.player.WorkerProcess", Stillborn)
    with Player(command=(sys.executable, "-c", "raise SystemExit(1)")) as player:
        player.play(tone(0.3))
        until(lambda: player.device == "clock")


def test_a_player_that_would_not_start_is_tried_again_later(tmp_path: Path) -> None:
    now = [0.0]
    broken = tmp_path / "broken"
    broken.touch()
    code = f"if os.path.exists({str(broken)!r}): raise SystemExit\nopener = open_device"
    with Player(command=with_devices(tmp_path, code), clock=lambda: now[0]) as player:
        player.play(tone(0.1))
        until(lambda: player.device == "clock")
        broken.unlink()
        player.play(tone(0.1))
        assert player.device == "clock"
        now[0] += LOOK_AGAIN + 1
        player.play(tone(0.1))
        until(lambda: player.device != "clock")
        assert player.pid is not None


def test_a_closed_player_plays_nothing() -> None:
    player = Player()
    player.start()
    pid = sure(player.pid)
    player.close()
    player.close()
    player.play(tone(1))
    assert not player.playing
    assert pid is not None
    assert not psutil.pid_exists(pid)


def test_a_tape_gives_its_sound_once_and_then_silence() -> None:
    now = [0.0]
    tape = PlaybackBuffer(0.015, 0.04, clock=lambda: now[0])
    assert tape.take(3) == bytes(3 * FRAME)
    tape.load(protocol.Load(1, b"abcdefgh", 2))
    assert tape.take(1) == b"abcd"
    tape.halt()
    assert tape.take(1) == bytes(FRAME)
    tape.go()
    assert tape.take(2) == b"efgh" + bytes(FRAME)
    now[0] = 1.0
    report = tape.report()
    assert report.ended
    assert report.seconds == 1.0
    assert not tape.report().ended


def test_a_tape_counts_what_is_heard_after_its_lead() -> None:
    now = [0.0]
    tape = PlaybackBuffer(0.015, 0.04, clock=lambda: now[0])
    tape.load(protocol.Load(1, bytes(FRAME * 1000), 1000))
    for _period in range(3):
        tape.take(15)
    assert tape.report().seconds == pytest.approx(0.005)
    now[0] = 0.01
    assert tape.report().seconds == pytest.approx(0.015)
    assert tape.silence == pytest.approx(0.01)
