"""Saving what is being written: as soon as one stops for a moment, and every few seconds where one does not."""

from __future__ import annotations

from collections.abc import Callable

from textual.message_pump import MessagePump
from textual.timer import Timer

QUIET = 1.0
"""Seconds without a change after which what was written is saved."""
LATEST = 5.0
"""Seconds after the first unsaved change when it is saved at the latest: all that a killed program can lose."""


class Autosave:
    """Calls `save` for `owner`, whose timers it uses, some time after `changed` was called."""

    def __init__(
        self, owner: MessagePump, save: Callable[[], None], *, quiet: float = QUIET, latest: float = LATEST
    ) -> None:
        self._owner = owner
        self._call = save
        self._quiet_for = quiet
        self._latest_after = latest
        self._quiet: Timer | None = None
        self._latest: Timer | None = None

    def changed(self) -> None:
        """Something was written that is not saved yet."""
        if self._quiet is not None:
            self._quiet.stop()
        self._quiet = self._owner.set_timer(self._quiet_for, self._save)
        if self._latest is None:
            self._latest = self._owner.set_timer(self._latest_after, self._save)

    def _save(self) -> None:
        for timer in (self._quiet, self._latest):
            if timer is not None:
                timer.stop()
        self._quiet = self._latest = None
        self._call()
