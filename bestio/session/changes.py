"""Which parts of a creation are no longer as they were, so that only what shows them is painted anew."""

from __future__ import annotations

from collections.abc import Mapping

from bestio.creation.state import Creation

PARTS: Mapping[str, tuple[str, ...]] = {
    "group": ("group",),
    "lexicons": ("lexicons", "own_traits"),
    "name": ("name", "seed"),
    "traits": ("traits", "crossed"),
    "locked": ("locked",),
    "texts": ("texts",),
    "shares": ("weights", "class_share"),
    "machine": ("settings",),
    "starters": ("starters",),
    "phrases": ("phrases",),
    "kept": ("kept",),
    "voice": ("voice_id", "voice"),
    "bend": ("bend",),
    "notes": ("notes",),
    "answers": ("polls", "guesses"),
    "spoken": ("spoken",),
    "duets": ("duets",),
    "plan": ("step",),
    "undo": ("past", "future"),
}
"""Each part, and where it stands in a creation: every field of it is in one of them."""
MACHINE_READS = frozenset({"texts", "shares", "starters", "lexicons", "traits"})
"""What the texts that the machine reads, and their parts of the draw, depend on."""

Changes = frozenset[str]
"""Names of `PARTS`."""


def changes(before: Creation, after: Creation) -> Changes:
    """The parts that differ."""
    if before is after:
        return frozenset()
    return frozenset(part for part, fields in PARTS.items() if any(_differ(before, after, one) for one in fields))


def _differ(before: Creation, after: Creation, field: str) -> bool:
    was, now = getattr(before, field), getattr(after, field)
    if field in {"past", "future"}:  # compared by what they hold, they would compare whole creations
        return len(was) != len(now) or (bool(now) and was[-1] is not now[-1])
    return was is not now and bool(was != now)
