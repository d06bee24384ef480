"""The commands on creations and classes, run as users run them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bestio.classroom.store import Store
from bestio.cli.verbs import find_verb, help_lines
from bestio.persona.slots import SLOTS
from bestio.session.actions.register import ACTIONS
from tests.cli.command import bestio

TEXT = """Il pleut sur la gare et le hibou dort. Le train chante sur la gare. Le hibou chante pour le train qui dort.
Personne ne dort sur la gare. Le hibou rit du train et le train rit du hibou. Il pleut encore sur le hibou.
"""


def told(*words: str, home: Path, stdin: bytes = b"", code: int = 0) -> str:
    done = bestio(*words, home=home, stdin=stdin, code=code)
    return " ".join((done.stdout + done.stderr).decode().split())


def result(*words: str, home: Path, stdin: bytes = b"", code: int = 0) -> Any:
    return json.loads(bestio(*words, "--json", home=home, stdin=stdin, code=code).stdout)


def events(home: Path, path: str = "5b/ours.yaml") -> list[str]:
    with Store(home, lambda: 0.0).open(home / "workshops" / path, read_only=True) as journal:
        return [event.do for event in journal.events]


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The journal of a group with a text and a kept phrase, made by commands alone."""
    home = tmp_path_factory.mktemp("home")
    made = result("new", "--group", "Les Ours", "--class", "5b", "--seed", "4", home=home)
    assert Path(made["journal"]) == home / "workshops" / "5b" / "les-ours.yaml"
    told("act", "les-ours", "write", "-", "--title", "La gare", home=home, stdin=TEXT.encode())
    told("act", "5b/les-ours", "fabriquer", "--seed", "2", home=home)
    told("act", "Les Ours", "garder", "1", home=home)
    assert events(home, "5b/les-ours.yaml") == [
        "creation.begin", "voice.choose", "text.write", "phrase.make", "phrase.keep",
    ]  # fmt: skip
    return Path(made["journal"]).read_bytes()


@pytest.fixture
def home(begun: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "workshops" / "5b" / "ours.yaml"
    path.parent.mkdir(parents=True)
    path.write_bytes(begun)
    return tmp_path


# --- acts -------------------------------------------------------------------------------------------------------------


def test_the_creature_is_changed_line_by_line(home: Path) -> None:
    before = result("act", "ours", home=home)["result"]
    spun = result("act", "ours", "spin", "tete", home=home)
    assert spun["told"]
    assert spun["result"]["traits"]["tete"] != before["traits"]["tete"]
    assert "le groupe garde" in told("act", "ours", "verrouiller", "La tête", home=home)
    assert told("act", "ours", "spin", "tete", home=home, code=1)
    again = result("act", "ours", "tourner", home=home)["result"]
    assert again["traits"]["tete"] == spun["result"]["traits"]["tete"]
    assert again["traits"] != spun["result"]["traits"]
    told("act", "ours", "deverrouiller", "tete", home=home)
    told("act", "ours", "choisir", "tete", "hibou", home=home)
    own = result("act", "ours", "inventer", "corps", "nom=chat", "genre=m", "adjectif=vert", home=home)
    assert own["result"]["traits"]["corps"] == "own:corps-1"
    assert "vert" in told("act", "ours", "voir", home=home)
    assert result("act", "ours", "annuler", home=home)["told"]
    told("act", "ours", "refaire", home=home)
    told("act", "ours", "nommer", "Zig", "Zag", home=home)
    assert result("act", "ours", "show", home=home)["creature"] == "Zig Zag"


def test_phrases_are_made_with_dice_kept_moved_and_rewritten(home: Path) -> None:
    choices = result("act", "ours", "dés", home=home)["result"]["choices"]
    first = choices[0]
    begun = result("act", "ours", "dice", first["word"], home=home)["result"]
    assert begun["text"].lower().startswith(first["word"].lower())
    assert events(home)[-1] == "phrase.keep"  # nothing was written while looking
    made = result("act", "ours", "dice", str(first["sides"][0]), "fin", home=home)["result"]
    assert made["id"] == "p2"
    assert [step["how"] for step in made["steps"]] == ["die"]
    told("act", "ours", "garder", "p2", home=home)
    assert result("act", "ours", "déplacer", "2", "1", home=home)["result"] == ["p2", "p1"]
    told("act", "ours", "modifier", "p2", "C’est", "[b]nous[/b].", home=home)
    assert "[b]nous[/b]" in told("act", "ours", "phrases", home=home)
    assert "Lu dans" in told("act", "ours", "pourquoi", "p1", home=home)
    told("act", "ours", "jeter", "p2", home=home)
    assert told("act", "ours", "garder", "p2", home=home, code=2)
    told("act", "ours", "régler", "ordre=1", "classe=1", "adaptatif=non", home=home)
    told("act", "ours", "partager", "t1", home=home)
    assert events(home)[-4:] == ["phrase.drop", "machine.set", "share.set", "text.share"]


def test_the_voice_is_chosen_tuned_and_heard(home: Path, tmp_path: Path) -> None:
    told("act", "ours", "voix", "dragon-rouille", home=home)
    assert result("act", "ours", "accorder", "vitesse=200", home=home)["result"]["rate"] == 200
    told("act", "ours", "mutant", "--seed", "3", home=home)
    told("act", "ours", "tordre", "non", home=home)
    said = result("act", "ours", "dire", "--out", str(tmp_path / "a.wav"), home=home)["result"]
    assert said["seconds"] > 0.3
    assert (tmp_path / "a.wav").stat().st_size > 1000
    told("act", "ours", "enregistrer", "Ma", "voix", home=home)
    assert (home / "voices" / "ma-voix.yaml").is_file()
    assert events(home)[-4:] == ["voice.choose", "voice.tune", "voice.tune", "voice.bend"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("danser",), 2),
        (("spin", "aile"), 2),
        (("lock",), 2),
        (("spin", "tete", "corps"), 2),
        (("choisir", "tete", "zzzz"), 2),
        (("régler", "ordre=huit"), 2),
        (("régler", "ordre=8"), 1),
        (("régler", "couleur=bleu"), 2),
        (("accorder", "hauteur=nan"), 2),
        (("accorder", "hauteur=inf"), 2),
        (("accorder", "hauteur=9999"), 2),
        (("accorder", "vitesse=vite"), 2),
        (("dés", "zzzz"), 1),
        (("dés", "101"), 2),
        (("voix", "absente"), 2),
        (("effet", "absent"), 2),
        (("tordre", "peut-être"), 2),
        (("annuler", "tout"), 2),
        (("écrire", "absent.txt"), 1),
        (("partager", "t9"), 2),
        (("inventer", "tete", "nom="), 1),
    ],
)
def test_what_is_not_understood_is_told_and_changes_nothing(home: Path, words: tuple[str, ...], code: int) -> None:
    before = (home / "workshops" / "5b" / "ours.yaml").read_bytes()
    assert told("act", "ours", *words, home=home, code=code)
    assert (home / "workshops" / "5b" / "ours.yaml").read_bytes() == before


def test_the_plan_is_followed_and_the_poll_answered(home: Path) -> None:
    places = result("act", "ours", "étape", home=home)["result"]
    assert len(places) > 10
    assert not any(place["here"] for place in places)
    told("act", "ours", "étape", places[1]["number"], home=home)
    assert [place["here"] for place in result("act", "ours", "step", home=home)["result"]][:3] == [False, True, False]
    count = len(
        [line for line in bestio("act", "ours", "sondage", home=home).stdout.decode().splitlines() if "?" in line]
    )
    told("act", "ours", "sondage", "avant", *["1"] * count, home=home)
    assert events(home)[-2:] == ["step.reach", "poll.answer"]
    for wrong in (["avant", "1"], ["hier", "1"], ["avant", *["99"] * count]):
        assert told("act", "ours", "sondage", *wrong, home=home, code=2)
    assert told("act", "ours", "étape", "99.9", home=home, code=2)


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="a folder in which nobody can write, the root neither")
def test_an_act_that_the_disk_refuses_is_not_told_as_done() -> None:
    done = bestio("new", "--group", "ours", home=Path("/proc/bestio"), code=1)
    assert not done.stdout
    assert "en mémoire" not in done.stderr.decode()
    assert "Rien n’a été enregistré" in done.stderr.decode()


def test_help_on_verbs_is_data_where_data_is_asked_for(home: Path) -> None:
    every = json.loads(bestio("act", "x", "help", "--json", home=home).stdout)
    assert [verb["id"] for verb in every] == [action.id for action in ACTIONS]
    (spin,) = json.loads(bestio("act", "x", "aide", "tourner", "--json", home=home).stdout)
    (wheel,) = spin.pop("parameters")
    assert (wheel["kind"], wheel["required"], wheel["choices"]) == ("slot", False, list(SLOTS))
    assert {key["key"] for key in spin["keys"]} == {"Espace", "T"}
    shown = told("act", "x", "aide", "tourner", home=home)
    assert all(text in shown for text in (wheel["help"], wheel["default"], spin["help"], "tete, corps"))


def test_every_verb_has_two_names_that_no_other_has_and_a_line_of_help() -> None:
    names = [verb.id for verb in ACTIONS] + [verb.verb for verb in ACTIONS if verb.verb != verb.id]
    assert len(names) == len(set(names))
    assert len(help_lines()) == len(ACTIONS)
    for verb in ACTIONS:
        assert find_verb(verb.id) is find_verb(verb.verb.upper()) is verb
    assert find_verb("aide") is None


def test_a_creation_that_another_window_writes_is_looked_at_and_not_changed(home: Path) -> None:
    with Store(home, lambda: 0.0).open(home / "workshops" / "5b" / "ours.yaml"):
        assert told("act", "ours", "voir", home=home)
        assert told("act", "ours", "tourner", home=home, code=1)


# --- replay -----------------------------------------------------------------------------------------------------------


def test_a_creation_is_told_as_text_and_as_data(home: Path) -> None:
    page = bestio("replay", "ours", "--plain", home=home).stdout.decode()
    assert "Il pleut sur la gare" in page
    acts = result("replay", "ours", home=home)
    assert [act["do"] for act in acts] == events(home)
    assert all(act["told"] for act in acts)
    assert [act["act"] for act in result("replay", "ours", "--from", "3", "--until", "4", home=home)] == [3, 4]
    assert result("replay", "ours", "--from", "59:00", home=home) == []
    for wrong in ("demain", "1:2:3:4", "-5"):
        assert told("replay", "ours", "--plain", f"--from={wrong}", home=home, code=2)
    assert told("replay", "ours", "--speed", "100", home=home, code=2)
    assert "--plain" in told("replay", "ours", home=home, code=2)  # no terminal here


def test_a_sample_that_ships_is_told_without_a_workspace(tmp_path: Path) -> None:
    assert result("replay", "les-boulons-bavards", home=tmp_path)
    assert not (tmp_path / "workshops").exists()


# --- the class --------------------------------------------------------------------------------------------------------


def test_classes_and_groups_are_made_and_listed(home: Path) -> None:
    assert result("class", home=home) == [{"class": "5b", "groups": 1, "ends": ""}]
    rows = result("class", "--new", "4e A", "--group", "Les Écrous", "--group", "Les Vis", home=home)
    assert [row["group"] for row in rows] == ["Les Écrous", "Les Vis"]
    told("class", "4e-a", "--group", "Les Clous", "--group", "2", home=home)
    assert len(result("class", "4e-a", home=home)) == 5
    row = result("class", "5b", home=home)[0]
    assert row["group"] == "Les Ours"
    assert row["words"] > 30
    assert row["kept"] == 1
    assert 0.99 < sum(row["balance"].values()) < 1.01
    assert "Les Ours" in told("class", "5b", home=home)
    assert told("class", "absente", home=home, code=2)
    assert told("class", "absente", "--group", "Nous", home=home, code=2)
    assert told("class", "--group", "Nous", home=home, code=2)


def test_a_journal_that_cannot_be_read_shows_in_the_table(home: Path) -> None:
    (home / "workshops" / "5b" / "casse.yaml").write_bytes(b"\x00 rien")
    rows = result("class", "5b", home=home, code=1)
    assert [bool(row["trouble"]) for row in rows] == [True, False]


def test_forgetting_shows_what_goes_and_asks(home: Path) -> None:
    journal = home / "workshops" / "5b" / "ours.yaml"
    assert "Les Ours" in told("forget", "ours", home=home, code=2)
    assert journal.exists()
    shown = result("forget", "ours", home=home, code=2)
    assert shown["files"] == [str(journal)]
    told("forget", "5b/ours", "--yes", home=home)
    assert not journal.exists()
    assert told("forget", "ours", "--yes", home=home, code=2)
    told("class", "--new", "ours", "--group", "ours", home=home)
    assert told("forget", "ours", "--yes", home=home, code=2)  # a class, and a group too
    told("forget", "ours/", "--yes", home=home)
    assert not (home / "workshops" / "ours").exists()


def test_a_class_and_a_creature_are_printed(home: Path, tmp_path: Path) -> None:
    page = tmp_path / "affiche" / "galerie.svg"
    assert result("class", "5b", "--gallery", str(page), home=home) == {"file": str(page), "creatures": 1}
    assert "<svg" in page.read_text(encoding="utf-8")
    assert "1 créature" in told("class", "5b", "--gallery", str(page), home=home)
    for words in (
        ("class", "--gallery", str(page)),
        ("class", "5b", "--gallery", "a.jpg"),
        ("class", "5b", "--gallery", "a.pdf", "--size", "A0"),
        ("class", "x", "--gallery", "a.svg"),
    ):
        assert told(*words, home=home, code=2)
    sheet = Path(result("act", "5b/ours", "coloriage", home=home)["result"])
    assert sheet.parent == home / "images" / "5b" / "ours"
    assert sheet.name.endswith(".coloriage.svg")
    assert Path(result("act", "5b/ours", "coloriage", home=home)["result"]).name.endswith("-2.coloriage.svg")
    told("act", "5b/ours", "coloriage", "--out", str(tmp_path / "c.svg"), home=home)
    assert told("act", "5b/ours", "coloriage", "--out", str(tmp_path / "c.png"), home=home, code=2)


def test_copies_in_other_classes_go_too_unless_they_are_to_stay(home: Path) -> None:
    there = home / "workshops" / "4a" / "ours.yaml"
    there.parent.mkdir()
    there.write_bytes((home / "workshops" / "5b" / "ours.yaml").read_bytes())
    assert "4a/ours.yaml" in told("forget", "5b/ours", home=home, code=2)
    assert result("forget", "5b/ours", home=home, code=2)["copies"] == [str(there)]
    assert "Sa copie reste" in told("forget", "5b/ours", "--keep-copies", "--yes", home=home)
    assert there.exists()
    told("forget", "ours", "--yes", home=home)
    assert not there.exists()


def test_a_file_outside_the_workspace_is_not_forgotten(home: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("ailleurs") / "ours.yaml"
    outside.write_bytes((home / "workshops" / "5b" / "ours.yaml").read_bytes())
    assert told("forget", str(outside), "--yes", home=home, code=2)
    assert outside.exists()


def test_a_creation_is_carried_in_one_file(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "sac.bestio"
    assert result("export", "ours", "--out", str(file), home=home)["bytes"] == file.stat().st_size
    made = result("import", str(file), "--class", "4a", home=home)
    assert Path(made["journal"]).parent == home / "workshops" / "4a"
    assert events(home, f"4a/{Path(made['journal']).name}") == events(home)
    assert told("import", str(tmp_path / "absent.bestio"), home=home, code=1)
    assert told("import", str(file), "--class", "../..", home=home, code=2)


def test_help_is_in_french(home: Path) -> None:
    for command in ("replay", "class", "forget", "export", "import", "new", "act"):
        page = bestio(command, "--help", home=home).stdout.decode()
        for english in ("The ", "Usage:", "Erase", "Make", "Write a"):
            assert english not in page, page


def test_a_class_is_found_by_its_title(home: Path) -> None:
    told("class", "--new", "5e B", "--group", "Les Vis", home=home)
    assert [row["group"] for row in result("class", "5e B", home=home)] == ["Les Vis"]
    told("new", "--group", "Les Clous", "--class", "5e B", home=home)
    assert len(result("class", "5e-b", home=home)) == 2
    assert "les-vis.yaml" in told("act", "5e B/Les Vis", "fichier", home=home)
    told("move", "5b/ours", "5e B", home=home)
    assert len(result("class", "5E b", home=home)) == 3
    assert told("move", "absent", "5e B", home=home, code=2)
    assert told("move", "les-vis", "../..", home=home, code=2)
    told("forget", "5e B", "--yes", home=home)
    assert result("class", home=home) == [{"class": "5b", "groups": 0, "ends": ""}]


def test_a_creation_is_carried_into_a_folder_that_is_made(home: Path, tmp_path: Path) -> None:
    made = result("export", "ours", "--out", str(tmp_path / "clé" / "usb"), home=home)
    assert made["file"] == str(tmp_path / "clé" / "usb" / "ours.bestio")
    (tmp_path / "file").write_text("", encoding="utf-8")
    said = told("export", "ours", "--out", str(tmp_path / "file" / "x.bestio"), home=home, code=1)
    assert "x.bestio:" in said
    assert ".part" not in said


def test_what_is_wrong_with_a_trait_of_ones_own_is_told_to_pupils(home: Path) -> None:
    for words in (["corps", "nom="], ["corps", "nom=chat", "genre=x"], ["peur", "verbe="], ["peur", "nom=chat"]):
        said = bestio("act", "ours", "inventer", *words, home=home, code=2 if words[-1] == "nom=chat" else 1)
        assert not said.stderr.decode().startswith((" :", ":"))
        assert "lemma" not in said.stderr.decode()
    own = told("act", "ours", "inventer", "peur", "verbe=craindre", "suite=l'orage", "negation=jamais", home=home)
    assert "ne craint jamais l’orage" in own
    assert "je : ne crains jamais" in own or "ne crains jamais" in own


def test_texts_are_named_by_id_or_title_and_listed(home: Path) -> None:
    assert "t1 (La gare)" in told("act", "ours", "partager", home=home, code=2)
    told("act", "ours", "partager", "La", "gare", home=home)
    told("act", "ours", "reprendre", "t1", home=home)
    assert events(home)[-2:] == ["text.share", "text.unshare"]


def test_the_h_of_a_trait_of_ones_own_is_asked_for_only_where_nobody_knows(home: Path) -> None:
    assert "le hibou" in told("act", "ours", "inventer", "tete", "nom=hibou", "genre=m", home=home)
    assert "l’horloge" in told("act", "ours", "inventer", "tete", "nom=horloge", "genre=f", "h=aspiré", home=home)
    asked = bestio("act", "ours", "inventer", "tete", "nom=heufle", "genre=m", home=home, code=1).stderr.decode()
    assert "h=aspiré" in asked
    assert "h=muet" in asked
    made = told("act", "ours", "inventer", "tete", "nom=heufle", "h=aspiré", "pluriel=heufloux", home=home)
    assert "le heufle" in made
    assert "des heufloux" in made
    assert "elle est seule" in told("act", "ours", "inventer", "peur", "verbe=être", "suite=seul", home=home)
