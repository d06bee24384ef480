import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestio.speech.cleaning import LONGEST_PIECE, LONGEST_TEXT, TextTooLong, clean, pieces_of, words_of

# Half surrogates too: a broken paste holds some.
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=300)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("L'éléphant et la hyène dansent.", ["L'éléphant", "et", "la", "hyène", "dansent"]),
        ("« Bonjour ! » dit-il… Ça va ?", ["Bonjour", "dit-il", "Ça", "va"]),
        ("À 12:30, il y a 3,5 kg — ou presque", ["À", "12:30", "il", "y", "a", "3,5", "kg", "ou", "presque"]),
        ("Salut!Viens,vite", ["Salut", "Viens", "vite"]),
        ("😀 🤖 !", []),
        ("...", []),
        ("\u0301", []),
        ("un\nvers\n", ["un", "vers"]),
        ("مرحبا بك", ["مرحبا", "بك"]),
        ("[b]x[/", ["b", "x"]),
        ("C++ et 5€", ["C++", "et", "5€"]),
        ("aujourd’hui l’eau", ["aujourd’hui", "l’eau"]),
        ("les content(e)s, élève(s) (une vis) ami·e·s", ["les", "content(e)s", "élève(s)", "une", "vis", "ami·e·s"]),
    ],
)
def test_words_are_those_that_a_reader_counts(text: str, words: list[str]) -> None:
    assert [word.text for word in words_of(clean(text))] == words


def test_broken_characters_separate_and_invisible_ones_vanish() -> None:
    assert [word.text for word in words_of(clean("a\0b so\u00adleil \ud800c \u202edroite"))] == [
        "a",
        "b",
        "soleil",
        "c",
        "droite",
    ]


def test_a_pair_of_surrogates_is_one_character() -> None:
    assert clean("\ud83e\udd16") == "🤖"


@given(ANY_TEXT)
def test_a_clean_text_can_be_written_and_cleaned_again(text: str) -> None:
    cleaned = clean(text)
    cleaned.encode("utf-8")
    assert "\0" not in cleaned
    assert clean(cleaned) == cleaned


@given(ANY_TEXT)
def test_words_stand_where_they_say_and_in_order(text: str) -> None:
    cleaned = clean(text)
    end = 0
    for word in words_of(cleaned):
        assert word.at >= end
        end = word.at + len(word.text)
        assert cleaned[word.at : end] == word.text
        assert any(char.isalnum() for char in word.text)


@given(ANY_TEXT, st.integers(5, 80))
def test_pieces_are_short_and_lose_nothing_that_is_said(text: str, longest: int) -> None:
    cleaned = clean(text)
    pieces = pieces_of(cleaned, longest)
    assert all(0 < len(piece.text) <= longest for piece in pieces)
    assert all(cleaned[piece.at : piece.at + len(piece.text)] == piece.text for piece in pieces)
    said = sum(char.isalnum() for piece in pieces for char in piece.text)
    assert said == sum(char.isalnum() for char in cleaned)


def test_pieces_are_cut_between_sentences() -> None:
    text = "Le hibou compte. " * 80
    assert all(piece.text.rstrip().endswith(".") for piece in pieces_of(text))
    assert max(len(piece.text) for piece in pieces_of(text)) > LONGEST_PIECE / 2


def test_600_words_without_a_stop_are_cut_between_words() -> None:
    pieces = pieces_of(" ".join(["boulon"] * 600))
    assert sum(len(words_of(piece.text)) for piece in pieces) == 600


def test_a_text_that_is_too_long_is_told() -> None:
    with pytest.raises(TextTooLong) as error:
        clean("a" * (LONGEST_TEXT + 1))
    assert str(LONGEST_TEXT + 1) in error.value.message
    assert error.value.hint
