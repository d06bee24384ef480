"""The acts on the plan, each an activity of it; what they ask, each face asks in its own way."""

from __future__ import annotations

from typing import Any

from bestio.activities.ways import Way, way_of
from bestio.classroom.guidance import Guidance
from bestio.classroom.plan import Sequence
from bestio.classroom.progress import Place, Progress, follow, reaching
from bestio.errors import BestioError, UsageError
from bestio.i18n import N_, _
from bestio.session.actions.action import Action, Key, Parameter, Result
from bestio.session.actions.parameters import ASKED, LISTED, listed, named
from bestio.session.session import Session
from bestio.text.fold import fold

NEXT = frozenset({"suivante", "suivant", "next"})


def plan_of(session: Session) -> Sequence:
    """The plan that the group follows, or would."""
    found = guidance_of(session).sequence
    if found is None:
        raise BestioError(_("There is no plan here."))
    return found


def guidance_of(session: Session) -> Guidance:
    """Where the group is in its plan."""
    return Guidance(session.studio.library, session.studio.journal)


def place_named(progress: Progress, name: str) -> Place:
    """The activity of that number or id. Raises UsageError."""
    for place in progress.places:
        if name in {place.number, place.key, place.activity.id}:
            return place
    raise UsageError(
        _("There is no activity “{name}” in the plan.").format(name=name[:40]),
        hint=_("There are: {names}.").format(names=", ".join(place.number for place in progress.places)),
    )


def reach(session: Session, place: Place, plan: str) -> None:
    """Let the group be at an activity of a plan."""
    session.studio.record(*reaching(place, plan))


def find_place(session: Session, name: str = "", way: Way = "") -> Place:
    """The activity that is named; else the one where the group is, or the next one that is done in this `way`.

    Raises BestioError.
    """
    progress = follow(plan_of(session), session.studio.journal.events)
    if name:
        return place_named(progress, name)
    start = progress.at or 0
    for place in (*progress.places[start:], *progress.places[:start]):
        if not way or way_of(place.activity, session.creation) == way:
            return place
    raise BestioError(_("There is no such activity in the plan."))


def come_to(session: Session, place: Place) -> Place:
    """Let the group be at an activity, as the guide of the app does."""
    if not place.here:
        reach(session, place, plan_of(session).id)
    return place


@Action(
    "step", "étape", N_("Lists the activities of the plan, or goes to one (“suivante”: the next)."),
    (
        named("step", N_("STEP"), "activity", N_("An activity, by its number; “suivante” for the next one.")).may(
            LISTED
        ),
    ),
    lists=True,
)  # fmt: skip
def step(session: Session, step: str = "") -> Result:
    """Go to an activity, by its number or id, or to the next one; without one, list them."""
    plan = plan_of(session)
    progress = follow(plan, session.studio.journal.events)
    if not step:
        return _listed(progress)
    place = progress.next if fold(step) in NEXT else place_named(progress, step)
    if place is None:
        return Result((_("That was the last step. Well done!"),))
    reach(session, place, plan.id)
    lines = [f"{place.number} {place.activity.title}", *place.activity.pupils.strip().split("\n")]
    lines.append(_("To do it: bestio act {journal} activité").format(journal=session.called))
    return Result(tuple(lines), place.key)


def _listed(progress: Progress) -> Result:
    lines = []
    for place in progress.places:
        mark = _("you are here") if place.here else _("done") if place.done else ""
        lines.append(f"{place.number} {place.activity.title}" + (f" ({mark})" if mark else ""))
    data: Any = [
        {"number": one.number, "key": one.key, "title": one.activity.title, "here": one.here, "done": one.done}
        for one in progress.places
    ]
    return Result(tuple(lines), data)


_STEP = named("step", N_("STEP"), "activity", N_("An activity, by its number.")).may(N_("the one where you are"))

guide = Action(
    "guide", "guide", N_("The plan in a dialogue: what is done, where you are, what comes next."),
    keys=(Key("guide", "f7", N_("Guide"), N_("What to do now, what is done, what comes next."), soon=True),),
)  # fmt: skip
activity = Action("activity", "activité", N_("Does an activity of the plan, in a dialogue."), (_STEP,))
poll = Action(
    "poll", "sondage", N_("The poll: “avant” or “après” asks it, “résultats” compares."),
    (
        Parameter(
            "when", N_("WHEN"), None, "word", N_("Before or after the workshops; “résultats” compares."),
            choices=lambda: ("avant", "après", "résultats"),
        ).may(LISTED),
        listed("answers", N_("NUMBER"), "number", N_("Your answers, each by its number.")).may(ASKED),
    ), lists=True,
)  # fmt: skip
count = Action(
    "count", "compter", N_("How many creatures? A bet, then the count, with one lexicon or several."),
    (
        named("bet", N_("BET"), "number", N_("How many creatures, do you think?")).may(ASKED),
        named("number", N_("NUMBER"), "number", N_("How many lexicons to count with.")).may(N_("one")),
    ),
)  # fmt: skip
bet = Action(
    "bet", "parier", N_("A bet on a phrase: how many words in a row are copied, and whose?"),
    (
        named("phrase", N_("PHRASE"), "phrase", N_("A phrase, by its number.")).may(ASKED),
        named("number", N_("NUMBER"), "number", N_("How many words in a row are copied?")).may(),
        named("author", N_("AUTHOR"), "words", N_("Whose words are they?"), rest=True).may(N_("nobody’s")),
    ),
)  # fmt: skip
sign = Action(
    "sign", "signer", N_("Shares a hundred points between all who made the kept phrases."),
    (listed("points", N_("NUMBER"), "number", N_("Five numbers that make a hundred, then why.")).may(ASKED),),
)  # fmt: skip
imagine = Action("imagine", "imaginer", N_("Voices without a name: whom do you imagine?"), (_STEP,))
quiz = Action("quiz", "quiz", N_("Human or machine? One phrase after the other."), (_STEP,))
retrain = Action(
    "retrain", "perroquet", N_("The machine reads itself: moins, autant or plus different words?"),
    (
        Parameter(
            "prediction", N_("PREDICTION"), None, "word", N_("Less, as many or more different words?"),
            choices=lambda: ("moins", "autant", "plus"),
        ).may(ASKED),
        Parameter(
            "every", N_("ALL"), None, "word", N_("“tout” to be told every generation."), choices=lambda: ("tout",)
        ).may(N_("a few of them")),
    ),
)  # fmt: skip
debate = Action(
    "debate", "débattre", N_("The group’s notes on the activity where it is."),
    (named("text", N_("WORD"), "words", N_("What is to be added to your notes."), rest=True).may(ASKED),),
)  # fmt: skip
