"""A real Chromium, spoken to by its own protocol (CDP). Without one, the tests that need it are skipped."""

from __future__ import annotations

import asyncio
import base64
import json
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import aiohttp

from tests.pace import scaled

CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)
NO_CHROMIUM = "there is no Chromium here"
PATIENCE = scaled(30.0)


class Tab:
    """One page. `requests` holds the address of everything that it has asked for."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._number = 0
        self._waiting: dict[int, asyncio.Future[Any]] = {}
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self._reading = asyncio.create_task(self._read())

    async def _read(self) -> None:
        async for message in self._socket:
            said = json.loads(message.data)
            if "id" in said:
                future = self._waiting.pop(said["id"])
                if not future.done():
                    future.set_result(said)
            elif said["method"] == "Network.requestWillBeSent":
                self.requests.append(said["params"]["request"]["url"])
            elif said["method"] == "Network.webSocketCreated":
                self.requests.append(said["params"]["url"])
            elif said["method"] == "Runtime.exceptionThrown":
                self.complaints.append(str(said["params"]["exceptionDetails"])[:600])
            elif said["method"] == "Log.entryAdded" and said["params"]["entry"]["level"] == "error":
                self.complaints.append(said["params"]["entry"]["text"])

    async def call(self, method: str, **parameters: Any) -> Any:
        self._number += 1
        future = self._waiting[self._number] = asyncio.get_running_loop().create_future()
        await self._socket.send_json({"id": self._number, "method": method, "params": parameters})
        answer = await asyncio.wait_for(future, PATIENCE)
        assert "error" not in answer, answer
        return answer["result"]

    async def begin(self, width: int, height: int, touch: bool) -> None:
        for domain in ("Page", "Network", "Runtime", "Log"):
            await self.call(f"{domain}.enable")
        await self.size(width, height, touch=touch)

    async def size(self, width: int, height: int, *, touch: bool = False) -> None:
        await self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=touch
        )
        await self.call("Emulation.setTouchEmulationEnabled", enabled=touch)

    async def go(self, address: str) -> None:
        await self.call("Page.navigate", url=address)

    async def does(self, script: str) -> Any:
        result = await self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in result, result
        return result["result"].get("value")

    async def until(self, script: str, why: str = "") -> None:
        """Wait until a script gives something true, in a page that is there whole: a hand is not faster than that."""
        deadline = asyncio.get_running_loop().time() + PATIENCE
        while True:
            with suppress(AssertionError):  # between two pages
                if await self.does(f"document.readyState === 'complete' && !!({script})"):
                    return
            assert asyncio.get_running_loop().time() < deadline, (
                f"{why or script}: {await self.does('document.body.innerText')}"
            )
            await asyncio.sleep(0.05)

    async def choose(self, selector: str, file: Path) -> None:
        """Choose a file where the page asks for one."""
        found = await self.call("Runtime.evaluate", expression=f"document.querySelector({selector!r})")
        await self.call("DOM.setFileInputFiles", files=[str(file)], objectId=found["result"]["objectId"])

    async def key(self, key: str, text: str = "", code: int = 0) -> None:
        told = {"key": key, "windowsVirtualKeyCode": code, "code": key}
        await self.call("Input.dispatchKeyEvent", type="keyDown", text=text, **told)
        await self.call("Input.dispatchKeyEvent", type="keyUp", **told)

    async def picture(self, path: Path) -> bytes:
        shot = await self.call("Page.captureScreenshot")
        data = base64.b64decode(shot["data"])
        await asyncio.to_thread(path.write_bytes, data)
        return data


class Browser:
    """A Chromium with nothing in it; each `tab` belongs to a browser profile (`context`) of its own, or shares one."""

    def __init__(self, session: aiohttp.ClientSession, port: int, main: Tab) -> None:
        self._session, self._port, self._main = session, port, main

    async def profile(self) -> str:
        return str((await self._main.call("Target.createBrowserContext"))["browserContextId"])

    async def tab(self, profile: str, *, width: int = 1000, height: int = 640, touch: bool = False) -> Tab:
        made = await self._main.call("Target.createTarget", url="about:blank", browserContextId=profile)
        address = f"ws://127.0.0.1:{self._port}/devtools/page/{made['targetId']}"
        tab = Tab(await self._session.ws_connect(address, max_msg_size=0))
        await tab.begin(width, height, touch)
        return tab


async def _until(found: Callable[[], Any]) -> Any:
    deadline = asyncio.get_running_loop().time() + PATIENCE
    while not (got := found()):
        assert asyncio.get_running_loop().time() < deadline
        await asyncio.sleep(0.05)
    return got


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    assert CHROMIUM is not None
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        process = await asyncio.create_subprocess_exec(
            CHROMIUM, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--mute-audio",
            "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--autoplay-policy=document-user-activation-required", "--remote-debugging-port=0",
            f"--user-data-dir={folder}", "about:blank",
            stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
            env={**os.environ, "HOME": folder},
        )  # fmt: skip
        try:
            told = Path(folder) / "DevToolsActivePort"
            lines = await _until(lambda: told.exists() and told.read_text().splitlines())
            port = int(lines[0])
            async with aiohttp.ClientSession() as session:
                main = Tab(await session.ws_connect(f"ws://127.0.0.1:{port}{lines[1]}", max_msg_size=0))
                yield Browser(session, port, main)
        finally:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()
