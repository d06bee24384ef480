"""A class records its voices in lines: the leave, the list, one long recording, one file a word, and what goes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from bestio.cli.microphone import record_aloud
from bestio.cli.prompts import Talk
from bestio.cli.speaking import AudioOutput
from bestio.library import Library, find_bundled
from bestio.speech.microphone import Microphone
from bestio.speech.recorded.clip import RATE
from bestio.speech.recorded.intake import Cut
from bestio.speech.speaker import Speaker
from bestio.speech.voice import Voice
from tests.pace import Patience
from tests.speech.pupils import pupil, read_aloud, said, telephone
from tests.speech.test_microphone import command_of

LIST = ["le", "vent", "lune", "tournevis"]


@pytest.fixture(scope="module")
def speaker() -> Iterator[Speaker]:
    with Speaker() as speaker:
        yield speaker


def test_from_the_leave_to_the_withdrawal(line: Any, speaker: Speaker) -> None:
    line("class", "--new", "5e B")
    assert "5e-b --voices on" in line("record", "5e-b", "rien.wav", "--who", "Hibou", code=1)
    page = line("class", "5e-b", "--voices", "on", "--until", "30/06/2099")
    assert "30/06/2099" in page
    assert "Signature" in page or "signature" in page
    words = line("voices", "--words", "--class", "5e-b").splitlines()
    assert len([one for one in words if not one.startswith("#")]) == 60
    listed = line.home / "liste.txt"
    listed.write_text("\n".join(LIST), encoding="utf-8")
    reading, _times = read_aloud(speaker, pupil(0), LIST)
    soundfile.write(line.home / "lecture.wav", telephone(reading), RATE)
    made = line.data("record", "5e-b", str(line.home / "lecture.wav"), "--who", "Hibou", "--words", str(listed))
    assert [one["text"] for one in made] == LIST
    soundfile.write(line.home / "porte-clés.mp3", said(speaker, pupil(1), "porte-clés"), RATE)
    (line.home / "texte.wav").write_text("rien", encoding="utf-8")
    told = line(
        "record", "5e-b", str(line.home / "porte-clés.mp3"), str(line.home / "texte.wav"), "--who", "Vis", code=1
    )
    assert "texte.wav" in told
    assert "porte-clés" in line("record", "5e-b")
    assert "lune" not in line("voices", "--words", "--class", "5e-b").splitlines()
    assert line.data("class", "5e-b", "--voices", "state") == {
        "class": "5e-b", "on": True, "until": "2099-06-30", "people": ["Hibou", "Vis"],
        "recorded": [{"who": "Hibou", "clips": 4, "heard": 4, "until": "2099-06-30"},
                     {"who": "Vis", "clips": 1, "heard": 1, "until": "2099-06-30"}],
    }  # fmt: skip
    line("check")
    stray = next((line.home / "banques" / "5e-b").glob("*.wav"))
    kept = stray.read_bytes()
    stray.unlink()
    assert "manque ou a été changé" in line("check", code=1)
    stray.write_bytes(kept)
    one = line.data("record", "5e-b")[0]
    assert "1 enregistrement" in line("record", "5e-b", "--leave-out", one["id"])
    assert "Hibou" in line("class", "5e-b", "--withdraw", "Hibou", code=2)
    line("class", "5e-b", "--withdraw", "Hibou", "--yes")
    assert {clip["who"] for clip in line.data("record", "5e-b")} == {"Vis"}
    line("class", "5e-b", "--voices", "off")
    assert not line.data("class", "5e-b", "--voices", "state")["on"]


@pytest.mark.parametrize(
    "words",
    [("class", "--voices", "on"), ("class", "zzz", "--voices", "on"), ("class", "5e-b", "--voices", "peut-être"),
     ("class", "5e-b", "--voices", "on", "--until", "hier"), ("class", "5e-b", "--withdraw", "Personne"),
     ("record", "zzz")],
)  # fmt: skip
def test_what_cannot_be_is_told(line: Any, words: tuple[str, ...]) -> None:
    line("class", "--new", "5e B")
    line(*words, code=2)
    assert line.err.strip()


def test_without_a_microphone_files_are_offered(line: Any) -> None:
    """Where there is one, the words are asked one by one: nobody answers here, and it ends."""
    line("class", "--new", "5e B")
    line("class", "5e-b", "--voices", "on")
    told = line("record", "5e-b", "--who", "Hibou", code=None)
    assert "--words LISTE" in told or "1 sur 60" in told


def test_words_are_recorded_one_by_one(
    speaker: Speaker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Recorded, heard, done again, kept; one passed over; then enough."""
    sound = telephone(said(speaker, pupil(0), "lune"))
    np.save(tmp_path / "said.npy", sound)
    monkeypatch.setattr("sys.stdin", io.StringIO("\n\ne\nr\n\n\n\np\n\n\nq\n"))
    microphone = Microphone(command_of(tmp_path / "said.npy"))
    real = microphone.stop

    def stop() -> Any:
        patience = Patience(10)
        while microphone.listening and microphone.seconds < len(sound) / RATE - 0.001:
            assert not patience.over
        return real()

    monkeypatch.setattr(microphone, "stop", stop)
    kept: list[Cut] = []
    with AudioOutput(Library(find_bundled(), tmp_path)) as mouth:
        plain = Voice(id="p", title="P")
        count = record_aloud(
            ["lune", "vis", "nuit"], kept.extend, lambda text: mouth.pronounce(text, plain), mouth,
            talk=Talk(), microphone=microphone,
        )  # fmt: skip
    assert (count, [cut.text for cut in kept]) == (1, ["lune"])
    assert "3 sur 3" in capsys.readouterr().out
