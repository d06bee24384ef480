"""Which word of a question the machine catches on to: one that it knows, and that says something, first."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bestio.language import tokens
from bestio.phrases.catching import catch
from bestio.phrases.corpus import Corpus, Source
from bestio.phrases.machine import PhraseMachine

TEXT = (
    "La lune est dans la soupe. Qui mange la soupe ? Tu dors sous la lune. Le robot cherche la clé de l’usine. "
    "Le robot dort et la lune rit. Où est le crabe ?"
)
MACHINE = PhraseMachine(Corpus.of([Source("own:t1", "Zoé", "La nuit", TEXT)]))
SILENT = PhraseMachine(Corpus.of([Source("a", "Zoé", "", TEXT), Source("b", "Bob", "", "Un zèbre passe.")], {"b": 0}))


@pytest.mark.parametrize(
    ("question", "caught"),
    [
        ("Qui es-tu ?", "Qui"),  # both are grammatical, and as rare: the first
        ("Es-tu là ?", "tu"),
        ("Toi, es-tu un crabe ?", "crabe"),
        ("Aimes-tu la lune ?", "lune"),
        ("La lune, la soupe ou le crabe ?", "crabe"),  # rarer than the lune
        ("Où est l’usine ?", "usine"),
        ("USINE ?", "USINE"),
        ("[b]crabe[/b]", "crabe"),
        ("Pourquoi volent-ils ?", ""),
        ("?!… « » [/", ""),
        ("", ""),
    ],
)
def test_a_word_that_says_something_comes_before_a_small_one_and_a_rare_one_before_another(
    question: str, caught: str
) -> None:
    assert catch(MACHINE, question) == caught


def test_what_it_catches_stands_in_what_it_answers() -> None:
    word = catch(MACHINE, "Et le robot, que cherche-t-il ?")
    assert word == "cherche"
    random = Random(1)
    assert all(word in MACHINE.make(random, with_word=word).text for _turn in range(20))


def test_a_text_that_is_silent_gives_no_word() -> None:
    assert catch(SILENT, "Un zèbre ?") == ""
    assert catch(PhraseMachine(Corpus.of([])), "Un zèbre ?") == ""


@given(st.text(max_size=300))
@settings(max_examples=60)
def test_any_question_is_looked_at(question: str) -> None:
    word = catch(MACHINE, question)
    assert not word or (word in question and tokens.is_word(word))
