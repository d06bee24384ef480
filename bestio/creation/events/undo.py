"""Going back and forth. Undo puts back what the group *made*; what merely *happened* (a record) stays."""

from __future__ import annotations

from typing import ClassVar

from msgspec.structs import replace

from bestio.creation.events.event import Event, Refused
from bestio.creation.events.kind import Kind
from bestio.creation.events.names import Names
from bestio.creation.pile import Pile
from bestio.creation.state import NO_ACTS, NO_GUESSES, NOTHING_SAID, Creation, Past
from bestio.i18n import N_, _

MAX_UNDO = 200
"""How many acts can be undone in a row."""


class Undo(Kind, frozen=True, tag="undo"):
    """The last act was undone."""

    label: ClassVar[str] = N_("an undo")
    record: ClassVar[bool] = True

    def apply(self, creation: Creation, event: Event) -> Creation:
        if not creation.past:
            raise Refused(_("There is nothing to undo."))
        last = creation.past.top
        undone = Past(last.do, _made(creation), last.at)
        return _restored(creation, last.before, creation.past.below(), creation.future.plus(undone, MAX_UNDO))

    def caption(self, event: Event, before: Creation, after: Creation, names: Names) -> str:
        # What is undone may be of any kind, and the registry of them knows this one.
        from bestio.creation.events.describe import name_of_undone  # noqa: PLC0415

        return _("The group undoes: {what}.").format(what=name_of_undone(before))


class Redo(Kind, frozen=True, tag="redo"):
    """What was undone last was done again."""

    label: ClassVar[str] = N_("a redo")
    record: ClassVar[bool] = True

    def apply(self, creation: Creation, event: Event) -> Creation:
        if not creation.future:
            raise Refused(_("There is nothing to do again."))
        last = creation.future.top
        done = Past(last.do, _made(creation), last.at)
        return _restored(creation, last.before, creation.past.plus(done, MAX_UNDO), creation.future.below())

    def caption(self, event: Event, before: Creation, after: Creation, names: Names) -> str:
        from bestio.creation.events.describe import name_of_redone  # noqa: PLC0415

        return _("The group does again: {what}.").format(what=name_of_redone(before))


def remembered(after: Creation, event: Event, before: Creation) -> Creation:
    """`after`, from which `event` can be undone, to what was there `before`."""
    past = before.past.plus(Past(event.do, _made(before), event.at), MAX_UNDO)
    return replace(after, past=past, future=NO_ACTS)


def _made(creation: Creation) -> Creation:
    """The creation as a past holds it: what was made, without what happened nor a past of its own."""
    return replace(
        creation,
        past=NO_ACTS,
        future=NO_ACTS,
        group="",
        spoken=NOTHING_SAID,
        polls={},
        guesses=NO_GUESSES,
        step=None,
    )


def _restored(now: Creation, made: Creation, past: Pile[Past], future: Pile[Past]) -> Creation:
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
