"""The teacher's page and the projector in a real browser: seen, heard, and from afar."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import pytest

from bestio.classroom.store import Store
from tests.serve.browser import CHROMIUM, NO_CHROMIUM, Tab, chromium
from tests.serve.conftest import serving
from tests.serve.with_creatures import BOULONS, DUET, bring_creatures

pytestmark = [pytest.mark.slow, pytest.mark.skipif(CHROMIUM is None, reason=NO_CHROMIUM)]
LISTEN = """
window.listener = (context) => {
  const ear = context.createAnalyser(), sound = new Float32Array(2048);
  window.heard = window.heard || [];
  setInterval(() => {
    ear.getFloatTimeDomainData(sound);
    heard.push(Math.sqrt(sound.reduce((sum, one) => sum + one * one, 0) / 2048));
  }, 10);
  ear.connect(context.destination);
  return ear;
};
"""
SIZES = ((1280, 720), (1920, 1080))


async def press(tab: Tab, value: str, name: str = "wall") -> None:
    """Press a button of the teacher's page, whichever group it is of."""
    await tab.until(f"document.querySelector('button[name={name}][value=\"{value}\"]')")
    await tab.does(f"document.querySelector('button[name={name}][value=\"{value}\"]').click()")


async def seen_from_afar(wall: Tab) -> None:
    """The portrait is as tall as the screen, letters a twelfth of it at least, and nothing stands outside."""
    for width, height in SIZES:
        await wall.size(width, height)
        await wall.until(f"innerHeight === {height} && document.querySelector('#faces img').clientHeight === {height}")
        letters = await wall.does("parseFloat(getComputedStyle(document.getElementById('said')).fontSize)")
        assert letters >= height / 12
        assert await wall.does("document.getElementById('words').getBoundingClientRect().right <= innerWidth")
        assert await wall.does("document.documentElement.scrollWidth <= innerWidth")


async def test_a_creature_goes_to_the_wall_and_speaks(tmp_path: Path) -> None:
    async with serving(tmp_path / "home") as served, chromium() as browser:
        await asyncio.to_thread(bring_creatures, served)
        profile = await browser.profile()
        prof = await browser.tab(profile, width=1280, height=720)
        wall = await browser.tab(profile, width=1280, height=720)
        await wall.go(served.address + "/projecteur")
        await wall.until(f"document.body.innerText.includes('{served.server.code}')")
        await wall.until("!document.getElementById('address').hidden")
        await wall.does(LISTEN)
        await prof.go(served.address + "/prof")
        await prof.until("[...document.querySelectorAll('#groups img')].filter((one) => one.naturalWidth).length === 2")
        await prof.picture(tmp_path / "prof.png")

        # Nothing is loaded again: what is open on the page stays open.
        await prof.does("window.here = true; document.querySelector('#groups details').open = true")
        await press(prof, f"stage:{BOULONS}:")
        await prof.until("document.getElementById('wall').innerText.includes('en scène')")
        assert await prof.does("window.here && document.querySelector('#groups details').open")

        await wall.call("Page.bringToFront")
        await wall.until("!document.getElementById('scene').hidden && document.getElementById('said').innerText")
        await wall.until("!document.getElementById('loud').hidden", "it does not ask for a gesture")
        box = await wall.does("(({ x, y }) => [x, y])(document.getElementById('loud').getBoundingClientRect())")
        for kind in ("mousePressed", "mouseReleased"):
            await wall.call(
                "Input.dispatchMouseEvent", type=kind, x=box[0] + 5, y=box[1] + 5, button="left", clickCount=1
            )
        await wall.until("window.heard && Math.max(...heard) > 0.02", "nothing is heard")
        await wall.until("document.querySelector('#said .lit')", "no word is lit")
        await seen_from_afar(wall)
        await wall.picture(tmp_path / "stage.png")

        await press(prof, f"duet:{BOULONS}:{DUET}")
        await wall.until("document.querySelectorAll('#faces figure:not([hidden]) img').length === 2")
        for width, height in SIZES:
            await wall.size(width, height)
            await wall.until(f"innerHeight === {height}")
            letters = await wall.does("parseFloat(getComputedStyle(document.getElementById('said')).fontSize)")
            assert letters >= height / 12
            await wall.picture(tmp_path / f"duet-{height}.png")

        await press(prof, f"replay:{BOULONS}")
        await wall.until("document.getElementById('act').innerText.includes('Acte 3 sur')")
        await seen_from_afar(wall)
        await wall.picture(tmp_path / "replay.png")

        await press(prof, "gallery")
        await wall.until(
            "[...document.querySelectorAll('#gallery img')].filter((one) => one.clientHeight > 300).length === 2"
        )
        await wall.picture(tmp_path / "gallery.png")
        await press(prof, "address")
        await wall.until("!document.getElementById('address').hidden && document.getElementById('gallery').hidden")
        await wall.picture(tmp_path / "address.png")

        # A new group comes: its card is there without a reload.
        await prof.call("Page.bringToFront")  # a page that nobody sees asks for nothing
        await served.client().new_group()
        await prof.until("document.querySelectorAll('#groups article').length === 3 && window.here")
        for one in (prof, wall):
            assert one.requests
            assert [to for to in one.requests if not to.startswith((served.address, "data:", "about:"))] == []
        assert [*prof.complaints, *wall.complaints] == []


async def test_the_wall_follows_a_creature_that_is_being_made(tmp_path: Path) -> None:
    async with serving(tmp_path / "home") as served, chromium() as browser:
        await asyncio.to_thread(bring_creatures, served)
        path, store = served.journal("Les Boulons Bavards"), Store(served.library.workspace, time.time)
        with store.open(path) as journal:
            for kept in list(journal.creation.kept):
                journal.record("phrase.unkeep", id=kept)
            journal.record("trait.unlock", slot="tete")
        wall = await browser.tab(await browser.profile(), width=1280, height=720)
        await wall.go(served.address + "/projecteur")
        await served.client().post("/prof", wall=f"stage:{BOULONS}:")
        await wall.until("document.querySelector('#faces img') && document.getElementById('said').innerText")
        before = await wall.does("document.querySelector('#faces img').src")
        with store.open(path) as journal:
            phrase = next(iter(journal.creation.phrases.values()))
            journal.record("phrase.keep", id=phrase.id)
            journal.record("trait.draw", slot="tete", trait="ferraille:hibou", seed=1)
        await wall.until(f"document.querySelector('#faces img').src !== {before!r}")
        await wall.until(f"document.getElementById('said').innerText === {phrase.shown!r}", "what is new is not said")
        assert wall.complaints == []


async def test_a_long_phrase_stays_large_and_its_words_in_sight(tmp_path: Path) -> None:
    async with serving(tmp_path / "home") as served, chromium() as browser:
        await asyncio.to_thread(bring_creatures, served)
        path = served.journal("Les Boulons Bavards")
        with Store(served.library.workspace, time.time).open(path) as journal:
            phrase = journal.creation.kept_phrases[0].id
            journal.record("phrase.edit", id=phrase, text="Le grand ascenseur rouillé du port a mal aux boulons. " * 12)
        wall = await browser.tab(await browser.profile(), width=1280, height=720)
        await wall.go(served.address + "/projecteur")
        await served.client().post("/prof", wall=f"stage:{BOULONS}:{phrase}")
        said = "document.getElementById('said')"
        await wall.until(f"{said}.scrollHeight > {said}.clientHeight + 100")
        await wall.until(f"{said}.scrollTop > 100", "the words do not go on")
        assert await wall.does(f"parseFloat(getComputedStyle({said}).fontSize)") >= 60
        in_sight = f"(({{ top, bottom }}) => top >= 0 && bottom <= innerHeight)({said}.getBoundingClientRect())"
        assert await wall.does(in_sight)
        await wall.picture(tmp_path / "long.png")
