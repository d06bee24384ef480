"""The glass box of one phrase: its words, whose they are, the pieces it is made of, and the word pointed at.

One widget of a fixed height, which only paints itself again: pointing at another word lays nothing out.
"""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content
from textual.reactive import reactive

from bestio.creation.authors import Part
from bestio.creation.state import MadePhrase
from bestio.i18n import _
from bestio.session.drafts import tell_making_in_a_line
from bestio.session.explain import PhraseWhy, explain_phrase
from bestio.session.telling import tell_changes, tell_piece_of_word, tell_pieces, tell_pieces_in_a_line
from bestio.tui.glass import bar, explain_word, legend
from bestio.tui.text import plain, visible
from bestio.tui.widgets.phrase_view import POINTED, PhraseView

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
        self.why: PhraseWhy | None = None

    def watch_phrase(self, phrase: MadePhrase | None) -> None:
        super().watch_phrase(phrase)
        self.why = explain_phrase(phrase, self.group) if phrase else None
        self.parts = self.why.parts if self.why else ()

    def render(self) -> Content:
        width, height = self.content_size
        if self.why is None or not width:
            return self.phrase_content()
        lines = self._head(width, height)
        for section in self._sections(self.why, width):
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

    def _sections(self, why: PhraseWhy, width: int) -> Iterator[Content]:
        dark = self.app.current_theme.dark
        if self.pointed >= 0:
            yield explain_word(why.words[self.pointed])
            if self.piece is not None:
                yield plain(tell_piece_of_word(self.piece))
        if why.die:
            yield Content.styled(visible(" ".join(why.die)), "$warning")
        yield bar(self.parts, self.texts, width, dark=dark)
        in_a_line, each = tell_changes(why.changes), []
        if not in_a_line:
            in_a_line, each = tell_pieces_in_a_line(why.pieces), tell_pieces(why.pieces)
        high = self.size.height > HIGH
        yield legend(self.parts, self.texts, dark=dark, **(LEGEND_HIGH if high else LEGEND_LOW))
        if in_a_line and not (high and each):
            yield plain(in_a_line)
        elif in_a_line:
            yield Content(_("The pieces it is made of:"))
            yield from (Content.styled("  " + visible(piece), "$text-muted") for piece in each)
        if why.copied:
            yield Content.styled(visible(why.copied, lines=True), "$secondary")
        if making := tell_making_in_a_line(why.making):
            yield Content.styled(visible(making), "$text-muted")


def _pointed(line: Content) -> bool:
    return any(span.style == POINTED for span in line.spans)
