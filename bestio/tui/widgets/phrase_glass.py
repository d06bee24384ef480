"""The glass box of one phrase: its words, whose they are, the pieces it is made of, and the word pointed at.

One widget of a fixed height, which only paints itself again: pointing at another word lays nothing out.
"""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content
from textual.reactive import reactive

from bestio.i18n import _
from bestio.tui.glass import bar, copy_verdict, explain_piece, explain_word, legend
from bestio.tui.text import plain, visible
from bestio.tui.widgets.phrase_view import POINTED, PhraseView
from bestio.workshop.attribution import told_changes, told_each_piece, told_mended, told_pieces
from bestio.workshop.authors import Part, parts_of
from bestio.workshop.state import MadePhrase

ROOM_FOR_WORD = 7
"""Lines that the account of a word needs under a long phrase."""
SHORTEST_HEAD = 2
HIGH = 20
"""Lines from which on there is room for each piece and for the whole legend."""
LEGEND_LOW, LEGEND_HIGH = {"most": 3, "longest": 16}, {"most": 12, "longest": 40}


class PhraseGlass(PhraseView):
    """Shows a phrase and its account, as much of it as there is room for; what a key away tells is all of it."""

    DEFAULT_CSS = """
    PhraseGlass { height: 1fr; width: 1fr; }
    """
    phrase: reactive[MadePhrase | None] = reactive(None)

    def __init__(self, *, empty: str = "", id: str | None = None) -> None:  # noqa: A002
        super().__init__(empty=empty, id=id)
        self.group = ""
        self.parts: tuple[Part, ...] = ()
        self._told: tuple[str, tuple[str, ...], str] = ("", (), "")

    def watch_phrase(self, phrase: MadePhrase | None) -> None:
        super().watch_phrase(phrase)
        self.parts = parts_of(phrase, self.group) if phrase else ()
        self._told = _tell(phrase) if phrase else ("", (), "")

    def render(self) -> Content:
        width, height = self.content_size
        if self.phrase is None or not width:
            return self.phrase_content()
        lines = self._head(width, height)
        for section in self._sections(self.phrase, width):
            lines += section.wrap(width)
        if len(lines) > height:
            more = Content.styled(_("… F6 tells the rest"), "$text-muted")
            lines = [*lines[: height - 1], more]
        return Content("\n").join(lines)

    def _head(self, width: int, height: int) -> list[Content]:
        """The phrase; of a very long one, the lines around the word pointed at."""
        lines = self.phrase_content().wrap(width)
        room = max(SHORTEST_HEAD, height - ROOM_FOR_WORD)
        if self.pointed < 0 or len(lines) <= room:
            return lines
        here = next((at for at, line in enumerate(lines) if _pointed(line)), 0)
        first = min(max(0, here - room + 1), len(lines) - room)
        return lines[first : first + room]

    def _mended(self, phrase: MadePhrase) -> str:
        at = self.words[self.pointed].step
        return told_mended(phrase.steps, at) if at is not None else ""

    def _sections(self, phrase: MadePhrase, width: int) -> Iterator[Content]:
        dark = self.app.current_theme.dark
        if self.pointed >= 0:
            yield explain_word(self.step, mended=self._mended(phrase))
            if self.piece is not None:
                yield explain_piece(self.piece)
        yield bar(self.parts, self.texts, width, dark=dark)
        in_a_line, each, verdict = self._told
        high = self.size.height > HIGH
        yield legend(self.parts, self.texts, dark=dark, **(LEGEND_HIGH if high else LEGEND_LOW))
        if in_a_line and not (high and each):
            yield plain(in_a_line)
        elif in_a_line:
            yield Content(_("The pieces it is made of:"))
            yield from (Content.styled("  " + piece, "$text-muted") for piece in each)
        if verdict:
            yield Content.styled(verdict, "$secondary")


def _tell(phrase: MadePhrase) -> tuple[str, tuple[str, ...], str]:
    """The changes or the pieces in a line, each piece on a line of its own, and what is copied."""
    if changes := told_changes(phrase):
        return visible(changes), (), copy_verdict(phrase)
    return told_pieces(phrase), tuple(map(visible, told_each_piece(phrase))), copy_verdict(phrase)


def _pointed(line: Content) -> bool:
    return any(span.style == POINTED for span in line.spans)
