"""Sentences, tokens and typography on hard cases and on anything."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bestio.language import sentences, tokens, typography
from tests.language import hard_cases


def read(text: str) -> list[str]:
    clean = typography.clean(tokens.scrub(text).text)
    return [typography.join(tokens.split(sentence)) for sentence in sentences.split(clean)]


def test_there_are_sixty() -> None:
    assert len(hard_cases.CASES) >= 60


@pytest.mark.parametrize(("typed", "expected"), hard_cases.CASES, ids=[typed[:30] for typed, _ in hard_cases.CASES])
def test_hard_case(typed: str, expected: list[str]) -> None:
    fine = [hard_cases.fine(sentence) for sentence in expected]
    assert read(typed) == fine
    for sentence in fine:
        if sentence[0].isupper() and len(fine) > 1 and "…" not in sentence:
            assert read(sentence) == [sentence]


@pytest.mark.parametrize(("sentence", "expected"), hard_cases.TOKENS, ids=[one for one, _ in hard_cases.TOKENS])
def test_tokens(sentence: str, expected: list[str]) -> None:
    assert tokens.split(sentence) == expected


def test_wrapped_lines_are_put_together_and_verse_is_not() -> None:
    wrapped = (
        "Le robot avançait dans la forêt de câbles et chacun de ses pas faisait\n"
        "trembler les branches. Personne ne savait d’où il venait ni pourquoi\n"
        "il portait sur son dos une horloge arrêtée. Un jour, une fourmi\n"
        "grimpa sur son épaule et lui demanda l’heure qu’il était au juste.\n"
        "Il ne répondit pas.\n"
    )
    assert len(read(wrapped)) == 4
    verse = "Le robot dort dans la forêt\nla lune compte ses boulons\nun hibou passe et se tait\nplus rien ne bruit\n"
    assert len(read(verse)) == 4


@given(st.text(max_size=300))
@settings(max_examples=100)
def test_anything_goes_through_and_cleaning_is_done_once(text: str) -> None:
    clean = typography.clean(text)
    assert typography.HIDDEN.search(clean) is None
    assert typography.clean(clean) == clean
    unwrapped = sentences.unwrap(clean)
    assert unwrapped.replace("\n", " ") == clean.replace("\n", " ")
    for start, end in sentences.spans(unwrapped):
        assert start < end
        assert unwrapped[start:end] == unwrapped[start:end].strip(" \n")
        assert "\n" not in unwrapped[start:end]
        assert all(tokens.split(unwrapped[start:end]))


def test_hidden_tags_are_left_out_and_flags_of_regions_are_not() -> None:
    flag = "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"
    assert typography.clean(f"{flag} va") == f"{flag} va"
    assert typography.clean("va\U000e0067\U000e0062 là") == "va là"
    assert len(typography.clean("🏴" + "\U000e0061" * 500)) < 10


SIGNS = st.sampled_from("aeéilMXz 0123456789.,;:!?…«»()[]-–—+*=#@&/%€°·'’\"\n_\u200d\ufe0f🤖👍🏽€$<>~^|")


@given(st.text(SIGNS, max_size=60))
@settings(max_examples=120)
def test_no_character_is_lost_and_none_comes(text: str) -> None:
    """Splitting and joining change spaces only."""
    clean = typography.clean(text)
    read = [tokens.split(sentence) for sentence in sentences.split(clean)]
    joined = "".join(typography.join(words) for words in read)
    assert re.sub(r"\s", "", joined) == re.sub(r"\s", "", clean)


@given(st.text(SIGNS, max_size=60))
@settings(max_examples=120)
def test_spaces_change_beside_punctuation_only(text: str) -> None:
    """The documented normalisation: what is neither beside a sign of punctuation nor an elision is as it was typed."""
    for sentence in sentences.split(typography.clean(text)):
        typed, printed = sentence, typography.join(tokens.split(sentence))
        assert _core(printed) == _core(typed)


def _core(text: str) -> str:
    """`text` without the spaces that typography decides on."""
    return re.sub(r"\s*([-.,;:!?…«»()\[\]%€$°–—’\u200d\ufe0f🤖👍🏽]+)\s*", r"\1", text.strip())


PIECES = (
    "le robot l’ œuf mange , . ! ? … : ; « » ( ) — et qu’ il peut-être 3,5 50 % 😀 Oui ?! aujourd’hui M. n° 1 - ' \" "
    "d’abord"
)
FRENCH = st.lists(st.sampled_from(PIECES.split()), max_size=25)


@given(FRENCH)
@settings(max_examples=100)
def test_joining_then_reading_gives_the_same_text(words: list[str]) -> None:
    """What is joined is clean French: read again and joined again, it does not change any more."""
    once = [typography.join(tokens.split(sentence)) for sentence in sentences.split(typography.clean(" ".join(words)))]
    for text in once:
        again = typography.join(tokens.split(typography.clean(text)))
        assert typography.join(tokens.split(typography.clean(again))) == again


@given(FRENCH)
@settings(max_examples=80)
def test_no_word_is_lost_by_splitting(words: list[str]) -> None:
    clean = typography.clean(" ".join(words))
    letters = [letter for letter in clean if letter.isalnum()]
    found = "".join("".join(tokens.split(sentence)) for sentence in sentences.split(clean))
    assert [letter for letter in found if letter.isalnum()] == letters
