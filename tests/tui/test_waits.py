"""What takes its time can be left; what is amiss stands in the state line, and goes when it is over."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest

from bestio.i18n import _
from bestio.studio.studio import Studio
from bestio.tui.screens.home import Home
from bestio.tui.screens.workshop import WorkshopScreen
from tests.tui.acting import act


async def in_workshop(hand: Any) -> WorkshopScreen:
    await hand.press("n")
    await hand.until(lambda: isinstance(hand.app.screen, WorkshopScreen), "the workshop")
    hand.app.screen.hush()
    return hand.app.screen


@pytest.mark.slow
async def test_escape_stops_the_machine_that_reads(opened: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    go_on, machine = threading.Event(), Studio.machine

    def slow(studio: Studio) -> Any:
        go_on.wait(20)
        return machine(studio)

    monkeypatch.setattr(Studio, "machine", slow)
    async with opened() as hand:
        screen = await in_workshop(hand)
        await hand.press("f3", "space")
        await hand.shows(_("The machine is reading the texts…"))
        await hand.press("escape")
        await hand.shows(_("Given up: nothing has changed."))
        assert hand.app.screen is screen
        go_on.set()
        await hand.press("f4", "f3")
        assert not screen.creation.phrases
        await hand.press("escape")
        await hand.until(lambda: isinstance(hand.app.screen, Home), "home")


async def test_escape_stops_an_invention(opened: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    go_on = threading.Event()
    async with opened() as hand:
        screen = await in_workshop(hand)

        def understood() -> Callable[[object], bool]:
            go_on.wait(20)
            return lambda _voice: True

        monkeypatch.setattr(hand.app.services, "understood", understood)
        before = screen.creation
        await hand.press("f4", "m")
        await hand.shows(_("The machine tries voices until one can be understood… X stops it.")[:30])
        await hand.press("escape")
        await hand.shows(_("Given up: nothing has changed."))
        go_on.set()
        await hand.press("f2")
        assert hand.app.screen is screen
        assert (screen.creation.voice_id, screen.creation.voice) == (before.voice_id, before.voice)


@pytest.mark.slow
async def test_a_voice_that_goes_is_told_on_every_bench_and_comes_back(
    opened: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened() as hand:
        screen = await in_workshop(hand)
        told = ["Plus de voix."]
        monkeypatch.setattr(type(hand.app.services), "sound_trouble", property(lambda _services: told[0]))
        for bench in ("f3", "f4", "f5", "f2"):
            await hand.press(bench)
            await hand.shows("enregistré · sans son")
        told[0] = ""
        screen.look_after()
        await hand.until(lambda: "sans son" not in hand.screen(), "it is over")


async def test_a_long_name_leaves_its_place_to_the_state(opened: Callable[..., Any]) -> None:
    async with opened((80, 24)) as hand:
        screen = await in_workshop(hand)
        act(screen, lambda: screen.studio.rename("Abracadabrantesque de la Tuyauterie"))
        await hand.shows("Abracadabrantesque… · enregistré")
