import os
import re
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from bestio.errors import Problem, UsageError
from bestio.persona.catalog import TraitCatalog
from bestio.persona.description import describe
from bestio.persona.lexicon import Lexicon, Noun, Trait, read_lexicon
from bestio.persona.persona import Persona, cross, invent, mutate, reroll

ATELIER = Path(__file__).parents[1] / "data" / "persona" / "atelier.yaml"


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    problems: list[Problem] = []
    found = read_lexicon(ATELIER, problems.append)
    assert found is not None
    assert problems == []
    return found


@pytest.fixture(scope="module")
def catalog(lexicon: Lexicon) -> TraitCatalog:
    return TraitCatalog([lexicon])


def test_the_count_of_creatures_is_the_product_of_the_wheels(catalog: TraitCatalog) -> None:
    assert catalog.counts()["tete"] == 3
    assert catalog.combinations() == 3 * 2**8


def test_a_seed_always_gives_the_same_creature(catalog: TraitCatalog) -> None:
    first = invent(catalog, 8123)
    assert invent(catalog, 8123) == first
    # Written out, so that another process, platform or version that differs is caught.
    assert dict(first.traits) == {
        "tete": "atelier:aspirateur",
        "corps": "atelier:theiere",
        "membres": "atelier:pince",
        "energie": "atelier:tonnerre",
        "habitude": "atelier:oeil",
        "secret": "atelier:reverberes",
        "peur": "atelier:orage",
        "souhait": "atelier:mer",
        "parole": "atelier:machoire",
    }


def test_a_locked_slot_does_not_move_the_others(catalog: TraitCatalog) -> None:
    free = invent(catalog, 7)
    kept = invent(catalog, 7, locked={"tete": "atelier:hibou"})
    assert kept.traits["tete"] == "atelier:hibou"
    assert {**free.traits, "tete": ""} == {**kept.traits, "tete": ""}


def test_reroll_changes_one_slot_and_nothing_else(catalog: TraitCatalog) -> None:
    before = invent(catalog, 3)
    after = reroll(catalog, before, "tete", Random(1))
    assert after.traits["tete"] != before.traits["tete"]
    assert (after.name, after.seed) == (before.name, before.seed)
    assert {**after.traits, "tete": ""} == {**before.traits, "tete": ""}


def test_a_child_takes_from_both_and_a_mutant_differs(catalog: TraitCatalog) -> None:
    a, b = invent(catalog, 1), invent(catalog, 2)
    for seed in range(50):
        child = cross(catalog, a, b, Random(seed))
        differing = [slot for slot in a.traits if a.traits[slot] != b.traits[slot]]
        assert all(child.traits[slot] in {a.traits[slot], b.traits[slot]} for slot in a.traits)
        assert any(child.traits[slot] == a.traits[slot] for slot in differing)
        assert any(child.traits[slot] == b.traits[slot] for slot in differing)
        mutant = mutate(catalog, a, Random(seed))
        assert 1 <= sum(mutant.traits[slot] != a.traits[slot] for slot in a.traits) <= 2


def test_a_creature_whose_lexicon_is_gone_is_still_told(catalog: TraitCatalog) -> None:
    told = describe(catalog, Persona("Ploum", 1, {"tete": "disparu:truc", "peur": "atelier:orage"}))
    assert "Ploum" in told.third
    assert "raint l’orage" in told.third


def test_names_that_people_type_are_resolved(catalog: TraitCatalog) -> None:
    assert catalog.resolve("tete", "hibou") == "atelier:hibou"
    with pytest.raises(UsageError, match="hiboux"):
        catalog.resolve("tete", "hiboux")
    with pytest.raises(UsageError, match="queue"):
        catalog.resolve("queue", "hibou")


def test_another_process_draws_the_same_creature(catalog: TraitCatalog) -> None:
    """Whatever the seed of Python's own hashes: no set and no hash decides anything."""
    script = (
        "import sys; from pathlib import Path\n"
        "from bestio.persona.catalog import TraitCatalog; from bestio.persona.lexicon import read_lexicon\n"
        "from bestio.persona.description import describe; from bestio.persona.persona import invent\n"
        "catalog = TraitCatalog([read_lexicon(Path(sys.argv[1]), print)])\n"
        "for seed in range(40):\n"
        "    p = invent(catalog, seed)\n"
        "    sys.stdout.buffer.write(f'{p.name} {dict(p.traits)} {describe(catalog, p)}\\n'.encode())\n"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", script, str(ATELIER)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout.decode()
        for seed in ("1", "2")
    }
    here = [invent(catalog, seed) for seed in range(40)]
    assert told == {"".join(f"{p.name} {dict(p.traits)} {describe(catalog, p)}\n" for p in here)}


def test_a_head_of_several_things_is_told_as_several() -> None:
    glasses = Trait(noun=Noun("lunette", "f", number="p"), adjectives=("rond",))
    own = {
        "own:l": ("tete", glasses),
        "own:b": ("corps", Trait(noun=Noun("bidon", "m"))),
        "own:r": ("membres", Trait(noun=Noun("roue", "f"))),
    }
    catalog = TraitCatalog([], own)
    for seed in range(60):
        told = describe(catalog, invent(catalog, seed, name="Lubi"))
        assert "de lunettes rondes" in told.third.lower()
        assert not re.search(r"des lunettes rondes|lunettes rondes qui", told.third)
