"""The phrase that is being said, with the word that is heard now."""

from __future__ import annotations

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

    def watch_text(self) -> None:
        self.clear_cached_dimensions()
        lines = height_of(self)
        if lines != self._lines or not lines:
            self._lines = lines
            self.refresh(layout=True)

    def render(self) -> Content:
        text = visible(self.text)
        content = Content(text)
        if not 0 <= self.word < len(self.words):
            return content
        places = spans(text, [visible(word) for word in self.words])
        start, end = places[self.word]
        return content.stylize("$text-muted", 0, start).stylize("$background on $primary", start, end)
