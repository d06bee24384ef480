"""Work beside the interface, when what it belongs to goes."""

from __future__ import annotations

import ast
import asyncio
import contextlib
import importlib
import inspect
import pkgutil
import textwrap
import threading
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest
from textual.app import App
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widget import Widget
from textual.worker import WorkerError

import bestio.tui
from bestio.speech.voice_reload import Edited, VoiceWatch
from bestio.tui.screens.home import Home
from bestio.tui.workers import CancelsWorkers
from tests.sure import sure


@pytest.mark.slow
async def test_files_being_read_when_one_leaves_end_nothing(
    begun: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The files are read to the end just when the parts of the bench are gone, and the bench is not."""
    looking, looked = threading.Event(), threading.Event()
    gone: list[object] = []

    def look(watch: VoiceWatch) -> Edited:
        looking.set()
        looked.wait(20)
        return Edited({}, ())

    class Last(Widget):
        """The part of a bench that goes last."""

        async def on_unmount(self) -> None:
            bench = sure(self.parent)
            await asyncio.gather(*(part.task for part in bench.query("#trouble")))
            looked.set()
            with contextlib.suppress(WorkerError):
                await reading[0].wait()
            gone.append(bench)

    async with begun("voice") as (hand, screen):
        await screen.here.mount(Last())
        monkeypatch.setattr(VoiceWatch, "look", look)
        await hand.until(looking.is_set, "files being looked at")
        reading = [worker for worker in screen.workers if worker.group == "files"]
        await hand.press("escape", "escape")
        await hand.until(lambda: isinstance(hand.app.screen, Home), "home")
        await hand.until(lambda: gone, "the end of the bench")
        assert hand.app.is_running


@cache
def works(kind: type) -> bool:
    """Whether a class has workers of its own."""
    source = ast.parse(textwrap.dedent(inspect.getsource(kind)))
    marks = [ast.unparse(mark) for part in ast.walk(source) for mark in getattr(part, "decorator_list", ())]
    return any(mark.startswith("work") for mark in marks)


def classes_with_workers() -> Iterator[type[DOMNode]]:
    for found in pkgutil.walk_packages(bestio.tui.__path__, "bestio.tui."):
        for kind in vars(importlib.import_module(found.name)).values():
            if isinstance(kind, type) and kind.__module__ == found.name and issubclass(kind, DOMNode):
                nodes = [base for base in kind.__mro__ if issubclass(base, DOMNode) and base not in (DOMNode, Widget)]
                if any(works(base) for base in nodes):
                    yield kind


@pytest.mark.slow
def test_whatever_has_workers_gives_them_up() -> None:
    found = list(classes_with_workers())
    assert len(found) > 10
    assert [one.__name__ for one in found if not issubclass(one, CancelsWorkers | App)] == []


async def test_work_that_is_asked_for_as_one_leaves_does_not_begin(opened: Callable[..., Any]) -> None:
    """Enter, Enter, Escape: what the list tells of the second Enter comes when the screen is going already."""
    begins: list[object] = []

    class Going(Screen[None]):
        async def work(self) -> None:
            begins.append(self)

        def on_prune(self) -> None:  # type: ignore[override]
            self.run_worker(self.work)  # type: ignore[arg-type]

    class GoingWithWork(CancelsWorkers, Going):  # type: ignore[misc]
        """Gives up its work first."""

    for kind, begun in ((Going, 1), (GoingWithWork, 0)):
        begins.clear()
        async with opened() as hand:
            screen = kind()
            await hand.app.push_screen(screen)
            screen.dismiss()
            await hand.until(lambda screen=screen: not screen.is_running, "the end of the screen")
            assert len(begins) == begun


async def test_a_screen_that_goes_before_it_has_its_parts_begins_no_work(opened: Callable[..., Any]) -> None:
    begins: list[object] = []

    class Brief(CancelsWorkers, Screen[None]):
        async def work(self) -> None:
            begins.append(self)

        def on_compose(self) -> None:
            self.app.pop_screen()
            self.remove()

        def on_mount(self) -> None:
            self.run_worker(self.work)

    async with opened() as hand:
        screen = Brief()
        await hand.app.push_screen(screen)
        await hand.until(lambda: not screen.is_running, "the end of the screen")
        await hand.settle()
        assert hand.app.is_running
        assert not begins
