"""markovify's chain, drawing occurrences: the same states and counts, and each word with its place in the corpus.

Every phrase of the machine is drawn here: forwards from a sentence's beginning or a word, backwards from a word to a
beginning. `walk` says when an order is dropped.
"""

from __future__ import annotations

import copy
from bisect import bisect
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from random import Random
from sys import maxsize
from typing import Any

import markovify
from markovify.chain import BEGIN, END

from bestio.phrases.die import Die, NoFace
from bestio.phrases.index import Index
from bestio.phrases.loaded_die import LoadedDie
from bestio.phrases.ngram_levels import Levels, Order, View
from bestio.phrases.transitions import Model, State, counts
from bestio.phrases.walk import (
    ADAPT_CHANCE,
    ADAPT_RUN,
    HINGE_CHANCE,
    HINGE_RUN,
    HINGES,
    SIGNS,
    Adapting,
    Drawn,
    Seams,
    Walk,
)
from bestio.phrases.weights import Weights


class OccurrenceChain(markovify.Chain):  # type: ignore[misc]
    """A `markovify.Chain` over an `Index`.

    Made from a corpus (or an index of it), it draws positions, each as often as `weights` say (without: all alike).
    Made from a model (loaded from JSON, or combined with weights), which has no positions, it draws words as markovify
    does. Chance comes from `random` alone, or from what `pick`, `forward` and `backward` are given. To combine chains,
    combine their texts: `markovify.combine` gives a plain chain for chains, whatever their class. A `die` that is
    changed bends every draw.

    `draws_places`: whether it has an `index` of texts, with their `weights`, and draws places of it.
    """

    index: Index
    weights: Weights

    def __init__(
        self,
        corpus: Iterable[Sequence[str]] | None,
        state_size: int,
        model: Model | None = None,
        *,
        index: Index | None = None,
        weights: Weights | None = None,
        random: Random | None = None,
        die: Die | None = None,
    ) -> None:
        self.state_size = state_size
        self.random = random or Random()
        self.draws_places = model is None
        self.loaded: LoadedDie | None = None
        self._model: Any = None
        if model is not None:
            super().__init__(None, state_size, model)
            return
        self.compiled = False
        self.index = index or Index.of_sentences([list(run) for run in corpus or ()])
        self.weights = weights or Weights(self.index, [1.0 for _ in self.index.sources])
        if die is not None and not die.fair:
            self.loaded = LoadedDie(self.index, self.weights, die)
        self._alike = self.weights.even and self.loaded is None

    @property
    def model(self) -> Any:
        """Counts of followers by state, as markovify keeps them; made when first asked for.

        They say how often each word was read in the texts that may be drawn from, whatever these weigh.
        """
        if self._model is None and self.draws_places:
            index, heard = self.index, self.weights.heard
            if not heard.issuperset(index.owners.tolist()):
                index = Index.of_sentences(list(index.runs(heard)))
            self._model = counts(index, self.state_size)
        return self._model

    @model.setter
    def model(self, value: Any) -> None:
        self._model = value

    def compile(self, inplace: bool = False) -> OccurrenceChain:
        """The same chain, ready for quick draws; one that draws positions already is."""
        if self.draws_places or (self.compiled and inplace):
            return self
        chain = (
            self if inplace else OccurrenceChain(None, self.state_size, copy.deepcopy(self.model), random=self.random)
        )
        if not chain.compiled:
            markovify.Chain.compile(chain, inplace=True)
        return chain

    def position(self, state: State) -> int:
        """A position of the corpus where `state` ends; KeyError where there is none."""
        if not self.draws_places:
            raise KeyError(state)
        numbers = self.index.numbers
        found = self.index.levels.find(tuple(0 if word == BEGIN else numbers.get(word, -1) for word in state))
        if found is None or self.silent(found):
            raise KeyError(state)
        return found

    def silent(self, position: int) -> bool:
        """Whether only texts that are never drawn from have the state that ends at `position`."""
        if self.weights.even:
            return not len(self.index.firsts)
        table = self.index.levels.order(self.state_size)
        sums = self.weights.sums(self.index.levels, self.state_size, backwards=False)
        state = table.state[position]
        return sums.between(table.slices[state], table.slices[state + 1]) <= 0

    def positions(self, start: int = 0) -> list[int]:
        """The positions drawn from the state that ends at `start` to a sentence's end."""
        if not self.draws_places or self.silent(start):
            raise KeyError((BEGIN,) * self.state_size)
        if self._alike:
            return self._drawn(start, maxsize, self.random.random)[0]
        levels, table, view = self.index.levels, self.index.levels.order(self.state_size), self.index.view
        drawn: list[int] = []
        while view[start := self.pick(levels, table, table.state[start], self.random)]:
            drawn.append(start)
        return drawn

    def move(self, state: State) -> str:
        """The word drawn to follow `state`; `END` where the sentence ends."""
        if self.draws_places:
            table = self.index.levels.order(self.state_size)
            at = self.pick(self.index.levels, table, table.state[self.position(state)], self.random)
            return self.index.vocabulary[self.index.view[at]] if self.index.view[at] else END
        if self.compiled:
            choices, sums = self.model[state]
        else:
            choices, sums = list(self.model[state]), list(accumulate(self.model[state].values()))
        return str(choices[bisect(sums, self.random.random() * sums[-1])])

    def gen(self, init_state: State | None = None) -> Iterator[str]:
        """The words that follow `init_state` (a sentence's beginning without one), up to its end."""
        if not self.draws_places:
            yield from super().gen(init_state)
            return
        start = self.position(init_state) if init_state else 0
        for at in self.positions(start):
            yield self.index.vocabulary[self.index.view[at]]

    def weighing(self, weights: Weights) -> OccurrenceChain:
        """The same chain, drawing by other weights."""
        die = self.loaded.die if self.loaded else None
        return OccurrenceChain(None, self.state_size, index=self.index, weights=weights, random=self.random, die=die)

    def looking_back(self, order: int) -> OccurrenceChain:
        """The same chain, of another order."""
        if order == self.state_size:
            return self
        die = self.loaded.die if self.loaded else None
        return OccurrenceChain(None, order, index=self.index, weights=self.weights, random=self.random, die=die)

    def may(self, order: int, position: int) -> bool:
        """Whether a word may follow the `order` words that end at `position`."""
        table = self.index.levels.order(order)
        state = table.state[position]
        if self.loaded is not None:
            return bool(self.loaded.law(order, state).groups)
        sums = self.weights.sums(self.index.levels, order, backwards=False)
        return sums.between(table.slices[state], table.slices[state + 1]) > 0

    def pick(self, levels: Levels, order: Order, state: int, random: Random, *, backwards: bool = False) -> int:
        """One follower of `state`, drawn by weight. Raises NoFace where the die leaves none."""
        if self.loaded is not None:
            return self.loaded.pick(levels, order.order, state, random, backwards=backwards)
        low, high = order.slices[state], order.slices[state + 1]
        if self.weights.even:
            return int(order.draws[low + int(random.random() * (high - low))])
        sums = self.weights.sums(levels, order.order, backwards=backwards)
        return int(order.draws[sums.drawn(random.random(), low, high)])

    @cached_property
    def _tables(self) -> list[tuple[View, View, View, View]]:
        """What drawing needs, by order."""
        orders = [self.index.levels.order(order) for order in range(self.state_size + 1)]
        return [(one.state, one.slices, one.draws, one.group) for one in orders]

    def adapting(self, seams: Seams) -> Adapting | None:
        """The rule to drop orders by, or None where none is dropped."""
        if seams is Seams.NOWHERE or self.state_size == 1:
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
        position, known = self.entry(walk)
        if adapting is None and self._alike and known >= self.state_size:
            walk.complete = self._straight(random, walk, position, longest)
        else:
            try:
                walk.complete = self._winding(random, walk, position, known, longest, adapting)
            except NoFace:
                walk.complete, walk.stuck = False, True
        walk.hows += ["machine"] * (len(walk.ids) - len(walk.hows))
        return walk

    def _winding(
        self, random: Random, walk: Walk, position: int, known: int, longest: int, adapting: Adapting | None
    ) -> bool:
        """Go on with `walk` from `position`, where `known` words are the same; whether an end was reached."""
        levels, view = self.index.levels, self.index.view
        tables = self._tables
        chance, even, top = random.random, self._alike, self.state_size
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
        view = self.index.view
        ended = False
        while not ended and (room := self._room(walk.ids, longest)) > 0:
            positions, ended = self._drawn(position, room, random.random)
            position = positions[-1] if positions else position
            walk.positions += positions
            walk.ids += map(view.__getitem__, positions)
        added = len(walk.ids) - len(walk.orders)
        walk.orders += [self.state_size] * added
        walk.known += [self.state_size + 1] * added
        return ended

    def _drawn(self, position: int, room: int, chance: Callable[[], float]) -> tuple[list[int], bool]:
        """At most `room` positions drawn after `position`, all weighing the same; whether an end was reached."""
        table = self.index.levels.order(self.state_size)
        among, starts, draws, view = table.among, table.starts, table.draws, self.index.view
        positions: list[int] = []
        for _token in range(room):
            choices = among[position]
            if choices == 1:
                # Nothing to draw: what comes next in the text is all that ever came here.
                position += 1
            else:
                position = draws[starts[position] + int(chance() * choices)]
            if not view[position]:
                return positions, True
            positions.append(position)
        return positions, False

    def _room(self, ids: list[int], longest: int) -> int:
        """How many tokens may surely follow `ids` before there are more than `longest` words, or far too many signs."""
        words = sum(map(self.index.counted.__getitem__, ids))
        return min(longest + 1 - words, longest * SIGNS + 1 - len(ids))

    def entry(self, walk: Walk) -> tuple[int, int]:
        """A position whose last words are the last of `walk`, and how many of them are sure to be the same."""
        if not walk.ids:
            return 0, self.state_size
        position, known = walk.shared(len(walk.ids) - 1)
        if walk.led and known == len(walk.ids) and self.index.view[position - len(walk.ids)] == 0:
            return position, self.state_size
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
            order = levels.order(min(self.state_size, known))
            try:
                position = self.pick(levels, order, order.state[position], random, backwards=True)
            except NoFace:
                break
            known = order.order + 1
            word = view[top - position]
            if not word:
                drawn.reverse()
                return drawn + seeds, True
            words += counted[word]
            drawn.append(Drawn(top - position, order.order, known, "machine", backwards=True))
        return drawn[: longest // 3][::-1] + seeds, False
