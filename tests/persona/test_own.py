"""Traits of one's own: checked as they are typed, previewed in every form, credited."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestio.errors import Problem
from bestio.persona.catalog import TraitCatalog
from bestio.persona.description import describe
from bestio.persona.own import asks_h, clause_trait, noun_trait, preview, read_own_trait
from bestio.persona.persona import invent


def read(slot: str, data: dict[str, Any]) -> tuple[Any, list[Problem]]:
    problems: list[Problem] = []
    return read_own_trait(slot, data, problems.append, author="Les hiboux"), problems


def forms(slot: str, data: dict[str, Any]) -> dict[str, str]:
    trait, problems = read(slot, data)
    assert problems == []
    return {form.label: form.text for form in preview(trait)}


def test_a_noun_is_previewed_in_all_its_forms() -> None:
    found = forms("tete", {"noun": {"lemma": "horloge", "gender": "f", "h": "mute"}, "adjectives": ["beau", "fêlé"]})
    assert found["un"] == "une belle horloge fêlée"
    assert found["le"] == "la belle horloge fêlée"
    assert found["des"] == "de belles horloges fêlées"
    assert found["de"] == "de belle horloge fêlée"
    assert (found["mon"], found["son"]) == ("ma belle horloge fêlée", "sa belle horloge fêlée")


def test_every_adjective_shows_its_four_forms() -> None:
    trait, _problems = read("tete", {"noun": {"lemma": "pince", "gender": "f"}, "adjectives": ["vieux", "rigolo"]})
    four = [form.text for form in preview(trait)[-2:]]
    assert four == ["vieux, vieille, vieilles", "rigolo, rigolote, rigolos, rigolotes"]


def test_a_clause_is_previewed_for_whoever_speaks() -> None:
    assert list(forms("peur", {"clause": "{avoir} peur d’être attrapé{e}"}).values()) == [
        "j’ai peur d’être attrapé",
        "j’ai peur d’être attrapée",
        "il a peur d’être attrapé",
        "elle a peur d’être attrapée",
    ]
    assert set(forms("peur", {"clause": "{craindre} l’eau"})) == {"je", "il", "elle"}


def test_it_is_credited_and_joins_the_wheel() -> None:
    trait, problems = read("tete", {"noun": {"lemma": "ours", "gender": "m"}, "adjectives": ["câlin"]})
    assert problems == []
    assert trait.author == "Les hiboux"
    catalog = TraitCatalog([], {"own:ours": ("tete", trait)})
    assert catalog.combinations() == 1
    persona = invent(catalog, 5)
    assert persona.traits == {"tete": "own:ours"}
    assert "ours câlin" in describe(catalog, persona).third


@pytest.mark.parametrize(
    ("slot", "data", "remedy"),
    [
        ("queue", {"noun": {"lemma": "ours", "gender": "m"}}, "tete"),
        ("tete", {"noun": {"lemma": "un ours", "gender": "m"}}, "ours"),
        ("tete", {"noun": {"lemma": "l’ours", "gender": "m"}}, "ours"),
        ("tete", {"noun": {"lemma": "ours"}}, "gender: m"),
        ("tete", {"noun": {"lemma": "", "gender": "m"}}, "lemma"),
        ("tete", {"noun": {"lemma": "o" * 90, "gender": "m"}}, "60"),
        ("tete", {"noun": {"lemma": "hache", "gender": "f"}}, "h: mute"),
        ("tete", {"noun": {"lemma": "bouée", "gender": "f"}, "adjectives": ["percée"]}, "un robot"),
        ("tete", {"noun": {"lemma": "bouée", "gender": "f"}, "adjectives": ["rêveuse"]}, "un robot"),
        ("tete", {"noun": {"lemma": "ours", "gender": "m"}, "adjectives": ["a", "b", "c"]}, ""),
        ("tete", {"clause": "{dormir}"}, "noun:"),
        ("peur", {"clause": "{dormir" + "r" * 250}, "200"),
        ("peur", {"clause": "je crains l’eau"}, "{craindre}"),
        ("peur", {"clause": "{craindre} l’\x1b[31meau"}, ""),
        ("tete", {"noun": {"lemma": "our\u202es", "gender": "m"}}, ""),
        ("peur", {"clause": 12}, ""),
        ("peur", {}, "clause:"),
    ],
)
def test_a_mistake_is_told_with_its_remedy(slot: str, data: dict[str, Any], remedy: str) -> None:
    trait, problems = read(slot, data)
    assert trait is None
    assert problems
    assert problems[0].message
    assert remedy in problems[0].hint


@pytest.mark.parametrize(
    ("clause", "right"),
    [
        ("{craindre} le orage", "l’orage"),
        ("{parler} à les chats", "aux"),
        ("{rêver} de les mers", "des"),
        ("{suivre} la étoile", "l’étoile"),
        ("{lever} la tête et dort aussitôt", "{dormir}"),
        ("{rêver}, puis s’enfuit", "{enfuir}"),
    ],
)
def test_a_slip_is_only_a_warning(clause: str, right: str) -> None:
    trait, problems = read("peur", {"clause": clause})
    assert trait is not None
    assert [problem.level for problem in problems] == ["warning"]
    assert right in problems[0].message


@pytest.mark.parametrize(
    "clause",
    [
        "{craindre} le onze et le oui",
        "{rêver} de le voir et de les entendre",
        "{aider} le héron",
        "{penser} à le dire",
        "{suivre} un chat qui part et revient",
        "{mordre} et {partir}",
    ],
)
def test_what_is_right_is_not_warned_of(clause: str) -> None:
    assert read("peur", {"clause": clause})[1] == []


def test_what_pupils_paste_is_brought_to_one_line() -> None:
    trait, problems = read("tete", {"noun": {"lemma": " ours \n polaire ", "gender": "m"}, "of": " en  laine "})
    assert problems == []
    assert trait.label == "ours polaire en laine"


@given(
    st.text(max_size=30),
    st.lists(st.text(max_size=20), max_size=3),
    st.text(max_size=20),
    st.text(alphabet="{}: esnolijtuvàé’'.,!?«»", max_size=40),
)
def test_whatever_pupils_type_is_told_or_refused(noun: str, adjectives: list[str], of: str, clause: str) -> None:
    data = {"noun": {"lemma": noun, "gender": "f", "h": "mute"}, "adjectives": adjectives, "of": of}
    own = {}
    for ref, slot, raw in (("own:n", "tete", data), ("own:c", "peur", {"clause": "{craindre} " + clause})):
        trait, problems = read(slot, raw)
        assert trait is not None or (problems and problems[0].message and problems[0].hint)
        if trait is not None:
            assert preview(trait)
            own[ref] = (slot, trait)
    catalog = TraitCatalog([], own)
    if own:
        persona = invent(catalog, 1)
        assert persona.name in describe(catalog, persona).third


@pytest.mark.parametrize(
    ("noun", "gender", "definite", "of"),
    [
        ("hibou", "m", "le hibou", "de hibou"),
        ("hache", "f", "la hache", "de hache"),
        ("haka", "m", "le haka", "de haka"),
        ("horloge", "f", "l’horloge", "d’horloge"),
        ("hélice", "f", "l’hélice", "d’hélice"),
    ],
)
@pytest.mark.parametrize("aspirate", [True, False])
def test_the_tables_decide_on_an_h_whatever_a_form_says(
    noun: str, gender: str, definite: str, of: str, aspirate: bool
) -> None:
    found = forms("tete", noun_trait(noun, gender, aspirate=aspirate))
    assert (found["le"], found["de"]) == (definite, of)
    # And in what an old journal holds.
    old = {"noun": {"lemma": noun, "gender": gender, "h": "aspirate" if aspirate else "mute"}}
    assert forms("tete", old)["le"] == definite


def test_only_the_h_of_an_unknown_word_is_asked_for() -> None:
    assert [word for word in ("hibou", "horloge", "heufle", "Hzz bleu", "chat", "") if asks_h(word)] == [
        "heufle",
        "Hzz bleu",
    ]
    assert forms("tete", noun_trait("heufle", "m", aspirate=True))["le"] == "le heufle"
    assert forms("tete", noun_trait("heufle", "m"))["le"] == "l’heufle"


def test_a_plural_can_be_corrected() -> None:
    assert forms("tete", noun_trait("ciel", "m", plural="ciels"))["des"] == "des ciels"
    assert "plural" not in noun_trait("chat", "m", plural="chats")["noun"]


@pytest.mark.parametrize(
    ("verb", "rest", "she"),
    [
        ("être", "heureux", "elle est heureuse"),
        ("être", "toujours très fier de ses boulons", "elle est toujours très fière de ses boulons"),
        ("devenir", "fou, vert et bleu", "elle devient folle, verte et bleue"),
        ("se sentir", "seul", "elle se sent seule"),
        ("être", "heureuse", "elle est heureuse"),
        ("être", "rêveuse", "elle est rêveuse"),
        ("être", "content(e) d’exister", "elle est contente d’exister"),
        ("rêver", "d’être attrapé·e", "elle rêve d’être attrapée"),
        ("être", "attrapé{e} par l’eau", "elle est attrapée par l’eau"),
        ("être", "un robot heureux", "elle est un robot heureux"),
        ("être", "en retard", "elle est en retard"),
        ("être", "debout", "elle est debout"),
        ("craindre", "l’orage violent", "elle craint l’orage violent"),
    ],
)
def test_what_pupils_write_after_etre_agrees_with_the_creature(verb: str, rest: str, she: str) -> None:
    found = forms("peur", clause_trait(verb, rest))
    assert found["elle"] == she
    assert "heureuse" not in found["il"]


def test_pupils_can_say_which_words_agree() -> None:
    assert forms("peur", clause_trait("dormir", "seul et assis", agreeing="seul, assis"))["elle"] == (
        "elle dort seule et assise"
    )
    trait, problems = read("peur", clause_trait("être", "heureux", agreeing="-"))
    assert trait.told.told("il", "f") == "elle est heureux"
    assert "{adj:heureux}" in problems[0].message


@pytest.mark.parametrize(
    ("clause", "remedy"),
    [
        ("{être} fier{e}", "{adj:fier}"),
        ("{être} premier{e}", "{adj:premier}"),
        ("{être} heureux{e}", "{adj:heureux}"),
        ("{être} muet{e}", "{adj:muet}"),
        ("{être} {adj:heureuse}", "{adj:heureux}"),
        ("{être} {adj:fatiguée}", "{adj:fatigué}"),
        ("{être} {adj:fou}{e}", "{adj:fou}"),
    ],
)
def test_a_wrong_marker_is_refused_with_the_right_one(clause: str, remedy: str) -> None:
    trait, problems = read("peur", {"clause": clause})
    assert trait is None
    assert remedy in problems[0].hint


@pytest.mark.parametrize("adjective", ["rouillé{e}", "rouillé(e)", "rouillé·e", "{adj:rouillé}"])
def test_an_adjective_needs_no_marker(adjective: str) -> None:
    trait, problems = read("tete", {"noun": {"lemma": "bouée", "gender": "f"}, "adjectives": [adjective]})
    assert trait is None
    assert "rouillé." in problems[0].hint
    assert forms("tete", noun_trait("bouée", "f", adjective=adjective))["un"] == "une bouée rouillée"
