"""A provider of identities that is in use elsewhere (npm's `oidc-provider`, which is certified), on this machine.

The folder of the package is named by BESTIO_OIDC; where it is not, the tests that need it are skipped.
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from html import unescape
from pathlib import Path

import aiohttp
from yarl import URL

from tests.pace import scaled
from tests.serve.conftest import free_port

FOLDER = os.environ.get("BESTIO_OIDC", "")
NODE = shutil.which("node")
MISSING = NODE is None or not Path(FOLDER, "lib", "index.js").is_file()
NO_PROVIDER = "there is no provider here: npm install oidc-provider, and name its folder in BESTIO_OIDC"
_HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
CLIENT, SECRET = "bestio", "s3cret+/%:x"


@asynccontextmanager
async def real_provider(back: Sequence[str]) -> AsyncIterator[str]:
    """Let one answer, which sends people `back`; gives what it calls itself."""
    assert NODE is not None
    port = free_port()
    process = await asyncio.create_subprocess_exec(
        NODE, str(Path(__file__).with_name("real_provider.mjs")), FOLDER, str(port), CLIENT, SECRET, *back,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        while (line := await asyncio.wait_for(process.stdout.readline(), scaled(30))) != b"READY\n":
            assert line, "the provider has ended"
        yield f"http://localhost:{port}"
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


class Visitor:
    """Somebody with a browser of their own at the provider, which goes on knowing them."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session

    async def goes(self, address: str, name: str, *, gives_up: bool = False) -> URL:
        """Sign in as `name` where that is asked, agree, and give the address that they are sent back to."""
        at, form = URL(address, encoded=True), None
        for _step in range(12):
            ask = self._session.get if form is None else self._session.post
            async with ask(at, data=form, allow_redirects=False) as answer:
                page = await answer.text()
                if answer.status in {302, 303}:
                    onward = URL(answer.headers["Location"], encoded=True)
                    at, form = (onward if onward.is_absolute() else answer.url.join(onward)), None
                    if at.host != "localhost":
                        return at
                    continue
            assert answer.status == 200, page[:2000]
            if gives_up:
                at, form = at.join(URL(unescape(_found(r'href="([^"]*/abort)"', page)))), None
                continue
            # What it asks; or a page that sends its form off by itself, where who was there before signs out.
            at, form = at.join(URL(unescape(_found(r'action="([^"]+)"', page)))), dict(_HIDDEN.findall(page))
            if form.get("prompt") == "login":
                form |= {"login": name, "password": "x"}
        raise AssertionError(page)


@asynccontextmanager
async def visitor() -> AsyncIterator[Visitor]:
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
        yield Visitor(session)


def _found(pattern: str, page: str) -> str:
    found = re.search(pattern, page)
    assert found is not None, page[:3000]
    return found[1]
