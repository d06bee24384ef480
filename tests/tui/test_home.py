"""The first screen: what it lists, also in the smallest window that all places can do with."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import OptionList

from bestio.classroom.store import Entry, Store
from bestio.errors import BestioError
from bestio.tui.lettering import lettering
from bestio.tui.screens import home
from bestio.tui.screens.home import Home
from bestio.tui.widgets.too_small import LEAST


async def test_the_title_and_the_tip_are_whole(opened: Callable[..., Any]) -> None:
    async with opened(tuple(LEAST)) as hand:
        await hand.until(lambda: isinstance(hand.app.screen, Home) and hand.app.screen.query("#portrait"))
        for row in lettering("BESTIO"):
            await hand.until(lambda row=row: row.rstrip() in hand.screen(), row)
        assert hand.app.screen.query_one("#menu", OptionList).highlighted == 0
        await hand.shows("Entrée : le hasard invente une créature, et tu la changes à ton goût.")


async def test_groups_of_one_name_are_told_apart_by_their_class(opened: Callable[..., Any], workspace: Path) -> None:
    store = Store(workspace, time.time)
    for group, class_id in (("Ours", "5b"), ("Ours", "4a"), ("Zèbres", "4a")):
        with store.new(group, class_id) as journal:
            journal.record(
                "creation.begin", lexicons=["ferraille"], seed=1, name="Zig", traits={"tete": "ferraille:hibou"}
            )
    async with opened() as hand:
        await hand.shows("Ours (5b)")
        await hand.shows("Ours (4a)")
        await hand.shows("Zèbres")
        assert "Zèbres (" not in hand.screen()


async def test_a_list_that_cannot_be_had_is_told_and_asked_for_again(
    opened: Callable[..., Any], workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store(workspace, time.time).new("Ours", "5b") as journal:
        journal.record("creation.begin", lexicons=["ferraille"], seed=1, name="Zig", traits={"tete": "ferraille:hibou"})
    real, away = Store.recent, [False]

    def recent(store: Store, limit: int = 10) -> list[Entry]:
        if away[0]:
            raise BestioError("Les créations dorment.", hint="Attendez.")
        return real(store, limit)

    monkeypatch.setattr(Store, "recent", recent)
    monkeypatch.setattr(home, "AGAIN", 0.1)
    async with opened() as hand:
        away[0] = True
        hand.app.screen.show_list()
        await hand.shows("Les créations dorment. Attendez.")
        away[0] = False
        await hand.shows("Ours")
        await hand.until(lambda: "dorment" not in hand.screen())


async def test_creatures_to_cross_with_are_told_apart_too(begun: Callable[..., Any], workspace: Path) -> None:
    store = Store(workspace, time.time)
    for group, class_id in (("Ours", "5b"), ("Ours", "4a")):
        store.new(group, class_id).close()
    async with begun() as (hand, _screen):
        await hand.press("c")
        await hand.shows("Ours (5b)")
        await hand.shows("Ours (4a)")
