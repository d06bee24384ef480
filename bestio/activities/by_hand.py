"""Step by step on the short text of the plan alone: the very draw that the class has done by hand."""

from __future__ import annotations

from random import Random

from bestio.phrases.corpus import Corpus, Source
from bestio.phrases.guard import Guard
from bestio.phrases.machine import PhraseMachine, PhraseSettings
from bestio.phrases.stepper import Stepper

# As by hand: one word of memory, two at most, and nothing refused for being copied.
BY_HAND = PhraseSettings(order=2, adaptive=False, copied_max=1.01, copied_relaxed=1.01)


def corpus_of(title: str, author: str, text: str) -> Corpus:
    """The short text, and nothing else."""
    return Corpus.of([Source("plan:text", author, title, text)])


def step_by_hand(corpus: Corpus, guard: Guard, chance: Random) -> Stepper:
    """A phrase to be made word by word from the text alone, with one word of memory. Raises BestioError."""
    stepper = Stepper(PhraseMachine(corpus, BY_HAND, refuse=guard.refuses), chance)
    stepper.look_back = 1
    return stepper
