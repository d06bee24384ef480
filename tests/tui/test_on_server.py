"""The app where a server keeps the creations: as with files, and while the server is away."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bestio.classroom.class_voices import turn_on
from bestio.speech.recorded.clip import RATE
from bestio.speech.recorded.intake import Cut
from bestio.tui.screens.ask import AskYes
from bestio.tui.screens.class_voices import ClassVoicesScreen
from bestio.tui.screens.classroom import ClassroomScreen
from bestio.tui.screens.home import Home
from bestio.tui.screens.unsaved import Unsaved
from bestio.tui.screens.workshop import WorkshopScreen
from tests.postgres import running

pytestmark = pytest.mark.slow


async def test_a_group_works_and_the_server_goes_away_and_comes_back(
    begun: Callable[..., Any], workspace: Path
) -> None:
    with running() as server:
        async with begun(store=server.new()) as (hand, screen):
            await hand.press("t")
            assert screen.studio.journal.saved
            server.stop("immediate")
            await hand.press("t")
            await hand.until(lambda: isinstance(hand.app.screen, Unsaved), "the window")
            await hand.shows("Le serveur qui garde les créations ne répond pas")
            await hand.press("enter")  # try again
            await hand.shows("Le serveur qui garde les créations ne répond pas")
            server.start()
            await hand.until(lambda: hand.app.screen is screen, "the workshop, without an answer")
            assert screen.studio.journal.saved
            creature = screen.creation.name  # the group's name may be cut, once its creature's is known
            await hand.press("escape")
            await hand.until(lambda: isinstance(hand.app.screen, Home) and hand.app.screen.listed, "home")
            await hand.shows(creature)
            server.stop("immediate")
            hand.app.screen.show_list()
            await hand.shows(creature)  # what was seen goes on being shown
            await hand.press("enter")
            await hand.until(lambda: any("ne répond pas" in one for one in [*hand.told, hand.screen()]), "why not")
            server.start()
            await hand.press("enter")  # understood
            await hand.until(lambda: isinstance(hand.app.screen, Home), "home")
            await hand.press("enter")
            await hand.until(lambda: isinstance(hand.app.screen, WorkshopScreen), "the workshop again")
        assert not (workspace / "workshops").exists()


async def test_a_class_has_its_voices_there(opened: Callable[..., Any], postgres: Any, workspace: Path) -> None:
    async with opened(store=postgres.new()) as hand:
        hand.app.services.store.make_class("5e B")
        hand.app.services.store.new("Les Vis", "5e-b").close()
        await hand.press("c")
        await hand.until(lambda: isinstance(hand.app.screen, ClassroomScreen) and hand.app.screen.rows, "the class")
        await hand.shows("Les Vis")
        await hand.app.screen.run_action("voices")
        await hand.until(lambda: isinstance(hand.app.screen, ClassVoicesScreen), "the voices of the class")
        await hand.shows("éteintes")
        kept = hand.app.services.recorded_voices
        turn_on(kept, "5e-b", "5e B")
        noise = np.random.default_rng(1).normal(0, 0.1, RATE // 3).astype(np.float32)
        (clip,) = kept.add("5e-b", "Zig", [Cut("lune", noise)])
        edited = hand.app.services.voice_watch.look()
        assert {"nos-5e-b", "tous-5e-b"} <= set(edited.voices)
        assert not hand.app.services.voice_watch.look().voices
        assert len(kept.sound("5e-b", clip)) == len(noise)
        hand.app.screen.dismiss()
        await hand.until(lambda: isinstance(hand.app.screen, ClassroomScreen), "the class again")
        await hand.app.screen.run_action("voices")
        await hand.shows("Zig : 1")
        assert not (workspace / "banques").exists()


async def test_a_group_is_forgotten_there(opened: Callable[..., Any], postgres: Any) -> None:
    async with opened(store=postgres.new()) as hand:
        store = hand.app.services.store
        store.make_class("5e B")
        store.new("Les Vis", "5e-b").close()
        await hand.press("c")
        await hand.until(lambda: isinstance(hand.app.screen, ClassroomScreen) and hand.app.screen.rows, "the class")
        await hand.app.screen.run_action("forget")
        await hand.until(lambda: isinstance(hand.app.screen, AskYes), "the question")
        await hand.shows("Les sauvegardes du serveur")
        hand.app.screen.dismiss(True)
        await hand.until(lambda: any("C’est effacé" in one for one in hand.told), "that it is done")
        assert store.groups("5e-b") == []
