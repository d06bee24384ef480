"""Sounds drawn small: the shapes, the values, and that what is high is drawn high."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from bestio.speech.picture import spectrogram, waveform

RATE = 22050


def sine(hz: float, seconds: float = 1.0) -> np.ndarray:
    return np.sin(2 * np.pi * hz * np.arange(int(RATE * seconds)) / RATE).astype(np.float32)


sounds = hnp.arrays(np.float32, st.integers(0, 3000), elements=st.floats(width=32))


@given(sound=sounds, columns=st.integers(0, 200))
def test_any_waveform(sound: np.ndarray, columns: int) -> None:
    table = waveform(sound, columns)
    assert table.shape == (columns, 2)
    assert np.isfinite(table).all()
    assert (table[:, 0] <= table[:, 1]).all()


@given(sound=sounds, columns=st.integers(0, 100), rows=st.integers(0, 40), rate=st.sampled_from([8000, 22050, 48000]))
def test_any_spectrogram(sound: np.ndarray, columns: int, rows: int, rate: int) -> None:
    table = spectrogram(sound, rate, columns, rows)
    assert table.shape == (rows, columns)
    assert ((table >= 0) & (table <= 1)).all()


def test_the_outline_follows_the_sound() -> None:
    sound = np.concatenate([np.zeros(1000), np.full(1000, 0.5), np.full(1000, -0.25)]).astype(np.float32)
    assert waveform(sound, 3).tolist() == [[0, 0], [0.5, 0.5], [-0.25, -0.25]]


def test_high_is_drawn_high() -> None:
    rows = [int(spectrogram(sine(hz), RATE, 10, 20)[:, 5].argmax()) for hz in (120, 400, 1000, 3000, 7000)]
    assert rows == sorted(rows, reverse=True)
    assert rows[0] == 19
    assert rows[-1] <= 1


def test_time_goes_from_left_to_right() -> None:
    table = spectrogram(np.concatenate([np.zeros(RATE, np.float32), sine(1000)]), RATE, 20, 10)
    assert table[:, :9].max() < 0.2
    assert table[:, 11:].max() > 0.9


def test_silence_is_dark() -> None:
    assert not spectrogram(np.zeros(RATE, np.float32), RATE, 20, 10).any()


def test_five_minutes_is_quick_enough_to_draw() -> None:
    table = spectrogram(np.tile(sine(500, 10), 30), RATE, 120, 24)
    assert table.shape == (24, 120)
