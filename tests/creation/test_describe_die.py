"""The order goes with the size of the texts as long as nobody chooses it, and says so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bestio.creation.describe_die import describe_die, describe_order
from bestio.phrases.sizing import order_of
from tests.cli.command import bestio

TEXT = "Le chat mange la soupe. Le chat dort sous la lune. Le robot mange la lune. Le chat rit. La soupe mange le chat."


def flat(data: bytes) -> str:
    return " ".join(data.decode().replace("\u00a0", " ").replace("\u202f", " ").split())


@pytest.mark.parametrize(("words", "order"), [(0, 2), (9_999, 2), (10_000, 3), (10**7, 3)])
def test_three_words_from_ten_thousand_on(words: int, order: int) -> None:
    assert order_of(words) == order


@pytest.mark.parametrize(
    "settings",
    [
        {"temperature": "x"},
        {"faces": 5, "sized": True, "order": "x"},
        {"top_k": -(10**30)},
        {"faces": {"a": "b"}},
        {"temperature": None, "order": None},
    ],
)
def test_settings_of_a_journal_that_are_none_are_passed_over(settings: dict[str, Any]) -> None:
    assert describe_die(settings) == []
    assert describe_order(settings) == ""


def test_nobody_chose_and_it_says_so(tmp_path: Path) -> None:
    def act(*words: str) -> str:
        done = bestio("act", "les-chats", *words, home=tmp_path)
        return flat(done.stdout + done.stderr)

    (tmp_path / "texte.txt").write_text(TEXT, encoding="utf-8")
    bestio("new", "--group", "Les Chats", "--class", "5b", "--seed", "4", home=tmp_path)
    act("écrire", str(tmp_path / "texte.txt"))
    act("fabriquer")
    assert "Elle regarde 3 mots en arrière : personne n’a choisi" in act("textes")
    assert "Elle regarde 3 mots en arrière : personne n’a choisi" in act("pourquoi", "1")
    act("régler", "départ=non")
    assert "Elle regarde 2 mots en arrière" in act("textes")
    before = act("pourquoi", "1")
    act("régler", "ordre=1")
    assert "en arrière" not in act("textes")
    act("fabriquer")
    assert "personne n’a choisi" not in act("pourquoi", "2")
    assert "Elle regarde 2 mots" in act("régler", "ordre=auto")
    assert act("pourquoi", "1") == before
