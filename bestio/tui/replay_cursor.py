"""Which part of a creation is seen again, where one is in it, and how fast it goes. No widget, no time."""

from __future__ import annotations

from bestio.creation.replay import Replay
from bestio.creation.replay_context import ReplayOptions, part, position_at
from bestio.i18n import _
from bestio.session.transcript import tell_time

SPEEDS = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0)


class ReplayCursor:
    """A way through `whole`: the part that `watch` names, or one `session` of it (0: the whole).

    Raises UsageError for a moment that is none, and for a part that holds nothing.
    """

    def __init__(self, whole: Replay, watch: ReplayOptions) -> None:
        self.whole = self.replay = whole
        self.speed = min(max(watch.speed, SPEEDS[0]), SPEEDS[-1])
        self.session = 0
        since, until = part(whole, watch.since, watch.until)
        self._end = None if until is None else position_at(whole, until + 0.001)
        if len(whole):
            whole.seek(max(1, position_at(whole, since)) if since else 1)

    @property
    def over(self) -> bool:
        """Whether all that is to be seen has been."""
        return self.replay.at_end or (self._end is not None and self.replay.position >= self._end)

    @property
    def next_mark(self) -> int:
        """The position of the next mark, else the end."""
        found = (one.position for one in self.replay.markers if one.position > self.replay.position)
        return next(found, len(self.replay))

    @property
    def previous_mark(self) -> int:
        """The position of the mark before, else the beginning."""
        found = (one.position for one in reversed(self.replay.markers) if one.position < self.replay.position)
        return next(found, 0)

    def slower(self) -> None:
        """One speed less, where there is one."""
        self.speed = max((speed for speed in SPEEDS if speed < self.speed), default=self.speed)

    def faster(self) -> None:
        """One speed more, where there is one."""
        self.speed = min((speed for speed in SPEEDS if speed > self.speed), default=self.speed)

    def next_session(self) -> int:
        """See the next session only, or after the last one the whole again; the position to begin at."""
        self.session = (self.session + 1) % (len(self.whole.sessions()) + 1)
        self.replay = self.whole.session(self.session) if self.session else self.whole
        self._end = None
        return 0 if self.session else 1

    @property
    def times(self) -> str:
        """How long the group had worked then, and altogether."""
        replay, total = self.replay, len(self.replay)
        now = replay.worked(replay.position - 1) if replay.position else 0.0
        return f"{tell_time(now)} / {tell_time(replay.worked(total - 1) if total else 0.0)}"

    @property
    def place(self) -> str:
        """Which act this is, of how many."""
        return _("act {n} of {total}").format(n=self.replay.position, total=len(self.replay))

    @property
    def describe_speed(self) -> str:
        """The speed, and the session where only one is seen."""
        speed = f"×{self.speed:g}".replace(".", ",")
        return f"{speed} · " + _("session {n}").format(n=self.session) if self.session else speed
