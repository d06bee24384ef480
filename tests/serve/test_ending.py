"""The end of a séance: all save and leave, nobody comes in, and one file holds what was made."""

from __future__ import annotations

import asyncio
import io
import re
import zipfile
from html import unescape

import pytest

from tests.serve.conftest import Served, until
from tests.serve.test_live import ESCAPE, events
from tests.serve.with_creatures import bring_creatures


async def page_with(served: Served, text: str) -> str:
    """The teacher's page, once it says something."""
    client = served.client()
    deadline = asyncio.get_running_loop().time() + 120
    while text not in (page := unescape((await client.get("/prof/groupes"))[1])):
        assert asyncio.get_running_loop().time() < deadline, page
        await asyncio.sleep(0.05)
    return page


@pytest.mark.slow
async def test_the_seance_ends_in_one_file(served: Served) -> None:
    await asyncio.to_thread(bring_creatures, served)
    pupils, teacher = served.client(), served.client()
    name = await pupils.new_group()
    line = await pupils.line()
    await line.shows("Échap")
    await line.types(ESCAPE)
    await line.rests()
    count = events(served.journal(name))
    await line.types(" ")
    await until(lambda: events(served.journal(name)) > count)
    assert (await teacher.get("/prof/fichier"))[0] == 404

    await teacher.post("/prof", do="end")
    assert "finie" in (await until(lambda: line.heard("over")))[1]
    await until(lambda: not served.server.room.seats)
    await page_with(served, "<progress")
    await teacher.post("/prof", do="end")  # a second click changes nothing

    # Nobody comes in, whoever they are; they are told why.
    late = served.client()
    page = await late.enter()
    status, told = await late.post("/groupes", name=re.findall(r'name="name" value="([^"]+)"', page)[0])
    assert status == 409
    assert "La séance est finie" in told
    again = await pupils.line()
    assert await again.closed() == 4403
    assert "finie" in str(again.heard("refused"))

    page = await page_with(served, "/prof/fichier")
    assert "5e-b-" in page
    assert " Mo" in page or " ko" in page
    async with teacher.session.get(served.address + "/prof/fichier") as answer:
        assert answer.status == 200
        assert answer.headers["Content-Disposition"].startswith('attachment; filename="5e-b-')
        with zipfile.ZipFile(io.BytesIO(await answer.read())) as archive:
            names = archive.namelist()
    assert sum(one.endswith(".bestio") for one in names) == 3
    assert any(one.endswith("anthologie/livre.pdf") for one in names)
    assert sum(one.endswith(".mp3") for one in names) > 5

    await teacher.post("/prof", do="reopen")
    back = await pupils.line()
    await back.shows("Créature")


async def test_the_file_is_given_up_and_nothing_is_left(served: Served) -> None:
    await asyncio.to_thread(bring_creatures, served)
    teacher = served.client()
    await teacher.post("/prof", do="end")
    await teacher.post("/prof", do="give-up")
    page = await page_with(served, "n’a pas été fait")
    assert "Refaire le fichier" in page
    exports = served.library.workspace / "exports" / "5e-b"
    assert not exports.exists() or not list(exports.iterdir())
    await teacher.post("/prof", do="reopen")
    assert await served.client().new_group()


async def test_a_full_disk_is_told(served: Served) -> None:
    exports = served.library.workspace / "exports"
    exports.write_text("no folder")
    await served.client().new_group()
    await served.client().post("/prof", do="end")
    assert "les créations, elles, sont enregistrées" in await page_with(served, "Refaire le fichier")
