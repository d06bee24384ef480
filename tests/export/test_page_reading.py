"""Easy reading in the HTML pages: a button of the page itself, letters inside it, one column, nothing slanted or cut.

axe-core is no dependency: where `BESTIO_AXE` names its file, it looks at the pages too.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
import os
import re
import time
from pathlib import Path

import pytest

from bestio.export.anthology.write import INDEX, write_anthology
from bestio.export.page.gather import gather
from bestio.export.page.letters import FAMILY, faces
from bestio.export.page.markup import markup
from bestio.export.page.sounds import MOST_BYTES
from bestio.export.page.write import write_page
from bestio.studio.workspace import Workspace
from tests.export.test_page import HOME, Class, Elements, said
from tests.serve.browser import CHROMIUM, NO_CHROMIUM, Tab, chromium
from tests.sure import right

AXE = os.environ.get("BESTIO_AXE", "")
BUTTON = "document.getElementById('reading')"
EASY = "document.body.classList.contains('easy')"
STYLE = "getComputedStyle(document.body)"
NO_STORAGE = "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError'); }})"
CUT = """
(() => {
  const cut = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode;
    for (const word of text.data.matchAll(/(?<=^|\\s)[\\p{L}’]{2,20}(?=$|\\s)/gu)) {
      const range = document.createRange();
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      if (new Set([...range.getClientRects()].map((one) => Math.round(one.top))).size > 1) cut.push(word[0]);
    }
  }
  return cut;
})()
"""
LOOK = """
axe.run(document, {resultTypes: ['violations']}).then((found) => JSON.stringify(
  found.violations.map((one) => [one.id, one.nodes.map((node) => node.html.slice(0, 160))])))
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Class:
    return Class(tmp_path_factory.mktemp("home"))


@pytest.mark.parametrize("dys", [False, True], ids=["usual", "dys"])
def test_the_page_opens_as_it_was_asked_for_and_runs_only_what_it_holds(made: Class, dys: bool) -> None:
    document = markup(gather(made.studio(), HOME), dys=dys)
    elements = Elements(document)
    assert (("body", "class", "easy") in elements.attributes) == dys
    assert ("button", "id", "reading") in elements.attributes
    assert document.count(faces()) == 1
    policy = next(value for _tag, _name, value in elements.attributes if "default-src" in value)
    assert "font-src data:;" in policy
    for element, source in (("style", "style-src"), ("script", "script-src")):
        (inside,) = re.findall(rf"<{element}>(.*?)</{element}>", document, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
        assert f"{source} 'sha256-{digest}'" in policy


def test_there_is_room_for_the_letters() -> None:
    assert MOST_BYTES * 4 / 3 + len(faces()) < 2_420_000  # as much as the sounds alone had


async def opened(tab: Tab, path: Path) -> None:
    await tab.go(path.as_uri())
    await tab.until(f"document.readyState === 'complete' && {BUTTON} && !{BUTTON}.hidden")


async def read_easily(tab: Tab) -> None:
    """Hold a page that is in easy reading to what that means."""
    assert await tab.does(EASY)
    assert await tab.does(f"{BUTTON}.getAttribute('aria-pressed')") == "true"
    weights = "['400', '700'].map((one) => document.fonts.load(`${one} 16px 'Atkinson Hyperlegible'`, 'Aé'))"
    assert await tab.does(f"Promise.all({weights}).then((all) => all.map((one) => one[0]?.status))") == ["loaded"] * 2
    assert (await tab.does(f"{STYLE}.fontFamily")).startswith(f'"{FAMILY}"')
    assert await tab.does(f"parseFloat({STYLE}.lineHeight) / parseFloat({STYLE}.fontSize)") >= 1.8
    assert await tab.does(f"parseFloat({STYLE}.fontSize)") >= 20
    everything = "[...document.body.querySelectorAll('*')].map((one) => getComputedStyle(one))"
    assert set(await tab.does(f"{everything}.map((one) => one.fontStyle)")) == {"normal"}
    assert set(await tab.does(f"{everything}.map((one) => one.hyphens)")) == {"none"}
    assert "justify" not in await tab.does(f"{everything}.map((one) => one.textAlign)")
    columns = "[...document.querySelectorAll('.who, dl, ul.creatures')].map((one) => getComputedStyle(one).display)"
    assert set(await tab.does(columns)) <= {"block"}


async def fits(tab: Tab, called: str, axe: str) -> None:
    for width, height, scheme in ((1280, 800, "light"), (390, 844, "dark"), (320, 640, "light")):
        await tab.size(width, height)
        await tab.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        assert not await tab.does("document.documentElement.scrollWidth > window.innerWidth"), (called, width)
        assert await tab.does(CUT) == [], (called, width)
        if axe:
            assert json.loads(await tab.does(f"{axe};{LOOK}")) == [], (called, width, scheme)


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason=NO_CHROMIUM)
@pytest.mark.parametrize("kept", [True, False], ids=["kept", "no storage"])
async def test_a_reader_chooses_by_the_keyboard(made: Class, tmp_path: Path, kept: bool) -> None:
    page = tmp_path / "page.html"
    write_page(page, made.studio(), said)
    async with chromium() as browser:
        tab = await browser.tab(await browser.profile())
        if not kept:
            await tab.call("Page.addScriptToEvaluateOnNewDocument", source=NO_STORAGE)
        await opened(tab, page)
        assert not await tab.does(EASY)
        assert await tab.does(f"{BUTTON}.getAttribute('aria-pressed')") == "false"
        assert FAMILY not in await tab.does(f"{STYLE}.fontFamily")
        await tab.call("Page.bringToFront")
        await tab.key("Tab", code=9)
        assert await tab.does(f"document.activeElement === {BUTTON}")
        await tab.key("Enter", "\r", 13)
        await tab.until(EASY)
        await read_easily(tab)
        # The replay goes on in it.
        await tab.does("document.getElementById('forward').click()")
        await tab.until("document.getElementById('act').value === '1'")
        await opened(tab, page)
        assert await tab.does(EASY) is kept
        await tab.does(f"{BUTTON}.click()")
        assert await tab.does(EASY) is not kept
        assert tab.complaints == []
        assert {one for one in tab.requests if not one.startswith("data:")} == {page.as_uri()}


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason=NO_CHROMIUM)
async def test_pages_that_were_written_so_open_so_and_fit(made: Class, tmp_path: Path) -> None:
    axe = await asyncio.to_thread(Path(AXE).read_text, "utf-8") if AXE else ""
    folder = tmp_path / "anthologie"
    workspace = Workspace(made.library, time.time, right)
    write_anthology(folder, workspace, "5b", said, dys=True)
    (page,) = folder.glob("les-*.html")
    async with chromium() as browser:
        tab = await browser.tab(await browser.profile())
        if axe:
            await tab.call("Page.setBypassCSP", enabled=True)  # axe is a script
        for path in (folder / INDEX, page):
            await opened(tab, path)
            await read_easily(tab)
            await fits(tab, path.name, axe)
        # Whoever wants it otherwise finds the other page so, too.
        await tab.does(f"{BUTTON}.click()")
        await opened(tab, folder / INDEX)
        assert not await tab.does(EASY)
        await fits(tab, "usual", axe)
        await tab.call("Emulation.setEmulatedMedia", media="print", features=[])
        assert await tab.does(f"{BUTTON}.offsetHeight") == 0
        assert tab.complaints == []
        assert {one for one in tab.requests if not one.startswith(("data:", folder.as_uri()))} == set()
