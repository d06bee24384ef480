"""A microphone in a process of its own: what it hears is what was said, and where there is none that is told."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from bestio.speech.microphone import Microphone
from bestio.speech.recorded.clip import RATE
from tests.front_door import ROOT
from tests.pace import Patience

FROM_FILE = """
import sys, threading
sys.path.insert(0, {root!r})
import numpy as np
from bestio.speech.capture_worker import serve
from bestio.speech.channel import private_channel

class FromFile:
    name = "file"
    def start(self, give):
        sound = np.load({path!r})
        def say():
            for at in range(0, len(sound), 1323):
                give(sound[at : at + 1323].tobytes())
        threading.Thread(target=say, daemon=True).start()
    def stop(self):
        pass

def opener():
    sys.stdout.write("what a driver prints goes elsewhere")
    return FromFile() if {there!r} else None

serve(*private_channel(), opener=opener)
"""


def command_of(path: Path, *, there: bool = True) -> tuple[str, ...]:
    """The command of a microphone that hears what is in a file of samples."""
    return (sys.executable, "-c", FROM_FILE.format(root=str(ROOT), path=str(path), there=there))


@pytest.fixture
def heard(tmp_path: Path) -> Iterator[tuple[Microphone, np.ndarray]]:
    sound = np.random.default_rng(1).normal(0, 0.1, RATE).astype(np.float32)
    np.save(tmp_path / "said.npy", sound)
    microphone = Microphone(command_of(tmp_path / "said.npy"))
    yield microphone, sound
    microphone.close()


def test_what_is_heard_between_start_and_stop_is_given(heard: tuple[Microphone, np.ndarray]) -> None:
    microphone, sound = heard
    assert microphone.open()
    assert not len(microphone.stop())
    for _turn in range(2):
        assert microphone.start()
        patience = Patience(10)
        while microphone.seconds < 0.99:
            assert not patience.over
        assert microphone.level > 0.1
        assert np.array_equal(microphone.stop(), sound)
        assert microphone.level == 0


def test_where_there_is_none_that_is_known(tmp_path: Path) -> None:
    for command in (command_of(tmp_path, there=False), (str(tmp_path / "nothing"),), (sys.executable, "-c", "1/0")):
        microphone = Microphone(command)
        assert not microphone.open()
        assert not microphone.start()
        microphone.close()


def test_one_that_breaks_off_ends_the_recording(heard: tuple[Microphone, np.ndarray]) -> None:
    microphone, _sound = heard
    assert microphone.open()
    assert microphone.start()
    microphone.close()
    assert not microphone.listening
    assert not microphone.start()
