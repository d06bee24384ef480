"""The speech worker as a process, without the app around it."""

import io
import os
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import msgspec
import psutil
import pytest

from bestio.speech import protocol
from bestio.speech.engines import Sound, Surroundings
from bestio.speech.process import worker_command
from bestio.speech.rendering import recipe_of
from bestio.speech.voice import Voice
from bestio.speech.worker import Speaking
from tests.pace import Patience, scaled

COMMAND = worker_command("bestio.speech.worker")
RECIPE = recipe_of(Voice(id="v", title="V"))
unix = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="the signals of Unix")


def begun(scratch: Path) -> subprocess.Popen[bytes]:
    worker = subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert worker.stdin is not None
    protocol.write_frame(worker.stdin, protocol.Begin(str(scratch), ()))
    assert isinstance(answer(worker), protocol.Ready)
    return worker


def answer(worker: subprocess.Popen[bytes]) -> protocol.FromWorker:
    assert worker.stdout is not None
    message: protocol.FromWorker = msgspec.msgpack.decode(
        protocol.read_frame(worker.stdout) or b"", type=protocol.FromWorker
    )
    return message


def wait_until_gone(pids: list[int]) -> None:
    patience = Patience(5)
    while alive := [pid for pid in pids if psutil.pid_exists(pid) and psutil.Process(pid).status() != "zombie"]:
        assert not patience.over, alive
        os.sched_yield()


def test_it_gives_a_sign_of_life_and_then_the_whole(tmp_path: Path) -> None:
    worker = begun(tmp_path / "scratch")
    assert worker.stdin is not None
    protocol.write_frame(worker.stdin, protocol.Say(7, (("Un, deux.", 0), ("Trois.", 10)), RECIPE))
    assert answer(worker) == protocol.Progress(7)
    spoken = answer(worker)
    assert isinstance(spoken, protocol.Spoken)
    assert (spoken.number, spoken.form) == (7, "i2")
    assert spoken.dry == pytest.approx(len(spoken.sound) / 2 / spoken.sample_rate)
    assert [place for place, _time in spoken.marks] == [0, 4, 10]
    assert spoken.phonemes
    worker.stdin.close()
    assert worker.wait(5) == 0


@pytest.mark.parametrize(("lengths", "signs"), [((600,), 1), ((300, 300), 1), ((300, 301), 2), ((600, 600, 9, 9), 3)])
def test_it_gives_a_sign_before_each_600_characters(tmp_path: Path, lengths: tuple[int, ...], signs: int) -> None:
    """Who waits for it is woken no more often, and never has to wait for longer than for the longest piece."""
    said: list[str] = []

    class Parrot:
        def speak(self, text: str, recipe: protocol.Recipe, manner: protocol.Manner = protocol.PLAIN) -> Sound:
            said.append(text)
            return Sound(b"\0\0", 22_050)

    speaking = Speaking(Surroundings(tmp_path, ()))
    speaking.engines["espeak"] = Parrot()
    told = io.BytesIO()
    speaking.say(protocol.Say(7, tuple(("a" * length, 0) for length in lengths), RECIPE), told)
    assert [len(text) for text in said] == list(lengths)
    told.seek(0)
    frames = list(iter(partial(protocol.read_frame, told), None))
    assert [msgspec.msgpack.decode(frame, type=protocol.FromWorker) for frame in frames] == [
        protocol.Progress(7)
    ] * signs


def test_it_ends_with_its_input_and_takes_its_folder_along(tmp_path: Path) -> None:
    worker = begun(tmp_path / "scratch")
    assert (tmp_path / "scratch").exists()
    assert worker.stdin is not None
    worker.stdin.close()
    worker.wait(5)
    assert not (tmp_path / "scratch").exists()


@unix
def test_ctrl_c_is_for_the_app(tmp_path: Path) -> None:
    worker = begun(tmp_path / "scratch")
    worker.send_signal(signal.SIGINT)
    assert worker.stdin is not None
    protocol.write_frame(worker.stdin, protocol.Say(1, (("Un.", 0),), RECIPE))
    assert isinstance(answer(worker), protocol.Progress)
    assert isinstance(answer(worker), protocol.Spoken)
    worker.stdin.close()
    worker.wait(5)


@pytest.mark.parametrize("garbage", [b"\xff\xff\xff\xff", b"\x05\x00\x00\x00zzzzz", b"\x01"])
def test_garbage_ends_it(garbage: bytes) -> None:
    worker = subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    worker.communicate(garbage, timeout=scaled(10))


APP = """
import sys
from pathlib import Path
from bestio.speech.player import Player
from bestio.speech.speaker import Speaker
from bestio.speech.voice import Voice
speaker, player = Speaker(temporary=Path(sys.argv[1])), Player()
speech = speaker.render("Le hibou compte.", Voice(id="v", title="V"))
player.play(speech)
print(speaker.pid, player.pid, flush=True)
if sys.argv[2] == "stay":
    sys.stdin.read()
"""


def app(tmp_path: Path, how: str) -> tuple[subprocess.Popen[str], list[int]]:
    process = subprocess.Popen(
        [sys.executable, "-c", APP, str(tmp_path), how], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    return process, [int(pid) for pid in process.stdout.readline().split()]


@unix
def test_no_worker_outlives_an_app_that_is_killed(tmp_path: Path) -> None:
    process, pids = app(tmp_path, "stay")
    process.kill()
    process.wait()
    wait_until_gone(pids)
    assert not list(tmp_path.iterdir())


def test_an_app_that_forgets_to_close_leaves_nothing(tmp_path: Path) -> None:
    process, pids = app(tmp_path, "go")
    assert process.wait(10) == 0
    wait_until_gone(pids)
    assert not list(tmp_path.iterdir())


@unix
def test_what_is_left_when_all_are_killed_together_is_swept_by_the_next(tmp_path: Path) -> None:
    process, pids = app(tmp_path, "stay")
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    process.kill()
    process.wait()
    for pid in pids:
        os.kill(pid, signal.SIGKILL)
    wait_until_gone(pids)
    assert list(tmp_path.iterdir())
    process, pids = app(tmp_path, "go")
    process.wait(10)
    assert not list(tmp_path.iterdir())


def test_a_file_in_the_current_folder_is_not_taken_for_a_module(tmp_path: Path) -> None:
    for name in ("wave.py", "queue.py", "msgspec.py", "numpy.py"):
        (tmp_path / name).write_text("raise SystemExit('a pupil was here')")
    worker = subprocess.Popen(
        COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=tmp_path
    )
    assert worker.stdin is not None
    protocol.write_frame(worker.stdin, protocol.Begin(str(tmp_path / "scratch"), ()))
    assert isinstance(answer(worker), protocol.Ready)
    worker.stdin.close()
    worker.wait(5)


def test_importing_what_the_app_needs_loads_no_engine_and_no_sound_library() -> None:
    heavy = {"pyttsx3", "espeakng_loader", "pedalboard", "miniaudio", "soundfile", "textual", "piper"}
    code = (
        "import sys, bestio.speech.speaker, bestio.speech.player, bestio.export.sound\n"
        f"assert not {heavy!r} & set(sys.modules), {heavy!r} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
