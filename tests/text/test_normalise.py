"""The forms of Unicode, however many marks a letter was given."""

import time
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestio.documents import yamlio
from bestio.language import typography
from bestio.phrases.corpus import Corpus, Source
from bestio.text.fold import fold
from bestio.text.normalise import MOST_MARKS, compose, decompose, without_accents
from bestio.text.slug import slug

# Marks of two classes by turns: none of them stands where normalising wants it.
ZALGO = "e" + "\u0301\u0316" * 200_000


def test_ordinary_texts_are_composed_and_decomposed() -> None:
    assert compose("e\u0301te\u0301 nai\u0308f") == "été naïf"
    assert decompose("œuf à été") == "œuf a\u0300 e\u0301te\u0301"
    assert without_accents("Noël brûlé ça") == "Noel brule ca"
    assert without_accents("ﬁn", "NFKD") == "fin"


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=40))
def test_texts_with_few_marks_are_what_unicode_says(text: str) -> None:
    assert compose(text) == unicodedata.normalize("NFC", text)
    assert decompose(text, "NFKD") == unicodedata.normalize("NFKD", text)


@pytest.mark.parametrize("marks", [MOST_MARKS - 1, MOST_MARKS, MOST_MARKS + 1, 1000])
def test_marks_are_capped_in_each_run_and_nothing_else_is(marks: int) -> None:
    text = compose("😀" * 40 + "x" + "\u0316" * marks + "y — z" + "\u0316" * marks + "!" * 50)
    assert (
        text
        == "😀" * 40 + "x" + "\u0316" * min(marks, MOST_MARKS) + "y — z" + "\u0316" * min(marks, MOST_MARKS) + "!" * 50
    )


@pytest.mark.parametrize(
    "enter",
    [
        compose,
        decompose,
        without_accents,
        typography.clean,
        fold,
        lambda text: slug(text, "x"),
        lambda text: Corpus.of([Source("a", "A", text, text)]).digest,
    ],
)
def test_a_letter_with_400000_marks_holds_nobody(enter: Callable[[str], object]) -> None:
    began = time.process_time()
    enter(ZALGO)
    # Where it took the square of the marks, this text took three minutes of the processor.
    assert time.process_time() - began < 10


def test_a_yaml_file_with_such_a_letter_is_read(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(f"a: {ZALGO}", encoding="utf-8")
    began = time.process_time()
    assert yamlio.read(path).data["a"] == compose(ZALGO)
    assert time.process_time() - began < 10
