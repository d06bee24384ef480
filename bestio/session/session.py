"""One group at work, as screens and lines see it: the one place where an act is done to a creation."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from bestio.classroom.naming import names_of
from bestio.classroom.plan import load_sequences
from bestio.classroom.store import Store
from bestio.creation.fold import Creation
from bestio.creation.replay import Replay
from bestio.i18n import _
from bestio.session.actions.action import Action, NotNow, Result
from bestio.session.changes import changes
from bestio.studio.studio import Studio


class Session:
    """What an act works with: the studio, which acts on the journal, and the store that the journal is in.

    `called` is what the group goes by in a line, where lines are told which to write next.
    """

    def __init__(self, studio: Studio, store: Store, called: str = "") -> None:
        self.studio = studio
        self.store = store
        self.called = called

    @property
    def creation(self) -> Creation:
        """The creation as it is now."""
        return self.studio.creation

    def perform(self, action: Action, /, **given: Any) -> Result:
        """Do an act; all of its events are on the disk, as one act, when this returns.

        Raises NotNow where it cannot be done as things are, Refused, JournalError, or another BestioError.
        """
        return self._do(action, self.studio.settle, given)

    def record(self, *events: tuple[str, Mapping[str, Any]]) -> Result:
        """Let events, each its kind and its values, happen as one act: what an activity found, or what was said aloud.

        Raises Refused, JournalError.
        """
        return self._done(partial(self._record, events))

    def _record(self, events: Sequence[tuple[str, Mapping[str, Any]]]) -> Result:
        self.studio.record_all(*events)
        return Result()

    def hold(self, action: Action, /, **given: Any) -> Result:
        """The same for a knob that may be turned further: it is written when it rests, or with the next act."""
        return self._do(action, lambda: None, given)

    def _do(self, action: Action, end: Callable[[], None], given: dict[str, Any]) -> Result:
        assert action.run is not None, action.id
        return self._done(partial(action.run, self, **given), end)

    def _done(self, do: Callable[[], Result], end: Callable[[], None] = lambda: None) -> Result:
        events, before = self.studio.journal.events, self.creation
        count = len(events)
        done = do()
        end()
        return replace(done, events=events[count:], changes=changes(before, self.creation))

    def can(self, action: Action, /, **given: Any) -> bool:
        """Whether an act is the side that its key has now."""
        return action.enabled is None or action.enabled(self, **given)

    def either(self, action: Action, other: Action, /, **given: Any) -> Action:
        """The one of two acts, the sides of one key, that can be done now."""
        return action if self.can(action, **given) else other

    def need_creature(self) -> None:
        """Raise NotNow where the group, which its teacher has made, has no creature yet."""
        if not self.creation.begun:
            journal = self.studio.journal
            raise NotNow(
                _("The group “{group}” has no creature yet.").format(group=journal.group or journal.path.stem),
                hint=_("To begin: bestio act {journal} tourner").format(journal=self.called),
            )

    def captions(self, count: int, before: Creation) -> list[str]:
        """What has happened since there were `count` events and `before`, a sentence an act, as a replay tells it."""
        studio = self.studio
        happened = studio.journal.events[count:]
        plans = (
            load_sequences(studio.library, lambda _problem: None)
            if any(one.do == "step.reach" for one in happened)
            else {}
        )
        seen = Replay(happened, names=names_of(studio.catalog, lambda: studio.voices, plans.values()), start=before)
        told: list[str] = []
        for position in range(1, len(seen) + 1):
            was, now = seen.state_at(position - 1), seen.state_at(position)
            told.append(seen.caption_at(position))
            repaired = studio.repairs(was) if was.begun and now.traits != was.traits else ""
            if repaired:
                told.append(_("Agreement changes: {repairs}").format(repairs=repaired))
        return told
