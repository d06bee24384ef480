"""Terminals of 256, 16 or 8 colours: each colour becomes one that is there, and what is written stays readable."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.color import Color as Background
from textual.filter import LineFilter

RGB = tuple[int, int, int]

TEXT = 4.5
"""The contrast of letters to what is behind them: WCAG 2.1, level AA."""
SIGNS = 3.0
"""The same for lines, bars and frames."""
DRAWN = frozenset("▀▄█▌▐░▒▓ ")
"""What pictures are made of: their cells are shapes beside each other, not signs on a ground."""

VGA: tuple[RGB, ...] = (
    (0, 0, 0), (170, 0, 0), (0, 170, 0), (170, 85, 0), (0, 0, 170), (170, 0, 170), (0, 170, 170), (170, 170, 170),
    (85, 85, 85), (255, 85, 85), (85, 255, 85), (255, 255, 85), (85, 85, 255), (255, 85, 255), (85, 255, 255),
    (255, 255, 255),
)  # fmt: skip
"""The sixteen colours of the Linux console (drivers/tty/vt/vt.c)."""
XTERM: tuple[RGB, ...] = (
    (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205), (0, 205, 205), (229, 229, 229),
    (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0), (92, 92, 255), (255, 0, 255), (0, 255, 255),
    (255, 255, 255),
)  # fmt: skip
"""The sixteen colours of xterm (XTerm-col.ad)."""
GROUNDS_OF_EIGHT = (0, 1, 2, 4, 5, 6, 7)
"""Behind letters: the dark half, which every terminal has, without 3, brown on one and bright yellow on another."""
CUBE = range(16, 256)
"""The colours of a terminal of 256 that are the same everywhere: each chooses its first sixteen itself."""
_LEVELS = (0, 95, 135, 175, 215, 255)
XTERM_256: tuple[RGB, ...] = (
    *XTERM,
    *((red, green, blue) for red in _LEVELS for green in _LEVELS for blue in _LEVELS),
    *((grey, grey, grey) for grey in range(8, 248, 10)),
)
"""The 256 colours of xterm: sixteen, a cube of 6 x 6 x 6, and 24 greys."""


def luminance(colour: RGB) -> float:
    """The relative luminance of a colour, 0..1 (WCAG 2.1)."""
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: RGB, other: RGB) -> float:
    """The contrast between two colours, 1..21 (WCAG 2.1)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _parts(colour: RGB) -> tuple[float, float, float]:
    return colour[0] / 255, colour[1] / 255, colour[2] / 255


@dataclass(frozen=True)
class Terminal:
    """The colours of a kind of terminal, by number: how each may look, which can be drawn with and stand behind."""

    looks: tuple[tuple[RGB, ...], ...]
    inks: Sequence[int]
    grounds: Sequence[int]
    cells: Sequence[int] = field(default=())
    """The grounds of pictures, where they are others."""

    def contrast(self, ink: int, ground: int) -> float:
        """The contrast of two colours where they look worst."""
        return min(contrast(look[ink], look[ground]) for look in self.looks)

    def nearest(self, colour: RGB, among: Sequence[int]) -> list[int]:
        """The numbers of `among`, those that look most like `colour` first."""
        look = self.looks[0]
        return sorted(among, key=lambda number: _distance(colour, look[number]))


def _distance(one: RGB, other: RGB) -> float:
    """How different two colours look (the "redmean" approximation)."""
    red = (one[0] + other[0]) / 2
    parts = [(a - b) ** 2 for a, b in zip(one, other, strict=True)]
    return (2 + red / 256) * parts[0] + 4 * parts[1] + (2 + (255 - red) / 256) * parts[2]


def terminal_of(system: str | None) -> Terminal | None:
    """The terminal that rich calls `system`; None where it has all colours, or none."""
    if system in {"standard", "windows"}:
        return Terminal((VGA, XTERM), range(16), GROUNDS_OF_EIGHT, range(8))
    if system == "256":
        return Terminal((XTERM_256,), CUBE, CUBE)
    return None


class FewColours(LineFilter):
    """Puts the terminal's colours in the place of the theme's; `least` is the contrast that letters need just now."""

    def __init__(self, terminal: Terminal, least: Callable[[], float]) -> None:
        super().__init__()
        self.terminal = terminal
        self.least = least
        self._ground = lru_cache(maxsize=4096)(self._find_ground)
        self._pair = lru_cache(maxsize=16384)(self._find_pair)
        self._style = lru_cache(maxsize=16384)(self._find_style)

    def apply(self, segments: list[Segment], background: Background) -> list[Segment]:
        """The same line in the terminal's colours."""
        behind, least = background.rgb, self.least()
        return [
            Segment(text, self._style(style, _kind(text), behind, least), None) if style is not None else segment
            for segment in segments
            for text, style, _control in (segment,)
        ]

    def _find_style(self, style: Style, kind: str, behind: RGB, least: float) -> Style:
        ground = _rgb(style.bgcolor) or behind
        ink = _rgb(style.color)
        if kind == "drawn":
            place = self._ground(ground, True)
            front = self.terminal.nearest(ink, self.terminal.inks)[0] if ink else None
        elif ink is None:
            place, front = self._ground(ground, False), None
        else:
            needed = least if kind == "letters" else min(SIGNS, contrast(ink, ground))
            place, front = self._pair(ink, ground, needed)
        return style + Style(
            color=None if front is None else Color.from_ansi(front),
            bgcolor=Color.from_ansi(place),
        )

    def _find_ground(self, colour: RGB, drawn: bool) -> int:
        among = self.terminal.cells if drawn and self.terminal.cells else self.terminal.grounds
        return self.terminal.nearest(colour, among)[0]

    def _find_pair(self, ink: RGB, ground: RGB, needed: float) -> tuple[int, int]:
        """The ground that is nearest, and on it the nearest ink that can be read; the most readable where none can."""
        place = self._ground(ground, False)
        for number in self.terminal.nearest(ink, self.terminal.inks):
            if self.terminal.contrast(number, place) >= needed:
                return place, number
        return place, max(self.terminal.inks, key=lambda number: self.terminal.contrast(number, place))


def _kind(text: str) -> str:
    if any(letter.isalnum() for letter in text):
        return "letters"
    return "drawn" if DRAWN.issuperset(text) and text.strip() else "signs"


def _rgb(colour: Color | None) -> RGB | None:
    if colour is None or colour.is_default:
        return None
    red, green, blue = colour.get_truecolor()
    return red, green, blue
