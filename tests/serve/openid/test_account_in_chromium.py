"""A teacher comes in by their account in a real browser, which keeps what is ours from pages of other places."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("authlib", reason="Authlib is not installed: pip install -e “.[academy]”")
pytest.importorskip("joserfc", reason="joserfc is not installed: pip install -e “.[academy]”")

from bestio.serve.openid.provider import Provider
from bestio.serve.openid.registration import Registration
from bestio.serve.sign_in_page import BACK
from tests.postgres import Server
from tests.serve.academy import Academy
from tests.serve.browser import CHROMIUM, NO_CHROMIUM, Tab, chromium
from tests.serve.conftest import free_port
from tests.serve.openid.real_provider import CLIENT, MISSING, NO_PROVIDER, SECRET, real_provider

pytestmark = [
    pytest.mark.slow,
    pytest.mark.usefixtures("postgres"),
    pytest.mark.skipif(CHROMIUM is None, reason=NO_CHROMIUM),
    pytest.mark.skipif(MISSING, reason=NO_PROVIDER),
]
CARD = "document.querySelector('section#mine')"


@pytest.fixture
async def academy(tmp_path: Path, postgres: Server, journals_on_server: Callable[..., Any]) -> AsyncIterator[Academy]:
    address = postgres.new()
    async with AsyncExitStack() as stack:
        yield Academy(tmp_path, address, journals_on_server(Path("workshops"), time.time, address), stack)


async def presses(tab: Tab, words: str) -> None:
    """Press the button, or go by the link, that says these words: no script of ours has a part in it."""
    find = f"[...document.querySelectorAll('button, a')].find((one) => one.textContent.includes({words!r}))"
    await tab.until(find, f"there is no “{words}”")
    await tab.does(f"{find}.click()")


async def signs_in(tab: Tab, name: str) -> None:
    """Say who one is at the provider."""
    await tab.until("location.hostname === 'localhost' && document.querySelector('[name=login]')")
    fields = f"document.querySelector('[name=login]').value = {name!r}; document.querySelector('[name=password]').value"
    await tab.does(f"{fields} = 'x'; document.querySelector('form button').click()")


@pytest.mark.parametrize("scripts", [True, False])
async def test_the_whole_way_in_a_browser(academy: Academy, tmp_path: Path, scripts: bool) -> None:
    # Another name for the provider than for us, or a browser would take both for one place.
    address = f"http://127.0.0.1:{free_port()}"
    async with real_provider([f"{address}{BACK}"]) as issuer, chromium() as browser:
        provider = Provider(Registration(issuer, CLIENT, "X"), SECRET, time.time, time.monotonic)
        try:
            await academy.node(address=address, provider=provider)
            tab = await browser.tab(await browser.profile())
            if not scripts:
                await tab.call("Emulation.setScriptExecutionDisabled", value=True)
            made = academy.invites(academy.ortie)
            await tab.go(f"{address}{made.path}")
            await tab.until("document.querySelector('[name=code]')")
            await tab.does(f"document.querySelector('[name=code]').value = {made.code!r}")
            await presses(tab, "Entrer")
            await tab.until(CARD)
            await presses(tab, "Relier mon compte académique")
            await signs_in(tab, "ortie")
            await presses(tab, "Continue")  # the provider asks whether we may know
            await tab.until(f"location.pathname === '/prof' && {CARD}?.textContent.includes('Ne plus le relier')")
            await tab.picture(tmp_path / "tied.png")

            # Signed out here, and in again: the provider still knows the browser, and asks nothing.
            await presses(tab, "Se déconnecter")
            await tab.until("document.querySelector('[name=code]')")
            await tab.picture(tmp_path / "door.png")
            await presses(tab, "Entrer avec mon compte académique")
            await tab.until(f"location.pathname === '/prof' && {CARD}?.textContent.includes('Ortie')")

            # Another browser, which nobody knows; who gives up there is outside here.
            other = await browser.tab(await browser.profile())
            await other.go(f"{address}/prof")
            await presses(other, "Entrer avec mon compte académique")
            await presses(other, "Cancel")
            await other.until("document.body.textContent.includes('rien n’a changé')")
            await presses(other, "Entrer autrement")
            await presses(other, "Entrer avec mon compte académique")
            await signs_in(other, "ronce")
            await presses(other, "Continue")
            await other.until("document.body.textContent.includes('aucune des personnes')")
            await other.picture(tmp_path / "nobody.png")
            await other.go(f"{address}/prof")
            await other.until("document.querySelector('[name=code]')")

            # Who comes from a form of the provider's own: what we keep strictly for ours does not go along on the way
            # back, and is shown all the same once one is here.
            third = await browser.tab(await browser.profile())
            await third.go(f"{address}/prof")
            await presses(third, "Entrer avec mon compte académique")
            await signs_in(third, "ortie")
            await presses(third, "Continue")
            await third.until(f"location.pathname === '/prof' && {CARD}?.textContent.includes('Ortie')")
            assert [one for one in tab.complaints + other.complaints if "Content Security" in one] == []
        finally:
            await provider.close()
