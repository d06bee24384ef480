"""When each act of a replay happens, and how long what is said with it lasts: for what plays without the app."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from bestio.creation.replay import Replay

SPOKEN = "stage.speak"


class Moment(Struct, frozen=True):
    """An act: its place (counted from 0), the seconds to wait before it, and how long the line lasts that it says."""

    index: int
    waited: float
    lasts: float


def timetable(
    replay: Replay, since: float, until: float | None, speed: float, lengths: Mapping[int, float] | None = None
) -> Iterator[Moment]:
    """The acts from `since` to `until` (seconds at work, see `Replay.worked`), as they follow each other at `speed`.

    Lines last as the journal says, or as `lengths` says by the act's place; nothing makes them quicker.
    """
    before: float | None = None
    for index, event in enumerate(replay.events):
        worked = replay.worked(index)
        if worked < since or (until is not None and worked > until):
            continue
        waited = 0.0 if before is None else (worked - before) / speed
        before = worked
        said = float(event.data.get("seconds") or 0.0) if event.do == SPOKEN else 0.0
        yield Moment(index, waited, (lengths or {}).get(index, said))
