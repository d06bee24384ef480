"""The logic of the activities: the poll asked twice, human or machine, and the machine that learns from itself."""

from __future__ import annotations

from itertools import pairwise
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bestio.phrases.corpus import Corpus, Source
from bestio.phrases.machine import NoPhrase
from bestio.workshop.creation import Creation, fold
from bestio.workshop.events import Event
from bestio.workshop.plan import Poll, Question
from bestio.workshop.polls import compare
from bestio.workshop.quiz import make_quiz, quiz_left, score, told_length
from bestio.workshop.retrain import retrain

TEXT = (
    "La pluie tombe sur le toit de la vieille usine. Le hibou chante sous la lune rouge. La lune tombe dans le lac. "
    "Le vieux robot chante sous la pluie. Le robot dort sur le toit. Oui. Un crabe a mangé la clé du garage."
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


def test_the_poll_is_compared_over_a_class():
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


def test_the_quiz_mixes_both_kinds_evenly():
    items = make_quiz(quizzed(), Random(3), count=6)
    assert sorted(item.truth for item in items) == ["human"] * 3 + ["machine"] * 3
    assert all((item.phrase in TEXT) == (item.truth == "human") for item in items)
    assert "Oui." not in {item.phrase for item in items}
    assert items == make_quiz(quizzed(), Random(3), count=6)
    assert items != make_quiz(quizzed(), Random(4), count=6)
    assert len(make_quiz(quizzed(1), Random(3))) == 3


def test_where_one_kind_is_short_the_other_makes_up_for_it_two_for_one():
    for phrases, truths in ((4, (6, 4)), (3, (6, 3)), (2, (4, 2)), (1, (2, 1)), (9, (5, 5))):
        items = [item.truth for item in make_quiz(quizzed(phrases), Random(3))]
        assert (items.count("human"), items.count("machine")) == truths


@given(
    phrases=st.integers(0, 14), sentences=st.integers(0, 14), stops=st.lists(st.integers(1, 9), max_size=4), seed=seeds
)
@settings(max_examples=60, deadline=None)
def test_a_quiz_has_as_many_phrases_as_it_says_however_often_one_comes_back(
    phrases: int, sentences: int, stops: list[int], seed: int
):
    """Two sentences of one group, judged over several visits: the count that was told is the count that comes."""
    creation = quizzed(phrases, text=" ".join(f"La lune numéro {n} chante." for n in range(sentences)))
    first = quiz_left(creation, Random(seed), quiz="a")
    assert first.answered == 0
    assert first.total == len(make_quiz(creation, Random(seed)))
    if min(phrases, sentences) >= 3 and phrases + sentences >= 10:
        assert first.total == 10
    assert (told_length(first) == "") == (first.total == 10)
    for stop in [*stops, 10]:
        now = quiz_left(creation, Random(seed + stop), quiz="a")
        assert now.total == first.total
        for item in now.items[:stop]:
            values = {"phrase": item.phrase, "guess": "human", "truth": item.truth, "quiz": "a", "of": now.total}
            creation = fold([Event(9.0, "quiz.answer", values)], start=creation)
    assert score([creation], quiz="a").total == first.total == len({guess.phrase for guess in creation.guesses})
    assert not quiz_left(creation, Random(seed), quiz="a").items


def test_a_copied_phrase_is_no_question():
    assert make_quiz(quizzed(copied=4), Random(3)) == ()
    assert make_quiz(made(), Random(3)) == ()


def test_the_score_tells_which_way_the_guesses_were_wrong():
    def guess(guessed: str, truth: str, quiz: str = "a") -> tuple[str, dict[str, Any]]:
        return ("quiz.answer", {"phrase": "x", "guess": guessed, "truth": truth, "quiz": quiz})

    one = made(guess("human", "human"), guess("human", "machine"), guess("machine", "human"), guess("human", "machine"))
    two = made(guess("machine", "machine", "b"))
    found = score([one, two])
    assert (found.total, found.right, found.machine_taken_for_human, found.human_taken_for_machine) == (5, 2, 2, 1)
    assert found.share == 0.4
    assert score([one, two], quiz="b").share == 1
    assert score([]).share == 0


def test_a_machine_that_learns_from_itself_has_fewer_and_fewer_words():
    corpus = Corpus.of([Source("a", "Zoé", "La pluie", TEXT)])
    curve = list(retrain(corpus, Random(5), generations=6))
    assert [generation.number for generation in curve] == list(range(7))
    sizes = [generation.vocabulary for generation in curve]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[-1] < sizes[0]
    assert curve[0].variety == 1
    for before, after in pairwise(curve):
        assert after.vocabulary == before.vocabulary - len(after.lost)
    assert curve == list(retrain(corpus, Random(5), generations=6))


def test_learning_from_nothing_says_why_and_can_be_stopped():
    with pytest.raises(NoPhrase):
        list(retrain(Corpus.of([Source("a", "Zoé", "", "Oui.")]), Random(1)))
    corpus = Corpus.of([Source("a", "Zoé", "La pluie", TEXT)])
    assert [one.number for one in retrain(corpus, Random(1), cancelled=lambda: True)] == [0]
