"""The glass box in words, and the colours and patterns of texts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from msgspec import convert
from msgspec.structs import replace

from bestio.creation.attribution import verdict_of
from bestio.creation.authors import Part, parts_of
from bestio.creation.phrase_shapes import CopiedShape, HolderShape
from bestio.creation.state import MadePhrase
from bestio.language.typography import percent
from bestio.session import explain as session
from bestio.tui.glass import bar, explain_word, legend
from bestio.tui.widgets.phrase_view import PATTERNS, number_of, numbers_of

PHRASE = convert(
    {
        "id": "p1",
        "text": "La lune rit !",
        "steps": [
            {"word": "La", "author": "Bestio", "title": "A", "sentence": "La mer.", "probability": 0.25, "order": 1,
             "rivals": [{"word": "Le", "probability": 0.75}, {"word": "", "probability": 0.001}]},
            {"word": "lune", "author": "Les Pistons", "title": "T", "sentence": "La lune.", "probability": 1.0,
             "order": 2},
            {"word": "rit", "author": "", "title": "", "how": "tic", "probability": 1.0, "order": 0},
        ],
        "copied": {"words": 2, "of": "la lune", "author": "Les Pistons", "title": "T", "total": 3},
    },
    MadePhrase,
)  # fmt: skip


def test_the_group_has_the_first_colour_and_each_other_text_its_own() -> None:
    others = (("Bestio", "A"), ("Bestio", "B"))
    parts = parts_of(PHRASE, "Les Pistons")
    assert [number_of((part.author, part.title), others) for part in parts] == [1, 0]
    told = legend(parts, others, dark=True).plain
    assert told.count("50\u00a0%") == 2
    assert "Bestio\u00a050\u00a0%\u00a0: ▓\u00a0A" in told
    drawn = bar(parts, others, 10, dark=True)
    assert drawn.plain == "▓▓▓▓▓█████"
    assert len({str(span.style) for span in drawn.spans}) == 2


def test_no_two_texts_of_a_phrase_look_alike_as_long_as_there_are_patterns() -> None:
    texts = [("Bestio", str(number)) for number in range(20)]
    used = [texts[3], texts[10], texts[17], ("Les Pistons", "Soupe")]
    numbers = numbers_of(used, texts)
    assert numbers["Les Pistons", "Soupe"] == 0
    assert numbers[texts[3]] == number_of(texts[3], texts)
    assert len(set(numbers.values())) == len(used)
    assert numbers_of(reversed(used), texts) == numbers
    assert set(numbers_of(texts, texts).values()) == set(range(1, len(PATTERNS)))


@given(st.lists(st.integers(1, 30), min_size=1, max_size=12), st.integers(1, 80))
def test_a_bar_is_as_wide_as_it_is_told(words: list[int], width: int) -> None:
    parts = [Part("A", str(at), count) for at, count in enumerate(words)]
    assert len(bar(parts, (), width, dark=False).plain) == width


def test_a_word_is_explained_by_its_text_its_chance_and_its_rivals() -> None:
    told = explain_word(session.explain_word(PHRASE.steps, 0)).plain
    for part in ("« La »".replace(" ", "\u00a0"), "Bestio", "La mer.", "25\u00a0%", "Le 75\u00a0%", "<\u00a01\u00a0%"):
        assert part in told
    assert "seule suite" in explain_word(session.explain_word(PHRASE.steps, 1)).plain
    assert "habitude" in explain_word(session.explain_word(PHRASE.steps, 2)).plain
    assert explain_word(None).plain == ""


def test_copying_is_told_in_words() -> None:
    copied = CopiedShape(8, "il était une fois", "Bestio", "A", total=9)
    told = verdict_of(MadePhrase("p", "…", copied=copied, relaxed="J’ai cédé."))
    assert told.startswith("8 mots d’affilée")
    assert told.endswith("J’ai cédé.")
    assert verdict_of(MadePhrase("p", "…", copied=replace(copied, total=8))).startswith("Toute la phrase")
    others = (HolderShape("x", "Léa", "Le lac"),)
    assert "Le lac" in verdict_of(MadePhrase("p", "…", copied=replace(copied, others=others)))
    assert "jamais" in verdict_of(PHRASE)
    assert verdict_of(MadePhrase("p", "…")) == ""


def test_percentages_are_rounded_for_people() -> None:
    assert [percent(value) for value in (0, 0.001, 0.5, 1)] == [
        "0\u00a0%",
        "<\u00a01\u00a0%",
        "50\u00a0%",
        "100\u00a0%",
    ]
