"""While the program is still read, keys wait: nothing is begun that nobody wanted, and `open` goes straight there."""

from __future__ import annotations

import threading
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random
from typing import Any

import pytest
from textual.events import Key, MouseDown
from textual.widgets import OptionList

from bestio.classroom.store import Store
from bestio.library import Library, find_bundled
from bestio.session.settings import Settings, write_settings
from bestio.tui.app import make_app
from bestio.tui.arrival import Arrival
from bestio.tui.screens.classroom import ClassroomScreen
from bestio.tui.screens.dialog import PickOne
from bestio.tui.screens.home import Home
from bestio.tui.screens.workshop import WorkshopScreen
from bestio.tui.services import Services
from tests.tui.conftest import Hand

Slow = Callable[..., Any]


@pytest.fixture
def slow(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> Slow:
    """The app, whose reading ends when one says so."""

    @asynccontextmanager
    async def open_slowly(*, welcomed: bool = True, **options: Any) -> AsyncIterator[tuple[Hand, threading.Event]]:
        go_on, warm = threading.Event(), Services.warm

        def wait(services: Services) -> None:
            go_on.wait(20)
            warm(services)

        monkeypatch.setattr(Services, "warm", wait)
        library = Library(find_bundled(), workspace)
        write_settings(library, Settings(welcomed=welcomed))
        app = make_app(library, random=Random(7), clock=time.time, **options)
        async with app.run_test(size=(80, 24)) as pilot:
            hand = Hand(app, pilot, [])
            try:
                await hand.until(lambda: isinstance(app.screen, Home), "home")
                await hand.shows("Un instant")
                yield hand, go_on
            finally:
                go_on.set()
                app.workers.cancel_all()

    return open_slowly


def with_creation(workspace: Path, group: str = "Ours", class_id: str = "5b", creature: str = "Zig") -> Path:
    with Store(workspace, time.time).new(group, class_id) as journal:
        journal.record(
            "creation.begin", lexicons=["ferraille"], seed=1, name=creature, traits={"tete": "ferraille:hibou"}
        )
        return journal.path


def groups(workspace: Path) -> int:
    return len(Store(workspace, time.time).recent(99))


@pytest.mark.parametrize("keys", [("enter",), ("enter", "enter", "space"), ("up", "down", "enter", "n")])
async def test_keys_that_come_early_wait_for_the_list(slow: Slow, workspace: Path, keys: tuple[str, ...]) -> None:
    path = with_creation(workspace)
    acts = path.read_bytes()
    async with slow() as (hand, go_on):
        await hand.press(*keys)
        assert isinstance(hand.app.screen, Home)
        assert groups(workspace) == 1
        go_on.set()
        await hand.until(lambda: isinstance(hand.app.screen, WorkshopScreen), "the creation in hand")
        await hand.settle()
        workshop: Any = hand.app.screen
        assert workshop.studio.journal.path == path
        assert groups(workspace) == 1
        assert path.read_bytes() == acts  # no key was left over for the workshop


async def test_a_letter_that_comes_early_is_obeyed_once(slow: Slow, workspace: Path) -> None:
    async with slow() as (hand, go_on):
        await hand.press("n", "n", "enter")
        assert groups(workspace) == 0
        go_on.set()
        await hand.until(lambda: isinstance(hand.app.screen, WorkshopScreen), "the workshop")
        await hand.settle()
        assert groups(workspace) == 1
        assert {event.do for event in hand.app.screen.studio.journal.events} <= {
            "creation.begin",
            "voice.choose",
            "stage.speak",
        }


@pytest.mark.parametrize("keys", [("enter",), ("n", "n"), ("down", "space", "t")])
async def test_open_goes_straight_there_whatever_is_pressed(slow: Slow, workspace: Path, keys: tuple[str, ...]) -> None:
    with_creation(workspace, "Vis", "5b")
    path = with_creation(workspace)
    acts = path.read_bytes()
    async with slow(journal=path) as (hand, go_on):
        await hand.press(*keys)
        await hand.click(offset=(10, 8))
        go_on.set()
        await hand.until(lambda: isinstance(hand.app.screen, WorkshopScreen), "the creation")
        await hand.settle()
        assert hand.app.screen.studio.journal.path == path
        assert [type(screen).__name__ for screen in hand.app.screen_stack[1:]] == ["Home", "WorkshopScreen"]
        assert groups(workspace) == 2
        assert path.read_bytes() == acts


async def test_the_first_creature_of_all_is_not_touched_by_what_came_before(slow: Slow, workspace: Path) -> None:
    async with slow(welcomed=False) as (hand, go_on):
        await hand.press("enter", "space", "enter")
        go_on.set()
        await hand.until(lambda: isinstance(hand.app.screen, WorkshopScreen), "the first creature")
        await hand.settle()
        assert groups(workspace) == 1
        assert {event.do for event in hand.app.screen.studio.journal.events} <= {
            "creation.begin",
            "voice.choose",
            "stage.speak",
        }
        await hand.shows("1/")  # the tour is at its first step


@pytest.mark.parametrize("key", ["q", "ctrl+q"])
async def test_one_can_leave_before_anything_is_read(slow: Slow, key: str) -> None:
    async with slow() as (hand, go_on):
        hand.send(key)
        await hand.until(lambda: not hand.app.is_running or hand.app.return_code is not None, "left")
        go_on.set()


async def test_a_new_creature_goes_to_the_teachers_class(opened: Callable[..., Any], workspace: Path) -> None:
    Store(workspace, time.time).make_class("5e B")
    async with opened() as hand:
        await hand.press("n")
        await hand.until(lambda: isinstance(hand.app.screen, WorkshopScreen), "the workshop")
        assert hand.app.screen.studio.journal.path.parent.name == "5e-b"


@pytest.mark.slow
async def test_where_there_are_several_classes_one_is_asked(opened: Callable[..., Any], workspace: Path) -> None:
    store = Store(workspace, time.time)
    for title in ("3e C", "5e B", "atelier"):
        store.make_class(title)
    with_creation(workspace, "Ours", "5e-b")
    async with opened() as hand:
        await hand.press("n")
        await hand.until(lambda: isinstance(hand.app.screen, PickOne), "the question")
        await hand.shows("5e B")
        await hand.press("escape")
        assert groups(workspace) == 1
        await hand.press("n", "enter")  # the one at work last is in hand
        await hand.until(lambda: isinstance(hand.app.screen, WorkshopScreen), "the workshop")
        assert hand.app.screen.studio.journal.path.parent.name == "5e-b"
        await hand.press("escape")
        await hand.until(lambda: isinstance(hand.app.screen, Home), "home")
        name = hand.app.screen.query_one(OptionList).highlighted_option
        assert name is not None
        assert "5e-b" in str(name.id)  # what was just left is in hand, not “new”


@pytest.mark.slow
async def test_forty_creations_leave_the_other_places_in_sight(opened: Callable[..., Any], workspace: Path) -> None:
    for number in range(40):
        with_creation(workspace, f"Groupe {number}", "5b", f"Zig{number}")
    for size in ((80, 24), (120, 30), (60, 18)):
        async with opened(size) as hand:
            await hand.shows("Zig39 Groupe 39"[:9])
            for key in ("down",) * 12 + ("end", "home", "up"):
                await hand.press(key)
                for place in ("Nouvelle créature", "Revoir une création", "La classe", "40 créations"):
                    assert place in hand.screen().replace("\u00a0", " "), (size, key)
            menu = hand.app.screen.query_one(OptionList)
            assert menu.highlighted_option.id == "class"
            await hand.press("enter")
            await hand.until(lambda: isinstance(hand.app.screen, ClassroomScreen), "the class")
            await hand.press("escape", "l")
            await hand.shows("Quelle création")
            await hand.press("end", "enter")
            await hand.until(lambda: isinstance(hand.app.screen, WorkshopScreen), "the oldest")
            assert hand.app.screen.creation.name == "Zig0" or size != (80, 24)
            await hand.press("escape")


async def test_the_list_follows_the_window(opened: Callable[..., Any], workspace: Path) -> None:
    for number in range(9):
        with_creation(workspace, f"Groupe {number}", "5b", f"Zig{number}")
    async with opened((60, 18)) as hand:
        await hand.shows("9 créations en tout")
        await hand.resize(80, 24)
        await hand.until(lambda: "Zig0" in hand.screen() and "en tout" not in hand.screen(), "all of them")
        await hand.resize(60, 18)
        await hand.shows("9 créations en tout")


async def test_a_group_without_a_creature_says_so(opened: Callable[..., Any], workspace: Path) -> None:
    Store(workspace, time.time).new("Les Vis", "5b").close()
    with_creation(workspace, "Ours", "5b", "Zigouille")
    async with opened() as hand:
        await hand.shows("Zigouille Ours")
        await hand.until(
            lambda: any("Les Vis" in row and "à inventer" in row for row in hand.screen().splitlines()), "what to do"
        )


def test_of_what_waits_the_moves_and_one_more_key_are_obeyed() -> None:
    def obeyed(*keys: str, at_home: bool = True) -> list[str]:
        arrival = Arrival()
        for key in keys:
            assert arrival.holds(Key(key, None))
        assert arrival.holds(MouseDown(None, 1, 1, 0, 0, 1, False, False, False))
        assert not arrival.holds(Key("q", "q"))
        found = [key.key for key in arrival.end(at_home=at_home)]
        assert not arrival.holds(Key("enter", None))
        return found

    assert obeyed("down", "down", "enter", "enter", "n") == ["down", "down", "enter"]
    assert obeyed("n", "enter") == ["n"]
    assert obeyed("down", "enter", at_home=False) == []
    assert obeyed() == []
