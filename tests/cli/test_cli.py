"""The command line as a contract: what it prints, what it refuses, how it ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import wave
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from tests.cli.command import bestio
from tests.pace import scaled

TEXT = """Mon robot s'appelle Zigouille. Il mange des boulons le matin et des nuages le soir.
Quand la lune est rouge, il chante sous la fenêtre du voisin. Personne ne sait d'où il vient.
Le voisin ferme la fenêtre, mais le robot chante encore. Il rêve de la mer et de la lune.
"""


def started(*words: str, home: Path, code: int = 0) -> bytes:
    """What a command prints that is run as users run it, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "bestio", *words],
        input=b"", capture_output=True, timeout=scaled(60), check=False,
        env={**os.environ, "BESTIO_HOME": str(home), "PYTHONHASHSEED": "random"},
    )  # fmt: skip
    assert done.returncode == code, (done.returncode, done.stderr, done.stdout[:500])
    return done.stdout + done.stderr


def told(*words: str, home: Path, stdin: bytes = b"", code: int = 1) -> str:
    done = bestio(*words, home=home, stdin=stdin, code=code)
    return (done.stdout + done.stderr).decode()


def result(*words: str, home: Path, stdin: bytes = b"", code: int = 0) -> Any:
    return json.loads(bestio(*words, "--json", home=home, stdin=stdin, code=code).stdout)


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "zigouille.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


# --- invent -----------------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_invent_gives_one_creature_for_one_seed(tmp_path: Path) -> None:
    one, two, other = (
        json.loads(started("invent", "--seed", seed, "--json", home=tmp_path)) for seed in ("7", "7", "8")
    )
    assert one == two != other
    assert set(one) == {"name", "seed", "traits", "combinations", "description", "voice"}
    assert one["seed"] == 7
    assert len(one["traits"]) >= 7
    assert one["combinations"] > 8**7
    assert one["name"] in one["description"]["third"]
    assert "je" in one["description"]["first"].lower() or "j’" in one["description"]["first"].lower()
    assert one["voice"] in {voice["id"] for voice in result("voices", home=tmp_path)}


def test_invent_keeps_what_is_locked(tmp_path: Path) -> None:
    found = result("invent", "--seed", "1", "--lock", "tete=ferraille:hibou", "--lexicon", "ferraille", home=tmp_path)
    assert found["traits"]["tete"] == "ferraille:hibou"
    assert all(ref.startswith("ferraille:") for ref in found["traits"].values())


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--lock", "tete"), "--lock tete=hibou"),
        (("--lock", "tete=hibuo"), "hibou"),
        (("--lock", "nez=hibou"), "tete"),
        (("--lexicon", "absent"), "ferraille"),
        (("--seed", "abc"), "nombre"),
        (("--sede", "3"), "--sede"),
    ],
)
def test_invent_says_what_to_write_instead(words: tuple[str, ...], says: str, tmp_path: Path) -> None:
    assert says in told("invent", *words, home=tmp_path, code=2)


def test_invent_draws_a_picture(tmp_path: Path) -> None:
    for ending, magic in ((".png", b"\x89PNG"), (".svg", b"<svg")):
        path = tmp_path / f"portrait{ending}"
        bestio("invent", "--seed", "3", "--picture", str(path), home=tmp_path)
        assert path.read_bytes().startswith(magic)


# --- phrases ----------------------------------------------------------------------------------------------------------


def test_phrases_tell_where_each_word_comes_from(text: Path, tmp_path: Path) -> None:
    made = result("phrases", str(text), "--count", "3", "--seed", "5", home=tmp_path)
    assert len(made) == 3
    for phrase in made:
        assert phrase["text"]
        assert {"words", "of", "author", "title"} <= set(phrase["copied"])
        assert "relaxed" in phrase
        for step in phrase["steps"]:
            assert {"word", "author", "title", "sentence", "probability", "order", "rivals"} <= set(step)
            assert 0 <= step["probability"] <= 1
    assert any(step["title"] == "zigouille" for phrase in made for step in phrase["steps"])


@pytest.mark.slow
def test_phrases_are_the_same_for_the_same_seed_whatever_the_newlines(text: Path, tmp_path: Path) -> None:
    windows = tmp_path / "w" / "zigouille.txt"
    windows.parent.mkdir()
    windows.write_bytes(TEXT.replace("\n", "\r\n").encode("cp1252"))
    one = started("phrases", str(text), "--seed", "5", "--json", home=tmp_path)
    two = started("phrases", str(windows), "--seed", "5", "--json", home=tmp_path)
    assert one == two


@pytest.mark.slow
def test_phrases_obey_start_with_share_and_no_starters(text: Path, tmp_path: Path) -> None:
    for phrase in result("phrases", str(text), "--start", "Le voisin", "--count", "3", home=tmp_path):
        assert phrase["text"].lower().startswith("le voisin")
    for phrase in result("phrases", str(text), "--with", "lune", "--count", "3", "--seed", "1", home=tmp_path):
        assert "lune" in phrase["text"].lower()
    for phrase in result("phrases", "-", "--no-starters", "--seed", "1", home=tmp_path, stdin=TEXT.encode()):
        assert {step["title"] for step in phrase["steps"]} == {"entrée standard"}


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "vide"),
        (b"   \n\n ", "vide"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "texte"),
        (b"Bonjour.", "court"),
    ],
)
def test_phrases_say_why_there_is_none(content: bytes, says: str, tmp_path: Path) -> None:
    path = tmp_path / "t.txt"
    path.write_bytes(content)
    assert says in told("phrases", str(path), "--no-starters", home=tmp_path)


def test_phrases_refuse_a_file_of_50_mb_at_once(tmp_path: Path) -> None:
    path = tmp_path / "gros.txt"
    path.write_bytes(b"Le robot mange la lune. " * (50 * 1024 * 1024 // 24))
    assert "trop" in told("phrases", str(path), home=tmp_path)


def test_phrases_do_not_obey_hostile_text(tmp_path: Path) -> None:
    path = tmp_path / "t.txt"
    path.write_bytes(
        (
            "Le robot [/] mange [b]tout[/b] le soir. Il \x1b[31mrougit\x1b[0m la nuit.\n"
            "Le \u202erobot\u202c dort sous la lune."
        ).encode()
    )
    done = bestio("phrases", str(path), "--no-starters", "--count", "20", home=tmp_path)
    assert b"\x1b" not in done.stdout + done.stderr
    assert "\u202e" not in (done.stdout + done.stderr).decode()


@pytest.mark.parametrize(
    "words", [("--order", "5"), ("--order", "0"), ("--count", "0"), ("--share", "2"), ("--start", "zzzz")]
)
def test_phrases_refuse_what_cannot_be(words: tuple[str, ...], text: Path, tmp_path: Path) -> None:
    code = 1 if words[0] == "--start" else 2
    assert told("phrases", str(text), *words, home=tmp_path, code=code)


# --- speak ------------------------------------------------------------------------------------------------------------


def test_speak_writes_audible_french_with_the_right_words(tmp_path: Path) -> None:
    out = tmp_path / "a.wav"
    found = result("speak", "L'éléphant et la hyène dansent.", "--out", str(out), home=tmp_path)
    assert [word["text"] for word in found["words"]] == ["L'éléphant", "et", "la", "hyène", "dansent"]
    starts = [word["start"] for word in found["words"]]
    assert starts == sorted(starts)
    assert all(0 <= word["start"] < word["end"] <= found["seconds"] + 0.05 for word in found["words"])
    assert found["engine"] == "espeak"
    with wave.open(str(out)) as sound:
        seconds = sound.getnframes() / sound.getframerate()
        samples = np.frombuffer(sound.readframes(sound.getnframes()), np.int16) / 32768
    assert 1 <= seconds <= 4
    assert seconds == pytest.approx(found["seconds"], abs=0.01)
    assert 20 * np.log10(np.sqrt(np.mean(samples**2))) > -35


@pytest.mark.slow
def test_speak_writes_the_formats_it_promises(tmp_path: Path) -> None:
    for ending in ("mp3", "flac"):
        out = tmp_path / f"a.{ending}"
        bestio("speak", "Bonjour la lune.", "--voice", "dragon-rouille", "--out", str(out), home=tmp_path)
        samples, rate = soundfile.read(out)
        assert len(samples) / rate > 0.5
    assert {path.suffix for path in tmp_path.glob("a.*")} == {".mp3", ".flac"}


@pytest.mark.slow
def test_speak_refuses_an_unknown_voice_an_empty_text_and_a_format_that_is_none(tmp_path: Path) -> None:
    assert "dragon-rouille" in told("speak", "Bonjour", "--voice", "absente", home=tmp_path, code=2)
    assert told("speak", "   ", home=tmp_path, code=2)
    assert ".wav" in told("speak", "Bonjour", "--out", str(tmp_path / "a.xyz"), home=tmp_path, code=2)
    assert not (tmp_path / "a.xyz").exists()


# --- lists, folders, checks -------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_speak_reads_what_a_school_types_and_refuses_what_is_no_text(tmp_path: Path) -> None:
    out = str(tmp_path / "a.wav")
    said = result("speak", "-", "--out", out, home=tmp_path, stdin="L’été, la forêt chante.\n".encode("cp1252"))
    assert [word["text"] for word in said["words"]] == ["L’été", "la", "forêt", "chante"]
    assert "n’est pas un texte" in told("speak", "-", "--out", out, home=tmp_path, stdin=bytes(range(256)) * 20)


def test_lists_and_folders(tmp_path: Path) -> None:
    assert {one["id"] for one in result("lexicons", home=tmp_path)} >= {"ferraille", "abysses"}
    assert len(result("voices", home=tmp_path)) >= 6
    folders = result("where", home=tmp_path)
    assert folders["rescue"] == str(Path.home() / "Bestio-secours")
    assert folders["workspace"] == str(tmp_path)
    assert {"bundled", "voices", "lexicons", "workshops", "cache"} <= set(folders)


VOICE = "bestio: voice/1\nid: a\ntitle: A\n{}\n"


def test_what_ships_is_in_order(tmp_path: Path) -> None:
    assert json.loads(started("check", "--json", home=tmp_path)) == []


def test_check_names_the_line_and_ends_with_1(tmp_path: Path) -> None:
    path = tmp_path / "lexicons" / "mien.yaml"
    path.parent.mkdir()
    path.write_text(
        "bestio: lexicon/1\nid: mien\ntitle: Le mien\nlanguage: fr\nslots:\n  tete:\n    title: La tête\n    traits:\n"
        "      chat: {noun: {lemma: chat, gender: m}}\n      loup: {noun: {lemma: loup}}\n", encoding="utf-8",
    )  # fmt: skip
    done = bestio("check", str(path), home=tmp_path, code=1)
    assert f"{path}:10: ".encode() in done.stdout
    assert any(one["id"] == "mien" for one in result("lexicons", home=tmp_path, code=1))


def test_check_does_not_know_everything(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("a: 1\n")
    assert "bestio: lexicon/1" in told("check", str(path), home=tmp_path)
    assert told("check", str(tmp_path / "absent.yaml"), home=tmp_path)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "Le fichier est vide."),
        ("# rien\n", "Le fichier est vide."),
        ("bestio: lexique/1\nid: x\n", "« lexique/1 » n’est pas une sorte de fichier"),
        ("titre: x\n", "ne dit pas ce qu’il contient"),
        (VOICE.format("volume: 0,9"), "mettez un point et non une virgule : 0.35"),
        (VOICE.format("effects: [{type: ring, mix: 0,35}]"), "mettez un point et non une virgule : 0.35"),
    ],
)
def test_what_teachers_often_write_is_told_as_what_it_is(text: str, says: str, tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(text, encoding="utf-8")
    said = bestio("check", str(path), home=tmp_path, code=1).stdout.decode()
    assert says in said.replace("\u00a0", " ")
    assert "“" not in said


def test_a_right_list_is_not_taken_for_a_number_with_a_comma(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(VOICE.format("timbre: {pitch_hz: [60,900]}"), encoding="utf-8")
    assert "virgule" not in bestio("check", str(path), home=tmp_path, code=1).stdout.decode()


def test_a_broken_voice_of_the_workspace_costs_that_voice_only(tmp_path: Path) -> None:
    (tmp_path / "voices").mkdir()
    (tmp_path / "voices" / "cassee.yaml").write_text("bestio: voice/1\nid: cassee\ntitle: 'l'été\n")
    done = bestio("speak", "Bonjour", "--out", str(tmp_path / "a.wav"), home=tmp_path)
    assert "cassee.yaml:3" in done.stderr.decode()


@pytest.mark.parametrize("words", [("danse",), ("invent", "un", "mot"), ("--nimporte",)])
def test_a_wrong_word_is_told_in_french_and_ends_with_2(words: tuple[str, ...], tmp_path: Path) -> None:
    said = told(*words, home=tmp_path, code=2)
    assert "--help" in said
    assert "No such" not in said
    assert "unexpected" not in said


@pytest.mark.parametrize("words", [("",), ("--hom",), ("invent", "--nam")])
def test_no_complaint_is_in_english(words: tuple[str, ...], tmp_path: Path) -> None:
    complaint = told(*words, home=tmp_path, code=2)
    assert "No such" not in complaint
    assert "ossible" not in complaint


def test_the_app_says_so_when_there_is_no_terminal(tmp_path: Path) -> None:
    assert "terminal" in started(home=tmp_path, code=2).decode()


def test_help_is_in_french(tmp_path: Path) -> None:
    for words in (("--help",), ("phrases", "--help"), ("speak", "--help")):
        page = bestio(*words, home=tmp_path).stdout.decode()
        for english in ("Usage:", "Options:", "Show this", "The ", "<str>", "<text>", "<int>"):
            assert english not in page, page
