"""What a browser keeps between leaving for the provider and coming back: only that browser can come back, once, soon.

It is one secret made by chance, sealed with the key that all programs of the class have in common: whichever of them
the browser comes back to knows the rest, which is made of the secret and of that key.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets

from msgspec import Struct

FLOW_LASTS = 600
"""Seconds for which somebody may be away at the provider."""
CLOCKS = 120
"""Seconds by which the clocks of two programs, and that of a provider, may differ."""
_FORM = re.compile(r"([A-Za-z0-9_-]{32})\.(\d{1,12})\.([0-9a-f]{64}|)\.([A-Za-z0-9_-]{43})")


class Flow(Struct, frozen=True):
    """Somebody who is on the way. `state`, `nonce` and `verifier` are for the provider, and secrets until it has them.

    `browser`: the digest of what a browser is known by whose teacher ties their account; "" for who comes in.
    `once`: by what is remembered that they have come back.
    """

    state: str
    nonce: str
    verifier: str
    browser: bytes
    once: bytes


class Flows:
    """Makes them and knows them again; `party`: with which provider, and under which name."""

    def __init__(self, key: bytes, class_id: str, party: str) -> None:
        self._key = hmac.new(key, f"openid {class_id}\0{party}".encode("utf-8", "replace"), hashlib.sha256).digest()

    def begin(self, now: float, browser: bytes = b"") -> tuple[Flow, str]:
        """Somebody leaves: with what, and what their browser keeps of it. `now`: seconds since 1970."""
        body = f"{secrets.token_urlsafe(24)}.{int(now)}.{browser.hex()}"
        return self._flow(body, browser), f"{body}.{self._made('seal', body)}"

    def read(self, kept: str, now: float) -> Flow | None:
        """What a browser has kept; None where we did not make it, or too long ago."""
        found = _FORM.fullmatch(kept)
        if found is None:
            return None
        body = kept.rpartition(".")[0]
        if not hmac.compare_digest(self._made("seal", body), found[4]):
            return None
        if not -CLOCKS <= now - int(found[2]) <= FLOW_LASTS + CLOCKS:
            return None
        return self._flow(body, bytes.fromhex(found[3]))

    def _flow(self, body: str, browser: bytes) -> Flow:
        once = hashlib.sha256(body.encode()).digest()
        state, nonce, verifier = (self._made(what, body) for what in ("state", "nonce", "verifier"))
        return Flow(state, nonce, verifier, browser, once)

    def _made(self, what: str, body: str) -> str:
        made = hmac.new(self._key, f"{what} {body}".encode(), hashlib.sha256).digest()
        return base64.urlsafe_b64encode(made).decode().rstrip("=")
