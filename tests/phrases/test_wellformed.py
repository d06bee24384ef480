"""The tests of a draft find what pupils would find fault with, and leave good French alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestio.language import sentences, tokens, typography
from bestio.phrases.phrase import Fault
from bestio.phrases.wellformed.judge import judge, repeats
from bestio.phrases.wellformed.telling import TESTS, tell_fault, test_name, test_rule
from tests.phrases.test_originality import PUPILS

test_name.__test__ = test_rule.__test__ = False  # type: ignore[attr-defined]


def found(sentence: str) -> dict[str, str]:
    return {fault.test: fault.words for fault in judge(tokens.split(typography.clean(sentence))).faults}


@pytest.mark.parametrize(
    ("sentence", "test", "words"),
    [
        ("Le robot mange dort sous la lune.", "verbs", "mange dort"),
        ("Le robot mange la vis qui tourne dort.", "verbs", "tourne dort"),
        ("Un boulon est tombé dans la nuit tombe.", "verbs", "nuit tombe"),
        ("Quand la mer, qui adore les histoires.", "clause", "Quand"),
        ("Le cerf est triste parce que la nuit.", "clause", "parce que"),
        ("Si tu dors.", "clause", "Si"),
        ("Les gens de la ville mange la soupe.", "number", "Les gens … mange"),
        ("Ils mange la soupe.", "number", "Ils mange"),
        ("Le robot qui tournent dort.", "number", "Le robot qui tournent"),
        ("Il regarde des boulon.", "number", "des boulon"),
        ("Le robot dort sur la.", "end", "la"),
        ("Il la lune.", "pronoun", "Il la lune"),
        ("Elle avance, elle dort.", "splice", "avance, elle"),
        ("La lune dort et la lune dort.", "loop", "la lune dort"),
        ("La lune (dort.", "signs", "("),
    ],
)
def test_a_fault_is_found_and_quoted(sentence: str, test: str, words: str) -> None:
    assert found(sentence).get(test) == words
    assert typography.clean(words) in typography.clean(tell_fault(Fault(test, 1, words)))


@pytest.mark.parametrize(
    "sentence",
    [
        "Le robot mange et dort.",
        "Quand la lune monte, le gardien ronfle.",
        "La bête qui ronfle mange la soupe.",
        "Le robot que je vois mange la soupe.",
        "Il ne mange que des frites et dort.",
        "La lune dort, dit-elle, et le chat rit.",
        "La bête est si grande que la mer tremble.",
        "Le soir les robots mangent.",
        "Les restes de la soupe qui dorment rient.",
        "Le robot les mange.",
        "Tout le monde dort.",
        "Est-ce que tu dors ?",
        "Qui veut un robot ?",
        "Piquer le fond pour que le tonnerre puisse sortir.",
        "Les élèves entrent un par un.",
        "Ce sont des robots.",
        "",
        "… !",
    ],
)
def test_good_french_is_left_alone(sentence: str) -> None:
    assert found(sentence) == {}


def test_what_pupils_wrote_is_seldom_found_fault_with_but_for_their_commas() -> None:
    written = [tokens.split(sentence) for text in PUPILS for sentence in sentences.split(typography.clean(text))]
    tests = [test for test in TESTS if test not in {"splice", "loop"}]
    assert sum(bool(judge(sentence, (), tests).faults) for sentence in written) <= len(written) // 30


def test_a_test_that_is_switched_off_finds_nothing() -> None:
    read = ["Quand", "la", "lune", "dort", "sur", "la"]
    assert {fault.test for fault in judge(read).faults} >= {"clause", "end"}
    assert judge(read, (), ()).faults == ()
    assert {fault.test for fault in judge(read, (), ("end",)).faults} == {"end"}


def test_repeats_grow_with_what_was_said() -> None:
    read = ["la", "lune", "dort", "sous", "la", "mer"]
    assert repeats(read, []) == 0
    assert repeats(read, [read]) == 1
    assert 0 < repeats(read, [["la", "lune", "dort"]]) < 1
    assert repeats([], [read]) == 0


def test_every_test_has_its_words() -> None:
    for test in TESTS:
        assert test_name(test)
        assert test_rule(test)
    assert tell_fault(Fault("of-later", 1)) == "of-later"


STRANGE = ["C++", "-", "’", "-il", "\u202e", "ſ", "😀", "«»", "1" * 300, "É’É"]
TOKENS = STRANGE + tokens.split("le la il elle qui que qu’si s’quand mange dort porte et, . ! « » ( lune des ne n’12")
WORDS = st.lists(st.sampled_from(TOKENS), max_size=20)


@given(WORDS)
def test_any_tokens_are_judged(read: list[str]) -> None:
    judged = judge(read, [read])
    assert all(fault.test in TESTS and fault.penalty > 0 and fault.words for fault in judged.faults)
