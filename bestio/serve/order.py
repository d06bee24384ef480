"""What an app that is started for a browser is told."""

from __future__ import annotations

from pathlib import Path

import msgspec


class Order(msgspec.Struct, frozen=True):
    """Which creation the app opens, in which size, and the seed of its chance; `fresh`: a group that was just made."""

    class_id: str
    journal: str
    columns: int
    rows: int
    seed: int
    fresh: bool = False

    @property
    def path(self) -> Path:
        """The journal."""
        return Path(self.journal)


def write_order(order: Order) -> bytes:
    """`order` as it goes to the app."""
    return msgspec.json.encode(order)


def read_order(data: bytes) -> Order:
    """What `write_order` wrote. Raises msgspec.MsgspecError."""
    return msgspec.json.decode(data, type=Order)
