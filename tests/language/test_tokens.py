"""What must not enter a text is taken out and counted; tokens are found again in what is shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestio.language import sentences, tokens, typography

WORD = st.text(st.characters(categories=["Ll"]), min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("text", "kept", "dropped"),
    [
        ("Va sur https://exemple.fr/a?b=c. Merci", "Va sur . Merci", {"link": 1}),
        ("www.exemple.com et exemple.org/page, oui", " et , oui", {"link": 2}),
        ("Écris à lea.b+test@college-hugo.fr !", "Écris à  !", {"email": 1}),
        ("a@b.fr, c@d.co.uk", ", ", {"email": 2}),
        ("Appelle le 06 12 34 56 78 ou le +33 6.12.34.56.78", "Appelle le  ou le ", {"phone": 2}),
        ("Le 01-23-45-67-89.", "Le .", {"phone": 1}),
        (
            "Il a 12 345 678 boulons et 3,14 m, dit M. Vis.Il part",
            "Il a 12 345 678 boulons et 3,14 m, dit M. Vis.Il part",
            {},
        ),
        ("Il vole@haute altitude", "Il vole@haute altitude", {}),
        ("", "", {}),
    ],
)
def test_scrub(text: str, kept: str, dropped: dict[str, int]) -> None:
    scrubbed = tokens.scrub(text)
    assert scrubbed.text == kept
    assert dict(scrubbed.dropped) == dropped


@pytest.mark.parametrize(
    ("token", "word"), [("l’", True), ("3", True), ("…", False), ("😀", False), ("«", False), ("_", True)]
)
def test_is_word(token: str, word: bool) -> None:
    assert tokens.is_word(token) is word


@pytest.mark.slow
def test_a_long_word_or_a_long_line_is_quick() -> None:
    assert tokens.split("a" * 100_000) == ["a" * 100_000]
    assert len(tokens.split("a-" * 50_000)) <= 2
    assert tokens.scrub("a@" * 50_000 + "." * 50_000).text
    assert tokens.scrub("0" * 100_000).text
    assert tokens.scrub("a." * 50_000).text
    for unit in (
        "aa.",
        "Aa.",
        "a,",
        "*",
        "*a",
        "a*",
        "1.",
        "1 000 ",
        "a(e)",
        "a.e",
        "é°",
        "!a",
        "👩\u200d",
        "\u200d",
        "c.-à-",
    ):
        text = unit * (100_000 // len(unit))
        read = [token for start, end in sentences.spans(text) for token in tokens.split(text[start:end])]
        assert "".join(read).replace(" ", "") == text.replace(" ", "")


@given(st.lists(WORD, max_size=12))
def test_words_are_found_where_they_stand(words: list[str]) -> None:
    text = " ".join(words)
    assert [text[start:end] for start, end in tokens.spans(text, words)] == words


@given(st.text(max_size=60), st.lists(st.text(max_size=8), max_size=10))
def test_places_never_overlap_whatever_the_words(text: str, words: list[str]) -> None:
    places = tokens.spans(text, words)
    assert len(places) == len(words)
    position = 0
    for start, end in places:
        assert position <= start <= end <= len(text)
        position = end


def test_typography_and_grammar_do_not_lose_the_words_after() -> None:
    text = "Il rêve du voisin\u202f! L’été revient."
    places = tokens.spans(text, ["il", "rêve", "de", "le", "voisin", "!", "l'", "été", "revient", "."])
    assert [text[start:end] for start, end in places] == [
        "Il",
        "rêve",
        "du",
        "",
        "voisin",
        "!",
        "L’",
        "été",
        "revient",
        ".",
    ]


def test_signs_are_found_however_they_are_typed() -> None:
    text = 'Il dit "oui" -- enfin... non\u202f!'
    words = tokens.split(typography.clean(text))
    assert [text[start:end] for start, end in tokens.spans(text, words)] == [
        "Il", "dit", '"', "oui", '"', "-", "enfin", ".", "non", "!",
    ]  # fmt: skip
