"""The chain against markovify's own: the oracle."""

from collections import Counter
from pathlib import Path
from random import Random

import markovify
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markovify.chain import BEGIN, END

from bestio.language import sentences, tokens, typography
from bestio.phrases.chain import OccurrenceChain

BIG = Path(__file__).parents[2] / ".." / "shared" / "corpora" / "fr-1mb.txt"
TEXTS = Path(__file__).parents[1] / "data" / "phrases"
RUNS = st.lists(
    st.lists(st.sampled_from(["a", "b", "c", ",", "l’", "é"]), min_size=1, max_size=9), min_size=1, max_size=12
)


def runs_of(text: str) -> list[list[str]]:
    return [tokens.split(sentence) for sentence in sentences.split(typography.clean(text))]


@pytest.mark.parametrize("order", [1, 2, 3, 4])
def test_counts_are_markovify_s_on_pupils_texts(order: int) -> None:
    runs = [run for path in sorted(TEXTS.glob("*.txt")) for run in runs_of(path.read_text("utf-8"))]
    assert OccurrenceChain(runs, order).model == markovify.Chain(runs, order).model


@pytest.mark.slow
@pytest.mark.skipif(not BIG.exists(), reason="the shared corpus is not here")
@pytest.mark.parametrize("order", [1, 2, 3, 4])
def test_counts_are_markovify_s_on_a_megabyte(order: int) -> None:
    runs = runs_of(BIG.read_text("utf-8"))
    assert OccurrenceChain(runs, order).model == markovify.Chain(runs, order).model


@given(RUNS, st.integers(1, 4))
@settings(deadline=None, max_examples=150)
def test_counts_are_markovify_s_on_anything(runs: list[list[str]], order: int) -> None:
    assert OccurrenceChain(runs, order).model == markovify.Chain(runs, order).model


@given(
    st.lists(st.lists(st.text(min_size=1, max_size=3), min_size=1, max_size=6), min_size=1, max_size=6),
    st.integers(1, 4),
)
@settings(deadline=None, max_examples=100)
def test_counts_are_markovify_s_on_any_unicode(runs: list[list[str]], order: int) -> None:
    assert OccurrenceChain(runs, order).model == markovify.Chain(runs, order).model


@given(RUNS, st.integers(1, 4), st.integers(0, 2**32))
@settings(deadline=None, max_examples=100)
def test_every_walk_is_one_that_markovify_could_draw(runs: list[list[str]], order: int, seed: int) -> None:
    model = markovify.Chain(runs, order).model
    walked = OccurrenceChain(runs, order, random=Random(seed)).walk()
    state = (BEGIN,) * order
    for word in [*walked, END]:
        assert word in model[state]
        state = (*state[1:], word)


def test_draws_follow_the_counts() -> None:
    runs = [["a", "b"]] * 6 + [["a", "c"]] * 3 + [["a"]]
    chain = OccurrenceChain(runs, 2, random=Random(1))
    drawn = Counter(chain.move((BEGIN, "a")) for _ in range(5000))
    assert drawn["b"] / 5000 == pytest.approx(0.6, abs=0.03)
    assert drawn["c"] / 5000 == pytest.approx(0.3, abs=0.03)
    assert drawn[END] / 5000 == pytest.approx(0.1, abs=0.03)


def test_an_unknown_state_is_a_key_error_as_in_markovify() -> None:
    chain = OccurrenceChain([["a", "b"]], 2)
    for state in [("b", "a"), ("z", "z"), (BEGIN, "b")]:
        with pytest.raises(KeyError):
            chain.move(state)


def test_json_and_compile_keep_the_class_and_the_counts() -> None:
    chain = OccurrenceChain([["a", "b"], ["a", "c", "b"]], 2)
    again = OccurrenceChain.from_json(chain.to_json())
    assert type(again) is OccurrenceChain
    assert again.model == chain.model
    again.random = Random(3)
    words = again.walk()
    assert again.compile().walk()
    assert type(again.compile()) is OccurrenceChain
    assert words in (["a", "b"], ["a", "c", "b"])
