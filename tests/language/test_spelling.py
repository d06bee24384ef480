"""What counts as the same word, and what was probably meant."""

import pytest

from bestio.language.spelling import closest, spelling
from bestio.text.fold import fold

WORDS = ["le", "été", "cœur", "ex æquo", "Noël", "garçon", "hibou", "l’", "lune", "œil", "où", "naïf"]


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("ete", "été"),
        ("coeur", "cœur"),
        ("COEUR", "cœur"),
        ("ex aequo", "ex æquo"),
        ("noel", "Noël"),
        ("garcon", "garçon"),
        ("OU", "où"),
        ("naif", "naïf"),
        ("hibous", "hibou"),
        ("coer", "cœur"),
        ("lunne", "lune"),
        ("zzzz", None),
        ("", None),
        ("  ", None),
    ],
)
def test_the_closest_word(asked: str, meant: str | None) -> None:
    assert closest(asked, WORDS) == meant


def test_accents_are_told_before_letters() -> None:
    assert closest("pate", ["pates", "pâte"]) == "pâte"


def test_ligatures_and_capitals_make_no_other_word_and_accents_do() -> None:
    assert spelling("Cœur") == spelling("COEUR") == "coeur"
    assert spelling("été") != spelling("ete")
    assert fold("Été à l’œuvre ﬁn") == "ete a l’oeuvre fin"
