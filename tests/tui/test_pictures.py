"""The six main screens at 120 x 30, letter by letter, against those that were looked at and kept.

`BESTIO_PICTURES=1 pytest tests/tui/test_pictures.py` keeps the screens as they are now, in tests/data/screens; look at
what has changed before it is committed. `BESTIO_PICTURES=<folder>` writes SVG pictures there too.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest

from bestio.library import Library, find_bundled
from bestio.session.settings import Settings, write_settings
from bestio.speech.speech import Speech
from bestio.tui.app import make_app
from bestio.tui.compat.painting import shown_rows
from bestio.tui.screens.home import Home
from bestio.tui.screens.replay import ReplayScreen
from bestio.tui.screens.workshop import WorkshopScreen
from bestio.tui.services import Services

DATA = Path(__file__).parent.parent / "data"
KEPT = DATA / "screens"
KEEP = os.environ.get("BESTIO_PICTURES", "")
SIZE = (120, 30)
NOON = 1_767_956_400.0  # seconds since 1970: a ninth of January about midday, wherever the test runs
TEXT = (
    "Le robot mange la lune. La lune chante dans la soupe. La soupe rêve du robot, et le robot dort dans la lune. " * 4
)
VOICES = ("bestio-nu", "chat-a-vapeur", "dragon-rouille")


class Still:
    """A speaker and a player that have nothing to do, and nothing amiss."""

    trouble = ""
    playing = paused = False

    def start(self) -> None: ...

    def close(self) -> None: ...

    def stop(self) -> None: ...


def heard() -> Speech:
    """Half a second of a tone that swells and fades: what was said last."""
    times = np.arange(11025) / 22050
    return Speech("Bip", (np.sin(2 * np.pi * 220 * times) * np.sin(2 * np.pi * times)).astype(np.float32), 22050)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """Wheels of the tests' own, so that a word that changes in a lexicon changes no picture."""
    bundled = tmp_path / "bundled"
    shipped = find_bundled()
    for folder in ("lexicons", "voices", "workshops"):
        (bundled / folder).mkdir(parents=True)
    shutil.copy(DATA / "persona" / "atelier.yaml", bundled / "lexicons")
    shutil.copy(shipped / "lexicons" / "portraits.yaml", bundled / "lexicons")
    for voice in VOICES:
        shutil.copy(shipped / "voices" / f"{voice}.yaml", bundled / "voices")
    library = Library(bundled, tmp_path / "Bestio")
    write_settings(library, Settings(motion=False, welcomed=True))
    return library


@pytest.fixture
def journal(library: Library) -> Path:
    """A creation with some of everything."""
    services = Services(library, Random(4), count(int(NOON), 7).__next__)
    studio = services.studio(services.store.new("Les Boulons volants"))
    studio.begin(seed=12)
    studio.record("trait.lock", slot="tete")
    studio.write_text("t1", "La soupe", TEXT)
    studio.record("machine.set", starters=False)
    for keep in (True, True, False):
        studio.make_phrase(studio.machine())
        if keep:
            studio.record("phrase.keep", id=list(studio.creation.phrases)[-1])
    studio.record("voice.choose", id="chat-a-vapeur")
    studio.record(*studio.spoken(studio.creation.kept[0], 2.5))
    path = studio.journal.path
    studio.close()
    os.utime(path, (NOON, NOON))
    return path


@pytest.fixture
def showing(library: Library, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    @asynccontextmanager
    async def show(screen: type, **options: Any) -> AsyncIterator[Any]:
        app = make_app(library, random=Random(4), clock=lambda: NOON, speaker=Still, player=Still, **options)  # type: ignore[arg-type]
        async with app.run_test(size=SIZE) as pilot:
            await app.ready()
            app.services.performer.last = heard()
            monkeypatch.setattr(
                app.services.gate.verdicts, "known", lambda _voice: True
            )  # every voice has been listened to
            while not (isinstance(app.screen, screen) and app.screen.query("Portrait")):
                await pilot.pause(0.02)
            app.screen.set_focus(app.screen.focused)
            await pilot.pause()
            yield pilot

    return show


async def compare(pilot: Any, name: str) -> None:
    """What is on the screen against what was kept, once it no longer changes."""
    app = pilot.app
    shown, now = "", text_of(app)
    while shown != now:
        await pilot.pause(0.15)
        shown, now = now, text_of(app)
    kept = KEPT / f"{name}.txt"
    if KEEP:
        KEPT.mkdir(exist_ok=True)
        kept.write_text(now, encoding="utf-8")
        if (folder := Path(KEEP)).is_dir():
            (folder / f"{name}.svg").write_text(app.export_screenshot(), encoding="utf-8")
    assert now.splitlines() == kept.read_text(encoding="utf-8").splitlines()


def text_of(app: Any) -> str:
    lines = shown_rows(app.screen)
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in lines) + "\n"


async def test_home(showing: Callable[..., Any], journal: Path) -> None:
    async with showing(Home) as pilot:
        await compare(pilot, "home")


@pytest.mark.slow
@pytest.mark.parametrize(("key", "bench"), [("f2", "creature"), ("f3", "phrases"), ("f4", "voice"), ("f5", "stage")])
async def test_benches(key: str, bench: str, showing: Callable[..., Any], journal: Path) -> None:
    async with showing(WorkshopScreen, journal=journal) as pilot:
        await pilot.press(key)
        await compare(pilot, bench)


async def test_replay(showing: Callable[..., Any], journal: Path) -> None:
    async with showing(ReplayScreen, replay=journal) as pilot:
        while not pilot.app.screen.seen:
            await pilot.pause(0.02)
        await pilot.press("n", "n")
        await compare(pilot, "replay")
