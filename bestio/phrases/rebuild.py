"""Sentences that a model could have been made from, where it has kept none.

A model that counts what stood in sentences is left and reached equally often at each state. So its counts are the edges
of a graph in which, from the beginning of a sentence to an end and on to the next beginning, a walk takes each edge
once (Euler, by Hierholzer's way): it reads as sentences with just these counts. They are nobody's: only their runs of
one state and its follower are known to have been written.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, chain
from random import Random

from markovify.chain import BEGIN, END

from bestio.phrases.transitions import State

Weights = Mapping[State, Mapping[str, float]]

MOST_WORDS = 200_000
"""Words of the sentences that are made: two novels."""
MOST_DRAWN = 100_000
"""As many, where they are drawn."""
LONGEST = 500
"""Words of one sentence where they are drawn."""
_FINEST = 1000


class NothingFollowsError(ValueError):
    """A state that is reached has no follower; `state` says which."""

    def __init__(self, state: State) -> None:
        super().__init__(" ".join(state))
        self.state = state


@dataclass
class _Graph:
    """The states that can be come to, numbered; a sentence's beginning is 0, and so is its end.

    For each state: the `words` that follow, the states that they lead to, and their weights, all more than 0.
    """

    words: list[list[str]]
    leads: list[list[int]]
    weights: list[list[float]]


def sentences_of(model: Weights, order: int) -> tuple[list[list[str]], bool]:
    """Sentences with the counts of `model` (weights >= 0, of states of `order` words), and whether exactly with them.

    Where the counts do not add up, or are too many, the sentences are drawn from the model instead, always the same
    ones. What is never reached from a sentence's beginning is left out. Raises NothingFollowsError, and KeyError where
    no sentence begins.
    """
    graph = _reached(model, (BEGIN,) * order)
    counts = _whole(graph.weights)
    if counts is not None and _adds_up(graph, counts):
        return list(_cut(_circuit(graph, counts))), True
    return _draw(graph), False


def _reached(model: Weights, begin: State) -> _Graph:
    """The part of the model that a walk may come to, without what has a weight of 0."""
    numbers = {begin: 0}
    states = [begin]
    graph = _Graph([], [], [])
    for state in states:
        follows = model.get(state, {})
        if 0 in follows.values():
            follows = {word: weight for word, weight in follows.items() if weight}
        if not follows:
            if state == begin:
                raise KeyError(state)
            raise NothingFollowsError(state)
        known, leads = state[1:], []
        for word in follows:
            if word == END:
                leads.append(0)
                continue
            following = (*known, word)
            number = numbers.setdefault(following, len(states))
            if number == len(states):
                states.append(following)
            leads.append(number)
        graph.words.append(list(follows))
        graph.leads.append(leads)
        graph.weights.append(list(follows.values()))
    return graph


def _whole(weights: list[list[float]]) -> list[list[int]] | None:
    """The weights as whole numbers in the same proportions, where they are not too many; or None."""
    if sum(map(sum, weights)) > MOST_WORDS:
        return None
    if set(map(type, chain.from_iterable(weights))) == {int}:
        return [list(map(int, some)) for some in weights]
    times = 1
    for weight in chain.from_iterable(weights):
        if weight != int(weight):
            times *= Fraction(weight * times).limit_denominator(_FINEST).denominator
            if times > _FINEST:
                return None
    counts = [[round(weight * times) for weight in some] for some in weights]
    return counts if sum(map(sum, counts)) <= MOST_WORDS else None


def _adds_up(graph: _Graph, counts: list[list[int]]) -> bool:
    """Whether each state is left as often as it is reached."""
    over = [-sum(some) for some in counts]
    for leads, some in zip(graph.leads, counts, strict=True):
        for number, count in zip(leads, some, strict=True):
            over[number] += count
    return not any(over)


def _circuit(graph: _Graph, counts: list[list[int]]) -> list[str]:
    """The words of a walk from a beginning that takes each edge as often as it counts, and comes back.

    `counts` are used up, from each state's last word on.
    """
    words, leads = graph.words, graph.leads
    walk: list[str] = []
    stack, said = [0], [""]
    while stack:
        state = stack[-1]
        left = counts[state]
        while left and not left[-1]:
            left.pop()
        if left:
            left[-1] -= 1
            at = len(left) - 1
            stack.append(leads[state][at])
            said.append(words[state][at])
        else:
            stack.pop()
            walk.append(said.pop())
    walk.pop()
    walk.reverse()
    return walk


def _cut(walk: list[str]) -> Iterator[list[str]]:
    """The sentences of a walk."""
    sentence: list[str] = []
    for word in walk:
        if word == END:
            yield sentence
            sentence = []
        else:
            sentence.append(word)


def _draw(graph: _Graph) -> list[list[str]]:
    """Sentences drawn by the weights; an endless one is cut."""
    chance = Random(1).random
    sums = [list(accumulate(some)) for some in graph.weights]
    made: list[list[str]] = []
    size = 0
    goal = min(MOST_DRAWN, 20 * sum(map(len, graph.words)))
    while size < goal:
        sentence: list[str] = []
        state = 0
        while len(sentence) < LONGEST:
            running = sums[state]
            at = bisect_right(running, chance() * running[-1], hi=len(running) - 1)
            word = graph.words[state][at]
            if word == END:
                break
            sentence.append(word)
            state = graph.leads[state][at]
        made.append(sentence)
        size += len(sentence) + 1
    return made
