"""Text of pupils on the screen: shown as it is, obeyed never."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.content import Content
from textual.widgets import Static

from bestio.tui.text import plain, show, visible


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


@pytest.mark.slow
async def test_what_is_shown_again_in_another_style_is_painted_again(begun: Callable[..., Any]) -> None:
    async with begun() as (_hand, screen):
        description = screen.here.query_one("#description", Static)
        words = description.content.plain
        show(description, Content.styled(words, "bold"))
        assert [span.style for span in description.content.spans] == ["bold"]
        shown = description.content
        show(description, Content.styled(words, "bold"))
        assert description.content is shown
