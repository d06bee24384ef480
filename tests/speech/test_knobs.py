"""The knobs of a voice: turning one gives a voice within its bounds, and only that knob moves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestio.library import Library, find_bundled
from bestio.speech.knobs import knobs, turn, with_effect
from bestio.speech.voice import Voice, from_recipe, load_voices
from tests.sure import right

VOICES = list(load_voices(Library(find_bundled(), find_bundled() / "nowhere"), right).values())


@given(st.sampled_from(VOICES), st.data(), st.floats(-1000, 10_000, allow_nan=False))
def test_turning_a_knob_gives_a_voice_that_can_be_written(voice: Voice, data: st.DataObject, value: float) -> None:
    knob = data.draw(st.sampled_from(knobs(voice)))
    turned = turn(voice, knob.key, value)
    assert from_recipe(turned.recipe(), right) == turned
    moved = [a.key for a, b in zip(knobs(voice), knobs(turned), strict=True) if a.value != b.value]
    assert moved in ([], [knob.key])


@pytest.mark.parametrize("voice", VOICES, ids=lambda voice: voice.id)
def test_a_knob_at_its_value_changes_little_and_is_shown(voice: Voice) -> None:
    for knob in knobs(voice):
        assert knob.low <= knob.high
        assert knob.show(knob.value)
        same = {k.key: k.value for k in knobs(turn(voice, knob.key, knob.value))}
        assert same[knob.key] == pytest.approx(knob.value, rel=0.02, abs=0.01)


def test_an_effect_is_added_once_and_taken_away() -> None:
    voice = Voice(id="v", title="V")
    ringing = with_effect(voice, "ring")
    assert ringing is not None
    assert [effect.type for effect in ringing.effects] == ["ring"]
    assert with_effect(ringing, "ring") == voice
    full = voice
    for kind in ("ring", "tremolo", "distortion", "chorus", "delay", "phaser"):
        full = with_effect(full, kind) or full
    assert with_effect(full, "bitcrush") is None
