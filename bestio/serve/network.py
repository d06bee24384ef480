"""Which addresses a browser may call us by, and what it may send us."""

from __future__ import annotations

import socket
from collections.abc import Iterable, Mapping
from ipaddress import IPv4Address, IPv4Network, IPv6Network, ip_address, ip_network
from typing import TypeAlias
from urllib.parse import urlsplit

import psutil

Network: TypeAlias = IPv4Network | IPv6Network
HERE = ("127.0.0.1", "localhost", "[::1]")


def room_addresses() -> list[str]:
    """The IPv4 addresses by which other machines of the room may reach this one, private networks first."""
    up = {name for name, stats in psutil.net_if_stats().items() if stats.isup}
    found = [
        ip_address(one.address)
        for name, addresses in psutil.net_if_addrs().items()
        if name in up
        for one in addresses
        if one.family == socket.AF_INET
    ]
    usable = [one for one in found if isinstance(one, IPv4Address) and not one.is_loopback and not one.is_unspecified]
    return [str(one) for one in sorted(usable, key=lambda one: (one.is_link_local, not one.is_private, one))]


def allowed_hosts(names: Iterable[str], port: int) -> frozenset[str]:
    """What the header Host may say: another name that leads here is somebody else's, who wants our cookies."""
    hosts = {name.lower() for name in names}
    return frozenset({f"{name}:{port}" for name in hosts} | (hosts if port in {80, 443} else set()))


def is_same_origin(origin: str | None, referer: str | None, scheme: str, host: str) -> bool:
    """Whether a request that changes something comes from a page of ours: a page elsewhere cannot lie about that."""
    said = origin if origin is not None else referer
    if not said:
        return False
    try:
        parts = urlsplit(said)
    except ValueError:
        return False
    return parts.scheme == scheme and parts.netloc.lower() == host.lower()


def asker(headers: Mapping[str, str]) -> str:
    """For whom the proxy before us asks, as it says itself: what stands before its own word, anybody may have written.

    "?" where it does not say.
    """
    return headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()[:80] or "?"


def is_address(text: str) -> bool:
    """Whether `text` is the address of a door: a scheme, a machine, perhaps a port, and nothing more."""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return False
    named = bool(parts.hostname) and not any(sign.isspace() or sign == "@" for sign in parts.netloc)
    return parts.scheme in {"http", "https"} and named and port != 0 and text == f"{parts.scheme}://{parts.netloc}"


def network_of(text: str) -> Network | None:
    """The machine or the machines that `text` says by their address; None where it says none."""
    try:
        return ip_network(text.strip(), strict=False)
    except ValueError:
        return None


class Tap:
    """Lets so many messages and bytes a second through, and a burst of them. Times are seconds of one clock."""

    def __init__(self, messages: float, burst: float, size: float, largest: float, now: float) -> None:
        """`messages`, `size` (bytes): a second; `burst`, `largest`: at once, after a rest."""
        self._rates = (messages, size)
        self._most = (burst, largest)
        self._left = [burst, largest]
        self._then = now

    def lets(self, size: int, now: float) -> bool:
        """Whether a message of `size` bytes may come in now."""
        passed = max(0.0, now - self._then)
        self._then = now
        for place, (rate, most, taken) in enumerate(zip(self._rates, self._most, (1, size), strict=True)):
            self._left[place] = min(most, self._left[place] + passed * rate) - taken
        return min(self._left) >= 0
