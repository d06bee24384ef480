"""Creations that a server keeps: every command works on them as on files, and says where it cannot."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from bestio.speech.recorded.clip import RATE
from tests.postgres import Server

LINES = [
    ("class", "--new", "5e B – l’été"),
    ("new", "--group", "Les Hiboux", "--class", "5e-b-l-ete", "--seed", "3"),
    ("new", "--group", "Ours'); drop table bestio.events; --", "--class", "5e-b-l-ete", "--seed", "4"),
    ("act", "les-hiboux", "tourner", "tete", "--seed", "5"),
    ("act", "les-hiboux", "nommer", "Zim"),
    ("act", "Zim", "annuler"),
    ("act", "5e-b-l-ete/les-hiboux", "refaire"),
    ("act", "les-hiboux", "fabriquer", "--seed", "6"),
    ("act", "les-hiboux", "garder", "p1"),
    ("act", "les-hiboux", "pourquoi"),
    ("act", "les-hibous", "tourner", "tete"),
    ("class",),
    ("class", "5e-b-l-ete"),
    ("class", "5e-b-l-ete", "--group", "Les Boulons"),
    ("move", "les-boulons", "6c"),
    ("move", "5e-b-l-ete/les-boulons", "6c"),
    ("class", "6c"),
    ("replay", "les-hiboux", "--plain"),
    ("replay", "zero-zebre", "--plain", "--until", "2"),
    ("voices", "--words", "--class", "5e-b-l-ete"),
]  # fmt: skip


def without_times(told: str) -> str:
    """What was told, without the moments at which it was: a slow machine takes a second more."""
    lines = re.sub(r"\b\d+:\d\d\b", "", told).split("\n")
    return "\n".join(line for line in lines if not any(word in line for word in ("Dernier acte", "minutes")))


@pytest.fixture
def address(postgres: Server) -> str:
    return postgres.new()


@pytest.mark.slow
def test_each_command_says_the_same_of_files_and_of_a_server(line: Any, address: str, tmp_path: Path) -> None:
    told: dict[str, list[str]] = {}
    for where in ("files", "server"):
        line.home = tmp_path / "atelier"
        told[where] = [
            without_times(line(*(("--store", address) if where == "server" else ()), *words, code=None))
            for words in LINES
        ]
        journals = line.home / "workshops"
        assert journals.exists() == (where == "files")
        line.home.rename(tmp_path / where)
    assert told["server"] == told["files"]


@pytest.mark.slow
def test_a_creation_is_taken_there_and_elsewhere(
    line: Any, address: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("BESTIO_STORE", address)
    line("new", "--group", "Les Hiboux", "--class", "5b")
    assert "les-hiboux" in line("class", "5b")
    assert not (line.home / "workshops").exists()
    line("export", "les-hiboux", "--out", str(tmp_path / "cle" / "h.bestio"))
    line("import", str(tmp_path / "cle" / "h.bestio"), "--class", "6c")
    assert [row["group"] for row in line.data("class", "6c")] == ["Les Hiboux"]
    assert "est déjà ici" in line("import", str(tmp_path / "cle" / "h.bestio"), "--class", "6c", code=2)


@pytest.mark.slow
def test_a_class_records_and_is_heard_and_takes_its_voices_back(
    line: Any, address: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("BESTIO_STORE", address)
    line("new", "--group", "Les Hiboux", "--class", "5b")
    time = np.arange(int(0.8 * RATE)) / RATE
    hum = 0.3 * np.sin(2 * np.pi * 150 * time) * np.sin(2 * np.pi * 3 * time) ** 2
    sound = tmp_path / "lune.wav"
    soundfile.write(sound, np.concatenate([np.zeros(8_000), hum, np.zeros(8_000)]), RATE)
    assert "5b --voices on" in line("record", "5b", str(sound), "--who", "Zig", code=1)
    assert "30/06/2099" in line("class", "5b", "--voices", "on", "--until", "30/06/2099")
    made = line.data("record", "5b", str(sound), "--who", "Zig")
    assert [one["text"] for one in made] == ["lune"]
    assert "nos-5b" in line("voices")
    assert "Zig" in line("speak", "la lune", "--voice", "nos-5b", "--how")
    assert line.data("store", "size")["recordings"] == 1
    assert "1 enregistrement a été relu" in line("store", "check")
    assert "enregistrements copiés\xa0: 1" in line("store", "copy", "--to", "fichiers")
    assert len(list((line.home / "banques" / "5b").glob("*.wav"))) == 1
    assert line.data("store", "copy", "--to", "base")[-1]["state"] == "same"
    assert "Zig" in line("class", "5b", "--withdraw", "Zig", code=2)
    assert "sauvegardes du serveur" in line("class", "5b", "--withdraw", "Zig", "--yes")
    assert line.data("record", "5b") == []
    assert not list((line.home / "banques").rglob("*.wav"))
    line("class", "5b", "--voices", "off")
    assert not line.data("class", "5b", "--voices", "state")["on"]
    assert not (line.home / "voices").exists()


@pytest.mark.slow
def test_a_group_and_a_class_are_forgotten(line: Any, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BESTIO_STORE", address)
    for group in ("Les Hiboux", "Les Vis"):
        line("new", "--group", group, "--class", "5b")
    line("act", "les-hiboux", "tourner", "tete")
    line("forget", "5b/les-hiboux", code=2)
    assert "ajoutez --yes" in line.err
    told = line("forget", "5b/les-hiboux", "--yes")
    for word in ("Ce que le serveur en garde", "Les sauvegardes du serveur", "(WAL)", "C’est effacé."):
        assert word in told
    assert [row["id"] for row in line.data("class", "5b")] == ["les-vis"]
    assert "pas de groupe" in line("forget", "5b/les-hiboux", "--yes", code=2)
    assert line.data("forget", "5b", "--yes")["on_server"]
    assert line.data("class") == []
    assert not (line.home / "workshops").exists()


@pytest.mark.slow
def test_creations_are_copied_checked_and_measured(line: Any, address: str, postgres: Server) -> None:
    line("class", "--new", "5e B", "--group", "Les Hiboux", "--group", "Les Vis")
    line("act", "les-hiboux", "tourner")
    on_server = ("--store", address)
    assert "copiées\xa0: 2" in line(*on_server, "store", "copy", "--to", "base")
    assert "identiques\xa0: 2" in line(*on_server, "store", "copy", "--to", "base")
    assert line.data(*on_server, "store", "size") == line.data("store", "size")
    assert line.data("store", "size")["creations"] == 2
    assert "Tout va bien" in line(*on_server, "store", "check")
    line("act", "les-hiboux", "tourner", "tete")
    assert "une autre s’y trouve déjà" in line(*on_server, "store", "copy", "--to", "fichiers", code=1)
    assert "5e-b  " in line("class") or "5e B" in line("class")
    [(journal, state)] = [
        (one["journal"], one["state"]) for one in line.data(*on_server, "store", "copy", "--to", "base", code=1)
        if one["state"] != "same"
    ]  # fmt: skip
    assert (Path(journal).stem, state) == ("les-hiboux", "differs")
    from psycopg import connect

    with connect(address, autocommit=True) as connection:
        connection.execute("delete from bestio.events where number = 0")
    assert "manquent sur le serveur" in line(*on_server, "store", "check", code=1)


@pytest.mark.slow
def test_a_server_that_is_not_there_is_told(line: Any, postgres: Server, tmp_path: Path) -> None:
    away = f"postgresql://zoe:secret@/bestio?host={tmp_path}"
    told = line("--store", away, "class", code=1)
    assert "Le serveur qui garde les créations ne répond pas." in told
    assert "Vérifiez l’adresse" in told
    assert "secret" not in told
    assert 'database "nulle-part" does not exist' in line("--store", postgres.address("nulle-part"), "class", code=1)
    shown = line("--store", "postgresql://zoe:secret@machine:5433/ecole", "where")
    assert "postgresql://machine:5433/ecole" in shown
    assert "secret" not in shown


@pytest.mark.parametrize("address", ["mysql://a/b", "fichiers", "/tmp/x", "http:", "\n"])
def test_an_address_that_is_none_is_told(line: Any, address: str) -> None:
    told = line("--store", address, "class", code=None)
    assert "postgresql://utilisateur@machine/base" in told or not address.strip()


def test_what_is_not_installed_is_told(line: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith(("psycopg", "bestio.journal.postgres"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "psycopg", None)
    assert "pip install bestio[academy]" in line("--store", "postgresql://machine/base", "class", code=2)


@pytest.mark.parametrize("words", [("copy",), ("copy", "--to", "base"), ("effacer",)])
def test_what_is_asked_for_without_a_server_is_told(line: Any, words: tuple[str, ...]) -> None:
    line("store", *words, code=2)
    assert "Écrivez" in line.err or "check, copy, size" in line.err
