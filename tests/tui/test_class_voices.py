"""The recorded voices of a class on the teacher's screen: on and off, who has recorded, one taken back, as in lines."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from bestio.classroom.class_voices import describe_withdrawal
from bestio.classroom.recorded_voices import RecordedVoices
from bestio.classroom.store import Store
from bestio.speech.recorded.renderings import Rendering, add_line, digest_of_file
from bestio.tui.screens.ask import AskLine, AskYes
from bestio.tui.screens.bank import BankScreen
from bestio.tui.screens.class_voices import ClassVoicesScreen
from bestio.tui.screens.classroom import ClassroomScreen
from tests.classroom.test_recorded_voices import cut
from tests.cli.command import bestio

SIZES = [(80, 24), pytest.param((120, 30), marks=pytest.mark.slow)]


@pytest.fixture
def kept(workspace: Path) -> RecordedVoices:
    Store(workspace, time.time).make_class("5b")
    return RecordedVoices(workspace, time.time())


@pytest.fixture
def looking(opened: Callable[..., Any], kept: RecordedVoices) -> Callable[..., Any]:
    """Opens the voices from the screen of the class, by its key; gives the hand and the screen."""
    from contextlib import asynccontextmanager

    @asynccontextmanager
    async def look(size: tuple[int, int] = (80, 24)) -> Any:
        async with opened(size) as hand:
            table = ClassroomScreen(await hand.app.ready())
            await hand.app.push_screen(table)
            await hand.until(lambda: hand.app.screen is table, "the class")
            await hand.press("v")
            await hand.until(lambda: isinstance(hand.app.screen, ClassVoicesScreen), "its voices")
            screen: ClassVoicesScreen = hand.app.screen
            await hand.until(lambda: screen.bank is not None, "the bank")
            yield hand, screen

    return look


@pytest.mark.parametrize("size", SIZES)
async def test_they_are_turned_on_until_a_day_and_off_as_in_lines(
    looking: Callable[..., Any], kept: RecordedVoices, workspace: Path, size: tuple[int, int]
) -> None:
    async with looking(size) as (hand, screen):
        await hand.shows("Personne n’a encore")
        await hand.shows("Enregistrer des voix en classe")
        await hand.press("o")
        await hand.until(lambda: isinstance(hand.app.screen, AskLine), "the question")
        field = hand.app.screen.query_one(Input)
        assert field.value.count("/") == 2
        for refused in ("hier", "01/01/2020"):
            field.value = refused
            await hand.press("enter")
            await hand.shows("n’est pas une date" if refused == "hier" else "passé")
        field.value = "30/06/2099"
        await hand.press("enter")
        await hand.until(lambda: screen.bank is not None and screen.bank.open, "on")
        await hand.shows("jusqu’au 30/06/2099")
        assert kept.bank("5b").leave.until == "2099-06-30"
        said = list(hand.told)
        listed = bestio("class", "5b", "--voices", "on", "--until", "30/06/2099", home=workspace)
        for line in listed.stderr.decode().splitlines():
            assert any(line in one for one in said), (line, said)
        await hand.press("e")
        page = workspace / "exports" / "5b" / "consentement.txt"
        await hand.until(page.exists, "the text to print")
        assert page.read_text(encoding="utf-8-sig").strip() == listed.stdout.decode().strip()
        await hand.press("o")
        await hand.until(lambda: screen.bank is not None and not screen.bank.open, "off")
        await hand.shows("O : allumer")
        assert not kept.bank("5b").open
        assert all(len(line) <= size[0] for line in hand.screen().splitlines())


@pytest.mark.parametrize("size", SIZES)
async def test_one_person_takes_their_voice_back_after_seeing_what_goes(
    looking: Callable[..., Any], kept: RecordedVoices, workspace: Path, size: tuple[int, int]
) -> None:
    kept.turn_on("5b", "5b")
    hers = kept.add("5b", "Hibou [b]", [cut("lune", 1), cut("nuit", 2)])
    kept.add("5b", "Vis", [cut("lune", 3)])
    sound = workspace / "sons" / "5b" / "a.wav"
    sound.parent.mkdir(parents=True)
    sound.write_bytes(b"RIFF" + bytes(3_000))
    made = Rendering(str(sound.relative_to(workspace)), digest_of_file(sound), (hers[0].who,), (hers[0].id,))
    add_line(kept.folder("5b"), made.line())
    what = kept.of_person("5b", "Hibou [b]")
    in_lines = bestio("class", "5b", "--withdraw", "Hibou [b]", home=workspace, stdin=b"non\n", code=2).stdout.decode()
    async with looking(size) as (hand, screen):
        await hand.shows("Hibou [b] : 2")
        await hand.shows("Vis : 1")
        await hand.press("delete")
        await hand.until(lambda: isinstance(hand.app.screen, AskYes), "the question")
        asked: AskYes = hand.app.screen
        for line in describe_withdrawal(what):
            assert line in asked.detail
            assert line in in_lines
        await hand.shows("a.wav")
        await hand.press("enter")  # the first button keeps it
        await hand.until(lambda: hand.app.screen is screen, "kept")
        assert len(kept.bank("5b").clips) == 3
        await hand.press("delete")
        await hand.until(lambda: isinstance(hand.app.screen, AskYes), "again")
        await hand.press("right", "enter")
        await hand.until(lambda: [one.who for one in screen.people] == ["Vis"], "only the other")
        assert {clip.who for clip in kept.bank("5b").clips} == {"Vis"}
        assert not sound.exists()
        await hand.press("v")
        await hand.until(lambda: isinstance(hand.app.screen, BankScreen), "the words")


async def test_who_is_past_their_day_is_listed_and_can_still_take_their_voice_back(
    looking: Callable[..., Any], kept: RecordedVoices, workspace: Path
) -> None:
    RecordedVoices(workspace, time.time() - 300 * 86_400).turn_on("5b", "5b")
    RecordedVoices(workspace, time.time() - 300 * 86_400).add("5b", "Hibou", [cut("lune")])
    assert "on ne l’entend plus" in bestio("class", "5b", "--voices", "état", home=workspace).stdout.decode()
    async with looking() as (hand, screen):
        await hand.shows("l’entend plus")
        await hand.press("delete")
        await hand.until(lambda: isinstance(hand.app.screen, AskYes), "the question")
        await hand.press("right", "enter")
        await hand.until(lambda: not screen.people, "nobody")
        assert not list(kept.folder("5b").glob("*.wav"))
