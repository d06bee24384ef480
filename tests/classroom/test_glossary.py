"""The words that are explained: those that ship, those of a class over them, and what is wrong in a file."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from bestio import i18n
from bestio.classroom.glossary import LONGEST, Glossary, Word, load_glossary, read_glossary
from bestio.classroom.plan import load_sequences
from bestio.cli.checker import Checker
from bestio.errors import Problem
from bestio.library import Library, find_bundled

SHIPPED = find_bundled() / "workshops" / "glossaire.yaml"
FRENCH = Path(i18n.__file__).parent / "locale" / "fr" / "LC_MESSAGES" / "bestio.po"
WORDS = Glossary(
    (
        Word("dé", "Ce qui décide.", ("dés", "faces"), ("hasard",)),
        Word("hasard", "Personne ne choisit, pas même le dé."),
        Word("boîte de verre", "On voit dedans."),
    )
)


def refused(problem: Problem) -> None:
    raise AssertionError(problem)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(find_bundled(), tmp_path)


def own(library: Library, text: str) -> Path:
    path = library.own("workshops") / "glossaire.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_those_that_ship_are_sound_and_are_words_of_the_program() -> None:
    found = read_glossary(SHIPPED, refused)
    assert found is not None
    glossary = Glossary(found)
    assert len(glossary.words) == len(found) >= 40
    forms = [form for word in found for form in word.forms]
    assert len(set(forms)) == len(forms)
    with FRENCH.open("rb") as file:
        texts = [str(message.string) for message in read_po(file)]
    used = " ".join(texts) + (SHIPPED.parent / "mille-et-une-voix.yaml").read_text(encoding="utf-8")
    seen = {word.word for word in glossary.found_in(used)}
    assert [word.word for word in found if word.word not in seen] == ["chaîne de Markov", "corpus"]  # a teacher's words
    assert [name for word in found for name in word.see if name not in {one.word for one in found}] == []
    assert [word.word for word in found if len(word.says) > LONGEST // 2] == []


def test_a_class_adds_its_words_and_changes_ours(library: Library) -> None:
    before = load_glossary(library, refused)
    own(
        library,
        "bestio: glossary/1\nwords:\n  robot: Une machine réglée.\n  DÉ:\n    says: Le nôtre.\n    see: [robot]\n",
    )
    after = load_glossary(library, refused)
    assert len(after.words) == len(before.words) + 1
    assert after.get("robot") == Word("robot", "Une machine réglée.")
    assert after.get("dé") == Word("DÉ", "Le nôtre.", see=("robot",))
    assert load_sequences(library, refused).keys() == {"mille-et-une-voix"}


@pytest.mark.parametrize(
    ("entry", "line", "told"),
    [
        ("  robot: 12", 4, "robot"),
        ("  robot: [a, b]", 4, "robot"),
        ("  robot: {also: [x]}", 4, "says"),
        ("  robot: {says: Oui., saying: Non.}", 4, "saying"),
        ("  robot: {says: Oui., also: x}", 4, "also"),
        ("  robot: {says: ''}", 4, "says"),
        ("  '---': Un trait.", 4, "---"),
        (f"  {'r' * 41}: Trop long.", 4, "rrr"),
        (f"  robot: {'a' * (LONGEST + 1)}", 4, "robot"),
    ],
)
def test_one_bad_entry_costs_one_entry_and_says_which(library: Library, entry: str, line: int, told: str) -> None:
    path = own(library, f"bestio: glossary/1\nwords:\n  fée: Une dame.\n{entry}\n  lutin: Un petit homme.\n")
    problems: list[Problem] = []
    found = read_glossary(path, problems.append)
    assert found is not None
    assert {"fée", "lutin"} <= {word.word for word in found}
    assert [word for word in found if word.word.startswith("r") and "also" not in entry and "saying" not in entry] == []
    assert problems
    assert problems[0].where.line == line
    assert told in problems[0].message
    assert Checker(library).file(path) == problems


@pytest.mark.parametrize(
    "text", ["", "words: []", "bestio: glossary/1\nwords: [a]\n", "bestio: glossary/2\nwords: {}\n"]
)
def test_a_file_that_is_none_is_told_and_ours_stay(library: Library, text: str) -> None:
    own(library, text)
    problems: list[Problem] = []
    assert load_glossary(library, problems.append).words
    assert problems


def test_words_are_found_in_a_text_with_their_accents_and_in_its_order() -> None:
    found = WORDS.found_in("Les FACES de la boîte\n de verre, un dédale : hasard, dé.")
    assert [word.word for word in found] == ["dé", "boîte de verre", "hasard"]
    assert WORDS.found_in("le bord de la table") == ()
    assert Glossary().found_in("dé") == ()


def test_what_begins_so_comes_first_then_what_is_explained_with_it() -> None:
    assert [word.word for word in WORDS.search("de")] == ["dé", "boîte de verre", "hasard"]
    assert [word.word for word in WORDS.search("HASARD ")] == ["hasard"]
    assert WORDS.search("zébulon") == ()


@given(st.text(max_size=60))
def test_any_text_is_looked_through(text: str) -> None:
    assert set(WORDS.found_in(text)) <= set(WORDS.words)
    assert set(WORDS.search(text)) <= set(WORDS.words)
    assert WORDS.get(text) in {None, *WORDS.words}
