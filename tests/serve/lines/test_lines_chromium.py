"""The plain pages in a real browser: by the keyboard alone, without a script, on a phone, enlarged, on paper, by axe.

axe-core is no dependency: where `BESTIO_AXE` names its file (`npm i axe-core`, then `node_modules/axe-core/axe.min.js`)
every page is looked at by it.
"""

from __future__ import annotations

import asyncio
import json
import os
from pathlib import Path

import pytest

from bestio.serve.lines.offered import PAGES
from tests.serve.browser import CHROMIUM, NO_CHROMIUM, Tab, chromium
from tests.serve.conftest import Served, serving, until
from tests.serve.lines.pupil import Pupil
from tests.serve.lines.test_pages import at_work
from tests.serve.test_live import events

pytestmark = [pytest.mark.slow, pytest.mark.skipif(CHROMIUM is None, reason=NO_CHROMIUM)]
AXE = os.environ.get("BESTIO_AXE", "")
SIZES = ((1280, 800, "light"), (640, 400, ""), (390, 844, "dark"), (320, 640, ""))
"""Wide, the same at 200 %, a phone, a small one; in which colours axe looks at it."""
ADDRESSES = (
    *(f"/lignes/{page}" for page in PAGES), "/lignes/creature/tete", "/lignes/phrases/p1", "/lignes/textes/t1",
    "/lignes/geste/own", "/lignes/geste/set", "/lignes/geste/traits?slot=tete", "/lignes/geste/why?about=p1",
    "/groupes?vers=lignes", "/groupes",
)  # fmt: skip
SITTINGS = ("steps", "count", "imagine", "sign", "poll", "debate", "retrain", "bet")
LOOK = """
axe.run(document, {resultTypes: ['violations']}).then((found) => JSON.stringify(
  found.violations.map((one) => [one.id, one.nodes.map((node) => node.html.slice(0, 160))])))
"""


async def opened(tab: Tab, served: Served, pupil: Pupil, address: str) -> None:
    """Show a page as the browser of `pupil` has it."""
    (cookie,) = pupil.client.session.cookie_jar
    await tab.call("Network.setCookie", name=cookie.key, value=cookie.value, url=served.address)
    await tab.go(served.address + address)
    await tab.until("document.readyState === 'complete' && document.querySelector('h1')")


async def tabs_to(tab: Tab, script: str, most: int = 60) -> None:
    """Go on by Tab until what has the focus is what a script says of `at`."""
    for _press in range(most):
        await tab.key("Tab", code=9)
        if await tab.does(f"((at) => !!({script}))(document.activeElement)"):
            return
    raise AssertionError(f"Tab does not lead to {script}: {await tab.does('document.activeElement.outerHTML')}")


async def test_by_the_keyboard_alone_and_without_a_script(tmp_path: Path) -> None:
    async with serving(tmp_path / "home") as served, chromium() as browser:
        tab = await browser.tab(await browser.profile())
        await tab.call("Emulation.setScriptExecutionDisabled", value=True)
        await tab.go(f"{served.address}/?code={served.server.code}&vers=lignes")
        await tab.until("document.querySelector('#code')?.value.length === 6")
        await tab.call("Page.bringToFront")
        await tabs_to(tab, "at.innerText === 'Entrer'")
        await tab.key("Enter", "\r", 13)
        await tab.until("document.querySelector('button[name=name]')")
        name = str(await tab.does("document.querySelector('button[name=name]').value"))
        await tabs_to(tab, "at.name === 'name'")
        await tab.key("Enter", "\r", 13)
        await tab.until("document.querySelector('form[action=\"/lignes/commencer\"]')")
        await tabs_to(tab, "at.closest('form[action=\"/lignes/commencer\"]')")
        await tab.key("Enter", "\r", 13)
        await tab.until("document.querySelector('#fait')")
        path = served.journal(name)
        before = events(path)

        # What has just happened is where the keyboard goes on from: its button takes it back.
        await tabs_to(tab, "at.innerText === 'Tourner : La tête'.normalize() || at.innerText.startsWith('Tourner')")
        await tab.key("Enter", "\r", 13)
        await until(lambda: events(path) == before + 1)
        await tab.until("document.querySelector('#fait')?.innerText.includes('la roue')")
        await tabs_to(tab, "at.innerText === 'Annuler'", 2)
        await tab.key("Enter", "\r", 13)
        await until(lambda: events(path) == before + 2)

        # The first Tab leads past the pages to the content.
        await tab.go(served.address + "/lignes/phrases")
        await tab.until("document.querySelector('#faites')")
        await tab.key("Tab", code=9)
        assert await tab.does("document.activeElement.getAttribute('href')") == "#contenu"
        assert await tab.does("document.activeElement.getBoundingClientRect().left") >= 0
        await tab.key("Enter", "\r", 13)

        # A mistake has the focus, and its link leads to the field.
        await tabs_to(tab, "at.name === 'wanted.start'")
        await tab.call("Input.insertText", text="xyzzy")
        await tab.key("Enter", "\r", 13)
        await tab.until("document.querySelector('#faute')")
        await tab.until("document.activeElement.id === 'faute'")
        assert await tab.does("document.querySelector('[name=\"wanted.start\"]').value") == "xyzzy"
        assert all("409" in one for one in tab.complaints)  # a mistake is no page like the others


async def test_every_page_fits_is_large_enough_and_has_no_fault_that_axe_knows(tmp_path: Path) -> None:
    axe = await asyncio.to_thread(Path(AXE).read_text, "utf-8") if AXE else ""
    async with serving(tmp_path / "home") as served, chromium() as browser:
        pupil, _path = await at_work(served)
        tab = await browser.tab(await browser.profile())
        await tab.call("Page.setBypassCSP", enabled=True)  # axe is a script

        async def looked_at(called: str) -> None:
            for width, height, scheme in SIZES:
                await tab.size(width, height)
                wide = await tab.does("document.documentElement.scrollWidth > window.innerWidth")
                assert not wide, (called, width)
                small = await tab.does(
                    "[...document.querySelectorAll('button, input:not([type=hidden]), select, nav a')]"
                    ".filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 20).length"
                )
                assert small == 0, (called, width)
                if axe and scheme:
                    media = [{"name": "prefers-color-scheme", "value": scheme}]
                    await tab.call("Emulation.setEmulatedMedia", features=media)
                    found = json.loads(await tab.does(f"{axe};{LOOK}"))
                    assert found == [], (called, width, scheme)

        for address in ADDRESSES:
            await opened(tab, served, pupil, address)
            await looked_at(address)
        for act in SITTINGS:
            await pupil.does(act)
            await opened(tab, served, pupil, "/lignes/activite")
            await looked_at(act)
        await pupil.does("tune", **{"values.rate": "9999"})
        wrong = await tab.call("Page.getFrameTree")
        await tab.call("Page.setDocumentContent", frameId=wrong["frameTree"]["frame"]["id"], html=pupil.page)
        await looked_at("a mistake")
        assert [one for one in tab.requests if not one.startswith((served.address, "data:", "about:"))] == []


async def test_a_phrase_is_played_and_a_page_is_printed(tmp_path: Path) -> None:
    async with serving(tmp_path / "home") as served, chromium() as browser:
        pupil, _path = await at_work(served)
        tab = await browser.tab(await browser.profile())
        await opened(tab, served, pupil, "/lignes/phrases/p1")
        await tab.does("document.querySelector('audio').muted = true")
        play = "document.querySelector('audio').play()"
        await tab.call("Runtime.evaluate", expression=play, userGesture=True, awaitPromise=True)
        await tab.until("document.querySelector('audio').currentTime > 0.1", "nothing is heard")
        await opened(tab, served, pupil, "/lignes/creature")
        await tab.call("Emulation.setEmulatedMedia", media="print")
        parts = "[...document.querySelectorAll('nav, form, audio, footer')]"
        assert set(await tab.does(f"{parts}.map((one) => one.offsetHeight)")) == {0}
        assert await tab.does("document.querySelector('svg').getBoundingClientRect().height") > 100
        page = await tab.call("Page.printToPDF")
        assert len(page["data"]) > 5000
