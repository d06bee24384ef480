"""What leans on Textual's insides is needed still, does as Textual does otherwise, and stands in one place."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
import textual
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.app import App, ComposeResult
from textual.color import Color
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.drivers.headless_driver import HeadlessDriver
from textual.events import Paste
from textual.filter import Monochrome
from textual.geometry import Region
from textual.message_pump import MessagePump
from textual.screen import ModalScreen, Screen
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import OptionList, Static

import bestio.tui
from bestio.tui.compat import french_wrap, leave_once, list_pages, painting, strips, whole_pastes
from tests.glass import Glass
from tests.tui.replaced import without

pytestmark = pytest.mark.usefixtures("in_place")

TUI = Path(bestio.tui.__file__).parent
NEEDED_NO_MORE = "Textual does it itself: this piece of bestio/tui/compat can go"


# --- is it needed? ----------------------------------------------------------------------------------------------------


def wrapped() -> list[str]:
    return [str(line.plain) for line in Content("Il dit\u00a0: oui").wrap(7)]


def test_lines_break_at_spaces_that_do_not_break(monkeypatch: pytest.MonkeyPatch) -> None:
    assert all(not line.startswith(":") for line in wrapped())
    without(monkeypatch, french_wrap.PIECE)
    assert any(line.startswith(":") for line in wrapped()), NEEDED_NO_MORE


def pasted() -> list[str]:
    parser = whole_pastes.PIECE.owner(False)
    sent = f"{whole_pastes.START}un\x1b[Adeux{whole_pastes.END}"
    return [event.text for event in parser.feed(sent) if isinstance(event, Paste)]


def test_pastes_come_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    assert pasted() == ["un[Adeux"]
    without(monkeypatch, whole_pastes.PIECE)
    assert pasted() != ["un[Adeux"], NEEDED_NO_MORE


async def turn_a_page_of_a_list_without_a_place() -> None:
    class Hidden(App[None]):
        def compose(self) -> ComposeResult:
            options = OptionList("un", "deux")
            options.display = False
            yield options

    async with Hidden().run_test() as pilot:
        options = pilot.app.query_one(OptionList)
        options.highlighted = 0
        options.action_page_down()
        await pilot.pause()


async def test_a_list_without_a_place_turns_its_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    await turn_a_page_of_a_list_without_a_place()
    without(monkeypatch, list_pages.PIECE)
    try:
        await turn_a_page_of_a_list_without_a_place()
    except (IndexError, KeyError):
        return
    pytest.fail(NEEDED_NO_MORE)


async def left_twice() -> int:
    """How many screens are there when one has been left twice."""

    class Place(App[None]):
        async def on_mount(self) -> None:
            await self.push_screen(Screen())
            await self.push_screen(Screen())

    async with Place().run_test() as pilot:
        await pilot.pause()
        top = pilot.app.screen
        top.dismiss()
        top.dismiss()
        await pilot.pause(0.1)
        return len(pilot.app.screen_stack)


async def test_a_screen_that_is_left_twice_takes_another_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert await left_twice() == 2
    without(monkeypatch, leave_once.PIECE)
    try:
        left = await left_twice()
    except Exception:
        return
    assert left != 2, NEEDED_NO_MORE


def held(make: Callable[[], Strip]) -> int:
    """The bytes that one strip holds, of many."""
    make()
    tracemalloc.start()
    try:
        many = [make() for _one in range(200)]
        return tracemalloc.get_traced_memory()[0] // len(many)
    finally:
        tracemalloc.stop()


def test_a_row_that_nothing_is_asked_of_holds_no_caches(monkeypatch: pytest.MonkeyPatch) -> None:
    def make() -> Strip:
        return Strip([Segment("une ligne")], 9)

    ours = held(make)
    without(monkeypatch, *strips.PIECES)
    assert held(make) > 2 * ours, NEEDED_NO_MORE


def asked_twice(strip: Strip) -> list[object]:
    """What Textual does with its rows, each of them twice: the second time it is remembered."""
    done: list[object] = []
    for _time in range(2):
        done += [strip.crop(1, 5), strip.crop_extend(2, 12, Style(bold=True)), strip.adjust_cell_length(14)]
        done += [strip.divide([3, 6, 9]), strip.apply_style(Style(bold=True)), strip.apply_offsets(2, 3)]
        done += [strip.apply_filter(Monochrome(), Color(0, 0, 0)), strip.text, strip.cell_length, len(strip)]
        done += [strip.link_ids, strip.cell_count, strip.render(Console(force_terminal=True))]
    assert all(first is second or first == second for first, second in zip(done[:13], done[13:], strict=True))
    return done


def test_a_row_does_what_textuals_does_and_remembers_it(monkeypatch: pytest.MonkeyPatch) -> None:
    segments = [Segment("une ", Style(dim=True)), Segment("ligne", Style(color="red")), Segment("  ", Style())]
    ours = Strip(segments, 11)
    assert ours.crop(1, 5) is ours.crop(1, 5)
    done = asked_twice(Strip(segments, 11))
    with pytest.raises(AttributeError):
        _ = ours.nothing  # type: ignore[attr-defined]
    without(monkeypatch, *strips.PIECES)
    assert asked_twice(Strip(segments, 11)) == done


# --- painting ---------------------------------------------------------------------------------------------------------


class Picture(Widget):
    """Rows of letters, each of which can be changed alone; knows for which of its rows it was asked."""

    DEFAULT_CSS = "Picture { height: 1fr; width: 1fr; }"

    def __init__(self) -> None:
        super().__init__()
        self.letters = [["."] * 40 for _row in range(40)]
        self.asked: set[int] = set()

    def render_lines(self, crop: Region) -> list[Strip]:
        self.asked.update(crop.line_range)
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        return Strip([Segment(letter, Style(bold=letter > "m")) for letter in self.letters[y][:width]], width)

    def change(self, row: int, column: int, letter: str) -> None:
        self.letters[row][column] = letter
        self.refresh(Region(column, row, 1, 1))


class Counted(ModalScreen[None]):
    """A window that knows which rows it was told to paint."""

    CSS = "Counted { background: black 50%; align: center middle; } Counted Static { width: 8; height: 3; }"

    def __init__(self) -> None:
        super().__init__()
        self.told: list[Region] = []

    def compose(self) -> ComposeResult:
        yield Static("fenêtre")

    def refresh(self, *regions: Region, **how: Any) -> Any:
        self.told.extend(regions)
        return super().refresh(*regions, **how)


class Terminal(HeadlessDriver):
    """Keeps what a terminal would show."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.glass = Glass()

    @property
    def is_headless(self) -> bool:
        return False

    def write(self, data: str) -> None:
        self.glass.write(data)

    def flush(self) -> None: ...


class Pictures(App[None]):
    """Two pictures beside each other, a line between two more, and one that floats over them."""

    CSS = """
    Screen { layers: below above; }
    #over { layer: above; offset: 6 2; width: 9; height: 4; }
    #line { height: 1; }
    """

    def compose(self) -> ComposeResult:
        with Vertical():
            with Horizontal():
                yield Picture()
                yield Picture()
            yield Static("une ligne", id="line")
            yield Picture()
        yield Static("dessus", id="over")

    @property
    def pictures(self) -> list[Picture]:
        return list(self.query(Picture))


async def rows_asked(*changes: tuple[int, int]) -> list[set[int]]:
    """For which of their rows the pictures are asked when a cell changes: (which picture, its row)."""
    app = Pictures()
    async with app.run_test(size=(40, 20)) as pilot:
        await pilot.pause(0.2)
        for picture in app.pictures:
            picture.asked.clear()
        for number, row in changes:
            app.pictures[number].change(row, 0, "x")
        await pilot.pause(0.2)
        return [picture.asked for picture in app.pictures]


async def test_widgets_are_asked_for_all_of_their_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    assert await rows_asked((0, 7)) == [{7}, set(), set()]
    without(monkeypatch, painting.PIECES[1])
    assert await rows_asked((0, 7)) != [{7}, set(), set()], NEEDED_NO_MORE


async def test_what_lies_between_two_changes_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = await rows_asked((0, 1), (2, 3))
    assert ours == [{1}, set(), {3}]
    without(monkeypatch, painting.PIECES[2])
    assert await rows_asked((0, 1), (2, 3)) != ours, NEEDED_NO_MORE


async def rows_told() -> set[int]:
    """The rows that a window is told to paint when one cell changes beneath it, once it stands there."""
    app, window = Pictures(), Counted()
    async with app.run_test(size=(40, 20)) as pilot:
        await app.push_screen(window)
        await pilot.pause(0.2)
        app.screen_stack[0].query(Picture).first().change(1, 0, "y")  # with it goes what was asked for before
        await pilot.pause(0.2)
        window.told.clear()
        app.screen_stack[0].query(Picture).first().change(5, 0, "x")
        await pilot.pause(0.2)
        return {row for region in window.told for row in region.line_range}


async def test_a_window_is_told_of_more_than_has_changed_beneath_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert await rows_told() == {5}
    without(monkeypatch, painting.PIECES[0])
    assert await rows_told() != {5}, NEEDED_NO_MORE


async def what_a_window_shows() -> str:
    """What a terminal shows of a window that changes at the moment when it is told of a cell beneath it."""
    app, window, terminals = Pictures(), Counted(), []

    class Kept(Terminal):
        def __init__(self, *arguments: Any, **named: Any) -> None:
            super().__init__(*arguments, **named)
            terminals.append(self)

    app.driver_class = Kept
    async with app.run_test(headless=False, size=(40, 20)) as pilot:
        await app.push_screen(window)
        await pilot.pause(0.2)
        window.query_one(Static).update("autre", layout=False)
        window.refresh(Region(1, 1, 1, 1))  # as the screen beneath tells it
        await pilot.pause(0.2)
        return "".join(terminals[0].glass.cells[at][0] for at in sorted(terminals[0].glass.cells))


async def test_a_window_forgets_what_changed_in_it_when_something_changes_beneath(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert "autre" in await what_a_window_shows()
    without(monkeypatch, painting.PIECES[3])
    assert "autre" not in await what_a_window_shows(), NEEDED_NO_MORE


@pytest.mark.parametrize("seed", [0, *(pytest.param(one, marks=pytest.mark.slow) for one in (1, 2))])
async def test_a_terminal_shows_at_each_change_what_a_whole_repaint_would(seed: int) -> None:
    random, app, terminals = Random(seed), Pictures(), []

    class Kept(Terminal):
        def __init__(self, *arguments: Any, **named: Any) -> None:
            super().__init__(*arguments, **named)
            terminals.append(self)

    app.driver_class = Kept
    async with app.run_test(headless=False, size=(40, 20)) as pilot:
        await pilot.pause(0.2)
        place, driver = app.screen, terminals[0]
        for turn in range(12):
            if turn == 6:
                await app.push_screen(Counted())
                await pilot.pause(0.2)
            for _change in range(random.randint(1, 4)):
                picture = random.choice(list(place.query(Picture)))
                picture.change(random.randrange(9), random.randrange(20), random.choice("abcxyz"))
            await pilot.pause(0.1)
            shown = dict(driver.glass.cells)
            app.screen.refresh(layout=True)
            await pilot.pause(0.1)
            assert shown == driver.glass.cells, turn


# --- in one place -----------------------------------------------------------------------------------------------------


def files_outside() -> Iterator[Path]:
    return (path for path in sorted(TUI.rglob("*.py")) if "compat" not in path.parts)


def private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")


def test_no_other_file_uses_a_private_name_of_textual() -> None:
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in files_outside()}
    ours = {
        name
        for tree in trees.values()
        for node in ast.walk(tree)
        for name in (
            [node.name] if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
            else [node.attr] if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)
            else [node.id] if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
            else []
        )
    }  # fmt: skip
    found = []
    for path, tree in trees.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and private(node.attr) and node.attr not in ours:
                found.append(f"{path.name}:{node.lineno} {node.attr}")
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(("textual", "rich")):
                parts = [*(node.module or "").split("."), *(alias.name for alias in node.names)]
                found += [f"{path.name}:{node.lineno} {part}" for part in parts if private(part)]
    assert found == []


def test_no_other_file_has_a_method_in_the_place_of_a_private_one_of_textual() -> None:
    found = []
    for module in pkgutil.walk_packages([str(TUI)], "bestio.tui."):
        if ".compat" in module.name:
            continue
        for _name, kind in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            if kind.__module__ != module.name or not issubclass(kind, MessagePump):
                continue
            bases = [base for base in kind.__mro__ if base.__module__.startswith(textual.__name__)]
            for name, value in vars(kind).items():
                if private(name) and inspect.isfunction(value) and any(name in vars(base) for base in bases):
                    found.append(f"{module.name}.{kind.__name__}.{name}")
    assert found == []
