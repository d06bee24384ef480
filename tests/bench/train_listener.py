"""Teach the listener of phonemes anew: `python -m tests.bench.train_listener [FILE]`, a minute.

Its pupils' voices are drawn by chance, its sentences are those of the starter texts, its only teacher is espeak, which
tells when it makes which sound. Nobody's judgement of any voice goes into it. `--without EFFECT ...` leaves effects out
of what it hears: what is it worth on kinds of damage that it has never met?
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import numpy.typing as npt

from bestio.language.sentences import split
from bestio.library import Library, find_bundled
from bestio.persona.lexicons import load_lexicons
from bestio.speech.effects.specs import SPECS
from bestio.speech.line_cache import LineCache
from bestio.speech.listener import WEIGHTS, features_of, names_of
from bestio.speech.speaker import Speaker
from bestio.speech.voice import Effect, Timbre, Voice

VOICES = 320
SENTENCES_A_VOICE = 6
MOUTHS = (0.78, 1.15)  # a man’s to a child’s: what a listener is used to
HIDDEN = 96
ROUNDS = 6
BATCH = 512
SELDOM = 100  # frames: a sound that is made less often is not learnt
_FASTEST_STEP = 2e-3
Numbers = npt.NDArray[np.float32]


def sentences() -> list[str]:
    """Sentences of 6 to 14 words of the starter texts."""
    lexicons = load_lexicons(Library(find_bundled(), Path("nowhere")), print)
    found = (s for lexicon in lexicons.values() for source in lexicon.sources.values() for s in split(source.text))
    return [s for s in dict.fromkeys(found) if 6 <= len(s.split()) <= 14 and not set(s) & set("«()")]


def any_voice(random: Random, effects: int, kinds: Collection[str]) -> Voice:
    """A voice drawn over most of what people are used to, with `effects` of `kinds` at any strength."""
    low = 50 * 6 ** random.random()
    timbre = Timbre(
        pitch_hz=(low, min(600.0, low * 2 ** random.uniform(0, 0.8))),
        formants=random.uniform(*MOUTHS),
        flutter=random.randint(0, 8),
        roughness=random.randint(0, 7),
        voicing=random.choice((100, 100, random.randint(50, 140))),
        breath=random.choice((0, 0, random.randint(0, 70))),
        klatt=random.choice((None, None, 3, 4, 5, 6)),
    )
    made = [
        Effect.make(kind, **{p.name: random.uniform(p.low, p.high) for p in SPECS[kind].parameters})
        for kind in random.sample(sorted(kinds), effects)
    ]
    return Voice(id="any", title="any", rate=random.randint(100, 200), timbre=timbre, effects=tuple(made))


def lessons(without: Collection[str]) -> Iterator[tuple[Numbers, list[str]]]:
    """What is to be learnt: for each frame what is heard, and the sound that is made."""
    random, texts = Random(7), sentences()
    kinds = set(SPECS) - set(without)
    with Speaker(cache=LineCache()) as speaker:
        for number in range(VOICES):
            voice = any_voice(random, number % 4, kinds)
            for _ in range(SENTENCES_A_VOICE):
                said = speaker.pronounce(random.choice(texts), voice)
                assert said is not None
                features = features_of(said.speech.samples, said.speech.sample_rate)
                yield features, names_of(said.sounds, len(features))


def learn(features: Numbers, sounds: npt.NDArray[np.int64], count: int) -> tuple[Numbers, list[Numbers]]:
    """The scale of the features and the four layers, by Adam (Kingma and Ba, 2015) on the cross-entropy."""
    random = np.random.default_rng(1001)
    scale = np.array([features.mean(axis=0), features.std(axis=0)], np.float32)
    features = (features - scale[0]) / scale[1]
    width = features.shape[1]
    layers: list[Numbers] = [
        random.normal(0, np.sqrt(2 / width), (width, HIDDEN)).astype(np.float32),
        np.zeros(HIDDEN, np.float32),
        random.normal(0, np.sqrt(1 / HIDDEN), (HIDDEN, count)).astype(np.float32),
        np.zeros(count, np.float32),
    ]
    means = [np.zeros_like(layer) for layer in layers]
    squares = [np.zeros_like(layer) for layer in layers]
    steps = ROUNDS * (len(features) // BATCH)
    step = 0
    for _round in range(ROUNDS):
        order = random.permutation(len(features))
        for start in range(0, len(order) - BATCH + 1, BATCH):
            chosen = order[start : start + BATCH]
            heard, true = features[chosen], sounds[chosen]
            hidden = np.maximum(heard @ layers[0] + layers[1], 0)
            scores = hidden @ layers[2] + layers[3]
            wrong = np.exp(scores - scores.max(axis=1, keepdims=True))
            wrong /= wrong.sum(axis=1, keepdims=True)
            wrong[np.arange(BATCH), true] -= 1
            wrong /= BATCH
            back = (wrong @ layers[2].T) * (hidden > 0)
            step += 1
            speed = _FASTEST_STEP * (0.5 + 0.5 * np.cos(np.pi * step / steps)) + 1e-5
            for index, slope in enumerate((heard.T @ back, back.sum(axis=0), hidden.T @ wrong, wrong.sum(axis=0))):
                means[index] += 0.1 * (slope - means[index])
                squares[index] += 0.001 * (slope**2 - squares[index])
                mean, square = means[index] / (1 - 0.9**step), squares[index] / (1 - 0.999**step)
                layers[index] -= (speed * mean / (np.sqrt(square) + 1e-8)).astype(np.float32)
    return scale, layers


def main(arguments: Iterable[str]) -> None:
    """Teach, and write what was learnt."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, nargs="?", default=WEIGHTS)
    parser.add_argument("--without", nargs="*", default=[], choices=sorted(SPECS))
    options = parser.parse_intermixed_args(list(arguments))
    heard = list(lessons(options.without))
    counts = Counter(name for _features, names in heard for name in names)
    names = sorted(name for name, count in counts.items() if name and count >= SELDOM)
    place = {name: index for index, name in enumerate(names)}
    sounds = np.array([place.get(name, -1) for _features, told in heard for name in told], np.int64)
    features = np.concatenate([features for features, _names in heard])[sounds >= 0]
    scale, layers = learn(features, sounds[sounds >= 0], len(names))
    kept: dict[str, Any] = {f"layer{number}": layer.astype(np.float16) for number, layer in enumerate(layers)}
    np.savez_compressed(options.file, names=np.array(names), scale=scale.astype(np.float32), **kept)
    print(f"{len(features)} frames, {len(names)} sounds, {options.file.stat().st_size} bytes")


if __name__ == "__main__":
    main(sys.argv[1:])
