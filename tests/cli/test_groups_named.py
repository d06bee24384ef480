"""Which creation a line means, which class it goes to, and what is told in titles, not in ids."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bestio.cli.openapp import what_to_open
from bestio.library import Library, find_bundled


def test_open_and_replay_take_the_same_names(line: Any) -> None:
    line("new", "--group", "Les Ours & Cie", "--class", "5e B", "--seed", "4")
    path = line.home / "workshops" / "5e-b" / "les-ours-cie.yaml"
    creature = line.data("act", "les-ours-cie", "voir")["creature"]
    library = Library(find_bundled(), line.home)
    own = ("les-ours-cie", "LES OURS CIE", "5e B/Les Ours & Cie", str(path), creature.upper())
    for name in (*own, "exemples/zero-zebre", "Zéro Zèbre"):
        shown, only_seen = what_to_open(name, library)
        assert shown == (path if name in own else find_bundled() / "workshops" / "exemples" / "zero-zebre.yaml")
        assert only_seen == (name not in own)
        group = "Les Ours & Cie" if name in own else "Zéro Zèbre"
        assert f"Création du groupe « {group} »" in line("replay", name, "--plain").replace("\u00a0", " ")
        assert "terminal" in line("open", name, code=2)  # it is found: only a terminal is missing here


@pytest.mark.parametrize("command", [["open"], ["replay"], ["act"], ["export"], ["forget"], ["move"]])
def test_each_command_proposes_what_is_near(line: Any, command: list[str]) -> None:
    line("new", "--group", "Les Ours", "--class", "5e B", "--seed", "4")
    more = {"act": ["voir"], "move": ["4a"]}.get(command[0], [])
    said = line(*command, "les-our", *more, code=2).replace("\u00a0", " ")
    assert "Voulais-tu dire « 5e-b/les-ours »" in said


def test_what_ships_is_looked_at_and_never_written(line: Any) -> None:
    assert "Douze Pour Cent" in line("act", "zero-zebre", "voir")
    assert "bestio import" in line("act", "zero-zebre", "tourner", code=2)
    for words in (["forget", "zero-zebre", "--yes"], ["move", "zero-zebre", "4a"]):
        line(*words, code=2)


def test_a_step_is_told_by_its_title(line: Any) -> None:
    line("new", "--group", "Les Ours", "--class", "5b", "--seed", "4")
    for step in ("1.1", "suivante", "4.1"):
        said = line("act", "les-ours", "étape", step)
        assert "qui-parle" not in said
        assert " / " not in said
        title = said.splitlines()[1].partition(" ")[2]
        assert title in said.splitlines()[0].replace("“", "«")
    assert "La machine a quelque chose à te dire" in line("replay", "les-ours", "--plain")


def test_a_step_of_a_plan_that_is_gone_is_told_in_words(line: Any) -> None:
    line("new", "--group", "Les Ours", "--class", "5b", "--seed", "4")
    path = line.home / "workshops" / "5b" / "les-ours.yaml"
    with path.open("a", encoding="utf-8") as journal:
        journal.write("--- {at: 9.0, do: step.reach, seance: la-fete, activity: grand-bal, sequence: parti}\n")
    for words in (["replay", "les-ours", "--plain"], ["class", "5b"]):
        said = line(*words)
        assert "Grand bal" in said
        assert "la-fete" not in said


@pytest.mark.parametrize(
    ("since", "until"), [("50", "3"), ("3", "2"), ("0:09", "0:01"), ("1:00:00", "59:59"), (" 5", "4 ")]
)
def test_a_part_that_ends_before_it_begins_is_wrong_usage(line: Any, since: str, until: str) -> None:
    line("new", "--group", "Les Ours", "--class", "5b", "--seed", "4")
    for form in (["--plain"], ["--json"], ["--guess"]):
        said = line("replay", "les-ours", *form, "--from", since, "--until", until, code=2)
        assert "vient après" in said
        assert not line.out
    assert line("replay", "les-ours", "--plain", "--from", "1", "--until", "1")
    assert line("replay", "les-ours", "--plain", "--from", "12")


def test_a_new_creation_goes_to_the_teachers_class(line: Any) -> None:
    line("class", "--new", "5e B")
    said = line("new", "--group", "Les Ours").replace("\u00a0", " ")
    assert "dans la classe « 5e B »" in said
    assert [row["id"] for row in line.data("class", "5e-b")] == ["les-ours"]
    assert [one["class"] for one in line.data("class")] == ["5e-b"]


def test_the_same_file_twice_asks(line: Any, tmp_path: Path) -> None:
    line("new", "--group", "Les Ours", "--class", "5e B", "--seed", "4")
    file = tmp_path / "sac.bestio"
    line("export", "les-ours", "--out", str(file))
    line("act", "les-ours", "tourner", "tête", "--seed", "1")
    line("import", str(file), "--class", "4a")  # somewhere else: two of it may well be meant
    assert "déjà ici" in line.err
    for class_name in ("4a", "5e B"):
        before = len(line.data("class", class_name))
        said = line("import", str(file), "--class", class_name, code=2).replace("\u00a0", " ")
        assert "« Les Ours » est déjà ici, dans la classe" in said
        assert "--again" in said
        assert len(line.data("class", class_name)) == before
        line("import", str(file), "--class", class_name, "--again")
        assert "déjà ici" not in line.err
        assert len(line.data("class", class_name)) == before + 1
    assert "Dans le fichier : 2 actes. Ici : 3 actes." in said
