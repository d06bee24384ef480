"""What the teacher prints from their page: each file that it offers is there, and nobody else gets one."""

from __future__ import annotations

import io
import re
from html import unescape

import pytest
from pypdf import PdfReader

from tests.serve.conftest import Served
from tests.serve.test_teacher import elsewhere
from tests.serve.with_creatures import bring_creatures


async def got(served: Served, address: str) -> tuple[int, str, bytes]:
    async with served.client().session.get(served.address + unescape(address)) as answer:
        return answer.status, answer.headers.get("Content-Disposition", ""), await answer.read()


@pytest.mark.slow
async def test_every_file_that_the_page_offers_is_what_it_says(served: Served) -> None:
    bring_creatures(served)
    assert "/prof/papier" in (await served.client().get("/prof"))[1]
    for layout in ("?dys=non", "?dys=oui"):
        status, page = await served.client().get(f"/prof/papier{layout}")
        assert status == 200
        offered = re.findall(r'<a href="([^"]+)" download>([^<]+)</a>', page)
        assert len(offered) > 20
        assert all(address.endswith(layout) for address, _told in offered)
        for address, told in offered[: None if layout.endswith("non") else 8]:
            status, named, data = await got(served, address)
            pages = PdfReader(io.BytesIO(data)).pages
            assert (address, status) == (address, 200)
            assert named.startswith("attachment")
            if "galerie" not in address:
                assert f"({len(pages)} page" in unescape(told), address
    sheet = PdfReader(io.BytesIO((await got(served, "/prof/papier/galerie/a1"))[2])).pages[0]
    assert round(float(sheet.mediabox.width)) == 1684
    assert "Méduses" in sheet.extract_text()


async def test_the_layout_is_that_of_the_browser_until_another_is_asked_for(served: Served) -> None:
    client = served.client()
    for reading, layout in (("habituelle", "non"), ("aisee", "oui")):
        await client.post("/lecture", lecture=reading)
        for asked in ("", "?dys=oui", "?dys=non"):
            page = (await client.get(f"/prof/papier{asked}"))[1]
            assert f'/prof/papier/galerie/a4?dys={asked.partition("=")[2] or layout}"' in page


async def test_nothing_else_is_there_and_no_pupil_gets_it(served: Served) -> None:
    for address in ("galerie/a9", "galerie/..", "feuilles/x", "feuilles/seance:99", "feuilles/seance:-1", "feuilles/"):
        assert (await got(served, f"/prof/papier/{address}"))[0] == 404, address
    assert (await got(served, "/prof/papier/galerie/a4"))[0] == 409  # there is no creature yet
    async with elsewhere(served) as pupil:
        for address in ("", "/galerie/a4", "/feuilles/des"):
            async with pupil.get(f"{served.address}/prof/papier{address}") as answer:
                assert answer.status == 404
