"""The logic of the activities: the poll asked twice, human or machine, and the machine that learns from itself."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from random import Random
from statistics import mean
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from bestio.activities.poll_counts import compare
from bestio.activities.quiz_round import Item, describe_length, quiz_left, score
from bestio.classroom.plan import Poll, Question
from bestio.creation.events import Event
from bestio.creation.fold import Creation, fold
from bestio.creation.retrain import (
    REGIMES,
    curves,
    describe_rare,
    describe_step,
    first_reading,
    lost_first,
    new_sentences,
    retrain,
)
from bestio.creation.trait_effects import starters
from bestio.language import sentences
from bestio.library import Library, find_bundled
from bestio.persona.catalog import TraitCatalog
from bestio.persona.lexicons import load_lexicons
from bestio.phrases.corpus import Corpus, Source
from bestio.phrases.machine import NoPhrase

TEXT = (
    "La pluie tombe sur le toit de la vieille usine. Le hibou chante sous la lune rouge. La lune tombe dans le lac. "
    "Le vieux robot chante sous la pluie. Le robot dort sur le toit. Oui. Un crabe a mangé la clé du garage."
)
HUNDRED = (
    "La nuit tombe sur la ville. Le vieux robot cherche sa clé dans la cour. Un hibou dort sur le toit de l’usine. "
    "La lune regarde le robot et le robot regarde la lune. Une souris a mangé le fil de la lampe. Le hibou écoute la "
    "pluie qui tombe sur le toit. Dans la cave, un crabe rouillé compte les étoiles. Il dit que la nuit est longue et "
    "que la soupe est froide. Le robot n’a plus de pile. Le chat de la gardienne traverse la cour sans bruit. Une "
    "étoile tombe dans le lac. Le crabe pleure."
)
POLL = Poll(
    [
        Question("vivant", "Est-ce vivant ?", ["oui", "non"]),
        Question("secret", "Un secret ?", ["oui", "non", "peut-être"]),
    ]
)


def made(*acts: tuple[str, dict[str, Any]]) -> Creation:
    return fold([Event(float(index), do, data) for index, (do, data) in enumerate(acts)])


def answer(when: str, **answers: str) -> tuple[str, dict[str, Any]]:
    return ("poll.answer", {"poll": "robot", "when": when, "answers": answers})


def test_the_poll_is_compared_over_a_class() -> None:
    one = made(
        answer("before", vivant="oui", secret="non"), answer("before", vivant="oui"), answer("after", vivant="non")
    )
    two = made(answer("before", vivant="non", secret="jamais"), answer("after", vivant="non", secret="oui"))
    alive, secret = compare("robot", POLL, [one, two])
    assert [(bar.choice, bar.before, bar.after) for bar in alive.bars] == [("oui", 2, 0), ("non", 1, 2)]
    assert (alive.before, alive.after, secret.before, secret.after) == (3, 2, 1, 1)
    assert alive.shares() == (("oui", 2 / 3, 0.0), ("non", 1 / 3, 1.0))
    nobody = compare("autre", POLL, [one])
    assert [question.shares()[0] for question in nobody] == [("oui", 0.0, 0.0)] * 2


def starters_that_ship() -> list[Source]:
    lexicons = load_lexicons(Library(find_bundled(), Path("nowhere")), lambda problem: pytest.fail(str(problem)))
    return starters(TraitCatalog(lexicons.values()))


seeds = st.integers(0, 1000)


def quizzed(count: int = 4, copied: int = 2, text: str = TEXT) -> Creation:
    phrases = [
        (
            "phrase.make",
            {"id": f"p{index}", "text": f"Le toit {index} chante.", "copied": {"words": copied, "total": 4}},
        )
        for index in range(count)
    ]
    return made(("text.write", {"id": "t", "text": text}), *phrases)


def items_of(creation: Creation, seed: int) -> tuple[Item, ...]:
    return quiz_left(creation, Random(seed), quiz="a").items


def test_the_quiz_mixes_both_kinds_evenly() -> None:
    items = items_of(quizzed(9), 3)
    assert sorted(item.truth for item in items) == ["human"] * 5 + ["machine"] * 5
    assert all((item.phrase in TEXT) == (item.truth == "human") for item in items)
    assert "Oui." not in {item.phrase for item in items}
    assert items == items_of(quizzed(9), 3)
    assert items != items_of(quizzed(9), 4)
    assert len(items_of(quizzed(1), 3)) == 3


def test_where_one_kind_is_short_the_other_makes_up_for_it_two_for_one() -> None:
    for phrases, truths in ((4, (6, 4)), (3, (6, 3)), (2, (4, 2)), (1, (2, 1)), (9, (5, 5))):
        items = [item.truth for item in items_of(quizzed(phrases), 3)]
        assert (items.count("human"), items.count("machine")) == truths


@given(
    phrases=st.integers(0, 14), sentences=st.integers(0, 14), stops=st.lists(st.integers(1, 9), max_size=4), seed=seeds
)
@settings(max_examples=40)
def test_a_quiz_has_as_many_phrases_as_it_says_however_often_one_comes_back(
    phrases: int, sentences: int, stops: list[int], seed: int
) -> None:
    """Two sentences of one group, judged over several visits: the count that was told is the count that comes."""
    creation = quizzed(phrases, text=" ".join(f"La lune numéro {n} chante." for n in range(sentences)))
    first = quiz_left(creation, Random(seed), quiz="a")
    assert first.answered == 0
    if min(phrases, sentences) >= 3 and phrases + sentences >= 10:
        assert first.total == 10
    assert (describe_length(first) == "") == (first.total == 10)
    for stop in [*stops, 10]:
        now = quiz_left(creation, Random(seed + stop), quiz="a")
        assert now.total == first.total
        for item in now.items[:stop]:
            values = {"phrase": item.phrase, "guess": "human", "truth": item.truth, "quiz": "a", "of": now.total}
            creation = fold([Event(9.0, "quiz.answer", values)], start=creation)
    assert score([creation], quiz="a").total == first.total == len({guess.phrase for guess in creation.guesses})
    assert not quiz_left(creation, Random(seed), quiz="a").items


def test_a_copied_phrase_is_no_question() -> None:
    assert items_of(quizzed(copied=4), 3) == ()
    assert items_of(made(), 3) == ()


def test_the_score_tells_which_way_the_guesses_were_wrong() -> None:
    def guess(guessed: str, truth: str, quiz: str = "a") -> tuple[str, dict[str, Any]]:
        return ("quiz.answer", {"phrase": "x", "guess": guessed, "truth": truth, "quiz": quiz})

    one = made(guess("human", "human"), guess("human", "machine"), guess("machine", "human"), guess("human", "machine"))
    two = made(guess("machine", "machine", "b"))
    found = score([one, two])
    assert (found.total, found.right, found.machine_taken_for_human, found.human_taken_for_machine) == (5, 2, 2, 1)
    assert found.share == 0.4
    assert score([one, two], quiz="b").share == 1
    assert score([]).share == 0


FRESH = [
    f"Une {what} verte attend près du {where}." for what in ("loutre", "clé", "roue") for where in ("puits", "four")
]


def test_machines_that_learn_from_themselves() -> None:
    corpus = Corpus.of([Source("a", "Zoé", "La pluie", TEXT)])
    steps = list(retrain(corpus, FRESH, Random(5), generations=6))
    assert [step.number for step in steps] == list(range(7))
    assert set(steps[0].by.values()) == {steps[0].by["replace"]}
    assert steps[0].by["replace"].repeated == 0
    by = curves(steps)
    assert set(by) == set(REGIMES)
    # Who forgets cannot say a word again that it has not said.
    sizes = [one.vocabulary for one in by["replace"]]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[-1] < sizes[0]
    for before, after in pairwise(by["replace"]):
        assert set(after.lost) >= set(before.lost)
    assert all(one.vocabulary + len(one.lost) == sizes[0] for one in (*by["replace"], *by["accumulate"]))
    assert steps == list(retrain(corpus, FRESH, Random(5), generations=6))
    assert set(curves(list(retrain(corpus, [], Random(5), generations=2)))) == {"replace", "accumulate"}


def test_what_is_new_comes_from_texts_that_were_not_read_first() -> None:
    own, other = Source("own:a", "Zoé", "", TEXT), Source("f:b", "Bestio", "", "Un. Deux trois.")
    first = first_reading(Corpus.of([own, other]))
    assert new_sentences(first, [own, other, other]) == ["Un.", "Deux trois."]
    assert new_sentences(first, [own]) == []


def test_rare_words_go_first_is_said_where_it_is_so() -> None:
    written = {"la": 4, "pluie": 1, "tombe": 3, "hibou": 1}
    assert lost_first(written, ["hibou", "tombe"]) == (1, 2, 1, 2)
    steps = list(retrain(Corpus.of([Source("a", "Zoé", "", TEXT)]), [], Random(5), generations=1))
    lost, once, gone, often = steps[1].rare
    assert (f"{lost} des {once} mots" in describe_step(steps[1])) == (lost * often > gone * once)
    assert describe_rare(replace(steps[1], rare=(3, 4, 1, 2)))
    assert not describe_rare(replace(steps[1], rare=(1, 4, 1, 2)))
    assert not describe_rare(steps[0])


@pytest.mark.slow
def test_who_forgets_loses_most_and_new_texts_give_back() -> None:
    """Over fifteen seeds on a text of a hundred words, after twenty generations."""
    corpus = Corpus.of([Source("a", "Zoé", "", HUNDRED)])
    fresh = [one for source in starters_that_ship() for one in sentences.split(source.text)][:200]
    ends = [curves(list(retrain(corpus, fresh, Random(seed)))) for seed in range(15)]
    first = ends[0]["replace"][0].vocabulary
    words, repeated = (
        {regime: mean(getattr(by[regime][-1], what) for by in ends) for regime in REGIMES}
        for what in ("vocabulary", "repeated")
    )
    assert words["replace"] < 0.35 * first
    assert 0.5 * first < words["accumulate"] < 0.8 * first < words["fresh"]
    assert repeated["replace"] > 0.6
    assert repeated["fresh"] < repeated["accumulate"] < 0.4


def test_learning_from_nothing_says_why_and_can_be_stopped() -> None:
    with pytest.raises(NoPhrase):
        list(retrain(Corpus.of([Source("a", "Zoé", "", "Oui.")]), [], Random(1)))
    corpus = Corpus.of([Source("a", "Zoé", "La pluie", TEXT)])
    assert [one.number for one in retrain(corpus, [], Random(1), cancelled=lambda: True)] == [0]
