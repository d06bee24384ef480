"""A part gets the styles that Textual gives it, and what was found once is not looked for again."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.css.styles import StylesBase
from textual.css.stylesheet import Stylesheet
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Button, Input, OptionList, Static

from bestio.tui.compat import styling
from tests.tui.replaced import without

pytestmark = pytest.mark.usefixtures("in_place")

NEEDED_NO_MORE = "Textual does it itself: this piece of bestio/tui/compat/styling.py can go"
GIVEN, PARSED = styling.PIECES
CLASSES = ("-one", "-two", "-three")


class Framed(Vertical):
    DEFAULT_CSS = """
    Framed { border: solid $primary; &.-one { border: heavy red; } &:focus-within { background: $surface; } }
    Framed > Static { color: $secondary; width: 50%; }
    Framed Static.-two { text-style: bold; layout: horizontal; }
    """


class Dressed(App[None]):
    """Parts that rules of each kind are meant for."""

    CSS = """
    Static { padding: 1; }
    #first { background: blue; &:hover { background: red; } }
    .-one Static { height: 3; }
    Screen.-three Framed Static { color: green; padding: initial; }
    Framed > .-two { offset: 1 0; opacity: 50%; }
    Static:first-child { margin: 1; }
    Static:odd { tint: red 10%; }
    Button.-one { transition: background 200ms; background: red; }
    .option-list--option { color: $success; }
    .-two .option-list--option { color: $warning; }
    """

    def compose(self) -> ComposeResult:
        with Framed():
            yield Static("un", id="first")
            yield Static("deux", classes="-two")
            with Framed(classes="-one"):
                yield Static("trois")
                yield Input()
        yield OptionList("un", "deux")
        yield Button("oui")


def rules_of(styles: StylesBase) -> dict[str, Any]:
    """What a part wears, its own way of layout by its name."""
    return {name: getattr(value, "name", value) for name, value in styles.get_rules().items()}


def worn(app: App[None]) -> list[Any]:
    nodes = [app, *app.screen.walk_children(with_self=True)]
    lists = app.screen.query(OptionList)
    drawn = [rules_of(one.get_component_styles(name)) for one in lists for name in sorted(OptionList.COMPONENT_CLASSES)]
    return [*(rules_of(node.styles) for node in nodes), *drawn]


async def change(app: App[None], pilot: Pilot[None], random: Random) -> None:
    """Something that styles go by becomes otherwise."""
    nodes = [app.screen, *app.screen.query("*")]
    what = random.randrange(7)
    if what < 3:
        random.choice(nodes).toggle_class(random.choice(CLASSES))
    elif what == 3:
        app.screen.focus_next()
    elif what == 4:
        app.theme = random.choice(("textual-light", "nord", "textual-dark"))
    elif what == 5:
        await app.screen.query(Framed).last().mount(Static("encore", classes=random.choice(CLASSES)), before=0)
    else:
        found = random.choice(nodes)
        found.disabled = not found.disabled
    await pilot.pause()


async def wear(seed: int) -> list[Any]:
    """What all parts wear, change after change."""
    random, app, seen = Random(seed), Dressed(), []
    async with app.run_test(size=(60, 20)) as pilot:
        app.animation_level = "none"
        for _turn in range(14):
            seen.append(worn(app))
            await change(app, pilot, random)
        await app.push_screen(Screen(classes="-one"))
        seen.append(worn(app))
        app.pop_screen()
        await pilot.pause()
        seen.append(worn(app))
    return seen


@pytest.mark.parametrize("seed", [0, *(pytest.param(one, marks=pytest.mark.slow) for one in range(1, 8))])
async def test_all_parts_wear_what_textual_gives_them(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    ours = await wear(seed)
    without(monkeypatch, GIVEN, PARSED)
    assert await wear(seed) == ours


async def set_anew(monkeypatch: pytest.MonkeyPatch) -> int:
    """How many styles are set where a class comes that no rule is meant for."""
    app, replaced = Dressed(), []
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        with monkeypatch.context() as counted:
            replace = Stylesheet.replace_rules

            def count(node: Any, rules: Any, animate: bool = False) -> None:
                replaced.append(node)
                replace(node, rules, animate)

            counted.setattr(Stylesheet, "replace_rules", staticmethod(count))
            app.screen.add_class("-nothing")
            await pilot.pause()
    return len(replaced)


async def test_styles_are_set_anew_where_none_is_another(monkeypatch: pytest.MonkeyPatch) -> None:
    assert await set_anew(monkeypatch) == 0
    without(monkeypatch, GIVEN)
    assert await set_anew(monkeypatch) > 0, NEEDED_NO_MORE


def test_a_style_sheet_is_read_by_each_app(monkeypatch: pytest.MonkeyPatch) -> None:
    def read() -> list[Any]:
        sheet = Stylesheet(variables={"mine": "red"})
        sheet.add_source("Static { color: $mine; }")
        return sheet.rules

    assert read()[0] is read()[0]
    other = Stylesheet(variables={"mine": "blue"})
    other.add_source("Static { color: $mine; }")
    assert other.rules[0].styles.color != read()[0].styles.color
    without(monkeypatch, PARSED)
    assert read()[0] is not read()[0], NEEDED_NO_MORE
