"""Spinning wheels: 20 frames a second or more while keys are pressed, and every key obeyed."""

from __future__ import annotations

import time
from pathlib import Path
from random import Random

from bestio.library import Library, find_bundled
from bestio.tui.app import make_app
from bestio.tui.screens.workshop import WorkshopScreen
from bestio.tui.widgets.wheels import Wheels

FRAMES_A_SECOND = 20
SPINS = 4


async def test_all_wheels_spin_at_20_frames_a_second_and_no_key_is_dropped(tmp_path: Path) -> None:
    app = make_app(Library(find_bundled(), tmp_path), random=Random(3), clock=time.time)
    async with app.run_test(size=(120, 30)) as pilot:
        await app.ready()
        await app.begin()
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, WorkshopScreen)
        screen.hush()
        await pilot.pause(1.0)
        wheels = screen.query_one(Wheels)
        last = len(wheels.wheels) - 1  # it turns longest
        frames: list[float] = []
        drawn = wheels.render_line

        def counted(y: int) -> object:
            if y == last and wheels.spinning:
                frames.append(time.perf_counter())
            return drawn(y)

        wheels.render_line = counted  # type: ignore[method-assign, assignment]
        spun = 0.0
        keys = 0
        for _spin in range(SPINS):
            before = len(screen.studio.journal.events)
            start = time.perf_counter()
            await pilot.press("t")
            await pilot.press("g", "g", "down", "g", "g", "up")
            keys += 5
            assert [event.do for event in screen.studio.journal.events[before:]] == [
                "persona.draw", "trait.lock", "trait.unlock", "trait.lock", "trait.unlock",
            ]  # fmt: skip
            while wheels.spinning:
                await pilot.pause(0.005)
            spun += time.perf_counter() - start
        shown = len(frames) / spun
        print(f"spinning: {shown:.1f} frames a second over {spun:.1f} s, {keys} acts, none dropped")
        assert shown >= FRAMES_A_SECOND
