"""What is read before the class comes is what the apps use, and nothing of it stays."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import tempfile
import threading
import time
import weakref
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from bestio.library import open_library
from bestio.serve.class_app import FRAMES, ClassApp, ClassServices
from bestio.serve.order import Order
from bestio.serve.rehearsal import rehearse, rehearse_app
from bestio.tui.compat import styling
from bestio.tui.screens.workplace import Workplace
from tests.pace import Patience


def test_a_new_group_finds_its_texts_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    services = ClassServices(open_library(tmp_path / "home", {}), Random(3), time.time)
    rehearse(services)
    assert not any(temporary.iterdir())
    assert services.store.classes() == []

    (read,) = services.indexes
    with services.store.new("Les Hiboux", "5e-b") as journal:
        studio = services.studio(journal)
        studio.begin()
        machine = studio.machine()
        assert machine.index is read
        assert studio.make_phrase(machine).text

        # Who writes something has texts of their own, and the others still have those that were read.
        studio.write_text("t1", "Le port", "Le harpon attend la marée. La lampe du port parle à la pluie.")
        assert studio.machine().index is not read
        assert "harpon" in studio.machine().index.vocabulary
        assert "harpon" not in read.vocabulary


def test_who_comes_in_finds_the_styles_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    library = open_library(tmp_path / "home", {})
    services = ClassServices(library, Random(3), time.time)
    services.warm()
    threads, send = threading.enumerate(), services.loudspeaker.send
    with monkeypatch.context() as asked:
        asked.setattr(services.classroom, "sources", lambda *_class, **_group: pytest.fail("the class was asked"))
        rehearse_app(services)
    assert set(threading.enumerate()) <= set(threads), "a process that is copied has one thread"
    assert "performer" not in services.__dict__
    assert services.loudspeaker.send is send
    assert not any(temporary.iterdir())
    assert services.store.classes() == []

    with services.store.new("Les Hiboux", "5e-b") as journal:
        order = Order("5e-b", str(journal.path), 80, 24, 3)
    services.belong_to(order)
    known = styling.remembered()

    async def come_in() -> Workplace:
        app = ClassApp(library, services, order)
        async with app.run_test(size=(80, 24)) as pilot:
            patience = Patience(30)
            while not (app.arrival.over and isinstance(app.screen, Workplace)) and not patience.over:
                await pilot.pause(0.05)
            assert isinstance(app.screen, Workplace)
            return app.screen

    assert asyncio.run(come_in()).creation.begun
    sheets, kinds = (now - before for now, before in zip(styling.remembered(), known, strict=True))
    assert sheets < 6  # this creature may have more to scroll; without, there are 40, and a hundred kinds of parts
    assert kinds < 30


class Counted(ClassApp):
    """Counts how often it is painted."""

    paints = 0

    def post_display_hook(self) -> None:
        super().post_display_hook()
        self.paints += 1


async def test_an_app_is_painted_twelve_times_a_second_at_most(tmp_path: Path) -> None:
    library = open_library(tmp_path / "home", {})
    services = ClassServices(library, Random(3), time.time)
    with services.store.new("Les Hiboux", "5e-b") as journal:
        path = journal.path
    order = Order("5e-b", str(path), 80, 24, 3)
    services.belong_to(order)
    app = Counted(library, services, order)
    async with app.run_test(size=(80, 24)) as pilot:
        patience = Patience(30)
        while not app.arrival.over and not patience.over:
            await pilot.pause(0.05)
        while not app.may_be_painted() and not patience.over:  # at once after a pause
            await pilot.pause(0.05)
        before, start = app.paints, time.monotonic()
        await pilot.press("space")  # a wheel turns
        await pilot.pause(1.0)
        painted, seconds = app.paints - before, time.monotonic() - start
        assert 1 < painted <= FRAMES * seconds + 2


@pytest.mark.slow
async def test_the_machine_rests_where_nobody_is_at_the_phrases(tmp_path: Path) -> None:
    """What a group has written takes room in each of thirty apps; it is read again when somebody asks for a phrase."""
    library = open_library(tmp_path / "home", {})
    services = ClassServices(library, Random(3), time.time)
    with services.store.new("Les Hiboux", "5e-b") as journal:
        path = journal.path
        studio = services.studio(journal)
        studio.begin()
        studio.write_text("t1", "Le port", "Le harpon attend la marée. La lampe du port parle à la pluie.")
    order = Order("5e-b", str(path), 80, 24, 3)
    services.belong_to(order)
    app = ClassApp(library, services, order)
    async with app.run_test(size=(80, 24)) as pilot:
        patience = Patience(60)

        async def until(holds: Callable[[], object]) -> None:
            while not holds() and not patience.over:
                await pilot.pause(0.05)

        await until(lambda: isinstance(app.screen, Workplace))
        place = app.screen
        assert isinstance(place, Workplace)
        await pilot.press("f3", "space")
        await until(lambda: len(place.creation.phrases) == 1)
        app.let_go()
        index = weakref.ref(place.studio.machine().index)
        assert place.studio.machine_ready
        seed = place.studio.new_seed()
        before = place.studio.draw_phrase(place.studio.machine(), seed)

        await pilot.press("f2")
        await until(lambda: place.bench == "creature")
        app.let_go()
        assert index() is None
        again = place.studio.draw_phrase(place.studio.machine(), seed)
        assert again == before
        app.let_go()
        await pilot.press("f3", "space")
        await until(lambda: len(place.creation.phrases) == 2)


LATE = """
import asyncio, sys, time
from pathlib import Path
from random import Random
from bestio.library import open_library
from bestio.serve.class_app import ClassApp, ClassServices
from bestio.serve.order import Order
from bestio.serve.rehearsal import rehearse
from tests.pace import Patience

library = open_library(Path(sys.argv[1]), {})
services = ClassServices(library, Random(3), time.time)
services.share()
rehearse(services)
known = set(sys.modules)
with services.store.new("Les Hiboux", "5e-b") as journal:
    order = Order("5e-b", str(journal.path), 80, 24, 3)
services.belong_to(order)


async def work():
    app = ClassApp(library, services, order)
    async with app.run_test(size=(80, 24)) as pilot:
        patience = Patience(30)
        while not app.arrival.over and not patience.over:
            await pilot.pause(0.05)
        for key in ("space", "f3", "space", "f2"):
            await pilot.press(key)
            await pilot.pause(0.2)


asyncio.run(work())
print(*sorted(set(sys.modules) - known))
"""


@pytest.mark.slow
def test_an_app_imports_nothing_that_was_not_there_before(tmp_path: Path) -> None:
    """Else each of thirty has it for itself."""
    done = subprocess.run(
        [sys.executable, "-c", LATE, str(tmp_path / "home")], capture_output=True, text=True, check=True, timeout=120
    )
    assert done.stdout.split() == []
