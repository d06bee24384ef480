"""Traits bend voices: within bounds, in words, and never further than can be understood."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestio.documents import yamlio
from bestio.documents.complaints import legible
from bestio.errors import Problem
from bestio.i18n import _
from bestio.library import Library, find_bundled
from bestio.speech.bends import Bend, read_bend
from bestio.speech.clear import INVENTED, MOST_HIGH_RING, STEADY, clearly, crowding, is_high, settled
from bestio.speech.effects import SPECS
from bestio.speech.modifiers import Bends, bend, between, not_yet, softer, weakened
from bestio.speech.voice import Effect, Voice, from_recipe, load_voices

VOICES = load_voices(Library(find_bundled(), Path("/nowhere")), lambda _problem: None)
PLAIN = VOICES["bestio-nu"]


def bends_of(*traits: tuple[str, object]) -> Bends:
    """What traits do to a voice, read from what lexicons say of it; what is wrong is left out."""
    return [(label, read_bend(data, lambda _problem: None)) for label, data in traits]


def test_controls_and_effects() -> None:
    antennas = {
        "pitch": 0.8,
        "rate": 1.1,
        "formants": 0.9,
        "volume": 0.5,
        "roughness": 2,
        "effect": {"ring": {"hz": 38.5, "mix": 0.3}},
    }
    bent = bend(PLAIN, bends_of(("antennes", antennas)))
    voice = bent.voice
    assert voice.timbre.pitch_hz == (65.6, 94.4)
    assert voice.rate == 176
    assert voice.timbre.formants == 0.9
    assert voice.timbre.roughness == 4
    assert voice.volume == 0.45
    assert voice.effects == (Effect.make("ring", hz=38.5, mix=0.3),)
    assert len(bent.changes) == 6
    assert all(change.startswith("+ antennes → ") for change in bent.changes)
    assert bent.changes[0].endswith(" × 0,8")
    assert bent.changes[-1].endswith(" 38,5 Hz")


def test_an_effect_that_the_voice_has_is_changed_in_place() -> None:
    dragon = VOICES["dragon-rouille"]
    voice = bend(dragon, bends_of(("a", {"effect": {"ring": {"mix": 0.1}}}))).voice
    assert voice.effects[0] == Effect.make("ring", hz=38, mix=0.1)
    assert len(voice.effects) == len(dragon.effects)


def test_what_changes_nothing_is_not_told() -> None:
    assert bend(PLAIN, bends_of(("a", {"pitch": 1, "roughness": 0}), ("b", {}), ("c", None))) == bend(PLAIN, [])


def test_no_room_is_told() -> None:
    kinds = ["ring", "tremolo", "distortion", "bitcrush", "highpass", "tin", "wah", "formants"]
    bends = bends_of(*((f"t{n}", {"effect": {kind: {}}}) for n, kind in enumerate(kinds)))
    bent = bend(PLAIN, bends)
    assert len(bent.voice.effects) == 6
    assert len(bent.changes) == 8
    assert bent.changes[6].startswith("t6")


def test_what_would_not_be_understood_is_softened_effects_first() -> None:
    dragon = VOICES["dragon-rouille"]
    bends = bends_of(("a", {"effect": {"ring": {"hz": 90}}}), ("b", {"pitch": 1.2, "effect": {"chorus": {"mix": 0.4}}}))
    steps = list(softer(dragon, bends))
    assert [step.voice.effects[-1].values["mix"] for step in steps[:3]] == [0.4, 0.2, 0.1]
    assert [step.voice.effects[0].values["hz"] for step in steps[:3]] == [90, 64, 51]
    assert [step.voice.timbre.pitch_hz[0] for step in steps] == [69.6, 69.6, 69.6, 69.6, 63.5, 58]
    assert [len(step.voice.effects) - len(dragon.effects) for step in steps] == [1, 1, 1, 0, 0, 0]
    assert steps[-1].voice == dragon
    told = _("+ {trait} → {change}, softened")
    assert steps[1].changes[0] == told.format(trait="a", change=steps[0].changes[0].removeprefix("+ a → "))
    assert steps[3].changes[0] == _("− {trait} → {change}: the words would be lost").format(
        trait="a", change="anneau 90 Hz"
    )
    assert steps[4].changes[1] == told.format(trait="b", change="hauteur × 1,095")
    assert [change[0] for change in steps[-1].changes] == ["−", "−", "−"]
    assert bend(dragon, bends, accepts=lambda voice: voice in (steps[2].voice, steps[3].voice)) == steps[2]
    assert bend(dragon, bends, accepts=lambda _voice: False) == steps[-1]


def test_until_it_is_measured_all_waits() -> None:
    bent = not_yet(PLAIN, bends_of(("a", {"pitch": 1.2, "effect": {"delay": {}}}), ("b", {"effect": {"chorus": {}}})))
    assert bent.voice == PLAIN
    assert [change[0] for change in bent.changes] == ["…", "…", "…"]


def test_an_effect_without_an_amount_cannot_be_softened() -> None:
    steps = list(softer(PLAIN, bends_of(("a", {"effect": {"telephone": {}}}))))
    assert [len(step.voice.effects) for step in steps] == [1, 0]
    assert [step.changes[0][0] for step in steps] == ["+", "−"]


@given(st.sampled_from(list(SPECS)), st.floats(0, 1), st.data())
def test_what_lies_between_two_effects_is_within_bounds(kind: str, part: float, data: st.DataObject) -> None:
    one, other = (
        Effect.make(kind, **{p.name: data.draw(st.floats(p.low, p.high)) for p in SPECS[kind].parameters})
        for _side in range(2)
    )
    for name, value in between(one, other, part).settings:
        parameter = SPECS[kind].parameter(name)
        assert parameter is not None
        assert parameter.allows(value)
    assert between(one, other, 0) == one
    assert between(one, other, 1) == other


@given(st.floats(0.5, 2), st.floats(0, 1))
def test_less_of_a_factor_is_nearer_to_one(factor: float, part: float) -> None:
    assert min(1, factor) <= weakened("pitch", factor, part) <= max(1, factor)
    assert weakened("roughness", -3, 0.5) in (-1, -2)


@pytest.mark.parametrize(
    "data",
    [
        "grave",
        [1],
        {"pitch": "haut"},
        {"pitch": float("nan")},
        {"pitch": 9},
        {"roughness": 1.5},
        {"hauteur": 1},
        {"effect": "ring"},
        {"effect": {"boum": {}}},
        {"effect": {3: {}}},
        {"effect": {"ring": 3}},
        {"effect": {"ring": {"hz": -1}}},
        {"effect": {"ring": {"hertz": 10}}},
    ],
)
def test_wrong_bends_are_told_and_left_out(data: object) -> None:
    problems: list[Problem] = []
    found = read_bend(data, problems.append)
    assert len(problems) == 1
    assert problems[0].hint
    assert found.controls == {}
    assert bend(PLAIN, [("x", found)]).voice.timbre == PLAIN.timbre


def test_no_bend() -> None:
    assert read_bend(None, lambda _problem: None) == Bend()


numbers = st.floats() | st.integers(-3, 3) | st.floats(0.4, 2.2)
bends = st.dictionaries(
    st.sampled_from(["pitch", "rate", "formants", "volume", "roughness", "flutter", "breath", "x"]), numbers
) | st.builds(
    lambda kind, name, value: {"effect": {kind: {name: value}}}, st.sampled_from([*SPECS, "x"]), st.text(), numbers
)


@given(voice=st.sampled_from(list(VOICES.values())), many=st.lists(bends, max_size=20))
def test_any_bends_stay_within_bounds(voice: Voice, many: list[object]) -> None:
    bent = bend(voice, bends_of(*((f"trait {number}", data) for number, data in enumerate(many))))
    problems: list[Problem] = []
    assert from_recipe(bent.voice.recipe(), problems.append) is not None, problems
    assert all(legible(change) for change in bent.changes)


@given(voice=st.sampled_from(list(VOICES.values())), many=st.lists(bends, max_size=12))
def test_any_bends_stay_where_words_are_kept(voice: Voice, many: list[object]) -> None:
    """Or where the voice is by itself, at each strength to which it may be softened."""
    wanted = bends_of(*((f"trait {number}", data) for number, data in enumerate(many)))
    mine = {effect.type: effect for effect in voice.effects}
    for bent in softer(voice, wanted):
        assert crowding(bent.voice.effects) <= crowding(voice.effects)
        for effect in bent.voice.effects:
            own = mine.get(effect.type)
            higher = is_high(bent.voice.timbre.pitch_hz) and not is_high(voice.timbre.pitch_hz)
            assert (
                settled(effect, bent.voice.timbre.pitch_hz, None if higher and effect.type == "ring" else own) == effect
            )
            for name, (low, high) in INVENTED.get(effect.type, {}).items():
                reach = [low, high, *([own.values[name]] if own else []), *_neutral(effect.type, name)]
                assert min(reach) <= effect.values[name] <= max(reach), (effect, name)
        for name, (low, high) in INVENTED[""].items():
            value, by_itself = (getattr(one if name == "rate" else one.timbre, name) for one in (bent.voice, voice))
            assert min(low, by_itself) <= value <= max(high, by_itself)


def _neutral(kind: str, name: str) -> list[float]:
    """What an effect is weakened towards."""
    parameter = SPECS[kind].parameter(name)
    return [parameter.neutral] if parameter is not None and parameter.neutral is not None else []


def test_what_would_waver_too_quickly_or_drown_the_words_is_held_back() -> None:
    quick = bends_of(("ailes", {"effect": {"vibrato": {"hz": 12, "semitones": 3}}}))
    vibrato = bend(PLAIN, quick).voice.effects[0].values
    assert vibrato["hz"] * vibrato["semitones"] <= STEADY
    storm = bends_of(
        ("orage", {"rate": 2, "formants": 1.4, "breath": 100, "effect": {"crackle": {"rate": 60, "db": 0}}})
    )
    bent = bend(PLAIN, storm).voice
    assert bent.effects[0].values == {"rate": 45, "db": -15}
    assert (bent.rate, bent.timbre.formants, bent.timbre.breath) == (210, 1.12, 30)
    mammoth = VOICES["mammouth-congele"]
    huge = bend(mammoth, bends_of(("montagne", {"formants": 0.8})))
    assert huge.voice == mammoth
    assert [change[0] for change in huge.changes] == ["−"]
    rung = msgspec.structs.replace(PLAIN, effects=(Effect.make("ring", hz=200, mix=0.3),))
    assert bend(rung, bends_of(("flûte", {"pitch": 1.5}))).voice.effects == rung.effects
    assert [bend(rung, bends_of(("flûte", {"pitch": 2}), ("aigu", {"pitch": 2}))).voice.effects[0].values["mix"]] == [
        MOST_HIGH_RING
    ]
    cicada = VOICES["cigale-a-piles"]
    assert bend(cicada, quick).voice == cicada


def test_the_bends_of_the_shipped_lexicons_are_sound() -> None:
    problems: list[Problem] = []
    count = 0
    for path in Library(find_bundled(), Path("/nowhere")).files("lexicons").values():
        document = yamlio.read(path)
        for slot, slot_data in (document.data.get("slots") or {}).items():
            for trait, trait_data in slot_data["traits"].items():
                keys = ("slots", slot, "traits", trait, "voice")
                read_bend(
                    trait_data.get("voice"), problems.append, lambda *more, k=keys, d=document: d.where(*k, *more)
                )
                count += 1
    assert count > 100
    assert not problems


def test_a_trait_goes_no_further_than_where_words_are_kept() -> None:
    echo = bends_of(("coquille", {"effect": {"delay": {"mix": 0.5}, "tremolo": {}}}))
    for effect in bend(PLAIN, echo).voice.effects:
        assert all(clearly(effect.type, name, value) == value for name, value in effect.settings)
    own = msgspec.structs.replace(PLAIN, effects=(Effect.make("delay", mix=0.3),))
    assert bend(own, echo).voice.effects[0].values["mix"] == 0.3
    less = bends_of(("coquille", {"effect": {"delay": {"mix": 0.05}}}))
    assert bend(own, less).voice.effects[0].values["mix"] == 0.05


def test_an_effect_that_does_not_go_with_the_others_is_left_out_and_told() -> None:
    organ = VOICES["orgue-de-barbarie"]
    bent = bend(organ, bends_of(("cloche", {"pitch": 1.1, "effect": {"ring": {"mix": 0.1}, "chorus": {"mix": 0.2}}})))
    kinds = [effect.type for effect in bent.voice.effects]
    assert kinds == [*(effect.type for effect in organ.effects), "chorus"]
    assert [change for change in bent.changes if SPECS["ring"].title.lower() in change] != []
    assert bent.voice.timbre.pitch_hz != organ.timbre.pitch_hz
