"""Sentences that a model could have been made from, where it has kept none.

A model that counts what stood in sentences is left and reached equally often at each state. So its counts are the edges
of a graph in which, from the beginning of a sentence to an end and on to the next beginning, a walk takes each edge
once (Euler, by Hierholzer's way): it reads as sentences with just these counts. They are nobody's: only their runs of
one state and its follower are known to have been written.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import accumulate
from random import Random

from markovify.chain import BEGIN, END

from bestio.phrases.transitions import State

Weights = Mapping[State, Mapping[str, float]]
Counts = dict[State, dict[str, int]]

MOST_WORDS = 300_000
"""Words of the sentences that are made: a novel and a half."""
LONGEST = 500
"""Words of one sentence where they are drawn."""
_FINEST = 1000


class NothingFollowsError(ValueError):
    """A state that is reached has no follower; `state` says which."""

    def __init__(self, state: State) -> None:
        super().__init__(" ".join(state))
        self.state = state


def sentences_of(model: Weights, order: int) -> tuple[list[list[str]], bool]:
    """Sentences with the counts of `model` (weights >= 0, of states of `order` words), and whether exactly with them.

    Where the counts do not add up, or are too many, the sentences are drawn from the model instead, always the same
    ones. What is never reached from a sentence's beginning is left out. Raises NothingFollowsError, and KeyError where
    no sentence begins.
    """
    begin = (BEGIN,) * order
    reached = _reached(model, begin)
    counts = _whole(reached)
    if counts is not None and _adds_up(counts, begin):
        return list(_cut(_circuit(counts, begin))), True
    return _draw(reached, begin), False


def _next(state: State, word: str, begin: State) -> State:
    return begin if word == END else (*state[1:], word)


def _reached(model: Weights, begin: State) -> dict[State, dict[str, float]]:
    """The part of the model that a walk may come to, without what has a weight of 0."""
    found: dict[State, dict[str, float]] = {}
    ahead = [begin]
    while ahead:
        state = ahead.pop()
        if state in found:
            continue
        follows = {word: weight for word, weight in model.get(state, {}).items() if weight > 0}
        if not follows:
            if state == begin:
                raise KeyError(state)
            raise NothingFollowsError(state)
        found[state] = follows
        ahead += [_next(state, word, begin) for word in follows if word != END]
    return found


def _whole(model: Weights) -> Counts | None:
    """The weights as whole numbers in the same proportions, where they are not too many; or None."""
    times = 1
    for follows in model.values():
        for weight in follows.values():
            if weight != int(weight):
                times *= Fraction(weight * times).limit_denominator(_FINEST).denominator
                if times > _FINEST:
                    return None
    counts = {
        state: {word: round(weight * times) for word, weight in follows.items()} for state, follows in model.items()
    }
    total = sum(sum(follows.values()) for follows in counts.values())
    return counts if total <= MOST_WORDS else None


def _adds_up(counts: Counts, begin: State) -> bool:
    """Whether each state is left as often as it is reached."""
    over: Counter[State] = Counter()
    for state, follows in counts.items():
        for word, count in follows.items():
            over[state] -= count
            over[_next(state, word, begin)] += count
    return not any(over.values())


def _circuit(counts: Counts, begin: State) -> list[str]:
    """The words of a walk from `begin` that takes each edge as often as it counts, and comes back."""
    left = {state: dict(reversed(follows.items())) for state, follows in counts.items()}
    walk: list[str] = []
    stack: list[tuple[State, str]] = [(begin, "")]
    while stack:
        state, word = stack[-1]
        edges = left[state]
        if edges:
            follower, count = edges.popitem()
            if count > 1:
                edges[follower] = count - 1
            stack.append((_next(state, follower, begin), follower))
        else:
            walk.append(word)
            stack.pop()
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


def _draw(model: Weights, begin: State) -> list[list[str]]:
    """Sentences drawn by the weights; an endless one is cut."""
    chance = Random(1).random
    choices = {state: (list(follows), _sums(follows)) for state, follows in model.items()}
    made: list[list[str]] = []
    size = 0
    goal = min(MOST_WORDS, 20 * sum(map(len, model.values())))
    while size < goal:
        sentence: list[str] = []
        state = begin
        while len(sentence) < LONGEST:
            words, sums = choices[state]
            word = words[bisect_right(sums, chance() * sums[-1], hi=len(sums) - 1)]
            if word == END:
                break
            sentence.append(word)
            state = _next(state, word, begin)
        made.append(sentence)
        size += len(sentence) + 1
    return made


def _sums(follows: Mapping[str, float]) -> list[float]:
    return list(accumulate(follows.values()))
