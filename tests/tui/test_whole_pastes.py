"""What is pasted comes in whole, with or without escape characters, however the terminal cuts it into pieces."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.events import Key, Paste

from bestio.tui.compat.whole_pastes import END, PIECE, START, Pastes

PIECE.put_in_place()


def events(*pieces: str) -> list[object]:
    parser = PIECE.owner(False)
    return [event for piece in pieces for event in parser.feed(piece)]


@pytest.mark.parametrize(
    "text",
    ["un\x1b[Adeux", "un\x1bdeux trois", "\x1b", "fin\x1b", "\x1b[200~encore", "un\x1b[31mrouge\x1b[0m", "\x1b\x1b[20"],
)
def test_an_escape_in_a_paste_cuts_nothing_and_presses_no_key(text: str) -> None:
    found = events(f"{START}{text}{END}", "z")
    assert [event.text for event in found if isinstance(event, Paste)] == [text.replace("\x1b", "")]
    assert [event.key for event in found if isinstance(event, Key)] == ["z"]


@given(
    text=st.text(alphabet="ab\x1b[20~1é\n", max_size=20).filter(lambda text: END not in text),
    cuts=st.lists(st.integers(0, 60), max_size=6),
)
def test_a_paste_is_the_same_in_pieces(text: str, cuts: list[int]) -> None:
    sent = f"x{START}{text}{END}y"
    places = sorted({0, len(sent), *(cut for cut in cuts if cut < len(sent))})
    pastes = Pastes()
    cleaned = "".join(pastes.clean(sent[start:end]) for start, end in pairwise(places))
    assert cleaned == Pastes().clean(sent)
    assert cleaned.removeprefix(f"x{START}").removesuffix(f"{END}y") == text.replace("\x1b", "")


def test_keys_pass_as_they_are() -> None:
    assert Pastes().clean("a\x1b[A\x1bb") == "a\x1b[A\x1bb"
