"""What a program that serves allows itself, where its technician has said nothing else."""

from __future__ import annotations

from msgspec import Struct


class Limits(Struct, frozen=True):
    """Times in seconds, memory in bytes."""

    connections: int = 400
    """Connections of browsers at once."""
    memory: int = 512 << 20
    """What an app may hold, what it shares with the others counted in; a usual one holds a fifth."""
    alone: float = 600.0
    """For how long an app goes on without any browser, as behind a closed lid."""
    drain: float = 6.0
    """How long an app may take to save and to leave."""


USUAL = Limits()
