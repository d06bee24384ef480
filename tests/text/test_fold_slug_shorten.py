"""One way to compare words, to name files, to cut a text."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestio.text.fold import fold, small
from bestio.text.shorten import on_one_line, shorten
from bestio.text.slug import LONGEST, RESERVED, slug


@pytest.mark.parametrize(
    ("text", "plain"), [("Éléphant", "elephant"), ("CŒUR", "coeur"), ("Lætitia", "laetitia"), ("ﬁn²", "fin2"), ("", "")]
)
def test_folded(text: str, plain: str) -> None:
    assert fold(text) == plain


def test_small_letters_keep_their_accents() -> None:
    assert small("ŒUVRÉ") == "oeuvré"


@given(st.text(max_size=60))
def test_folding_is_the_same_whatever_the_form_and_done_twice(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))
    assert not any(map(unicodedata.combining, fold(text)))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Les Hiboux", "les-hiboux"),
        ("L’œuf d’Éva", "l-oeuf-d-eva"),
        ("5e B", "5e-b"),
        ("  --  ", "autre"),
        ("日本", "autre"),
        ("CON", "con-1"),
        ("com1", "com1-1"),
        ("a" * 90, "a" * LONGEST),
    ],
)
def test_names(text: str, name: str) -> None:
    assert slug(text, "autre") == name


@given(st.text(max_size=80), st.integers(5, 60))
def test_a_name_is_safe_on_every_system(text: str, longest: int) -> None:
    name = slug(text, "x", longest)
    assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", name)
    assert len(name) <= max(longest, 6)
    assert not RESERVED.match(name)
    assert slug(name, "x", longest) == name


@pytest.mark.parametrize(
    ("text", "at_words", "cut"),
    [
        ("court", False, "court"),
        ("un deux trois", False, "un deux t…"),
        ("un deux trois", True, "un deux…"),
        ("un deux, trois", True, "un deux…"),
        ("anticonstitutionnel", True, "anticonst…"),
        ("neuf mots, oui", False, "neuf mots…"),
    ],
)
def test_cut(text: str, at_words: bool, cut: str) -> None:
    assert shorten(text, 10, at_words=at_words) == cut


@given(st.text(max_size=60), st.integers(1, 40), st.booleans())
def test_what_is_cut_is_no_longer_than_asked_and_says_so(text: str, longest: int, at_words: bool) -> None:
    cut = shorten(text, longest, at_words=at_words)
    assert len(cut) <= longest
    assert cut == text or (cut.endswith("…") and text.startswith(cut[:-1]))


@given(st.text(alphabet="ab \u00a0\u202f\n\t:", max_size=40))
def test_a_text_on_one_line_keeps_its_words_and_its_no_break_spaces(text: str) -> None:
    line = on_one_line(text)
    assert line.split() == text.split()
    assert not re.search(r"\s\s|[\n\t]|^\s|\s$", line)
    assert on_one_line(line) == line
    inside = re.findall(r"(?<=\S)\s+(?=\S)", text)
    assert [blank in "\u00a0\u202f" for blank in re.findall(r"\s", line)] == [
        any(blank in run for blank in "\u00a0\u202f") for run in inside
    ]


def test_no_line_begins_with_a_colon() -> None:
    assert (
        on_one_line("Article dix\u202f: les jeux\n  de ballon\u00a0!") == "Article dix\u202f: les jeux de ballon\u00a0!"
    )
