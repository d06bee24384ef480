"""The die changed in lines: what is set is kept, told, drawn by and verified; what cannot be is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.command import bestio

TEXT = "Le chat mange la soupe. Le chat dort sous la lune. Le robot mange la lune. Le chat rit. La soupe mange le chat."


def flat(data: bytes) -> str:
    return " ".join(data.decode().replace("\u00a0", " ").replace("\u202f", " ").split())


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "texte.txt").write_text(TEXT, encoding="utf-8")
    for words in (
        ["new", "--group", "Les Chats", "--class", "5b", "--seed", "4"],
        ["act", "les-chats", "écrire", str(tmp_path / "texte.txt")],
        ["act", "les-chats", "régler", "départ=non", "tri=brut", "ordre=1"],
    ):
        bestio(*words, home=tmp_path)
    return tmp_path


def act(home: Path, *words: str, stdin: bytes = b"", code: int = 0) -> str:
    done = bestio("act", "les-chats", *words, home=home, stdin=stdin, code=code)
    return flat(done.stdout + done.stderr)


def test_the_die_is_changed_kept_told_and_verified_in_lines(home: Path) -> None:
    assert "Personne n’a changé le dé" in act(home, "truquer")
    told = act(home, "truquer", "Robot=3", "chat=0")
    assert "« robot » × 3" in told
    assert "« chat » jamais" in told
    told = act(home, "mille", "le")
    assert "robot : annoncé 100 %" in told
    assert "chat" not in told
    made = json.loads(bestio("act", "les-chats", "fabriquer", "avec=robot", "--json", home=home).stdout)
    why = act(home, "pourquoi", "1")
    assert "Le dé a été changé à la main : « robot » × 3, « chat » jamais." in why
    assert "chat" not in made["result"]["text"].lower()
    assert "audace est de 0,5" in act(home, "régler", "audace=0,5", "choix=2")
    assert "Audace 0,5" in act(home, "truquer")
    act(home, "régler", "audace=1", "choix=tous")
    act(home, "truquer", "chat=1", "robot=1")
    assert "Personne n’a changé le dé" in act(home, "truquer")


WRONG = (
    (["régler", "audace=nan"], "n’est pas un nombre"),
    (["régler", "audace=0"], "0,2"),
    (["régler", "audace=1e9"], "0,2"),
    (["régler", "choix=-1"], "de 1 à 50"),
    (["régler", "choix=1e30"], "de 1 à 50"),
    (["truquer", "chat=nan"], "de 0 (jamais) à 10"),
    (["truquer", "chat=1e9"], "de 0 (jamais) à 10"),
    (["truquer", "chta=2"], "« chat »"),
    (["truquer", "le chat=2"], "« le »"),
    (["truquer", "chat"], "mot=2"),
    (["truquer", "=2"], "n’est dans aucun"),
)


def test_what_cannot_be_is_told_and_changes_nothing(home: Path) -> None:
    journal = next(home.rglob("les-chats.yaml")).read_bytes()
    for words, said in WRONG:
        assert said in act(home, *words, code=2), words
    assert next(home.rglob("les-chats.yaml")).read_bytes() == journal


def test_a_die_with_all_faces_at_0_is_told_and_nothing_is_lost(home: Path) -> None:
    words = {word.strip(".").lower() for word in TEXT.split()}
    act(home, "truquer", *(f"{word}=0" for word in sorted(words)))
    journal = next(home.rglob("les-chats.yaml")).read_bytes()
    assert "toutes les faces du dé sont à 0" in act(home, "fabriquer", code=1)
    assert "toutes les faces du dé sont à 0" in act(home, "mille", code=1)
    assert next(home.rglob("les-chats.yaml")).read_bytes() == journal
    told = act(home, "pas-à-pas", stdin=b"m\np 1\nz\np 9999\np 1\n1\nf\n")
    assert "aucun mot ne peut venir" in told
    assert "Le dé est celui des textes" in told
    assert told.count("n’a pas de mot") == 2
    assert "× 2" in told
    assert "× 2" in act(home, "truquer")
