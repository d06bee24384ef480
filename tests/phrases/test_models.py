"""Models of markovify's: those that we export are markovify's own, and those that it makes are drawn from here."""

from __future__ import annotations

import itertools
import json
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

import markovify
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markovify.chain import BEGIN, END

from bestio.phrases.corpus import Corpus, Source
from bestio.phrases.importers import UnreadableText
from bestio.phrases.importers.model import MAX_STATES, read_model
from bestio.phrases.machine import PhraseMachine, PhraseSettings
from bestio.phrases.rebuild import MOST_WORDS, sentences_of
from tests.pace import pace
from tests.phrases import harmful_models
from tests.phrases.bounded import MOST_MEGABYTES, Readers
from tests.phrases.harmful_models import GOOD, HARMFUL, REFUSED, model

TEXTS = [path.read_text("utf-8") for path in sorted((Path(__file__).parents[1] / "data" / "phrases").glob("*.txt"))]
RUNS = st.lists(
    st.lists(st.sampled_from(["a", "b", "c", ",", "l’", "é"]), min_size=1, max_size=9), min_size=1, max_size=12
)


def corpus(*shares: float) -> Corpus:
    sources = [Source(f"t{at}", f"Groupe {at}", f"Texte {at}", text) for at, text in enumerate(TEXTS)]
    return Corpus.of(sources, {f"t{at}": share for at, share in enumerate(shares)})


def counted(runs: list[list[str]], order: int) -> dict[tuple[str, ...], dict[str, float]]:
    found: dict[tuple[str, ...], dict[str, float]] = markovify.Chain(runs, order).model
    return found


@pytest.mark.parametrize("order", [1, 2, 3, 4])
def test_an_exported_model_is_one_of_plain_markovify_s(order: int) -> None:
    machine = PhraseMachine(corpus(), PhraseSettings(order=order))
    theirs = markovify.Text.from_json(machine.text.to_json())
    assert type(theirs.chain) is markovify.Chain
    assert theirs.state_size == order
    assert theirs.chain.model == machine.chain.model == counted(theirs.parsed_sentences, order)
    assert sum(map(len, theirs.parsed_sentences)) == int((machine.index.words > 0).sum())
    made = theirs.make_sentence(test_output=False)
    assert made.replace(" ", "")
    assert theirs.compile().make_sentence(test_output=False)


def test_what_is_never_drawn_from_is_not_exported() -> None:
    heard = PhraseMachine(corpus(1, 0, 3, *[0] * (len(TEXTS) - 3)))
    alone = PhraseMachine(Corpus.of([corpus().sources[0], corpus().sources[2]]))
    kept = json.loads(heard.text.to_json())
    assert counted(kept["parsed_sentences"], 2) == heard.chain.model
    assert len(kept["parsed_sentences"]) == len(alone.text.parsed_sentences)
    said = {word.lower() for run in heard.text.parsed_sentences for word in run}
    assert said == {word.lower() for run in alone.text.parsed_sentences for word in run}


@pytest.mark.parametrize("order", [1, 2, 3, 4])
def test_chances_that_are_told_are_those_of_plain_markovify(order: int) -> None:
    """The provenance of each word of the machine, held against a chain that markovify has counted itself."""
    machine = PhraseMachine(
        Corpus.of([Source("all", "", "", "\n\n".join(TEXTS))]), PhraseSettings(order=order, adaptive=False)
    )
    law = counted(machine.text.parsed_sentences, order)
    random = Random(order)
    for _ in range(40):
        walk = machine.chain.forward(random, [], 200)
        words = [machine.index.vocabulary[number] for number in walk.ids]
        steps = machine.accountant.reasons.steps(walk, words, words)
        state = (BEGIN,) * order
        for step, word in zip(steps, words, strict=True):
            assert step.count == law[state][word]
            assert step.probability == pytest.approx(law[state][word] / sum(law[state].values()))
            assert step.choices == len(law[state])
            state = (*state[1:], word)
        assert not walk.complete or END in law[state]


def test_the_machine_draws_from_a_chain_of_markovify_s() -> None:
    machine = PhraseMachine(corpus())
    assert isinstance(machine.chain, markovify.Chain)
    assert isinstance(machine.text, markovify.Text)
    assert machine.text.chain is machine.chain
    machine.text.chain.random = Random(4)
    made = [machine.text.make_sentence(tries=60) for _ in range(10)]
    assert any(made)
    assert machine.text.make_short_sentence(90, tries=200)
    assert machine.text.make_sentence_with_start("Le", strict=False, test_output=False).startswith("le ")


MAKERS: dict[str, Any] = {
    "a text": lambda text, order: markovify.Text(text, state_size=order),
    "lines": lambda text, order: markovify.NewlineText(text, state_size=order),
    "not well formed": lambda text, order: markovify.Text(text, state_size=order, well_formed=False),
    "without sentences": lambda text, order: markovify.Text(text, state_size=order, retain_original=False),
    "compiled": lambda text, order: markovify.Text(text, state_size=order).compile(),
    "compiled lines without sentences": lambda text, order: markovify.NewlineText(
        text, state_size=order, retain_original=False
    ).compile(),
    "combined": lambda text, order: markovify.combine(
        [markovify.Text(text, state_size=order), markovify.Text(TEXTS[0], state_size=order)], [1.5, 1 / 3]
    ),
    "combined, one silent": lambda text, order: markovify.combine(
        [markovify.Text(text, state_size=order), markovify.Text(TEXTS[0], state_size=order)], [1, 0]
    ),
    "a chain": lambda text, order: markovify.Text(text, state_size=order).chain,
}


@pytest.mark.parametrize("order", [1, 2, 3, 4])
@pytest.mark.parametrize("maker", MAKERS)
def test_what_markovify_makes_is_drawn_from(maker: str, order: int) -> None:
    made = MAKERS[maker]("\n".join(TEXTS), order)
    found = read_model(made.to_json().encode())
    assert found.order == order
    assert found.exact
    machine = PhraseMachine(
        Corpus.of([Source("m", "ailleurs", "m", found.text, rebuilt=found.rebuilt)]), PhraseSettings(order=order)
    )
    for random in map(Random, range(20)):
        phrase = machine.make(random)
        assert {step.author for step in phrase.steps} == {"ailleurs"}
        assert all(bool(step.sentence) != found.rebuilt for step in phrase.steps)


@pytest.mark.parametrize("order", [1, 2, 3, 4])
@pytest.mark.parametrize("kept", [True, False])
def test_our_own_model_comes_back_as_it_was(order: int, kept: bool) -> None:
    machine = PhraseMachine(corpus(), PhraseSettings(order=order))
    made = json.loads(machine.text.to_json())
    if not kept:
        made["parsed_sentences"] = None
    found = read_model(json.dumps(made, indent=2, ensure_ascii=False).encode())
    assert found.rebuilt is not kept
    again = PhraseMachine(Corpus.of([Source("m", "", "", found.text)]), PhraseSettings(order=order))
    assert folded(again.chain.model) == folded(machine.chain.model)


def folded(counts: dict[tuple[str, ...], dict[str, int]]) -> dict[tuple[str, ...], dict[str, int]]:
    """Without capitals: what opens a sentence has none where the texts show that it is no name."""
    found: dict[tuple[str, ...], dict[str, int]] = {}
    for state, follows in counts.items():
        for word, count in follows.items():
            into = found.setdefault(tuple(one.lower() for one in state), {})
            into[word.lower()] = into.get(word.lower(), 0) + count
    return found


@given(RUNS, st.integers(1, 4))
@settings(max_examples=60)
def test_rebuilt_sentences_have_the_counts_of_the_model(runs: list[list[str]], order: int) -> None:
    rebuilt, exact = sentences_of(counted(runs, order), order)
    assert exact
    assert counted(rebuilt, order) == counted(runs, order)
    assert len(rebuilt) == len(runs)


@given(RUNS, RUNS, st.integers(1, 3), st.sampled_from([0.5, 1.5, 0.1, 1 / 3, 2.25]))
@settings(max_examples=40)
def test_rebuilt_sentences_have_the_proportions_of_weights(
    one: list[list[str]], other: list[list[str]], order: int, weight: float
) -> None:
    weighed = markovify.combine([counted(one, order), counted(other, order)], [1, weight])
    rebuilt, exact = sentences_of(weighed, order)
    assert exact
    again = counted(rebuilt, order)
    for state, follows in weighed.items():
        for word, count in follows.items():
            assert again[state][word] / sum(again[state].values()) == pytest.approx(count / sum(follows.values()))


def test_where_counts_do_not_add_up_sentences_are_drawn_by_them() -> None:
    pruned: dict[tuple[str, ...], dict[str, float]] = {
        (BEGIN,): {"a": 3},
        ("a",): {"b": 1, END: 9},
        ("b",): {"a": 5, END: 5},
    }
    rebuilt, exact = sentences_of(pruned, 1)
    assert not exact
    assert sentences_of(pruned, 1) == (rebuilt, False)
    again = counted(rebuilt * 50, 1)
    assert set(itertools.chain.from_iterable(rebuilt)) == {"a", "b"}
    assert set(again[("a",)]) == {"b", END}


def test_far_too_many_words_are_drawn_in_proportion() -> None:
    runs, _exact = sentences_of({(BEGIN,): {"a": 10**9}, ("a",): {END: 9 * 10**8, "a": 10**8}}, 1)
    assert 0 < sum(map(len, runs)) < MOST_WORDS


def test_of_a_state_that_is_told_twice_the_last_counts_as_for_markovify() -> None:
    chain = [[[BEGIN], {"a": 1}], [["a"], {"b": 1}], [["b"], {END: 1}], [["a"], {"c": 1}], [["c"], {END: 1}]]
    assert markovify.Text.from_json(model(chain, 1).decode()).chain.model["a",] == {"c": 1}
    assert read_model(model(chain, 1)).text == "a c"


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_model_is_refused_in_french(name: str) -> None:
    with pytest.raises(UnreadableText) as caught:
        read_model(REFUSED[name], "modele.json")
    assert caught.value.message
    assert caught.value.hint
    assert caught.value.where is not None
    assert len(caught.value.message) < 300


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=12,
)


@given(st.one_of(JSON, JSON.map(lambda one: {"state_size": 2, "chain": one})), st.integers(0, 3))
@settings(max_examples=80)
def test_any_json_is_read_or_refused(value: Any, state_size: int) -> None:
    for data in (json.dumps(value), json.dumps({"state_size": state_size, "chain": json.dumps(value)})):
        with pytest.raises(UnreadableText):
            read_model(data.encode())


@given(st.integers(0, 5000), st.binary(max_size=4))
@settings(max_examples=80)
def test_a_changed_model_is_read_or_refused(at: int, what: bytes) -> None:
    data = model([*GOOD, [[BEGIN, "b"], {"c": 2}], [["b", "c"], {END: 2}]])
    at %= len(data)
    with suppress(UnreadableText):
        assert read_model(data[:at] + what + data[at + len(what) :]).text


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with a name here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "m.json")
    with pytest.raises(UnreadableText):
        read_model(tmp_path / "m.json")
    with pytest.raises(UnreadableText):
        read_model(tmp_path)
    with pytest.raises(UnreadableText):
        read_model(tmp_path / "none.json")


def test_the_most_states_are_those_that_are_told() -> None:
    with pytest.raises(UnreadableText, match="100\u00a0000"):
        read_model(b'{"a":1}' * (MAX_STATES + 1))


@pytest.fixture(scope="module")
def readers() -> Iterator[Readers]:
    with Readers() as started:
        yield started


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.skipif(sys.platform != "linux", reason="the peak of memory is asked of Linux")
@pytest.mark.parametrize("name", HARMFUL)
def test_whatever_the_model_an_import_is_bounded(tmp_path: Path, readers: Readers, name: str) -> None:
    path = tmp_path / "m.json"
    path.write_bytes(harmful_models.HARMFUL[name]())
    seconds, megabytes, said = readers.read("model", path)
    assert seconds <= 2.8 or seconds <= 2.8 * pace(), (seconds, said)
    assert megabytes <= MOST_MEGABYTES, (megabytes, said)
