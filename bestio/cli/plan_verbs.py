"""The verbs of `bestio act` on the plan: where the group is, and the poll that is asked twice."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from bestio.activities.poll import PollActivity
from bestio.cli.desk import Desk, Told
from bestio.cli.prompts import answer_with, converse, setting_of
from bestio.errors import BestioError, UsageError
from bestio.i18n import _
from bestio.text.fold import fold
from bestio.workshop.plan import Poll, Sequence, load_sequences
from bestio.workshop.progress import Place, Progress, choose, first_plan, follow

NEXT = frozenset({"suivante", "suivant", "next"})
RESULTS = frozenset({"resultats", "resultat", "results"})
WHEN: Mapping[str, str] = {"avant": "before", "before": "before", "apres": "after", "after": "after"}


def plan_of(desk: Desk) -> Sequence:
    """The plan that the group follows, or would."""
    sequences = load_sequences(desk.library, lambda _problem: None)
    first = first_plan(sequences, desk.library.own("workshops"))
    found = choose(sequences, desk.studio.journal.events, desk.creation, first=first)
    if found is None:
        raise BestioError(_("There is no plan here."))
    return found


def step(desk: Desk) -> Told:
    """List the activities of the plan, or reach one by its number, or the next one."""
    plan = plan_of(desk)
    progress = follow(plan, desk.studio.journal.events)
    if desk.words:
        if fold(desk.words[0]) in NEXT:
            if progress.next is None:
                return Told((_("That was the last step. Well done!"),))
            place = progress.next
        else:
            place = place_named(progress, desk.words[0])
        desk.studio.act("step.reach", seance=place.seance.id, activity=place.activity.id, sequence=plan.id)
        lines = [f"{place.number} {place.activity.title}", *place.activity.pupils.strip().split("\n")]
        lines.append(_("To do it: bestio act {journal} activité").format(journal=desk.request.journal))
        return Told(tuple(lines), place.key)
    lines = []
    for place in progress.places:
        mark = _("you are here") if place.here else _("done") if place.done else ""
        lines.append(f"{place.number} {place.activity.title}" + (f" ({mark})" if mark else ""))
    data = [
        {"number": one.number, "key": one.key, "title": one.activity.title, "here": one.here, "done": one.done}
        for one in progress.places
    ]
    return Told(tuple(lines), data)


def place_named(progress: Progress, name: str) -> Place:
    """The activity of that number or id. Raises UsageError."""
    for place in progress.places:
        if name in {place.number, place.key, place.activity.id}:
            return place
    raise UsageError(
        _("There is no activity “{name}” in the plan.").format(name=name[:40]),
        hint=_("There are: {names}.").format(names=", ".join(place.number for place in progress.places)),
    )


def poll(desk: Desk) -> Told:
    """List the poll's questions; ask them (`avant`, `après`); take one pupil's answers by number; or the results."""
    plan = plan_of(desk)
    if not plan.polls:
        raise BestioError(_("There is no poll in this plan."))
    key, asked = next(iter(plan.polls.items()))
    if not desk.words:
        return Told(tuple(_questions(asked)), key)
    asking = PollActivity(setting=setting_of(desk, plan), poll_id=key, poll=asked, when="before")
    if fold(desk.words[0]) in RESULTS:
        again = bool(desk.creation.polls.get(key, {}).get("after"))
        return converse(desk, replace(asking, when="after" if again else "before").move("results").then)
    when = WHEN.get(fold(desk.words[0]))
    if when is None:
        raise UsageError(_("Write “avant” or “après” first, then the numbers of the answers."))
    asking = replace(asking, when=when)
    if len(desk.words) == 1:
        return converse(desk, asking)
    answer_with(desk, asking, desk.words[1:])
    return Told((_("Thank you! Nobody will know which answers are yours."),), when)


def _questions(asked: Poll) -> list[str]:
    lines = []
    for number, question in enumerate(asked.questions, start=1):
        lines.append(f"{number}. {question.text}")
        lines += [f"   {place} : {choice}" for place, choice in enumerate(question.choices, start=1)]
    lines.append(_("Answer with one number a question, for instance: sondage avant 1 3 2"))
    return lines
