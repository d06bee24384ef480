"""From the guide to the place where an activity is done: a bench, a screen of its own, or away from the computer."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from bestio.activities.register import ACTIVITIES
from bestio.i18n import _
from bestio.phrases.phrase import Phrase
from bestio.tui.screens.activities.activity import ActivityScreen
from bestio.tui.screens.activities.authorship import AuthorshipScreen
from bestio.tui.screens.activities.debate import DebateScreen
from bestio.tui.screens.activities.dice import StepOnText
from bestio.tui.screens.activities.guidance import Guidance
from bestio.tui.screens.activities.guide import Guide
from bestio.tui.screens.activities.imagine import ImagineScreen
from bestio.tui.screens.activities.prompts import open_prompts
from bestio.tui.screens.classroom import ClassroomScreen
from bestio.tui.screens.replay import ReplayScreen
from bestio.tui.screens.window import Window
from bestio.tui.widgets.guide_line import GuideLine
from bestio.workshop.activities import way_of
from bestio.workshop.plan import Sequence
from bestio.workshop.progress import Place

if TYPE_CHECKING:
    from bestio.tui.screens.workplace import Workplace

BENCHES = frozenset({"creature", "phrases", "voice", "stage"})
SCREENS: dict[str, type[ActivityScreen]] = {
    "debate": DebateScreen,
    "imagine": ImagineScreen,
}


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

    workshop.app.push_screen(Guide(workshop, guidance), chosen)


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
    activity = place.activity

    def push(screen: Window[None]) -> Callable[[], object]:
        return partial(workshop.app.push_screen, screen)

    way = way_of(activity, workshop.creation)
    if way in ACTIVITIES:
        return partial(open_prompts, workshop, sequence, place, ACTIVITIES[way])
    if way == "authorship":
        return push(AuthorshipScreen(workshop, place, sequence))
    if way == "dice":
        return partial(_open_dice, workshop, sequence, place)
    if way == "write":
        return partial(workshop.open_text, "")
    if way in ELSEWHERE:
        return partial(ELSEWHERE[way], workshop, place)
    kind = SCREENS.get(way)
    return None if kind is None else push(kind(workshop, place))


def _open_dice(workshop: Workplace, sequence: Sequence, place: Place) -> None:
    """Step by step: on the plan's own short text where there is one, else on the group's texts."""
    text = place.activity.text.strip()
    if not text:
        workshop.open_stepper()
        return

    def made(phrase: Phrase | None) -> None:
        if phrase is not None:
            workshop.act(lambda: workshop.studio.record_phrase(phrase, seed=None))

    screen = StepOnText(workshop.studio, place.activity.title, sequence.title, text)
    workshop.app.push_screen(screen, made)
