"""The shipped voices, spoken by the program's own speaker: each understood, none like another, none costly."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from statistics import median

import numpy as np
import pytest

from bestio.creation import trait_effects
from bestio.library import Library, find_bundled
from bestio.persona.catalog import TraitCatalog
from bestio.persona.lexicons import load_lexicons
from bestio.persona.persona import invent
from bestio.speech.effects import cost
from bestio.speech.intelligibility_gate import Gate
from bestio.speech.invention import cross, mutate
from bestio.speech.line_cache import LineCache
from bestio.speech.modifiers import bend
from bestio.speech.speaker import Speaker
from bestio.speech.understanding import FASTEST, LEAST, Pronounce, clearness, understood
from bestio.speech.voice import Voice, load_voices
from tests.bench.distinct import ENOUGH_DISTANCE, SENTENCES, distances, profile, statistics, told_apart
from tests.bench.heard_sentences import TUNED

VOICES = load_voices(Library(find_bundled(), Path("nowhere")), lambda _problem: None)
PLAIN = VOICES["bestio-nu"]
Say = Callable[[Voice, str], tuple[np.ndarray, int]]


@pytest.fixture(scope="module")
def speaker() -> Iterator[Speaker]:
    with Speaker(cache=LineCache()) as speaker:
        yield speaker


@pytest.fixture(scope="module")
def say(speaker: Speaker) -> Say:
    def spoken(voice: Voice, text: str) -> tuple[np.ndarray, int]:
        speech = speaker.render(text, voice)
        assert speech.engine == "espeak", speech.notes
        return speech.samples, speech.sample_rate

    return spoken


@pytest.fixture(scope="module")
def pronounce(speaker: Speaker) -> Pronounce:
    return speaker.pronounce


@pytest.mark.parametrize("name", VOICES)
def test_each_is_heard(say: Say, name: str) -> None:
    samples, _rate = say(VOICES[name], SENTENCES[0])
    assert -35 < 20 * np.log10(np.sqrt(np.mean(samples**2))) < -14


def test_each_is_clear(pronounce: Pronounce) -> None:
    clear = {name: clearness(pronounce, voice) for name, voice in VOICES.items()}
    assert {name: value for name, value in clear.items() if value < LEAST} == {}
    assert max(voice.rate for voice in VOICES.values()) <= FASTEST


def test_each_is_like_no_other(say: Say) -> None:
    far = distances({name: profile(say, voice) for name, voice in VOICES.items()})
    assert len(VOICES) >= 30
    assert {pair: distance for pair, distance in far.items() if distance < ENOUGH_DISTANCE} == {}


@pytest.mark.slow
def test_clips_tell_whose_they_are(say: Say) -> None:
    """Six sentences to know each voice by, six others to be told apart by: 98 in 100 at least."""
    known = {name: [statistics(*say(voice, text)) for text in TUNED[:6]] for name, voice in VOICES.items()}
    clips = [(name, statistics(*say(voice, text))) for name, voice in VOICES.items() for text in TUNED[6:]]
    assert told_apart(known, clips) >= 0.98
    shuffled = [(name, clip) for (name, _clip), (_name, clip) in zip(clips, clips[7:] + clips[:7], strict=True)]
    assert told_apart(known, shuffled) < 0.5


def test_mutants_and_children_are_clear(pronounce: Pronounce) -> None:
    random, names, accepts = Random(11), sorted(VOICES), understood(pronounce, VOICES)
    asked: list[bool] = []

    def counted(voice: Voice) -> bool:
        asked.append(accepts(voice))
        return asked[-1]

    invented = [mutate(VOICES[random.choice(names)], random, 0.5, accepts=counted) for _ in range(12)]
    invented += [
        cross(VOICES[random.choice(names)], VOICES[random.choice(names)], random, accepts=counted) for _ in range(12)
    ]
    assert min(clearness(pronounce, voice) for voice in invented) >= LEAST
    assert len(asked) < 2 * len(invented)  # the bounds of inventions leave the gate little to refuse


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_forty_creatures_bend_every_voice_and_are_clear(pronounce: Pronounce) -> None:
    """Each creature in two voices, bent as far as the gate lets it."""
    lexicons = load_lexicons(Library(find_bundled(), Path("nowhere")), lambda _problem: None)
    catalog = TraitCatalog(lexicon for lexicon in lexicons.values() if lexicon.slots)
    gate, accepts, names = Gate(), understood(pronounce, VOICES), sorted(VOICES)
    softened, found = 0, {}
    for turn in range(80):
        voice, bends = VOICES[names[turn % len(names)]], trait_effects.bends(catalog, invent(catalog, turn // 2))
        assert gate.bent(voice, bends).voice in (voice, bend(voice, bends).voice)
        bent = gate.settle(voice, bends, lambda: accepts)
        softened += bent != bend(voice, bends)
        found[voice.id, turn // 2] = clearness(pronounce, bent.voice)
    print(f"softened: {softened} of 80; least clear: {min(found.values()):.3f}")
    assert {key: part for key, part in found.items() if part < LEAST} == {}
    assert 1 <= softened <= 40


def test_a_voice_is_judged_in_little_time(pronounce: Pronounce) -> None:
    """The sounds and what is made of them, without the effects' own cost: at most 0.3 s of CPU a voice."""
    started = time.process_time()
    for voice in list(VOICES.values())[:8]:
        clearness(pronounce, voice)
    assert (time.process_time() - started) / 8 < 0.3


def test_effects_cost_little() -> None:
    """The median voice's effects, warm, take less than a 20th of the time that the sound lasts."""
    costs = {name: cost(voice.effects) for name, voice in VOICES.items()}
    assert median(costs.values()) < 50, costs
