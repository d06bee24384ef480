"""The creature on the screen: it breathes, blinks, looks about, falls asleep, and its mouth follows what it says."""

from __future__ import annotations

from functools import lru_cache
from random import Random

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.reactive import reactive
from textual.strip import Strip as Line
from textual.timer import Timer
from textual.widget import Widget

from bestio.persona.portrait import (
    AHEAD,
    HEIGHT,
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


@lru_cache(maxsize=4096)
def _segment(cell: Cell) -> Segment:
    char, fore, back = cell
    return Segment(char, Style(color=fore and to_hex(fore), bgcolor=back and to_hex(back)))


def _snore(cells: list[Segment], row: int, breath: int) -> list[Segment]:
    """A row of a sleeping creature with a z beside its head, where nothing else is drawn."""
    place = len(cells) - 3 + (1 - row)
    if row != breath or cells[place].text != " ":
        return cells
    return [*cells[:place], Segment(SNORES[1 - row]), *cells[place + 1 :]]


class Portrait(Widget):
    """Draws `look` with the strips given; larger where the place allows it."""

    DEFAULT_CSS = """
    Portrait { width: 28; height: 18; }
    """

    look: reactive[Look | None] = reactive(None)
    mouth: reactive[Opening] = reactive[Opening](0)
    eyes: reactive[Eyes] = reactive[Eyes]("open")
    breath: reactive[int] = reactive(0)
    lit: reactive[bool] = reactive(False)
    """Whether its lamps shine, as they do while it speaks."""
    face: reactive[tuple[Eyes, Opening] | None] = reactive(None)
    """What eyes and mouth do for a moment, in the place of what they did."""
    gaze: reactive[Gaze] = reactive(AHEAD)
    """Where it looks."""

    def __init__(self, strips: Strips, random: Random, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.strips = strips
        self.random = random
        self.asleep = False
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
        return self.display and self.screen.is_current

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
        return max(1, min(self.content_size.width // WIDTH, self.content_size.height // (HEIGHT // 2)))

    def render_line(self, y: int) -> Line:
        width, height = self.content_size
        eyes, mouth = (self.eyes, self.mouth) if self.face is None or self.lit else self.face
        rows = self._rows(self.look, mouth, eyes, AHEAD if self.lit else self.gaze, self.breath, self.lit, self.factor)
        top = max(0, (height - len(rows)) // 2)
        style = self.rich_style
        if not top <= y < top + len(rows):
            return Line.blank(width, style)
        cells = rows[y - top]
        left = max(0, (width - len(cells)) // 2)
        if self.asleep and y - top in (0, 1):
            cells = _snore(cells, y - top, self.breath)
        line = Line([Segment(" " * left), *cells, Segment(" " * max(0, width - left - len(cells)))])
        return line.apply_style(style).crop(0, width)

    def _rows(
        self, look: Look | None, mouth: Opening, eyes: Eyes, gaze: Gaze, breath: int, lit: bool, factor: int
    ) -> list[list[Segment]]:
        key = (look, mouth, eyes, gaze, breath, lit, factor)
        if getattr(self, "_drawn_key", None) != key:
            self._drawn_key = key
            self._drawn = self._draw(look, mouth, eyes, gaze, breath, lit, factor)
        return self._drawn

    def _draw(
        self, look: Look | None, mouth: Opening, eyes: Eyes, gaze: Gaze, breath: int, lit: bool, factor: int
    ) -> list[list[Segment]]:
        if look is None:
            return []
        pixels = list(draw(self.strips, look, mouth=mouth, eyes=eyes, gaze=gaze, lit=lit))
        if breath:  # head and body sink by one pixel: the row above the limbs is the one that goes
            waist = HEIGHT - 12
            pixels = [[None] * WIDTH, *pixels[:waist], *pixels[waist + 1 :]]
        return [[_segment(cell) for cell in row] for row in half_blocks(enlarge(pixels, factor))]
