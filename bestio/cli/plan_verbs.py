"""The verbs of `bestio act` on the plan: where the group is, and the poll that is asked twice."""

from __future__ import annotations

from collections.abc import Mapping

from bestio.cli.desk import Desk, Told, builtins, missing
from bestio.cli.talk import Left, Talk, whole
from bestio.errors import BestioError, UsageError
from bestio.i18n import _
from bestio.language.spelling import fold
from bestio.language.typography import percent
from bestio.workshop.classroom import creations_beside
from bestio.workshop.plan import Poll, Sequence, load_sequences
from bestio.workshop.polls import compare
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
    if fold(desk.words[0]) in RESULTS:
        return _results(desk, key, asked)
    when = WHEN.get(fold(desk.words[0]))
    if when is None:
        raise UsageError(_("Write “avant” or “après” first, then the numbers of the answers."))
    if len(desk.words) == 1:
        return _ask_pupils(desk, key, asked, when)
    desk.studio.act("poll.answer", poll=key, when=when, answers=_answers(asked, desk.words[1:]))
    return Told((_("Thank you! Nobody will know which answers are yours."),), when)


def ask_poll(desk: Desk, place: Place) -> Told:
    """The poll of an activity, one pupil after the other."""
    key = place.activity.poll or ""
    asked = plan_of(desk).polls.get(key)
    if asked is None:
        raise BestioError(_("There is no poll in this plan."))
    when = place.activity.when or "before"
    told = _ask_pupils(desk, key, asked, when)
    return _results(desk, key, asked) if when == "after" else told


def _ask_pupils(desk: Desk, key: str, asked: Poll, when: str) -> Told:
    talk, answered = desk.talk, 0
    while True:
        talk.turn_the_page()
        talk.say(_("Each of you answers alone, then passes the computer on. No name is asked for."))
        answers = _asked(talk, asked)
        desk.studio.act("poll.answer", poll=key, when=when, answers=answers)
        answered += 1
        talk.turn_the_page()
        talk.say(_("Thank you! Nobody will know which answers are yours."))
        if not talk.agree(_("Does another pupil answer?")):
            return Told(data={"when": when, "answered": answered}, heard=True)


def _asked(talk: Talk, asked: Poll) -> dict[str, str]:
    """One pupil's answers. Raises Left."""
    answers: dict[str, str] = {}
    try:
        for one in asked.questions:
            answers[one.id] = one.choices[talk.choose(one.text, one.choices)]
    except Left:
        if answers:
            talk.turn_the_page()
            talk.say(_("The answers of a pupil who leaves in the middle are forgotten."))
        raise
    return answers


def _results(desk: Desk, key: str, asked: Poll) -> Told:
    """Before and after over the whole class, each bar a line; once the group has answered a second time."""
    if not desk.creation.polls.get(key, {}).get("after"):
        raise BestioError(
            _("The charts wait for the second time: a photo shows most beside another."),
            hint=_("To answer: bestio act JOURNAL sondage après"),
        )
    creations = [desk.creation, *creations_beside(desk.store, desk.studio.journal.path)]
    found = compare(key, asked, creations)
    for one in found:
        desk.talk.say(one.question)
        for bar, (_choice, before, after) in zip(one.bars, one.shares(), strict=True):
            desk.talk.say(
                _("{choice}: before {before} ({n}), after {after} ({m})").format(
                    choice=bar.choice, before=percent(before), n=bar.before, after=percent(after), m=bar.after
                )
            )
    desk.talk.say(_("The whole class, and no name. What has moved? What has not?"))
    return Told(data=[builtins(one) for one in found], heard=True)


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
        if not (place := whole(word, len(question.choices))):
            raise UsageError(
                _("“{word}” is no answer to: {question}").format(word=word[:40], question=question.text),
                hint=_("Give a number from 1 to {n}.").format(n=len(question.choices)),
            )
        given[question.id] = question.choices[place - 1]
    return given
