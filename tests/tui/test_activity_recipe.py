"""The activity that CONTRIBUTING.md adds is done on the screen and in lines, with nothing else written."""

from __future__ import annotations

import io
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest
from msgspec.structs import replace

from bestio.activities.engine import Setting
from bestio.activities.ways import way_of
from bestio.cli.activity_prompts import converse
from bestio.cli.context import Context, Request
from bestio.cli.prompts import Talk
from bestio.tui.screens.activities.opening import open_activity
from bestio.tui.screens.activities.prompts import PromptScreen
from tests.front_door import block, section
from tests.sure import sure
from tests.tui.test_activities import begin

WAY = "hands"


async def test_an_activity_is_added(opened: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    added = ModuleType("show_of_hands")
    exec(compile(block(section("Add an activity"), "file: show_of_hands.py"), "recipe", "exec"), added.__dict__)
    kind = added.ShowOfHands
    for user in ("bestio.tui.screens.activities.opening", "bestio.cli.activity_prompts"):
        monkeypatch.setattr(f"{user}.ACTIVITIES", {kind.way: kind})
    async with opened() as hand:
        workshop = await begin(hand)
        progress = sure(workshop.guidance.progress())
        place = progress.places[0]
        place = replace(place, activity=replace(place.activity, kind=WAY, bench="none"))
        assert way_of(place.activity, workshop.creation) == WAY
        open_activity(workshop, progress.sequence, place)
        await hand.settle()
        assert isinstance(hand.app.screen, PromptScreen)
        await hand.hammer("enter")
        assert not workshop.creation.notes
        await hand.press("down", "down", "enter")
        on_screen = workshop.creation.notes
        await hand.press("escape")
        studio = workshop.studio
        monkeypatch.setattr("sys.stdin", io.StringIO("2\n"))
        desk = Context(workshop.session, Request("", "activité"), Talk())
        converse(desk, kind.open(Setting(studio, progress.sequence, list), place))
        (note,), (shown,) = studio.creation.notes, on_screen
        assert (note.text, note.id, note.about) == (shown.text, shown.id, shown.about)
        assert note.at >= shown.at
