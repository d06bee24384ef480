"""The creature on the screen: it breathes, blinks, looks about, falls asleep, and its mouth follows what it says."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from random import Random

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.reactive import reactive
from textual.strip import Strip as Line
from textual.timer import Timer
from textual.widget import Widget

from bestio.persona.portrait import (
    AHEAD,
    HEIGHT,
    RGB,
    WIDTH,
    Cell,
    Eyes,
    Gaze,
    Look,
    Opening,
    Strips,
    draw,
    enlarge,
    half_blocks,
)
from bestio.persona.portrait_colour import to_hex

BLINK_EVERY = (2.5, 7.0)
BLINK_SECONDS = 0.14
BREATH_SECONDS = 2.2
ASLEEP_AFTER = 90.0
SURPRISE: tuple[tuple[Eyes, Opening, float], ...] = (("closed", 0, 0.10), ("open", 2, 0.24), ("open", 1, 0.14))
"""What its face does when it finds itself another: eyes, mouth, seconds."""
SETTLED = 0.12
"""Seconds that a look stays before it is taken for the one that chance has stopped at."""
GLANCE_SECONDS = 1.6
SNORES = ("z", "Z")


Row = tuple[Cell, ...]


@lru_cache(maxsize=4096)
def _style(fore: RGB | None, back: RGB | None) -> Style:
    return Style(color=fore and to_hex(fore), bgcolor=back and to_hex(back))


@lru_cache(maxsize=512)
def _line(row: Row, left: int, width: int, base: Style) -> Line:
    """A row in the middle of a line. Cells that look the same are one piece: a colour takes 37 bytes to tell."""
    pieces = [Segment(" " * left, base)]
    for (char, fore, back), cells in groupby(row):
        pieces.append(Segment(char * len(list(cells)), base + _style(fore, back)))
    pieces.append(Segment(" " * max(0, width - left - len(row)), base))
    return Line([piece for piece in pieces if piece.text], max(width, left + len(row))).crop(0, width)


def _snoring(rows: tuple[Row, ...], breath: int) -> tuple[Row, ...]:
    """A sleeping creature with a z beside its head, where nothing else is drawn."""
    row = rows[breath]
    place = len(row) - 3 + (1 - breath)
    if row[place][0] != " ":
        return rows
    told = (*row[:place], (SNORES[1 - breath], None, None), *row[place + 1 :])
    return (*rows[:breath], told, *rows[breath + 1 :])


def _changes(before: tuple[Row, ...], now: tuple[Row, ...]) -> Iterator[tuple[int, int, int]]:
    """Where two pictures of one size differ: a row, its first cell that changes, and the one behind the last."""
    for number, (old, new) in enumerate(zip(before, now, strict=True)):
        if old != new:
            changed = [place for place, pair in enumerate(zip(old, new, strict=True)) if pair[0] != pair[1]]
            yield number, changed[0], changed[-1] + 1


class Portrait(Widget):
    """Draws `look` with the strips given; larger where the place allows it."""

    DEFAULT_CSS = """
    Portrait { width: 28; height: 18; }
    """

    look: reactive[Look | None] = reactive(None, repaint=False)
    mouth: reactive[Opening] = reactive[Opening](0, repaint=False)
    eyes: reactive[Eyes] = reactive[Eyes]("open", repaint=False)
    breath: reactive[int] = reactive(0, repaint=False)
    lit: reactive[bool] = reactive(False, repaint=False)
    """Whether its lamps shine, as they do while it speaks."""
    face: reactive[tuple[Eyes, Opening] | None] = reactive(None, repaint=False)
    """What eyes and mouth do for a moment, in the place of what they did."""
    gaze: reactive[Gaze] = reactive(AHEAD, repaint=False)
    """Where it looks."""

    def __init__(self, strips: Strips, random: Random, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.strips = strips
        self.random = random
        self.asleep = False
        self._picture = lru_cache(maxsize=64)(self._draw)  # it comes back to the same few faces all the time
        self._painted: tuple[Row, ...] = ()
        self._place: tuple[tuple[Row, ...], int, int, int, Style] = ((), 0, 0, 0, Style())
        self._blink: Timer | None = None
        self._sleep: Timer | None = None
        self._surprise: Timer | None = None
        self._glance: Timer | None = None

    @property
    def lively(self) -> bool:
        """Whether it may move by itself (motion can be turned off)."""
        return self.app.animation_level == "full"

    def on_mount(self) -> None:
        self.set_interval(BREATH_SECONDS / 2, self._breathe)
        self._plan_blink()
        self.stir()

    def stir(self) -> None:
        """Somebody is here: wake up, and fall asleep later."""
        if self.asleep:
            self.asleep = False
            self.eyes = "open"
        if self._sleep is not None:
            self._sleep.stop()
        self._sleep = self.set_timer(ASLEEP_AFTER, self._fall_asleep)

    def glance(self, gaze: Gaze) -> None:
        """Look at something for a moment, then ahead again."""
        if not self.lively or self.asleep:
            return
        if self._glance is not None:
            self._glance.stop()
        self.gaze = gaze
        self._glance = self.set_timer(GLANCE_SECONDS, self._look_ahead)

    def _look_ahead(self) -> None:
        self.gaze = AHEAD

    def watch_look(self, before: Look | None, look: Look | None) -> None:
        self._repaint()
        if before is None or look is None or not self.is_mounted:
            return
        if self._surprise is not None:
            self._surprise.stop()
        if self.lively:
            self._surprise = self.set_timer(SETTLED, lambda: self._be_surprised(0))

    def _be_surprised(self, moment: int) -> None:
        """Another head, other limbs: it cannot believe its eyes."""
        if moment == len(SURPRISE) or self.lit:  # what it says comes first
            self.face = None
            return
        eyes, mouth, seconds = SURPRISE[moment]
        self.face = (eyes, mouth)
        self._surprise = self.set_timer(seconds, lambda: self._be_surprised(moment + 1))

    def _fall_asleep(self) -> None:
        if self.lively:
            self.asleep = True
            self.eyes = "closed"

    def _breathe(self) -> None:
        self.breath = 1 - self.breath if self.lively and self.is_on_screen else 0

    @property
    def is_on_screen(self) -> bool:
        """Whether it can be seen now."""
        shown = all(part.display for part in self.ancestors_with_self if isinstance(part, Widget))
        return shown and self.screen.is_current  # on a bench that is hidden, each breath had the whole screen laid out

    def _plan_blink(self) -> None:
        self._blink = self.set_timer(self.random.uniform(*BLINK_EVERY), self._close_eyes)

    def _close_eyes(self) -> None:
        if self.lively and not self.asleep and self.is_on_screen:
            self.eyes = "closed"
            self.set_timer(BLINK_SECONDS, self._open_eyes)
        else:
            self._plan_blink()

    def _open_eyes(self) -> None:
        if not self.asleep:
            self.eyes = "open"
        self._plan_blink()

    def get_content_width(self, container: Size, viewport: Size) -> int:
        return WIDTH

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return HEIGHT // 2

    @property
    def factor(self) -> int:
        """How many times larger than life the place allows."""
        size = self.content_size
        return max(1, min(size.width // WIDTH, size.height // (HEIGHT // 2)))

    def render_lines(self, crop: Region) -> list[Line]:
        rows = self._rows()
        # The same for all the lines, and dear.
        self._place = (rows, self._top(rows), self._left(rows), self.content_size.width, self.rich_style)
        return super().render_lines(crop)

    def render_line(self, y: int) -> Line:
        rows, top, left, width, base = self._place
        if not top <= y < top + len(rows):
            return Line.blank(width, base)
        return _line(rows[y - top], left, width, base)

    def _top(self, rows: tuple[Row, ...]) -> int:
        return max(0, (self.content_size.height - len(rows)) // 2)

    def _left(self, rows: tuple[Row, ...]) -> int:
        return max(0, (self.content_size.width - len(rows[0])) // 2) if rows else 0

    def _rows(self) -> tuple[Row, ...]:
        """What it looks like now."""
        if self.look is None:
            return ()
        eyes, mouth = (self.eyes, self.mouth) if self.face is None or self.lit else self.face
        gaze = AHEAD if self.lit else self.gaze
        rows = self._picture(self.look, mouth, eyes, gaze, self.breath, self.lit, self.factor)
        return _snoring(rows, self.breath) if self.asleep else rows

    def _repaint(self) -> None:
        """Paint the cells that have changed: the others are as they were."""
        before, self._painted = self._painted, self._rows()
        rows = self._painted
        if len(before) != len(rows) or not rows or len(before[0]) != len(rows[0]):
            self.refresh()
            return
        top, left = self._top(rows), self._left(rows)
        regions = [Region(left + start, top + row, end - start, 1) for row, start, end in _changes(before, rows)]
        if regions:
            self.refresh(*regions)

    watch_mouth = watch_eyes = watch_breath = watch_lit = watch_face = watch_gaze = _repaint

    def _draw(
        self, look: Look, mouth: Opening, eyes: Eyes, gaze: Gaze, breath: int, lit: bool, factor: int
    ) -> tuple[Row, ...]:
        pixels = list(draw(self.strips, look, mouth=mouth, eyes=eyes, gaze=gaze, lit=lit))
        if breath:  # head and body sink by one pixel: the row above the limbs is the one that goes
            waist = HEIGHT - 12
            pixels = [[None] * WIDTH, *pixels[:waist], *pixels[waist + 1 :]]
        return tuple(tuple(row) for row in half_blocks(enlarge(pixels, factor)))
