"""What is being written is saved when one stops, and also when one does not."""

from __future__ import annotations

import asyncio

import pytest
from textual.app import App

from bestio.tui.autosave import Autosave


@pytest.mark.parametrize(("quiet", "latest"), [(0.02, 3600.0), (3600.0, 0.02)], ids=["quiet", "never quiet"])
async def test_it_is_saved(quiet: float, latest: float) -> None:
    app: App[None] = App()
    async with app.run_test():
        saved = asyncio.Event()
        autosave = Autosave(app, saved.set, quiet=quiet, latest=latest)
        for _turn in range(2):
            saved.clear()
            autosave.changed()
            autosave.changed()
            assert not saved.is_set()
            await asyncio.wait_for(saved.wait(), 20)


async def test_one_who_never_stops_is_saved_all_the_same() -> None:
    app: App[None] = App()
    async with app.run_test() as pilot:
        written, saved = 0, 0

        def save() -> None:
            nonlocal saved
            saved = written

        autosave = Autosave(app, save, quiet=3600, latest=0.05)
        while saved < 3:
            written += 1
            autosave.changed()
            await pilot.pause()
        assert 0 < saved <= written


async def test_changes_that_are_saved_together_are_saved_once() -> None:
    app: App[None] = App()
    async with app.run_test():
        calls = 0
        done = asyncio.Event()

        def save() -> None:
            nonlocal calls
            calls += 1

        autosave = Autosave(app, save, quiet=0.02, latest=3600)
        for _turn in range(10):
            autosave.changed()
        app.set_timer(0.2, done.set)
        await done.wait()
        assert calls == 1
