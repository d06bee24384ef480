"""Older journals, brought to today's form.

Format 0 named traits without their lexicon (`trait: hibou`); they were all of the creation's first lexicon.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from bestio.creation.events import Event
from bestio.journal.header import FORMAT

_Step = Callable[[list[Event]], list[Event]]


def migrate(events: Iterable[Event], version: int) -> list[Event]:
    """`events` of format `version` in today's form."""
    current = list(events)
    for number in range(version, FORMAT):
        current = _STEPS[number](current)
    return current


def _name_lexicons(events: list[Event]) -> list[Event]:
    lexicon = "own"
    changed: list[Event] = []
    for event in events:
        data = dict(event.data)
        if event.do == "creation.begin" and isinstance(data.get("lexicons"), list) and data["lexicons"]:
            lexicon = str(data["lexicons"][0])
        if "trait" in data and event.do in {"trait.draw", "trait.choose"}:
            data["trait"] = _named(lexicon, data["trait"])
        if isinstance(data.get("traits"), dict):
            data["traits"] = {slot: _named(lexicon, ref) for slot, ref in data["traits"].items()}
        changed.append(Event(event.at, event.do, data))
    return changed


def _named(lexicon: str, ref: Any) -> Any:
    return f"{lexicon}:{ref}" if isinstance(ref, str) and ":" not in ref else ref


_STEPS: dict[int, _Step] = {0: _name_lexicons, 1: list}  # format 2 only writes the same events otherwise
