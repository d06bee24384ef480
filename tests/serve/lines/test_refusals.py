"""What a browser must not get by the plain pages: it is refused in words, and nothing is written."""

from __future__ import annotations

import re
import time

import aiohttp
import pytest
from yarl import URL

from bestio.classroom.store import Store
from bestio.serve.door import Pass, Passes
from bestio.serve.lines.asked import LARGEST_POST, MOST_FIELDS
from bestio.serve.lines.desk import ALONE
from bestio.serve.lines.offered import NOT_HERE
from tests.serve.conftest import KEY, Served
from tests.serve.lines.pupil import Pupil, words
from tests.serve.lines.test_pages import at_work, creature
from tests.serve.test_live import events

POSTS = ("commencer", "faire", "reponse", "prendre", "main", "arreter")


@pytest.mark.parametrize("path", POSTS)
async def test_another_place_gets_nothing_done(served: Served, path: str) -> None:
    pupil, journal = await at_work(served)
    before = events(journal)
    for headers in ({"Origin": "http://evil.example"}, {"Origin": "null"}, {"Origin": ""}):
        async with pupil.client.session.post(
            f"{served.address}/lignes/{path}", data={"geste": "spin"}, headers=headers
        ) as answer:
            assert answer.status == 403
    assert events(journal) == before


async def test_acts_that_are_not_offered_are_not_there(served: Served) -> None:
    pupil, journal = await at_work(served)
    before = events(journal)
    for act in (*NOT_HERE, "", "help", "forget", "../spin", "<b>", "SPIN", "tourner", "x" * 5000):
        await pupil.does(act)
        assert pupil.status == 404, act
        await pupil.gets(f"/lignes/geste/{act[:50]}")
        assert pupil.status in {404, 405}, act
        assert "Il n’y a rien ici" in words(pupil.page) or "n’existe pas" in words(pupil.page), act
    assert events(journal) == before


async def test_fields_that_no_form_has_are_refused(served: Served) -> None:
    pupil, journal = await at_work(served)
    before = events(journal)
    for fields in (
        {"slot": ["tete", "corps"]}, {"slot": "tete", "path": "/etc/passwd"}, {"slot.x": "1"}, {"slot": "x" * 10_000},
        {"session": "x"}, {"slot": "../../x"},
    ):  # fmt: skip
        await pupil.does("spin", **fields)
        assert pupil.status == 409, fields
        assert pupil.fault, fields
    assert events(journal) == before
    await pupil.does("keep", phrase=["p1", "p2"])
    assert pupil.status == 409
    await pupil.does("lexicons", ids=["abysses", "../../etc/passwd"])
    assert pupil.status == 409
    session, address = pupil.client.session, f"{served.address}/lignes/faire"
    async with session.post(address, data=[("geste", "spin"), *[("slot", "tete")] * MOST_FIELDS]) as answer:
        assert answer.status == 400
    async with session.post(address, data={"geste": "note", "text": "x" * LARGEST_POST}) as answer:
        assert answer.status == 413
    form = aiohttp.FormData()
    form.add_field("geste", b"spin", filename="x.txt")
    async with session.post(address, data=form) as answer:
        assert answer.status == 415
    async with session.post(address, data=b"\xff\xfe%%%=&&&;", headers={"Content-Type": "text/plain"}) as answer:
        assert answer.status == 415


async def test_no_field_names_a_file_or_another_class(served: Served) -> None:
    pupil, _journal = await at_work(served)
    store = Store(served.library.workspace, time.time)
    store.make_class("5e A")
    with store.new("Les Autres", "5e-a") as other:
        taken = other.path
    secret = served.library.workspace / "secret.yaml"
    secret.write_bytes(taken.read_bytes())
    for name in (str(secret), str(taken), "5e-a/les-autres", "les-autres", "../5e-a/les-autres", "~/x", "zero-zebre"):
        await pupil.does("cross", journal=name)
        assert pupil.status == 409, name
        assert "groupe" in pupil.fault, name
        await pupil.does("duet", guests=[name])
        assert pupil.status == 409, name
        assert "Choisis qui est invité" in pupil.fault, name


async def test_no_path_leads_to_a_file(served: Served) -> None:
    pupil, _journal = await at_work(served)
    for path in (
        "..", "../server.py", "..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e", "creature/..", "creature/..%2f..",
        "textes/../x", "phrases/p1/x", "creature/%00", "x" * 3000, "creature/", "geste/..%2fspin",
        "son/..%2f..%2fetc%2fpasswd",
    ):  # fmt: skip
        async with pupil.client.session.get(URL(f"{served.address}/lignes/{path}", encoded=True)) as answer:
            assert answer.status in {404, 400}, path
            assert "root:" not in await answer.text()


async def test_where_one_goes_back_to_is_here(served: Served) -> None:
    pupil, _journal = await at_work(served)
    for back in ("//evil.example", "https://evil.example", "../../x", "\\evil", "a/b/c", "creature\r\nSet-Cookie: x=1"):
        async with pupil.client.session.post(
            f"{served.address}/lignes/faire", data={"geste": "spin", "slot": "tete", "retour": back},
            allow_redirects=False,
        ) as answer:  # fmt: skip
            assert re.fullmatch(r"/lignes/creature\?fait=\d+#fait", answer.headers["Location"]), back


async def test_a_pass_of_another_class_opens_nothing(served: Served) -> None:
    pupil, journal = await at_work(served)
    before = events(journal)
    name = f"bestio-{served.server.port}"
    for cookie in (
        Passes(KEY, "5e-a").write(Pass("aa", "5e-a", int(time.time()), journal.stem)),
        Passes(b"x" * 32, "5e-b").write(Pass("aa", "5e-b", int(time.time()), journal.stem)),
        "x.y",
    ):
        pupil.client.session.cookie_jar.update_cookies({name: cookie}, URL(served.address))
        for path in ("/lignes", "/lignes/creature", "/lignes/geste/spin", "/lignes/son/p1", "/lignes/activite"):
            assert 'name="code"' in await pupil.gets(path)
            assert creature(journal) not in pupil.page
        for path in POSTS:
            assert 'name="code"' in await pupil.posts(f"/lignes/{path}", geste="spin")
    assert events(journal) == before


async def test_answers_that_no_activity_asks_for_are_refused(served: Served) -> None:
    pupil, journal = await at_work(served)
    await pupil.posts("/lignes/reponse", choix="0")
    assert "Aucune activité n’est plus ouverte" in pupil.fault
    await pupil.does("steps")
    before = events(journal)
    for fields in (
        {"choix": "9999"}, {"choix": "-1"}, {"choix": "x"}, {}, {"mouvement": "drop_table"}, {"mouvement": "plus"},
        {"choix": "¹"}, {"mouvement": "x" * 5000},
    ):  # fmt: skip
        await pupil.posts("/lignes/reponse", **fields)
        assert pupil.status == 409, fields
        assert pupil.fault, fields
    await pupil.does("sign")
    before = events(journal)
    for parts in (["100"] * 5, ["x"] * 5, ["-5", "105", "0", "0", "0"], []):
        await pupil.posts("/lignes/reponse", **{f"part.{place}": part for place, part in enumerate(parts)})
        assert pupil.status == 409, parts
    assert events(journal) == before


async def test_one_has_the_pages_in_hand_and_the_others_look_on(served: Served) -> None:
    first, journal = await at_work(served)
    second = Pupil(served)
    page = await second.join(journal.stem)
    assert 'name="how" value="take"' in page  # it is open elsewhere: asked first
    await second.join(journal.stem, "look")
    assert "Tu regardes" in words(second.page)
    assert creature(journal) in second.page
    assert 'name="geste"' not in second.page
    before = events(journal)
    await second.does("note", text="Nous aussi")
    assert second.status == 409
    assert "ouverte ailleurs" in second.fault
    assert "Nous aussi" in second.page
    await second.posts("/lignes/main", leve="oui")
    assert not served.server.room.hands
    assert events(journal) == before
    await second.posts("/lignes/prendre", retour="notes")
    assert 'name="geste"' in second.page
    await second.does("note", text="Nous aussi")
    assert events(journal) == before + 1
    await first.gets("/lignes/creature")
    assert "Tu regardes" in words(first.page)
    await first.does("spin")
    assert first.status == 409


async def test_pages_that_nobody_comes_back_to_are_anybodys(served: Served) -> None:
    first, journal = await at_work(served)
    room, now = served.server.room, time.monotonic()
    await room.look_after(now + ALONE - 5)
    assert room.desks.is_open(journal.stem)
    await room.look_after(now + ALONE + 60)
    assert not room.desks.is_open(journal.stem)
    second = Pupil(served)
    await second.join(journal.stem)
    await second.does("spin")
    assert second.status == 200
    await first.does("spin")
    assert first.status == 409
