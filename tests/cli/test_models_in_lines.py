"""`bestio phrases --export-model` and `--model`."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path
from typing import Any

import markovify
import pytest

TEXTS = sorted((Path(__file__).parents[1] / "data" / "phrases").glob("texte-*.txt"))
ELSEWHERE = "un modèle venu d’ailleurs"


@pytest.mark.parametrize("order", [1, 2, 3, 4])
def test_plain_markovify_loads_what_is_exported(line: Any, order: int) -> None:
    path = line.home / "modeles" / "m.json"
    said = line("phrases", *map(str, TEXTS), "--no-starters", "--order", str(order), "--export-model", str(path))
    assert "contient les mots des textes" in said
    model = markovify.Text.from_json(path.read_text("utf-8"))
    assert model.state_size == order
    assert model.chain.model == markovify.Chain(model.parsed_sentences, order).model
    assert model.make_sentence(test_output=False)
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_same_phrases_come_with_and_without_an_export(line: Any) -> None:
    asked = ("phrases", str(TEXTS[0]), "--seed", "5", "--count", "3")
    bare = line.data(*asked)
    assert line.data(*asked, "--export-model", str(line.home / "m.json")) == bare


def test_shares_are_told_not_to_be_in_the_model(line: Any) -> None:
    asked = ("phrases", str(TEXTS[0]), "--count", "1", "--export-model", str(line.home / "m.json"))
    assert "parts n’y sont pas" in line(*asked)
    assert "parts n’y sont pas" not in line(*asked, "--no-starters")
    line("phrases", str(TEXTS[0]), "--share", "1", "--count", "1", "--export-model", str(line.home / "own.json"))
    line("phrases", str(TEXTS[0]), "--no-starters", "--count", "1", "--export-model", str(line.home / "alone.json"))
    own, alone = (json.loads((line.home / name).read_text("utf-8")) for name in ("own.json", "alone.json"))
    assert len(own["parsed_sentences"]) == len(alone["parsed_sentences"])


@pytest.mark.parametrize("name", ["texte.txt", "m", "m.json.gz"])
def test_only_a_json_file_is_written(line: Any, name: str) -> None:
    text = line.home / name
    text.write_text(TEXTS[0].read_text("utf-8"), encoding="utf-8")
    before = text.read_bytes()
    assert ".json" in line("phrases", str(TEXTS[0]), "--export-model", str(text), code=2)
    assert text.read_bytes() == before


def test_a_model_that_cannot_be_written_is_told(line: Any) -> None:
    (line.home / "m.json").mkdir()
    assert "n’a pas pu être écrit" in line(
        "phrases", str(TEXTS[0]), "--export-model", str(line.home / "m.json"), code=1
    )


def test_a_model_of_markovify_s_is_drawn_from(line: Any) -> None:
    path = line.home / "ailleurs.json"
    text = "\n".join(one.read_text("utf-8") for one in TEXTS)
    path.write_text(markovify.Text(text, retain_original=False).compile().to_json(), encoding="utf-8")
    asked = ("phrases", "--model", str(path), "--seed", "1")
    phrases = line.data(*asked, "--no-starters", "--count", "8")
    steps = [step for phrase in phrases for step in phrase["steps"]]
    assert {(step["source"], step["author"], step["title"]) for step in steps} == {("model:1", ELSEWHERE, "ailleurs")}
    assert {step["sentence"] for step in steps} == {""}
    assert "n’a pas gardé ses phrases" in line.err
    assert ELSEWHERE in line(*asked, "--explain")
    assert ELSEWHERE in line(*asked, "--explain", str(TEXTS[0]), "--count", "20")
    assert "le groupe" in line.out


def test_the_machine_looks_back_no_further_than_the_model(line: Any) -> None:
    path = line.home / "un.json"
    path.write_text(markovify.Text(TEXTS[0].read_text("utf-8"), state_size=1).to_json(), encoding="utf-8")
    phrases = line.data("phrases", "--model", str(path), "--no-starters", "--order", "3", "--seed", "1")
    assert {step["order"] for phrase in phrases for step in phrase["steps"]} == {1}
    assert "regarde 1 mot en arrière" in line.err


def test_what_is_no_model_is_told_with_its_file(line: Any) -> None:
    path = line.home / "faux.json"
    path.write_text('{"state_size": 2, "chain": []}', encoding="utf-8")
    said = line("phrases", "--model", str(path), code=1)
    assert "faux.json" in said
    assert "to_json()" in said
    assert line("phrases", "--model", str(line.home / "absent.json"), code=1)


def test_a_model_that_is_taken_for_a_text_is_told(line: Any) -> None:
    path = line.home / "m.json"
    path.write_text(markovify.Text(TEXTS[0].read_text("utf-8")).to_json(), encoding="utf-8")
    assert "--model" in line("phrases", str(path), code=1)
