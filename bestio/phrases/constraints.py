"""Words that are asked for: where they stand in the texts, and what is near to those that do not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

import numpy as np

from bestio.language import tokens, typography
from bestio.language.spelling import closest, spelling
from bestio.phrases.index import Index
from bestio.phrases.ngram_levels import Array
from bestio.phrases.weights import Weights


@dataclass(frozen=True)
class Asked:
    """Where asked-for words stand: positions of the first of them, those at a sentence's beginning, running weights."""

    words: tuple[str, ...]
    positions: Array
    initial: Array
    sums: Array

    @property
    def text(self) -> str:
        """The words, as they were asked for."""
        return " ".join(self.words)

    def pick(self, random: Random, *, early: bool) -> int:
        """One place, drawn by weight; `early`: at a sentence's beginning where there is one."""
        if early and len(self.initial):
            return int(self.initial[int(random.random() * len(self.initial))])
        at = int(np.searchsorted(self.sums, random.random() * self.sums[-1], side="right"))
        return int(self.positions[min(at, len(self.positions) - 1)])

    def held_by(self, words: Sequence[str]) -> bool:
        """Whether the asked-for words stand one after the other in `words`."""
        size = len(self.words)
        goal = [spelling(word) for word in self.words]
        held = [spelling(word) for word in words]
        return any(held[at : at + size] == goal for at in range(len(held) - size + 1))


def find(index: Index, weights: Weights, asked: str, most: int) -> Asked | None:
    """Where the words of `asked` (at most `most`) stand in texts that have a share; None where they do not."""
    words = tokens.split(typography.clean(asked))
    if not words or len(words) > most:
        return None
    positions = index.runs_of(words)
    positions = positions[weights.many(positions) > 0]
    if not len(positions):
        return None
    initial = positions[index.words[positions - 1] == 0]
    return Asked(tuple(words), positions, initial, np.cumsum(weights.many(positions)))


def nearest(index: Index, weights: Weights, asked: str, most: int) -> str | None:
    """Words of the texts, found where `asked` is not, that are spelled nearly so (ete for été); or None."""
    known = [word for word in index.spellings if tokens.is_word(word)]
    meant: list[str] = []
    for word in tokens.split(typography.clean(asked))[:most]:
        near = word if spelling(word) in index.spelled else closest(word, known)
        if near is None:
            return None
        meant.append(near)
    text = typography.join(meant)
    return text if find(index, weights, text, most) else None
