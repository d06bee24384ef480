"""What a browser keeps for itself: its volume, its colours, the size of its letters."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bestio.serve.pages import COLOURS
from bestio.tui.theme import THEMES
from tests.serve.browser import CHROMIUM, NO_CHROMIUM, Tab, chromium
from tests.serve.conftest import OTHER_TAB, Served, serving, until


def test_the_page_names_the_colours_of_the_app() -> None:
    assert [name for name, _label in COLOURS] == list(THEMES)
    assert [label for _name, label in COLOURS] == [label for _theme, label in THEMES.values()]


@pytest.mark.slow
async def test_an_app_wears_what_the_page_that_has_it_wants(served: Served) -> None:
    client = served.client()
    await client.new_group()
    line = await client.line()
    await line.shows("Échap")
    await line.rests()
    looking = await client.line(OTHER_TAB)
    await looking.shows("Échap")
    yellow, night = b"255;212;0", b"232;182;76"  # what stands out in high contrast
    assert yellow not in line.painted
    await looking.socket.send_json(["look", "bestio-contraste", True])  # whoever looks on changes nothing
    await line.socket.send_json(["look", "../x", False])
    await line.socket.send_json(["look", "x" * 5000, False])
    await line.rests()
    assert yellow not in line.painted
    await line.socket.send_json(["look", "bestio-contraste", False])
    await until(lambda: yellow in line.painted)
    assert night not in line.painted[line.painted.rindex(yellow) :]


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason=NO_CHROMIUM)
async def test_a_browser_keeps_its_settings(tmp_path: Path) -> None:
    async with serving(tmp_path / "home") as served, chromium() as browser:
        profile = await browser.profile()
        tab = await browser.tab(profile)

        async def opened(one: Tab) -> None:
            await one.until("document.body.classList.contains('-first-byte')", "nothing is painted")

        await tab.go(f"{served.address}/?code={served.server.code}")
        await tab.until("document.querySelector('#code')?.value.length === 6")
        await tab.does("document.querySelector('form button').click()")
        await tab.until("document.querySelector('button[name=name]')")
        await tab.does("document.querySelector('button[name=name]').click()")
        await opened(tab)
        await tab.does("document.getElementById('prefs').click()")
        await tab.until("!document.getElementById('settings').hidden")
        set_to = "((one, value, kind) => { one.value = value; one.dispatchEvent(new Event(kind, { bubbles: true })); })"
        await tab.does(f"{set_to}(document.getElementById('volume'), '40', 'input')")
        await tab.does(f"{set_to}(document.getElementById('colours'), 'bestio-contraste', 'change')")
        before = await tab.does("Number(document.querySelector('.textual-terminal').dataset.fontSize)")
        await tab.does("document.getElementById('larger').click()")
        await tab.until(f"Number(document.querySelector('.textual-terminal').dataset.fontSize) === {before + 1}")
        await asyncio.to_thread(tmp_path.stat)
        await tab.picture(tmp_path / "settings.png")

        # Heard as loud as the browser wants it.
        assert abs(await tab.does("bestio.volume()") - 0.16) < 0.001

        await tab.call("Page.reload")
        await opened(tab)
        await tab.until("document.getElementById('volume').value === '40'")
        assert await tab.does("document.getElementById('colours').value") == "bestio-contraste"
        assert await tab.does("document.body.dataset.colours") == "bestio-contraste"
        assert await tab.does("Number(document.querySelector('.textual-terminal').dataset.fontSize)") == before + 1

        # Another browser has its own.
        other = await browser.tab(await browser.profile())
        await other.go(f"{served.address}/?code={served.server.code}")
        await other.until("document.querySelector('#code')?.value.length === 6")
        await other.does("document.querySelector('form button').click()")
        await other.until("document.querySelector('button[name=name]')")
        await other.does("document.querySelector('button[name=name]').click()")
        await opened(other)
        assert await other.does("document.getElementById('volume').value") == "100"
        assert [*tab.complaints, *other.complaints] == []
