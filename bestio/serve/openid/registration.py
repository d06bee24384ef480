"""Under which names a provider of identities and we know each other, as the file of settings says it."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from msgspec import Struct

LONGEST = 1_000


class Registration(Struct, frozen=True):
    """`issuer`: what the provider calls itself; `client`: what it calls us.

    `secret`: the name of the environment variable that holds what we show it; `name`: what teachers call the account,
    "" for the usual.
    """

    issuer: str
    client: str
    secret: str
    name: str = ""


def is_private(address: str) -> bool:
    """Whether nobody on the way reads or changes what is sent there: over HTTPS, or within this very machine."""
    parts = _parts(address)
    return parts is not None and (parts.scheme == "https" or (parts.scheme == "http" and _is_here(parts.hostname)))


def is_issuer(address: str) -> bool:
    """Whether `address` can be what a provider calls itself: private, and without a question in it."""
    parts = _parts(address)
    return parts is not None and is_private(address) and not parts.query and "?" not in address


def _parts(address: str) -> SplitResult | None:
    if len(address) > LONGEST or not address.isascii() or any(sign.isspace() or sign in "\\#" for sign in address):
        return None
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return None
    named = bool(parts.hostname) and "@" not in parts.netloc and port != 0
    return parts if named and all(sign.isprintable() for sign in address) else None


def _is_here(name: str | None) -> bool:
    try:
        return name == "localhost" or ip_address(name or "").is_loopback
    except ValueError:
        return False
