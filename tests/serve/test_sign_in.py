"""A teacher signs in by a link and a code, at each node of their class and nowhere else; what is made up opens nothing.

The nodes are served in this process: each is a browser's other side as a proxy hands it on.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from yarl import URL

from bestio.classroom.sign_in import LINK, Invitation, digest, new_token
from bestio.journal.schools import MOST_TRIES
from bestio.serve.door import MOST_FAILURES, cookie_of
from bestio.serve.sign_in import INVITE, LEAVE
from tests.postgres import Server, running
from tests.serve.academy import INSIDE, Academy, Browser
from tests.sure import sure

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("postgres")]  # which tells where there is none

HOSTILE = ["'; drop table bestio.sign_ins; --", "<script>alert(1)</script>", "\x00", "%s", "A" * 5000, "é\u202e"]


Journals = Callable[..., Any]


@pytest.fixture
async def academy(tmp_path: Path, postgres: Server, journals_on_server: Journals) -> AsyncIterator[Academy]:
    address = postgres.new()
    journals = journals_on_server(Path("workshops"), time.time, address)
    async with AsyncExitStack() as stack:
        yield Academy(tmp_path, address, journals, stack)


async def test_a_teacher_is_known_at_every_node_of_the_class_and_of_no_other(academy: Academy) -> None:
    first, second, other = await academy.node(), await academy.node(), await academy.node("5e-a")
    teacher, stranger = first.browser(), first.browser("10.0.0.6")
    status, page = await teacher.asks("/prof")
    assert status == 200
    assert "un lien à votre nom" in page
    assert not await teacher.is_in()
    made = academy.invites(academy.ortie)
    status, page = await teacher.asks(made.path)
    for word in ("Ortie", "5e", "Tilleuls", made.code, "<script"):
        assert word not in page
    assert "script-src 'self'" in teacher.headers["Content-Security-Policy"]
    assert teacher.headers["Cache-Control"] == "no-store"
    await teacher.comes_in(made)
    (cookie,) = teacher.set
    assert all(word in cookie for word in ("HttpOnly", "Secure", "SameSite=Strict"))
    for node in (first, second):
        status, page = await teacher.elsewhere(node).asks("/prof")
        assert INSIDE in page
        assert "Mme &lt;Ortie&gt;" in page
        assert "<b>5e B</b>" in page
        assert '<a href="https://5e-a.example/prof">5e A</a>' in page
        assert "1 navigateur" in page
        assert first.server.teacher_code not in page
    assert (await teacher.elsewhere(second).asks("/prof", {"do": "freeze"}))[0] == 303
    assert second.server.room.frozen
    assert (await teacher.asks("/projecteur/scene"))[0] == 200
    assert not await stranger.is_in()
    assert not await teacher.elsewhere(other).is_in()

    # A sign-in of one class is none of another, under its name neither, though both classes are theirs.
    (key, value), *_more = teacher.cookies.items()
    assert not await Browser(other, "10.0.0.5", {f"{cookie_of('5e-a')}-moi": value}).is_in()
    # And the sign-in of who has only the other class is none here.
    colleague = other.browser()
    await colleague.comes_in(academy.invites(academy.ronce, "5e-a"))
    assert await colleague.is_in()
    assert not await colleague.elsewhere(first).is_in()
    assert not await Browser(first, "10.0.0.5", {key: next(iter(colleague.cookies.values()))}).is_in()


async def test_a_link_that_was_used_is_refused_in_words(academy: Academy) -> None:
    node = await academy.node()
    teacher, thief = node.browser(), node.browser("10.0.0.6")
    made = academy.invites(academy.ortie)
    await teacher.comes_in(made)
    for fields in (None, {"code": made.code}):
        status, page = await thief.asks(made.path, fields)
        assert status == 410
        assert "a déjà servi" in page
        assert not thief.cookies
    assert (await teacher.asks(made.path))[0] == 303  # who came in by it goes on
    other = academy.invites(academy.ortie)
    academy.journals.connections.rows("update bestio.invitations set until = clock_timestamp() returning 1")
    status, page = await thief.asks(other.path, {"code": other.code})
    assert (status, thief.cookies) == (410, {})
    assert "son temps est passé" in page
    status, page = await thief.asks(f"{LINK}{new_token()}", {"code": "AAAAAA"})
    assert (status, thief.cookies) == (404, {})
    assert "ne mène nulle part" in page
    foreign = await academy.node("5e-a")
    assert (await foreign.browser().asks(academy.invites(academy.ortie).path))[0] == 404


async def test_wrong_codes_end_the_link_and_close_the_door(academy: Academy) -> None:
    node = await academy.node()
    made = academy.invites(academy.ortie)
    for number in range(MOST_TRIES):  # from as many places: each has tries left at the door
        status, page = await node.browser(f"10.0.1.{number}").asks(made.path, {"code": "AAAAAA"})
        assert status == (403 if number < MOST_TRIES - 1 else 410)
    status, page = await node.browser().asks(made.path, {"code": made.code})
    assert status == 410
    assert "Trop de codes faux" in page
    again = academy.invites(academy.ortie)
    thief = node.browser("10.0.0.6")
    for _try in range(MOST_FAILURES):
        assert (await thief.asks(f"{LINK}{new_token()}"))[0] == 404
    for fields in (None, {"code": again.code}):
        status, page = await thief.asks(again.path, fields)
        assert status == 429
    assert (await thief.asks("/prof/entrer", {"code": node.server.teacher_code}))[0] == 429  # it is one door
    await node.browser().comes_in(again)  # others may
    one = node.browser("10.0.0.7")
    for _time in range(MOST_FAILURES + 2):  # only failures count
        await one.comes_in(academy.invites(academy.ortie))


async def test_what_is_made_up_opens_nothing(academy: Academy) -> None:
    node = await academy.node()
    teacher = node.browser()
    await teacher.comes_in(made := academy.invites(academy.ortie))
    ((name, value),) = teacher.cookies.items()
    ((kept,),) = academy.journals.connections.rows("select browser from bestio.sign_ins")
    assert bytes(kept) == digest(value)
    forged = [
        value[:-1],
        value + "A",
        value[::-1],
        value.upper(),
        new_token(),
        bytes(kept).hex(),
        made.path[-32:],
        "%00",
        "a" * 5000,
    ]
    for one in forged:
        if one != value:
            assert not await Browser(node, "10.0.0.8", {name: one}).is_in()
    for odd in HOSTILE:
        path = f"{LINK}{URL.build(path='/' + odd[:3000]).raw_path[1:]}"
        assert (await node.browser("10.0.0.9").asks(path))[0] in {400, 404, 414}
    for number, odd in enumerate(HOSTILE):
        fresh = academy.invites(academy.ortie)
        status, page = await node.browser(f"10.0.2.{number}").asks(fresh.path, {"code": odd})
        assert status == 403
        assert odd not in page or odd == "%s"
    assert await teacher.is_in()
    for odd in (*HOSTILE, "5e-a' or true --", "nulle-part"):
        status, page = await teacher.asks(INVITE, {"class": odd})
        assert status == 409
        assert "pas confiée" in page
    assert (await node.browser().asks(INVITE, {"class": "5e-b"}))[0] == 404
    assert (await node.browser().asks(LEAVE, {"from": "everywhere"}))[0] == 303
    assert await teacher.is_in()
    async with aiohttp.ClientSession() as session:  # from a page of another place
        headers = {"Host": node.name, "Origin": "https://evil.example", "Cookie": f"{name}={value}"}
        for path in (LEAVE, INVITE, academy.invites(academy.ortie).path):
            async with session.post(node.at + path, data={"from": "everywhere"}, headers=headers) as answer:
                assert answer.status == 403
    assert await teacher.is_in()


async def test_who_signs_out_is_out_at_every_node(academy: Academy) -> None:
    first, second, other = await academy.node(), await academy.node(), await academy.node("5e-a")
    here, phone, there = first.browser(), second.browser("10.0.0.7"), other.browser()
    await here.comes_in(academy.invites(academy.ortie))

    # Another device, and another class, by a link and a code of one's own.
    status, page = await here.asks(INVITE, {"class": "5e-b"})
    assert status == 200
    link, code = (
        sure(re.search(r'href="https://5e-b\.example(/[^"]+)"', page))[1],
        sure(re.search(r"<b>(\w+)</b>", page))[1],
    )
    await phone.comes_in(Invitation(link, code, 0.0))
    status, page = await here.asks(INVITE, {"class": "5e-a"})
    link, code = (
        sure(re.search(r'href="https://5e-a\.example(/[^"]+)"', page))[1],
        sure(re.search(r"<b>(\w+)</b>", page))[1],
    )
    await there.comes_in(Invitation(link, code, 0.0))
    assert "3 navigateurs" in (await here.asks("/prof"))[1]

    kept = dict(phone.cookies)
    assert (await phone.asks(LEAVE, {"from": "here"}))[0] == 303
    assert not phone.cookies  # the browser forgets it
    for node in (first, second):
        assert not await Browser(node, "10.0.0.7", kept).is_in()  # and who has a copy of it gets nothing
        assert await here.elsewhere(node).is_in()
    waiting = sure(re.search(r'href="https://5e-b\.example(/[^"]+)"', (await here.asks(INVITE, {"class": "5e-b"}))[1]))[
        1
    ]
    kept = dict(here.cookies)
    assert await there.is_in()
    assert (await here.asks(LEAVE, {"from": "everywhere"}))[0] == 303
    for node in (first, second):
        assert not await Browser(node, "10.0.0.5", kept).is_in()
    assert not await there.is_in()
    assert (await phone.asks(waiting))[0] == 404


async def test_who_is_removed_or_has_the_class_no_more_is_out_at_once(academy: Academy) -> None:
    first, second = await academy.node(), await academy.node()
    teacher = first.browser()
    await teacher.comes_in(academy.invites(academy.ortie))
    assert academy.schools.take(academy.ortie, "5e-b")
    assert not await teacher.is_in()
    assert not await teacher.elsewhere(second).is_in()
    assert academy.schools.give(academy.ortie, "5e-b")
    assert not await teacher.is_in()  # what ended does not begin again
    await teacher.comes_in(academy.invites(academy.ortie))
    assert academy.schools.remove_teacher(academy.ortie)
    assert not await teacher.elsewhere(second).is_in()


@pytest.mark.parametrize("late", [3600.0, -3600.0, 30 * 24 * 3600.0])
async def test_a_node_whose_clock_is_wrong_knows_teachers_all_the_same(academy: Academy, late: float) -> None:
    right, wrong = await academy.node(), await academy.node(late=late)
    teacher = wrong.browser()
    await teacher.comes_in(academy.invites(academy.ortie))
    assert await teacher.is_in()
    assert await teacher.elsewhere(right).is_in()
    made = academy.invites(academy.ortie)
    academy.journals.connections.rows(
        "update bestio.invitations set until = clock_timestamp() where not used returning 1"
    )
    assert (await wrong.browser().asks(made.path))[0] == 410


async def test_the_ways_there_were_go_on(academy: Academy) -> None:
    node = await academy.node()
    browser = node.browser()
    assert (await browser.asks("/prof/entrer", {"code": node.server.code}))[0] == 403
    assert (await browser.asks("/prof/entrer", {"code": node.server.teacher_code}))[0] == 303
    page = (await browser.asks("/prof"))[1]
    assert INSIDE in page
    assert 'id="mine"' not in page  # whoever knows the code of the class is no teacher by name
    alone = await academy.node(proxied=False)
    async with aiohttp.ClientSession() as session, session.get(f"{alone.at}/prof") as answer:  # this machine itself
        assert INSIDE in (page := await answer.text())
        assert 'id="mine"' not in page


async def test_a_server_that_is_away_keeps_no_teacher_out(tmp_path: Path, journals_on_server: Journals) -> None:
    with running() as server:
        address = server.new()
        journals = journals_on_server(Path("workshops"), time.time, address)
        async with AsyncExitStack() as stack:
            academy = Academy(tmp_path, address, journals, stack)
            node = await academy.node()
            teacher = node.browser()
            made, other = academy.invites(academy.ortie), academy.invites(academy.ortie, "5e-a")
            await teacher.comes_in(made)
            assert await teacher.is_in()
            await asyncio.to_thread(server.stop)
            status, page = await teacher.asks("/prof")
            assert INSIDE in page
            assert "Mme &lt;Ortie&gt;" in page
            name = next(iter(teacher.cookies))
            assert not await Browser(node, "10.0.0.8", {name: new_token()}).is_in()
            for path, fields in ((other.path, None), (LEAVE, {"from": "here"}), (INVITE, {"class": "5e-b"})):
                status, page = await teacher.asks(path, fields)
                assert status == 409
                assert "ne répond pas" in page
            await asyncio.to_thread(server.start)
            assert await teacher.is_in()
            assert academy.schools.remove_teacher(academy.ortie)
            assert not await teacher.is_in()
