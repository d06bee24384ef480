import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestio.speech.cleaning import clean, words_of
from bestio.speech.timing import (
    align,
    mouth_from_phonemes,
    mouth_from_sound,
    mouth_from_words,
    sounding,
    spread,
    syllables,
)

TEXTS = st.text(st.sampled_from("aeéiou bcdl'’.,!12 "), max_size=80)


@pytest.mark.parametrize(("shorter", "longer"), [("eau", "éléphant"), ("rat", "kangourou"), ("un", "3456")])
def test_longer_words_weigh_more(shorter: str, longer: str) -> None:
    assert syllables(shorter) < syllables(longer)


def test_a_mute_e_weighs_less_than_a_spoken_one() -> None:
    assert syllables("porte") < syllables("porté")


@given(TEXTS, st.lists(st.tuples(st.integers(-5, 90), st.floats(0, 12)), max_size=20), st.floats(0.1, 10))
def test_every_word_once_in_order_within_the_sound(text: str, marks: list[tuple[int, float]], seconds: float) -> None:
    words = words_of(clean(text))
    times = align(words, marks, (), seconds)
    assert [time.text for time in times] == [word.text for word in words]
    at = 0.0
    for time in times:
        assert at - 1e-9 <= time.start <= time.end <= seconds + 1e-9
        at = time.start


def test_marks_give_starts_and_pauses_give_ends() -> None:
    words = words_of("un chat, deux rats")
    marks = [(0, 0.0), (3, 0.2), (9, 1.0), (14, 1.3)]
    phonemes = [(0.0, "W~"), (0.2, "S"), (0.3, "a"), (0.6, "_:"), (0.8, "_"), (1.0, "d"), (1.3, "r"), (1.7, "_:")]
    times = align(words, marks, phonemes, 2.0)
    assert [time.start for time in times] == [0.0, 0.2, 1.0, 1.3]
    assert [time.end for time in times] == [0.2, 0.6, 1.3, 1.7]


def test_a_word_starts_with_its_first_phoneme() -> None:
    words = words_of("un taxi part")
    phonemes = [(0.0, "W~"), (0.3, "_"), (0.36, "t"), (0.4, "a"), (0.8, "(en)"), (0.86, "p")]
    assert [time.start for time in align(words, [(0, 0.0), (3, 0.3), (8, 0.8)], phonemes, 1.5)] == [0.0, 0.36, 0.86]


def test_a_word_without_a_phoneme_of_its_own_keeps_its_mark() -> None:
    words = words_of("un h part")
    phonemes = [(0.0, "W~"), (0.9, "p")]
    assert [time.start for time in align(words, [(0, 0.0), (3, 0.3), (5, 0.8)], phonemes, 1.5)] == [0.0, 0.3, 0.9]


def test_a_word_without_a_mark_is_placed_between_its_neighbours() -> None:
    words = words_of("le grand hibou dort")
    first, second, third, last = align(words, [(0, 0.0), (15, 2.0)], (), 2.5)
    assert first.start == 0.0
    assert 0.0 < second.start < third.start < last.start == 2.0


def test_without_marks_words_are_spread_by_their_length() -> None:
    first, second = spread(words_of("eau kangourou"), 1.0, 3.0)
    assert first.start == 1.0
    assert second.end == pytest.approx(3.0)
    assert second.end - second.start > 2 * (first.end - first.start)


def test_mouths_follow_phonemes() -> None:
    shapes = mouth_from_phonemes([(0.1, "p"), (0.2, "'a"), (0.4, "i"), (0.5, "_:")], 1.0)
    assert [(shape.time, shape.opening) for shape in shapes] == [(0.0, 0), (0.2, 2), (0.4, 1), (0.5, 0)]


def test_mouths_follow_the_sound_where_there_is_nothing_else() -> None:
    sound = np.concatenate([np.zeros(8000), np.full(8000, 0.5), np.zeros(8000)]).astype(np.float32)
    shapes = mouth_from_sound(sound, 8000)
    assert [(round(shape.time, 2), shape.opening) for shape in shapes] == [(0.0, 0), (1.0, 2), (2.0, 0)]
    assert mouth_from_sound(np.zeros(10, np.float32), 8000)[0].opening == 0


def test_mouths_open_for_each_word_of_a_silent_line() -> None:
    shapes = mouth_from_words(spread(words_of("un deux"), 0.0, 1.0))
    assert sum(shape.opening == 2 for shape in shapes) == 2
    assert shapes[-1].opening == 0


def test_sound_is_found_between_silences() -> None:
    sound = np.concatenate([np.zeros(800), np.full(800, 0.5), np.zeros(400)]).astype(np.float32)
    assert sounding(sound, 8000) == pytest.approx((0.1, 0.2), abs=0.001)
    assert sounding(np.zeros(800, np.float32), 8000) == (0.0, 0.1)
