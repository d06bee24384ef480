"""From the guide to the place where an activity is done: a bench, a screen of its own, or away from the computer."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from bestio.activities.engine import NO_PLAN
from bestio.activities.guide import GuideActivity
from bestio.activities.register import ACTIVITIES
from bestio.activities.ways import way_of
from bestio.classroom.guidance import Guidance
from bestio.classroom.plan import Sequence
from bestio.classroom.progress import Place
from bestio.i18n import _
from bestio.tui.screens.activities.prompts import open_prompts, screen_of, setting_of
from bestio.tui.screens.classroom import ClassroomScreen
from bestio.tui.screens.replay import ReplayScreen
from bestio.tui.widgets.guide_line import GuideLine

if TYPE_CHECKING:
    from bestio.tui.screens.workplace import Workplace

BENCHES = frozenset({"creature", "phrases", "voice", "stage"})


def _open_replay(workshop: Workplace, place: Place) -> None:
    """The group's own creation again; where the plan says so, the audience is asked before each draw."""
    workshop.hush()
    screen = ReplayScreen(workshop.services, workshop.studio.journal.path)
    screen.audience.on = place.activity.kind == "replay"
    workshop.app.push_screen(screen)


def _open_class(workshop: Workplace, _place: Place) -> None:
    """The class that the group belongs to."""
    workshop.hush()
    workshop.app.push_screen(ClassroomScreen(workshop.services, workshop.studio.journal.path.parent.name))


ELSEWHERE = {"replay": _open_replay, "class": _open_class}


def open_guide(workshop: Workplace, guidance: Guidance) -> None:
    """Show the guide over a workshop, then open what was chosen there."""

    def chosen(place: Place | None) -> None:
        for line in workshop.query(GuideLine):
            line.show()
        if place is not None and guidance.sequence is not None:
            open_activity(workshop, guidance.sequence, place)

    guide = GuideActivity.over(setting_of(workshop, guidance.sequence or NO_PLAN), guidance)
    workshop.app.push_screen(screen_of(GuideActivity)(workshop, None, guide), chosen)


def open_activity(workshop: Workplace, sequence: Sequence, place: Place) -> None:
    """Go where an activity is done."""
    activity = place.activity
    if activity.bench in BENCHES:
        workshop.bench = activity.bench
    opener = _opener(workshop, sequence, place)
    if opener is not None:
        opener()
    elif activity.bench == "none":
        workshop.tell(_("This is done away from the computer. F7 when it is done."))


def _opener(workshop: Workplace, sequence: Sequence, place: Place) -> Callable[[], object] | None:
    way = way_of(place.activity, workshop.creation)
    if way in ACTIVITIES:
        return partial(open_prompts, workshop, sequence, place, ACTIVITIES[way])
    if way == "write":
        return partial(workshop.open_text, "")
    return partial(ELSEWHERE[way], workshop, place) if way in ELSEWHERE else None
