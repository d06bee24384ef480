"""Verbal tics: words that a creature slips into its phrases, never hidden among the drawn ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from bestio.language import typography


@dataclass(frozen=True, slots=True)
class Tic:
    """Words slipped in before token `at` of the drawn ones."""

    at: int
    text: str


def place_tic(random: Random, words: Sequence[str], says: Sequence[str]) -> Tic | None:
    """One of `says`, at the beginning, after a comma, or at the end of `words`; None where they say nothing."""
    spoken = [said for said in (" ".join(typography.clean(one).split()).strip(" .,;:!?…") for one in says) if said]
    if not spoken:
        return None
    said = spoken[int(random.random() * len(spoken))]
    commas = [at + 1 for at, word in enumerate(words[:-2]) if word == ","]
    where = int(random.random() * (3 if commas else 2))
    if where == 2:
        return Tic(commas[int(random.random() * len(commas))], said + ",")
    return Tic(len(words) if where else 0, typography.capital(said) + typography.NARROW + "!")
