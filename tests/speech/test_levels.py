"""Every line is as loud as any other, begins and ends without a click, stands on nothing, and ends with its sound."""

import math

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from msgspec.structs import replace

from bestio.errors import Problem
from bestio.library import Library, find_bundled
from bestio.speech.levels import AFTER, FADE, TARGET, level, loudness
from bestio.speech.speaker import Speaker
from bestio.speech.speech import Speech
from bestio.speech.voice import Effect, Voice, load_voices

RATE = 22_050
LINES = [
    "Le vieux hibou rouillé compte les étoiles dans sa grande boîte.",
    "Bonjour, je suis une lampe et je rêve de la mer.",
]


def tone(hz: float, db: float, seconds: float = 2.0, rate: int = 48_000) -> npt.NDArray[np.float32]:
    at = np.arange(int(seconds * rate)) / rate
    return (10 ** (db / 20) * np.sin(2 * math.pi * hz * at)).astype(np.float32)


def judged(samples: npt.NDArray[np.floating], rate: int) -> float:
    """Integrated loudness by the letter of ITU-R BS.1770-4: filtered as a whole, then blocks of 400 ms each 100."""
    turn = np.exp(-2j * np.pi * np.fft.rfftfreq(2 * len(samples), 1 / rate) / 48_000)
    shelf = (1.53512485958697 - 2.69169618940638 * turn + 1.19839281085285 * turn**2) / (
        1 - 1.69065929318241 * turn + 0.73248077421585 * turn**2
    )
    high_pass = (1 - turn) ** 2 / (1 - 1.99004745483398 * turn + 0.99007225036621 * turn**2)
    heard = np.fft.irfft(np.fft.rfft(samples, 2 * len(samples)) * shelf * high_pass)[: len(samples)]
    size, step = int(0.4 * rate), int(0.1 * rate)
    power = np.array([np.mean(heard[at : at + size] ** 2) for at in range(0, len(heard) - size + 1, step)])
    power = power[power > 10 ** ((-70 + 0.691) / 10)]
    gated = power[power > power.mean() / 10]
    return float(-0.691 + 10 * np.log10(gated.mean()))


def test_loudness_is_that_of_the_recommendation() -> None:
    """Annex 1: a tone of 997 Hz at full scale is -3.01 LUFS."""
    assert loudness(tone(997, 0), 48_000) == pytest.approx(-3.01, abs=0.05)
    assert loudness(tone(997, -20, rate=RATE), RATE) == pytest.approx(-23.01, abs=0.1)
    assert judged(tone(997, 0), 48_000) == pytest.approx(-3.01, abs=0.05)
    assert loudness(tone(50, -20), 48_000) == pytest.approx(judged(tone(50, -20), 48_000), abs=0.5)
    assert loudness(np.zeros(9_000, np.float32), RATE) == -math.inf


def test_a_line_is_trimmed_faded_and_without_a_constant() -> None:
    sound = np.concatenate([tone(200, -20, 1.0, RATE) + np.float32(0.05), np.zeros(RATE, np.float32)])
    made = level(sound, RATE, 0.9, tail=False)
    assert len(made) / RATE == pytest.approx(1 + AFTER, abs=0.06)
    assert len(level(sound, RATE, 0.9, tail=True)) < len(made)
    assert abs(made.mean()) < 0.005 * np.abs(made).max()
    assert made[0] == made[-1] == 0
    assert np.abs(made[: int(FADE * RATE)]).max() <= np.abs(made).max()


def test_the_volume_is_the_voice_s() -> None:
    sound = tone(300, -20, 1.0, RATE)
    loud, soft = (level(sound, RATE, volume, tail=False) for volume in (0.9, 0.09))
    assert loudness(loud, RATE) - loudness(soft, RATE) == pytest.approx(20, abs=0.05)
    assert not level(sound, RATE, 0, tail=False).any()


def test_what_nobody_can_hear_is_silence() -> None:
    for volume in (0.0, 0.9):
        assert not level(np.full(300, 5e-39, np.float32), RATE, volume, tail=False).any()


@given(
    arrays(np.float32, st.integers(0, 40), elements=st.floats(-1, 1, width=32)),
    st.integers(1, 200),
    st.floats(0, 1),
    st.booleans(),
)
@example(np.ones(9, np.float32), 114, 0.0, False)  # a constant: what is left of it has no loudness
def test_any_sound_comes_out_whole(few: npt.NDArray[np.float32], times: int, volume: float, tail: bool) -> None:
    sound = np.tile(few, times)
    made = level(sound, RATE, volume, tail=tail)
    assert len(made) <= len(sound)
    assert np.isfinite(made).all()
    assert np.abs(made).max(initial=0) <= 1


def refused(problem: Problem) -> None:
    raise AssertionError(problem)


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Speech]]:
    voices = load_voices(Library(find_bundled(), tmp_path_factory.mktemp("home")), refused)
    with Speaker() as speaker:
        # How loud a voice wants to be is its own affair: what is compared is at one volume.
        return {
            name: [speaker.render(line, replace(voice, volume=0.9)) for line in LINES] for name, voice in voices.items()
        }


@pytest.mark.slow
def test_voices_are_within_one_unit_of_each_other(said: dict[str, list[Speech]]) -> None:
    found = {name: np.mean([judged(one.samples, one.sample_rate) for one in lines]) for name, lines in said.items()}
    assert max(found.values()) - min(found.values()) < 1, found
    assert all(abs(value - TARGET) < 1 for value in found.values())


@pytest.mark.slow
def test_no_voice_clicks_stands_or_trails_silence(said: dict[str, list[Speech]]) -> None:
    for name, lines in said.items():
        for line in lines:
            sound, peak = line.samples, float(np.abs(line.samples).max())
            last = np.flatnonzero(np.abs(sound) > peak * 10 ** (-50 / 20))[-1]
            assert (len(sound) - last) / line.sample_rate <= AFTER + 0.02, name
            assert abs(sound[0]) < 0.001, name
            assert np.abs(sound[: int(FADE / 2 * line.sample_rate)]).max() < 0.5 * peak, name
            assert abs(sound.mean()) < 0.004 * peak, name
            assert all(0 <= word.start <= word.end <= line.seconds + 1e-9 for word in line.words), name


def test_words_stay_within_a_line_that_was_trimmed() -> None:
    with Speaker() as speaker:
        for effects in ((), (Effect.make("reverb", seconds=0.9, mix=0.3),)):
            line = speaker.render("Un, deux, trois !", Voice(id="v", title="V", effects=effects))
            assert [word.text for word in line.words] == ["Un", "deux", "trois"]
            assert all(0 <= word.start < word.end <= line.seconds for word in line.words)


@pytest.mark.slow
def test_each_line_is_as_loud_as_the_recommendation_says(said: dict[str, list[Speech]]) -> None:
    for name, lines in said.items():
        for line in lines:
            true = judged(line.samples, line.sample_rate)
            assert loudness(line.samples, line.sample_rate) == pytest.approx(true, abs=0.35), name
