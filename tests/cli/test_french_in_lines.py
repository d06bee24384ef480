"""Texts as pupils type them, from the file to the printed phrase, in the lines of the terminal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bestio.language import sentences, typography
from bestio.language.tokens import split
from tests.cli.command import bestio

TEXTS = Path(__file__).parents[1] / "data" / "french"


def told(*words: str, home: Path, code: int = 0, stdin: bytes = b"") -> str:
    """What the command prints on both streams, as it is."""
    done = bestio(*words, home=home, stdin=stdin, code=code)
    return (done.stdout + done.stderr).decode()


def phrases(name: str, *words: str, home: Path, code: int = 0) -> str:
    return told("phrases", str(TEXTS / name), "--no-starters", *words, home=home, code=code)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "sans_espace.txt",
            [
                "Le robot dort dans la mare.", "Il rêve de la lune.", "La lune brille fort.", "Il ouvre un œil.",
                "Le robot mange une vis.", "Il ouvre la boîte.", "La vis tombe dans la mare.", "Il crie!",
                "La lune rit?", "Oui!",
            ],
        ),
        (
            "abrev.txt",
            [
                "Le robot arrive (c.-à-d. demain).",
                "Cf. la page 3.",
                "Av. J.-C. il dormait.",
                "Il vit, c.-à-d. il rouille.",
            ],
        ),
        (
            "dialogue_cris.txt",
            [
                "— Non ! non ! non ! cria la vis dans la mare.", "— Ah ! ah ! ah ! fit la lune dans la mare.",
                "Le robot, hélas ! dormait dans la mare.",
            ],
        ),
    ],
)  # fmt: skip
def test_sentences_of_a_file(name: str, expected: list[str]) -> None:
    assert sentences.split(typography.clean((TEXTS / name).read_text("utf-8"))) == expected


def test_shortened_words_are_one_token() -> None:
    assert "c.-à-d." in split("Il vit, c.-à-d. il rouille.")


def test_numbers_are_printed_as_they_were_typed(tmp_path: Path) -> None:
    shown = phrases("milliers.txt", "--count", "12", "--seed", "1", home=tmp_path)
    assert "1 200,50 kg" in shown
    assert " -5 degrés" in shown
    assert ", 50" not in shown
    assert "- 5" not in shown


@pytest.mark.parametrize("asked", ["coeur", "cœur", "COEUR", "oeil", "soeur"])
def test_a_word_is_found_with_or_without_its_ligature(tmp_path: Path, asked: str) -> None:
    shown = phrases("oe.txt", "--with", asked, "--count", "1", home=tmp_path)
    assert asked.lower().replace("oe", "œ") in shown.lower()


@pytest.mark.parametrize(("asked", "meant"), [("ete", "été"), ("soeurs", "sœur"), ("ROBO", "robot")])
@pytest.mark.parametrize("option", ["--with", "--start"])
def test_the_word_that_was_meant_is_asked_about(tmp_path: Path, asked: str, meant: str, option: str) -> None:
    shown = phrases("oe.txt", option, asked, "--count", "1", home=tmp_path, code=1)
    assert f"Voulais-tu dire « {meant} » ?" in shown.replace("\u00a0", " ").replace("\u202f", " ")


def test_it_is_asked_about_in_the_lines_of_a_creation_too(tmp_path: Path) -> None:
    told("new", "--group", "Les Ours", "--class", "5b", "--seed", "4", home=tmp_path)
    text = (TEXTS / "oe.txt").read_bytes() * 3
    told("act", "les-ours", "write", "-", "--title", "Le cœur", home=tmp_path, stdin=text)
    shown = told("act", "les-ours", "fabriquer", "avec=sœurr", home=tmp_path, code=1)
    assert "Voulais-tu dire « sœur »" in shown.replace("\u00a0", " ")
    made = json.loads(told("act", "les-ours", "fabriquer", "avec=soeur", "--json", home=tmp_path))
    assert "sœur" in str(made).lower()


@pytest.mark.parametrize("seed", range(4))
def test_emoji_are_printed_whole(tmp_path: Path, seed: int) -> None:
    shown = phrases("emoji_zwj.txt", "--count", "3", "--seed", str(seed), home=tmp_path)
    assert "\ufffd" not in shown
    for part in ("👩", "🏳", "👨"):
        whole = {"👩": "👩‍", "🏳": "🏳️‍🌈", "👨": "👨‍👩‍👧"}[part]
        assert shown.count(part) == shown.count(whole)


def test_how_a_text_is_read_aloud(tmp_path: Path) -> None:
    said, sounds = told("speak", "--how", "M. Vis, à 8h30", home=tmp_path).splitlines()
    assert said == "monsieur visse, à 8 heures 30"
    assert sounds == "Sons\u00a0: [məsjøvis a yitœʁtʁɑ̃t]"
    made = json.loads(told("speak", "--how", "--json", "le CM2", home=tmp_path))
    assert made["said"] == "le C.M.2"
    assert made["text"] == "le CM2"
