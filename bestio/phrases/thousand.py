"""Many draws at one moment of a phrase: what came, beside what was announced."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from random import Random

from bestio.phrases.chances import Fit, fit
from bestio.phrases.stepper import Stepper

THOUSAND = 1_000


@dataclass(frozen=True)
class Came:
    """A word ("" for the phrase's end): the chance that was announced for it, 0..1, and how often it came."""

    word: str
    announced: float
    times: int


@dataclass(frozen=True)
class Thousand:
    """What came of `draws` draws after `before` (the words that are looked back at): the likeliest first."""

    before: tuple[str, ...]
    draws: int
    words: tuple[Came, ...]
    fit: Fit


class Draws:
    """Draws of what may come next where `stepper` stands, of which none is taken; all their chance is `random`'s.

    Each is one that the machine would do. They can be stopped at any time: what has come so far is all there is. Raises
    NoPhrase where the phrase is finished.
    """

    def __init__(self, stepper: Stepper, random: Random) -> None:
        self._random = random
        self._announced, self._draw = stepper.law()
        self._before = stepper.words[-stepper.order :] if stepper.words else ()
        self._came: Counter[str] = Counter()
        self.done = 0

    def more(self, draws: int) -> None:
        """Draw so many more."""
        self._came.update(self._draw(self._random) for _draw in range(draws))
        self.done += draws

    def found(self) -> Thousand:
        """What has come so far."""
        words = tuple(Came(one.word, one.probability, self._came[one.word]) for one in self._announced)
        judged = fit([one.announced for one in words], [one.times for one in words])
        return Thousand(self._before, self.done, words, judged)
