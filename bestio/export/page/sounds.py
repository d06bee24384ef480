"""The sounds of a page: each text in each voice once, as many as there is room for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor

from bestio.export.page.told import Line, WordHeard
from bestio.export.sound import mp3
from bestio.i18n import ngettext
from bestio.speech.speech import Speech
from bestio.speech.voice import Voice

Render = Callable[[str, Voice], Speech]
"""Says a text with a voice. Raises BestioError where nothing can be said."""
Progress = Callable[[int, int], None]
"""Called before each sound is made: which one, counted from 1, of how many."""

MOST_BYTES = 1_740_000
"""Of sound on a page: written as letters they are a third more, and the page, with its typeface, stays under 3 MB."""


class Sounds:
    """Lines that are wanted, in the order of their worth; `made` has them said. Without `render` there are none."""

    def __init__(self, render: Render | None, progress: Progress, most: int = MOST_BYTES) -> None:
        self._render = render
        self._progress = progress
        self._most = most
        self._wanted: dict[tuple[str, Voice], None] = {}
        self._places: dict[tuple[str, Voice], int] = {}

    def want(self, text: str, voice: Voice) -> None:
        """Ask for a text in a voice."""
        if text.strip():
            self._wanted.setdefault((text, voice))

    def made(self) -> tuple[Line, ...]:
        """All lines for which there was room, said now. Raises BestioError."""
        if self._render is None:
            return ()
        lines: list[Line] = []
        room = self._most
        with ThreadPoolExecutor(1) as encoder:  # one line is said, by a process of its own, while another is encoded
            for (text, voice), made in self._encoded(self._render, encoder):
                line = made.result()
                if line is None or len(line.sound) > room:
                    continue
                room -= len(line.sound)
                self._places[text, voice] = len(lines)
                lines.append(line)
        return tuple(lines)

    def _encoded(self, render: Render, encoder: Executor) -> Iterator[tuple[tuple[str, Voice], Future[Line | None]]]:
        """Each line that is wanted, as it is encoded; the next one is said meanwhile."""
        before: tuple[tuple[str, Voice], Future[Line | None]] | None = None
        for number, (text, voice) in enumerate(self._wanted, 1):
            self._progress(number, len(self._wanted))
            made = (text, voice), encoder.submit(line_of, text, render(text, voice))
            if before is not None:
                yield before
            before = made
        if before is not None:
            yield before

    def place(self, text: str, voice: Voice) -> int | None:
        """The place of a line among those that were made; None where it has no sound."""
        return self._places.get((text, voice))

    def notes(self) -> Iterator[str]:
        """What was left out, for people."""
        left = len(self._wanted) - len(self._places) if self._render is not None else 0
        if left:
            yield ngettext(
                "{n} sound was left out: the page would be too large, or nothing was heard.",
                "{n} sounds were left out: the page would be too large, or nothing was heard.",
                left,
            ).format(n=left)


def line_of(text: str, speech: Speech) -> Line | None:
    """A line as a page has it; None where nothing is heard."""
    if speech.engine == "silent" or not len(speech.samples):
        return None
    return Line(
        text,
        mp3(speech.samples, speech.sample_rate),
        tuple(
            WordHeard(word.at, word.at + len(word.text), round(word.start, 3), round(word.end, 3))
            for word in speech.words
            if text[word.at : word.at + len(word.text)] == word.text
        ),
        tuple((round(shape.time, 3), shape.opening) for shape in speech.mouth),
    )
