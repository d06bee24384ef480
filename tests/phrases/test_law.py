"""The law that is displayed is the law that draws: the raw machine against its own chances, and against markovify."""

from __future__ import annotations

import random as global_random
from collections import Counter, defaultdict
from math import prod
from pathlib import Path
from random import Random

import markovify
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bestio.language import tokens
from bestio.phrases.chances import fit, fit_together, pooled, upper_tail
from bestio.phrases.corpus import Corpus, Source
from bestio.phrases.drawing import Drawing, Wanted
from bestio.phrases.fields import Fields
from bestio.phrases.machine import NoPhrase, PhraseMachine, PhraseSettings
from bestio.phrases.stepper import Stepper
from bestio.phrases.thousand import Came, Draws, Thousand
from bestio.phrases.walk import Walk
from bestio.session.thousand import MOST_WORDS, rows_of, tell_thousand, tell_verdict, tell_word
from tests.phrases.test_same_phrases import corpus

ROOT = Path(__file__).parents[2]
SHOWCASE = "Le robot mange le robot."


class Recording:
    """A way of drawing of which the last walk is kept."""

    def __init__(self, drawing: Drawing) -> None:
        self.drawing = drawing
        self.walk: Walk

    def draw(self, random: Random, wanted: Wanted, attempt: int, *, loose: bool) -> Walk:
        self.walk = self.drawing.draw(random, wanted, attempt, loose=loose)
        return self.walk


def guides_text() -> str:
    """The short text of the third séance, where the guide has it."""
    lines = (ROOT / "workshops" / "GUIDE.md").read_text("utf-8").splitlines()
    quoted = [line.removeprefix("> ") for line in lines if line.startswith("> ")]
    (at,) = [at for at, line in enumerate(quoted) if line.startswith("La lune dort dans la soupe.")]
    return "\n".join(quoted[at : at + 2])


def the_guides_machine(sort: str) -> PhraseMachine:
    corpus = Corpus.of([Source("plan:text", "Bestio", "Le petit texte", guides_text())])
    return PhraseMachine(corpus, PhraseSettings(order=1, sort=sort, rivals=0))  # type: ignore[arg-type]


def test_the_guides_text_is_the_plans() -> None:
    plan = yaml.safe_load((ROOT / "workshops" / "mille-et-une-voix.yaml").read_text("utf-8"))
    texts = [act.get("text", "") for seance in plan["seances"] for act in seance["activities"]]
    assert "\n".join(line.strip() for line in guides_text().splitlines()) in {text.strip() for text in texts}


@pytest.mark.slow
def test_the_guides_showcase_comes_once_in_a_hundred_raw_and_never_sorted() -> None:
    raw, random = the_guides_machine("raw"), Random(2026)
    made = [raw.make(random) for _turn in range(10_000)]
    shown = next(phrase for phrase in made if phrase.text == SHOWCASE)
    assert prod(step.probability for step in shown.steps) == pytest.approx(0.01)
    came = sum(phrase.text == SHOWCASE for phrase in made)
    print(f"\n“{SHOWCASE}”: {came} of 10,000")
    assert 70 <= came <= 130
    sorted_one = the_guides_machine("original")
    assert not any(sorted_one.make(random).text == SHOWCASE for _turn in range(1_000))


@pytest.mark.slow
@pytest.mark.parametrize("order", [1, 2])
def test_the_raw_machine_is_equal_in_law_to_markovify(order: int) -> None:
    """The sentences themselves: how often each comes, over the same number of draws."""
    machine = PhraseMachine(
        Corpus.of([Source("a", "A", "a", guides_text())]), PhraseSettings(order=order, sort="raw", rivals=0)
    )
    runs = list(machine.index.runs({0}))
    theirs = markovify.Text(None, state_size=order, parsed_sentences=runs)
    random, draws = Random(order), 10_000
    ours = Counter(" ".join(tokens.split(machine.make(random).text.lower())) for _turn in range(draws))
    global_random.seed(order)
    made = (theirs.make_sentence(test_output=False) for _turn in range(draws))
    other = Counter(" ".join(tokens.split(str(one).lower())) for one in made)
    found = fit_together(ours, other)
    print(f"\norder {order}: {len(ours)} and {len(other)} different sentences, {found}")
    assert found.cells > 20
    assert found.chance > 0.001


CRITICAL = [
    (1, 3.841, 0.05),
    (1, 6.635, 0.01),
    (2, 5.991, 0.05),
    (5, 15.086, 0.01),
    (10, 18.307, 0.05),
    (99, 134.642, 0.01),
]
"""Degrees of freedom, and what chi-square passes so often: printed tables."""


@pytest.mark.parametrize(("freedom", "chi", "chance"), CRITICAL)
def test_how_often_a_chi_square_is_passed_is_as_in_the_tables(freedom: int, chi: float, chance: float) -> None:
    assert upper_tail(chi, freedom) == pytest.approx(chance, abs=0.003)


@given(st.lists(st.floats(0, 50), max_size=30))
def test_cells_are_pooled_until_each_is_expected_to_hold_enough(goals: list[float]) -> None:
    cells = pooled(goals)
    assert sorted(at for cell in cells for at in cell) == [at for at, goal in enumerate(goals) if goal > 0]
    assert len(cells) < 2 or all(sum(goals[at] for at in cell) >= 5 for cell in cells)


def test_what_chance_does_is_not_surprising_and_a_loaded_die_is() -> None:
    random = Random(1)
    came = Counter(int(random.random() * 6) for _throw in range(1_000))
    assert not fit([1 / 6] * 6, [came[side] for side in range(6)]).surprising
    assert fit([1 / 6] * 6, [100, 100, 100, 100, 100, 500]).surprising
    assert fit([1.0], [1_000]).freedom == 0
    assert not fit([], []).surprising
    assert fit_together({"a": 900, "b": 100}, {"a": 100, "b": 900}).surprising


def laws(machine: PhraseMachine, draws: int, states: int) -> list[float]:
    """How often chance is as far from what is displayed, at the states with a choice that `draws` phrases met most."""
    drawing, random, order = Recording(machine.drawing), Random(7), machine.settings.order
    machine.drawing = drawing
    table, view = machine.index.levels.order(order), machine.index.view
    came: defaultdict[int, Counter[int]] = defaultdict(Counter)
    for _turn in range(draws):
        machine.make(random)
        position = 0
        for at in drawing.walk.positions:
            came[table.state[position]][view[at]] += 1
            position = at
        if drawing.walk.complete:
            came[table.state[position]][0] += 1
    displayed = Fields(machine.index, machine.weights, None)
    found: list[float] = []
    for state, counts in sorted(came.items(), key=lambda one: -one[1].total()):
        rivals = displayed.at(order, state).top
        numbers = [machine.index.numbers[rival.word] if rival.word else 0 for rival in rivals]
        assert set(counts) <= set(numbers)
        judged = fit([rival.probability for rival in rivals], [counts[number] for number in numbers])
        if judged.freedom:
            found.append(judged.chance)
    return found[:states]


def test_what_is_displayed_at_a_state_is_what_comes() -> None:
    """A few states in the plain suite; `test_the_law_of_fifty_states` has them all."""
    found = laws(the_guides_machine("raw"), draws=1_000, states=9)
    assert len(found) == 9
    assert min(found) > 0.001


@pytest.mark.slow
def test_the_law_of_fifty_states_of_three_corpora() -> None:
    """10,000 phrases each. Of 150 states, chance alone refuses 1.5 at 1 %, and more than 6 once in 400 times."""
    corpora = [corpus(even=True), corpus(even=False), Corpus.of([Source("p", "P", "p", guides_text())])]
    refused = 0
    for number, texts in enumerate(corpora):
        order = 2 if number < 2 else 1
        machine = PhraseMachine(texts, PhraseSettings(order=order, sort="raw", rivals=0))
        found = laws(machine, draws=10_000, states=50)
        bad = sum(chance < 0.01 for chance in found)
        print(f"\ncorpus {number}, order {order}: {len(found)} states, {bad} refused at 1 %")
        refused += bad
    assert refused <= 6


@pytest.mark.slow
def test_the_sorter_changes_the_law() -> None:
    """What is displayed is not what a machine gives whose drafts are sorted: that is why there is a raw one."""
    machine = the_guides_machine("original")
    kept: Counter[str] = Counter()
    random = Random(3)
    for _turn in range(2_000):
        kept[machine.make(random).steps[0].word.lower()] += 1
    first = Fields(machine.index, machine.weights, None).at(1, 0).top
    assert fit([one.probability for one in first], [kept[one.word] for one in first]).surprising


def test_a_thousand_draws_take_nothing_and_stand_beside_what_was_announced() -> None:
    stepper = Stepper(the_guides_machine("raw"), Random(1))
    stepper.take_word("la")
    draws = Draws(stepper, Random(5))
    assert tell_verdict(draws.found()) == "Rien n’a été tiré."
    draws.more(400)
    draws.more(600)
    found = draws.found()
    assert (stepper.words, found.before, found.draws) == (("la",), ("la",), 1_000)
    choices = stepper.next_words()
    assert [(one.word, one.announced) for one in found.words] == [(one.word, one.probability) for one in choices]
    assert sum(one.times for one in found.words) == 1_000
    assert all(one.times == pytest.approx(1_000 * one.announced, abs=80) for one in found.words)
    assert not found.fit.surprising
    lines = list(tell_thousand(found))
    assert lines[0] == "1\u00a0000 tirages après «\u00a0la\u00a0»"
    assert lines[1].startswith("lune\u00a0: annoncé 33\u00a0%, venu 3")
    assert lines[-1].startswith("C’est bien ce que le hasard pouvait faire")
    stepper.take_word("soupe")
    stepper.take_word(".")
    only = Draws(stepper, Random(5))
    only.more(10)
    assert "Un seul mot" in tell_verdict(only.found())
    stepper.take_word("")
    with pytest.raises(NoPhrase):
        Draws(stepper, Random(5))


def test_what_a_loaded_machine_gives_is_called_far_from_what_was_announced() -> None:
    words = (Came("lune", 0.5, 900), Came("", 0.5, 100))
    assert "loin de ce qui était annoncé" in tell_verdict(Thousand((), 1_000, words, fit([0.5, 0.5], [900, 100])))


def test_many_words_are_told_together_after_the_likeliest() -> None:
    stepper = Stepper(PhraseMachine(corpus(even=True), PhraseSettings(sort="raw")), Random(1))
    draws = Draws(stepper, Random(2))
    draws.more(1_000)
    rows = rows_of(draws.found())
    assert len(rows) == MOST_WORDS < len(draws.found().words)
    assert sum(one.times for one in rows) == 1_000
    assert sum(one.announced for one in rows) == pytest.approx(1)
    assert tell_word(rows[-1]) == "(tous les autres)"
