"""A screen is laid out once for what has changed, is painted when all has its place, and looks as Textual's does."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from textual._compositor import Compositor
from textual.app import App, ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.geometry import Size
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import OptionList, Static

from bestio.tui.compat import layout
from bestio.tui.compat.painting import shown_rows
from tests.tui.replaced import without

pytestmark = pytest.mark.usefixtures("in_place")

NEEDED_NO_MORE = "Textual does it itself: this piece of bestio/tui/compat/layout.py can go"
SIZED, LISTED, KNOWN, BARS = layout.PIECES
LONG = "Le hibou du port compte ses boulons, et la marée monte sur le quai. "


class Unfolding(App[None]):
    """A part that is out of sight at first."""

    CSS = "#part { display: none; } #part > * { width: 1fr; height: 1fr; }"

    def __init__(self, part: list[Widget]) -> None:
        super().__init__()
        self.part = part
        self.laid_out = 0
        self.pictures: list[list[str]] = []
        """What is shown at each painting."""

    def compose(self) -> ComposeResult:
        yield Static("au-dessus")
        with Horizontal(id="part"):
            yield from self.part

    async def unfold(self, pilot: Pilot[None], monkeypatch: pytest.MonkeyPatch) -> None:
        """Show the part, and count what happens until all is still."""
        paint, arrange = Compositor.render_update, vars(Compositor)["_arrange_root"]

        def painted(compositor: Compositor, *given: Any, **named: Any) -> Any:
            update = paint(compositor, *given, **named)
            if update is not None:
                self.pictures.append([row.text for row in shown_rows(self.screen)])
            return update

        def arranged(compositor: Compositor, root: Widget, size: Size, visible_only: bool = True) -> Any:
            self.laid_out += 1
            return arrange(compositor, root, size, visible_only)

        await pilot.pause(0.2)
        monkeypatch.setattr(Compositor, "render_update", painted)
        monkeypatch.setattr(Compositor, "_arrange_root", arranged)
        self.query_one("#part").display = True
        await pilot.pause(0.3)


async def unfolded(monkeypatch: pytest.MonkeyPatch, *part: Widget) -> Unfolding:
    app = Unfolding(list(part))
    async with app.run_test(size=(40, 12)) as pilot:
        with monkeypatch.context() as counted:
            await app.unfold(pilot, counted)
    return app


async def test_what_comes_into_sight_asks_for_a_second_layout(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (await unfolded(monkeypatch, Vertical(Static("un"), Static("deux")))).laid_out == 1
    without(monkeypatch, SIZED)
    assert (await unfolded(monkeypatch, Vertical(Static("un"), Static("deux")))).laid_out > 1, NEEDED_NO_MORE


async def test_what_scrolls_is_painted_without_its_scrollbar_first(monkeypatch: pytest.MonkeyPatch) -> None:
    app = await unfolded(monkeypatch, VerticalScroll(Static(LONG * 20)))
    assert app.pictures[0] == app.pictures[-1]
    without(monkeypatch, BARS)
    app = await unfolded(monkeypatch, VerticalScroll(Static(LONG * 20)))
    assert app.pictures[0] != app.pictures[-1], NEEDED_NO_MORE


async def test_a_list_is_painted_without_its_scrollbar_first(monkeypatch: pytest.MonkeyPatch) -> None:
    def options() -> OptionList:
        return OptionList(*(f"{number} {LONG}" for number in range(20)))

    app = await unfolded(monkeypatch, options())
    assert app.pictures[0] == app.pictures[-1]
    without(monkeypatch, LISTED, KNOWN)
    app = await unfolded(monkeypatch, options())
    assert app.pictures[0] != app.pictures[-1], NEEDED_NO_MORE


async def test_a_list_that_has_another_size_is_counted_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    forgotten: list[OptionList] = []
    forget = vars(OptionList)["_clear_caches"]
    monkeypatch.setattr(OptionList, "_clear_caches", lambda one: (forgotten.append(one), forget(one)))

    async def counts() -> int:
        forgotten.clear()
        await unfolded(monkeypatch, OptionList(*(f"{number} {LONG}" for number in range(20))))
        return len(forgotten)

    ours = await counts()
    without(monkeypatch, KNOWN)
    assert await counts() > ours, NEEDED_NO_MORE


def parts(random: Random, depth: int = 3) -> Iterator[Widget]:
    """Some widgets, one in the other."""
    for _one in range(random.randint(1, 3)):
        kind = random.choice(("text", "list", Vertical, Horizontal, VerticalScroll))
        widget: Widget
        if isinstance(kind, type) and depth:
            widget = kind(*parts(random, depth - 1))
        elif kind == "list":
            widget = OptionList(*(f"{number} {LONG}" for number in range(random.randint(0, 8))))
        else:
            widget = Static(LONG * random.randint(0, 4))
        widget.styles.height = "auto" if isinstance(widget, Static) else random.choice(("auto", "1fr", 3, 7))
        widget.styles.width = random.choice(("1fr", "1fr", "50%", 17))
        yield widget


THUMBS = str.maketrans("▂▃▄▅▆▇█", " " * 7)


def rows(app: App[None]) -> list[str]:
    """What is shown; without how long scrollbars are, which Textual alone takes from lines it has miscounted."""
    return [row.text.translate(THUMBS) for row in shown_rows(app.screen)]


async def test_a_list_can_be_scrolled_to_its_last_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Among others, Textual counts the lines of a list before its scrollbar takes room, and leaves it at that."""

    async def end() -> str:
        app = Unfolding(list(parts(Random(7))))
        async with app.run_test(size=(33, 9)) as pilot:
            with monkeypatch.context() as counted:
                await app.unfold(pilot, counted)
            await pilot.resize_terminal(90, 30)
            await pilot.pause(0.3)
            app.query(OptionList).last().scroll_end(animate=False, immediate=True)
            await pilot.pause(0.3)
            return shown_rows(app.screen)[25].text.strip(" ▊▎▂▃▄▅▆▇█")

    assert await end() == "le quai."
    without(monkeypatch, *layout.PIECES)
    assert await end() != "le quai.", NEEDED_NO_MORE


async def looks(seed: int, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """How a screen looks when it has come to rest: at first, smaller, larger, with less in it."""
    random = Random(seed)
    app, seen = Unfolding(list(parts(random))), []
    async with app.run_test(size=(60, 20)) as pilot:
        with monkeypatch.context() as counted:
            await app.unfold(pilot, counted)
        for size in ((60, 20), (33, 9), (90, 30)):
            await pilot.resize_terminal(*size)
            await pilot.pause(0.3)
            seen.append(rows(app))
        for static in list(app.query(Static))[::2]:
            static.update("un")
        await pilot.pause(0.3)
        seen.append(rows(app))
    return seen


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(12))
async def test_a_screen_looks_as_it_does_in_textual_alone(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    ours = await looks(seed, monkeypatch)
    without(monkeypatch, *layout.PIECES)
    assert ours == await looks(seed, monkeypatch)
