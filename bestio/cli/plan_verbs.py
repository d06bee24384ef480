"""The verbs of `bestio act` on the plan: where the group is, and the poll that is asked twice."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from bestio.activities.poll import PollActivity
from bestio.classroom.plan import Poll
from bestio.cli.activity_prompts import answer_with, converse, setting_of
from bestio.cli.context import Context
from bestio.errors import BestioError, UsageError
from bestio.i18n import _
from bestio.session.actions.action import Result
from bestio.session.actions.plan import plan_of
from bestio.text.fold import fold

RESULTS = frozenset({"resultats", "resultat", "results"})
WHEN: Mapping[str, str] = {"avant": "before", "before": "before", "apres": "after", "after": "after"}


def poll(desk: Context) -> Result:
    """List the poll's questions; ask them (`avant`, `après`); take one pupil's answers by number; or the results."""
    plan = plan_of(desk.session)
    if not plan.polls:
        raise BestioError(_("There is no poll in this plan."))
    key, asked = next(iter(plan.polls.items()))
    if not desk.words:
        return Result(tuple(_questions(asked)), key)
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
    return Result((_("Thank you! Nobody will know which answers are yours."),), when)


def _questions(asked: Poll) -> list[str]:
    lines = []
    for number, question in enumerate(asked.questions, start=1):
        lines.append(f"{number}. {question.text}")
        lines += [f"   {place} : {choice}" for place, choice in enumerate(question.choices, start=1)]
    lines.append(_("Answer with one number a question, for instance: sondage avant 1 3 2"))
    return lines
