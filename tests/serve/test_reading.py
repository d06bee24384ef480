"""Easy reading in browsers: each keeps its own choice, in every page, with a script or without."""

from __future__ import annotations

import asyncio
import json
import os
import re
from functools import partial
from importlib.resources import files
from pathlib import Path

import pytest

from bestio.export.page.letters import WEIGHTS, typeface
from bestio.library import open_library
from bestio.serve.reading import STYLE
from bestio.serve.signs import BLANK, signs_font
from bestio.session.settings import Settings, write_settings
from tests.export.test_page_reading import CUT
from tests.serve.browser import CHROMIUM, NO_CHROMIUM, Tab, chromium
from tests.serve.conftest import Client, Line, Served, serving, until
from tests.serve.lines.test_lines_chromium import LOOK, opened, tabs_to
from tests.serve.lines.test_pages import at_work
from tests.serve.test_live import ESCAPE
from tests.serve.test_signs import BY_THE_TERMINAL, SOUNDS, covered, painted, ranged

AXE = os.environ.get("BESTIO_AXE", "")
FAMILY = "Atkinson Hyperlegible"
FONT = "getComputedStyle(document.body).fontFamily"
PALETTE = "\x10"


async def style_of(client: Client) -> str:
    status, style = await client.get(STYLE)
    assert status == 200
    return style


async def leads_to(client: Client, reading: str, back: str = "", referer: str = "") -> tuple[int, str]:
    """Where a choice leads; the status, and the address."""
    headers = {"Referer": client.address + referer} if referer else {}
    data = {"lecture": reading, "retour": back}
    async with client.session.post(
        f"{client.address}/lecture", data=data, headers=headers, allow_redirects=False
    ) as answer:
        return answer.status, answer.headers.get("Location", "")


async def test_each_browser_keeps_its_own(served: Served) -> None:
    one, other = served.client(), served.client()
    assert await style_of(one) == ""
    assert await leads_to(one, "aisee") == (303, "/")
    assert FAMILY in await style_of(one)
    assert await style_of(other) == ""
    async with one.session.get(served.address + STYLE) as answer:
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.content_type == "text/css"
    assert await leads_to(one, "habituelle") == (303, "/")
    assert await style_of(one) == ""
    assert (await leads_to(one, "rapide"))[0] == 400
    assert await style_of(one) == ""


async def test_the_workspace_says_what_comes_first(tmp_path: Path) -> None:
    write_settings(open_library(tmp_path / "home", {}), Settings(dys=True))
    async with serving(tmp_path / "home") as served:
        client = served.client()
        assert FAMILY in await style_of(client)
        await leads_to(client, "habituelle")
        assert await style_of(client) == ""


async def test_another_place_chooses_nothing(served: Served) -> None:
    client = served.client()
    foreign = {"Origin": "http://evil.example"}
    async with client.session.post(f"{served.address}/lecture", data={"lecture": "aisee"}, headers=foreign) as answer:
        assert answer.status == 403
    assert await style_of(client) == ""


@pytest.mark.parametrize(
    ("back", "referer", "to"),
    [
        ("/lignes/phrases/p1", "", "/lignes/phrases/p1"),
        ("", "/groupes?vers=lignes", "/groupes?vers=lignes"),
        ("", "/prof", "/prof"),
        ("", "/prof/entrer", "/prof"),
        ("", "/entrer", "/"),
        ("", "/?code=ABCDEF&vers=lignes", "/?vers=lignes"),
        ("//evil.example", "", "/"),
        ("/lignes/../../x", "", "/"),
        ("/lignes/a?b=\r\nSet-Cookie: x", "", "/"),
        ("https://evil.example/", "//evil.example/groupes", "/"),
    ],
)
async def test_one_goes_on_where_one_was(served: Served, back: str, referer: str, to: str) -> None:
    assert await leads_to(served.client(), "aisee", back, referer) == (303, to)


async def test_the_letters_are_served_and_every_page_may_load_them(served: Served) -> None:
    client = served.client()
    await client.enter()
    for name in re.findall(r'url\("([^"]+)"\)', await _easy(client)):
        async with client.session.get(served.address + name) as answer:
            assert answer.status == 200
            assert answer.content_type == "font/ttf"
            assert (await answer.read())[:4] == b"\0\1\0\0"
    for path in ("/", "/groupes", "/groupes?vers=lignes", "/reseau", "/prof", "/lignes/creature"):
        async with client.session.get(served.address + path) as answer:
            page = await answer.text()
            assert "font-src 'self'" in answer.headers["Content-Security-Policy"]
            assert f'href="{STYLE}"' in page
            if answer.url.path != "/atelier":
                assert page.count('action="/lecture"') == 1


async def _easy(client: Client) -> str:
    await leads_to(client, "aisee")
    return await style_of(client)


def test_every_sign_of_the_pages_has_a_letter_of_its_own() -> None:
    """But for a narrow blank, which every browser makes, and an apostrophe that is only ever read."""
    style = files("bestio.serve").joinpath("static", "lecture.css").read_text(encoding="utf-8")
    (ranges,) = re.findall(r"signs\.ttf.*?unicode-range: ([^;]+);", style)
    signs = covered(signs_font()) - {ord(BLANK)}
    assert ranged(ranges) == signs
    known = signs | set(BY_THE_TERMINAL) | set(map(ord, SOUNDS)) | {0x202F, 0x02BC, 0xFFFD}
    for weight in WEIGHTS:
        letters = covered(typeface(weight)) | known
        assert {sign: where for sign, where in painted().items() if ord(sign) not in letters} == {}


@pytest.mark.slow
async def test_the_app_and_its_page_read_alike(served: Served) -> None:
    client = served.client()
    await client.new_group()
    line = await client.line()
    await line.shows("Échap")
    await line.types(ESCAPE)
    await line.rests()
    yellow = b"255;212;0"  # what stands out in high contrast
    await line.socket.send_json(["look", "bestio-contraste", True])
    await until(lambda: yellow in line.painted)
    await line.rests()
    # The app is in easy reading, so its command takes it away, and the page is told both.
    for look in (["look", "bestio-nuit", False], ["look", "bestio-contraste", True]):
        await line.types(PALETTE)
        await line.rests()
        await line.types("lecture dys")
        await line.rests()
        await line.types("\r")
        await until(partial(_is_told, line, look))
        await line.rests()


def _is_told(line: Line, look: list[object]) -> bool:
    return line.heard("look") == look


# --- in a real browser ------------------------------------------------------------------------------------------------


async def fits(tab: Tab, called: str, axe: str = "") -> None:
    for width, height, scheme in ((1280, 800, "light"), (390, 844, "dark"), (320, 640, "light")):
        await tab.size(width, height)
        await tab.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        assert not await tab.does("document.documentElement.scrollWidth > window.innerWidth"), (called, width)
        assert await tab.does(CUT) == [], (called, width)
        # What is not painted has no style to be told.
        styles = "[...document.body.querySelectorAll('*')].map((one) => getComputedStyle(one).fontStyle)"
        assert set(await tab.does(f"{styles}.filter((one) => one)")) == {"normal"}, (called, width)
        if axe:
            assert json.loads(await tab.does(f"{axe};{LOOK}")) == [], (called, width, scheme)


async def loaded(tab: Tab) -> None:
    """Hold a page to its letters: that they came, and that it is set in them."""
    await tab.until(f"{FONT}.startsWith('\"{FAMILY}\"')", "other letters")
    weights = f"['400', '700'].map((one) => document.fonts.load(`${{one}} 16px '{FAMILY}'`, 'Aé'))"
    assert await tab.does(f"Promise.all({weights}).then((all) => all.map((one) => one[0]?.status))") == ["loaded"] * 2


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason=NO_CHROMIUM)
async def test_without_a_script_by_the_keyboard_alone(tmp_path: Path) -> None:
    async with serving(tmp_path / "home") as served, chromium() as browser:
        pupil, _path = await at_work(served)
        tab = await browser.tab(await browser.profile())
        await tab.call("Emulation.setScriptExecutionDisabled", value=True)
        await opened(tab, served, pupil, "/lignes/phrases")
        assert FAMILY not in await tab.does(FONT)
        await tab.call("Page.bringToFront")
        await tabs_to(tab, "at.name === 'lecture'")
        assert await tab.does("document.activeElement.value") == "aisee"
        await tab.key("Enter", "\r", 13)
        await tab.until(f"location.pathname === '/lignes/phrases' && {FONT}.startsWith('\"{FAMILY}\"')")
        assert await tab.does("parseFloat(getComputedStyle(document.body).lineHeight)") >= 36
        await tabs_to(tab, "at.name === 'lecture'")
        assert await tab.does("document.activeElement.value") == "habituelle"  # the other one is not there
        await tab.key("Enter", "\r", 13)
        await tab.until(f"document.readyState === 'complete' && !{FONT}.includes('{FAMILY}')")
        assert tab.complaints == []


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason=NO_CHROMIUM)
async def test_every_kind_of_page_is_set_in_it_and_fits(tmp_path: Path) -> None:
    axe = await asyncio.to_thread(Path(AXE).read_text, "utf-8") if AXE else ""
    async with serving(tmp_path / "home") as served, chromium() as browser:
        pupil, _path = await at_work(served)
        tab = await browser.tab(await browser.profile())
        if axe:
            await tab.call("Page.setBypassCSP", enabled=True)  # axe is a script
        await tab.go(f"{served.address}/?code={served.server.code}")
        await tab.until("document.querySelector('#code')?.value.length === 6")
        await tab.does("document.querySelector('.to-easy').click()")
        await loaded(tab)
        for address in ("/", "/reseau", "/prof", "/groupes", "/lignes/creature", "/lignes/phrases/p1", "/lignes/plan"):
            if address == "/groupes":
                await opened(tab, served, pupil, address)
            else:
                await tab.go(served.address + address)
            await tab.until(f"document.readyState === 'complete' && location.pathname === '{address}'")
            await loaded(tab)
            await fits(tab, address, axe if address.startswith(("/lignes", "/groupes")) else "")
        assert tab.complaints == []
        assert [one for one in tab.requests if not one.startswith((served.address, "data:", "about:"))] == []


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason=NO_CHROMIUM)
async def test_the_page_of_the_app_keeps_it(tmp_path: Path) -> None:
    async with serving(tmp_path / "home") as served, chromium() as browser:
        tab = await browser.tab(await browser.profile())
        await tab.go(f"{served.address}/?code={served.server.code}")
        await tab.until("document.querySelector('#code')?.value.length === 6")
        await tab.does("document.querySelector('form button').click()")
        await tab.until("document.querySelector('button[name=name]')")
        await tab.does("document.querySelector('button[name=name]').click()")
        painted = "document.body.classList.contains('-first-byte')"
        await tab.until(painted, "nothing is painted")
        await tab.does("document.getElementById('prefs').click()")
        assert not await tab.does("document.getElementById('easy').checked")
        await tab.does("document.getElementById('easy').click()")
        await loaded(tab)
        assert await tab.does("document.getElementById('colours').value") == "bestio-contraste"
        await tab.call("Page.reload")
        await tab.until(painted)
        await loaded(tab)
        assert await tab.does("document.getElementById('easy').checked")
        await tab.does("document.getElementById('prefs').click()")
        await tab.does("document.getElementById('easy').click()")
        await tab.until(f"!{FONT}.includes('{FAMILY}')")
        assert tab.complaints == []
