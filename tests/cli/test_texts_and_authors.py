"""Weights of texts and authorship, line by line."""

from __future__ import annotations

import io
from typing import Any

import pytest

TEXT = (
    "La pluie tombe sur le toit de la vieille usine. Le hibou chante sous la lune rouge. La lune tombe dans le lac. "
    "Le vieux robot chante sous la pluie. Le robot dort sur le toit. Un crabe a mangé la clé du garage."
)


@pytest.fixture
def ours(line: Any) -> Any:
    """The command line of a workspace where a group has two texts and two phrases."""
    (line.home / "nuit.txt").write_text(TEXT, encoding="utf-8")
    line("new", "--group", "Les Ours", "--class", "5b", "--seed", "4")
    line("act", "les-ours", "écrire", str(line.home / "nuit.txt"))
    line("act", "les-ours", "fabriquer", "--seed", "1")
    line("act", "les-ours", "fabriquer", "--seed", "2")
    return line


def test_a_text_is_weighed(ours: Any) -> None:
    texts = {text["id"]: text for text in ours.data("act", "les-ours", "textes")["result"]}
    starter = next(key for key in texts if key != "t1")
    assert texts["t1"]["share"] == pytest.approx(0.6)
    assert sum(text["share"] for text in texts.values()) == pytest.approx(1)
    said = ours("act", "les-ours", "peser", starter, "3,5")
    assert "compte maintenant 3,5 fois" in said
    assert "donne 1 mot sur 10, ou à peu près" in said
    assert ours.events("5b/les-ours.yaml")[-1] == (
        "source.weigh", {"source": starter, "weight": 3.5, "title": texts[starter]["title"]},
    )  # fmt: skip
    assert "× 3,5" in ours("act", "les-ours", "textes")
    assert "se tait" in ours("act", "les-ours", "peser", texts[starter]["title"].upper(), "0")
    assert "muet" in ours("act", "les-ours", "textes")
    weighed = ours.data("act", "les-ours", "peser", "t1", "2")["result"]
    assert weighed["own:t1"] == {"weight": 2, "share": pytest.approx(0.6)}
    ours("act", "les-ours", "annuler")
    before = ours.events("5b/les-ours.yaml")
    assert "t1" in ours("act", "les-ours", "peser", "t9", "2", code=2)
    assert "1000 au plus" in ours("act", "les-ours", "peser", "t1", "1001", code=1)
    ours("act", "les-ours", "peser", "t1", "-1", code=2)
    ours("act", "les-ours", "peser", "t1", "lourd", code=2)
    assert ours.events("5b/les-ours.yaml") == before


def test_a_limit_is_told_as_a_limit_and_not_as_a_journal_s(ours: Any) -> None:
    said = ours("act", "les-ours", "régler", "ordre=9", code=1)
    assert "4 au plus" in said
    assert "journal" not in said
    said = ours("act", "les-ours", "nommer", "x" * 81, code=1)
    assert "80 lettres au plus" in said


def test_why_tells_pieces_authors_and_what_is_copied(ours: Any) -> None:
    said = ours("act", "les-ours", "pourquoi", "p1")
    assert "De qui sont les mots" in said
    assert "Les morceaux dont elle est faite" in said
    assert "d’affilée" in said
    told = ours.data("act", "les-ours", "pourquoi", "p1")["result"]
    assert sum(told["authors"].values()) == pytest.approx(1)
    assert sum(piece["words"] for piece in told["pieces"]) == told["copied"]["total"]
    assert told["changes"] == []


def test_a_phrase_changed_by_hand_tells_what_changed_and_what_is_copied(ours: Any) -> None:
    said = ours("act", "les-ours", "modifier", "p1", "Le hibou chante sous", "la lune bleue.")
    assert "Retouchée à la main" in said
    assert "6 mots d’affilée" in said
    (do, data) = ours.events("5b/les-ours.yaml")[-1]
    assert (do, data["copied"]["words"], data["copied"]["source"]) == ("phrase.edit", 6, "own:t1")
    assert "écrit à la main" in ours("act", "les-ours", "pourquoi", "p1")
    ours("act", "les-ours", "modifier", "p1")
    assert (
        "copied" not in ours.events("5b/les-ours.yaml")[-1][1] or not ours.events("5b/les-ours.yaml")[-1][1]["copied"]
    )
    assert "écrit à la main" not in ours("act", "les-ours", "pourquoi", "p1")


def test_who_is_the_author_is_counted(ours: Any) -> None:
    every = ours.data("act", "les-ours", "auteur")["result"]
    assert every["tally"]["phrases"] == 2
    ours("act", "les-ours", "garder", "p2")
    assert ours.data("act", "les-ours", "author")["result"]["tally"]["phrases"] == 1
    assert ours.data("act", "les-ours", "auteur", "tout")["result"] == every
    said = ours("act", "les-ours", "auteur", "tout")
    assert "tirés par la machine" in said
    assert "Les Ours" in said
    assert "copiés à la suite" in said


def test_what_is_pasted_on_standard_input_is_held_to_the_same_rules(ours: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    class Typed(io.TextIOWrapper):
        def isatty(self) -> bool:
            return False

    pasted = (TEXT + " Écris à lea@exemple.fr ou sur www.exemple.fr !").encode()
    monkeypatch.setattr("io.StringIO", lambda _text: Typed(io.BytesIO(pasted)))
    said = ours("act", "les-ours", "écrire", "-", "--title", "Collé")
    assert "1 adresse électronique" in said
    assert "1 adresse de site" in said
    assert "lea@" not in ours.events("5b/les-ours.yaml")[-1][1]["text"]


def test_a_trait_is_no_reason_for_words_that_a_hand_took_out(ours: Any) -> None:
    for number in range(1, 30):
        ours("act", "les-ours", "fabriquer", "--seed", str(number))
        if "elle aime le dire" in ours("act", "les-ours", "pourquoi", f"p{number}"):
            break
    else:
        raise AssertionError("no trait had its word said")
    ours("act", "les-ours", "modifier", f"p{number}", "…")
    assert "elle aime le dire" not in ours("act", "les-ours", "pourquoi", f"p{number}")


def test_a_replay_tells_why_and_tells_it_once(ours: Any) -> None:
    ours("act", "les-ours", "garder", "p2")
    why = ours("act", "les-ours", "pourquoi", "p2").splitlines()
    words = "\n".join(f"    {line}" for line in why)
    assert ours("replay", "les-ours", "--explain").count(words) == 1  # made, then kept: the same reasons
    assert words not in ours("replay", "les-ours", "--plain")
    acts = ours.data("replay", "les-ours", "--explain")
    (made,) = [act for act in acts if act["do"] == "phrase.make" and act["why"]["text"] == why[0]]
    assert {word["how"] for word in made["why"]["words"]} <= {"machine", "tic", "wanted"}
    assert all("why" not in act for act in ours.data("replay", "les-ours"))


def test_the_answer_to_a_question_says_why_as_the_screen_does(ours: Any) -> None:
    said = ours("replay", "les-ours", "--guess", answers=("1",) * 60)
    asked = said.count("quel mot la machine va-t-elle tirer")
    assert asked
    assert said.count("tiré par la machine. Lu dans") >= asked
