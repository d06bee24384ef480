"""Nodes behind a real nginx, both by the page for whoever hosts Bestio: what a class does there, whoever dies."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import stat
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from functools import partial
from pathlib import Path

import pytest

from bestio.classroom.sign_in import LINK
from bestio.serve.door import MOST_FAILURES, STICKY
from tests.deployment import NAME, SETTINGS, Proxy, command, file, nginx_program, proxy, replaced, variables
from tests.pace import scaled
from tests.serve.comes_back import Page
from tests.serve.conftest import OTHER_TAB, TAB, Client, Line, free_port, until
from tests.serve.test_live import ESCAPE
from tests.serve.test_nodes import Kept, Node, kept, store

__all__ = ["kept", "store"]
VOICE = "\x1bOS"
pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("postgres")]


class Unit(Node):
    """A node by the unit of the page: its command, its variables, and a folder that all of them have in common."""

    def __init__(self, home: Path, store: str, address: str, port: int) -> None:
        super().__init__(home, store)
        self.port, self.door = port, address
        self.address = f"http://127.0.0.1:{port}"

    def command(self) -> list[str]:
        """Who has no page any more is let go as soon as may be: a group comes back to a node that was begun anew."""
        settings = self.home.parent / f"{self.port}.yaml"
        changes = {f"https://{NAME}": self.door, "alone: 15": "alone: 10"}
        settings.write_text(replaced(file(SETTINGS), changes), encoding="utf-8")
        return [sys.executable, "-m", "bestio", *command(self.port, str(settings))[1:]]

    def environment(self) -> dict[str, str]:
        given = {**variables("/etc/bestio/commun.env"), "BESTIO_STORE": self.store, "BESTIO_HOME": str(self.home)}
        return {**os.environ, **given}


class Site:
    """Nodes, and the nginx before them."""

    def __init__(self, nodes: list[Unit], proxy: Proxy) -> None:
        self.nodes, self.proxy = nodes, proxy

    def client(self, at: str = "") -> Client:
        """A browser; `at`: which address of this machine it calls from."""
        return Client(self.proxy.address, self.nodes[0].code, at)

    def at_work(self) -> list[int]:
        """How many apps each node has."""
        return [len(node.apps()) if node.process and node.process.returncode is None else 0 for node in self.nodes]

    def one_with_apps(self) -> Unit:
        """The node that has most of them."""
        return self.nodes[max(range(len(self.nodes)), key=self.at_work().__getitem__)]


@asynccontextmanager
async def site(home: Path, store: str, number: int = 2) -> AsyncIterator[Site]:
    nginx_program()
    ports, at = [free_port() for _node in range(number)], (free_port(), free_port())
    with proxy(ports, at) as before:
        made = [Unit(home, store, before.address, port) for port in ports]
        try:
            await asyncio.gather(*(one.start() for one in made))
            yield Site(made, before)
        finally:
            for one in made:
                if one.process is not None and one.process.returncode is None:
                    with suppress(ProcessLookupError):
                        one.process.kill()
                    await one.process.wait()


async def test_a_teacher_signs_in_behind_nginx(tmp_path: Path, store: str, kept: Kept) -> None:
    """By what `bestio school` prints, at any node; the secret of the link is in no log."""
    said = {"BESTIO_STORE": store, "BESTIO_HOME": str(tmp_path / "admin")}

    def admin(*words: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "bestio", "school", *words, "--json"],
            env={**os.environ, **said}, capture_output=True, check=True, text=True,
        )  # fmt: skip
        return done.stdout

    async with site(tmp_path / "home", store) as here:
        teacher, thief = here.client(), here.client("127.0.0.2")
        try:
            await asyncio.to_thread(admin, "--new", "Tilleuls", "--class", "5e B")
            invite = ("tilleuls", "--new-teacher", "Mme Ortie", "--class", "5e B", "--invite")
            made = json.loads(await asyncio.to_thread(admin, *invite))
            path = made["link"].removeprefix(here.proxy.address)  # which the nodes have told
            assert path.startswith(LINK)
            assert 'id="groups"' not in (await teacher.get("/prof"))[1]
            assert (await teacher.get(path))[0] == 200
            status, page = await teacher.post(path, code=made["code"])
            assert status == 200
            assert "Mme Ortie" in page
            assert 'id="groups"' in page
            status, page = await thief.post(path, code=made["code"])
            assert status == 410
            assert "a déjà servi" in page
            for node in here.nodes:  # whichever of them is there
                other = next(one for one in here.nodes if one is not node)
                await other.end()
                assert "Mme Ortie" in (await teacher.get("/prof"))[1]
                assert (await thief.get("/prof/groupes"))[0] == 404
                await other.start()
            await asyncio.to_thread(admin, "tilleuls", "--teacher", "mme-ortie", "--remove", "--yes")
            assert "Mme Ortie" not in (await teacher.get("/prof"))[1]
            for log in here.proxy.folder.glob("*.log"):
                assert path.removeprefix(LINK) not in log.read_text(encoding="utf-8")
        finally:
            for one in (teacher, thief):
                await one.session.close()


async def again(page: Page) -> Page:
    """The same page, loaded once more."""
    await page.close()
    return Page(page.client, page.tab)


async def test_a_class_behind_nginx(tmp_path: Path, store: str, kept: Kept) -> None:
    async with site(tmp_path / "home", store) as here:
        pupils, others, teacher = here.client(), here.client(), here.client()
        lines: list[Line] = []
        try:
            async with pupils.session.get(f"{here.proxy.plain}/prof", allow_redirects=False) as answer:
                assert (answer.status, answer.headers["Location"]) == (301, f"{here.proxy.address}/prof")

            # A group that was begun at another node's door gets its tour at this one.
            kept.begin("Les Hiboux")
            assert "Les Hiboux" in await pupils.enter()
            await pupils.post("/groupes", group=kept.id("Les Hiboux"))
            cookies = {one.key: one for one in pupils.session.cookie_jar}
            assert all(one["secure"] and one["httponly"] for one in cookies.values())
            assert "hiboux" not in cookies[STICKY].value
            lines.append(first := await pupils.line())
            await first.shows("Échap")
            await first.types(ESCAPE)
            await first.rests()

            # Another browser of the group comes to the same app, and may have it in hand.
            await others.enter()
            await others.post("/groupes", group=kept.id("Les Hiboux"), how="look")
            lines.append(second := await others.line(OTHER_TAB))
            await until(lambda: second.heard("role") == ["role", "look", 80, 24])
            assert sum(here.at_work()) == 1
            await second.socket.send_json(["take"])
            await until(lambda: second.heard("role") == ["role", "hold", 80, 24])
            before = len(kept.lines("Les Hiboux"))
            await second.types(" ")
            await until(partial(kept.has_more, "Les Hiboux", before))

            # It speaks: the page gets the sound of a line.
            await second.types(VOICE)
            await second.shows("F4 Voix")
            await second.rests()
            await second.types(" ")
            await until(lambda: second.heard("sound"), 60, "nothing is heard")

            # The teacher: nobody who comes by the proxy is at this machine itself.
            assert 'id="groups"' not in (await teacher.get("/prof"))[1]
            await teacher.post("/prof/entrer", code=here.nodes[0].teacher_code)
            assert "Les Hiboux" in (await teacher.get("/prof"))[1]
            for path in ("/healthz", "/readyz", "/metrics"):
                assert (await teacher.get(path))[0] == 404
            assert (await teacher.get("/", Host="other.example"))[0] == 421

            # What nginx writes down is nobody's name, nor where they are.
            log = "\n".join(here.proxy.log())
            assert "/groupes 303 127.0.0.1:" in log
            assert not re.search(rf"{here.nodes[0].code}|hiboux|{TAB}|width=", log)
        finally:
            for line in lines:
                await line.leave()
            for client in (pupils, others, teacher):
                await client.session.close()


async def test_wrong_codes_are_counted_for_whoever_types_them(tmp_path: Path, store: str) -> None:
    async with site(tmp_path / "home", store) as here:
        guesses, honest = here.client("127.0.0.2"), here.client("127.0.0.3")
        try:
            for number in range(MOST_FAILURES):
                forged = {"X-Forwarded-For": f"10.0.0.{number}"}
                async with guesses.session.post(
                    f"{guesses.address}/entrer", data={"code": "A"}, headers=forged
                ) as answer:
                    assert answer.status == 403
            assert (await guesses.post("/entrer", code="AAAAAA"))[0] == 429
            assert (await honest.post("/entrer", code="AAAAAA"))[0] == 403
            assert honest.code
            await honest.enter()
        finally:
            for client in (guesses, honest):
                await client.session.close()


async def test_a_group_is_back_at_another_node_when_its_own_is_killed(tmp_path: Path, store: str, kept: Kept) -> None:
    async with site(tmp_path / "home", store) as here:
        pupils = here.client()
        name = await pupils.new_group()
        page = Page(pupils)
        try:
            await until(lambda: "Échap" in page.text)
            await page.type(ESCAPE)
            for _kill in range(2):
                before = len(kept.lines(name))
                await page.type(" ")
                await until(partial(kept.has_more, name, before))
                known, away = kept.lines(name), len(page.back)
                victim = here.one_with_apps()
                await victim.end(signal.SIGKILL)
                await until(lambda: len(page.back) > away, 40, "it does not come back")  # noqa: B023 (awaited at once)
                assert len(here.one_with_apps().apps()) == 1
                assert here.one_with_apps() is not victim
                before = len(kept.lines(name))
                while not kept.has_more(name, before):  # it looks on until what was killed is gone
                    number = await page.type(" ")
                    await until(partial(page.took, number))
                    await asyncio.sleep(0.2)
                assert kept.lines(name)[: len(known)] == known
                await victim.start()
            assert page.refused == []

            # Loaded again, it comes to the node that was its own: the other one lets it go.
            known, page = kept.lines(name), await again(page)
            await until(lambda: page.is_in, 40)
            while not kept.has_more(name, len(known)):
                number = await page.type(" ")
                await until(partial(page.took, number))
                await asyncio.sleep(0.2)
            assert kept.lines(name)[: len(known)] == known
        finally:
            await page.close()
            await pupils.session.close()


async def test_the_nodes_are_begun_anew_one_after_the_other_while_a_group_works(
    tmp_path: Path, store: str, kept: Kept
) -> None:
    """By the script of the page; `systemctl` is ours, and begins the very nodes anew."""
    asked, programs = tmp_path / "asked", tmp_path / "bin"
    programs.mkdir()
    systemctl = programs / "systemctl"
    waits = f'while [ -e "{asked}" ]; do sleep 0.1; done'
    systemctl.write_text(f'#!/bin/sh\necho "$*" > "{asked}.new"\nmv "{asked}.new" "{asked}"\n{waits}\n')
    tour = programs / "bestio-tour"
    tour.write_text(file("/usr/local/sbin/bestio-tour"), encoding="utf-8")
    for one in (systemctl, tour):
        one.chmod(one.stat().st_mode | stat.S_IXUSR)
    async with site(tmp_path / "home", store) as here:
        pupils = here.client()
        name = await pupils.new_group()
        page = Page(pupils)
        try:
            await until(lambda: "Échap" in page.text)
            await page.type(ESCAPE)
            before = len(kept.lines(name))
            await page.type(" ")
            await until(partial(kept.has_more, name, before))
            known = kept.lines(name)
            process = await asyncio.create_subprocess_exec(
                str(tour), *(str(node.port) for node in here.nodes), stdout=subprocess.PIPE,
                env={**os.environ, "PATH": f"{programs}:{os.environ['PATH']}"},
            )  # fmt: skip
            for node in here.nodes:
                await until(asked.exists, 60)
                assert asked.read_text() == f"restart bestio@{node.port}\n"
                assert await node.end() == 0
                await node.start()
                asked.unlink()
            said = (await asyncio.wait_for(process.communicate(), scaled(60)))[0].decode()
            assert said.count("est prêt.") == len(here.nodes)
            assert process.returncode == 0
            await until(lambda: page.is_in, 40)
            assert page.back
            before = len(kept.lines(name))
            while not kept.has_more(name, before):
                number = await page.type(" ")
                await until(partial(page.took, number))
                await asyncio.sleep(0.2)
            assert kept.lines(name)[: len(known)] == known
            assert page.refused == []
        finally:
            await page.close()
            await pupils.session.close()
