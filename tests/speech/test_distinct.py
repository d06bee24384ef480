"""How far voices are apart, on sounds made here: what is alike is near."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from bestio.speech.effects import apply
from bestio.speech.voice import Effect, Timbre, Voice
from tests.bench.distinct import distances, profile, statistics

RATE = 16000
PLAIN = Voice(id="plain", title="Plain")


def say(voice: Voice, text: str) -> tuple[np.ndarray, int]:
    """A toy throat: each letter is a buzz through two resonances that depend on the letter."""
    low, high = voice.timbre.pitch_hz
    length = round(RATE * 0.08 * 160 / voice.rate)
    at = np.arange(length * len(text)) / RATE
    pitch = low + (high - low) * (0.5 + 0.5 * np.sin(2 * np.pi * 1.3 * at))
    buzz = 2 * (np.cumsum(pitch) / RATE % 1) - 1
    sound = np.zeros(len(at))
    hertz = np.fft.rfftfreq(2 * length, 1 / RATE)
    window = np.hanning(2 * length)
    for index, letter in enumerate(text.lower()):
        spot = slice(index * length, min((index + 2) * length, len(at)))
        piece = np.zeros(2 * length)
        piece[: spot.stop - spot.start] = buzz[spot]
        code = ord(letter) * 7
        gain = sum(
            1 / (1 + ((hertz / voice.timbre.formants - centre) / (0.1 * centre)) ** 2)
            for centre in (250 + code % 650, 1000 + (code * 13) % 1600)
        )
        sound[spot] += np.fft.irfft(np.fft.rfft(piece * window) * gain, 2 * length)[: spot.stop - spot.start]
    return apply(voice.effects, (sound / 4).astype(np.float32), RATE), RATE


def voice(*effects: Effect, rate: int = 160, **timbre: object) -> Voice:
    return Voice(id="v", title="V", rate=rate, timbre=Timbre(**timbre), effects=effects)  # type: ignore[arg-type]


@pytest.mark.parametrize("length", [0, 1, 100, 5000])
def test_short_and_silent_sounds_are_measured(length: int) -> None:
    for sound in (np.zeros(length, np.float32), np.ones(length, np.float32)):
        assert np.isfinite(statistics(sound, RATE)).all()


def test_far_is_farther_than_near() -> None:
    voices = {
        "plain": PLAIN,
        "near": voice(pitch_hz=(84.0, 120.0)),
        "high": voice(pitch_hz=(240.0, 330.0), formants=1.3),
        "rough": voice(Effect.make("ring", hz=90), Effect.make("distortion", db=30)),
    }
    found = distances({name: profile(say, v) for name, v in voices.items()})
    assert next(iter(found)) == ("plain", "near")
    assert found["plain", "near"] < 0.5 < found["plain", "high"]
    assert all(a <= b for a, b in pairwise(found.values()))


def test_pitch_is_found() -> None:
    for hz in (60.0, 110.0, 220.0, 400.0):
        octaves = statistics(say(voice(pitch_hz=(hz, hz)), "aaaaaaaa")[0], RATE)[0]
        assert abs(octaves - np.log2(hz)) < 0.1
