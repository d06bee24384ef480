"""The phrase that is being said, with the word that is heard now."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from bestio.language.tokens import spans
from bestio.tui.text import height_of, visible


class Karaoke(Widget):
    """Shows `text`; `word` is the place of the spoken word among `words`, -1 while none is."""

    DEFAULT_CSS = """
    Karaoke { height: auto; width: 1fr; text-align: center; text-style: bold; }
    """

    text: reactive[str] = reactive("")
    words: reactive[tuple[str, ...]] = reactive(())
    word: reactive[int] = reactive(-1)

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._lines = 0
        self._shown = ""
        self._places: list[tuple[int, int]] | None = None

    def to_read(self) -> Iterator[str]:
        """The phrase."""
        yield self.text

    def watch_words(self) -> None:
        self._places = None

    def watch_text(self) -> None:
        self._shown, self._places = visible(self.text), None
        self.clear_cached_dimensions()
        lines = height_of(self)
        if lines != self._lines or not lines:
            self._lines = lines
            self.refresh(layout=True)

    def render(self) -> Content:
        content = Content(self._shown)
        if not 0 <= self.word < len(self.words):
            return content
        if self._places is None:  # found out once a line, not once a word
            self._places = spans(self._shown, [visible(word) for word in self.words])
        start, end = self._places[self.word]
        return content.stylize("$text-muted", 0, start).stylize("$background on $primary", start, end)
