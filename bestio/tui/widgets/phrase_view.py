"""One phrase, each word in the colour and the pattern of the text it was read in; one word can be pointed at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from bestio.tui.text import visible
from bestio.tui.theme import AUTHOR_COLOURS
from bestio.workshop.state import MadePhrase

# Not colour alone: each text has a pattern of the letters as well. The first is the group's own.
PATTERNS: tuple[Mapping[str, bool], ...] = (
    {},
    {"underline": True},
    {"italic": True},
    {"bold": True},
    {"bold": True, "underline": True},
    {"italic": True, "underline": True},
    {"bold": True, "italic": True},
    {"underline2": True},
)


Read = tuple[str, str]
"""A text that words were read in: its author and its title."""


def read_in(step: Mapping[str, Any]) -> Read | None:
    """The text that a word was read in; None for a word that is in no text (a tic)."""
    author = str(step.get("author", ""))
    return (author, str(step.get("title", ""))) if author else None


def texts_of(phrase: MadePhrase) -> list[Read]:
    """The texts of a phrase's words in the order they come in."""
    return list(dict.fromkeys(text for step in phrase.steps if (text := read_in(step)) is not None))


def number_of(text: Read, texts: Sequence[Read]) -> int:
    """Which colour and pattern a text has: the group's own texts the first, every other one of its own."""
    return 1 + texts.index(text) % (len(PATTERNS) - 1) if text in texts else 0


def text_style(number: int, *, dark: bool) -> Style:
    """How the words of a text are written, by its number."""
    colours = AUTHOR_COLOURS[dark]
    pattern = PATTERNS[number % len(PATTERNS)]
    return Style.parse(f"{colours[number % len(colours)]} {' '.join(name for name in pattern)}".strip())


def spans(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Where each word stands in `text`: start and end, never overlapping, in order.

    A word that typography or grammar has changed in the text (`de le` → `du`) takes what stands at its place.
    """
    folded = _fold(text)
    found: list[tuple[int, int]] = []
    position = 0
    for word in words:
        start = folded.find(_fold(word), position)
        if start < 0 or start > position + 4:
            while position < len(text) and text[position].isspace():
                position += 1
            end = position
            while end < len(text) and not text[end].isspace():
                end += 1
            changed = text[position:end]
            if changed and _fold(changed)[0] == _fold(word)[:1]:
                found.append((position, end))
                position = end
            else:
                found.append((position, position))
            continue
        found.append((start, start + len(word)))
        position = start + len(word)
    return found


def _fold(text: str) -> str:
    """`text` for comparing, letter for letter as long as it was."""
    return "".join(_FOLDED.get(char) or (char.lower() if len(char.lower()) == 1 else char) for char in text)


_FOLDED = {"’": "'", "\u202f": " ", "\u00a0": " "}


class PhraseView(Widget, can_focus=True):
    """Shows `phrase`; `pointed` is the place of a word among its steps."""

    DEFAULT_CSS = """
    PhraseView { height: auto; min-height: 2; width: 1fr; }
    """
    COMPONENT_CLASSES = {"phrase-view--pointed", "phrase-view--edited"}

    phrase: reactive[MadePhrase | None] = reactive(None, layout=True)
    pointed: reactive[int] = reactive(0)
    texts: reactive[tuple[Read, ...]] = reactive(())
    """The texts that are not the group's own, in a fixed order."""

    class Pointed(Message):
        """Another word is pointed at."""

        def __init__(self, step: int) -> None:
            super().__init__()
            self.step = step

    def __init__(self, *, empty: str = "", id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.empty = empty

    def validate_pointed(self, pointed: int) -> int:
        return max(0, min(pointed, len(self.phrase.steps) - 1)) if self.phrase and self.phrase.steps else 0

    def watch_phrase(self) -> None:
        self.pointed = 0

    @property
    def step(self) -> Mapping[str, Any] | None:
        """The step of the word pointed at."""
        if self.phrase is None or not self.phrase.steps:
            return None
        return self.phrase.steps[self.pointed]

    def point(self, by: int) -> None:
        """Point at another word, `by` places on."""
        before = self.pointed
        self.pointed += by
        if self.pointed != before:
            self.post_message(self.Pointed(self.pointed))

    def render(self) -> Content:
        phrase = self.phrase
        if phrase is None:
            return Content.styled(self.empty, "$text-muted")
        if phrase.edited is not None:
            return Content.styled(visible(phrase.edited), "bold")
        text = visible(phrase.text)
        content = Content(text)
        dark = self.app.current_theme.dark
        for number, (start, end) in enumerate(spans(text, [visible(str(s.get("word", ""))) for s in phrase.steps])):
            text_read = read_in(phrase.steps[number])
            if text_read is not None:
                content = content.stylize(text_style(number_of(text_read, self.texts), dark=dark), start, end)
            content = content.stylize(Style.from_meta({"step": number}), start, end)
            if number == self.pointed:
                content = content.stylize("reverse", start, end)
        return content

    def on_click(self, event: Click) -> None:
        number = event.style.meta.get("step")
        if isinstance(number, int):
            self.pointed = number
            self.post_message(self.Pointed(number))
