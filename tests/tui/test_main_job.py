"""The main job in the real app: a creature, words, a voice, the stage; leave, come back, find everything."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bestio.creation.fold import Creation
from bestio.journal.journal import look
from bestio.tui.screens.home import Home
from bestio.tui.screens.workshop import WorkshopScreen
from bestio.tui.widgets.karaoke import Karaoke
from bestio.tui.widgets.portrait import Portrait
from tests.tui.acting import act

TEXT = "Mon robot mange des boulons et la lune chante dans la soupe. " * 8


def saved(workspace: Path) -> Creation:
    (path,) = (workspace / "workshops").rglob("*.yaml")
    return look(path, clock=lambda: 0.0).creation


async def in_workshop(hand: Any) -> WorkshopScreen:
    await hand.until(lambda: isinstance(hand.app.screen, WorkshopScreen), "the workshop")
    await hand.settle()
    return hand.app.screen


@pytest.mark.parametrize("size", [(80, 24), pytest.param((120, 30), marks=pytest.mark.slow)])
async def test_the_main_job_from_end_to_end(size: tuple[int, int], opened: Callable[..., Any], workspace: Path) -> None:
    async with opened(size) as hand:
        await hand.shows("Nouvelle créature")
        await hand.press("enter")
        screen = await in_workshop(hand)
        first = screen.creation
        assert saved(workspace) == first

        await hand.press("g", "t")
        head = first.traits["tete"]
        assert screen.creation.traits["tete"] == head
        assert screen.creation.traits != first.traits
        assert screen.creation.locked == {"tete"}
        await hand.shows(screen.creation.name)

        await hand.press("f3", "e")
        await hand.shows("Ton texte")
        await hand.type(TEXT[:60])
        hand.app.screen.query_one("#text").text = TEXT
        await hand.press("escape")
        assert next(iter(saved(workspace).texts.values())).text == TEXT

        for count in (1, 2):
            await hand.press("space")
            await hand.until(lambda count=count: len(screen.creation.phrases) == count, "a phrase")
            await hand.press("g")
        assert len(saved(workspace).kept) == 2

        await hand.press("f4", "down", "enter")
        await hand.until(lambda: hand.app.services.last_speech is not None, "the voice is heard")
        chosen = screen.creation.voice_id

        await hand.press("f5", "space")
        await hand.until(lambda: screen.query_one("#stage #karaoke", Karaoke).word >= 0, "a word is marked")
        await hand.until(lambda: screen.query_one("#stage Portrait", Portrait).mouth > 0, "the mouth opens")
        await hand.until(lambda: len(screen.creation.spoken) == 1, "the phrase is said to its end")
        before = screen.creation
        await hand.press("escape")
        await hand.until(lambda: isinstance(hand.app.screen, Home), "home")

    async with opened(size) as hand:
        await hand.press("enter")
        screen = await in_workshop(hand)
        assert screen.creation == before
        assert screen.creation.voice_id == chosen
        await hand.shows(before.name)


@pytest.mark.slow
async def test_undo_is_everywhere_on_the_same_key(opened: Callable[..., Any]) -> None:
    async with opened() as hand:
        await hand.press("enter")
        screen = await in_workshop(hand)
        first = screen.creation.traits
        await hand.press("t")
        assert screen.creation.traits != first
        for bench in ("f3", "f4", "f5", "f2"):
            await hand.press(bench)
        await hand.press("ctrl+z")
        assert screen.creation.traits == first
        await hand.press("ctrl+y")
        assert screen.creation.traits != first


@pytest.mark.slow
async def test_a_second_window_is_told_and_may_look_on(opened: Callable[..., Any], workspace: Path) -> None:
    async with opened() as first:
        await first.press("enter")
        await in_workshop(first)
        async with opened() as second:
            await second.press("enter")
            await second.shows("déjà ouvert")
            await second.press("tab", "enter")
            screen = await in_workshop(second)
            before = saved(workspace)
            await second.press("t", "g")
            assert saved(workspace) == before
            await second.shows("on regarde seulement")
            assert screen.studio.journal.read_only


@pytest.mark.slow
async def test_hostile_text_is_shown_and_not_obeyed(opened: Callable[..., Any]) -> None:
    hostile = "[/] [b]gras[/b] [@click=app.quit]x[/] \x1b[31mrouge \u202eenvers\u202c \x00 " + "long" * 2500 + "."
    async with opened() as hand:
        await hand.press("enter")
        screen = await in_workshop(hand)
        act(screen, lambda: screen.studio.write_text("t1", hostile[:60], hostile))
        act(screen, lambda: screen.studio.rename(hostile[:70]))
        act(
            screen,
            lambda: screen.studio.record(
                "phrase.make",
                id="p1",
                text=hostile[:3000],
                steps=[{"word": hostile[:300], "author": "[b]", "title": "[/]"}],
            ),
        )
        act(screen, lambda: screen.studio.record("phrase.keep", id="p1"))
        for bench in ("f2", "f3", "f4", "f5"):
            await hand.press(bench)
            shown = hand.screen()
            assert "\x1b" not in shown
            assert "\u202e" not in shown
        await hand.press("f6")
        await hand.shows("[b]gras[/b]")
        await hand.press("escape", "escape")
        await hand.until(lambda: isinstance(hand.app.screen, Home), "home")


async def test_no_phrase_tells_why(opened: Callable[..., Any]) -> None:
    async with opened() as hand:
        await hand.press("enter")
        screen = await in_workshop(hand)
        act(screen, lambda: screen.studio.record("machine.set", starters=False))
        await hand.press("f3", "space")
        await hand.until(lambda: hand.told, "a reason")
        assert not screen.creation.phrases


@pytest.mark.slow
async def test_a_folder_that_goes_is_told_and_nothing_is_lost(opened: Callable[..., Any], workspace: Path) -> None:
    async with opened() as hand:
        await hand.press("enter")
        screen = await in_workshop(hand)
        shutil.move(workspace / "workshops", workspace / "ailleurs")
        await hand.press("t")
        await hand.shows("⚠")
        shutil.move(workspace / "ailleurs", workspace / "workshops")
        await hand.press("t")
        await hand.shows("enregistré")
        assert saved(workspace) == screen.creation
