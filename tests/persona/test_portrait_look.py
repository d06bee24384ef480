"""Which strip and which colours a trait gets: its own words first, then always the same chance."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct

from bestio.persona.portrait import Look, Part, Strip, choose_look, choose_part, find_strip, gather_strips
from bestio.persona.portrait_look import trait_words
from bestio.persona.portrait_strip import Livery
from bestio.text.fold import fold

LIVERIES = {
    "rouille": Livery("rouille", {"main": "#b3572f"}, ("rouill",)),
    "or": Livery("or", {"main": "#d9a92e"}, ("dore",)),
}
HIBOU = Strip("hibou", "head", (), {}, words=("hibou", "chouette"), liveries=LIVERIES)
CHAT = Strip("chat", "head", (), {}, words=("chat",), liveries=LIVERIES)
BIDON = Strip("bidon", "body", (), {}, words=("bidon",), liveries=LIVERIES)
STRIPS = {strip.key: strip for strip in (HIBOU, CHAT, BIDON)}


class Noun(Struct):
    lemma: str


class Trait(Struct):
    noun: Any = None
    adjectives: tuple[Any, ...] = ()
    of: str = ""
    strip: str | None = None


@pytest.mark.parametrize(
    ("trait", "part"),
    [
        (Trait(Noun("grille"), strip="hibou/or"), Part("hibou", "or")),
        (Trait(Noun("hibou"), strip="hibou"), Part("hibou")),
        (Trait(Noun("hibou"), ("rouillé",), strip="hibou"), Part("hibou", "rouille")),
        (Trait(Noun("hibou"), (Noun("doré"),), strip="hibou"), Part("hibou", "or")),
        (Trait(Noun("hibou"), of="en fer rouillé", strip="hibou"), Part("hibou", "rouille")),
        (Trait(Noun("Chouette"), ("ROUILLÉE",)), Part("hibou", "rouille")),
        (Trait(Noun("hibou"), strip="hibou/inconnue"), Part("hibou")),
        (Trait(Noun("grille"), strip="hibou"), Part("hibou")),
    ],
)
def test_words_choose_the_picture_and_the_colours(trait: Trait, part: Part) -> None:
    assert choose_part(STRIPS, "head", "ferraille:hibou", trait) == part


@given(st.text(max_size=30), st.text(max_size=30))
def test_every_trait_has_a_picture_and_always_the_same(ref: str, word: str) -> None:
    part = choose_part(STRIPS, "head", ref, Trait(Noun(word)))
    assert part is not None
    assert find_strip(STRIPS, "head", part.strip) is not None
    assert part == choose_part(dict(STRIPS), "head", ref, Trait(Noun(word)))


@pytest.mark.parametrize(
    ("noun", "strip"),
    [("chats", "chat"), ("hiboux", "hibou"), ("chouettes", "hibou"), ("ourse", "ours"), ("oursin", "herisson")],
)
def test_plurals_and_the_longest_beginning_win(noun: str, strip: str) -> None:
    bear = Strip("ours", "head", (), words=("ourse", "ours"))
    hedgehog = Strip("herisson", "head", (), words=("oursin",))
    more = {**STRIPS, bear.key: bear, hedgehog.key: hedgehog}
    part = choose_part(more, "head", "own:x", Trait(Noun(noun)))
    assert part is not None
    assert part.strip == strip


def test_a_short_word_is_not_the_beginning_of_another() -> None:
    pictures = {choose_part(STRIPS, "head", f"own:{n}", Trait(Noun("château"))) for n in range(40)}
    assert {part.strip for part in pictures if part} == {"chat", "hibou"}


def test_traits_that_nobody_drew_differ_in_colour() -> None:
    worn = Counter(
        part.livery
        for number in range(60)
        if (part := choose_part(STRIPS, "head", f"own:t{number}", Trait(Noun("hibou")))) is not None
    )
    assert set(worn) == {"", "rouille", "or"}
    assert min(worn.values()) >= 6


def test_a_kind_without_strips_has_no_picture() -> None:
    assert choose_part(STRIPS, "limbs", "own:x", Trait(Noun("roue"))) is None


def test_a_look_is_read_from_the_traits_of_a_creature() -> None:
    slots = {"tete": {"a:chat": Trait(Noun("chat"))}, "corps": {"a:bidon": Trait(Noun("bidon"), strip="bidon")}}
    traits = {"tete": "a:chat", "corps": "a:bidon", "membres": "a:gone", "peur": "a:orage"}
    assert choose_look(STRIPS, slots, traits) == Look(Part("chat"), Part("bidon"), None)
    assert choose_look(STRIPS, {}, {}) == Look()


def test_a_strip_is_found_by_name_and_livery() -> None:
    assert find_strip(STRIPS, "head", "hibou") is HIBOU
    assert find_strip(STRIPS, "head", "hibou/rouille") is HIBOU
    assert find_strip(STRIPS, "head", "hibou/nulle") is None
    assert find_strip(STRIPS, "body", "hibou") is None


def test_words_are_folded() -> None:
    assert fold("Œil ÉCLATÉ") == "oeil eclate"
    assert trait_words(Trait(Noun("œuf"), ("fêlé",), "de l’île")) == ("oeuf", "fele", "de", "l", "ile")


def test_a_trait_finds_its_own_lexicon_s_picture_first() -> None:
    night = Strip("hibou", "head", (), {"main": "#000001"}, liveries={"nuit": Livery("nuit", {"main": "#000002"})})
    gathered = gather_strips({"ferraille": {HIBOU.key: HIBOU}, "ciel": {night.key: night}})
    assert gathered["head/hibou"].colours == HIBOU.colours
    trait = Trait(Noun("hibou"), strip="hibou")
    assert choose_part(gathered, "head", "ciel:hibou", trait) == Part("ciel:hibou")
    assert gathered["head/ciel:hibou"].colours == night.colours
    assert choose_part(gathered, "head", "own:hibou", trait) == Part("hibou")
    assert set(gathered["head/hibou"].liveries) == {"rouille", "or", "nuit"}
    worn = Trait(Noun("hibou"), strip="hibou/or")
    assert choose_part(gathered, "head", "ciel:x", worn) == Part("ciel:hibou", "or")


def test_a_new_strip_changes_few_pictures_of_old_traits() -> None:
    more = {f"head/s{number}": Strip(f"s{number}", "head", ()) for number in range(12)}
    traits = [f"own:t{number}" for number in range(60)]
    before = [choose_part(more, "head", ref, Trait(Noun("x"))) for ref in traits]
    after = [choose_part({**more, CHAT.key: CHAT}, "head", ref, Trait(Noun("x"))) for ref in traits]
    assert all(old == new or (new is not None and new.strip == "chat") for old, new in zip(before, after, strict=True))
    assert sum(old != new for old, new in zip(before, after, strict=True)) < 15
