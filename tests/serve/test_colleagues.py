"""What is said to a class reaches its groups at every node, and a creation goes from one node to another."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable
from functools import partial
from html import unescape
from pathlib import Path
from random import Random
from typing import Any, cast

import pytest
from textual_serve.download_manager import DownloadManager

from bestio.classroom.store import Store
from bestio.serve.room import Room
from bestio.serve.steps import Step
from tests.pace import Patience
from tests.postgres import Server, running
from tests.serve.conftest import Client, Line, until
from tests.serve.test_nodes import ESCAPE, Kept, browser, nodes, spins

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("postgres")]  # which tells where there is none


@pytest.fixture
def address(postgres: Server) -> str:
    return postgres.new()


@pytest.fixture
def known(address: str, journals_on_server: Callable[..., Any]) -> Kept:
    return Kept(journals_on_server(Path("workshops"), time.time, address))


async def at_work(client: Client) -> tuple[str, Line]:
    """A new group, at its creature."""
    name = await client.new_group()
    line = await client.line()
    await line.shows("Échap")
    await line.types(ESCAPE)
    return name, line


async def page_with(client: Client, *parts: str, path: str = "/prof") -> str:
    """The teacher's page once it shows all of `parts`."""
    patience = Patience(30)
    while True:
        page = unescape((await client.get(path))[1]).replace("\u00a0", " ")
        if all(part in page for part in parts):
            return page
        assert not patience.over, (parts, page)
        await asyncio.sleep(0.05)


async def card_with(client: Client, group: str, part: str) -> None:
    """Wait until the card of a group shows `part`."""
    patience = Patience(30)
    while True:
        page = unescape((await client.get("/prof"))[1]).replace("\u00a0", " ")
        card = re.search(rf'<article id="g-{group}".*?</article>', page, re.DOTALL)
        if card is not None and part in card[0]:
            return
        assert not patience.over, (part, card and card[0])
        await asyncio.sleep(0.05)


def reached(known: Kept, group: str, activity: str) -> bool:
    return any(b"step.reach" in line and activity.encode() in line for line in known.lines(group))


async def has_in_hand(line: Line) -> None:
    """Wait until a page has an app in hand that has said so itself: a second time, after the server."""
    await until(lambda: sum(one[0] == "role" for one in line.said) > 1)
    await until(lambda: (line.heard("role") or ["", ""])[1] == "hold", 60)


async def looks_on(line: Line) -> None:
    await until(lambda: (line.heard("role") or ["", ""])[1] == "look", 60)


async def test_what_the_teacher_says_reaches_the_groups_of_every_node(
    tmp_path: Path, address: str, known: Kept
) -> None:
    async with nodes(tmp_path, address) as (first, second), browser(first) as here, browser(second) as there:
        (near_group, near), (far_group, far) = await at_work(here), await at_work(there)
        for client in (here, there):
            await page_with(client, "2 ordinateurs servent cette classe", near_group, far_group)
            for group in (near_group, far_group):
                await card_with(client, known.id(group), "1 page")

        await spins(far, known, far_group)  # what it began with is written by then
        await here.post("/prof", do="freeze")
        await until(lambda: far.heard("frozen") == ["frozen", True])
        await page_with(there, 'value="thaw"')
        before = known.lines(far_group)
        number = await far.types(" ")
        await until(lambda: far.heard("done") == ["done", number])
        await far.rests()
        assert known.lines(far_group) == before
        await there.post("/prof", do="thaw")  # by whichever page
        for line in (near, far):
            await until(lambda: line.heard("frozen") == ["frozen", False])  # noqa: B023 (looked at before the next turn)
        await spins(far, known, far_group)
        await here.post("/prof", do="hush")
        await until(lambda: far.heard("quiet") == ["quiet", True])

        await far.socket.send_json(["hand", True])
        await card_with(here, known.id(far_group), 'class="hand"')
        await here.post("/prof", seen=known.id(far_group))
        await until(lambda: far.heard("hand") == ["hand", False])
        await page_with(there, far_group)
        assert 'class="hand"' not in await page_with(there, far_group)

        page = await page_with(here, "<option")
        key = re.findall(r'<option value="([^"]+)"', page)[3]
        await here.post("/prof", do="lead", to=key)
        activity = key.rpartition("/")[2]
        for group in (near_group, far_group):
            await until(partial(reached, known, group, activity))
        await until(lambda: far.heard("step"))
        await page_with(there, "La classe en est à")
        async with browser(second) as late:
            late_group, _late = await at_work(late)
            await until(partial(reached, known, late_group, activity))

        await here.post("/prof", do="end")
        await until(lambda: far.heard("over"))
        await page_with(there, "La séance est finie", "sur un autre ordinateur")
        await page_with(here, "La séance est finie", "/prof/fichier")
        await there.post("/prof", do="reopen")
        await page_with(here, 'value="end"')
        back = await there.line()
        await back.shows("Créature")

        await here.post("/prof", do="freeze")
        await until(lambda: back.heard("frozen") == ["frozen", True])
        for node in (first, second):
            assert await node.end() == 0
        await first.start()  # another day
        async with browser(first, here) as again:
            line = await again.line()
            await until(lambda: line.heard("frozen") == ["frozen", False])
            await spins_once_opened(line, known, near_group)
            assert line.heard("frozen") == ["frozen", False]
            page = await page_with(again, 'value="freeze"', 'value="hush"')
            assert "ordinateurs servent" not in page


async def spins_once_opened(line: Line, known: Kept, group: str) -> None:
    await line.shows("Créature")
    await has_in_hand(line)
    await spins(line, known, group)


async def test_a_creation_that_another_node_has_open_is_taken_over(tmp_path: Path, address: str, known: Kept) -> None:
    async with nodes(tmp_path, address) as (first, second), browser(first) as pupils, browser(second) as others:
        name, line = await at_work(pupils)
        saved = await spins(line, known, name)
        await others.enter()
        patience = Patience(20)
        while "textual.js" in (page := (await others.post("/groupes", group=known.id(name)))[1]):
            assert not patience.over  # nobody has told yet that it is open
        assert "ouvert ailleurs" in page.replace("\u00a0", " ")
        assert "textual.js" in (await others.post("/groupes", group=known.id(name), how="take"))[1]
        far = await others.line()
        assert await line.closed() == 1012  # a page calls again then
        await has_in_hand(far)
        more = await spins(far, known, name)
        assert more[: len(saved)] == saved

        back = await pupils.line()
        await looks_on(back)
        await back.shows("ouverte ailleurs")
        number = await back.types(" ")
        await until(lambda: back.heard("done") == ["done", number])
        await back.rests()
        assert known.lines(name) == more
        back.painted = b""
        more = await spins(far, known, name)
        await until(lambda: back.painted)  # it sees what the others do

        await back.socket.send_json(["take"])  # as a page that looks on does on one node
        assert await far.closed() == 1012
        await has_in_hand(back)
        last = await spins(back, known, name)
        assert last[: len(more)] == more
        again = await others.line()
        await looks_on(again)


async def test_a_browser_that_comes_to_another_node_goes_on_there(tmp_path: Path, address: str, known: Kept) -> None:
    """As where a proxy sends it elsewhere, though its node lives: the app that nobody looks at there is called back."""
    async with nodes(tmp_path, address) as (first, second), browser(first) as pupils:
        name, line = await at_work(pupils)
        saved = await spins(line, known, name)
        await line.leave()
        async with browser(second, pupils) as moved:
            there = await moved.line()
            await has_in_hand(there)
            more = await spins(there, known, name)
            assert more[: len(saved)] == saved


async def test_plain_pages_are_taken_over_too(tmp_path: Path, address: str, known: Kept) -> None:
    async with nodes(tmp_path, address) as (first, second), browser(first) as pupils, browser(second) as others:
        name = await pupils.new_group()
        assert (await pupils.post("/lignes/commencer"))[0] == 200
        await others.enter()
        patience = Patience(20)
        while "textual.js" in (page := (await others.post("/groupes", group=known.id(name)))[1]):
            assert not patience.over
        assert "ouvert ailleurs" in page.replace("\u00a0", " ")
        assert "textual.js" in (await others.post("/groupes", group=known.id(name), how="take"))[1]
        line = await others.line()
        await spins_once_opened(line, known, name)
        before = known.lines(name)
        patience = Patience(20)
        while (answer := await pupils.post("/lignes/faire", geste="spin", slot="tete"))[0] == 200:
            assert not patience.over
        assert answer[0] == 409
        assert "ouverte ailleurs" in answer[1]
        assert known.lines(name)[: len(before)] == before

        assert (await pupils.post("/lignes/prendre"))[0] == 200
        assert await line.closed() == 1012
        before = known.lines(name)
        assert (await pupils.post("/lignes/faire", geste="spin", slot="tete"))[0] == 200
        assert len(known.lines(name)) == len(before) + 1


class Program:
    """The room of a program that serves the class; nobody opens an app in it."""

    def __init__(self, journals: Any, seed: int) -> None:
        store = Store(Path(), time.time, journals)
        self.room = Room(store, "5e-b", cast(Any, None), DownloadManager(), Random(seed), 8)
        self.now = 0.0

    async def until(self, holds: Callable[[Room], object]) -> None:
        patience = Patience(30)
        while not holds(self.room):
            assert not patience.over
            await self.room.look_after(self.now)
            await asyncio.sleep(0.01)


async def test_what_is_said_while_the_server_is_away_is_told_once_it_answers(
    journals_on_server: Callable[..., Any],
) -> None:
    with running() as server:
        address = server.new()
        made = [journals_on_server(Path("workshops"), time.time, address) for _one in range(2)]
        made[0].make_class("5e-b", "")
        group = Store(Path(), time.time, made[0]).new("Zoé", "5e-b")
        group.close()
        one, two = (Program(journals, seed) for seed, journals in enumerate(made))
        step = Step("plan", "un", "deux", "1.2 Deux")
        try:
            for program in (one, two, one):
                await program.until(lambda room: room.colleagues is not None and not room.colleagues.away)
                await program.room.look_after(0.0)
            await one.until(lambda room: room.colleagues is not None and room.colleagues.programs == 2)
            await one.room.freeze(True)
            await one.room.raise_hand("zoe", True)
            await two.until(lambda room: room.frozen and room.hands == {"zoe"})
            await asyncio.to_thread(server.stop)
            await one.until(lambda room: room.colleagues is not None and room.colleagues.away)
            await one.room.hush(True)
            await one.room.lead(step)
            assert one.room.quiet
            assert one.room.frozen
            await asyncio.to_thread(server.start)  # it has forgotten all but the creations
            await two.until(lambda room: room.quiet and room.step == step)
            for program in (one, two):
                await program.until(lambda room: room.frozen and room.quiet and room.step == step)
            await two.room.end()
            await one.until(lambda room: room.over)
            one.room.reopen()
            await two.until(lambda room: not room.over)
            await one.room.freeze(False)
            await two.room.hush(False)
            for program in (one, two):
                await program.until(lambda room: not room.frozen and not room.quiet and room.step == step)
        finally:
            for program in (one, two):
                await program.room.leave()
        assert made[0].connections.rows("select count(*) from bestio.programs") == [(0,)]
