"""A replay tells and shows how much each text counted, before and after."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest

from bestio.library import Library, find_bundled
from bestio.tui.screens.replay import ReplayScreen
from bestio.tui.services import Services

TEXT = "Le hibou dort sur la gare. Le train chante sous la lune et le hibou rit du train. " * 3


@pytest.mark.parametrize("size", [(80, 24), pytest.param((120, 30), marks=pytest.mark.slow)])
async def test_weights_and_changed_phrases_are_seen_again(
    opened: Callable[..., Any], workspace: Path, size: tuple[int, int]
) -> None:
    services = Services(Library(find_bundled(), workspace), Random(3), time.time)
    studio = services.studio(services.store.new("Les Hiboux", "5b"))
    studio.begin(seed=4)
    studio.write_text("t1", "La gare", TEXT)
    starter = studio.texts()[1]
    studio.weigh(studio.texts()[0], 2.5)
    studio.weigh(starter, 0)
    studio.record("undo")
    studio.record("share.set", {"class": 0.8})
    machine = studio.machine()
    studio.make_phrase(machine)
    studio.edit_phrase("p1", "Le hibou dort sur la lune bleue.", machine)
    studio.close()
    async with opened(size) as hand:
        screen = ReplayScreen(await hand.app.ready(), studio.journal.path)
        await hand.app.push_screen(screen)
        await hand.until(lambda: screen.seen is not None, "the journal is read")
        await hand.press("x")

        async def at(position: int, *shown: str) -> None:
            screen.go_to(position)
            await hand.settle()
            for text in shown:
                await hand.shows(text)

        first = 4
        assert screen.replay.events[first - 1].do == "source.weigh"
        await at(first, "compte maintenant", "× 2,5", "← × 1", "La gare")
        await at(first + 1, "se tait", "muet ← × 1", starter.title[:12])
        await at(first + 2, "Le groupe annule", "← muet")
        await at(first + 3, "80 %", "← 60 %")
        await at(first + 4, "viennent de « La gare »")
        await at(first + 5, "Retouchée à la main", "mots d’affilée")
