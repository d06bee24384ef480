"""Invented voices: within bounds, named decently, the same from the same seed, gated."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from bestio.library import Library, find_bundled
from bestio.speech import names
from bestio.speech.bounds import RATE, TIMBRE_BY_NAME
from bestio.speech.clear import (
    CLEAR,
    FASTEST_LENT,
    INVENTED,
    LENT_THROATS,
    MOST_HIGH_RING,
    MOUTHS,
    NEVER,
    SLOW_RING,
    STEADY,
    WAVERING,
    crowding,
    is_high,
    settled,
)
from bestio.speech.effects.specs import SPECS
from bestio.speech.invention import cross, mutate
from bestio.speech.voice import Effect, Voice, from_recipe, load_voices

VOICES = load_voices(Library(find_bundled(), Path("/nowhere")), lambda _problem: None)
ANY = st.sampled_from(list(VOICES.values()))


def check(voice: Voice) -> None:
    problems: list[object] = []
    assert from_recipe(voice.recipe(), problems.append) == voice
    assert not problems
    assert voice.lineage is not None


@given(voice=ANY, seed=st.integers(), strength=st.floats(0, 1))
def test_mutants_stay_within_bounds_and_come_again(voice: Voice, seed: int, strength: float) -> None:
    mutant = mutate(voice, Random(seed), strength)
    check(mutant)
    assert mutant == mutate(voice, Random(seed), strength)
    assert mutant.lineage is not None
    assert mutant.lineage.parents == (voice.id,)


@given(a=ANY, b=ANY, seed=st.integers())
def test_children_stay_within_bounds_and_come_again(a: Voice, b: Voice, seed: int) -> None:
    child = cross(a, b, Random(seed))
    check(child)
    assert child == cross(a, b, Random(seed))
    known = {effect.type for effect in (*a.effects, *b.effects)}
    assert {effect.type for effect in child.effects} <= known
    if known:
        assert child.effects


Limits = Mapping[str, Mapping[str, tuple[float, float]]]


def _beyond(voice: Voice, limits: Limits, most: float) -> list[str]:
    """What of `voice` is outside the `limits` within which words are kept, or wavers more quickly than `most`."""
    timbre = ("formants", "breath", "voicing")
    own = {"rate": float(voice.rate), **{name: float(getattr(voice.timbre, name)) for name in timbre}}
    kinds = [("", own), *((effect.type, effect.values) for effect in voice.effects)]
    far = [
        f"{kind} {name} {value}"
        for kind, values in kinds
        for name, value in values.items()
        if name in limits.get(kind, {}) and not limits[kind][name][0] <= value <= limits[kind][name][1]
    ]
    wavering = [values for kind, values in kinds if kind == "vibrato" and values["hz"] * values["semitones"] > most]
    rung = [
        values
        for kind, values in kinds
        if kind == "ring"
        and values["hz"] > SLOW_RING
        and values["mix"] > MOST_HIGH_RING
        and is_high(voice.timbre.pitch_hz)
    ]
    return [*far, *(kind for kind, _values in kinds if kind in NEVER), *map(str, (*wavering, *rung))]


@pytest.mark.parametrize("name", VOICES)
def test_what_ships_stays_where_words_are_kept(name: str) -> None:
    assert _beyond(VOICES[name], CLEAR, WAVERING) == []


@st.composite
def _any_effect(draw: st.DrawFn) -> Effect:
    kind = draw(st.sampled_from(list(SPECS)))
    return Effect.make(
        kind, **{p.name: draw(st.sampled_from([p.low, p.high, p.default])) for p in SPECS[kind].parameters}
    )


@given(a=ANY, b=ANY, seed=st.integers(), effects=st.lists(_any_effect(), max_size=4, unique_by=lambda one: one.type))
def test_inventions_stay_where_words_are_kept(a: Voice, b: Voice, seed: int, effects: list[Effect]) -> None:
    lost = (Effect.make("stutter"), Effect.make("gsm"), Effect.make("bitcrush", bits=3, mix=1))
    hurried = replace(a, rate=330, effects=lost)
    drowned = replace(b, timbre=replace(b.timbre, voicing=150, formants=1.4, breath=100), effects=tuple(effects))
    for invented in (
        mutate(hurried, Random(seed), 0.5),
        mutate(b, Random(seed), 1),
        mutate(drowned, Random(seed), 0.3),
        mutate(mutate(drowned, Random(seed), 0.8), Random(seed), 0.8),
        cross(hurried, b, Random(seed)),
        cross(drowned, a, Random(seed)),
    ):
        assert _beyond(invented, INVENTED, STEADY) == []


@given(voice=ANY, seed=st.integers(), strength=st.floats(0.01, 1))
def test_every_mutant_of_every_voice_is_within_all_bounds(voice: Voice, seed: int, strength: float) -> None:
    """Whatever a gate may say: without one, too, no mutant is of a kind that lost the words."""
    mutant = mutate(voice, Random(seed), strength)
    assert _beyond(mutant, INVENTED, STEADY) == []
    assert crowding(mutant.effects) <= crowding(voice.effects) <= 1


VIBRATO = SPECS["vibrato"].parameters


LOW = (82.0, 118.0)


@given(hz=st.floats(VIBRATO[0].low, VIBRATO[0].high), much=st.floats(0, 3), own=st.floats(0, 3))
def test_a_pitch_wavers_no_more_than_is_followed(hz: float, much: float, own: float) -> None:
    quick, mine = (Effect.make("vibrato", hz=hz, semitones=semitones) for semitones in (much, own))
    for kept, most in ((settled(quick, LOW), STEADY), (settled(quick, LOW, mine), max(STEADY, hz * own))):
        assert kept.values["hz"] * kept.values["semitones"] <= most + 1e-9
        assert kept == quick or much * hz > most - 0.01 * hz
    assert settled(mine, LOW, mine) == mine


def test_a_high_throat_bears_no_strong_quick_ring() -> None:
    quick, slow = Effect.make("ring", hz=200, mix=0.3), Effect.make("ring", hz=50, mix=0.3)
    assert settled(quick, (335, 436)).values == {"hz": 200, "mix": MOST_HIGH_RING}
    assert settled(quick, (190, 260)) == settled(quick, (335, 436), quick) == quick
    assert settled(slow, (335, 436)) == slow
    weak = Effect.make("ring", hz=330, mix=0.05)
    assert settled(weak, (335, 436)) == weak


@given(a=ANY, b=ANY, seed=st.integers(), strength=st.floats(0, 1))
def test_no_invention_is_more_crowded_than_what_it_is_made_of(a: Voice, b: Voice, seed: int, strength: float) -> None:
    mutant, child = mutate(a, Random(seed), strength), cross(a, b, Random(seed))
    assert crowding(mutant.effects) <= crowding(a.effects)
    assert crowding(child.effects) <= max(crowding(a.effects), crowding(b.effects))
    for invented in (mutant, child):
        assert invented.rate <= FASTEST_LENT or not {effect.type for effect in invented.effects} & LENT_THROATS
    for effect in mutant.effects:
        if effect.type == "vibrato":
            assert effect.values["hz"] * effect.values["semitones"] <= (STEADY if strength else WAVERING)
        if effect.type == "formants":
            assert MOUTHS[0] - 0.01 <= effect.values["ratio"] * mutant.timbre.formants <= MOUTHS[1] + 0.01


@pytest.mark.parametrize(
    ("kinds", "many"),
    [("", 0), ("ring tremolo", 0), ("vocoder", 0), ("vocoder ring", 1), ("robot tremolo ring", 4),
     ("telephone delay", 0), ("telephone robot", 1), ("chorus reverb highpass", 0), ("flanger delay chorus", 1),
     ("tremolo chorus reverb vibrato", 2), ("tremolo ring vibrato", 1), ("whisper tremolo ring", 1),
     ("vocoder vibrato lowpass", 1), ("whisper crackle lowpass flanger", 2), ("vibrato lowpass reverb delay", 1),
     ("vocoder vibrato chorus", 0), ("lowpass", 0), ("lowpass crackle delay", 0), ("distortion bitcrush tin", 0)],
)  # fmt: skip
def test_some_effects_do_not_go_together(kinds: str, many: int) -> None:
    assert crowding([Effect.make(kind) for kind in kinds.split()]) == many


def test_no_bound_is_of_a_control_that_is_not_there() -> None:
    for kind, limits in CLEAR.items():
        for name, (low, high) in limits.items():
            parameter = SPECS[kind].parameter(name) if kind else {"rate": RATE, **TIMBRE_BY_NAME}[name]
            assert parameter is not None
            assert parameter.low <= low < high <= parameter.high


def test_generations_stay_within_bounds() -> None:
    random = Random(7)
    voice = VOICES["bestio-nu"]
    for _generation in range(300):
        voice = mutate(voice, random, 1.0)
        check(voice)


def test_a_stronger_mutation_changes_more() -> None:
    def change(strength: float) -> float:
        old = VOICES["dragon-rouille"]
        mutants = [mutate(old, Random(seed), strength) for seed in range(60)]
        return sum(abs(m.timbre.formants - old.timbre.formants) + abs(m.rate - old.rate) / 100 for m in mutants)

    assert change(0) == 0
    assert change(0.1) < change(0.4) < change(1)


def test_what_is_not_understood_is_not_born() -> None:
    parent = VOICES["orage-en-conserve"]
    asked: list[Voice] = []

    def never(voice: Voice) -> bool:
        asked.append(voice)
        return False

    mutant = mutate(parent, Random(1), 0.8, accepts=never)
    assert 1 < len(asked) < 10
    assert (mutant.timbre, mutant.effects, mutant.rate) == (parent.timbre, parent.effects, parent.rate)
    child = cross(parent, VOICES["bestio-nu"], Random(1), accepts=never)
    assert child.effects in {parent.effects, ()}


@given(seed=st.integers())
def test_names(seed: int) -> None:
    random = Random(seed)
    taken: set[str] = set()
    for _count in range(20):
        identity, title = names.made_up(random, taken)
        assert identity not in taken
        assert identity == names.identifier(title)
        assert 4 <= len(title) <= 24
        assert names.decent(title)
        taken.add(identity)


@given(first=st.text(max_size=80), second=st.text(max_size=80), seed=st.integers())
def test_blended_names_of_anything(first: str, second: str, seed: int) -> None:
    identity, title = names.blended(first, second, Random(seed))
    assert names.identifier(title) == identity
    assert 1 <= len(identity) <= 24
    assert title.isprintable()


def test_a_name_when_all_are_taken() -> None:
    class All:
        def __contains__(self, name: object) -> bool:
            return name != "bestio-9"

    assert names.made_up(Random(1), All()) == ("bestio-9", "Bestio 9")


@pytest.mark.parametrize(
    ("title", "identity"),
    [
        ("Dragon rouillé", "dragon-rouille"),
        ("Œuf d’acier n° 3", "oeuf-d-acier-n-3"),
        ("///", "voix"),
        ("x" * 300, "x" * 24),
    ],
)
def test_identifiers(title: str, identity: str) -> None:
    assert names.identifier(title) == identity


@pytest.mark.parametrize("name", ["Bifle", "Biitor", "Kronul", "Couillon", "Zizibo", "Grégor"])
def test_what_would_be_laughed_at_is_refused(name: str) -> None:
    assert not names.decent(name)
