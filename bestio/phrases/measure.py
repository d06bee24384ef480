"""What a corpus lets a machine do, in figures: to compare two corpora, or one before and after texts are added."""

from __future__ import annotations

from random import Random

import msgspec
import numpy as np

from bestio.phrases.index import Index
from bestio.phrases.machine import PhraseMachine


class Size(msgspec.Struct, frozen=True):
    """A corpus in figures.

    `words`: all of them; `vocabulary`: different ones (capitals ignored); `once`: those that stand once; `sentences`;
    `forced`: the part, 0..1, of the places where the last `order` words leave a single word to come.
    """

    words: int
    vocabulary: int
    once: int
    sentences: int
    forced: float


class Variety(msgspec.Struct, frozen=True):
    """What a number of draws gave: `distinct` phrases; `original` ones, made within all limits; `mean_copied` 0..1."""

    draws: int
    distinct: int
    original: int
    mean_copied: float
    mean_words: float


def size(index: Index, order: int = 2) -> Size:
    """The corpus of `index` in figures, seen at `order`."""
    counts = np.bincount(index.words, minlength=len(index.vocabulary))
    spelled = {
        form: int(sum(counts[number] for number in numbers))
        for form, numbers in index.spelled.items()
        if any(index.counted[number] for number in numbers)
    }
    forced = 0.0
    if len(index.firsts):
        table = index.levels.level(order + 1)
        first = table.group[table.sorted[table.slices[:-1]]]
        last = table.group[table.sorted[table.slices[1:] - 1]]
        sizes = np.diff(table.slices.astype(np.int64))
        forced = float(sizes[first == last].sum() / sizes.sum())
    return Size(
        sum(spelled.values()),
        len(spelled),
        sum(count == 1 for count in spelled.values()),
        len(index.firsts),
        forced,
    )


def variety(machine: PhraseMachine, random: Random, draws: int = 200) -> Variety:
    """What `draws` phrases (at least 1) of a machine give; NoPhrase where it can make none."""
    phrases = [machine.make(random) for _draw in range(draws)]
    return Variety(
        draws,
        len({phrase.text for phrase in phrases}),
        sum(phrase.relaxed is None for phrase in phrases),
        sum(phrase.copied.share for phrase in phrases) / draws,
        sum(phrase.copied.total for phrase in phrases) / draws,
    )
