"""The fewest pieces of a phrase, against every way to cut it; the longest copied run is one of them where it can be."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bestio.phrases.corpus import Corpus, Source
from bestio.phrases.index import Index
from bestio.phrases.patchwork import fewest
from bestio.phrases.runs import Runs


@st.composite
def lengths(draw: st.DrawFn) -> list[int]:
    """The longest run that ends with each token: where it starts never goes back."""
    found, start = [], 0
    for at in range(draw(st.integers(1, 9))):
        start = draw(st.integers(start, at))
        found.append(at + 1 - start)
    return found


def every_way(known: list[int], end: int) -> Iterator[list[tuple[int, int]]]:
    if not end:
        yield []
        return
    for start in range(end - known[end - 1], end):
        for before in every_way(known, start):
            yield [*before, (start, end)]


@given(lengths())
def test_no_way_to_cut_a_phrase_has_fewer_pieces_and_the_longest_run_is_whole_where_it_can_be(known: list[int]) -> None:
    longest = known.index(max(known))
    first, end = longest + 1 - known[longest], longest + 1

    def holds_it(runs: list[tuple[int, int]]) -> bool:
        return any(start <= first and end <= after for start, after in runs)

    found = fewest(known, longest)
    ways = list(every_way(known, len(known)))
    least = min(map(len, ways))
    assert found in ways
    assert len(found) == least
    assert all(here[1] == there[0] for here, there in pairwise(found))
    assert holds_it(found) == any(holds_it(way) for way in ways if len(way) == least)


def test_a_run_that_is_told_as_long_is_not_cut_in_two() -> None:
    texts = "le robot mange la lune bleue ce soir\nce soir la mer dort"
    index = Index.of(Corpus.of([Source("a", "A", "a", texts)]))
    words = ["le", "robot", "mange", "la", "lune", "bleue", "ce", "soir", "la", "mer", "dort"]
    ids = [index.numbers[word] for word in words]
    runs = Runs(index, ids)
    runs.extend([(index.levels.find((number,)) or 0, 1) for number in ids])
    longest = runs.lengths.index(max(runs.lengths))
    assert fewest(runs.lengths, longest) == [(0, 8), (8, 11)]  # from the end alone: 6 words, then 5
