"""What a browser must not get, and what it is told: no app is started for any of it."""

from __future__ import annotations

import asyncio
import re
import time
from contextlib import suppress
from pathlib import Path

import aiohttp
import pytest
from yarl import URL

from bestio.classroom.store import Store
from bestio.serve.door import MOST_FAILURES, Pass, Passes
from bestio.serve.server import LARGEST_POST
from tests.pace import scaled
from tests.serve.conftest import KEY, TAB, Served, serving

OUTSIDE = re.compile(r"(?:src|href|action)\s*=\s*[\"']?(?:https?:)?//", re.IGNORECASE)


async def test_wrong_codes_close_the_door_for_who_tries_them(served: Served) -> None:
    good, bad = served.client(), served.client()
    for _pupil in range(2 * MOST_FAILURES):  # only failures count
        assert 'name="name"' in await good.enter()
    answers = [(await bad.post("/entrer", code="AAAAAA"))[0] for _try in range(MOST_FAILURES + 5)]
    assert answers == [403] * MOST_FAILURES + [429] * 5
    status, page = await bad.post("/entrer", code=served.server.code)
    assert status == 429
    assert "minute" in page
    assert (await bad.get("/groupes"))[1].count('name="code"') == 1  # still outside


async def test_another_place_gets_nothing_done(served: Served) -> None:
    client = served.client()
    await client.enter()
    foreign = {"Origin": "http://evil.example"}
    async with client.session.post(f"{served.address}/groupes", data={"name": "x"}, headers=foreign) as answer:
        assert answer.status == 403
    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        await client.session.ws_connect(f"{served.address}/ws?tab={TAB}", headers=foreign)
    assert refused.value.status == 403
    for host in ("evil.example", f"evil.example:{served.server.port}", "127.0.0.1", ""):
        assert (await client.get("/", Host=host))[0] in {400, 421}
    assert not served.server.room.seats


async def test_no_path_leads_to_a_file(served: Served) -> None:
    client = served.client()
    await client.enter()
    paths = ("/static/../server.py", "/static/..%2fserver.py", "/static/%2e%2e%2f%2e%2e%2fetc%2fpasswd", "/static/",
             "/static/line.js%00", "/download/..%2f..%2fetc%2fpasswd", "/.cache/serve.key", "//etc/passwd")  # fmt: skip
    for path in paths:
        async with client.session.get(URL(served.address + path, encoded=True)) as answer:
            assert answer.status == 404, path
            assert "root:" not in await answer.text()
    groups = ("../../../etc/passwd", "..", ".", "", "5e-b/../x", "\x00", "a" * 10_000, "les-hiboux.yaml")
    for group in groups:
        status, _page = await client.post("/groupes", group=group)
        assert status in {404, 413}, group
    assert (await client.post("/groupes", name="../../evil"))[0] == 404
    assert not Store(served.library.workspace, time.time).groups(served.server.room.class_id)


async def test_what_is_too_large_is_refused(served: Served) -> None:
    assert (await served.client().post("/entrer", code="A" * (LARGEST_POST + 1)))[0] == 413


async def test_a_pass_of_another_class_opens_nothing(served: Served) -> None:
    client = served.client()
    name = f"bestio-{served.server.port}"
    for cookie in (
        Passes(KEY, "5e-a").write(Pass("aa", "5e-a", int(time.time()), "les-hiboux")),
        Passes(b"x" * 32, "5e-b").write(Pass("aa", "5e-b", int(time.time()), "les-hiboux")),
        "x.y",
        "a" * 3000,
    ):
        client.session.cookie_jar.update_cookies({name: cookie}, URL(served.address))
        assert 'name="code"' in (await client.get("/atelier"))[1]
        line = await client.line()
        assert await line.closed() == 4401
    assert not served.server.room.seats


async def test_a_line_without_a_pass_or_a_tab_is_closed(served: Served) -> None:
    client = served.client()
    assert await (await client.line()).closed() == 4401
    await client.new_group()
    for tab in ("", "../x", "A" * 16, TAB + "0"):
        assert await (await client.line(tab)).closed() == 4401
    assert not served.server.room.seats


async def test_a_name_is_text_and_no_page(served: Served) -> None:
    store = Store(served.library.workspace, time.time)
    hostile = '<script>alert(1)</script>"><img src=x>'
    with store.new("Zig", "5e-b") as journal:
        journal.record("group.name", name=hostile)
    client = served.client()
    page = await client.enter()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<img" not in page


async def test_two_who_want_one_name_get_one_each(served: Served) -> None:
    first, second = served.client(), served.client()
    name = await first.new_group()
    await second.enter()
    status, page = await second.post("/groupes", name=name)
    assert status == 409
    assert "vient d’être pris" in page
    assert page.count('name="name"') >= 6  # and others to choose from
    assert len(Store(served.library.workspace, time.time).groups(served.server.room.class_id)) == 1


async def test_every_page_loads_from_here_alone(served: Served) -> None:
    client = served.client()
    outside = await client.get("/?code=%3Cscript%3E")
    pages = [outside[1], (await client.get("/projecteur"))[1], await client.enter(), (await client.get("/nothing"))[1]]
    await client.new_group()
    async with client.session.get(served.address + "/atelier") as answer:
        pages.append(await answer.text())
        policy = answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    for page in pages:
        assert OUTSIDE.search(page) is None, page
        assert re.search(r"<script(?![^>]*\ssrc=)|\son\w+=|<script>", page) is None, page
    async with client.session.get(served.address + "/static/bestio.css") as answer:
        assert "//" not in await answer.text()


async def test_who_says_nothing_is_not_kept(tmp_path: Path) -> None:
    async with serving(tmp_path / "home", silent=0.5) as served:
        halves = [await asyncio.open_connection("127.0.0.1", served.server.port) for _half in range(50)]
        for _reader, writer in halves:
            writer.write(b"GET / HTTP/1.1\r\nHost:")
        client = served.client()
        assert (await client.get("/"))[0] == 200
        async with asyncio.timeout(scaled(20)):
            for reader, writer in halves:
                with suppress(ConnectionError):
                    assert await reader.read() == b""  # ended by the server
                writer.close()
        assert (await client.get("/"))[0] == 200


async def test_what_to_check_is_there_before_it_is_needed(served: Served) -> None:
    client = served.client()
    status, page = await client.get("/reseau")  # for anybody
    assert status == 200
    assert "isolation des clients" in page
    assert "Windows" in page
    await client.new_group()
    page = (await client.get("/atelier"))[1]
    assert 'id="check"' in page
    assert "isolation des clients" in page
