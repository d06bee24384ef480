"""One phrase, each word in the colour and the pattern of the text it was read in; one word can be pointed at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from textual.content import Content, Span
from textual.events import Click
from textual.message import Message
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from bestio.creation.authors import Word, pieces_of, words_of
from bestio.creation.phrase_shapes import StepShape
from bestio.creation.state import MadePhrase
from bestio.language.tokens import is_word, spans
from bestio.phrases.phrase import Patch
from bestio.tui.text import visible
from bestio.tui.theme import AUTHOR_COLOURS

SEAM = "│"
POINTED = "$block-cursor-foreground on $block-cursor-background"

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
    {"bold": True, "italic": True, "underline": True},
    {"italic": True, "underline2": True},
    {"bold": True, "underline2": True},
    {"bold": True, "italic": True, "underline2": True},
)


Read = tuple[str, str]
"""A text that words were read in: its author and its title."""


def read_in(step: StepShape) -> Read | None:
    """The text that a word was read in; None for a word that is in no text (a tic)."""
    return (step.author, step.title) if step.author else None


def number_of(text: Read, texts: Sequence[Read]) -> int:
    """Which colour and pattern a text has: the group's own texts the first, every other one of its own."""
    return 1 + texts.index(text) % (len(PATTERNS) - 1) if text in texts else 0


def numbers_of(used: Iterable[Read], texts: Sequence[Read]) -> dict[Read, int]:
    """The number of each text of one phrase: the one it always has, or, where another has taken it, the next free one.

    Where a phrase has more texts than there are patterns, some share one.
    """
    numbers: dict[Read, int] = {}
    for text in sorted(set(used), key=lambda text: (text not in texts, texts.index(text) if text in texts else 0)):
        number = number_of(text, texts)
        if number:
            free = (1 + (number - 1 + by) % (len(PATTERNS) - 1) for by in range(len(PATTERNS) - 1))
            number = next((one for one in free if one not in numbers.values()), number)
        numbers[text] = number
    return numbers


def text_style(number: int, *, dark: bool) -> Style:
    """How the words of a text are written, by its number."""
    pattern = PATTERNS[number % len(PATTERNS)]
    return Style.parse(f"{text_colour(number, dark=dark)} {' '.join(pattern)}".strip())


def text_colour(number: int, *, dark: bool) -> str:
    """The colour of a text, by its number."""
    colours = AUTHOR_COLOURS[dark]
    return colours[number % len(colours)]


def hand_style(*, dark: bool) -> str:
    """How words are written that a hand wrote when changing the phrase: in the group's colour, on another ground."""
    return f"{text_colour(0, dark=dark)} bold on $panel"


class PhraseView(Widget, can_focus=True):
    """Shows `phrase`; `pointed` is the place of a word among those shown, -1 for none.

    A bar stands after each of the copied pieces that make the phrase, and the piece of the word pointed at stands out.
    """

    DEFAULT_CSS = """
    PhraseView { height: auto; min-height: 2; width: 1fr; }
    """

    phrase: reactive[MadePhrase | None] = reactive(None, layout=True)
    pointed: reactive[int] = reactive(-1)
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
        self.words: tuple[Word, ...] = ()
        self.pieces: tuple[Patch, ...] = ()
        self.numbers: Mapping[Read, int] = {}

    def validate_pointed(self, pointed: int) -> int:
        return max(-1, min(pointed, len(self.words) - 1))

    def watch_phrase(self, phrase: MadePhrase | None) -> None:
        self.words = words_of(phrase) if phrase else ()
        self.pieces = pieces_of(phrase) if phrase and phrase.edited is None else ()
        self.watch_texts()
        self.pointed = -1

    def watch_texts(self) -> None:
        steps = self.phrase.steps if self.phrase else ()
        shown = [steps[word.step] for word in self.words if word.step is not None and is_word(word.text)]
        self.numbers = numbers_of((text for step in shown if (text := read_in(step)) is not None), self.texts)

    @property
    def piece(self) -> Patch | None:
        """The piece that the word pointed at stands in."""
        return next((one for one in self.pieces if one.start <= self.pointed < one.end), None)

    def point(self, by: int) -> None:
        """Point at another word, `by` places on; one that went into another (« le » into « du ») is passed."""
        before = self.pointed
        self.pointed += by
        while 0 <= self.pointed < len(self.words) - 1 and not self.words[self.pointed].text:
            self.pointed += 1 if by > 0 else -1
        if self.pointed != before:
            self.post_message(self.Pointed(self.pointed))

    def to_read(self) -> Iterator[str]:
        """The phrase."""
        if self.phrase is not None:
            yield self.phrase.shown

    def render(self) -> Content:
        return self.phrase_content()

    def phrase_content(self) -> Content:
        """The phrase in its colours, patterns and pieces."""
        phrase = self.phrase
        if phrase is None:
            return Content.styled(self.empty, "$text-muted")
        text = visible(phrase.shown)
        dark = self.app.current_theme.dark
        places = spans(text, [visible(word.text) for word in self.words])
        styled: list[Span] = []
        if (piece := self.piece) is not None and piece.end <= len(places):
            styled.append(Span(places[piece.start][0], places[piece.end - 1][1], "on $panel"))
        for number, (word, (start, end)) in enumerate(zip(self.words, places, strict=True)):
            if start == end:
                continue
            styled.append(Span(start, end, self._style(phrase, word, dark=dark)))
            styled.append(Span(start, end, Style.from_meta({"step": number})))
            if number == self.pointed:
                styled.append(Span(start, end, POINTED))
        ends = [places[one.end - 1][1] for one in self.pieces[:-1] if one.end <= len(places)]
        return _with_seams(Content(text, styled), ends)

    def _style(self, phrase: MadePhrase, word: Word, *, dark: bool) -> Style | str:
        if word.step is None:
            return hand_style(dark=dark)
        text = read_in(phrase.steps[word.step])
        if text is None:
            return Style()
        return text_style(self.numbers.get(text, number_of(text, self.texts)), dark=dark)

    def on_click(self, event: Click) -> None:
        number = event.style.meta.get("step")
        if isinstance(number, int):
            self.pointed = number
            self.post_message(self.Pointed(number))


def _with_seams(content: Content, ends: Sequence[int]) -> Content:
    """`content` with a bar at each of `ends`, in order."""
    parts = []
    since = 0
    for end in ends:
        if end > since:
            parts += [content[since:end], Content.styled(SEAM, "$text-muted")]
            since = end
    return Content("").join([*parts, content[since:]])
