"""The guide: the sessions and their activities, what is done, where the group is, what comes next."""

from __future__ import annotations

from typing import ClassVar, Self

from msgspec.structs import replace

from bestio.activities.engine import Activity, Setting, Turn
from bestio.activities.prompt import GO_ON, LEAVE, Leaf, Mark, Move, Option, Outline, Prompt, Words
from bestio.classroom.guidance import Guidance
from bestio.classroom.progress import Place, Progress, reaching
from bestio.i18n import N_, _, ngettext


class GuideActivity(Activity, frozen=True, kw_only=True):
    """Shows the plan, and leads to what is chosen there."""

    way = "guide"
    named = N_("Guide")
    explained = N_(
        "On the left, the sessions: ✓ is done, ▶ you are here, … was begun.\n"
        "On the right, what to do, and what counts as done.\n"
        "Enter takes you where it is done. N goes on to the next step.\n"
        "Come back next week: the guide knows where you were."
    )
    moves: ClassVar[tuple[Move, ...]] = (
        Move(GO_ON, "enter", N_("Go there"), N_("Go to the activity in hand, and open what it needs.")),
        Move("next", "n", N_("Next step"), N_("This one is done: on to the next."), typed="n"),
        Move("time", "h", N_("Time"), N_("Show or hide the time that is left."), typed="h"),
        Move("other", "p", N_("Other plan"), N_("Follow another plan of the workspace."), shown=False, typed="p"),
        Move(LEAVE, "f7", N_("Back"), N_("Back to the bench."), shown=False),
    )

    guidance: Guidance
    """What is followed, and whether its time is to be seen: `time` and `other` change that for the whole workshop."""
    said: str = ""

    @classmethod
    def over(cls, setting: Setting, guidance: Guidance) -> Self:
        """The plan of a workshop, with what is wrong in it, or how to begin."""
        said = ""
        if guidance.sequence is not None and not guidance.begun:
            said = _("Enter begins. The guide will know where you are, next week too.")
        if guidance.problems:
            said = "\n".join(map(str, guidance.problems[:2]))
        return cls(setting=setting, guidance=guidance, said=said)

    def view(self) -> Prompt:
        progress = self.guidance.progress()
        if progress is None:
            text = _("No plan can be read: your teacher finds the reason with “bestio check”.")
            return Words(title=_("There is no plan"), text=text, said=self.said, last=True)
        return Outline(
            title=progress.sequence.title,
            question="",
            options=tuple(self._option(place, progress) for place in progress.places),
            hand=progress.at or 0,
            said=self.said,
            typed=_("And now? (number: go there, n: next step, h: time, p: other plan, q: leave)"),
        )

    def _option(self, place: Place, progress: Progress) -> Option:
        activity = place.activity
        minutes = ngettext("{n} minute", "{n} minutes", activity.minutes).format(n=activity.minutes)
        left = self.guidance.time_left(progress) if place.here else ""
        small = "  ·  ".join(part for part in (minutes if self.guidance.time_shown else "", left) if part)
        leaf = Leaf(activity.title, small, activity.pupils.strip(), activity.done_text.strip(), _counted(place))
        group = f"{place.number.partition('.')[0]}  {place.seance.title}"
        return Option(activity.title, number=place.number, group=group, mark=_mark(place), leaf=leaf)

    def answer(self, value: int | str) -> Turn:
        progress = self.guidance.progress()
        assert progress is not None
        place = progress.places[int(value)]
        return replace(self._to(place, progress), opens=place)

    def move(self, name: str) -> Turn:
        progress = self.guidance.progress()
        said = ""
        if name == "next" and progress is not None:
            if progress.next is not None:
                return self._to(progress.next, progress)
            said = _("That was the last step. Well done!")
        elif name == "time":
            self.guidance.time_shown = not self.guidance.time_shown
        elif name == "other" and len(self.guidance.sequences) > 1:
            self.guidance.choose_next()
        elif name == "other" and progress is not None:
            said = _("There is only this plan.")
        return Turn(replace(self, said=said))

    def _to(self, place: Place, progress: Progress) -> Turn:
        """Let the group be at an activity, where it is not there yet and does more than look."""
        stays = place.here or self.setting.studio.journal.read_only
        events = () if stays else (reaching(place, progress.sequence.id),)
        return Turn(replace(self, said=""), events)


def _mark(place: Place) -> Mark:
    if place.here:
        return "here"
    return "done" if place.done else "begun" if place.reached else ""


def _counted(place: Place) -> str:
    if place.done:
        return "✓"
    return f"({place.count}/{place.needed})" if place.needed > 1 else ""
