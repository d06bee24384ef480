"""The activities there are. A new one is a module beside this one, and a line here."""

from __future__ import annotations

from collections.abc import Mapping

from bestio.activities.authorship import AuthorshipActivity
from bestio.activities.bet import BetActivity
from bestio.activities.count import CountActivity
from bestio.activities.debate import DebateActivity
from bestio.activities.dice import DiceActivity
from bestio.activities.engine import Activity
from bestio.activities.imagine import ImagineActivity
from bestio.activities.poll import PollActivity
from bestio.activities.quiz import QuizActivity
from bestio.activities.retrain import RetrainActivity
from bestio.activities.sign import SignActivity
from bestio.activities.ways import Way

ACTIVITIES: Mapping[Way, type[Activity]] = {
    one.way: one
    for one in (
        AuthorshipActivity,
        BetActivity,
        CountActivity,
        DebateActivity,
        DiceActivity,
        ImagineActivity,
        PollActivity,
        QuizActivity,
        RetrainActivity,
        SignActivity,
    )
}
"""Each activity by what the plan calls it."""
