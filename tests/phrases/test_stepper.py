"""One word at a time: what may come, the die, the machine, the pupil."""

from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestio.errors import BestioError
from bestio.language import tokens
from bestio.phrases.corpus import Corpus, Source
from bestio.phrases.machine import NoPhrase, PhraseMachine, PhraseSettings
from bestio.phrases.stepper import Stepper, die_sides
from bestio.phrases.walk import HINGES

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


RECITED = "Le chat dort dans la cave. Le chien mange sous la lune. La lune rit avec le vent. Le vent court vers la mer."


def recited(*, adaptive: bool) -> PhraseMachine:
    return PhraseMachine(Corpus.of([Source("a", "A", "T", RECITED)]), PhraseSettings(adaptive=adaptive))


def test_steps_are_as_adaptive_as_the_machine() -> None:
    """After a hinge where a text would be recited, one word fewer is looked back at, and what is shown says so."""
    stepper = Stepper(recited(adaptive=True), Random(2))
    dropped = 0
    for _ in range(300):
        if stepper.ended:
            stepper = Stepper(stepper.machine, stepper.random)
        choices = stepper.next_words()
        assert sum(choice.probability for choice in choices) == pytest.approx(1)
        sides = sorted(choice.interval for choice in choices if choice.interval)
        assert [side for low, high in sides for side in range(low, high + 1)] == list(range(1, 101))
        if stepper.drops:
            dropped += 1
            assert stepper.words[-1].lower() in HINGES
            assert stepper.order == 1
            shown = {choice.word for choice in choices}
            read = tokens.split(RECITED.lower())
            followers = {after for before, after in pairwise(read) if before == stepper.words[-1].lower()}
            assert shown == followers
            thrown = stepper.throw()
            word = stepper.take_die(thrown)
            low, high = next(choice.interval for choice in choices if choice.word == word and choice.interval)
            assert low <= thrown <= high
            assert stepper.taken[-1].order == 1
        else:
            stepper.take_machine()
    assert dropped > 20
    exact = Stepper(recited(adaptive=False), Random(2))
    while not exact.ended:
        assert not exact.drops
        exact.take_machine()


def test_a_dropped_order_is_told_in_the_phrase() -> None:
    machine, random = recited(adaptive=True), Random(2)
    seams = 0
    for _ in range(60):
        stepper = Stepper(machine, random)
        changes = []
        while not stepper.ended and len(stepper.taken) < 30:
            drops = stepper.drops
            before = stepper.taken[-1].drawn.position if stepper.taken else None
            if stepper.take_machine():
                changes.append(before is not None and stepper.taken[-1].drawn.position != before + 1)
                assert not drops or stepper.taken[-1].order == 1
        steps = stepper.phrase().steps
        assert [step.seam for step in steps] == changes[: len(steps)]
        seams += sum(step.seam and step.order == 1 for step in steps)
    assert seams


def test_going_back_shows_the_same_choice_again() -> None:
    stepper = Stepper(recited(adaptive=True), Random(4))
    for _ in range(80):
        if stepper.ended:
            stepper = Stepper(stepper.machine, stepper.random)
        before = stepper.next_words()
        stepper.take_machine()
        stepper.next_words()
        assert stepper.undo()
        assert stepper.next_words() == before
        stepper.take_die(stepper.throw())


def test_steps_recite_less_of_small_texts() -> None:
    def share(adaptive: bool) -> float:
        texts = machine().corpus
        adapting = PhraseMachine(texts, PhraseSettings(adaptive=adaptive))
        random = Random(1)
        total = 0.0
        for _ in range(100):
            stepper = Stepper(adapting, random)
            while not stepper.ended and len(stepper.taken) < 40:
                stepper.take_machine()
            total += stepper.phrase().copied.share >= 0.6
        return total / 100

    assert share(True) < 0.5 < share(False)


@given(st.lists(st.integers(1, 1000), min_size=1, max_size=300))
def test_the_die_is_fair_to_a_hundredth(counts: list[int]) -> None:
    total = sum(counts)
    sides = die_sides([count / total for count in counts])
    given_sides = [side for low, high in sides.values() for side in range(low, high + 1)]
    assert sorted(given_sides) == list(range(1, 101))
    for at, count in enumerate(counts):
        size = sides[at][1] - sides[at][0] + 1 if at in sides else 0
        assert abs(size - 100 * count / total) <= 1 + 1e-9
