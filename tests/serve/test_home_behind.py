"""Home behind a creation that a browser opened: nothing stands on it until somebody goes there."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList

from bestio.library import open_library
from bestio.serve.class_app import ClassApp, ClassServices
from bestio.serve.order import Order
from bestio.tui.screens.home import Home
from bestio.tui.screens.workplace import Workplace
from tests.pace import Patience

pytestmark = pytest.mark.slow


@asynccontextmanager
async def opened(home: Path, *, shared: bool, there: bool = True) -> AsyncIterator[tuple[ClassApp, Pilot[None]]]:
    """An app of a class; `shared`: as a copy of a process that has read all; `there`: whether its journal is."""
    library = open_library(home, {})
    services = ClassServices(library, Random(3), time.time)
    services.warm()
    services.shared = shared
    with services.store.new("Les Hiboux", "5e-b") as journal:
        path = journal.path
    order = Order("5e-b", str(path), 80, 24, 3)
    services.belong_to(order)
    if not there:
        path.unlink()
    app = ClassApp(library, services, order)
    async with app.run_test(size=(80, 24)) as pilot:
        yield app, pilot


async def until(pilot: Pilot[None], holds: Callable[[], object]) -> None:
    patience = Patience(30)
    while not holds():
        assert not patience.over
        await pilot.pause(0.02)


def stands(app: ClassApp) -> bool:
    """Whether the list of home is there, and has the focus."""
    home = app.screen
    return isinstance(home, Home) and home.listed and isinstance(home.focused, OptionList)


@pytest.mark.parametrize("shared", [True, False])
async def test_escape_leads_home_and_enter_back(tmp_path: Path, shared: bool) -> None:
    async with opened(tmp_path, shared=shared) as (app, pilot):
        await until(pilot, lambda: app.arrival.over and isinstance(app.screen, Workplace))
        place = app.screen
        (home,) = (one for one in app.screen_stack if isinstance(one, Home))
        assert bool(home.query("#menu")) is not shared
        await until(pilot, lambda: place.focused)
        await pilot.press("escape")
        await until(pilot, lambda: stands(app))
        menu = home.query_one("#menu", OptionList)
        await until(pilot, lambda: menu.highlighted == 1)  # the creation that was at work last
        assert [option.id for option in menu.options][-1] == "replay"
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Workplace))
        await pilot.press("escape")
        await until(pilot, lambda: stands(app))
        assert len(home.query("#menu")) == 1


async def test_home_stands_there_where_the_creation_cannot_be_opened(tmp_path: Path) -> None:
    async with opened(tmp_path, shared=True, there=False) as (app, pilot):
        await until(pilot, lambda: app.arrival.over and stands(app))
        menu = app.screen.query_one("#menu", OptionList)
        await pilot.press("end")
        await until(pilot, lambda: menu.highlighted == menu.option_count - 1)
