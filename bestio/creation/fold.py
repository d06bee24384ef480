"""What a group has made so far: the state that folding its events gives, and nothing that is not in them.

`apply` is a pure function of a creation and an event, used alike by live work, undo and replay. Traits are references
(`lexicon:trait`) and phrases are kept as their events told them, so that what was seen is seen again whatever has
changed since in the lexicons, the voices or the program. What an event does is said in its kind (`events`).

Undo puts back what the group *made* (creature, texts, settings, phrases, voice, notes); what merely *happened* (a
phrase said aloud, an answer to a poll, a step reached, the group's name) stays. Several events may be one act, see
`joins`: it is one step back, and one sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec.structs import replace

from bestio.creation.events import JOINED, Event, Refused, plain, read
from bestio.creation.events.kind import Kind
from bestio.creation.events.undo import MAX_UNDO, remembered
from bestio.creation.state import NO_ACTS, Creation

__all__ = ["EMPTY", "MAX_UNDO", "Creation", "apply", "as_one_act", "fold", "joins"]

EMPTY = Creation()
"""The creation that nothing has happened to."""

OnRefused = Callable[[int, Event, Refused], None]
"""Told of each event that was skipped: its place among the events, itself, and why."""


def apply(creation: Creation, event: Event) -> Creation:
    """The creation after `event`; the same one for an event of a kind that this program does not know.

    Raises Refused where the event's values do not fit, or there is nothing for it to apply to.
    """
    values = read(event)
    if values is None:
        return creation
    after = values.apply(creation, event)
    if after is creation or values.record or _joins(values, event, creation):
        return after
    if values.begins(creation):
        return replace(after, past=NO_ACTS, future=NO_ACTS)
    return remembered(after, event, creation)


def joins(event: Event, creation: Creation) -> bool:
    """Whether `event` belongs to the act that led to `creation`, and is undone with it."""
    values = read(event)
    return values is not None and _joins(values, event, creation)


def _joins(values: Kind, event: Event, creation: Creation) -> bool:
    return values.joined is True and bool(creation.past) and creation.past.top.at == event.at


def as_one_act(creation: Creation, events: Iterable[Event], at: float) -> tuple[list[Event], Creation]:
    """`events` as they happen together at the moment `at`, each told whether it joins; and the creation after them.

    Raises Refused where one of them cannot happen.
    """
    now, happened = creation, []
    for event in events:
        begun = bool(now.past) and now.past is not creation.past  # before that there is nothing to join
        stamped = Event(at, event.do, plain({**event.data, JOINED: True} if begun else event.data))
        now = apply(now, stamped)
        happened.append(stamped)
    return happened, now


def fold(events: Iterable[Event], *, start: Creation = EMPTY, refused: OnRefused | None = None) -> Creation:
    """The creation after all of `events`; those that cannot be applied are skipped, and told to `refused`."""
    creation = start
    for index, event in enumerate(events):
        try:
            creation = apply(creation, event)
        except Refused as error:
            if refused is not None:
                refused(index, event, error)
    return creation
