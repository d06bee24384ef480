"""Running sums of which most do not rise are those that numpy gives, number for number."""

from __future__ import annotations

from bisect import bisect_right

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bestio.phrases.running import All, Few

WEIGHTS = st.lists(st.one_of(st.just(0.0), st.floats(1e-6, 3.0)), min_size=1, max_size=40)


@given(WEIGHTS)
def test_the_sums_are_those_of_all_weights(weights: list[float]) -> None:
    sums = np.concatenate((np.zeros(1), np.cumsum(weights)))
    places = np.array([0, len(weights), len(weights) // 2], np.uint16)
    for kept in (All(np.array(weights)), Few(np.array(weights))):
        assert [kept.between(0, place) for place in range(len(sums))] == sums.tolist()
        assert kept.between(int(places[2]), len(weights)) == sums[-1] - sums[places[2]]
        assert kept.many(places).tolist() == sums[places].tolist()


@given(WEIGHTS, st.data())
def test_what_is_drawn_is_what_is_drawn_of_all_weights(weights: list[float], data: st.DataObject) -> None:
    sums = np.concatenate((np.zeros(1), np.cumsum(weights)))
    low = data.draw(st.integers(0, len(weights) - 1))
    high = data.draw(st.integers(low + 1, len(weights)))
    part = data.draw(st.one_of(st.floats(0, 1), st.sampled_from((0.0, 1.0, 1 - 2**-53))))
    goal = float(sums[low] + part * (sums[high] - sums[low]))
    wanted = min(bisect_right(sums.tolist(), goal, low, high + 1) - 1, high - 1)
    assert [kept.drawn(part, low, high) for kept in (All(np.array(weights)), Few(np.array(weights)))] == [wanted] * 2
