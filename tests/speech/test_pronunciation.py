"""The words that a class says in its own way: found in texts, refused with their line, shown before they are said."""

import json
from pathlib import Path

import pytest

from bestio.cli.checker import Checker
from bestio.errors import Problem
from bestio.language.spoken import OwnWords, spoken_form
from bestio.library import Library, find_bundled
from bestio.speech.ipa import in_ipa
from bestio.speech.pronunciation import load_pronunciation, read_pronunciation
from bestio.speech.rendering import Line, line_key
from bestio.speech.voice import Voice

OWN = OwnWords(
    {"Zork": "zoriqueux", "Grand Zed": "grand zède", "l’Astrolon": "lastrolonne", "M. Vis": "monsieur visseur"}
)


def refused(problem: Problem) -> None:
    raise AssertionError(problem)


def test_a_word_is_said_as_the_class_says_it() -> None:
    text = "Le ZORK et les zorks, Zorkon, le grand Zed, l'astrolon, M. Vis."
    said = spoken_form(text, own=OWN)
    assert said.text == ("Le zoriqueux et les zoriqueux, Zorkon, le grand zède, lastrolonne, monsieur visseur.")
    assert text[said.place(said.text.index("zède")) :].startswith("grand")


def test_a_word_stands_alone() -> None:
    assert spoken_form("Zorkette dézork", own=OWN).text == spoken_form("Zorkette dézork").text


def test_lines_that_are_kept_are_made_anew_for_another_word() -> None:
    voice = Voice(id="plain", title="Plain")
    assert line_key(Line.of("Zork", voice, OWN)) != line_key(Line.of("Zork", voice))


@pytest.mark.parametrize(
    ("entry", "about"),
    [
        ("  'x[': a", "x["),
        ("  Zork: '[[a]]'", "[[a]]"),
        ("  Zork: [a]", "Zork"),
        ("  Zork:", "Zork"),
        ("  Zork: ''", "Zork"),
        ("  Zork: true", "Zork"),
        (f"  Zork: {'a' * 201}", "Zork"),
    ],
)
def test_a_bad_word_costs_one_word_and_is_told_with_its_line(tmp_path: Path, entry: str, about: str) -> None:
    path = tmp_path / "prononciation.yaml"
    path.write_text(f"bestio: pronunciation/1\nwords:\n  Klonk: klonque\n{entry}\n", encoding="utf-8")
    problems: list[Problem] = []
    own = read_pronunciation(path, problems.append)
    assert own is not None
    assert own.said == {"Klonk": "klonque"}
    (problem,) = problems
    assert problem.where.line == 4
    assert about in problem.message
    assert problem.hint


@pytest.mark.parametrize("text", ["", "a: 1\n", "bestio: guard/1\n", "bestio: pronunciation/1\nwords: [a\n"])
def test_what_is_no_list_gives_none(tmp_path: Path, text: str) -> None:
    path = tmp_path / "prononciation.yaml"
    path.write_text(text, encoding="utf-8")
    problems: list[Problem] = []
    assert read_pronunciation(path, problems.append) is None
    assert len(problems) == 1


def test_the_workspace_s_list_hides_the_one_that_ships(tmp_path: Path) -> None:
    library = Library(find_bundled(), tmp_path)
    assert "Bestio" in load_pronunciation(library, refused).said
    (tmp_path / "workshops").mkdir()
    path = tmp_path / "workshops" / "prononciation.yaml"
    path.write_text("bestio: pronunciation/1\nwords:\n  Zork: zorque\n", encoding="utf-8")
    assert load_pronunciation(library, refused).said == {"Zork": "zorque"}
    assert Checker(library).file(path) == []


def test_sounds_are_written_in_the_phonetic_alphabet() -> None:
    assert in_ipa(["b", "O~", "Z", "'u", "r", "_:", "(en)", "S", "n^", "@-"]) == "bɔ̃ʒuʁ ʃɲə"
    assert json.dumps(in_ipa([])) == '""'
