"""One word at a time: what may come, the die, the machine, the pupil."""

from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestio.errors import BestioError
from bestio.phrases.corpus import Corpus, Source
from bestio.phrases.machine import NoPhrase, PhraseMachine, PhraseSettings
from bestio.phrases.stepper import Stepper, die_sides

TEXTS = Path(__file__).parents[1] / "data" / "phrases"


def machine(order: int = 2, **shares: float) -> PhraseMachine:
    sources = [
        Source(f"texte-{n}", f"Groupe {n}", f"Texte {n}", (TEXTS / f"texte-{n}.txt").read_text("utf-8"))
        for n in range(1, 9)
    ]
    return PhraseMachine(
        Corpus.of(sources, {key.replace("_", "-"): share for key, share in shares.items()}), PhraseSettings(order=order)
    )


@pytest.mark.parametrize("order", [1, 2, 3])
def test_choices_add_up_and_the_die_is_whole(order: int) -> None:
    stepper = Stepper(machine(order, texte_1=3.0, texte_2=0.0), Random(4))
    for _ in range(40):
        if stepper.ended:
            stepper = Stepper(stepper.machine, stepper.random)
        choices = stepper.next_words(10_000)
        assert sum(choice.probability for choice in choices) == pytest.approx(1)
        sides = sorted(choice.interval for choice in choices if choice.interval)
        assert sides[0][0] == 1
        assert sides[-1][1] == 100
        assert all(low[1] + 1 == high[0] for low, high in pairwise(sides))
        for choice in choices:
            size = choice.interval[1] - choice.interval[0] + 1 if choice.interval else 0
            assert abs(size - 100 * choice.probability) <= 1
            assert sum(reader.count for reader in choice.readers) == choice.count > 0
            assert all(reader.source != "texte-2" for reader in choice.readers)
        stepper.take_die(stepper.throw())


def test_how_each_word_came_is_recorded() -> None:
    stepper = Stepper(machine(), Random(1))
    stepper.take_word(next(choice.word for choice in stepper.next_words() if choice.word == "le"))
    stepper.take_die(1)
    while not stepper.ended:
        stepper.take_machine()
    phrase = stepper.phrase()
    assert [step.how for step in phrase.steps[:3]] == ["pupil", "die", "machine"]
    assert phrase.text.startswith("Le ")
    assert stepper.next_words() == []


def test_a_die_gives_the_word_whose_sides_it_falls_on() -> None:
    stepper = Stepper(machine(), Random(2))
    for choice in stepper.next_words():
        if choice.interval:
            assert stepper.take_die(choice.interval[1]) == choice.word
            assert stepper.undo()
    assert stepper.words == ()
    assert not stepper.undo()


def test_looking_back_less_opens_the_choice() -> None:
    stepper = Stepper(machine(3), Random(3), start="le renard")
    wide = len(stepper.next_words(1000))
    stepper.look_back = 1
    assert len(stepper.next_words(1000)) >= wide
    assert stepper.order == 1


def test_an_unfinished_phrase_ends_with_dots_and_undo_reopens_it() -> None:
    stepper = Stepper(machine(), Random(5), start="Le renard")
    assert stepper.phrase().text.endswith("…")
    while not stepper.ended:
        stepper.take_machine()
    before = stepper.words
    assert stepper.undo()
    assert not stepper.ended
    assert stepper.words == before


def test_what_cannot_be_taken_is_told() -> None:
    stepper = Stepper(machine(), Random(5))
    with pytest.raises(NoPhrase, match="zèbre"):
        stepper.take_word("zèbre")
    for side in (0, 101, -3):
        with pytest.raises(BestioError):
            stepper.take_die(side)
    with pytest.raises(NoPhrase):
        stepper.phrase()
    while not stepper.ended:
        stepper.take_machine()
    for take in (lambda: stepper.take_die(5), stepper.take_machine, lambda: stepper.take_word("le")):
        with pytest.raises(NoPhrase):
            take()
    with pytest.raises(NoPhrase):
        Stepper(PhraseMachine(Corpus.of([])), Random(1))


@given(st.lists(st.integers(1, 1000), min_size=1, max_size=300))
def test_the_die_is_fair_to_a_hundredth(counts: list[int]) -> None:
    total = sum(counts)
    sides = die_sides([count / total for count in counts])
    given_sides = [side for low, high in sides.values() for side in range(low, high + 1)]
    assert sorted(given_sides) == list(range(1, 101))
    for at, count in enumerate(counts):
        size = sides[at][1] - sides[at][0] + 1 if at in sides else 0
        assert abs(size - 100 * count / total) <= 1 + 1e-9
