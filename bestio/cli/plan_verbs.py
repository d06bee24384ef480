"""The verbs of `bestio act` on the plan: where the group is, and the poll that is asked twice."""

from __future__ import annotations

from collections.abc import Mapping

from bestio.cli.acts import Desk, Told, missing
from bestio.errors import BestioError, UsageError
from bestio.i18n import _
from bestio.phrases.guard import fold
from bestio.workshop.plan import Poll, Sequence, load_sequences
from bestio.workshop.progress import DEFAULT, Place, choose, follow

WHEN: Mapping[str, str] = {"avant": "before", "before": "before", "apres": "after", "after": "after"}


def _plan(desk: Desk) -> Sequence:
    sequences = load_sequences(desk.library, lambda _problem: None)
    found = choose(sequences, desk.studio.journal.events, desk.creation, first=DEFAULT)
    if found is None:
        raise BestioError(_("There is no plan here."))
    return found


def step(desk: Desk) -> Told:
    """List the activities of the plan, or reach one by its number."""
    plan = _plan(desk)
    if desk.words:
        place = _place(follow(plan, desk.studio.journal.events).places, desk.words[0])
        desk.studio.act("step.reach", seance=place.seance.id, activity=place.activity.id, sequence=plan.id)
        lines = [f"{place.number} {place.activity.title}", *place.activity.pupils.split("\n")]
        return Told(tuple(lines), place.key)
    lines = []
    places = follow(plan, desk.studio.journal.events).places
    for place in places:
        mark = _("you are here") if place.here else _("done") if place.done else ""
        lines.append(f"{place.number} {place.activity.title}" + (f" ({mark})" if mark else ""))
    data = [
        {"number": one.number, "key": one.key, "title": one.activity.title, "here": one.here, "done": one.done}
        for one in places
    ]
    return Told(tuple(lines), data)


def _place(places: tuple[Place, ...], name: str) -> Place:
    for place in places:
        if name in {place.number, place.key, place.activity.id}:
            return place
    raise UsageError(
        _("There is no activity “{name}” in the plan.").format(name=name[:40]),
        hint=_("There are: {names}.").format(names=", ".join(place.number for place in places)),
    )


def poll(desk: Desk) -> Told:
    """Ask the poll's questions, or take one pupil's answers, by the numbers of the choices."""
    plan = _plan(desk)
    if not plan.polls:
        raise BestioError(_("There is no poll in this plan."))
    key, asked = next(iter(plan.polls.items()))
    if not desk.words:
        return Told(tuple(_questions(asked)), key)
    when = WHEN.get(fold(desk.words[0]))
    if when is None:
        raise UsageError(_("Write “avant” or “après” first, then the numbers of the answers."))
    desk.studio.act("poll.answer", poll=key, when=when, answers=_answers(asked, desk.words[1:]))
    return Told((_("Thank you! Nobody will know which answers are yours."),), when)


def _questions(asked: Poll) -> list[str]:
    lines = []
    for number, question in enumerate(asked.questions, start=1):
        lines.append(f"{number}. {question.text}")
        lines += [f"   {place} : {choice}" for place, choice in enumerate(question.choices, start=1)]
    lines.append(_("Answer with one number a question, for instance: sondage avant 1 3 2"))
    return lines


def _answers(asked: Poll, words: tuple[str, ...]) -> dict[str, str]:
    if len(words) < len(asked.questions):
        raise missing(asked.questions[len(words)].text)
    given: dict[str, str] = {}
    for question, word in zip(asked.questions, words, strict=False):
        if not word.isdecimal() or not 1 <= int(word) <= len(question.choices):
            raise UsageError(
                _("“{word}” is no answer to: {question}").format(word=word[:40], question=question.text),
                hint=_("Give a number from 1 to {n}.").format(n=len(question.choices)),
            )
        given[question.id] = question.choices[int(word) - 1]
    return given
