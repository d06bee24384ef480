"""Drawing positions: forwards from a sentence's beginning or a word, backwards from a word to a beginning.

Adaptive order: in a small corpus most states of order 2 or more have one follower, so that a plain walk recites.
Where there is a single follower and the run copied so far is long (or a draw says so), one order is dropped for that
step: the walk may then go over to another text. Such a seam reads best after a hinge, a word that calls for another
of a known kind (`la`, `dans`, `et`); after any other word it often gives two verbs in a row.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from itertools import accumulate
from random import Random

import msgspec
import numpy as np

from bestio.phrases.index import Index
from bestio.phrases.levels import Array, Levels, Order, View
from bestio.phrases.phrase import How
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
NOTHING = 1e-9


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
    first were drawn walking backwards. `seams`: indices of words that meet the word before them only because what stood
    between was left out.
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

    @cached_property
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

    @cached_property
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
        )

    @cached_property
    def before(self) -> list[int]:
        """How many words come before each token, and after the last, as far as it was walked when first asked for."""
        return list(accumulate(map(self.index.counted.__getitem__, self.ids), initial=0))


class Weights:
    """How much each position weighs in a draw: the share of its source over the source's length.

    A source whose weight is `NOTHING` beside the heaviest is silent: running sums would lose it, here or there.
    """

    def __init__(self, index: Index, shares: list[float]) -> None:
        weights = [share / size if size else 0.0 for share, size in zip(shares, index.source_tokens, strict=True)]
        least = NOTHING * max(weights, default=0.0)
        weights = [weight if weight > least else 0.0 for weight in weights]
        used = [weight for weight, size in zip(weights, index.source_tokens, strict=True) if size]
        self.even = len(set(used)) <= 1 and all(used)
        self.of_source = weights
        self._owners = index.owner_at
        self._sums: dict[tuple[int, bool], View] = {}
        self._size = len(index.words)

    def at(self, position: int) -> float:
        """The weight of a position."""
        return 1.0 if self.even else self.of_source[int(self._owners[position])]

    def many(self, positions: Array) -> Array:
        """The weights of many positions."""
        if self.even:
            return np.ones(len(positions))
        result: Array = np.asarray(self.of_source)[self._owners[positions]]
        return result

    def sums(self, levels: Levels, order: int, *, backwards: bool) -> View:
        """Running sums of weights over the followers at `order`, beginning with 0."""
        key = (order, backwards)
        if key not in self._sums:
            positions = levels.level(order + 1).sorted
            if backwards:
                # The 0 before a sentence is its beginning: it goes with the word that follows it.
                positions = self._size - 1 - positions.astype(np.int64)
                positions = np.minimum(positions + (levels.words[self._size - 1 - positions] == 0), self._size - 1)
            running = np.zeros(len(positions) + 1)
            np.cumsum(self.many(positions), out=running[1:])
            self._sums[key] = running.data
        return self._sums[key]


class Walker:
    """Draws walks over an index with given weights; all chance comes from the `Random.random` passed to it."""

    def __init__(self, index: Index, weights: Weights, order: int) -> None:
        self.index = index
        self.weights = weights
        self.order = order

    def pick(self, levels: Levels, order: Order, state: int, random: Random, *, backwards: bool = False) -> int:
        """One follower of `state`, drawn by weight."""
        low, high = order.slices[state], order.slices[state + 1]
        if self.weights.even:
            return int(order.draws[low + int(random.random() * (high - low))])
        sums = self.weights.sums(levels, order.order, backwards=backwards)
        goal = sums[low] + random.random() * (sums[high] - sums[low])
        return int(order.draws[min(bisect_right(sums, goal, low, high + 1) - 1, high - 1)])

    @cached_property
    def _tables(self) -> list[tuple[View, View, View, View]]:
        """What drawing needs, by order."""
        orders = [self.index.levels.order(order) for order in range(self.order + 1)]
        return [(one.state, one.slices, one.draws, one.group) for one in orders]

    def adapting(self, seams: Seams) -> Adapting | None:
        """The rule to drop orders by, or None where none is dropped."""
        if seams is Seams.NOWHERE or self.order == 1:
            return None
        if seams is Seams.HINGES:
            return Adapting(HINGE_RUN, HINGE_CHANCE, self._hinges)
        return Adapting(ADAPT_RUN, ADAPT_CHANCE, None)

    @cached_property
    def _hinges(self) -> frozenset[int]:
        return frozenset(n for n, word in enumerate(self.index.vocabulary) if word and word.lower() in HINGES)

    def forward(self, random: Random, before: Sequence[Drawn], longest: int, seams: Seams = Seams.NOWHERE) -> Walk:
        """`before` gone on with to a sentence's end, or cut past `longest` words."""
        walk = Walk.of(self.index, before)
        adapting = self.adapting(seams)
        position, known = self._entry(walk)
        if adapting is None and self.weights.even and known >= self.order:
            walk.complete = self._straight(random, walk, position, longest)
        else:
            walk.complete = self._winding(random, walk, position, known, longest, adapting)
        walk.hows += ["machine"] * (len(walk.ids) - len(walk.hows))
        return walk

    def _winding(
        self, random: Random, walk: Walk, position: int, known: int, longest: int, adapting: Adapting | None
    ) -> bool:
        """Go on with `walk` from `position`, where `known` words are the same; whether an end was reached."""
        levels, view = self.index.levels, self.index.view
        tables = self._tables
        chance, even, top = random.random, self.weights.even, self.order
        runs = walk.runs if adapting is not None else None
        ids = walk.ids
        number = min(known, top)
        state_of, slices, draws, group = tables[number]
        while (room := self._room(ids, longest)) > 0:
            for _token in range(room):
                state = state_of[position]
                low, high = slices[state], slices[state + 1]
                if (
                    adapting is not None
                    and number > 1
                    and group[draws[low]] == group[draws[high - 1]]
                    and adapting.drops(ids, walk.runs.lengths[-1] if ids else 0, chance)
                ):
                    number -= 1
                    state_of, slices, draws, group = tables[number]
                    state = state_of[position]
                    low, high = slices[state], slices[state + 1]
                if even:
                    position = draws[low + int(chance() * (high - low))]
                else:
                    position = self.pick(levels, levels.order(number), state, random)
                word = view[position]
                if not word:
                    return True
                ids.append(word)
                walk.positions.append(position)
                walk.orders.append(number)
                known = number + 1
                walk.known.append(known)
                if runs is not None:
                    runs.extend(((position, known),))
                if number < top:
                    # One more word is known now to be the same.
                    number = known
                    state_of, slices, draws, group = tables[number]
        return False

    def _straight(self, random: Random, walk: Walk, position: int, longest: int) -> bool:
        """Go on with `walk` from `position`, at the full order and with even weights; whether an end was reached."""
        table = self.index.levels.order(self.order)
        among, starts, draws = table.among, table.starts, table.draws
        view, chance = self.index.view, random.random
        ended = False
        while not ended and (room := self._room(walk.ids, longest)) > 0:
            positions: list[int] = []
            for _token in range(room):
                choices = among[position]
                if choices == 1:
                    # Nothing to draw: what comes next in the text is all that ever came here.
                    position += 1
                else:
                    position = draws[starts[position] + int(chance() * choices)]
                if not view[position]:
                    ended = True
                    break
                positions.append(position)
            walk.positions += positions
            walk.ids += map(view.__getitem__, positions)
        added = len(walk.ids) - len(walk.orders)
        walk.orders += [self.order] * added
        walk.known += [self.order + 1] * added
        return ended

    def _room(self, ids: list[int], longest: int) -> int:
        """How many tokens may surely follow `ids` before there are more than `longest` words, or far too many signs."""
        words = sum(map(self.index.counted.__getitem__, ids))
        return min(longest + 1 - words, longest * SIGNS + 1 - len(ids))

    def _entry(self, walk: Walk) -> tuple[int, int]:
        """A position whose last words are the last of `walk`, and how many of them are sure to be the same."""
        if not walk.ids:
            return 0, self.order
        position, known = walk.shared(len(walk.ids) - 1)
        if walk.led and known == len(walk.ids) and self.index.view[position - len(walk.ids)] == 0:
            return position, self.order
        return position, known

    def backward(self, random: Random, seeds: list[Drawn], longest: int) -> tuple[list[Drawn], bool]:
        """`seeds` (one after the other in the corpus) led back to a sentence's beginning, and True.

        Where none comes within `longest` words, only the last few before the seeds, and False.
        """
        levels, view, counted = self.index.mirror, self.index.view, self.index.counted
        top = len(view) - 1
        drawn: list[Drawn] = []
        position, known = top - seeds[0].position, len(seeds)
        words = 0
        while words <= longest and len(drawn) <= longest * SIGNS:
            order = levels.order(min(self.order, known))
            position = self.pick(levels, order, order.state[position], random, backwards=True)
            known = order.order + 1
            word = view[top - position]
            if not word:
                drawn.reverse()
                return drawn + seeds, True
            words += counted[word]
            drawn.append(Drawn(top - position, order.order, known, "machine", backwards=True))
        return drawn[: longest // 3][::-1] + seeds, False
