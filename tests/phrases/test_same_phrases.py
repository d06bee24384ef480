"""The same seed gives the phrases that it gave in November 2026, with all that is said of them."""

import hashlib
from pathlib import Path
from random import Random

import msgspec
import pytest

from bestio.phrases.corpus import Corpus, Source
from bestio.phrases.machine import PhraseMachine, PhraseSettings
from bestio.phrases.stepper import Stepper

TEXTS = Path(__file__).parents[1] / "data" / "phrases"
MADE = msgspec.json.decode((TEXTS / "same_phrases.json").read_bytes())


def corpus(*, even: bool) -> Corpus:
    sources = [
        Source(f"t{number}", f"Groupe {number}", f"Texte {number}", (TEXTS / f"texte-{number}.txt").read_text("utf-8"))
        for number in range(1, 9)
    ]
    return Corpus.of(sources, None if even else {"t1": 0.5, "t2": 0.0, "t3": 2.0})


def made(order: int, *, adaptive: bool, even: bool) -> list[dict[str, object]]:
    """Phrases of each kind that can be asked for, and one that was made step by step."""
    machine = PhraseMachine(corpus(even=even), PhraseSettings(order=order, adaptive=adaptive))
    random = Random(order)
    phrases = [machine.make(random) for _ in range(12)]
    phrases += [machine.make(random, start="le") for _ in range(3)]
    phrases += [machine.make(random, with_word="lune") for _ in range(3)]
    phrases += [machine.make(random, keywords=["nuit", "robot"], says=["bip"]) for _ in range(6)]
    stepper = Stepper(machine, random)
    while len(stepper.taken) < 8 and not stepper.ended:
        stepper.take_machine()
    phrases.append(stepper.phrase())
    told: list[dict[str, object]] = [msgspec.to_builtins(phrase) for phrase in phrases]
    for phrase in told:
        del (
            phrase["drafts"],
            phrase["turns"],
            phrase["fair"],
            phrase["die"],
            phrase["behind"],
        )  # they are told since later
    return told


@pytest.mark.parametrize("even", [True, False])
@pytest.mark.parametrize("adaptive", [True, False])
@pytest.mark.parametrize("order", [1, 2, 3, 4])
def test_the_same_seed_gives_the_phrases_it_gave(order: int, adaptive: bool, even: bool) -> None:
    phrases = made(order, adaptive=adaptive, even=even)
    whole = hashlib.blake2b(msgspec.json.encode(phrases), digest_size=16).hexdigest()
    kept = MADE[f"{order}{'-adaptive' if adaptive else ''}{'-even' if even else ''}"]
    assert [phrase["text"] for phrase in phrases[:12:4]] == kept["texts"]
    assert whole == kept["whole"]
