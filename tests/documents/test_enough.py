"""Fifty thousand mistakes are told up to two hundred, and then that there are more; what is sound before them stays."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bestio.classroom.plan import read_sequence
from bestio.documents.enough import MOST, AtMost, Enough
from bestio.errors import Problem, Where
from bestio.persona import lexicon as lexicons
from bestio.persona.lexicon import read_lexicon
from bestio.phrases.guard import read_guard
from bestio.speech.pronunciation import read_pronunciation
from bestio.speech.voice import read_voice

LEXICON = "bestio: lexicon/1\nid: x\nslots:\n  tete:\n    traits:\n      bon: {noun: {lemma: robot, gender: m}}\n"
SEQUENCE = "bestio: sequence/1\nid: x\ntitle: X\nseances:\n"
COUNT = 15_000
FILES: dict[str, tuple[Callable[[Path, Any], Any], str, str, bool]] = {
    "traits of a wrong kind": (read_lexicon, LEXICON, "      t{n}: {{x: 1}}\n", True),
    "traits of a wrong name": (read_lexicon, LEXICON, "      T{n}: {{noun: {{lemma: robot, gender: m}}}}\n", True),
    "traits that are no YAML": (read_lexicon, LEXICON, "      t{n}: {{x: [1}}\n", True),
    "texts": (read_lexicon, LEXICON + "sources:\n", "  t{n}: {{text: ' '}}\n", True),
    "fields of a lexicon": (read_lexicon, LEXICON.replace("slots", "SLOTS"), "t{n}: 1\n", False),
    "slots": (read_lexicon, LEXICON, "  s{n}: 1\n", False),
    "portraits": (read_lexicon, LEXICON + "portraits:\n", "  p{n}: 1\n", True),
    "fields of a voice": (read_voice, "bestio: voice/1\nid: x\ntitle: X\n", "f{n}: 1\n", False),
    "effects": (read_voice, "bestio: voice/1\nid: x\ntitle: X\neffects:\n", "- {{type: t{n}}}\n", False),
    "words of a guard": (read_guard, "bestio: guard/1\nblock:\n- mot\n", '- "*{n}*"\n', True),
    "fields of a guard": (read_guard, "bestio: guard/1\nblock: [mot]\n", "f{n}: 1\n", True),
    "words to pronounce": (read_pronunciation, "bestio: pronunciation/1\nwords:\n  a: b\n", "  w{n}: '['\n", True),
    "séances": (read_sequence, SEQUENCE, "  - {{id: s{n}}}\n", False),
    "activities": (
        read_sequence,
        SEQUENCE + "  - id: s\n    title: S\n    activities:\n",
        "      - {{a: {n}}}\n",
        False,
    ),
    "polls": (read_sequence, SEQUENCE + "  - {id: s, title: S}\npolls:\n", "  p{n}: {{x: 1}}\n", False),
}


@pytest.mark.parametrize("name", FILES)
def test_the_telling_of_mistakes_comes_to_an_end(tmp_path: Path, name: str) -> None:
    read, head, line, kept = FILES[name]
    path = tmp_path / "x.yaml"
    path.write_text(head + "".join(line.format(n=n) for n in range(COUNT)), encoding="utf-8")
    problems: list[Problem] = []
    found = read(path, problems.append)
    assert len(problems) <= MOST + 1
    if read is not read_voice:  # of which few are told anyway
        assert "plus de 200" in problems[-1].message
        assert len(problems) == MOST + 1
    assert (found is not None) == kept


def test_what_stands_before_the_mistakes_is_used(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(LEXICON + "".join(f"      T{n}: {{x: 1}}\n" for n in range(300)), encoding="utf-8")
    found = read_lexicon(path, lambda _problem: None)
    assert found is not None
    assert list(found.slots["tete"].traits) == ["bon"]


def test_no_more_entries_are_looked_at_than_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looked = []
    really = lexicons.check_trait
    monkeypatch.setattr(lexicons, "check_trait", lambda *given: looked.append(1) or really(*given))
    path = tmp_path / "x.yaml"
    path.write_text(LEXICON + "".join(f"      t{n}: {{x: 1}}\n" for n in range(COUNT)), encoding="utf-8")
    read_lexicon(path, lambda _problem: None)
    assert len(looked) <= MOST + 5


def test_after_enough_nothing_more_is_told() -> None:
    told: list[Problem] = []
    report = AtMost(told.append)
    for number in range(MOST):
        report(Problem(Where("x", number), "faux"))
    for number in range(3):
        with pytest.raises(Enough):
            report(Problem(Where("x", MOST + number), "faux"))
    assert [problem.where.line for problem in told] == list(range(MOST + 1))
