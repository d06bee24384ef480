"""Asks a provider of identities for one JSON object: no larger and no slower than such a thing is, from there alone."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from typing import Any

import aiohttp

from bestio.errors import BestioError
from bestio.i18n import _
from bestio.serve.openid.registration import is_private

LARGEST = 256 << 10
"""Bytes of an answer."""
PATIENCE = 10.0
"""Seconds for an answer, all of it."""
_HEADERS = {"Accept": "application/json", "Accept-Encoding": "identity"}


class ProviderError(BestioError):
    """The provider is away, or does not do what such a provider does. `refused`: it has said no, in its own words."""

    def __init__(self, message: str, *, hint: str = "", refused: str = "") -> None:
        super().__init__(message, hint=hint or in_another_way())
        self.refused = refused


def in_another_way() -> str:
    """What to do where the provider does not let one in."""
    return _("Come in by your link and its code; whoever looks after Bestio makes another one.")


class Line:
    """The connection to a provider; it goes nowhere else, and reads no more than `LARGEST` bytes."""

    def __init__(self, patience: float = PATIENCE) -> None:
        """`patience`: seconds for one answer."""
        self._patience = patience
        self._session: aiohttp.ClientSession | None = None

    async def get(self, address: str) -> dict[str, Any]:
        """What stands at an address. Raises ProviderError."""
        return await self._ask("GET", address)

    async def post(self, address: str, body: str, headers: Mapping[str, str]) -> dict[str, Any]:
        """What is answered to a form. Raises ProviderError."""
        said = {**headers, "Content-Type": "application/x-www-form-urlencoded"}
        return await self._ask("POST", address, body, said)

    async def close(self) -> None:
        """Ask nothing more."""
        if self._session is not None:
            await self._session.close()

    async def _ask(
        self, method: str, address: str, body: str | None = None, headers: Mapping[str, str] | None = None
    ) -> dict[str, Any]:
        if not is_private(address):  # what it says itself leads there, too
            raise _odd()
        if self._session is None:
            timeout = aiohttp.ClientTimeout(total=self._patience)
            # No name of a file, no cookie, no packed answer that grows without end.
            self._session = aiohttp.ClientSession(
                timeout=timeout, cookie_jar=aiohttp.DummyCookieJar(), auto_decompress=False, headers=_HEADERS
            )
        try:
            async with self._session.request(
                method, address, data=body, headers=headers, allow_redirects=False
            ) as answer:
                raw = bytearray()
                async for part in answer.content.iter_any():
                    raw += part
                    if len(raw) > LARGEST:
                        raise _odd()
                status = answer.status
        except (aiohttp.ClientError, TimeoutError, asyncio.IncompleteReadError, OSError, ValueError) as error:
            raise ProviderError(_("The provider of your account does not answer.")) from error
        return _read(bytes(raw), status)


def _read(raw: bytes, status: int) -> dict[str, Any]:
    try:
        said = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise _odd() from error
    if not isinstance(said, dict):
        raise _odd()
    if status != 200:
        refused = said.get("error")
        raise _odd(refused[:80] if isinstance(refused, str) else "")
    return said


def _odd(refused: str = "") -> ProviderError:
    return ProviderError(_("The provider of your account answers what cannot be understood."), refused=refused)
