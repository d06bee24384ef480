"""Where the class goes in the plan: its groups are led to a step, each once, by its app or in its journal."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from bestio.errors import BestioError
from bestio.i18n import _
from bestio.serve.steps import Step

if TYPE_CHECKING:
    from bestio.classroom.store import Entry, Store
    from bestio.serve.seat import Seat, Viewer


class Leading:
    """Leads the groups of one class; `seats` are the apps that run here."""

    def __init__(
        self, store: Store, class_id: str, seats: Mapping[str, Seat], entries: Callable[[], Sequence[Entry]]
    ) -> None:
        self.step: Step | None = None
        """The activity of the plan that the whole class was led to last."""
        self._store = store
        self._class_id = class_id
        self._seats = seats
        self._entries = entries
        self._led: set[str] = set()
        self._untold: set[str] = set()

    async def lead(self, step: Step, elsewhere: Callable[[str], bool]) -> None:
        """Lead every group there, but those that are led by another program; those that come later find it there."""
        self.step = step
        self._led.clear()
        self._untold.clear()
        for one in await asyncio.to_thread(self._entries):
            if elsewhere(one.id) and one.id not in self._seats:
                self._led.add(one.id)
            else:
                await self.lead_group(one.id)

    async def follow(self, step: Step) -> None:
        """Another program leads the class there: the groups that have an app here, and those that come later."""
        self.step = step
        self._untold.clear()
        self._led = {one.id for one in await asyncio.to_thread(self._entries)} - self._seats.keys()
        for group in list(self._seats):
            await self.lead_group(group)

    async def lead_group(self, group: str) -> None:
        """Lead a group there, once: its app does it where it runs, else its journal is written here."""
        step = self.step
        if step is None or group in self._led:
            return
        self._led.add(group)
        seat = self._seats.get(group)
        if seat is not None and not seat.ended:
            await seat.send_meta({"type": "step", **msgspec.to_builtins(step)})
            for viewer in list(seat.viewers):
                await viewer.tell("step", _told(step))
            return
        try:
            await asyncio.to_thread(self._write_step, group, step)
            self._untold.add(group)
        except (BestioError, OSError):
            self._led.discard(group)  # another window has it: it is tried again when the group comes

    def _write_step(self, group: str, step: Step) -> None:
        with self._store.open(self._store.path(self._class_id, group)) as journal:
            at = journal.creation.step
            if at is None or (at.seance, at.activity) != (step.seance, step.activity):
                kind, values = step.event
                journal.record(kind, values)

    def news(self, group: str) -> str:
        """Where the class was led meanwhile, to be told to a group once; "" for nothing."""
        if self.step is None or group not in self._untold:
            return ""
        self._untold.discard(group)
        return _told(self.step)

    async def welcome(self, viewer: Viewer, group: str) -> None:
        """Tell a page that has come where the class was led meanwhile."""
        if told := self.news(group):
            await viewer.tell("step", told)


def _told(step: Step) -> str:
    return _("Your teacher goes on with you to “{step}”.").format(step=step.told)
