"""The phrase that is being said in letters that a whole room reads, with the word that is heard now."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.css.scalar import Scalar
from textual.geometry import Region, Size
from textual.reactive import reactive
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget

from bestio.tui.large import Setting, fault
from bestio.tui.performer import SILENT, Frame
from bestio.tui.text import visible

PAGE_SECONDS = 5.0
"""How long a page stays while nothing is being said."""
MORE = "▼"


class _Paints(NamedTuple):
    """What is painted of a phrase: which page of it (-1: none), the lit word, the place, both dresses."""

    setting: Setting
    page: int
    word: int
    size: Size
    base: Style
    lit: Style


class LargePhrase(Widget):
    """Shows `text` as large as there is room, page by page.

    `word` is the place of the spoken word among `words`, -1 while none is.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"large-phrase--lit"}
    DEFAULT_CSS = """
    LargePhrase { width: 1fr; height: 1fr; color: $foreground; }
    LargePhrase > .large-phrase--lit { color: $background; background: $primary; }
    """

    text: reactive[str] = reactive("")
    words: reactive[tuple[str, ...]] = reactive((), repaint=False)
    word: reactive[int] = reactive(-1, repaint=False)

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._setting = lru_cache(maxsize=4)(Setting)
        self._paints: _Paints | None = None
        self._shown = ""
        self._said: tuple[str, ...] = ()
        self._page = 0
        self._turning: Timer | None = None

    def on_mount(self) -> None:
        self._turning = self.set_interval(PAGE_SECONDS, self.turn)

    @property
    def setting(self) -> Setting:
        """The phrase as it is set in the place there is now."""
        size = self.content_size
        return self._setting(self._shown, self._said, size.width, size.height, self.app.size.height)

    @property
    def fault(self) -> str:
        """Why the phrase cannot be set in large letters here, in words; "" where it can."""
        return fault(self._shown, *self.content_size)

    def to_read(self) -> Iterator[str]:
        """The phrase."""
        yield self.text

    def hear(self, frame: Frame) -> None:
        """A moment of the speech: a word stays lit until the next one is heard, which has half as much to paint."""
        if frame.word >= 0 or frame is SILENT:
            self.word = frame.word

    def watch_words(self) -> None:
        self._said = tuple(map(visible, self.words))

    def watch_text(self) -> None:
        self._shown = visible(self.text)
        self._page = 0
        self._wait()

    def watch_word(self, before: int, now: int) -> None:
        """Paint the word that was lit and the one that is; where that one stands on another page, turn to it."""
        self._wait()
        if not self.display:  # nobody sees it
            return
        setting = self.setting
        was, lit = setting.lit(before), setting.lit(now)
        if was == lit:
            return
        page = setting.page_of(lit) if lit >= 0 else self._page
        if page != self._page:
            self._page = page
            self.refresh()
        elif regions := [Region(*box) for word in (was, lit) for box in setting.boxes(page, word)]:
            self.refresh(*regions)

    def _wait(self) -> None:
        """Leave the page that is shown its whole time."""
        if self._turning is not None:
            self._turning.reset()

    def turn(self) -> None:
        """Show the next page of what does not fit on one, while nothing is being said."""
        if (count := len(self.setting.pages)) > 1 and self.word < 0:
            self._page = (self._page + 1) % count
            self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        # The same for all the lines, and dear: asked line by line, half of what a word costs.
        size, setting = self.content_size, self.setting
        fits = bool(setting.pages) and not fault(setting.text, *size)
        page = min(self._page, len(setting.pages) - 1) if fits else -1
        lit = self.get_component_rich_style("large-phrase--lit")
        self._paints = _Paints(setting, page, setting.lit(self.word), size, self.rich_style, lit)
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        on = self._paints
        if on is None or on.page < 0:
            return Strip.blank(self.content_size.width, self.rich_style)
        width = on.size.width
        strip = _strip(on.setting.row(on.page, y), on.word, width, on.base, on.lit)
        if y == on.size.height - 1 and on.page < len(on.setting.pages) - 1:  # there is more
            strip = Strip([*strip.crop(0, width - 1), Segment(MORE, on.base)], width)
        return strip


def _strip(pieces: list[tuple[int, str, int]], lit: int, width: int, base: Style, style: Style) -> Strip:
    segments: list[Segment] = []
    at = 0
    for left, cells, word in pieces:
        segments.append(Segment(" " * (left - at), base))
        segments.append(Segment(cells, style if word == lit >= 0 else base))
        at = left + len(cells)
    segments.append(Segment(" " * (width - at), base))
    return Strip([segment for segment in segments if segment.text], width)


def stand(creature: Widget, large: bool, columns: int) -> None:
    """Give the place of a creature so many columns, where it stands beside `large` letters; else those it has."""
    wanted = Scalar.from_number(columns) if large else None
    if (
        creature.styles.inline.get_rules().get("width") != wanted
    ):  # a style that is set has all laid out and painted anew
        creature.styles.width = wanted
