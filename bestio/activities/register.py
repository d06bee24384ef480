"""The activities there are. A new one is a module beside this one, and a line here."""

from __future__ import annotations

from collections.abc import Mapping

from bestio.activities.bet import BetActivity
from bestio.activities.count import CountActivity
from bestio.activities.engine import Activity
from bestio.activities.poll import PollActivity
from bestio.activities.quiz import QuizActivity
from bestio.activities.retrain import RetrainActivity
from bestio.activities.sign import SignActivity
from bestio.workshop.activities import Way

ACTIVITIES: Mapping[Way, type[Activity]] = {
    one.way: one for one in (BetActivity, CountActivity, PollActivity, QuizActivity, RetrainActivity, SignActivity)
}
"""Each activity by what the plan calls it."""
