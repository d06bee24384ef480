"""One phrase, each word in the colour and the pattern of its author; one word can be pointed at."""

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

# Not colour alone: each author has a pattern of the letters as well.
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


def authors_of(phrase: MadePhrase) -> list[str]:
    """The authors of a phrase's words in the order they come in."""
    return list(dict.fromkeys(str(step.get("author", "")) for step in phrase.steps if step.get("author")))


def author_style(number: int, *, dark: bool) -> Style:
    """How the words of an author are written, `number` counted from 0 among the authors of a creation."""
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
    authors: reactive[tuple[str, ...]] = reactive(())

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
            author = str(phrase.steps[number].get("author", ""))
            style = author_style(self.authors.index(author) if author in self.authors else 0, dark=dark)
            meta = Style.from_meta({"step": number})
            content = content.stylize(style + meta, start, end)
            if number == self.pointed and self.has_focus:
                content = content.stylize("reverse", start, end)
        return content

    def on_click(self, event: Click) -> None:
        number = event.style.meta.get("step")
        if isinstance(number, int):
            self.pointed = number
            self.post_message(self.Pointed(number))

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()
