"""Dice say what the chain says: the same words, with the same chances."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st
from markovify.chain import BEGIN, END

from bestio.export.paper.dice import DICE, STOP, row, rows_of, throw_of
from bestio.phrases.index import Index
from bestio.phrases.transitions import counts

WORDS = st.lists(st.lists(st.sampled_from(["la", "lune", "dort", "et", "."]), min_size=1, max_size=9), min_size=1)


@given(WORDS)
def test_each_row_has_exactly_the_chances_of_the_texts(runs: list[list[str]]) -> None:
    model = counts(Index.of_sentences(runs), 1)
    rows = {one.word: one for one in rows_of(runs)}
    assert next(iter(rows)) == STOP
    assert set(rows) == {STOP if state == (BEGIN,) else state[0] for state in model}
    for state, follows in model.items():
        told = rows[STOP if state == (BEGIN,) else state[0]]
        faces = {face.word: face.high - face.low + 1 for face in told.faces}
        assert set(faces) == {STOP if word == END else word for word in follows}
        if told.exact:
            total, thrown = sum(follows.values()), sum(faces.values())
            for word, count in follows.items():
                assert Fraction(faces[STOP if word == END else word], thrown) == Fraction(count, total)


@given(st.dictionaries(st.text("abcdef", min_size=1, max_size=3), st.integers(1, 400), min_size=2, max_size=60))
def test_throws_are_told_once_each(follows: dict[str, int]) -> None:
    told = row("mot", follows)
    assert told.sides in DICE
    thrown = [throw for face in told.faces for throw in range(face.low, face.high + 1)]
    assert thrown == list(range(1, len(thrown) + 1))
    assert len(thrown) <= told.sides
    assert told.again == (len(thrown) + 1 if len(thrown) < told.sides else 0)
    assert len(thrown) > told.sides / 2 or not told.exact
    if sum(follows.values()) > 100:
        shares = Counter({face.word: face.high - face.low + 1 for face in told.faces})
        assert all(abs(shares[word] - 100 * count / sum(follows.values())) < 1 for word, count in follows.items())


def test_two_dice_are_read_as_ten_and_unit() -> None:
    assert [throw_of(number, 36) for number in (1, 6, 7, 36)] == ["11", "16", "21", "66"]
    assert throw_of(57, 100) == "57"
