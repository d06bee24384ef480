"""A window shows the place beneath it as Textual's own would, whatever changes there, and paints only that anew."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from rich.segment import Segment
from rich.style import Style
from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.filter import LineFilter
from textual.geometry import Region
from textual.pilot import Pilot
from textual.screen import ModalScreen, Screen
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static

from bestio.tui import compat
from bestio.tui.few_colours import FewColours, terminal_of
from bestio.tui.screens.window import Window
from bestio.tui.theme import DAY, NIGHT

STYLE = """
Screen { background: $background; color: $foreground; }
ModalScreen { align: center middle; background: $background 70%; }
.dialog { width: 20; height: 5; border: round $primary; background: $surface; }
.dialog.large { width: 30; height: 9; }
"""


class Picture(Widget):
    """Rows of colours, each of which can be changed alone."""

    DEFAULT_CSS = "Picture { height: 1fr; margin: 0 3; }"

    def __init__(self) -> None:
        super().__init__()
        self.shades = [40 * row % 256 for row in range(60)]

    def render_line(self, y: int) -> Strip:
        cells = [Segment("▀", Style.parse(f"rgb({x * 3},{self.shades[y]},9) on #203040")) for x in range(10)]
        return Strip([*cells, Segment("clair", Style(bold=True)), Segment(" " * max(0, self.size.width - 15))])

    def change(self, row: int) -> None:
        self.shades[row] = (self.shades[row] + 90) % 256
        self.refresh(Region(0, row, 10, 1))


class Place(Screen[None]):
    def compose(self) -> ComposeResult:
        yield Static("La soupe chante", id="line")
        yield Picture()


def windows_of(kind: type[ModalScreen[None]]) -> tuple[ModalScreen[None], ModalScreen[None]]:
    """A small window and a larger one, with the same in them whichever their base."""

    class Small(kind):  # type: ignore[misc, valid-type]
        def compose(self) -> ComposeResult:
            with Vertical(classes="dialog"):
                yield Static("Une question ?")

    class Large(kind):  # type: ignore[misc, valid-type]
        def compose(self) -> ComposeResult:
            with Vertical(classes="dialog large"):
                yield Static("Une autre question ?")

    return Small(), Large()


class Two(App[None]):
    """A place with windows over it; `system`: the colours of its terminal."""

    CSS = STYLE

    def __init__(self, kind: type[ModalScreen[None]], system: str) -> None:
        super().__init__()
        self.place = Place()
        self.small, self.large = windows_of(kind)
        terminal = terminal_of(system)
        self.few = FewColours(terminal, lambda: 4.5) if terminal else None
        for theme in (NIGHT, DAY):
            self.register_theme(theme)
        self.theme = NIGHT.name

    def get_line_filters(self) -> Sequence[LineFilter]:
        filters = super().get_line_filters()
        return filters if self.few is None else [*filters, self.few]

    async def on_mount(self) -> None:
        await self.push_screen(self.place)


async def pictures(kind: type[ModalScreen[None]], system: str) -> list[str]:
    """What stands on the screen after each of the things that can happen beneath a window."""
    app, seen = Two(kind, system), []

    async def look(pilot: Pilot[None]) -> None:
        await pilot.pause(0.1)
        await pilot.pause()
        seen.append(app.export_screenshot())

    async with app.run_test(size=(60, 20)) as pilot:
        picture, line = app.place.query_one(Picture), app.place.query_one("#line", Static)
        await app.push_screen(app.small)
        await look(pilot)
        picture.change(2)
        await look(pilot)
        line.update("Une ligne\nde plus")  # the place is laid out anew
        await look(pilot)
        app.theme = DAY.name
        await look(pilot)
        await pilot.resize_terminal(70, 24)
        await look(pilot)
        picture.change(0)
        await look(pilot)
        await app.push_screen(app.large)
        await look(pilot)
        app.theme = NIGHT.name
        await look(pilot)
        await pilot.resize_terminal(60, 20)
        await look(pilot)
        app.large.dismiss()
        await look(pilot)
        picture.change(3)
        line.update("court")
        await look(pilot)
        line.display = False
        await look(pilot)
    return seen


@pytest.mark.parametrize(
    "system", ["truecolor", *(pytest.param(one, marks=pytest.mark.slow) for one in ("256", "standard"))]
)
async def test_it_shows_what_a_window_of_textual_shows(system: str, monkeypatch: pytest.MonkeyPatch) -> None:
    compat.put_in_place()
    ours = await pictures(Window, system)
    for piece in compat.painting.PIECES:
        monkeypatch.setattr(piece.owner, piece.name, piece.theirs)
    theirs = await pictures(ModalScreen, system)
    assert [number for number, pair in enumerate(zip(ours, theirs, strict=True)) if pair[0] != pair[1]] == []
    assert len(set(ours)) >= 9  # most of the changes were to be seen, in few colours too


async def test_only_the_rows_that_changed_beneath_are_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    from bestio.tui.compat.painting import painted_rows
    from bestio.tui.screens import window

    asked: list[list[int]] = []

    def painted(screen: Screen[object], rows: Sequence[int]) -> list[Strip]:
        asked.append(list(rows))
        return painted_rows(screen, rows)

    monkeypatch.setattr(window, "painted_rows", painted)
    compat.put_in_place()
    app = Two(Window, "truecolor")
    async with app.run_test(size=(60, 20)) as pilot:
        await app.push_screen(app.small)
        await pilot.pause(0.1)
        await pilot.pause()
        picture = app.place.query_one(Picture)
        picture.change(1)  # with it goes what was asked for while the window opened
        await pilot.pause(0.1)
        await pilot.pause()
        app.export_screenshot()
        asked.clear()
        picture.change(4)
        await pilot.pause(0.1)
        await pilot.pause()
        app.export_screenshot()
        app.export_screenshot()
        assert asked == [[5]]  # beneath the line of text
