"""A provider of identities of a few lines, which does what a test wants it to do wrong."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web
from joserfc import jwk, jwt

from bestio.serve.openid.provider import Provider
from bestio.serve.openid.registration import Registration
from tests.serve.conftest import free_port

CLIENT, SECRET = "bestio", "s3cret+/% é"
Claims = dict[str, Any]


class SmallProvider:
    """What it says is as it should be, until a test changes it."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.issuer = f"http://127.0.0.1:{port}"
        self.key: Any = jwk.RSAKey.generate_key(2048, {"kid": "one"})
        self.published: list[Any] = [self.key]
        self.header: dict[str, Any] = {"alg": "RS256", "kid": "one"}
        self.change: Callable[[Claims], Claims] = lambda claims: claims
        self.sign: Callable[[Claims], Any] = lambda claims: jwt.encode(self.header, claims, self.key)
        self.said: dict[str, Any] = {}
        self.answer: dict[str, web.Response] = {}
        """By path, what is answered instead."""
        self.slow = asyncio.Event()
        self.slow.set()
        self.nonce = ""
        self.subject = "u-1"
        self.asked: list[str] = []
        self.forms: list[tuple[dict[str, str], str]] = []

    async def handle(self, request: web.Request) -> web.Response:
        self.asked.append(request.path)
        await self.slow.wait()
        if request.path in self.answer:
            return self.answer[request.path]
        if request.path == "/.well-known/openid-configuration":
            said = {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/auth?realm=e",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/jwks",
            }
            return web.json_response(said | self.said)
        if request.path == "/jwks":
            return web.json_response({"keys": [one.as_dict(private=False) for one in self.published]})
        if request.path == "/token":
            form = {name: str(value) for name, value in (await request.post()).items()}
            self.forms.append((form, request.headers.get("Authorization", "")))
            now = int(time.time())
            claims = self.change(
                {"iss": self.issuer, "aud": CLIENT, "sub": self.subject, "iat": now, "exp": now + 300,
                 "nonce": self.nonce}
            )  # fmt: skip
            return web.json_response({"access_token": "a", "token_type": "Bearer", "id_token": self.sign(claims)})
        raise web.HTTPNotFound

    def provider(self, *, late: float = 0.0, patience: float = 10.0, issuer: str = "") -> Provider:
        """What a node knows of it; `late`: by how many seconds the node's clock is wrong."""
        named = Registration(issuer or self.issuer, CLIENT, "BESTIO_OPENID_SECRET")
        return Provider(named, SECRET, lambda: time.time() + late, time.monotonic, patience)


@asynccontextmanager
async def small_provider() -> AsyncIterator[SmallProvider]:
    """Let one answer on this machine."""
    small = SmallProvider(free_port())
    app = web.Application()
    app.router.add_route("*", "/{rest:.*}", small.handle)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", small.port).start()
        yield small
    finally:
        small.slow.set()
        await runner.cleanup()
