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
from bestio.phrases.corpus import Corpus, Source
from bestio.phrases.index import Index
from bestio.phrases.weights import Weights

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
@settings(max_examples=60)
def test_counts_are_markovify_s_on_anything(runs: list[list[str]], order: int) -> None:
    assert OccurrenceChain(runs, order).model == markovify.Chain(runs, order).model


@given(
    st.lists(st.lists(st.text(min_size=1, max_size=3), min_size=1, max_size=6), min_size=1, max_size=6),
    st.integers(1, 4),
)
def test_counts_are_markovify_s_on_any_unicode(runs: list[list[str]], order: int) -> None:
    assert OccurrenceChain(runs, order).model == markovify.Chain(runs, order).model


@given(RUNS, st.integers(1, 4), st.integers(0, 2**32))
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


def weighed(shares: dict[str, float]) -> OccurrenceChain:
    index = Index.of(
        Corpus.of([Source("a", "", "", "Le chat dort. " * 30), Source("b", "", "", "Le robot mange une lune.")])
    )
    return OccurrenceChain(None, 2, index=index, weights=Weights(index, [shares["a"], shares["b"]]), random=Random(1))


def test_draws_follow_the_weights_and_counts_do_not() -> None:
    chain = weighed({"a": 0.5, "b": 0.5})
    drawn = Counter(chain.walk()[1] for _ in range(2000))
    # A share is over the length of its text: 4 places of 120 begin so here, 1 of 6 there.
    assert drawn["robot"] / 2000 == pytest.approx((1 / 7) / (1 / 7 + 30 / 150), abs=0.04)
    assert chain.model[BEGIN, "le"] == {"chat": 30, "robot": 1}


def test_a_text_without_a_share_is_in_no_draw_and_no_count() -> None:
    chain = weighed({"a": 0.0, "b": 1.0})
    assert {tuple(chain.walk()) for _ in range(20)} == {("le", "robot", "mange", "une", "lune", ".")}
    assert chain.model[BEGIN, "le"] == {"robot": 1}
    with pytest.raises(KeyError):
        chain.move(("le", "chat"))
    with pytest.raises(KeyError):
        weighed({"a": 0.0, "b": 0.0}).walk()
