"""The die changed by hand: a fair one draws as ever, bit for bit; its laws at the ends; hostile values."""

from __future__ import annotations

from collections import Counter
from random import Random

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bestio.errors import BestioError
from bestio.phrases.chances import fit
from bestio.phrases.corpus import Corpus, Source
from bestio.phrases.die import Die, NoFace
from bestio.phrases.loaded_die import changed
from bestio.phrases.machine import PhraseMachine, PhraseSettings
from bestio.phrases.phrase import Phrase
from bestio.phrases.stepper import Stepper
from bestio.phrases.thousand import Draws
from tests.phrases.test_same_phrases import corpus

TEXT = (
    "Le chat mange la soupe. Le chat dort sous la lune. Le robot mange la lune. Le chat rit. La soupe mange le chat. "
    "La lune rit du robot et le robot dort dans la soupe."
)


def machine_of(text: str = TEXT, **values: object) -> PhraseMachine:
    return PhraseMachine(Corpus.of([Source("a", "A", "a", text)]), msgspec.convert(values, PhraseSettings))


def led(**values: object) -> PhraseMachine:
    """Pupils' text and a starter text, of which the first leads."""
    sources = [Source("own:t1", "Nous", "Le chat", TEXT), Source("nuit:conte", "Bestio", "La nuit", TEXT * 3)]
    both = Corpus.of(sources, {"own:t1": 0.6, "nuit:conte": 0.4}, ["own:t1"])
    return PhraseMachine(both, msgspec.convert(values, PhraseSettings))


@settings(max_examples=40)
@given(st.integers(0, 10**6), st.sampled_from(["raw", "original", "careful"]), st.booleans(), st.integers(1, 3))
def test_a_fair_die_draws_as_ever_bit_for_bit(seed: int, sort: str, even: bool, order: int) -> None:
    plain = PhraseMachine(corpus(even=even), PhraseSettings(order=order, sort=sort))  # type: ignore[arg-type]
    fair = plain.setting(msgspec.structs.replace(plain.settings, temperature=1.0, top_k=0, faces={"le": 1.0}))
    first, second = Random(seed), Random(seed)
    made, again = plain.make(first, with_word="la"), fair.make(second, with_word="la")
    assert again == msgspec.structs.replace(made, die=fair.die)
    assert first.getstate() == second.getstate()


@given(st.lists(st.floats(1e-6, 1e6), min_size=1, max_size=30), st.data())
def test_a_die_at_1_leaves_weights_alone_and_its_ends_are_the_best_and_all_alike(
    given_weights: list[float], data: st.DataObject
) -> None:
    weights = np.array(given_weights)
    ones = np.ones(len(weights))
    assert changed(Die(), weights.copy(), ones).tolist() == given_weights
    cold = changed(Die(temperature=1e-6), weights.copy(), ones)
    nearly = weights >= weights.max() * (1 - 1e-3)
    assert cold[~nearly].max(initial=0.0) == 0
    assert cold.max() == 1
    hot = changed(Die(temperature=1e12), weights.copy(), ones)
    assert hot == pytest.approx(ones, abs=1e-6)
    many = data.draw(st.integers(1, 30))
    few = changed(Die(top_k=many), weights.copy(), ones)
    assert np.count_nonzero(few) == min(many, len(weights))
    assert few.max() == weights.max()
    twice = ones.copy()
    twice[0] = 2
    assert changed(Die(temperature=0.5), weights.copy(), twice)[0] == pytest.approx(
        2 * changed(Die(temperature=0.5), weights.copy(), ones)[0]
    )


@pytest.mark.parametrize(
    "change",
    [
        {"temperature": 0.2},
        {"temperature": 3.0},
        {"top_k": 2},
        {"faces": {"le": 2.0, "la": 0.5}},
        {"temperature": 2.0, "top_k": 5, "faces": {"le": 0.0, "": 3.0}},
    ],
)
@pytest.mark.parametrize("even", [True, False])
def test_what_is_announced_is_what_comes_on_a_changed_die(change: dict[str, object], even: bool) -> None:
    loaded = msgspec.convert({"sort": "raw", "order": 1, **change}, PhraseSettings)
    machine, random = PhraseMachine(corpus(even=even), loaded), Random(14)
    tries = bad = 0
    stepper = Stepper(machine, random)
    while tries < 12:
        top = stepper.next_words(1000)
        if len(top) > 1:
            draws = Draws(stepper, random)
            draws.more(2_000)
            found = draws.found()
            tries += 1
            bad += found.fit.surprising
            assert sum(one.announced for one in found.words) == pytest.approx(1)
            assert {one.word for one in found.words if one.times} <= {one.word for one in top}
        if stepper.ended or not top:
            stepper = Stepper(machine, random)
        else:
            stepper.take_machine()
    assert bad <= 1


def test_towards_the_ends_the_best_word_and_all_words_alike() -> None:
    cold = Stepper(machine_of(order=1, sort="raw", top_k=1), Random(1))
    cold.take_word("le")
    assert [choice.word for choice in cold.next_words()] == ["chat"]
    wild = machine_of(order=1, sort="raw")
    law = wild.setting(wild.settings)
    law.die = Die(temperature=1e9)
    stepper = Stepper(law, Random(2))
    stepper.take_word("le")
    announced, draw = stepper.law()
    random, came = Random(3), Counter[str]()
    assert law.chain.loaded is not None
    for _turn in range(3_000):
        came[draw(random)] += 1
    even = [1 / len(announced)] * len(announced)
    assert [one.probability for one in announced] == pytest.approx(even)
    assert not fit(even, [came[one.word] for one in announced]).surprising


@pytest.mark.parametrize("sort", ["raw", "original", "careful"])
@pytest.mark.parametrize("start", [machine_of, led])
def test_a_word_whose_face_is_at_0_never_comes(sort: str, start: object) -> None:
    machine = start(sort=sort, order=1, faces={"chat": 0.0})  # type: ignore[operator]
    random = Random(5)
    for _turn in range(60):
        phrase = machine.make(random)
        assert "chat" not in phrase.text.lower().split()
        assert phrase.die.faces == {"chat": 0.0}
        assert len(phrase.fair) == len(phrase.steps)


@pytest.mark.parametrize("sort", ["raw", "original", "careful"])
def test_each_step_tells_its_chance_on_the_changed_die_and_on_a_fair_one(sort: str) -> None:
    plain = machine_of(sort=sort, order=1, adaptive=False)
    machine = plain.setting(msgspec.structs.replace(plain.settings, faces={"chat": 2.0}))
    random = Random(6)
    for _turn in range(30):
        phrase = machine.make(random, with_word="lune")
        for step, fair in zip(phrase.steps, phrase.fair, strict=True):
            if step.how == "machine":
                assert 0 < step.probability <= 1
                assert 0 < fair <= 1
                if step.word == "chat":
                    assert step.probability >= fair
                if step.rivals:
                    assert sum(one.probability for one in step.rivals) <= 1 + 1e-9


@pytest.mark.parametrize("sort", ["raw", "original", "careful"])
def test_a_die_with_all_faces_at_0_is_told_and_nothing_is_drawn(sort: str) -> None:
    faces = dict.fromkeys({word.strip(".").lower() for word in TEXT.split()} | {"."}, 0.0)
    machine = machine_of(sort=sort, faces=faces)
    with pytest.raises(NoFace, match="0"):
        machine.make(Random(1))
    stepper = Stepper(machine, Random(1))
    assert stepper.next_words() == []
    for act in (stepper.take_machine, lambda: stepper.take_die(7), lambda: Draws(stepper, Random(1)).more(1)):
        with pytest.raises(NoFace):
            act()
    with pytest.raises(BestioError):
        stepper.take_word("chat")
    stepper.load({})
    assert stepper.take_word("le") == "le"


def test_a_phrase_stops_where_no_face_is_left_and_says_so() -> None:
    machine = machine_of("Le robot dort.", sort="raw", min_words=1, faces={"dort": 0.0})
    phrase = machine.make(Random(1))
    assert phrase.text == "Le robot…"
    assert phrase.relaxed


def test_a_stepper_keeps_what_was_announced_when_its_die_changes() -> None:
    stepper = Stepper(machine_of(order=1, sort="raw"), Random(1))
    stepper.take_word("le")
    stepper.take_word("chat")
    stepper.load({"rit": 0.0, "mange": 10.0})
    assert "rit" not in [choice.word for choice in stepper.next_words()]
    stepper.take_word("mange")
    stepper.take_word("la")
    phrase: Phrase = stepper.phrase()
    before, after = phrase.steps[1], phrase.steps[2]
    assert before.probability == phrase.fair[1]
    assert after.probability > phrase.fair[2]
    assert phrase.die.faces == {"rit": 0.0, "mange": 10.0}


@pytest.mark.parametrize(
    "wrong",
    [
        {"temperature": float("nan")},
        {"temperature": 0.0},
        {"temperature": -1.0},
        {"temperature": 1e9},
        {"temperature": float("inf")},
        {"top_k": -1},
        {"top_k": 10**9},
        {"faces": {"le": -1.0}},
        {"faces": {"le": float("nan")}},
        {"faces": {"le": 1e9}},
        {"faces": {str(n): 2.0 for n in range(1000)}},
    ],
)
def test_hostile_dice_are_refused_with_what_to_write_instead(wrong: dict[str, object]) -> None:
    with pytest.raises(BestioError) as refused:
        PhraseSettings(**wrong)  # type: ignore[arg-type]
    assert refused.value.hint


@settings(max_examples=30)
@given(st.integers(0, 10**6))
def test_the_stepper_draws_by_the_law_of_the_phrase_where_some_lead(seed: int) -> None:
    """A phrase's own words, walked again in the stepper, have the turns and the chances that the phrase tells."""
    machine = led(order=1, rivals=100)
    random = Random(seed)
    phrase = next(
        made for made in (machine.make(random) for _turn in range(200)) if not any(step.read for step in made.steps)
    )
    walked = Stepper(machine, Random(0))
    for step, turn in zip(phrase.steps, phrase.turns, strict=True):
        if not turn:
            return  # it was built around a word: these were found walking backwards
        assert walked.turn[0] == turn
        chances = {choice.word: choice.probability for choice in walked.next_words(1000)}
        word = step.word if step.word in chances else step.word.lower()
        assert chances[word] == pytest.approx(step.probability)
        walked.take_word(word)
    assert walked.phrase().turns == phrase.turns
