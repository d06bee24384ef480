"""How often each word was read after each state: what markovify calls a model."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from markovify.chain import BEGIN, END

from bestio.phrases.index import Index

State = tuple[str, ...]
Model = dict[State, dict[str, int]]


def counts(index: Index, order: int) -> Model:
    """The counts of every state of `order` words, read off the groups of level order + 1. Shares play no part."""
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


def as_counts(model: Mapping[State, Any]) -> dict[State, dict[str, Any]]:
    """A model as counts, also where markovify has compiled it: words beside their running sums."""
    return {
        state: follows
        if isinstance(follows, dict)
        else dict(zip(follows[0], (last - before for before, last in pairwise([0, *follows[1]])), strict=True))
        for state, follows in model.items()
    }
