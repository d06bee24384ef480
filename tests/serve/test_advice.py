"""A page that has lost its line says what to check, though nothing can be loaded any more."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.serve.browser import CHROMIUM, NO_CHROMIUM, chromium
from tests.serve.conftest import serving, until
from tests.serve.test_chromium import TOLD, come_in, cut, offline, open_app

pytestmark = [pytest.mark.slow, pytest.mark.skipif(CHROMIUM is None, reason=NO_CHROMIUM)]
SHOWN = "getComputedStyle(document.getElementById('check')).display !== 'none'"


async def test_what_to_check_is_a_click_away_without_a_network(tmp_path: Path) -> None:
    async with serving(tmp_path / "home") as served, chromium() as browser:
        tab = await come_in(served, browser, await browser.profile())
        await tab.does("document.querySelector('button[name=name]').click()")
        await open_app(tab)
        seat = await until(lambda: next(iter(served.server.room.seats.values()), None))
        assert not await tab.does(SHOWN)
        await offline(tab, True)
        cut(served.server.port)
        await until(lambda: not seat.viewers)
        await tab.until(f"{TOLD}.querySelector('a[href=\"#check\"]')", "nothing is to be checked")
        asked = len(tab.requests)
        await tab.does(f"{TOLD}.querySelector('a[href=\"#check\"]').click()")
        await tab.until(SHOWN)
        assert "isolation des clients" in await tab.does("document.getElementById('check').innerText")
        assert [to for to in tab.requests[asked:] if to.startswith("http")] == []
        await tab.does("document.querySelector('#check a').click()")
        await tab.until(f"!({SHOWN})")
        await offline(tab, False)
        await tab.until(f"{TOLD}.hidden", "the line does not come back")
        assert await until(lambda: seat.viewers)
