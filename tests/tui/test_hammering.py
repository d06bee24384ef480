"""A key pressed twice, faster than the first is obeyed, does once what one saw; Escape at once after it leads back."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

import pytest
from textual.binding import Binding
from textual.command import CommandList
from textual.events import Key
from textual.screen import Screen

from bestio.activities.authorship import AuthorshipActivity
from bestio.activities.bet import BetActivity
from bestio.activities.debate import DebateActivity
from bestio.activities.engine import Activity
from bestio.activities.imagine import ImagineActivity
from bestio.classroom.store import Store
from bestio.errors import BestioError
from bestio.studio.studio import Studio
from bestio.tui.compat.palette import Palette
from bestio.tui.screens.activities.prompts import open_prompts
from bestio.tui.screens.ask import AskYes
from bestio.tui.screens.classroom import ClassroomScreen
from bestio.tui.screens.help import Help
from bestio.tui.screens.workshop import WorkshopScreen
from tests.tui.conftest import with_phrases


def places(hand: Any) -> list[str]:
    """The screens that stand over each other."""
    return [type(screen).__name__ for screen in hand.app.screen_stack[1:]]


def with_group(workspace: Path) -> None:
    with Store(workspace, lambda: 0.0).new("Les Boulons", "5b") as journal:
        journal.record("creation.begin", lexicons=["ferraille"], seed=1, name="Zig", traits={"tete": "ferraille:hibou"})


async def test_enter_twice_makes_one_creature(opened: Callable[..., Any], workspace: Path) -> None:
    async with opened() as hand:
        await hand.app.ready()
        await hand.hammer("enter", "enter")
        await hand.until(lambda: isinstance(hand.app.screen, WorkshopScreen), "the workshop")
        await hand.settle()
        assert places(hand) == ["Home", "WorkshopScreen"]
        assert len(Store(workspace, lambda: 0.0).recent(9)) == 1


async def test_enter_twice_opens_a_creation_once(opened: Callable[..., Any], workspace: Path) -> None:
    with_group(workspace)
    async with opened() as hand:
        await hand.until(lambda: hand.app.screen.query_one("#menu").option_count == 4, "the list")
        await hand.hammer("enter", "enter")  # the creation is in hand
        await hand.until(lambda: isinstance(hand.app.screen, WorkshopScreen), "the workshop")
        await hand.settle()
        assert places(hand) == ["Home", "WorkshopScreen"]


@pytest.mark.slow
async def test_a_class_opens_once_and_asks_once(opened: Callable[..., Any], workspace: Path) -> None:
    with_group(workspace)
    async with opened() as hand:
        screen = ClassroomScreen(await hand.app.ready())
        await hand.app.push_screen(screen)
        await hand.until(lambda: screen.rows, "the table")
        await hand.hammer("delete", "delete")
        await hand.until(lambda: isinstance(hand.app.screen, AskYes), "the question")
        await hand.until(lambda: not any(worker.group == "task" for worker in screen.workers), "both were previewed")
        assert places(hand) == ["Home", "ClassroomScreen", "AskYes"]
        await hand.press("escape")
        await hand.hammer("enter", "enter")
        await hand.until(lambda: isinstance(hand.app.screen, WorkshopScreen), "the workshop")
        await hand.settle()
        assert places(hand) == ["Home", "ClassroomScreen", "WorkshopScreen"]


@pytest.mark.slow
async def test_a_text_opens_once_and_escape_closes_it_at_once(begun: Callable[..., Any]) -> None:
    async with begun("phrases") as (hand, screen):
        with_phrases(screen)
        await hand.settle()
        screen.query_one("#texts").focus()
        screen.query_one("#texts").highlighted = 1
        await hand.settle()
        await hand.hammer("enter", "enter")
        await hand.until(lambda: len(places(hand)) > 2, "a text")
        await hand.settle()
        assert len(places(hand)) == 3
        await hand.press("escape")
        await hand.until(lambda: hand.app.screen is screen, "the bench")
        await hand.hammer("e", "escape")
        await hand.settle()
        await hand.until(lambda: hand.app.screen is screen, "the bench again")


@pytest.mark.slow
@pytest.mark.parametrize("then", ["f8", "escape"])
async def test_asking_again_or_leaving_while_the_creature_looks_for_an_answer(
    then: str, begun: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    reading, read = threading.Event(), threading.Event()

    def machine(_studio: Studio) -> None:
        reading.set()
        read.wait(20)
        raise BestioError("Nothing.")

    monkeypatch.setattr(Studio, "machine", machine)
    async with begun() as (hand, screen):
        (place, *_more) = [one for one in screen.guidance.progress().places if one.activity.kind == "debate"]
        open_prompts(screen, screen.guidance.sequence, place, DebateActivity)
        await hand.settle()
        await hand.press("f8", "enter")
        await hand.until(reading.is_set, "the texts being read")
        await hand.press(then)
        if then == "f8":
            await hand.press("enter")
        read.set()
        await hand.until(lambda: not any(one.name == "_work" for one in hand.app.workers), "an end")
        assert hand.app.is_running


@pytest.mark.slow
@pytest.mark.parametrize(
    "kind",
    [
        AuthorshipActivity,
        BetActivity,
        ImagineActivity,
    ],
)
async def test_an_activity_asks_once(kind: type[Activity], begun: Callable[..., Any]) -> None:
    async with begun("phrases") as (hand, screen):
        with_phrases(screen)
        await hand.settle()
        (place, *_more) = screen.guidance.progress().places
        open_prompts(screen, screen.guidance.sequence, place, kind)
        await hand.settle()
        await hand.hammer("enter", "enter")
        await hand.until(lambda: len(places(hand)) > 3, "the question")
        await hand.settle()
        assert len(places(hand)) == 4


@pytest.mark.slow
@pytest.mark.parametrize("keys", [("ctrl+p", "pageup"), ("c", "pagedown"), ("f7", "pageup")], ids=" ".join)
async def test_a_list_that_has_only_just_opened_turns_no_page(
    keys: tuple[str, ...], begun: Callable[..., Any], workspace: Path
) -> None:
    with_group(workspace)
    async with begun() as (hand, screen):
        await hand.hammer(*keys)
        await hand.until(lambda: hand.app.screen is not screen, "a list")
        await hand.settle()
        assert hand.app.is_running


@pytest.mark.slow
@pytest.mark.parametrize("command", ["accueil", "tout"])
async def test_a_command_that_is_chosen_twice_is_given_once(command: str, begun: Callable[..., Any]) -> None:
    """Where the first one leads home, nothing is left to give the second one to."""
    async with begun() as (hand, screen):
        before = len(screen.studio.journal.events)
        await hand.press("ctrl+p")
        await hand.type(command)
        found = hand.app.screen.query_one(CommandList)

        def in_hand() -> bool:
            """Whether what is looked for stands first (the list fills up while one types)."""
            names = [one.hit.text.lower() for one in found.options if hasattr(one, "hit")]
            return bool(names) and names[0].startswith(command)

        await hand.until(in_hand, command)
        await hand.hammer("enter", "enter")
        await hand.until(lambda: not isinstance(hand.app.screen, Palette), "the end of the list")
        if command == "accueil":
            await hand.until(lambda: places(hand) == ["Home"], "home")
        else:
            await hand.until(lambda: len(screen.studio.journal.events) > before, "an act")
        await hand.settle()
        assert hand.app.is_running
        assert len(screen.studio.journal.events) == before + (command != "accueil")


async def test_a_question_that_is_answered_twice_leaves_once(begun: Callable[..., Any]) -> None:
    """The second Enter took away the workshop below."""
    async with begun() as (hand, _screen):
        await hand.press("n")
        await hand.hammer("enter", "enter")
        await hand.until(lambda: "AskLine" not in places(hand), "the end of the question")
        await hand.settle()
        assert places(hand) == ["Home", "WorkshopScreen"]


@pytest.mark.slow
async def test_a_window_that_has_its_answer_waits_for_what_stands_over_it(begun: Callable[..., Any]) -> None:
    """A file was written while the list of commands stood over the window that asks for its name."""
    answers: list[object] = []
    async with begun() as (hand, _screen):
        window = AskYes("Vraiment ?")
        await hand.app.push_screen(window, answers.append)
        await hand.app.push_screen(Help("Aide", "", ()))
        window.dismiss(True)
        window.dismiss(False)
        await hand.settle()
        assert places(hand)[-2:] == ["AskYes", "Help"]
        assert answers == []
        await hand.press("escape")
        await hand.until(lambda: places(hand) == ["Home", "WorkshopScreen"], "the workshop")
        assert answers == [True]


async def test_keys_that_come_before_a_new_screen_has_its_parts_wait_for_them(opened: Callable[..., Any]) -> None:
    """What one screen has no use for comes to the app when the next one is there, and is not ready."""
    parts, obeyed = asyncio.Event(), []

    class Slow(Screen[None]):
        BINDINGS: ClassVar = [Binding(key, f"use('{key}')") for key in "uvwx"]

        async def on_mount(self) -> None:
            await parts.wait()

        def action_use(self, key: str) -> None:
            obeyed.append((key, parts.is_set()))

    class Before(Screen[None]):
        def on_key(self, event: Key) -> None:
            if event.key == "x":
                self.app.push_screen(Slow())
                asyncio.get_running_loop().call_later(0.05, parts.set)

    async with opened() as hand:
        await hand.app.push_screen(Before())
        hand.send(*"xuvw")
        await hand.until(lambda: len(obeyed) == 4)
        assert obeyed == [(key, True) for key in "xuvw"]
