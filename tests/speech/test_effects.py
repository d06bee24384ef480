"""Every effect, on any sound that can come: finite, bounded, aligned, the same each time."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bestio.speech.effects import SPECS, apply, cost, tail_seconds, unavailable
from bestio.speech.effects.specs import EffectSpec
from bestio.speech.voice import Effect

pytestmark = pytest.mark.filterwarnings("error")

RATE = 22050
SPEC = pytest.mark.parametrize("spec", SPECS.values(), ids=SPECS)


def tone(seconds: float, hz: float = 140, rate: int = RATE) -> np.ndarray:
    """A buzz that swells and fades three times a second, as syllables do."""
    at = np.arange(int(seconds * rate)) / rate
    return (0.3 * ((hz * at) % 1 - 0.5) * (1 - np.cos(2 * np.pi * 3 * at))).astype(np.float32)


def check(spec: EffectSpec, effect: Effect, sound: np.ndarray, rate: int = RATE) -> np.ndarray:
    out = apply([effect], sound, rate)
    assert out.dtype == np.float32
    assert out.ndim == 1
    assert np.isfinite(out).all()
    assert np.abs(out).max(initial=0) <= 1
    extra = len(out) - len(sound)
    assert 0 <= extra <= tail_seconds([effect]) * rate + 1
    if not spec.tail:
        assert extra == 0
    return out


@st.composite
def effects(draw: st.DrawFn, spec: EffectSpec) -> Effect:
    values = {p.name: draw(st.floats(p.low, p.high) | st.sampled_from([p.low, p.high])) for p in spec.parameters}
    return Effect.make(spec.type, **values)


@SPEC
@settings(max_examples=25)
@given(data=st.data())
def test_any_sound_gives_a_sane_sound(spec: EffectSpec, data: st.DataObject) -> None:
    length = data.draw(st.integers(1, 3000))
    sound = np.random.default_rng(length).uniform(-1, 1, length).astype(np.float32)
    sound[:: data.draw(st.integers(1, 50))] = data.draw(
        st.sampled_from([0, 1, -1, np.nan, np.inf, -np.inf, 1e-40, 3e38])
    )
    check(spec, data.draw(effects(spec)), sound, data.draw(st.sampled_from([8000, 16000, 22050, 48000])))


@SPEC
@pytest.mark.parametrize("length", [0, 1, 2, 3, 255, 256, 1023, 1024, 1025])
def test_short_and_silent_sounds(spec: EffectSpec, length: int) -> None:
    out = check(spec, Effect.make(spec.type), np.zeros(length, np.float32))
    assert not np.abs(out).max(initial=0)
    check(spec, Effect.make(spec.type), np.full(length, 0.5, np.float32))


@SPEC
def test_the_same_twice_and_the_input_untouched(spec: EffectSpec) -> None:
    sound = tone(1)
    kept = sound.copy()
    once, twice = (apply([Effect.make(spec.type)], sound, RATE) for _ in range(2))
    assert np.array_equal(once, twice)
    assert np.array_equal(sound, kept)


@SPEC
def test_it_is_heard_and_not_much_louder_or_weaker(spec: EffectSpec) -> None:
    sound = tone(2)
    out = apply([Effect.make(spec.type)], sound, RATE)[: len(sound)]
    assert np.sqrt(np.mean((out - sound) ** 2)) > 0.02 * np.sqrt(np.mean(sound**2))
    assert 0.5 < np.sqrt(np.mean(out**2)) / np.sqrt(np.mean(sound**2)) < 1.5


@SPEC
def test_words_stay_where_they_are(spec: EffectSpec) -> None:
    """A burst in the middle of silence is still found there, within 60 ms."""
    sound = np.zeros(3 * RATE, np.float32)
    sound[RATE : 2 * RATE] = tone(1) * 2
    values: dict[str, dict[str, float]] = {
        "reverse_reverb": {"seconds": 0.1},
        "vibrato": {"hz": 1, "semitones": 3},
        "pitch": {"semitones": 12},
    }
    out = apply([Effect.make(spec.type, **values.get(spec.type, {}))], sound, RATE)
    strength = np.convolve(np.abs(out), np.ones(441) / 441, mode="same")
    clear = np.flatnonzero(strength > 0.25 * strength.max())
    plain = np.convolve(np.abs(sound), np.ones(441) / 441, mode="same")
    plain_clear = np.flatnonzero(plain > 0.25 * plain.max())
    assert abs(clear[0] - plain_clear[0]) / RATE < 0.06


@pytest.mark.parametrize("spec", [spec for spec in SPECS.values() if spec.parameter("mix")], ids=lambda spec: spec.type)
def test_nothing_asked_is_nothing_done_where_there_is_an_amount(spec: EffectSpec) -> None:
    sound = tone(1)
    out = apply([Effect.make(spec.type, mix=0)], sound, RATE)[: len(sound)]
    assert np.abs(out - sound).max() < 2e-3


@SPEC
def test_it_explains_itself(spec: EffectSpec) -> None:
    assert spec.title
    assert spec.help.endswith(".")
    assert "\n" not in spec.help
    for parameter in spec.parameters:
        assert parameter.title
        assert parameter.low <= parameter.default <= parameter.high


def test_values_out_of_bounds_are_brought_within() -> None:
    sound = tone(0.5)
    wild = Effect("ring", (("hz", 1e9), ("mix", float("nan"))))
    assert np.array_equal(apply([wild], sound, RATE), apply([Effect.make("ring", hz=400)], sound, RATE))


def test_unknown_effects_are_skipped_and_told() -> None:
    sound = tone(0.2)
    strange = Effect("teleport", ())
    assert np.array_equal(apply([strange], sound, RATE), sound)
    assert unavailable([strange, Effect.make("ring"), strange]) == ("teleport",)


def test_without_pedalboard_the_rest_still_works(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pedalboard", None)
    sound = tone(0.5)
    stack = [Effect.make("pitch"), Effect.make("ring"), Effect.make("gsm")]
    assert unavailable(stack) == ("pitch", "gsm")
    assert np.array_equal(apply(stack, sound, RATE), apply([Effect.make("ring")], sound, RATE))


def test_a_broken_pedalboard_is_an_absent_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "pedalboard.py").write_text("raise OSError('a library is missing')")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "pedalboard", raising=False)
    assert unavailable([Effect.make("gsm")]) == ("gsm",)
    sound = tone(0.1)
    assert np.array_equal(apply([Effect.make("pitch")], sound, RATE), sound)


def test_at_most_six_effects_are_applied() -> None:
    sound = tone(0.2)
    many = [Effect.make("tremolo", hz=3)] * 10_000
    assert np.array_equal(apply(many, sound, RATE), apply(many[:6], sound, RATE))


@settings(max_examples=40)
@given(data=st.data())
def test_any_stack_gives_a_sane_sound(data: st.DataObject) -> None:
    kinds = data.draw(st.lists(st.sampled_from(sorted(SPECS)), max_size=6))
    stack = [data.draw(effects(SPECS[kind])) for kind in kinds]
    length = data.draw(st.integers(0, 20_000))
    sound = np.random.default_rng(length).uniform(-1, 1, length).astype(np.float32)
    sound[data.draw(st.integers(0, length)) :] = 0
    out = apply(stack, sound, RATE)
    assert np.isfinite(out).all()
    assert np.abs(out).max(initial=0) <= 1
    assert len(sound) <= len(out) <= len(sound) + (tail_seconds(stack) + 1) * RATE


def test_the_cost_is_measured_by_the_clock_that_is_given() -> None:
    ticks = iter([10.0, 10.05])
    assert cost([Effect.make("ring")], clock=lambda: next(ticks)) == pytest.approx(25)


@pytest.mark.slow
@SPEC
def test_five_minutes(spec: EffectSpec) -> None:
    check(spec, Effect.make(spec.type), np.tile(tone(10), 30))


@pytest.mark.parametrize("spec", [s for s in SPECS.values() if any(p.neutral is not None for p in s.parameters)])
def test_at_its_neutral_values_an_effect_leaves_the_voice_next_to_as_it_is(spec: EffectSpec) -> None:
    sound = tone(2.0)
    values = {p.name: p.neutral for p in spec.parameters if p.neutral is not None}
    assert all(p.low <= values.get(p.name, p.low) <= p.high for p in spec.parameters)
    out = apply([Effect.make(spec.type, **values)], sound, RATE)[: len(sound)]
    assert out @ sound / np.sqrt((out @ out) * (sound @ sound)) > 0.95
