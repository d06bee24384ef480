"""The listener that decides which inventions are heard: what is plain passes, what is drowned or hurried does not."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from bestio.speech.intelligibility_gate import Unheard
from bestio.speech.line_cache import LineCache
from bestio.speech.listener import PAUSE, WEIGHTS, features_of, load_listener, names_of
from bestio.speech.speaker import Pronounced, Speaker
from bestio.speech.understanding import (
    ENOUGH,
    FASTEST,
    LEAST,
    LOSS,
    NOTHING,
    SENTENCES,
    WELL,
    Pronounce,
    clearness,
    understood,
)
from bestio.speech.voice import Effect, Timbre, Voice

PLAIN = Voice(id="plain", title="Plain")
FEW = SENTENCES[:2]


def voice(*effects: Effect, rate: int = 160, **timbre: object) -> Voice:
    return Voice(id="v", title="V", rate=rate, timbre=Timbre(**timbre), effects=effects)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def pronounce() -> Iterator[Pronounce]:
    with Speaker(cache=LineCache()) as speaker:
        yield speaker.pronounce


@pytest.mark.parametrize(
    "other",
    [
        PLAIN,
        voice(rate=130),
        voice(pitch_hz=(60.0, 70.0), formants=0.85),
        voice(Effect.make("chorus", mix=0.4)),
        voice(Effect.make("ring", hz=50, mix=0.2)),
        voice(Effect.make("lowpass", hz=5000)),
    ],
)
def test_what_people_understand_is_understood(pronounce: Pronounce, other: Voice) -> None:
    assert understood(pronounce)(other)


@pytest.mark.parametrize(
    "other",
    [
        voice(Effect.make("bitcrush", bits=3, mix=1), Effect.make("reverb", seconds=2.5, mix=0.3)),
        voice(Effect.make("stutter", seconds=0.15, chance=0.6), Effect.make("wah", mix=0.9)),
        voice(Effect.make("crackle", rate=60, db=0), Effect.make("gusts", mix=0.6)),
        voice(Effect.make("delay", seconds=0.12, feedback=0.6, mix=0.5), Effect.make("choir", voices=6, spread=1.5)),
        voice(rate=250),
        voice(formants=1.4),
    ],
)
def test_what_nobody_understands_is_not(pronounce: Pronounce, other: Voice) -> None:
    assert not understood(pronounce)(other)


def test_the_faster_the_less_clear(pronounce: Pronounce) -> None:
    clear = [clearness(pronounce, replace(PLAIN, rate=rate), FEW) for rate in (130, 170, 210, 250)]
    assert clear == sorted(clear, reverse=True)
    assert clear[0] > ENOUGH
    assert clear[0] - clear[-1] > 1


def test_who_is_slow_is_no_clearer_for_it(pronounce: Pronounce) -> None:
    """Drawn out, damaged words are hardly better understood: they were let pass for their slowness alone."""
    dull = voice(Effect.make("gusts", mix=0.4))
    slow, usual = (clearness(pronounce, replace(dull, rate=rate), FEW) for rate in (90, 130))
    assert slow < usual + LOSS


def test_more_of_an_effect_is_never_clearer(pronounce: Pronounce) -> None:
    clear = [clearness(pronounce, voice(Effect.make("gusts", mix=mix)), FEW) for mix in (0, 0.2, 0.4, 0.6)]
    assert clear == sorted(clear, reverse=True)


def test_what_is_made_of_a_voice_is_held_to_its_clearness(pronounce: Pronounce) -> None:
    high = Voice(id="high", title="High", rate=190, timbre=Timbre(pitch_hz=(320.0, 430.0)))
    duller = replace(high, effects=(Effect.make("gusts", mix=0.3),))
    clear, dull = clearness(pronounce, high), clearness(pronounce, duller)
    assert LEAST < clear < WELL
    assert dull < clear - LOSS
    accepts = understood(pronounce, {"high": high, "duller": duller})
    assert accepts(high)
    assert not accepts(duller)
    assert accepts(replace(duller, id="duller")) == (dull >= LEAST)


def test_what_is_more_crowded_than_it_was_is_not_even_heard() -> None:
    def nobody(_text: str, _voice: Voice) -> None:
        raise AssertionError("it was heard")

    lent = voice(Effect.make("vocoder", mix=1))
    assert not understood(nobody, {lent.id: lent})(voice(Effect.make("vocoder", mix=1), Effect.make("ring", mix=0.1)))


def test_what_is_lost_in_one_place_is_not_made_up_for_elsewhere() -> None:
    """Two voices of which a listener is as sure on the whole: one is dull all over, one loses a word."""
    listener = load_listener()
    sound = np.random.default_rng(1).standard_normal(22_050).astype(np.float32)

    class Told:
        sample_rate = 22_050
        samples = sound

    def clear(sure: list[float]) -> float:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(type(listener), "sureness", lambda *_args: np.array(sure, np.float32))
            return clearness(lambda _text, _voice: Pronounced(Told, []), PLAIN, FEW)  # type: ignore[arg-type]

    assert clear([-1.0] * 300) == pytest.approx(-1.0)
    assert clear([-0.9] * 270 + [-1.9] * 30) < -1.2
    assert clear([-1.0] * 5) == pytest.approx(-1.0)
    assert clear([]) == NOTHING


def test_who_is_too_fast_is_not_even_heard() -> None:
    assert not understood(lambda _text, _voice: pytest.fail("was heard"))(replace(PLAIN, rate=FASTEST + 1))


def test_other_engines_are_held_to_a_rate_alone() -> None:
    accepts = understood(lambda _text, _voice: pytest.fail("was heard"))
    other = replace(PLAIN, engine="piper", base="joe")
    assert accepts(other)
    assert not accepts(replace(other, rate=FASTEST + 1))


def test_where_nothing_is_said_nothing_is_judged() -> None:
    with pytest.raises(Unheard):
        understood(lambda _text, _voice: None)(PLAIN)


@given(
    length=st.integers(0, 6000),
    level=st.sampled_from([0.0, 1e-30, 1.0]),
    sounds=st.lists(st.tuples(st.floats(0, 2), st.sampled_from(["a", "_:", "'e", "(en)", "??", ""])), max_size=6),
)
@settings(max_examples=30)
def test_any_sound_is_judged(length: int, level: float, sounds: list[tuple[float, str]]) -> None:
    samples = np.full(length, level, np.float32)
    sure = load_listener().sureness(samples, 16_000, sorted(sounds))
    assert (sure <= 1e-5).all()
    assert np.isfinite(sure).all()


def test_each_frame_has_the_sound_that_is_made_in_it() -> None:
    names = names_of([(0.02, "'b"), (0.05, "o:"), (0.08, "_:")], 10)
    assert names == ["", "", "b", "b", "b", "o", "o", "o", PAUSE, PAUSE]
    assert features_of(np.zeros(2205, np.float32), 22_050).shape == (12, 9 * 13)


def test_the_listener_is_small() -> None:
    assert WEIGHTS.stat().st_size < 60_000
