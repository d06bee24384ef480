"""Words drawn one after the other, and the rule by which a walk may go over to another text.

Adaptive order: in a small corpus most states of order 2 or more have one follower, so that a plain walk recites.
Where there is a single follower and the run copied so far is long (or a draw says so), one order is dropped for that
step: the walk may then go over to another text. Such a seam reads best after a hinge, a word that calls for another
of a known kind (`la`, `dans`, `et`); after any other word it often gives two verbs in a row.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import accumulate
from typing import NamedTuple

import msgspec

from bestio.phrases.index import Index
from bestio.phrases.lazily import lazily
from bestio.phrases.phrase import How, Rival, Turn
from bestio.phrases.runs import Runs

ADAPT_RUN = 4
ADAPT_CHANCE = 0.35
HINGE_RUN = 3
HINGE_CHANCE = 0.6
# Determiners, prepositions, conjunctions and the comma.
_HINGES = """
le la les l’ un une des du de d’ ce cet cette ces mon ma mes ton ta tes son sa ses notre votre leur leurs chaque tout
toute tous toutes dans sur sous avec sans pour par en à au aux chez entre vers depuis pendant avant après et ou mais car
donc que qu’ qui quand lorsque lorsqu’ puis alors si comme parce où , ; :
"""
HINGES = frozenset(_HINGES.split())
# At most this many tokens a word: bounds walks through texts that are nearly all signs.
SIGNS = 4
# The highest order: a word drawn walking backwards shares at most this many of the words after it.
REACH = 4


class Seams(IntEnum):
    """Where a walk may drop an order: nowhere, after hinges, or after any word."""

    NOWHERE = 0
    HINGES = 1
    ANYWHERE = 2


@dataclass(frozen=True)
class Adapting:
    """When to drop an order where there is a single follower: the rule of the module.

    From a copied run of `run` tokens on always, else with the chance `often`; where `hinges` (numbers of words) are
    given, after these only.
    """

    run: int
    often: float
    hinges: frozenset[int] | None

    def drops(self, ids: Sequence[int], run: int, chance: Callable[[], float]) -> bool:
        """Whether to, after the tokens `ids`, the last `run` of them copied; `chance` is only called if need be."""
        if self.hinges is not None and not (ids and ids[-1] in self.hinges):
            return False
        return (len(ids) > 0 and run >= self.run) or chance() < self.often


class Announced(NamedTuple):
    """What was announced of a draw: the chance (0..1) of the word that came, what else could have, of how many words.

    `times`: how often it was read there; `fair`: its chance on a die that nobody has changed.
    """

    chance: float
    rivals: tuple[Rival, ...]
    choices: int
    times: int
    fair: float


class Drawn(msgspec.Struct, frozen=True, gc=False):
    """One drawn word: its position in the corpus, the order it was drawn at, how, and whether walking backwards.

    `known` is how many words, this one included, were the same at `position` in the direction of the walk.
    """

    position: int
    order: int
    known: int
    how: How = "machine"
    backwards: bool = False


@dataclass
class Walk:
    """Drawn words, column by column, and whether a sentence's end was reached.

    For each word: `ids` its number; `positions`, `orders`, `known` and `hows` as in `Drawn`. `led`: how many of the
    first were drawn walking backwards. `turns`: whose turn it was, word for word (see `turns.Turns`), [] where nobody
    leads. `behind`: for each word, the numbers of the texts that alone had their turn, or None. `seams`: indices of
    words that meet the word before them only because what stood between was left out. `stuck`: it was cut where the
    die had no face left. `announced`: what was announced of each word where somebody watched, None for those that were
    asked for; () where it is found out later.
    """

    index: Index
    ids: list[int]
    positions: list[int]
    orders: list[int]
    known: list[int]
    hows: list[How]
    led: int = 0
    complete: bool = True
    seams: frozenset[int] = frozenset()
    turns: Sequence[Turn] = ()
    behind: Sequence[frozenset[int] | None] = ()
    stuck: bool = False
    announced: Sequence[Announced | None] = ()

    @classmethod
    def of(cls, index: Index, drawn: Sequence[Drawn], *, complete: bool = True) -> Walk:
        """The walk of words that were drawn one by one."""
        if not drawn:
            return cls(index, [], [], [], [], [], complete=complete)
        positions = [one.position for one in drawn]
        return cls(
            index,
            [index.view[position] for position in positions],
            positions,
            [one.order for one in drawn],
            [one.known for one in drawn],
            [one.how for one in drawn],
            [one.backwards for one in drawn].count(True),
            complete,
        )

    @lazily
    def runs(self) -> Runs:
        """The copied runs that end with each word, as far as it was walked when first asked for."""
        runs = Runs(self.index, self.ids)
        runs.extend(
            map(self.shared, range(len(self.ids))) if self.led else zip(self.positions, self.known, strict=True)
        )
        return runs

    def shared(self, at: int) -> tuple[int, int]:
        """A position whose last words are those up to `at`, and how many of them are sure to be the same.

        A word drawn walking backwards shares the words after it: the longest known run that covers `at` is taken.
        """
        position, known = self.positions[at], 1 if at < self.led else self.known[at]
        for back in range(1, min(at, REACH) + 1):
            one = at - back
            if one < self.led and self.known[one] > back and back + 1 > known:
                position, known = self.positions[one] + back, back + 1
        return position, known

    @lazily
    def longest(self) -> tuple[int, int]:
        """How many words the longest copied run has, and the token that the first such run ends with, -1 for none."""
        best, best_at = 0, -1
        before = self.before
        for at, length in enumerate(self.runs.lengths):
            # A run has at most as many words as tokens.
            if length > best and before[at + 1] - before[at + 1 - length] > best:
                best, best_at = before[at + 1] - before[at + 1 - length], at
        return best, best_at

    def until(self, size: int) -> Walk:
        """The first `size` words."""
        first = Walk(
            self.index,
            self.ids[:size],
            self.positions[:size],
            self.orders[:size],
            self.known[:size],
            self.hows[:size],
            min(self.led, size),
            self.complete,
            turns=self.turns[:size],
            behind=self.behind[:size],
            announced=self.announced[:size],
            stuck=self.stuck,
        )
        first.runs = self.runs.until(first.ids)
        return first

    def picked(self, kept: Sequence[int]) -> Walk:
        """The words at `kept`, in order. Across what was left out, nothing is known to be the same."""
        known: list[int] = []
        since, last = 0, -1
        for at in kept:
            since = since + 1 if at == last + 1 else 1
            known.append(1 if at < self.led else min(self.known[at], since))
            last = at
        return Walk(
            self.index,
            [self.ids[at] for at in kept],
            [self.positions[at] for at in kept],
            [self.orders[at] for at in kept],
            known,
            [self.hows[at] for at in kept],
            sum(at < self.led for at in kept),
            self.complete,
            turns=[self.turns[at] for at in kept] if self.turns else (),
            behind=[self.behind[at] for at in kept] if self.behind else (),
            announced=[self.announced[at] for at in kept] if self.announced else (),
            stuck=self.stuck,
        )

    @lazily
    def before(self) -> list[int]:
        """How many words come before each token, and after the last, as far as it was walked when first asked for."""
        return list(accumulate(map(self.index.counted.__getitem__, self.ids), initial=0))
