"""An app that nobody sees does what it is asked, and nothing for eyes."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bestio.serve.class_app import FRAMES, UNSEEN
from bestio.serve.seat import Seat
from tests.serve.conftest import Line, Served, until

ESCAPE, SPIN = "\x1b", " "
TURNS = 5
"""Pictures that a wheel shows at the least while it turns."""


class Pictures:
    """When the apps have painted, whether or not anybody is shown it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.times: list[float] = []
        paint = vars(Seat)["_paint"]

        async def painted(seat: Seat, data: bytes) -> None:
            now = asyncio.get_running_loop().time()
            if not self.times or now - self.times[-1] > 1 / FRAMES / 4:  # what comes with another is one with it
                self.times.append(now)
            await paint(seat, data)

        monkeypatch.setattr(Seat, "_paint", painted)


def events(path: Path) -> int:
    return path.read_bytes().count(b"\n--- ")


async def spin(line: Line, path: Path) -> None:
    before = events(path)
    await line.types(SPIN)
    await until(lambda: events(path) > before)


@pytest.mark.slow
async def test_what_nobody_sees_rests(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    pictures = Pictures(monkeypatch)
    client = served.client()
    path = served.journal(await client.new_group())
    line = await client.line()
    await line.shows("Échap")
    await line.types(ESCAPE)
    await line.rests()
    count = len(pictures.times)
    await spin(line, path)
    await until(lambda: len(pictures.times) > count + TURNS)

    await line.socket.send_json(["hidden", True])
    await spin(line, path)  # the wheel that turned when it went out of sight may turn to its end
    pictures.times.clear()
    for turn in range(4):
        await spin(line, path)
        await until(lambda: len(pictures.times) > turn)  # noqa: B023 (awaited at once)
    gaps = [later - earlier for earlier, later in zip(pictures.times[1:], pictures.times[2:], strict=False)]
    assert min(gaps) > UNSEEN / 2

    painted = line.painted.count(b"\x1b[2J")
    await line.socket.send_json(["hidden", False])
    await until(lambda: line.painted.count(b"\x1b[2J") == painted + 1)
    count = len(pictures.times)
    await spin(line, path)
    await until(lambda: len(pictures.times) > count + TURNS)


@pytest.mark.slow
async def test_who_looks_on_sees_it_move_though_who_has_it_in_hand_does_not(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    pictures = Pictures(monkeypatch)
    client, other = served.client(), served.client()
    path = served.journal(await client.new_group())
    line = await client.line()
    await line.shows("Échap")
    await line.types(ESCAPE)
    await other.enter()
    await other.post("/groupes", group=path.stem, how="look")
    looker = await other.line("fedcba9876543210")
    await looker.shows("Créature")
    await line.socket.send_json(["hidden", True])
    await looker.rests()
    count = len(pictures.times)
    await spin(line, path)
    await until(lambda: len(pictures.times) > count + TURNS)
