"""What a group has made so far: the state that folding its events gives, and nothing that is not in them.

`apply` is a pure function of a creation and an event, used alike by live work, undo and replay. Traits are references
(`lexicon:trait`) and phrases are kept as their events told them, so that what was seen is seen again whatever has
changed since in the lexicons, the voices or the program.

Undo puts back what the group *made* (creature, texts, settings, phrases, voice, notes); what merely *happened* (a
phrase said aloud, an answer to a poll, a step reached, the group's name) stays. Several events may be one act, see
`joins`: it is one step back, and one sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec.structs import replace

from bestio.i18n import _
from bestio.workshop import events as ev
from bestio.workshop.acts import RECORDS, act
from bestio.workshop.events import Event, Refused
from bestio.workshop.state import NO_GUESSES, NOTHING_SAID, Creation, Past

__all__ = ["EMPTY", "MAX_UNDO", "Creation", "apply", "as_one_act", "fold", "joins"]

MAX_UNDO = 200
"""How many acts can be undone in a row."""

EMPTY = Creation()
"""The creation that nothing has happened to."""

OnRefused = Callable[[int, Event, Refused], None]
"""Told of each event that was skipped: its place among the events, itself, and why."""


def apply(creation: Creation, event: Event) -> Creation:
    """The creation after `event`; the same one for an event of a kind that this program does not know.

    Raises Refused where the event's values do not fit, or there is nothing for it to apply to.
    """
    values = ev.read(event)
    if values is None:
        return creation
    if event.do == "undo":
        return _undo(creation)
    if event.do == "redo":
        return _redo(creation)
    after = act(creation, event.do, values, event.data, event.at)
    if after is creation or event.do in RECORDS or joins(event, creation):
        return after
    if _begins(creation, event):
        return replace(after, past=(), future=())
    past = (*creation.past, Past(event.do, _made(creation), event.at))
    return replace(after, past=past[-MAX_UNDO:], future=())


def joins(event: Event, creation: Creation) -> bool:
    """Whether `event` belongs to the act that led to `creation`, and is undone with it."""
    return event.data.get(ev.JOINED) is True and bool(creation.past) and creation.past[-1].at == event.at


def as_one_act(creation: Creation, events: Iterable[Event], at: float) -> tuple[list[Event], Creation]:
    """`events` as they happen together at the moment `at`, each told whether it joins; and the creation after them.

    Raises Refused where one of them cannot happen.
    """
    now, happened = creation, []
    for event in events:
        begun = bool(now.past) and now.past is not creation.past  # before that there is nothing to join
        stamped = Event(at, event.do, ev.plain({**event.data, ev.JOINED: True} if begun else event.data))
        now = apply(now, stamped)
        happened.append(stamped)
    return happened, now


def _begins(creation: Creation, event: Event) -> bool:
    """Whether `event` is the first creature, or the first voice of it: there is nothing yet to go back to."""
    if event.do == "creation.begin":
        return not creation.begun
    return (
        event.do == "voice.choose"
        and creation.begun
        and creation.voice_id == ""
        and creation.voice is None
        and not creation.past
    )


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


def _undo(creation: Creation) -> Creation:
    if not creation.past:
        raise Refused(_("There is nothing to undo."))
    last = creation.past[-1]
    undone = Past(last.do, _made(creation), last.at)
    return _restored(creation, last.before, creation.past[:-1], (*creation.future, undone))


def _redo(creation: Creation) -> Creation:
    if not creation.future:
        raise Refused(_("There is nothing to do again."))
    last = creation.future[-1]
    done = Past(last.do, _made(creation), last.at)
    return _restored(creation, last.before, (*creation.past, done), creation.future[:-1])


def _made(creation: Creation) -> Creation:
    """The creation as a past holds it: what was made, without what happened nor a past of its own."""
    return replace(creation, past=(), future=(), group="", spoken=NOTHING_SAID, polls={}, guesses=NO_GUESSES, step=None)


def _restored(now: Creation, made: Creation, past: tuple[Past, ...], future: tuple[Past, ...]) -> Creation:
    return replace(
        made,
        past=past,
        future=future,
        group=now.group,
        spoken=now.spoken,
        polls=now.polls,
        guesses=now.guesses,
        step=now.step,
    )
