"""Paragraphs as they are read, one in another where a text box stands in the middle of a line, as lines of text."""

from __future__ import annotations

from collections import Counter
from typing import Literal

from bestio.phrases.importers.refusals import MAX_TEXT_BYTES

LeftOut = Literal["note", "comment", "header", "index", "hidden", "deleted", "prompt", "part"]

MAX_PARAGRAPHS = 100_000
"""Paragraphs of one document, empty ones, too; a novel of 250,000 words has some 10,000."""

_ENDS_A_SENTENCE = '.!?…»”"'


class TooMuchText(Exception):  # noqa: N818 (for the readers alone, which tell it in their words)
    """More characters or paragraphs than a text may have."""


class _Paragraph:
    """What has been read of a paragraph: its own pieces, and the lines of boxes that stand between them."""

    __slots__ = ("boxes", "dropped", "joins", "pieces")

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.boxes: list[tuple[int, list[str]]] = []
        self.dropped = False
        self.joins = ""  # the text of a box's last paragraph, where the next one goes on with it

    def lines(self) -> list[str]:
        """Its lines. A box stands after the paragraph, or between two sentences that nothing but the box parts."""
        if not self.boxes:
            return ["".join(self.pieces)]
        done: list[str] = []
        waiting: list[str] = []
        begun = read = 0
        empty = True
        for place, lines in self.boxes:
            empty = empty and not "".join(self.pieces[read:place]).strip()
            read = place
            if empty:
                done += lines
            elif self.pieces[place - 1][-1] in _ENDS_A_SENTENCE and self._goes_on(place):
                done += ["".join(self.pieces[begun:place]), *waiting, *lines]
                waiting, begun, empty = [], place, True
            else:
                waiting += lines
        rest = "".join(self.pieces[begun:])
        return [*done, rest, *waiting] if rest else [*done, *waiting]

    def _goes_on(self, place: int) -> bool:
        return place < len(self.pieces) and self.pieces[place][0].isalnum()


class Flow:
    """Takes what the readers find and gives the lines; counts what was left out, by kind.

    Raises TooMuchText as soon as there is too much, before it is kept.
    """

    def __init__(self) -> None:
        self.left_out: Counter[LeftOut] = Counter()
        self._lines: list[str] = []
        self._open: list[_Paragraph] = []
        self._joins = ""
        self._size = 0
        self._paragraphs = 0

    @property
    def size(self) -> int:
        """Characters taken so far."""
        return self._size

    def begin(self) -> None:
        """A paragraph begins, maybe inside another one."""
        self._paragraphs += 1
        if self._paragraphs > MAX_PARAGRAPHS:
            raise TooMuchText
        paragraph = _Paragraph()
        if self._open:
            begun, self._open[-1].joins = self._open[-1].joins, ""
        else:
            begun, self._joins = self._joins, ""
        if begun:
            paragraph.pieces.append(begun)
        self._open.append(paragraph)

    def add(self, text: str) -> None:
        """`text` of the paragraph that is open; outside of one it is nobody's."""
        if self._open and text:
            self._size += len(text)
            if self._size > MAX_TEXT_BYTES:
                raise TooMuchText
            self._open[-1].pieces.append(text)

    def drop(self) -> None:
        """The paragraph that is open is hidden."""
        if self._open:
            self._open[-1].dropped = True

    def end(self, *, joins: bool = False) -> None:
        """The paragraph ends; with `joins`, the next one goes on in the same word (a drop capital)."""
        if not self._open:
            return
        paragraph = self._open.pop()
        if paragraph.dropped:
            self.left_out["hidden"] += 1
            return
        lines = paragraph.lines()
        outer = self._open[-1] if self._open else None
        if joins and lines:
            if outer:
                outer.joins = lines.pop()
            else:
                self._joins = lines.pop()
        if outer:
            outer.boxes.append((len(outer.pieces), lines))
        else:
            self._lines += lines

    def finish(self) -> str:
        """The whole text, a paragraph a line."""
        while self._open:
            self.end()
        return "\n".join(line.rstrip(" ") for line in (*self._lines, *filter(None, [self._joins])))
