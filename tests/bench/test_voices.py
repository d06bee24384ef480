"""The shipped voices, spoken by the program's own speaker: each understood, none like another, none costly."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from statistics import median

import numpy as np
import pytest

from bestio.library import Library, find_bundled
from bestio.persona.cabinet import Cabinet
from bestio.persona.lexicon import load_lexicons
from bestio.persona.persona import invent
from bestio.speech.effects import cost
from bestio.speech.gate import Gate
from bestio.speech.invention import cross, mutate
from bestio.speech.line_cache import LineCache
from bestio.speech.measure import ENOUGH_DISTANCE, ENOUGH_IDENTIFIED, SENTENCES, Ear, survey
from bestio.speech.modulation import bend
from bestio.speech.speaker import Speaker
from bestio.speech.voice import Effect, Voice, load_voices
from bestio.workshop import influence

VOICES = load_voices(Library(find_bundled(), Path("nowhere")), lambda _problem: None)
PLAIN = VOICES["bestio-nu"]
Say = Callable[[Voice, str], tuple[np.ndarray, int]]


@pytest.fixture(scope="module")
def say() -> Iterator[Say]:
    with Speaker(cache=LineCache()) as speaker:

        def spoken(voice: Voice, text: str) -> tuple[np.ndarray, int]:
            speech = speaker.render(text, voice)
            assert speech.engine == "espeak", speech.notes
            return speech.samples, speech.sample_rate

        yield spoken


@pytest.fixture(scope="module")
def ear(say: Say) -> Ear:
    return Ear.listen(say, PLAIN)


def test_the_plain_voice_is_understood_and_a_hopeless_one_is_not(say: Say, ear: Ear) -> None:
    assert ear.identify(say, PLAIN) == 1
    stack = (Effect.make("bitcrush", bits=3), Effect.make("reverb", seconds=2.5, mix=0.3), Effect.make("wah", mix=0.9))
    hopeless = Voice(id="x", title="X", effects=(*stack, Effect.make("delay", seconds=0.6, feedback=0.6, mix=0.5)))
    assert ear.identify(say, hopeless) < ENOUGH_IDENTIFIED


@pytest.mark.parametrize("name", VOICES)
def test_each_is_heard(say: Say, name: str) -> None:
    samples, _rate = say(VOICES[name], SENTENCES[0])
    assert -35 < 20 * np.log10(np.sqrt(np.mean(samples**2))) < -14


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_each_is_understood_and_like_no_other(say: Say) -> None:
    found = survey(say, VOICES, PLAIN)
    assert len(found) >= 21
    lost = {name: m.identified for name, m in found.items() if m.identified < ENOUGH_IDENTIFIED}
    alike = {(name, m.nearest): m.distance for name, m in found.items() if m.distance < ENOUGH_DISTANCE}
    assert not lost
    assert not alike


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_mutants_and_children_are_understood(say: Say, ear: Ear) -> None:
    random = Random(11)
    accepts = ear.gate(say)
    names = sorted(VOICES)
    invented = [mutate(VOICES[random.choice(names)], random, 0.5, accepts=accepts) for _ in range(6)]
    invented += [
        cross(VOICES[random.choice(names)], VOICES[random.choice(names)], random, accepts=accepts) for _ in range(6)
    ]
    identified = [ear.identify(say, voice) for voice in invented]
    assert min(identified) >= ENOUGH_IDENTIFIED
    assert median(identified) >= 0.9


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_forty_creatures_bend_every_voice_and_are_understood(say: Say, ear: Ear) -> None:
    """Each creature in two voices, bent as far as the gate lets it, and asked all 40 words."""
    lexicons = load_lexicons(Library(find_bundled(), Path("nowhere")), lambda _problem: None)
    cabinet = Cabinet(lexicon for lexicon in lexicons.values() if lexicon.slots)
    gate, accepts, names = Gate(), ear.gate(say), sorted(VOICES)
    softened, found = 0, {}
    for turn in range(80):
        voice, bends = VOICES[names[turn % len(names)]], influence.bends(cabinet, invent(cabinet, turn // 2))
        assert gate.bent(voice, bends).voice in (voice, bend(voice, bends).voice)
        bent = gate.settle(voice, bends, lambda: accepts)
        softened += bent != bend(voice, bends)
        found[voice.id, turn // 2] = ear.identify(say, bent.voice)
    print(f"softened: {softened} of 80; least understood: {min(found.values()):.3f}")
    assert {key: part for key, part in found.items() if part < ENOUGH_IDENTIFIED} == {}
    assert softened >= 1


def test_effects_cost_little() -> None:
    """The median voice's effects, warm, take less than a 20th of the time that the sound lasts."""
    costs = {name: cost(voice.effects) for name, voice in VOICES.items()}
    assert median(costs.values()) < 50, costs
