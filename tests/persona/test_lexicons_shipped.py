"""What ships is sound, and as much as was promised."""

from pathlib import Path

import pytest

from bestio.errors import Problem
from bestio.language.verbs import present
from bestio.library import Library
from bestio.persona.lexicon import Lexicon
from bestio.persona.lexicons import load_lexicons
from bestio.persona.own import preview
from bestio.persona.slots import SLOTS
from tests.oracle import oracle_table

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def lexicons(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Lexicon]:
    problems: list[Problem] = []
    found = load_lexicons(Library(ROOT, tmp_path_factory.mktemp("home") / "none"), problems.append)
    assert [str(problem) for problem in problems] == []
    return {name: lexicon for name, lexicon in found.items() if lexicon.slots}


def test_six_lexicons_of_nine_slots_and_450_traits(lexicons: dict[str, Lexicon]) -> None:
    assert len(lexicons) >= 6
    assert all(list(lexicon.slots) == list(SLOTS) for lexicon in lexicons.values())
    assert all(len(slot.traits) >= 8 for lexicon in lexicons.values() for slot in lexicon.slots.values())
    assert sum(len(slot.traits) for lexicon in lexicons.values() for slot in lexicon.slots.values()) >= 450


def test_15_000_words_in_eight_texts_or_more(lexicons: dict[str, Lexicon]) -> None:
    counts = [len(text.text.split()) for lexicon in lexicons.values() for text in lexicon.sources.values()]
    assert len(counts) >= 8
    assert sum(counts) >= 15_000


def test_every_form_of_every_trait_is_french(lexicons: dict[str, Lexicon]) -> None:
    for lexicon in lexicons.values():
        for slot in lexicon.slots.values():
            for trait in slot.traits.values():
                for form in preview(trait):
                    assert form.text == form.text.strip()
                    assert not set("{}'\"\n") & set(form.text), form.text
                    assert "  " not in form.text


def test_no_two_traits_of_a_slot_say_the_same(lexicons: dict[str, Lexicon]) -> None:
    for slot in SLOTS:
        labels = [trait.label for lexicon in lexicons.values() for trait in lexicon.slots[slot].traits.values()]
        assert len(labels) == len(set(labels)), sorted(label for label in labels if labels.count(label) > 1)


@pytest.mark.slow
def test_every_verb_is_a_verb_that_was_meant(lexicons: dict[str, Lexicon]) -> None:
    """Any word in -er can be conjugated, so a misspelling would pass: here they are all verbs that the oracle knows."""
    known = oracle_table("lexicon-fr.json")
    clauses = [
        trait.told
        for lexicon in lexicons.values()
        for slot in lexicon.slots.values()
        for trait in slot.traits.values()
        if trait.told is not None
    ]
    verbs = {part.words[0] for clause in clauses for part in clause.parts if part.kind in {"verb", "se"}}
    assert len(verbs) > 100
    assert all(present(verb)[2] for verb in verbs)
    assert sorted(verb for verb in verbs if "V" not in known.get(verb, {})) == []


def test_only_the_way_of_speaking_is_about_speaking(lexicons: dict[str, Lexicon]) -> None:
    """Else a description says "elle parle par vagues ; entre deux phrases, elle parle à son reflet"."""
    elsewhere = [
        trait.label
        for lexicon in lexicons.values()
        for slot_id, slot in lexicon.slots.items()
        for trait in slot.traits.values()
        if slot_id != "parole" and trait.told is not None and trait.told.infinitive == "parler"
    ]
    assert elsewhere == []
