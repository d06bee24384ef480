"""The plan, as the teacher leads the whole class through it: which step comes next, and how an app is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from bestio.classroom.plan import Sequence as Plan
    from bestio.classroom.table import Row

REACH = "step.reach"


class Step(Struct, frozen=True):
    """An activity of a plan by its ids, and what it is called, with its number."""

    sequence: str
    seance: str
    activity: str
    told: str = ""

    @property
    def key(self) -> str:
        """What a page calls it."""
        return f"{self.sequence}/{self.seance}/{self.activity}"

    @property
    def event(self) -> tuple[str, dict[str, str]]:
        """The event by which a creation comes to it."""
        return REACH, {"seance": self.seance, "activity": self.activity, "sequence": self.sequence}


def steps_of(plan: Plan) -> list[Step]:
    """The activities of a plan, in their order."""
    return [
        Step(plan.id, seance.id, activity.id, f"{number}.{place} {activity.title}")
        for number, seance in enumerate(plan.seances, start=1)
        for place, activity in enumerate(seance.activities, start=1)
    ]


def next_step(steps: Sequence[Step], rows: Iterable[Row], led: Step | None) -> Step | None:
    """What comes after the step that the class was led to, else after the one where most groups are (of two, the one

    that comes first); the first where none has begun, None after the last.
    """
    at = next((place for place, one in enumerate(steps) if led is not None and one.key == led.key), None)
    if at is None:
        places = {(one.seance, one.activity): place for place, one in enumerate(steps)}
        reached = Counter(place for row in rows if (place := places.get((row.seance, row.activity))) is not None)
        if not reached:
            return steps[0] if steps else None
        at = min(reached, key=lambda place: (-reached[place], place))
    return steps[at + 1] if at + 1 < len(steps) else None
