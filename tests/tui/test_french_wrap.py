"""Lines break as French wants."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from textual.content import Content

from bestio.tui.compat.french_wrap import FRENCH_WORD, PIECE


def lines(text: str, width: int) -> list[str]:
    PIECE.put_in_place()
    return [str(line.plain).rstrip() for line in Content(text).wrap(width)]


def test_no_line_begins_with_a_sign_that_goes_with_the_word_before() -> None:
    text = "Il dit : « bonjour la lune » et rit à 40 % ! Vraiment ?"
    text = text.replace(" :", "\u00a0:").replace("« ", "«\u00a0").replace(" »", "\u00a0»").replace(" %", "\u00a0%")
    text = text.replace(" !", "\u202f!").replace(" ?", "\u202f?")
    for width in range(10, 60):
        assert not any(line.lstrip()[:1] in {":", "»", "%", "!", "?"} for line in lines(text, width)), width


@given(st.text(st.sampled_from("ab \u00a0\u202f\n"), max_size=60), st.integers(4, 30))
def test_every_letter_is_kept(text: str, width: int) -> None:
    assert "".join("".join(lines(text, width)).split()) == "".join(text.split())


@given(st.text(st.sampled_from("ab \u00a0"), max_size=40))
def test_words_follow_each_other_without_a_gap(text: str) -> None:
    position = 0
    while match := FRENCH_WORD.match(text, position):
        assert match.end() > position
        position = match.end()
    assert text[position:].strip(" ") == ""
