from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestio.persona.names import MAX_LENGTH, MIN_LENGTH, blend, syllables

NOUNS = ["hibou", "théière", "pince"]
VERBS = ["grincer", "collectionner", "se nourrir".removeprefix("se ")]


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("hibou", ("hi", "bou")),
        ("théière", ("thé", "ière")),
        ("oiseau", ("oi", "seau")),
        ("bouilloire", ("bou", "illoire")),
        ("parapluie", ("pa", "ra", "pluie")),
        ("accordéon", ("ac", "cor", "dé", "on")),
        ("pince", ("pince",)),
    ],
)
def test_syllables(word: str, pieces: tuple[str, ...]) -> None:
    assert syllables(word) == pieces


def test_a_name_is_the_same_for_the_same_chance() -> None:
    assert [blend(NOUNS, VERBS, Random(f"n{seed}")) for seed in range(6)] == [
        blend(NOUNS, VERBS, Random(f"n{seed}")) for seed in range(6)
    ]


def test_names_differ() -> None:
    names = {blend(NOUNS, VERBS, Random(seed)) for seed in range(200)}
    assert len(names) > 20


@given(
    st.lists(st.text(alphabet="abcdefghijklmnopqrstuvwxyzéèêàçôœ-’ ", min_size=1, max_size=14), max_size=3),
    st.lists(st.sampled_from(VERBS), max_size=2),
    st.integers(0, 10_000),
)
def test_any_words_give_a_name_that_can_be_read_aloud(nouns: list[str], verbs: list[str], seed: int) -> None:
    name = blend(nouns, verbs, Random(seed))
    assert name[0].isupper()
    assert name.isalpha()
    assert MIN_LENGTH <= len(name) <= MAX_LENGTH + 3


@pytest.mark.parametrize("nouns", [["consigne", "culotte"], ["merdier", "nazisme"], ["bitume", "putois"]])
def test_no_name_holds_a_rude_word(nouns: list[str]) -> None:
    names = [blend(nouns, [], Random(seed)).lower() for seed in range(100)]
    assert not any(rude in name for name in names for rude in ("cul", "merd", "nazi", "bite", "pute"))
