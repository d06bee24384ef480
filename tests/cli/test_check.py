"""`bestio check`: what one file says of another, what is not read for its name, and how it is counted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bestio.cli.check import check
from bestio.persona.description import LANGUAGES as TOLD_IN
from bestio.speech.bounds import LANGUAGES as SPOKEN

VOICE = "bestio: voice/1\nid: a\ntitle: A\nlanguage: fr\n"
LEXICON = """bestio: lexicon/1
id: mini
title: Mini
language: fr
slots:
  tete:
    title: La tête
    strip: head
    traits:
      hibou:
        noun: {lemma: hibou, gender: m, h: aspirate}
        strip: chouette-qui-manque
        feeds:
          nuit: 2
          jour: 2
          ferraille:rien: 2
sources:
  nuit: {author: Bestio, title: La nuit, text: La nuit dort.}
"""
PLAN = """bestio: sequence/1
id: plan
title: Un plan
seances:
  - id: un
    title: Un
    activities:
      - {id: a, title: A, minutes: 5, kind: talk, voices: [bestio-nu, personne]}
"""


def found(*paths: Path, home: Path, capsys: pytest.CaptureFixture[str], code: int) -> list[dict[str, Any]]:
    """What the check tells as JSON, and that it ends with `code`."""
    assert check(list(paths), preview=False, as_json=True, home=home) == code
    return list(json.loads(capsys.readouterr().out))


def put(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def test_what_a_lexicon_names_and_nobody_has_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = put(tmp_path, "mini.yaml", LEXICON)
    problems = found(path, home=tmp_path / "home", capsys=capsys, code=0)
    assert [(p["line"], p["level"]) for p in problems] == [(12, "warning"), (15, "warning"), (16, "warning")]
    assert "jour" in problems[1]["message"]
    right = LEXICON.replace("chouette-qui-manque", "hibou").replace(
        "          jour: 2\n          ferraille:rien: 2\n", ""
    )
    assert found(put(tmp_path, "mini.yaml", right), home=tmp_path / "home", capsys=capsys, code=0) == []


def test_a_lexicon_may_name_the_texts_of_another_that_is_checked_with_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = LEXICON.replace("chouette-qui-manque", "hibou").replace("          jour: 2\n", "")
    one = put(tmp_path, "mini.yaml", text.replace("ferraille:rien", "autre:jour"))
    other = put(tmp_path, "autre.yaml", "bestio: lexicon/1\nid: autre\nlanguage: fr\nsources:\n"
                "  jour: {author: Bestio, title: Le jour, text: Le jour se lève.}\n")  # fmt: skip
    assert [p["line"] for p in found(one, home=tmp_path / "home", capsys=capsys, code=0)] == [15]
    assert found(one, other, home=tmp_path / "home", capsys=capsys, code=0) == []
    assert found(tmp_path, home=tmp_path / "home", capsys=capsys, code=0) == []


@pytest.mark.parametrize("code", ["xx", "de", "tlh"])
def test_a_language_that_is_not_there_is_told(code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    voice = put(tmp_path, "a.yaml", VOICE.replace("fr", code))
    problems = found(voice, home=tmp_path, capsys=capsys, code=0)
    assert [(p["line"], p["level"]) for p in problems] == [(4, "warning")]
    assert f"« {code} »".replace(" ", "\u00a0") in problems[0]["message"]
    lexicon = put(tmp_path, "mini.yaml", LEXICON.replace("language: fr", f"language: {code}"))
    assert 4 in [p["line"] for p in found(lexicon, home=tmp_path / "home", capsys=capsys, code=0)]


def test_a_language_that_is_there_is_none_of_its_business(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert set(TOLD_IN) <= set(SPOKEN)
    for code in ("fr", "fr-BE", "en", "en-GB"):
        assert found(put(tmp_path, "a.yaml", VOICE.replace("fr", code)), home=tmp_path, capsys=capsys, code=0) == []
    other_engine = VOICE.replace("fr", "de") + "engine: system\n"
    assert found(put(tmp_path, "a.yaml", other_engine), home=tmp_path, capsys=capsys, code=0) == []


def test_a_voice_that_a_plan_names_and_nobody_has_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = put(tmp_path, "plan.yaml", PLAN)
    problems = found(plan, home=tmp_path / "home", capsys=capsys, code=0)
    assert [(p["line"], p["level"], "personne" in p["message"]) for p in problems] == [(8, "warning", True)]


@pytest.mark.parametrize(
    "name",
    ["a.yaml.txt", "a.yml.txt", "A.YAML.TXT", "a.yaml.doc", "a.yaml (1)", "a.yaml - Copie", "a.txt", "a.json", "a"],
)
def test_a_file_that_is_not_read_for_its_name_is_told(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = put(tmp_path / "voices", name, VOICE)
    for place in (tmp_path, path):
        problems = found(place, home=tmp_path, capsys=capsys, code=1)
        assert problems[0]["file"] == str(path)
        assert "a.yaml" in problems[0]["hint"].lower()


def test_files_of_the_workspace_that_are_not_read_are_told_without_being_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    voice = put(tmp_path / "voices", "a.yaml.txt", VOICE)
    plan = put(tmp_path / "workshops", "plan.json", json.dumps({"bestio": "sequence/1", "id": "plan"}))
    problems = found(home=tmp_path, capsys=capsys, code=1)
    assert [p["file"] for p in problems] == [str(voice), str(plan)]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.yml", VOICE), ("a.YAML", VOICE), ("a.yaml~", VOICE), (".a.yaml.swp", VOICE), ("a.bak", VOICE),
        ("lisez-moi.txt", "La mare.\n"), ("photo.png", "\0\1"), ("conte.txt", "bestio: un robot qui rêve\n"),
    ],
)  # fmt: skip
def test_a_file_that_is_read_or_was_never_meant_is_left_in_peace(
    name: str, text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(tmp_path / "voices", name, text)
    assert found(tmp_path, home=tmp_path, capsys=capsys, code=0) == []


def test_capitals_in_the_end_of_a_name_hide_no_mistake(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(tmp_path / "voices", "a.YAML", VOICE.replace("title: A", "title:A"))
    assert [p["line"] for p in found(tmp_path, home=tmp_path, capsys=capsys, code=1)] == [3]


def test_two_files_of_one_name_hide_each_other(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(tmp_path / "voices", "a.yaml", VOICE)
    put(tmp_path / "voices", "a.yml", VOICE)
    assert [p["level"] for p in found(tmp_path, home=tmp_path, capsys=capsys, code=0)] == ["warning"]


def test_a_plan_in_utf_16_is_a_plan(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(tmp_path / "workshops", "plan.yaml", PLAN.replace(", personne", ""), "utf-16")
    put(tmp_path / "workshops", "mots.yaml", "bestio: guard/1\nblock: [zut]\n", "utf-16")
    assert found(home=tmp_path, capsys=capsys, code=0) == []


def test_warnings_are_shown_and_counted_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = put(tmp_path, "a.yaml", VOICE + "description: La note #3 du robot\n")
    assert check([path], preview=False, as_json=False, home=tmp_path) == 0
    out, told = capsys.readouterr()
    assert f"{path}:5: À regarder" in out.replace("\u00a0", " ")
    assert "1 point à regarder" in told
    path = put(tmp_path, "a.yaml", VOICE + "description: La note #3 du robot\nvolume: 3\n")
    assert check([path], preview=False, as_json=False, home=tmp_path) == 1
    out, told = capsys.readouterr()
    assert [line.partition("a.yaml:")[2][:1] for line in out.splitlines()] == ["5", "6"]
    assert "1 problème, 1 point à regarder" in told


@pytest.mark.parametrize("value", ["~", "null", "[]", "{a: b}", "3", "true", "'' ", "- a"])
def test_what_stands_there_is_never_called_nothing(
    value: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for old in ("Un plan", "Un\n", "A,", "talk", "[bestio-nu, personne]", "a, title"):
        new = {"A,": f"{value},", "Un\n": f"{value}\n", "a, title": f"{value}, title"}.get(old, value)
        path = put(tmp_path, "plan.yaml", PLAN.replace(old, new, 1))
        check([path], preview=False, as_json=True, home=tmp_path / "home")
        for problem in json.loads(capsys.readouterr().out):
            assert "rien" not in problem["hint"], (old, value, problem)


def test_the_key_of_a_mapping_that_does_not_fit_is_named_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    polls = (
        "polls:\n  robot:\n    questions:\n      - {id: x, text: Vivant ?, choices: [oui, non]}\n  Être Vivant: {}\n"
    )
    path = put(tmp_path, "plan.yaml", PLAN.replace("seances:", polls + "seances:").replace(", personne", ""))
    problems = found(path, home=tmp_path / "home", capsys=capsys, code=1)
    assert [p["line"] for p in problems] == [8]
    assert "rien" not in problems[0]["hint"]
