"""Events told in words: the caption of each, what the act is called, what undo would undo."""

from __future__ import annotations

from collections.abc import Iterable

from bestio.creation.events.event import Event
from bestio.creation.events.names import Names
from bestio.creation.events.registry import KINDS, read
from bestio.creation.fold import apply
from bestio.creation.state import Creation
from bestio.i18n import _


def caption(event: Event, before: Creation, after: Creation, names: Names) -> str:
    """What happened, in one sentence, when `event` led from one creation to the other."""
    values = read(event)
    if values is None:
        return _("Something that this Bestio does not know ({do}).").format(do=event.do[:40])
    return values.caption(event, before, after, names)


def caption_of_act(events: Iterable[Event], before: Creation, names: Names) -> str:
    """What happened, when `events`, one act, happened to `before`: the sentence of each, on one line."""
    told = []
    for event in events:
        after = apply(before, event)
        told.append(caption(event, before, after, names))
        before = after
    return " ".join(told)


def name_of_act(do: str) -> str:
    """What an act is called, such as “the draw of a trait”, to say what a group did last."""
    return _(KINDS[do].label) if do in KINDS else _("something else")


def name_of_undone(creation: Creation) -> str:
    """What the act is called that undo would undo."""
    return _name_of(creation.undoes, creation)


def name_of_redone(creation: Creation) -> str:
    """What the act is called that redo would do again."""
    return _name_of(creation.redoes, creation.future.top.before if creation.future else creation)


def _name_of(do: str, after: Creation) -> str:
    return KINDS[do].named(after) if do in KINDS else _("something else")
