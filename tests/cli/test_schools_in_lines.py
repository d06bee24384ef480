"""`bestio school`: schools, teachers and invitations by lines, whatever they are called; and without a server."""

from __future__ import annotations

import re
from typing import Any

import pytest

from bestio.classroom.sign_in import LINK, account_digest, come_in, digest
from bestio.cli.app import EXAMPLES
from bestio.journal.schools import State
from tests.postgres import Server

HOSTILE = [
    "O'); drop table bestio.schools; --",
    "<script>alert(1)</script>",
    '%s {0} \\ " $$',
    "🦉 Zig",
    "\u202eZig\x1b[2J",
]


@pytest.fixture
def academy(postgres: Server, line: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A line by which a server is administered that has two classes."""
    monkeypatch.setenv("BESTIO_STORE", postgres.new())
    line("class", "--new", "5e B")
    line("class", "--new", "5e A")
    return line


@pytest.mark.slow
def test_a_school_is_made_and_a_teacher_is_let_in(academy: Any) -> None:
    assert "pas encore d’établissement" in academy("school")
    told = academy(*EXAMPLES["school"].replace('"Collège des Tilleuls"', "Tilleuls").split()[1:])
    assert "Tilleuls, 1 classe, 0 personne" in told
    assert "Classe 5e B (5e-b)\xa0: adresse pas encore connue" in told
    academy("school", "tilleuls", "--class", "5e A", "--class", "5e-a")  # again is no fault
    told = academy("school", "Tilleuls", "--new-teacher", "Mme Ortie", "--class", "5e-b", "--class", "5e A")
    assert "Mme Ortie (mme-ortie)" in told
    assert told.endswith("5e-a, 5e-b\n")
    assert academy.data("school", "tilleuls") == {
        "id": "tilleuls",
        "title": "Tilleuls",
        "classes": [
            {"id": "5e-a", "title": "5e A", "address": ""},
            {"id": "5e-b", "title": "5e B", "address": ""},
        ],
        "teachers": [{"id": "mme-ortie", "name": "Mme Ortie", "classes": ["5e-a", "5e-b"], "account": False}],
    }
    assert "2 classes, 1 personne" in academy("school")
    assert [one["id"] for one in academy.data("school")] == ["tilleuls"]

    teacher = ("school", "tilleuls", "--teacher", "mme Ortie")
    assert "dites laquelle" in academy(*teacher, "--invite", code=2)
    told = academy(*teacher, "--invite", "--class", "5e B")
    assert "Invitation de Mme Ortie, pour la classe 5e B" in told
    assert re.search(rf"envoyer\s*: {LINK}[\w-]{{32}}\n", told)
    assert "À écrire après l’adresse" in told
    assert re.search(r"papier\)\s*: [A-Z0-9]{6}\n", told)
    assert re.search(r"jusqu’au \d\d/\d\d/\d{4}", told)
    told = academy(*teacher, "--invite", "--class", "5e-b", "--address", "https://5e-b.example", "--days", "60")
    assert f"https://5e-b.example{LINK}" in told
    assert "À écrire" not in told
    academy(*teacher, "--take", "5e A")
    made = academy.data(*teacher, "--invite")
    assert (made["school"], made["teacher"], made["class"]) == ("tilleuls", "mme-ortie", "5e-b")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", made["until"])
    sign_ins = store_of(academy).sign_ins("5e-b")
    assert not isinstance(come_in(sign_ins, made["link"].removeprefix(LINK), made["code"]), State)
    assert "1 connexion est fermée" in academy(*teacher, "--sign-out")
    assert "0 connexion" in academy(*teacher, "--sign-out")

    assert "Aucun compte" in academy(*teacher, "--untie", code=2)
    assert "De qui" in academy("school", "tilleuls", "--untie", code=2)
    made = academy.data(*teacher, "--invite")
    token = come_in(sign_ins, made["link"].removeprefix(LINK), made["code"])
    assert not isinstance(token, State)
    assert sign_ins.tie(digest(token), account_digest("https://p.example", "u-1"))
    assert academy.data("school", "tilleuls")["teachers"][0]["account"]
    assert "entre avec un compte du fournisseur" in academy("school", "tilleuls")
    assert "compte du fournisseur" not in academy(*teacher, "--untie")

    assert "--yes" in academy(*teacher, "--remove", code=2)
    assert academy.data("school", "tilleuls")["teachers"]
    assert academy.data(*teacher, "--remove", "--yes") == {"removed": "mme-ortie"}
    assert academy.data("school", "tilleuls")["teachers"] == []
    academy("school", "tilleuls", "--take", "5e-b")
    assert "qui y enseigne" in academy("school", "tilleuls", "--remove", code=2)
    assert "C’est fait" in academy("school", "tilleuls", "--remove", "--yes")
    assert academy.data("school") == []
    assert len(academy.data("class")) == 2


def store_of(academy: Any) -> Any:
    import os
    from pathlib import Path

    from bestio.journal.postgres.postgres_journals import PostgresJournals

    return PostgresJournals(Path("workshops"), lambda: 0.0, os.environ["BESTIO_STORE"])


@pytest.mark.slow
def test_what_is_not_so_is_told(academy: Any) -> None:
    academy("school", "--new", "Tilleuls", "--class", "5e-b")
    academy("school", "--new", "Chênes")
    academy("school", "tilleuls", "--new-teacher", "Ortie")
    refused = {
        ("--new", "tilleuls"): "déjà un établissement",
        ("--new", "!!!"): "lettres ou des chiffres",
        ("--new", ""): "lettres ou des chiffres",
        ("--new", "x" * 61): "60 lettres au plus",
        ("chenes", "--new", "x"): "de trop",
        ("--class", "5e-b"): "Quel établissement",
        ("--remove",): "Quel établissement",
        ("hetres",): "Établissements connus : chenes, tilleuls",
        ("chenes", "--class", "5e-b"): "bestio school tilleuls --take 5e-b",
        ("chenes", "--class", "6e-z"): "Classes connues : 5e-a, 5e-b",
        ("chenes", "--take", "5e-b"): "n’est pas dans cet établissement",
        ("chenes", "--class", "../../etc"): "ne peut pas être le nom",
        ("chenes", "--invite"): "De qui",
        ("chenes", "--sign-out"): "De qui",
        ("chenes", "--teacher", "Ortie"): "Personne ne s’appelle",
        ("tilleuls", "--teacher", "Ronce"): "Noms connus : ortie",
        ("tilleuls", "--new-teacher", "ORTIE"): "choisissez un autre nom",
        ("tilleuls", "--new-teacher", "…"): "lettres ou des chiffres",
        ("tilleuls", "--teacher", "a", "--new-teacher", "b"): "enlevez",
        ("tilleuls", "--teacher", "ortie", "--class", "5e-a"): "bestio school tilleuls --class 5e-a",
        ("tilleuls", "--teacher", "ortie", "--take", "5e-b"): "ne lui est pas confiée",
        ("tilleuls", "--teacher", "ortie", "--invite"): "Aucune classe",
        ("tilleuls", "--teacher", "ortie", "--invite", "--class", "5e-a", "--class", "5e-b"): "dites laquelle",
        ("tilleuls", "--teacher", "ortie", "--invite", "--days", "0"): "--days",
        ("tilleuls", "--teacher", "ortie", "--invite", "--days", "61"): "--days",
        ("tilleuls", "--teacher", "ortie", "--invite", "--address", "5e-b.example"): "https://",
        ("tilleuls", "--teacher", "ortie", "--remove", "--take", "5e-b"): "--remove",
    }  # fmt: skip
    before = academy.data("school")
    for words, says in refused.items():
        told = academy("school", *words, code=2)
        assert says in told.replace("\xa0", " "), (words, told)
        assert len(told) < 400
    assert academy.data("school") == before


@pytest.mark.slow
def test_a_name_is_text(academy: Any) -> None:
    for number, name in enumerate(HOSTILE):
        academy("school", "--new", f"{name} {number}")
        told = academy("school", f"{name} {number}", "--new-teacher", name)
        assert "\x1b" not in told
        assert "\u202e" not in told
        assert academy.data("school", f"{name} {number}")["teachers"]
        academy("school", f"{name} {number}", "--teacher", name, "--class", name, code=2)
    assert len(academy.data("school")) == len(HOSTILE)


@pytest.mark.parametrize("words", [(), ("tilleuls",), ("--new", "Tilleuls"), ("t", "--teacher", "x", "--invite")])
def test_without_a_server_it_is_told(line: Any, words: tuple[str, ...]) -> None:
    told = line("school", *words, code=2)
    assert "quand un serveur garde les créations" in told
    assert "--store" in told
    assert not line.home.exists() or not list(line.home.rglob("*.yaml"))
