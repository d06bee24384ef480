"""The creature on the screen: it breathes, blinks, looks about, falls asleep, and its mouth follows what it says."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from itertools import groupby
from random import Random
from typing import Self

from rich.segment import Segment
from rich.style import Style
from textual.filter import LineFilter
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
SLOWER = 2
"""How many times slower it breathes asleep."""
ASLEEP_AFTER = 90.0
SURPRISE: tuple[tuple[Eyes, Opening, float], ...] = (("closed", 0, 0.10), ("open", 2, 0.24), ("open", 1, 0.14))
"""What its face does when it finds itself another: eyes, mouth, seconds."""
SETTLED = 0.12
"""Seconds that a look stays before it is taken for the one that chance has stopped at."""
GLANCE_SECONDS = 1.6
SNORES = ("z", "Z")


_FACES = 12
"""How many pictures are kept as they are painted: one that breathes and blinks comes back to six."""

Row = tuple[Cell, ...]
_Face = tuple[Look | None, Opening, Eyes, Gaze, int, bool, bool]
_Shown = tuple[_Face, Region, Size, tuple[LineFilter, ...]]


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
    """A sleeping creature with a z beside its head, in the free cell nearest to the corner."""
    row = rows[breath]
    corner = len(row) - 3 + (1 - breath)
    free = [place for place, cell in enumerate(row) if cell[0] == " "]
    if not free:
        return rows
    place = min(free, key=lambda place: abs(place - corner))
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
    whole: reactive[bool] = reactive(False)
    """Whether it fills its place, although some of its pixels are then larger than others."""

    def __init__(self, strips: Strips, random: Random, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.strips = strips
        self.random = random
        self.asleep = False
        self._picture = lru_cache(maxsize=64)(self._draw)  # it comes back to the same few faces all the time
        self._painted: tuple[Row, ...] = ()
        self._place: tuple[tuple[Row, ...], int, int, int, Style] = ((), 0, 0, 0, Style())
        self._shown: dict[_Shown, list[Line]] = {}
        self.rests = False
        """Whether it does not breathe because nobody sees it."""
        self._beats = 0
        self._breathing: Timer | None = None
        self._blink: Timer | None = None
        self._sleep: Timer | None = None
        self._surprise: Timer | None = None
        self._glance: Timer | None = None

    @property
    def lively(self) -> bool:
        """Whether it may move by itself (motion can be turned off)."""
        return self.app.animation_level == "full"

    def on_mount(self) -> None:
        self._breathing = self.set_interval(BREATH_SECONDS / 2, self.breathe)
        self._plan_blink()
        self.stir()

    def stir(self) -> None:
        """Somebody is here: wake up, and fall asleep later."""
        if self.asleep:
            self.asleep = False
            self.eyes = "open"
        if self._sleep is not None:
            self._sleep.stop()
        self._sleep = self.set_timer(ASLEEP_AFTER, self.fall_asleep)

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

    def fall_asleep(self) -> None:
        if self.lively:
            self.asleep = True
            self.eyes = "closed"

    def breathe(self) -> None:
        if self.whole and self.lit:  # as tall as a screen, one breath has more to paint than a second of speech
            return
        self._beats += 1
        if self.asleep and self._beats % SLOWER:
            return
        seen = self.is_on_screen
        self.breath = 1 - self.breath if self.lively and seen else 0
        if not seen and self._breathing is not None:
            self.rests = True
            self._breathing.pause()  # until it is painted again

    @property
    def is_on_screen(self) -> bool:
        """Whether it can be seen now."""
        shown = all(part.display for part in self.ancestors_with_self if isinstance(part, Widget))
        # On a bench that is hidden, each breath had the whole screen laid out; and Textual 8 takes what is beneath the
        # screen on top for seen, although that one lets nothing through: home breathed under every bench.
        stack = self.app.screen_stack
        over = stack[stack.index(self.screen) + 1 :] if self.screen in stack else stack
        return shown and self.screen.is_current and all(screen.styles.background.a < 1 for screen in over)

    def _plan_blink(self) -> None:
        self._blink = self.set_timer(self.random.uniform(*BLINK_EVERY), self.close_eyes)

    def close_eyes(self) -> None:
        seen, self._blink = self.is_on_screen, None
        if self.lively and not self.asleep and seen:
            self.eyes = "closed"
            self._blink = self.set_timer(BLINK_SECONDS, self._open_eyes)
        elif seen:
            self._plan_blink()
        # What nobody sees has no eyes to close, until it is painted again.

    def _open_eyes(self) -> None:
        if not self.asleep:
            self.eyes = "open"
        self._plan_blink()

    def get_content_width(self, container: Size, viewport: Size) -> int:
        return WIDTH

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return HEIGHT // 2

    @property
    def factor(self) -> Fraction | int:
        """How many times larger than life the place allows."""
        size = self.content_size
        if self.whole:  # half of a row is a pixel: an odd one would have no cell
            return max(Fraction(1), min(Fraction(size.width, WIDTH), Fraction(2 * size.height, HEIGHT)))
        return max(1, min(size.width // WIDTH, size.height // (HEIGHT // 2)))

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Paint parts of it anew, or all of it: it then looks otherwise around the creature, or stands elsewhere."""
        if not regions:
            self._shown.clear()
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def render_lines(self, crop: Region) -> list[Line]:
        """Its lines, as they were where it has looked so before: it breathes all day, between the same few pictures."""
        shown = (self._face(), crop, self.size, tuple(self.get_line_filters()))
        lines = self._shown.pop(shown, None)
        self._be_seen()
        if lines is None:
            rows = self._rows()
            # The same for all the lines, and dear.
            self._place = (rows, self._top(rows), self._left(rows), self.content_size.width, self.rich_style)
            lines = super().render_lines(crop)
            if len(self._shown) >= _FACES:
                del self._shown[next(iter(self._shown))]
        self._shown[shown] = lines  # the one that was asked for last goes last
        return lines

    def _be_seen(self) -> None:
        """Move again by itself: what is not seen sleeps, timers and all, and thirty apps are in one computer."""
        if self.rests and self._breathing is not None:
            self.rests = False
            self._breathing.resume()
        if self._blink is None and self.is_mounted:
            self._plan_blink()

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
        look, mouth, eyes, gaze, breath, lit, asleep = self._face()
        rows = self._picture(look, mouth, eyes, gaze, breath, lit, self.factor)
        return _snoring(rows, breath) if asleep else rows

    def _face(self) -> _Face:
        """All of itself that is to be seen."""
        eyes, mouth = (self.eyes, self.mouth) if self.face is None or self.lit else self.face
        gaze = AHEAD if self.lit else self.gaze
        return self.look, mouth, eyes, gaze, self.breath, self.lit, self.asleep

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
        self, look: Look, mouth: Opening, eyes: Eyes, gaze: Gaze, breath: int, lit: bool, factor: Fraction | int
    ) -> tuple[Row, ...]:
        pixels = list(draw(self.strips, look, mouth=mouth, eyes=eyes, gaze=gaze, lit=lit))
        if breath:  # head and body sink by one pixel: the row above the limbs is the one that goes
            waist = HEIGHT - 12
            pixels = [[None] * WIDTH, *pixels[:waist], *pixels[waist + 1 :]]
        return tuple(tuple(row) for row in half_blocks(enlarge(pixels, factor)))
