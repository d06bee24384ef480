"""Spacing, mending at seams, balance, capitals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestio.language import typography
from bestio.language.typography import NARROW, NBSP


@pytest.mark.parametrize(
    ("tokens", "text"),
    [
        (["Oui", "!"], f"Oui{NARROW}!"),
        (["Oui", ",", "non", ";", "quoi", ":", "rien"], f"Oui, non{NARROW}; quoi{NBSP}: rien"),
        (["«", "Oui", "»", "(", "non", ")", "."], f"«{NBSP}Oui{NBSP}» (non)."),
        (["l’", "eau", "…"], "l’eau…"),
        (["—", "Oui", "?!"], f"—{NBSP}Oui{NARROW}?!"),
        (["…", "et", "puis"], "…et puis"),
        (["", "a", "", "b"], "a b"),
        ([], ""),
    ],
)
def test_join(tokens: list[str], text: str) -> None:
    assert typography.join(tokens) == text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("le arbre", "l’arbre"),
        ("la étoile", "l’étoile"),
        ("l’ hibou", "le hibou"),
        ("le hibou", "le hibou"),
        ("le homme", "l’homme"),
        ("de le robot", "du robot"),
        ("De les robots", "Des robots"),
        ("à le arbre", "à l’arbre"),
        ("à les loups", "aux loups"),
        ("qu’ robot", "que robot"),
        ("que il", "qu’il"),
        ("jusque à", "jusqu’à"),
        ("ce arbre", "cet arbre"),
        ("ce était", "c’était"),
        ("cet robot", "ce robot"),
        ("c’ robot", "ce robot"),
        ("sa antenne", "son antenne"),
        ("du eau", "de l’eau"),
        ("si il", "s’il"),
        ("si elle", "si elle"),
        ("je aime", "j’aime"),
        ("le onze", "le onze"),
        ("d’ ,", "d’,"),
    ],
)
def test_mend_at_every_seam(before: str, after: str) -> None:
    words = before.split()
    mended = typography.mend(words, range(len(words)))
    assert len(mended) == len(words)
    assert typography.join(mended) == after


def test_mending_touches_only_seams() -> None:
    words = ["l’", "envie", "de", "le", "voir"]
    assert typography.mend(words, []) == words
    assert typography.mend(words, [1, 2]) == words
    assert typography.mend(words, [0, 99]) == words


def test_balanced() -> None:
    assert typography.balanced(["«", "a", "»", ")", "(", "b"]) == [0, 1, 2, 5]
    assert typography.balanced(["«", "(", "»", ")"]) == [1, 3]
    assert typography.balanced(["a"]) == [0]


@pytest.mark.parametrize(
    ("text", "with_capital"),
    [
        ("le chat", "Le chat"),
        (f"«{NBSP}oui", f"«{NBSP}Oui"),
        ("étoile", "Étoile"),
        ("iPhone", "iPhone"),
        ("3 pas", "3 pas"),
        ("…", "…"),
        ("ß", "ß"),
    ],
)
def test_capital(text: str, with_capital: str) -> None:
    assert typography.capital(text) == with_capital


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("\x1b[31mrouge\x1b[0m \x1b]0;titre\x07fin", "rouge fin"),
        ("a\u202eb\u200bc\ufeff\x00", "abc"),
        ("  deux   mots  \n  ici ", "deux mots\nici"),
        ("👩\u200d🚀", "👩\u200d🚀"),
        ("\ud800x", "x"),
    ],
)
def test_clean(typed: str, clean: str) -> None:
    assert typography.clean(typed) == clean


@given(st.lists(st.text(min_size=1, max_size=5), max_size=8), st.lists(st.integers(-3, 12), max_size=4))
def test_mending_and_joining_take_anything(words: list[str], seams: list[int]) -> None:
    assert len(typography.mend(words, seams)) == len(words)
    typography.join(words)
    assert typography.balanced(words) == sorted(set(typography.balanced(words)))
