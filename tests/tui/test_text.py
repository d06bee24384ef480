"""Text of pupils on the screen: shown as it is, obeyed never."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from bestio.tui.text import plain, visible


@given(st.text())
def test_nothing_that_a_terminal_would_obey_is_left(text: str) -> None:
    shown = visible(text)
    assert all(unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Zl", "Zp"} for char in shown)


@given(st.text(st.characters(categories=("L", "N", "P", "S")), max_size=50))
def test_ordinary_letters_stay(text: str) -> None:
    assert visible(text) == text


def test_markup_is_text() -> None:
    assert plain("[b]gras[/b] [/").plain == "[b]gras[/b] [/"
    assert plain("a\nb").plain == "a b"
    assert plain("a\nb", lines=True).plain == "a\nb"
    assert visible("\x1b[31m") == "␛[31m"
