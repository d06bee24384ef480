"""The teacher's page, and the wall that it fills: live, for the machine that serves alone, and nothing outside."""

from __future__ import annotations

import asyncio
import json
import re
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from yarl import URL

from bestio.classroom.store import Store
from bestio.serve.door import MOST_FAILURES, Pass, Passes
from tests.serve.conftest import KEY, Served, serving, until
from tests.serve.test_live import ESCAPE, events
from tests.serve.with_creatures import BOULONS, DUET, MEDUSES, bring_creatures


@pytest.mark.slow
async def test_the_teacher_sees_the_room_and_speaks_to_all_of_it(served: Served) -> None:
    pupils, teacher = served.client(), served.client()
    name = await pupils.new_group()
    line = await pupils.line()
    await line.shows("Échap")
    await line.types(ESCAPE)
    await line.rests()
    path = served.journal(name)

    status, page = await teacher.get("/prof")
    assert status == 200
    assert name in page
    assert "1 page" in page
    assert "c’est vu" not in page
    await line.socket.send_json(["hand", True])
    await until(lambda: line.heard("hand") == ["hand", True])
    assert f'name="seen" value="{path.stem}"' in (await teacher.get("/prof/groupes"))[1]
    await teacher.post("/prof", seen=path.stem)
    await until(lambda: line.heard("hand") == ["hand", False])

    await teacher.post("/prof", do="freeze")
    await until(lambda: line.heard("frozen") == ["frozen", True])
    before = events(path)
    number = await line.types(" ")
    await until(lambda: line.heard("done") == ["done", number])
    await line.leave()
    line = await pupils.line()  # a page that is loaded again does not get around it
    await until(lambda: line.heard("frozen") == ["frozen", True])
    await line.types(" ")
    assert 'value="thaw"' in (await teacher.post("/prof", do="freeze"))[1]
    await teacher.post("/prof", do="thaw")
    await until(lambda: line.heard("frozen") == ["frozen", False])
    await line.rests()
    assert events(path) == before
    await line.types(" ")
    await until(lambda: events(path) > before)
    await teacher.post("/prof", do="hush")
    await until(lambda: line.heard("quiet") == ["quiet", True])


async def test_a_class_that_ends_within_a_month_says_so(served: Served) -> None:
    teacher, store = served.client(), Store(served.library.workspace, time.time)
    class_id = served.server.room.class_id
    store.make_class(class_id)
    for days, told in ((31, False), (30, True), (0, True), (-3, True)):
        store.set_last_day(class_id, date.today() + timedelta(days))
        for where in ("/prof", "/prof/groupes"):
            assert ("Prenez ce que vous voulez garder" in (await teacher.get(where))[1]) is told
    store.set_last_day(class_id, None)
    assert "Prenez ce que" not in (await teacher.get("/prof"))[1]


def elsewhere(served: Served) -> aiohttp.ClientSession:
    """A browser of another machine, as far as the server can tell."""
    connector = aiohttp.TCPConnector(local_addr=("127.0.0.2", 0))
    jar = aiohttp.CookieJar(unsafe=True)
    return aiohttp.ClientSession(connector=connector, cookie_jar=jar, headers={"Origin": served.address})


HIDDEN = ("/prof/groupes", "/prof/portrait/x", "/prof/fichier", "/projecteur/scene", "/projecteur/ligne?line=0")


async def test_the_teachers_pages_open_elsewhere_with_a_code_of_their_own(tmp_path: Path) -> None:
    async with serving(tmp_path / "home", name="localhost") as served:
        await _open_elsewhere(served)


async def test_where_nobody_else_finds_it_no_code_is_told(served: Served) -> None:
    assert served.server._teachers.code not in (await served.client().get("/prof"))[1]  # noqa: SLF001


async def _open_elsewhere(served: Served) -> None:
    pupil = served.client()
    name = await pupil.new_group()
    code = served.server._teachers.code  # noqa: SLF001 (it stands on the page below)
    assert code in (await pupil.get("/prof"))[1]  # here, on the machine that serves
    assert code != served.server.code
    async with elsewhere(served) as session:
        for path in ("/prof", "/projecteur"):
            async with session.get(served.address + path) as answer:
                page = await answer.text()
                assert 'action="/prof/entrer"' in page
                assert name not in page
                assert served.server.code not in page
                assert served.server.room.title not in page
        for path in HIDDEN:
            async with session.get(served.address + path) as answer:
                assert answer.status == 404
        async with session.post(served.address + "/prof", data={"do": "freeze"}) as answer:
            assert answer.status == 404
        assert not served.server.room.frozen

        async def tries(typed: str) -> int:
            async with session.post(served.address + "/prof/entrer", data={"code": typed}) as answer:
                return answer.status

        assert await tries(served.server.code) == 403  # that is the pupils'
        assert await tries(code.lower()) == 200
        async with session.get(served.address + "/prof") as answer:
            page = await answer.text()
            assert name in page
            assert code not in page  # it is not handed on from there
        async with session.post(served.address + "/prof", data={"do": "freeze"}) as answer:
            assert answer.status == 200
        assert served.server.room.frozen
        async with session.get(served.address + "/projecteur/scene") as answer:
            assert (await answer.json())["kind"] == "address"
        async with session.get(served.address + "/atelier") as answer:  # which is no group's
            assert 'name="code"' in await answer.text()


async def test_the_teachers_code_is_not_to_be_guessed(served: Served) -> None:
    async with elsewhere(served) as session:
        for _try in range(MOST_FAILURES):
            async with session.post(served.address + "/prof/entrer", data={"code": "AAAAAA"}) as answer:
                assert answer.status == 403
        code = served.server._teachers.code  # noqa: SLF001
        async with session.post(served.address + "/prof/entrer", data={"code": code}) as answer:
            assert answer.status == 429
        pupil = Passes(KEY, "5e-b").write(Pass("aa", "5e-b", int(time.time())))
        session.cookie_jar.update_cookies({f"bestio-prof-{served.server.port}": pupil}, URL(served.address))
        async with session.get(served.address + "/prof/groupes") as answer:
            assert answer.status == 404


async def scene(served: Served, after: int = 0) -> Any:
    client = served.client()
    status, text = await client.get(f"/projecteur/scene?after={after}")
    assert status == 200
    return json.loads(text)


async def test_the_page_shows_each_group_with_what_it_kept(served: Served) -> None:
    await asyncio.to_thread(bring_creatures, served)
    pupils, teacher = served.client(), served.client()
    name = await pupils.new_group()
    status, page = await teacher.get("/prof")
    assert status == 200
    cards = dict(re.findall(r'<article id="g-([^"]+)"[^>]*>(.*?)</article>', page, re.DOTALL))
    assert set(cards) == {BOULONS, MEDUSES, served.journal(name).stem}
    card = cards[BOULONS]
    with Store(served.library.workspace, time.time).open(served.journal("Les Boulons Bavards"), read_only=True) as one:
        creation = one.creation
    assert creation.name in card
    kept = creation.kept_phrases[-1]
    assert f'value="stage:{BOULONS}:{kept.id}"' in card
    assert f"{len(creation.kept)} phrases gardées sur {len(creation.phrases)}" in card
    assert re.search(r"<p>personne ici · \d\. .+ · \d+ mots", card)  # its step has a name
    assert f'value="duet:{BOULONS}:{DUET}"' in card
    assert "<nav>" not in cards[served.journal(name).stem]  # nothing to show yet

    address = re.findall(r'src="(/prof/portrait/[^"]+)"', card)[0]
    async with teacher.session.get(served.address + address) as answer:
        assert answer.headers["Content-Type"].startswith("image/svg+xml")
        assert "immutable" in answer.headers["Cache-Control"]
        assert "<path" in await answer.text()
    assert (await teacher.get("/prof/portrait/nobody"))[0] == 409


@pytest.mark.slow
async def test_another_look_has_another_address(served: Served) -> None:
    pupils, teacher = served.client(), served.client()
    name = await pupils.new_group()
    line = await pupils.line()
    await line.shows("Échap")
    await line.types(ESCAPE)
    await line.rests()
    find = re.compile(r'src="(/prof/portrait/[^"]+)"')
    before = find.findall((await teacher.get("/prof/groupes"))[1])
    count = events(served.journal(name))
    await line.types(" ")
    await until(lambda: events(served.journal(name)) > count)
    after = find.findall((await teacher.get("/prof/groupes"))[1])
    assert len(before) == len(after) == 1
    assert before != after


async def test_words_to_look_at_are_told(served: Served) -> None:
    with Store(served.library.workspace, time.time).new("Les Crabes", "5e-b") as journal:
        journal.record("text.write", id="t1", title="Le port", text="Le crabe est un connard de crabe.")
    page = (await served.client().get("/prof"))[1]
    assert "Mots à regarder\u00a0: connard" in page


async def test_the_wall_follows_the_teacher(served: Served) -> None:
    await asyncio.to_thread(bring_creatures, served)
    teacher = served.client()
    assert served.server.code in (await teacher.get("/projecteur"))[1]
    first = await scene(served)
    assert (first["kind"], first["lines"]) == ("address", [])

    waiting = asyncio.create_task(scene(served, first["number"]))  # the page on the projector
    await teacher.post("/prof", wall=f"stage:{BOULONS}:")
    shown = await asyncio.wait_for(waiting, 20)
    assert shown["kind"] == "stage"
    assert shown["number"] > first["number"]
    assert set(shown["faces"][0]["frames"]) == {"open0", "open1", "open2", "blink"}
    assert len(shown["lines"]) > 1
    assert "en scène" in (await teacher.get("/prof"))[1]

    line = json.loads((await teacher.get("/projecteur/ligne?line=0"))[1])
    assert line["text"] == shown["lines"][0]["text"]
    assert line["sound"].startswith("data:audio/mpeg;base64,")
    assert len(line["words"]) > 2
    assert {opening for _time, opening in line["mouth"]} > {0}
    for wrong in ("9999", "-1", "x", ""):
        assert (await teacher.get(f"/projecteur/ligne?line={wrong}"))[0] == 404

    await teacher.post("/prof", wall="again")
    again = await scene(served, shown["number"])
    assert again["number"] > shown["number"]
    assert again["lines"] == shown["lines"]

    one = shown["lines"][1]["text"]
    phrase = next(key for key, text in _kept(served) if text == one)
    await teacher.post("/prof", wall=f"stage:{BOULONS}:{phrase}")
    assert [said["text"] for said in (await scene(served))["lines"]] == [one]

    await teacher.post("/prof", wall=f"duet:{BOULONS}:{DUET}")
    duet = await scene(served)
    assert duet["kind"] == "duet"
    assert {said["face"] for said in duet["lines"]} == {0, 1}
    assert all(face["frames"] for face in duet["faces"])

    await teacher.post("/prof", wall=f"replay:{BOULONS}")
    replay = await scene(served)
    assert replay["kind"] == "replay"
    assert len(replay["acts"]) > 50
    assert sum(act["line"] is not None for act in replay["acts"]) == len(replay["lines"]) > 5
    assert len(replay["pictures"]) > 5

    await teacher.post("/prof", wall="gallery")
    assert {one["group"] for one in (await scene(served))["creatures"]} == {
        "Les Boulons Bavards",
        "Les Méduses du fond",
    }
    await teacher.post("/prof", wall="address")
    assert (await scene(served))["kind"] == "address"


@pytest.mark.slow
async def test_the_stage_shows_the_creature_as_its_group_has_it_now(served: Served) -> None:
    pupils, teacher = served.client(), served.client()
    name = await pupils.new_group()
    line = await pupils.line()
    await line.shows("Échap")
    await line.types(ESCAPE)
    await line.rests()
    await teacher.post("/prof", wall=f"stage:{served.journal(name).stem}:")
    before = await scene(served)
    waiting = asyncio.create_task(scene(served, before["number"]))
    await line.types(" ")  # a wheel is spun
    after = await asyncio.wait_for(waiting, 30)
    assert after["number"] > before["number"]
    assert after["began"] == before["began"]  # it does not begin again
    assert after["lines"] != before["lines"] or after["faces"] != before["faces"]
    said = json.loads((await teacher.get("/projecteur/ligne?line=0"))[1])
    assert said["text"] == after["lines"][0]["text"]
    await teacher.post("/prof", wall="again")
    assert (await scene(served))["began"] > after["began"]
    await teacher.post("/prof", wall="address")
    number = (await scene(served))["number"]
    await line.types(" ")
    await line.rests()
    assert (await scene(served))["number"] == number


def _kept(served: Served) -> list[tuple[str, str]]:
    with Store(served.library.workspace, time.time).open(served.journal("Les Boulons Bavards"), read_only=True) as one:
        return [(phrase.id, phrase.shown) for phrase in one.creation.kept_phrases]


async def test_what_is_not_there_is_told_and_changes_nothing(served: Served) -> None:
    await asyncio.to_thread(bring_creatures, served)
    teacher = served.client()
    before = (await scene(served))["number"]
    wrongs = ("stage:nobody:", f"stage:{BOULONS}:p9999", f"duet:{BOULONS}:d99", "replay:../../etc", "stage:\x00:")
    for wrong in wrongs:
        status, page = await teacher.post("/prof", wall=wrong)
        assert status == 200
        assert 'role="alert"' in page, wrong
        assert "n’est plus là" in page
    assert (await scene(served))["number"] == before
    assert 'role="alert"' not in (await teacher.post("/prof", do="thaw"))[1]


async def test_an_empty_class_has_no_gallery(served: Served) -> None:
    teacher = served.client()
    assert "n’y a pas encore de créature" in (await teacher.post("/prof", wall="gallery"))[1]
    assert "Aucun groupe n’est encore entré" in (await teacher.get("/prof"))[1]


async def test_a_name_is_text_on_the_teachers_page_and_on_the_wall(served: Served) -> None:
    hostile = '<script>alert(1)</script>"><img src=x>'
    with Store(served.library.workspace, time.time).new("Zig", "5e-b") as journal:
        journal.record("group.name", name=hostile)
        journal.record("text.write", id="t1", title="x", text=hostile)
    page = (await served.client().get("/prof"))[1]
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


@pytest.mark.slow
async def test_nobody_waits_for_the_wall_of_a_server_that_ends(served: Served) -> None:
    number = (await scene(served))["number"]
    waiting = asyncio.create_task(scene(served, number))
    await asyncio.sleep(0)
    began = time.monotonic()
    served.stop.set()
    await asyncio.wait({waiting}, timeout=20)
    waiting.cancel()
    assert time.monotonic() - began < 15
