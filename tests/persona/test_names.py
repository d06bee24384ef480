from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestio.persona.catalog import TraitCatalog
from bestio.persona.first_names import FIRST_NAMES
from bestio.persona.lexicon import read_lexicon
from bestio.persona.names import MAX_LENGTH, MIN_LENGTH, blend, syllables
from bestio.persona.names_refused import REAL, RUDE
from bestio.persona.persona import invent, make_name
from bestio.phrases.guard import read_guard
from bestio.text.fold import fold
from tests.oracle import oracle_table

ROOT = Path(__file__).parents[2]

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


@pytest.fixture(scope="module")
def shipped() -> TraitCatalog:
    found = [read_lexicon(path, print) for path in sorted((ROOT / "lexicons").glob("*.yaml"))]
    return TraitCatalog(lexicon for lexicon in found if lexicon is not None)


@pytest.fixture(scope="module")
def names(shipped: TraitCatalog) -> list[str]:
    return [make_name(shipped, invent(shipped, seed, name="x"), Random(f"{seed}:name")) for seed in range(20_000)]


@pytest.mark.slow
def test_no_name_in_20000_is_a_word_of_a_lexicon_or_of_a_dictionary(shipped: TraitCatalog, names: list[str]) -> None:
    dictionary = {fold(word) for word in oracle_table("lexicon-fr.json")}
    real = {name for name in names if fold(name) in dictionary or fold(name) in shipped.words}
    assert not real
    assert len(set(names)) > 13_000


@pytest.mark.slow
def test_no_name_in_20000_is_one_that_the_word_guard_flags(names: list[str]) -> None:
    guard = read_guard(ROOT / "workshops" / "garde.yaml", lambda problem: pytest.fail(str(problem)))
    assert guard is not None
    assert not guard.check(". ".join(set(names)))
    assert not any(RUDE.search(fold(name)) for name in names)


REFUSED = [
    *("Cornard", "Conard", "Étron", "Partouse", "Crouille", "Palette", "Colette", "Raton"),
    *("Poitron", "Baignarabée", "Hérislament", "Vomard", "Compue", "Machied"),
]


@pytest.mark.parametrize("name", REFUSED)
def test_what_was_once_proposed_is_refused(name: str) -> None:
    assert RUDE.search(fold(name)) or fold(name) in REAL


@pytest.mark.slow
def test_no_name_in_20000_is_a_pupils(names: list[str]) -> None:
    assert {"anton", "lea", "ines", "mohamed"} <= FIRST_NAMES
    assert not {fold(name) for name in names} & FIRST_NAMES


def test_creatures_of_one_day_hardly_ever_bear_the_same_name(shipped: TraitCatalog) -> None:
    found = [invent(shipped, seed).name for seed in range(2000)]
    near = [name for at, name in enumerate(found) if name in found[max(0, at - 20) : at]]
    assert len(near) <= 3, near
    assert len(set(found)) > 1880


def test_no_ending_derives_a_word_of_a_noun() -> None:
    names = {blend(["palmier", "boule", "coupe", "louche"], [], Random(seed)).lower() for seed in range(2000)}
    assert not {"palmier", "boulier", "couper", "coupier", "loucher", "boulet", "coupet"} & names
    assert not [name for name in names if "cc" in name]


def test_a_word_that_a_lexicon_holds_is_no_name() -> None:
    every = {blend(NOUNS, VERBS, Random(seed)) for seed in range(300)}
    banned = sorted(fold(name) for name in every)[: len(every) // 2]
    assert not {fold(blend(NOUNS, VERBS, Random(seed), words=banned)) for seed in range(300)} & set(banned)


def test_what_is_derived_from_a_verb_is_no_name() -> None:
    nouns, verbs = ["fromage", "ordinateur", "table"], ["rouler", "carburer"]
    derived = {blend(nouns, verbs, Random(seed)) for seed in range(500)}
    assert not {"Roulage", "Roulable", "Carburable", "Carburateur", "Carburage"} & derived


def test_another_idea_is_never_the_name_it_bears_nor_the_idea_before(shipped: TraitCatalog) -> None:
    for seed in range(300):
        persona, random, before = invent(shipped, seed), Random(seed), ""
        for _idea in range(10):
            idea = make_name(shipped, persona, random, but=before)
            assert idea not in {persona.name, before}
            before = idea


def test_even_without_any_word_another_idea_is_another() -> None:
    assert {blend([], [], Random(seed), words={"bestiobot"}) for seed in range(30)} == {"Bestiotron", "Bestiotic"}
