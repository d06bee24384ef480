"""`bestio glossary`: one word, all of them, as data, and a word that is none."""

from __future__ import annotations

from bestio.classroom.glossary import load_glossary
from bestio.library import Library, find_bundled
from tests.cli.conftest import Line


def test_one_word_is_explained_however_it_is_written(line: Line) -> None:
    for asked in ("dé", "DE", "faces"):
        told = line("glossary", asked)
        assert told.startswith("dé\u00a0: Ce qui décide du mot suivant.")
        assert "→ probabilité" in told


def test_all_of_them_are_listed_and_given_as_data(line: Line) -> None:
    words = load_glossary(Library(find_bundled(), line.home), lambda _problem: None).words
    assert len(line("glossary").splitlines()) == len(words)
    assert [one["word"] for one in line.data("glossary", "--json")] == [word.word for word in words]
    assert line.data("glossary", "ordre", "--json")[0]["see"] == ["chaîne de Markov", "copie"]


def test_a_word_that_is_none_is_told(line: Line) -> None:
    assert "zébulon" in line("glossary", "zébulon", code=1)
