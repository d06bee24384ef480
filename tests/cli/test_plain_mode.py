"""Plain mode: what the app can do to a creation, a line does; each activity is a dialogue that writes its events."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from bestio.activities.register import ACTIVITIES
from bestio.cli import run
from bestio.cli.activity_verbs import BENCHES
from bestio.cli.verbs import find_verb
from bestio.creation.quoted import shorten
from bestio.tui.screens.activities import activity
from bestio.tui.widgets import text_shares

TEXT = (
    "La pluie tombe sur le toit de la vieille usine. Le hibou chante sous la lune rouge. La lune tombe dans le lac. "
    "Le vieux robot chante sous la pluie. Le robot dort sur le toit. Un crabe a mangé la clé du garage. "
    "Le garage dort sous la lune rouge. La clé du lac est dans le robot."
)
SEEN_ONLY = ""
"""Moves a hand over a screen, or changes how a screen looks: there is nothing to do in a line."""
LINES: dict[Any, dict[str, str]] = {
    text_shares: {"weigh(1)": "peser", "weigh(-1)": "peser"},
}  # fmt: skip
ACTS: dict[str, dict[str, str]] = {
    "authorship": {"go_on": "activité"},
    "bet": {"go_on": "parier", "back": "parier"},
    "count": {"bet": "compter", "wheel": "compter", "fewer": "compter", "more": "compter"},
    "debate": {"earlier": "notes", "ask": "interroger"},
    "dice": {
        "die": "pas-à-pas",
        "machine": "pas-à-pas",
        "go_on": "pas-à-pas",
        "real_die": "pas-à-pas",
        "thousand": "mille",
        "wider": "pas-à-pas",
        "back": "pas-à-pas",
        "finish": "pas-à-pas",
        "plus": "pas-à-pas",
        "minus": "pas-à-pas",
        "never": "pas-à-pas",
        "fair": "pas-à-pas",
    },
    "imagine": {"hear": "imaginer", "go_on": "imaginer", "phrase": SEEN_ONLY, "reveal": "imaginer"},
    "sign": {
        "above": SEEN_ONLY,
        "below": SEEN_ONLY,
        "less": "signer",
        "more": "signer",
        "go_on": "signer",
        "reason": "signer",
    },
    "poll": {"go_on": "sondage", "back": SEEN_ONLY, "results": "sondage"},
    "quiz": {"human": "quiz", "machine": "quiz", "go_on": "quiz"},
    "retrain": {
        "go_on": "perroquet",
        "stop": SEEN_ONLY,
        "earlier": "perroquet",
        "later": "perroquet",
        "again": "perroquet",
    },
}


@pytest.mark.parametrize("module", LINES, ids=lambda module: module.__name__.rpartition(".")[2])
def test_what_a_key_does_a_line_does_too(module: Any) -> None:
    shared = set(activity.LAST)
    assert {command.action for command in module.COMMANDS if command not in shared} == set(LINES[module])
    for verb in filter(None, LINES[module].values()):
        assert verb == "aide" or find_verb(verb) is not None


@pytest.mark.parametrize("way", ACTIVITIES)
def test_what_a_key_does_in_an_activity_a_line_does_too(way: Any) -> None:
    assert {move.id for move in ACTIVITIES[way].moves} == set(ACTS[way])
    for verb in filter(None, ACTS[way].values()):
        assert find_verb(verb) is not None


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The journal of a group with a text, six phrases of its own words, two of them kept."""
    home = tmp_path_factory.mktemp("home")
    (home / "nuit.txt").write_text(TEXT, encoding="utf-8")
    lines = [
        ["new", "--group", "Les Ours", "--class", "5b", "--seed", "4"],
        ["act", "les-ours", "écrire", str(home / "nuit.txt")],
        ["act", "les-ours", "régler", "départ=non"],
        *(["act", "les-ours", "fabriquer", "--seed", str(seed)] for seed in range(6)),
        *(["act", "les-ours", "garder", phrase] for phrase in ("1", "2")),
    ]
    for words in lines:
        assert run([*words, "--home", str(home)]) == 0
    return (home / "workshops" / "5b" / "les-ours.yaml").read_bytes()


@pytest.fixture
def ours(line: Any, made: bytes) -> Any:
    """The command line of a workspace where that group is."""
    path = line.home / "workshops" / "5b" / "les-ours.yaml"
    path.parent.mkdir(parents=True)
    path.write_bytes(made)
    return line


def last(line: Any, count: int = 1) -> list[tuple[str, dict[str, Any]]]:
    found: list[tuple[str, dict[str, Any]]] = line.events("5b/les-ours.yaml")[-count:]
    return found


def test_a_poll_is_answered_one_pupil_after_the_other_and_compared(line: Any) -> None:
    line("new", "--group", "Les Ours", "--class", "5b")
    said = line("act", "les-ours", "activité", "1.2", answers=("1", "un peu", "zzz", "9", "3", "1", "1", "5", "2"))
    assert "Donne un nombre de 1 à 4" in said
    (reached, answered) = last(line, 2)
    assert reached[0] == "step.reach"
    assert answered[1]["answers"]["intelligent"] == "un peu"
    assert "oubliées" in line("act", "les-ours", "sondage", "avant", answers=("1", "2"))  # left in the middle
    assert last(line)[0] == answered
    assert "deuxième fois" in line("act", "les-ours", "sondage", "résultats", code=1)
    said = line("act", "les-ours", "activité", "6.5", answers=(*["2"] * 6, "oui", *["2"] * 6, "non"))
    assert "un peu\u00a0: avant 0\u00a0% (0), après 100\u00a0% (2)" in said
    assert [do for do, _data in last(line, 3)] == ["step.reach", "poll.answer", "poll.answer"]


def test_the_bet_comes_before_the_count(line: Any) -> None:
    line("new", "--group", "Les Ours", "--class", "5b")
    said = line("act", "les-ours", "compter", answers=("beaucoup", "1 000", "oui", "30", "non"))
    assert said.index("en chiffres") < said.index("×")
    first, second = last(line, 2)
    assert first[1]["id"].endswith("compter:1")
    assert second[1]["id"].endswith("compter:2")
    assert "1\u00a0000" in first[1]["text"]
    total = line.data("act", "les-ours", "compter", "7", "1")["result"]
    assert f"{total:,}".replace(",", "\u00a0") in first[1]["text"]
    assert line("act", "les-ours", "compter", "7", "99", code=2)
    assert line("act", "les-ours", "compter", "sept", code=2)


def test_a_bet_then_the_verdict_and_a_signature(ours: Any) -> None:
    said = ours("act", "les-ours", "activité", "4.2", answers=("1", "1", "deux", "2", "1", "non"))
    assert "d’affilée" in said
    assert last(ours)[0][1]["id"].startswith("auteur/paris:p")
    ours("act", "les-ours", "parier", "2", "3", "Les", "Ours")
    bet = last(ours)[0][1]["bet"]
    assert (bet["words"], bet["whose"]["author"]) == (3, "Les Ours")
    assert "3, Les Ours" in ours("act", "les-ours", "notes")
    for wrong in (["9", "3"], ["2"], ["2", "3", "Victor", "Hugo"], ["2", "trois"]):
        assert ours("act", "les-ours", "parier", *wrong, code=2)
    ours("act", "les-ours", "signer", answers=("50", "0", "0", "0", "0", "50", "0", "20", "20", "10", "le hasard"))
    assert last(ours)[0][1]["text"].endswith("le hasard")
    signed = ours.data("act", "les-ours", "signer", "40", "0", "20", "30", "10", "parce", "que")["result"]
    assert signed["signed"]["own"] == 40
    earlier, note = (data["text"] for _do, data in last(ours, 2))
    assert earlier.endswith("le hasard"), "one signature is one note"
    assert note.endswith("parce que")
    for wrong in (["40"], ["40", "0", "20", "30", "20"], ["40", "0", "20", "30", "-20"]):
        assert ours("act", "les-ours", "signer", *wrong, code=2)


def test_human_or_machine(ours: Any) -> None:
    said = ours("act", "les-ours", "quiz", answers=("humain", "machine", "q"))
    assert "enregistré" in said
    assert [do for do, _data in last(ours, 2)] == ["quiz.answer"] * 2
    judged = {data["phrase"] for do, data in ours.events("5b/les-ours.yaml") if do == "quiz.answer"}
    said = ours("act", "les-ours", "quiz", answers=("1",) * 10)
    assert not any(f": {phrase}\n" in said for phrase in judged)  # not asked again
    assert "Ton groupe" in said
    result = ours.data("act", "les-ours", "activité", "6.2", answers=("2",) * 10)["result"]
    assert 0 <= result["right"] <= result["total"] >= 2


def test_without_phrases_there_is_no_quiz_no_bet_no_signature(line: Any) -> None:
    line("new", "--group", "Les Ours", "--class", "5b")
    for verb in ("quiz", "parier", "signer"):
        assert line("act", "les-ours", verb, code=1)


@pytest.mark.slow
def test_a_machine_that_listens_to_itself(ours: Any) -> None:
    result = ours.data("act", "les-ours", "perroquet", "moins")["result"]
    forgets, keeps = result["vocabulary"]["replace"], result["vocabulary"]["accumulate"]
    assert forgets[0] == keeps[0] > keeps[-1] >= forgets[-1]
    (ran, values), (_note, note) = last(ours, 2)
    assert (ran, values["vocabulary"]) == ("retrain.run", result["vocabulary"])
    assert f"{forgets[0]} → {forgets[-1]}" in note["text"]
    assert f"{forgets[0]} → {forgets[-1]}" in ours("replay", "les-ours", "--plain")
    assert "Génération 0" in ours("act", "les-ours", "activité", "6.3", answers=("2",))
    assert ours("act", "les-ours", "perroquet", "peut-être", code=2)


def test_whom_did_you_imagine(ours: Any) -> None:
    said = ours("act", "les-ours", "activité", "1.3", answers=("un facteur", "la vitesse", "", "r", "q"))
    assert last(ours)[0][1]["text"] == "un facteur (indice\u00a0: la vitesse)"
    assert "Dragon" not in said  # the names come last
    said = ours("act", "les-ours", "imaginer", answers=("", "une mouette", "", "", "", ""))
    assert "Tu as écrit" in said
    assert "Dragon rouillé" in said
    assert last(ours)[0][1]["id"] == "qui-parle/oreilles:2"


@pytest.mark.slow
def test_voices_are_compared_the_creature_introduces_itself_and_answers(ours: Any) -> None:
    file = ours.home / "voix.wav"
    ours("act", "les-ours", "comparer", "dragon-rouille", "Vent du nord", "--out", str(file))
    assert file.stat().st_size > 1000
    assert ours("act", "les-ours", "comparer", "absente", code=2)
    name = ours.events("5b/les-ours.yaml")[0][1]["name"]
    assert name in ours("act", "les-ours", "présenter")
    said = ours("act", "les-ours", "interroger", "Qui", "es-tu", "{text} ?")
    assert "Tu demandes\u00a0: «\u00a0Qui es-tu {text} ?\u00a0»" in said
    made = [data for do, data in ours.events("5b/les-ours.yaml") if do == "phrase.make"]
    assert [one.get("question", "") for one in made][-2:] == ["", "Qui es-tu {text} ?"]
    assert "À «\u00a0Qui es-tu {text} ?\u00a0», la créature répond" in ours("replay", "les-ours", "--plain")
    ours("act", "les-ours", "interroger")
    assert [do for do, _data in last(ours, 2)] == ["phrase.make", "stage.speak"]
    ours("act", "les-ours", "dire")
    assert [do for do, _data in last(ours, 2)] == ["stage.speak"] * 2


@pytest.mark.slow
def test_a_question_catches_a_word_and_the_plan_has_some_ready(ours: Any) -> None:
    told = ours.data("act", "les-ours", "interroger", "Aimes-tu la clé du [b]garage[/b] ?")["result"]
    assert told["caught"] in {"clé", "garage"}
    assert told["caught"] in told["text"]
    said = f"elle a accroché « {told['caught']} »".replace("« ", "«\u00a0").replace(" »", "\u00a0»")
    assert said in ours("act", "les-ours", "pourquoi", told["id"])
    assert f"qui a accroché «\u00a0{told['caught']}\u00a0»" in ours("replay", "les-ours", "--plain")
    assert ours.data("act", "les-ours", "interroger", "?! [/ …")["result"]["caught"] == ""
    assert "les 200 premières lettres" in ours("act", "les-ours", "interroger", "zut " * 10_000)
    assert last(ours, 2)[0][1]["question"] == ("zut " * 50).strip()
    ready = ours.data("act", "les-ours", "interroger", "liste")["result"]
    assert "1. Qui es-tu" in ours("act", "les-ours", "interroger", "liste")
    assert ours.data("act", "les-ours", "interroger", "2")["result"]["question"] == ready[1]
    ours("act", "les-ours", "étape", "6.1")
    assert ours.data("act", "les-ours", "interroger", "liste")["result"] != ready
    before = ours.events("5b/les-ours.yaml")
    ours("act", "les-ours", "interroger", "99", code=2)
    assert ours.events("5b/les-ours.yaml") == before


@pytest.mark.slow
def test_two_creatures_answer_each_other(ours: Any, tmp_path: Path) -> None:
    ours("new", "--group", "Les Loups", "--class", "5b")
    before = ours.events("5b/les-ours.yaml")
    ours("act", "les-ours", "duo", "les-ours", code=2)
    ours("act", "les-ours", "duo", "les-loups", "lignes=99", code=2)
    ours("act", "les-ours", "duo", "personne", code=2)
    assert "pas encore de duo" in ours("act", "les-ours", "duo")
    assert ours.events("5b/les-ours.yaml") == before
    lines = ours.data("act", "les-ours", "duo", "les-loups", "lignes=2")["result"]["lines"]
    assert [line["group"] for line in lines] == ["Les Ours", "Les Loups"] * 2
    assert [do for do, _data in last(ours, 4)] == ["duet.line"] * 4
    file, sound = tmp_path / "duo.txt", tmp_path / "duo.wav"
    assert lines[1]["text"] in ours("act", "les-ours", "duo", "d1", "--out", str(file))
    assert all(line["text"] in file.read_text("utf-8") for line in lines)
    ours("act", "les-ours", "duo", "d1", "--out", str(sound))
    assert sound.stat().st_size > 1000
    assert "Les Loups" in ours("act", "les-ours", "duo")
    told = ours("replay", "les-ours", "--plain")
    assert [line["text"] for line in lines if shorten(line["text"]) not in told] == []
    assert "un duo" in ours("act", "les-ours", "annuler")
    assert "pas encore de duo" in ours("act", "les-ours", "duo")


def test_notes_of_a_debate(line: Any) -> None:
    line("new", "--group", "Les Ours", "--class", "5b")
    line("act", "les-ours", "activité", "1.4", answers=("Il capte.", "Il agit.", "", "non lu"))
    line("act", "les-ours", "débattre", "Il", "décide.")
    assert last(line)[0][1]["text"] == "Il capte.\nIl agit.\nIl décide."
    before = last(line)
    line("act", "les-ours", "débattre", answers=("",))
    line("act", "les-ours", "débattre", answers=("un secret", "q"))
    assert last(line) == before
    assert "Robot ou pas robot\u202f?\nIl capte." in line("act", "les-ours", "notes")


def test_word_by_word_on_the_short_text_and_on_the_groups_own(ours: Any) -> None:
    said = ours("act", "les-ours", "activité", "3.4", answers=("1", "m", "d", "d 101", "t", "o", "r", "zzz", "99", "f"))
    assert "dé de 1 à" in said
    assert "de 1 à 100" in said
    assert "une des lettres d, m, t, p, i, s, z, o, r, f." in said
    assert "1\u00a0000 tirages" in said
    assert last(ours)[0][0] == "phrase.make"
    assert {step["title"] for step in last(ours)[0][1]["steps"]} == {"Dans la boîte de verre"}
    ours("act", "les-ours", "pas-à-pas", answers=("d", "f"))
    assert last(ours)[0][1]["steps"][0]["how"] == "die"
    before = ours.events("5b/les-ours.yaml")
    ours("act", "les-ours", "pas-à-pas", answers=("d", "d"))  # no more answers: no phrase
    assert ours.events("5b/les-ours.yaml") == before


def test_the_guide_is_a_dialogue_that_leads_to_what_is_done(ours: Any) -> None:
    said = ours("act", "les-ours", "guide", answers=("n", "h", "p", "zzz", "1.3", "q"))
    assert "Mille et une voix" in said
    assert "Il n’y a que cette séquence." in said
    assert "de 1.1 à 6.6" in said
    steps = [data["activity"] for do, data in ours.events("5b/les-ours.yaml") if do == "step.reach"]
    assert len(steps) == 2
    listed = ours.data("act", "les-ours", "étape")["result"]
    assert [one["key"].partition("/")[2] for one in listed if one["here"]] == steps[-1:]
    assert "tu es ici" in said.rpartition("Et maintenant")[0]


def test_the_creation_is_guessed_at_again(ours: Any) -> None:
    said = ours("replay", "les-ours", "--guess", answers=("1",) * 200)
    assert "Paris justes" in said
    assert "On s’arrête ici" in ours("replay", "les-ours", "--guess", answers=("1",))
    assert "Paris justes" in ours("act", "les-ours", "activité", "6.1", answers=("1",) * 200)


@pytest.mark.slow
def test_every_activity_of_the_plan_tells_what_to_do(ours: Any) -> None:
    places = ours.data("act", "les-ours", "étape")["result"]
    for place in places:
        said = ours("act", "les-ours", "activité", place["number"], code=0)
        assert place["title"] in said
        assert re.search(r"(?i)[{}]|\bthe\b|\byour\b", said) is None
    assert [data["activity"] for do, data in ours.events("5b/les-ours.yaml") if do == "step.reach"] == [
        place["key"].partition("/")[2] for place in places
    ]
    assert "dernière étape" in ours("act", "les-ours", "étape", "suivante")


def test_the_verbs_of_each_bench_are_there() -> None:
    for verbs in BENCHES.values():
        for verb in verbs.split(", "):
            assert find_verb(verb) is not None


def test_the_glass_box_is_open_for_the_voice_and_help_for_one_verb(ours: Any) -> None:
    ours("act", "les-ours", "voix", "dragon-rouille")
    said = ours("act", "les-ours", "pourquoi", "voix")
    assert "Dragon rouillé" in said
    assert "Vitesse" in said
    assert "Espace" in ours("act", "les-ours", "aide", "tourner")
    assert ours("act", "les-ours", "aide", "zzzz", code=2)


def test_lexicons_portrait_and_the_groups_name(ours: Any) -> None:
    known = ours.data("act", "les-ours", "lexiques")["result"]
    ours("act", "les-ours", "lexiques", known[0])
    assert last(ours)[0] == ("lexicons.set", {"ids": [known[0]]})
    assert ours("act", "les-ours", "lexiques", "absent", code=2)
    picture = ours.data("act", "les-ours", "portrait")["result"]
    assert picture.startswith(str(ours.home / "images" / "5b" / "les-ours"))
    assert ours.data("act", "les-ours", "portrait")["result"] != picture
    ours("act", "les-ours", "groupe", "Les", "Grands", "Ours")
    assert last(ours)[0] == ("group.name", {"name": "Les Grands Ours"})


def test_settings_that_are_given_together_are_one_act(ours: Any) -> None:
    said = ours("act", "les-ours", "régler", "ordre=3", "classe=0.5").splitlines()
    assert sum(line.startswith("Le groupe règle la machine") for line in said) == 1
    assert not any(line.startswith("La machine tire") for line in said)  # in the same sentence of the same act
    told = ours("act", "les-ours", "annuler")
    assert "un réglage de la machine" in told
    machine = json.loads(ours("act", "les-ours", "régler", "ordre=2", "--json"))
    assert machine["result"]["class"] == 0.6


def test_a_crossing_says_with_whom_and_is_undone_by_its_name(ours: Any) -> None:
    ours("new", "--group", "Les Pies", "--class", "5b", "--seed", "9")
    ours("act", "les-pies", "nommer", "\x1b[2JZig [/b]\u202e")
    said = ours("act", "les-ours", "croiser", "les-pies", "--seed", "3")
    assert "\x1b" not in said
    assert "Croisement avec «\u00a0" in said
    ((do, data),) = last(ours)
    assert (do, set(data)) == ("persona.cross", {"seed", "traits", "name", "other"})
    assert data["other"]["source"] == "class:les-pies:"
    why = ours("act", "les-ours", "pourquoi")
    assert "croisement avec «\u00a0" in why
    assert "Zig [/b]" in why
    assert "Le groupe annule\u00a0: le croisement avec «\u00a0" in ours("act", "les-ours", "annuler")
    assert "croisement" not in ours("act", "les-ours", "pourquoi")
    assert "Le groupe refait\u00a0: le croisement avec «\u00a0" in ours("act", "les-ours", "refaire")
    (ours.home / "workshops" / "5b" / "les-pies.yaml").unlink()
    assert ours.data("act", "les-ours", "voir")["result"]["traits"] == data["traits"]
    assert "Croisement avec «\u00a0" in ours("replay", "les-ours", "--plain")


def test_a_group_that_the_teacher_made_begins_with_its_first_act(line: Any) -> None:
    line("class", "--new", "5b", "--group", "Les Ours")
    for verb in ("voir", "pourquoi", "portrait", "présenter", "comparer"):
        assert "pas encore de créature" in line("act", "les-ours", verb, code=1)
    assert line.events("5b/les-ours.yaml") == []
    assert "première créature" in line("act", "les-ours", "tourner", "tête")
    assert [do for do, _data in line.events("5b/les-ours.yaml")] == ["creation.begin", "voice.choose", "trait.draw"]


@pytest.mark.slow
def test_a_voice_is_invented_within_what_can_be_understood(ours: Any) -> None:
    assert "numéro 1" in ours("act", "les-ours", "mutant", "--seed", "2")
    ours("act", "les-ours", "mélanger", "dragon-rouille", "--seed", "2")
    assert [do for do, _data in last(ours, 2)] == ["voice.tune"] * 2
    assert "Anneau (ring)" in ours("act", "les-ours", "effet")


def test_hostile_answers_are_heard_and_never_obeyed(ours: Any) -> None:
    hostile = "\x1b[2J\x07[/b]\u202e" + "x" * 300_000
    said = ours("act", "les-ours", "activité", "1.4", answers=("\x1b[2J[b]nous[/b]\u202e\x00", hostile, ""))
    assert "\x1b" not in said
    text = last(ours)[0][1]["text"]
    assert "[b]nous[/b]" in text
    assert len(text) <= 20_000
    assert "\x1b" not in text
    assert "\x00" not in text


@pytest.mark.parametrize("verb", ["pas-à-pas", "sondage avant", "parier", "signer", "quiz", "perroquet", "compter"])
def test_a_number_of_thousands_of_figures_is_no_answer(ours: Any, verb: str) -> None:
    ours("act", "les-ours", "garder", "p1")
    said = ours("act", "les-ours", *verb.split(), answers=("9" * 5000, "q"))
    assert "On s’arrête ici." in said


@pytest.mark.parametrize("words", [["dés", "9" * 5000], ["sondage", "avant", *["9" * 5000] * 9]])
def test_a_number_of_thousands_of_figures_is_no_word(ours: Any, words: list[str]) -> None:
    said = ours("act", "les-ours", *words, code=None)
    assert "9999" in said
    assert len(said) < 500


def test_a_careful_sorter_is_set_and_whose_turn_it_was_is_told(line: Any, tmp_path: Path) -> None:
    (tmp_path / "nuit.txt").write_text(TEXT, encoding="utf-8")
    line("new", "--group", "Les Ours", "--class", "5b", "--seed", "4")
    line("act", "les-ours", "écrire", str(tmp_path / "nuit.txt"))
    said = line("act", "les-ours", "régler", "tri=soigné", "brouillons=3", "soin=verbes,boucles")
    assert "soigné" in said
    assert "verbes, boucles" in said
    line("act", "les-ours", "fabriquer", "--seed", "3")
    assert "C’était à vous" in line("act", "les-ours", "pourquoi", "1")
    assert "virgules" in line("act", "les-ours", "régler", "soin=hasard", code=2)
    line("act", "les-ours", "régler", "brouillons=21", code=None)
