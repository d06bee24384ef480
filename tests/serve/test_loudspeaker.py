"""The loudspeaker of a page, under the player that the app knows."""

from __future__ import annotations

import io
import threading
from contextlib import closing

import numpy as np
import pytest
import soundfile

from bestio.export.sound import FORMATS
from bestio.serve import loudspeaker
from bestio.serve.loudspeaker import HUNG_AFTER, Encoded, Heard, Loudspeaker, encoded
from bestio.speech.player import Player
from bestio.speech.speech import Speech
from tests.pace import scaled, until

RATE = 22_050
Sent = list[tuple[str, int, int, bytes]]


def hum(seconds: float) -> Speech:
    times = np.arange(round(seconds * RATE), dtype=np.float32) / RATE
    samples = (0.3 * np.sin(2 * np.pi * 220 * times)).astype(np.float32)
    return Speech("hum", samples, RATE, (), (), "espeak", "plain")


def test_a_page_plays_and_says_how_far_it_is() -> None:
    sent: Sent = []
    loudspeaker = Loudspeaker()
    loudspeaker.send = lambda *order: sent.append(order)
    with closing(Player(start=loudspeaker.start, hung_after=HUNG_AFTER)) as player:
        player.play(hum(30.0))
        until(lambda: sent)
        (order, number, moment, sound), *_more = sent
        assert (order, moment) == ("play", 0)
        samples, rate = soundfile.read(io.BytesIO(sound))
        assert rate == RATE
        assert len(samples) / rate == pytest.approx(30.0, abs=0.1)
        loudspeaker.heard(Heard(number, 12_000, moving=True))
        until(lambda: player.position() >= 12.0)
        assert player.position() < 20
        assert player.has_sound
        assert player.trouble == ""

        loudspeaker.heard(Heard(number + 7, 25_000, moving=True))  # of another sound
        player.pause()
        until(lambda: sent[-1][0] == "halt")
        assert 12 <= player.position() < 20
        player.resume()
        until(lambda: sent[-1][0] == "go")
        assert 12_000 <= sent[-1][2] < 20_000
        loudspeaker.heard(Heard(number, 30_000, moving=False, ended=True))
        until(lambda: not player.playing)
        player.play(hum(30.0))
        until(lambda: sent[-1][0] == "play")
        player.stop()
        until(lambda: sent[-1][0] == "halt")
        assert not player.playing


def test_a_line_that_is_long_in_the_making_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    now, made = [0.0], threading.Event()
    sent: Sent = []
    monkeypatch.setattr(loudspeaker, "mp3", lambda *_sound: b"made" if made.wait(scaled(60.0)) else b"")
    page = Loudspeaker(lambda: now[0])
    page.send = lambda *order: sent.append(order)
    with closing(Player(start=page.start, clock=lambda: now[0], hung_after=HUNG_AFTER)) as player:
        player.play(hum(1.0))
        until(lambda: player.device == loudspeaker.NAME)
        for now[0] in (9.0, 18.0, 27.0, 36.0):
            assert player.position() == 0
        made.set()
        until(lambda: sent)
        assert sent == [("play", 1, 0, b"made")]
        assert player.has_sound


def test_words_move_on_where_the_page_says_nothing() -> None:
    loudspeaker = Loudspeaker()
    with closing(Player(start=loudspeaker.start, hung_after=HUNG_AFTER)) as player:
        player.play(hum(1.2))
        until(lambda: player.position() > 0.3)
        until(lambda: not player.playing)
        assert player.position() == pytest.approx(1.2, abs=0.05)


@pytest.mark.parametrize("rate", [8_000, 22_050, 24_000, 96_000])
def test_any_samples_are_made_a_sound(rate: int) -> None:
    wild = np.full(rate, 0.2, np.float32)
    wild[:5] = [np.nan, np.inf, -np.inf, 9.0, -9.0]
    samples, found = soundfile.read(io.BytesIO(encoded(wild.tobytes(), rate)))
    assert found in FORMATS[".mp3"].rates
    assert len(samples) / found == pytest.approx(1.0, abs=0.1)
    assert np.isfinite(samples).all()
    assert encoded(b"", rate) == b""


def test_what_is_heard_again_is_not_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bytes] = []

    def make(sound: bytes, _rate: int) -> bytes:
        asked.append(sound)
        return sound * 2

    monkeypatch.setattr(loudspeaker, "encoded", make)
    made = Encoded(30)
    assert [made.of(sound, 22_050) for sound in (b"12345", b"67890", b"12345")] == [
        b"12345" * 2,
        b"67890" * 2,
        b"12345" * 2,
    ]
    assert asked == [b"12345", b"67890"]
    made.of(b"12345", 24_000)
    assert len(asked) == 3
    made.of(b"abcde", 22_050)  # what was not heard the longest goes
    assert len(made) == 30
    made.of(b"12345", 22_050)
    assert len(asked) == 4
    made.of(b"67890", 22_050)
    assert len(asked) == 5
    assert made.of(bytes(40), 22_050) == bytes(80)  # larger than all that is kept
    assert len(made) == 0
