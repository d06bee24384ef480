"""Plans: read entry by entry, with the line of what does not fit."""

from __future__ import annotations

import textwrap
from pathlib import Path

from bestio.classroom import plan
from bestio.classroom.plan import Done, load_sequences, read_sequence
from bestio.errors import Problem
from bestio.library import Library, find_bundled

GOOD = """\
bestio: sequence/1
id: essai
title: Un essai
polls:
  robot:
    title: Et toi ?
    questions:
      - {id: vivant, text: "Est-ce vivant ?", choices: [oui, non, ça dépend]}
seances:
  - id: un
    title: Qui parle ?
    goal: Dire ce qu’on croit.
    activities:
      - {id: sondage, title: Le sondage, minutes: 10, kind: poll, poll: robot, when: before}
      - id: roue
        title: La roue
        minutes: 20
        kind: wheel
        bench: creature
        pupils: Tirez une créature.
        material: [dés, papier]
        done: {text: Trois traits verrouillés., event: trait.lock, count: 3}
  - id: deux
    title: La suite
    activities:
      - {id: ecrire, title: Écrire, minutes: 30, kind: write, bench: phrases, done: Un texte est écrit.}
"""


def read(tmp_path: Path, text: str, name: str = "essai") -> tuple[plan.Sequence | None, list[Problem]]:
    problems: list[Problem] = []
    path = tmp_path / f"{name}.yaml"
    path.write_text(text, "utf-8")
    return read_sequence(path, problems.append), problems


def test_a_plan_is_read(tmp_path: Path) -> None:
    sequence, problems = read(tmp_path, GOOD)
    assert sequence is not None
    assert not problems
    assert [(seance.id, activity.id) for seance, activity in sequence.steps()] == [
        ("un", "sondage"), ("un", "roue"), ("deux", "ecrire"),
    ]  # fmt: skip
    assert sequence.seances[0].minutes == 30
    wheel = sequence.find("un", "roue")
    assert wheel is not None
    assert wheel[1].done == Done("Trois traits verrouillés.", "trait.lock", 3)
    assert wheel[1].material == ["dés", "papier"]
    assert sequence.polls["robot"].questions[0].choices == ["oui", "non", "ça dépend"]
    following = sequence.after("un", "roue")
    assert following is not None
    assert following[1].done_text == "Un texte est écrit."
    assert sequence.after("deux", "ecrire") is None
    previous = sequence.before("deux", "ecrire")
    assert previous is not None
    assert previous[1].id == "roue"
    assert sequence.before("un", "sondage") is None
    assert sequence.find("un", "disparue") is None


def test_a_bad_activity_costs_one_activity_and_names_its_line(tmp_path: Path) -> None:
    for old, new, line in [
        ("minutes: 20", "minutes: beaucoup", 17),
        ("kind: wheel", "kind: roue", 18),
        ("bench: creature", "banc: creature", 19),
        ("minutes: 20", "minutes: 0", 17),
    ]:
        sequence, problems = read(tmp_path, GOOD.replace(old, new))
        assert sequence is not None
        assert [activity.id for _seance, activity in sequence.steps()] == ["sondage", "ecrire"]
        assert [problem.where.line for problem in problems] == [line], problems


def test_what_is_twice_unknown_or_too_long_is_told(tmp_path: Path) -> None:
    sequence, problems = read(
        tmp_path,
        GOOD.replace("poll: robot, when: before", "poll: absent, when: before")
        .replace("minutes: 20", "minutes: 50")
        .replace("id: deux", "id: un"),
        name="autre",
    )
    assert sequence is not None
    assert [problem.where.line for problem in problems] == [2, 14, 11, 23]
    assert [seance.id for seance in sequence.seances] == ["un"]


def test_voices_and_acts_that_are_not_there_are_told(tmp_path: Path) -> None:
    path = tmp_path / "essai.yaml"
    path.write_text(
        GOOD.replace("event: trait.lock", "event: trait.locked").replace(
            "minutes: 20", "minutes: 20\n        voices: [a, b]"
        ),
        "utf-8",
    )
    problems: list[Problem] = []
    assert read_sequence(path, problems.append, voices={"a"}) is not None
    assert [(problem.where.line, problem.level) for problem in problems] == [(18, "warning"), (23, "warning")]
    assert "“b”" in str(problems[0]) or "« b »" in str(problems[0]).replace("\u00a0", " ")
    problems.clear()
    read_sequence(path, problems.append)
    assert len(problems) == 1


def test_two_questions_of_a_poll_with_one_id_are_told(tmp_path: Path) -> None:
    second = '{id: vivant, text: "Et intelligent ?", choices: [oui, non]}'
    text = GOOD.replace("ça dépend]}\n", f"ça dépend]}}\n      - {second}\n")
    sequence, problems = read(tmp_path, text)
    assert sequence is not None
    assert [question.text for question in sequence.polls["robot"].questions] == ["Est-ce vivant ?"]
    assert [(problem.where.line, problem.message) for problem in problems] == [
        (9, "«\u00a0vivant\u00a0» est employé deux fois."),
    ]


def test_a_file_that_is_no_plan(tmp_path: Path) -> None:
    for text in (
        "",
        "bestio: voice/1\nid: x\n",
        "- 1\n",
        "bestio: sequence/1\nid: essai\ntitle: x\nseances: []\n",
        "a: [",
        "\x00",
    ):
        sequence, problems = read(tmp_path, text)
        assert sequence is None
        assert problems


def test_the_example_of_the_documentation_is_a_plan(tmp_path: Path) -> None:
    assert plan.__doc__ is not None
    example = plan.__doc__.split("\n\n")[1]
    sequence, problems = read(tmp_path, textwrap.dedent(example), "mille-et-une-voix")
    assert sequence is not None
    assert not problems
    assert len(list(sequence.steps())) == 1


def test_the_workspace_lays_its_plans_over_those_that_ship(tmp_path: Path) -> None:
    problems: list[Problem] = []
    (tmp_path / "workshops").mkdir()
    (tmp_path / "workshops" / "essai.yaml").write_text(GOOD, "utf-8")
    for name, text in [
        ("garde", "# mots\nbestio: guard/1\nblock: []\n"),
        ("zoe", '--- {bestio: "journal/1", group: "Zoé"}\n'),
    ]:
        (tmp_path / "workshops" / f"{name}.yaml").write_text(text, "utf-8")
    found = load_sequences(Library(find_bundled(), tmp_path), problems.append)
    assert "essai" in found
    assert not [problem for problem in problems if problem.level == "error"]
