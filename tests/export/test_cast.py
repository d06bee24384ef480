"""A replay as an asciicast and as a sound: of the form that asciinema documents, at the same times as each other."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from bestio.creation.events import Event
from bestio.creation.replay import LONGEST_PAUSE, Replay
from bestio.errors import BestioError, UsageError
from bestio.export.cast import COLUMNS, ROWS, _rows, cast, write_cast
from bestio.export.track import say_all, write_track
from bestio.journal.header import Header
from bestio.session.timetable import timetable
from bestio.speech.speech import Speech
from bestio.speech.voice import Voice
from tests.cli.conftest import Line

ESCAPE = "\x1b"
OURS = re.compile(r"\x1b\[(?:0|1|2)m")
HOSTILE = 'Il dit \x1b]0;piège\x07 "\\" \u202e et 🤖 <b>' + "o" * 300
RATE = 22_050
VOICE = Voice(id="essai", title="Essai")
KEYS = {"version", "term", "idle_time_limit", "title", "timestamp", "tags"}


def event(at: float, do: str, **data: Any) -> Event:
    return Event(at, do, data)


def made(*, seconds: float = 2.0, phrase: str = "La lune avale une lampe rouge.") -> Replay:
    return Replay(
        [
            event(0.0, "creation.begin", name="Zou", traits={"tete": "ferraille:hibou"}),
            event(1.5, "text.write", id="t1", title="La gare", text=HOSTILE + "\nDeux."),
            event(40.0, "phrase.make", id="p1", text=phrase, steps=[]),
            event(41.0, "phrase.keep", id="p1"),
            event(100_000.0, "stage.speak", phrase="p1", seconds=seconds),
            event(100_001.0, "note.write", text="fini"),
        ]
    )


HEADER = Header(group="Les Ours", started=1_759_845_720.5)


def lines(replay: Replay, speed: float = 1.0, lengths: Mapping[int, float] | None = None) -> tuple[Any, list[Any]]:
    first, *events = (
        json.loads(line)
        for line in cast(replay, HEADER, list(timetable(replay, 0.0, None, speed, lengths)), speed, ["5b/ours"])
    )
    return first, events


def test_it_has_the_form_of_the_documentation() -> None:
    """A header, then [interval, code, data] a line: https://docs.asciinema.org/manual/asciicast/v3/"""
    first, events = lines(made())
    assert set(first) == KEYS
    assert first["version"] == 3
    assert first["term"] == {"cols": COLUMNS, "rows": ROWS}
    assert first["timestamp"] == 1_759_845_720
    assert first["idle_time_limit"] == LONGEST_PAUSE
    for interval, code, data in events:
        assert isinstance(interval, int | float)
        assert interval >= 0
        assert code in {"o", "m", "x"}
        assert isinstance(data, str)
    assert [code for _interval, code, _data in events].count("x") == 1
    assert events[-1][1:] == ["x", "0"]


def test_its_times_are_those_of_the_work_and_nights_are_left_out() -> None:
    replay = made()
    for speed in (0.5, 1.0, 4.0):
        first, events = lines(replay, speed)
        total = sum(interval for interval, _code, _data in events)
        assert total == pytest.approx(replay.worked(5) / speed + 2.0 + 3.0, abs=0.002)
        assert first["idle_time_limit"] == pytest.approx(LONGEST_PAUSE / speed)
    assert replay.worked(5) == pytest.approx(42.0)


def test_what_is_rounded_does_not_add_up() -> None:
    replay = Replay(
        [event(0.0, "creation.begin", name="Zou"), *(event(n / 3, "note.write", text="a") for n in range(3000))]
    )
    _first, events = lines(replay)
    assert sum(interval for interval, _code, _data in events) == pytest.approx(2999 / 3 + 3.0, abs=0.002)
    assert all(round(interval, 3) == interval for interval, _code, _data in events)


def test_a_line_is_said_word_by_word_as_long_as_it_lasts() -> None:
    _first, events = lines(made(seconds=3.0))
    shown = [OURS.sub("", data).strip() for _interval, _code, data in events]
    at = shown.index("La")
    assert shown[at : at + 6] == ["La", "lune", "avale", "une", "lampe", "rouge."]
    assert sum(events[at + number][0] for number in range(1, 7)) == pytest.approx(3.0, abs=0.01)
    _first, events = lines(made(seconds=3.0), lengths={4: 9.0})
    assert sum(events[at + number][0] for number in range(1, 7)) == pytest.approx(9.0, abs=0.01)


def test_it_tells_what_the_replay_tells_with_its_marks() -> None:
    replay = made()
    _first, events = lines(replay)
    assert [data for _interval, code, data in events if code == "m"] == [mark.caption for mark in replay.markers]
    shown = " ".join(OURS.sub("", "".join(data for _i, code, data in events if code == "o")).split())
    for index in range(len(replay)):
        assert " ".join(replay.caption_at(index + 1).split())[:40] in shown
    assert "Zou" in shown


def test_what_people_wrote_commands_no_terminal() -> None:
    _first, events = lines(made(phrase=HOSTILE))
    text = "".join(data for _interval, code, data in events if code == "o")
    assert ESCAPE not in OURS.sub("", text)
    assert "\x07" not in text
    assert "\u202e" not in text
    assert all("\x1b" not in data for _interval, code, data in events if code == "m")


@given(st.text(st.characters(exclude_categories=["C", "Z"]) | st.just(" "), max_size=400), st.integers(0, 12))
def test_no_row_is_wider_than_the_terminal_and_no_letter_is_lost(text: str, indent: int) -> None:
    rows = _rows(text, " " * indent).split("\r\n")
    assert all(cell_len(row) < COLUMNS for row in rows)
    assert "".join("".join(rows).split()) == "".join(text.split())


def test_it_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    replay = made()
    moments = list(timetable(replay, 0.0, None, 1.0))
    with pytest.raises(UsageError, match=r"\.cast"):
        write_cast(tmp_path / "a.txt", replay, HEADER, moments, 1.0, ["5b/ours"])
    (tmp_path / "fichier").write_text("", encoding="utf-8")
    with pytest.raises(BestioError, match="asciicast"):
        write_cast(tmp_path / "fichier" / "a.cast", replay, HEADER, moments, 1.0, ["5b/ours"])
    for name in ("a.cast", "b.cast"):
        write_cast(tmp_path / name, replay, HEADER, moments, 1.0, ["5b/ours"])
    assert (tmp_path / "a.cast").read_bytes() == (tmp_path / "b.cast").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.cast", "b.cast", "fichier"]


# --- the sound --------------------------------------------------------------------------------------------------------


def said(text: str, _voice: Voice) -> Speech:
    return Speech(text, np.full(round(1.5 * RATE), 0.3, np.float32), RATE, engine="test")


def heard(path: Path) -> list[tuple[float, float]]:
    """From when until when there is sound, in seconds."""
    samples, rate = soundfile.read(path)
    loud = np.concatenate([[False], np.abs(samples) > 0.1, [False]])
    edges = np.flatnonzero(loud[1:] != loud[:-1]) / rate
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


@pytest.mark.parametrize("speed", [1.0, 2.0])
def test_each_line_is_heard_when_the_replay_says_it(tmp_path: Path, speed: float) -> None:
    replay = made()
    moments = list(timetable(replay, 0.0, None, speed))
    told: list[tuple[int, int]] = []
    speeches = say_all(replay, moments, said, lambda _replay: VOICE, lambda *one: told.append(one))
    assert told == [(1, 1)]
    seconds = write_track(tmp_path / "a.wav", moments, speeches, speed)
    begins = (1.5 + LONGEST_PAUSE + 1.0) / speed  # a night is no wait
    assert heard(tmp_path / "a.wav") == [(pytest.approx(begins, abs=0.01), pytest.approx(begins + 1.5, abs=0.01))]
    assert seconds == pytest.approx(begins + 1.5 + 1.0 / speed + 3.0, abs=0.01)


def test_where_nothing_is_said_it_is_told() -> None:
    replay = made()
    with pytest.raises(UsageError, match="scène"):
        say_all(replay, list(timetable(replay, 0.0, 40.0, 1.0)), said, lambda _replay: VOICE, lambda *_told: None)


def test_lines_write_both(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    line = Line(tmp_path, monkeypatch, capsys)
    part = ["--from", "1", "--until", "40"]
    done = line.data("replay", "les-boulons-bavards", *part, "--cast", str(tmp_path / "r.cast"))
    assert done == {"cast": str(tmp_path / "r.cast")}
    assert json.loads((tmp_path / "r.cast").read_text(encoding="utf-8").splitlines()[0])["version"] == 3
    assert "son" in line("replay", "les-boulons-bavards", "--sound", str(tmp_path / "r.txt"), code=2)
    assert "scène" in line("replay", "les-boulons-bavards", *part[:3], "2", "--sound", str(tmp_path / "r.wav"), code=2)
    assert not (tmp_path / "r.wav").exists()


# --- asciinema’s own player -------------------------------------------------------------------------------------------

PLAYER = "asciinema-player@3.17.0"


@pytest.fixture(scope="module")
def player(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of asciinema's player, as npm fetches it."""
    if not (shutil.which("npm") and shutil.which("node")):
        pytest.skip("there is no npm here")
    folder = tmp_path_factory.mktemp("lecteur")
    npm = ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", str(folder), PLAYER]
    try:
        done = subprocess.run(npm, check=False, capture_output=True, text=True, timeout=120)
    except subprocess.TimeoutExpired:
        pytest.skip("the registry does not answer")
    if done.returncode:
        pytest.skip(f"npm gives nothing here: {done.stderr[-200:]}")
    return folder / "node_modules" / "asciinema-player" / "dist"


@pytest.mark.slow
def test_the_player_of_asciinema_plays_it_as_long_as_its_sound_lasts(
    player: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It shows all of it, knows the marks, shortens what is long as the sound does, and complains of nothing."""
    line = Line(tmp_path, monkeypatch, capsys)
    files = [str(tmp_path / name) for name in ("r.cast", "r.wav")]
    told = line.data("replay", "les-boulons-bavards", "--cast", files[0], "--sound", files[1])
    script = Path(__file__).with_name("play_cast.mjs")
    done = subprocess.run(
        ["node", str(script), str(player), files[0]], check=True, capture_output=True, text=True, timeout=60
    )
    seen = json.loads(done.stdout)
    assert seen["wrong"] == []
    assert seen["size"] == {"cols": COLUMNS, "rows": ROWS}
    assert seen["duration"] == pytest.approx(told["seconds"], abs=0.05)
    first, *events = (json.loads(one) for one in Path(files[0]).read_text(encoding="utf-8").splitlines())
    assert first["version"] == 3
    assert seen["output"] == "".join(data for _interval, code, data in events if code == "o")
    assert [mark[1] for mark in seen["markers"]] == [data for _interval, code, data in events if code == "m"]
    assert all(one[0] <= other[0] for one, other in pairwise(seen["markers"]))
