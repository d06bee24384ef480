"""The class in a real browser."""

from __future__ import annotations

import asyncio
import os
import socket
from pathlib import Path

import psutil
import pytest

from tests.serve.browser import CHROMIUM, NO_CHROMIUM, Browser, Tab, chromium
from tests.serve.conftest import Served, serving, until
from tests.serve.test_live import events

pytestmark = [pytest.mark.slow, pytest.mark.skipif(CHROMIUM is None, reason=NO_CHROMIUM)]
TOLD = "document.getElementById('told')"


async def come_in(served: Served, browser: Browser, profile: str, *, touch: bool = False) -> Tab:
    tab = await browser.tab(profile, touch=touch, **({"width": 390, "height": 844} if touch else {}))
    await tab.go(f"{served.address}/?code={served.server.code}")
    await tab.until("document.querySelector('#code')?.value.length === 6")
    await tab.does("document.querySelector('form button').click()")
    await tab.until("document.querySelector('button[name=name]')")
    return tab


async def open_app(tab: Tab) -> None:
    await tab.until("document.body.classList.contains('-first-byte')", "nothing is painted")


async def offline(tab: Tab, yes: bool) -> None:
    await tab.call(
        "Network.emulateNetworkConditions", offline=yes, latency=0, downloadThroughput=-1, uploadThroughput=-1
    )


def cut(port: int) -> None:
    """End every connection that the server has, as when a cable is pulled."""
    for one in psutil.Process().net_connections("tcp"):
        if one.laddr.port == port and one.status == psutil.CONN_ESTABLISHED:
            with socket.socket(fileno=os.dup(one.fd)) as line:
                line.shutdown(socket.SHUT_RDWR)


SILENCE = 1e-6
"""-120 dB of full scale: what filters of the browser leave of a sound that has ended is not heard."""
TURNED_DOWN = """
document.getElementById('volume').value = '0';
document.getElementById('volume').dispatchEvent(new Event('input'));
"""
LISTEN = """
bestio.listener = (context) => {
  const ear = context.createAnalyser(), sound = new Float32Array(2048);
  window.loud = [];
  setInterval(() => {
    ear.getFloatTimeDomainData(sound);
    loud.push([performance.now(), Math.sqrt(sound.reduce((sum, one) => sum + one * one, 0) / 2048)]);
  }, 10);
  ear.connect(context.destination);
  return ear;
};
window.begun = [];
const put = bestio.put;
bestio.put = (message) => { if (message[0] === "heard") begun.push([performance.now(), ...message]); put(message); };
"""


async def test_a_line_is_heard_in_the_browser_and_stops_at_once(tmp_path: Path) -> None:
    async with serving(tmp_path / "home") as served, chromium() as browser:
        tab = await come_in(served, browser, await browser.profile())
        await tab.does("document.querySelector('button[name=name]').click()")
        await open_app(tab)
        seat = await until(lambda: next(iter(served.server.room.seats.values()), None))
        path = Path(seat.order.journal)
        await until(lambda: events(path) >= 1)
        await tab.does(LISTEN)
        await tab.key("Escape", code=27)
        await tab.does("new Promise((done) => setTimeout(done, 300))")  # Escape alone is no Alt
        await tab.does("bestio.type('\\x1bOS')")
        await tab.key(" ", " ", 32)
        await tab.until("window.loud && Math.max(...loud.map((one) => one[1])) > 0.02", "nothing is heard")
        # It sounds within 80 ms of where its words begin; that is what the app is told.
        late = await tab.does("loud.find((one) => one[1] > 0.002)[0] - begun[0][0]")
        assert -20 < late < 80 + 150  # a line may begin softly
        await tab.until("begun.length > 4")
        pace = await tab.does("(begun.at(-1)[3] - begun[1][3]) / (begun.at(-1)[0] - begun[1][0])")
        assert 0.8 < pace < 1.2
        await tab.key(" ", " ", 32)
        await tab.until(f"loud.slice(-5).every((one) => one[1] < {SILENCE})", "it does not stop")

        # A browser whose volume is down plays it all the same, and nobody hears it.
        await tab.does(TURNED_DOWN)
        await tab.does("window.loud = []; window.begun = []")
        await tab.key(" ", " ", 32)
        await tab.until("begun.length > 4 && loud.length > 20", "it is not played")
        assert await tab.does("Math.max(...loud.map((one) => one[1]))") < SILENCE
        assert tab.complaints == []


async def test_a_class_in_chromium(tmp_path: Path) -> None:
    async with serving(tmp_path / "home") as served, chromium() as browser:
        profile = await browser.profile()
        tab = await come_in(served, browser, profile)
        name = str(await tab.does("document.querySelector('button[name=name]').value"))
        await tab.does("document.querySelector('button[name=name]').click()")
        await open_app(tab)
        room = served.server.room
        seat = await until(lambda: next(iter(room.seats.values()), None))
        await until(lambda: seat.holder is not None and seat.holder.size[0] > 90)
        path = served.journal(name)
        await until(lambda: events(path) >= 1)
        await asyncio.to_thread(path.stat)

        # A wheel is spun by the keyboard: what is typed comes at once to the app.
        size = 0
        while size < 20_000:  # until a creature stands there
            size = len(await tab.picture(tmp_path / "app.png"))
        before = events(path)
        await tab.key("Escape", code=27)
        await tab.key(" ", " ", 32)
        await until(lambda: events(path) > before)

        # The window is made smaller: so is the app.
        await tab.size(700, 420)
        await until(lambda: seat.holder is not None and seat.holder.size[0] < 80)

        # A reload comes back to the same creation, in hand again; a second tab looks on, and takes it over.
        holder = seat.holder
        await tab.call("Page.reload")
        await open_app(tab)
        await until(lambda: seat.holder is not None and seat.holder is not holder)
        second = await browser.tab(profile)
        await second.go(served.address + "/")
        await open_app(second)
        await second.until(f"!{TOLD}.hidden && {TOLD}.innerText.includes('Tu regardes')")
        await second.does(f"{TOLD}.querySelector('button').click()")
        await second.until(f"{TOLD}.hidden")
        await tab.until(f"{TOLD}.innerText.includes('Tu regardes')")

        # The connection drops; keys typed meanwhile are done once it is back, in their order.
        before = events(path)
        (line,) = [viewer for viewer in seat.viewers if viewer is seat.holder]
        await offline(second, True)
        cut(served.server.port)
        await until(lambda: line not in seat.viewers)
        await second.key(" ", " ", 32)
        await second.key("g", "g", 71)
        await second.until(f"{TOLD}.innerText.includes('perdue')")
        assert events(path) == before
        await offline(second, False)
        await until(lambda: events(path) >= before + 2)
        added = path.read_text(encoding="utf-8").splitlines()[-(events(path) - before) :]
        assert "trait.draw" in added[0]
        await second.until(f"{TOLD}.hidden")

        # A phone: as many columns as the app needs, keys for fingers, no keyboard until there is something to write.
        phone = await come_in(served, browser, await browser.profile(), touch=True)
        await phone.does("document.querySelectorAll('button[name=name]')[1].click()")
        await open_app(phone)
        small = await until(lambda: next((one for one in room.seats.values() if one is not seat and one.holder), None))
        await until(lambda: small.holder.size[0] >= 60 and small.holder.size[1] >= 20)
        inside = "document.querySelector('.xterm-screen').clientHeight <= document.getElementById('place').clientHeight"
        assert await phone.does(inside)  # the last row is in sight
        assert await phone.does("getComputedStyle(document.getElementById('keys')).display") == "flex"
        assert await phone.does("document.querySelector('#place textarea').inputMode") == "none"
        other = Path(small.order.journal)
        await until(lambda: events(other) >= 1)
        before = events(other)
        for key in ("27", "32"):
            press = f"document.querySelector('[data-key=\"{key}\"]').dispatchEvent(new PointerEvent('pointerdown'))"
            await phone.does(press)
            await phone.does("new Promise((done) => setTimeout(done, 300))")  # Escape alone is no Alt
        await until(lambda: events(other) > before)

        wall = await browser.tab(profile)
        await wall.go(served.address + "/projecteur")
        await wall.until(f"document.body.innerText.includes('{served.server.code}')")

        for one in (tab, second, phone, wall):
            assert one.requests
            here = (served.address, served.address.replace("http", "ws"), "data:", "about:")
            assert [address for address in one.requests if not address.startswith(here)] == []
        assert [*tab.complaints, *phone.complaints, *wall.complaints] == []
