"""markovify's chain, drawing occurrences: the same states and counts, and each word with its place in the corpus."""

from __future__ import annotations

import copy
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from random import Random
from typing import Any

import markovify
from markovify.chain import BEGIN, END

from bestio.phrases.index import Index

State = tuple[str, ...]
Model = dict[State, dict[str, int]]


class OccurrenceChain(markovify.Chain):  # type: ignore[misc]
    """A `markovify.Chain` over an `Index`.

    Made from a corpus (or an index of it), it draws positions. Made from a model (loaded from JSON, or combined with
    weights), which has no positions, it draws words as markovify does. Chance comes from `random` alone.
    """

    def __init__(
        self,
        corpus: Iterable[Sequence[str]] | None,
        state_size: int,
        model: Model | None = None,
        *,
        index: Index | None = None,
        random: Random | None = None,
    ) -> None:
        self.state_size = state_size
        self.random = random or Random()
        self.index: Index | None = None
        self._model: Any = None
        if model is not None:
            super().__init__(None, state_size, model)
            return
        self.compiled = False
        self.index = index or Index.of_sentences([list(run) for run in corpus or ()])

    @property
    def model(self) -> Any:
        """Counts of followers by state, as markovify keeps them; made when first asked for."""
        if self._model is None and self.index is not None:
            self._model = _counts(self.index, self.state_size)
        return self._model

    @model.setter
    def model(self, value: Any) -> None:
        self._model = value

    def compile(self, inplace: bool = False) -> OccurrenceChain:
        """The same chain, ready for quick draws; one that draws positions already is."""
        if self.index is not None or (self.compiled and inplace):
            return self
        chain = (
            self if inplace else OccurrenceChain(None, self.state_size, copy.deepcopy(self.model), random=self.random)
        )
        if not chain.compiled:
            markovify.Chain.compile(chain, inplace=True)
        return chain

    def position(self, state: State) -> int:
        """A position of the corpus where `state` ends; KeyError where there is none."""
        if self.index is None:
            raise KeyError(state)
        numbers = self.index.numbers
        found = self.index.levels.find(tuple(0 if word == BEGIN else numbers.get(word, -1) for word in state))
        if found is None:
            raise KeyError(state)
        return found

    def positions(self, start: int = 0) -> list[int]:
        """The positions drawn from the state that ends at `start` to a sentence's end."""
        if self.index is None or not len(self.index.firsts):
            raise KeyError((BEGIN,) * self.state_size)
        table = self.index.levels.order(self.state_size)
        state, slices, draws, view = table.state, table.slices, table.draws, self.index.view
        chance = self.random.random
        drawn: list[int] = []
        at = start
        while True:
            number = state[at]
            low = slices[number]
            at = draws[low + int(chance() * (slices[number + 1] - low))]
            if not view[at]:
                return drawn
            drawn.append(at)

    def move(self, state: State) -> str:
        """The word drawn to follow `state`; `END` where the sentence ends."""
        if self.index is not None:
            table = self.index.levels.order(self.state_size)
            number = table.state[self.position(state)]
            low = table.slices[number]
            at = table.draws[low + int(self.random.random() * (table.slices[number + 1] - low))]
            return self.index.vocabulary[self.index.view[at]] if self.index.view[at] else END
        if self.compiled:
            choices, sums = self.model[state]
        else:
            choices, sums = list(self.model[state]), list(accumulate(self.model[state].values()))
        return str(choices[bisect(sums, self.random.random() * sums[-1])])

    def gen(self, init_state: State | None = None) -> Iterator[str]:
        """The words that follow `init_state` (a sentence's beginning without one), up to its end."""
        if self.index is None:
            yield from super().gen(init_state)
            return
        start = self.position(init_state) if init_state else 0
        for at in self.positions(start):
            yield self.index.vocabulary[self.index.view[at]]


def _counts(index: Index, order: int) -> Model:
    """The counts of every state of `order` words, read off the groups of level order + 1."""
    level = index.levels.level(order + 1)
    words, view, vocabulary = index.words, index.view, index.vocabulary
    starts = level.bounds[1:-1] if len(level.sorted) else level.bounds[:0]
    model: Model = {}
    sizes = (level.bounds[2:].astype(int) - level.bounds[1:-1].astype(int)).tolist()
    for first, size in zip(level.sorted[starts].tolist(), sizes, strict=True):
        state: list[str] = []
        at = first - 1
        while len(state) < order and view[at]:
            state.append(vocabulary[view[at]])
            at -= 1
        state.extend([BEGIN] * (order - len(state)))
        follower = vocabulary[view[first]] if words[first] else END
        model.setdefault(tuple(reversed(state)), {})[follower] = size
    return model
