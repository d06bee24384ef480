"""Finite verbs are told from their forms and their surroundings, as a reader marked them by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from bestio.language.finite import finite, persons
from bestio.language.verb_forms import IL, ILS, forms

SAMPLE = [
    line.split()
    for line in (Path(__file__).parents[1] / "data" / "language" / "finite_verbs.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


def test_finite_verbs_are_found_in_a_sample_that_was_marked_by_hand() -> None:
    right = wrong = missed = words = 0
    for marked in SAMPLE:
        told = finite([token.removeprefix("*") for token in marked])
        for token, found in zip(marked, told, strict=True):
            words += 1
            right += found and token.startswith("*")
            wrong += found and not token.startswith("*")
            missed += not found and token.startswith("*")
    assert words >= 300
    assert right / (right + wrong) >= 0.98, f"{wrong} wrong"
    assert right / (right + missed) >= 0.98, f"{missed} missed"


@pytest.mark.parametrize(
    ("sentence", "verbs"),
    [
        ("la porte du robot", []),
        ("il la porte", ["porte"]),
        ("il ne le lui donne pas", ["donne"]),
        ("il a dit oui", ["a"]),
        ("elle dit oui", ["dit"]),
        ("le robot zwipe", []),
        ("il zwipe", ["zwipe"]),
        ("le robot mange dort", ["mange", "dort"]),
        ("va-t-il dormir ?", ["va-t-il"]),
        ("", []),
        ("… ! ? «", []),
    ],
)
def test_what_stands_before_decides(sentence: str, verbs: list[str]) -> None:
    read = sentence.split()
    assert [word for word, found in zip(read, finite(read), strict=True) if found] == verbs


def test_persons_of_forms() -> None:
    assert persons("mangent") == ILS
    assert persons("dort") == IL
    assert persons("boulon") == 0
    assert "" not in forms()
